#include "components/answer_writer/excerpt.h"

#include <gtest/gtest.h>

namespace alhf::answer_writer {
namespace {

constexpr char kPier[] =
    "Of all the piers in the harbour the old one is 90 metres long, they say.";

TEST(ExcerptTest, KeepsTheWordsThatAnswer) {
  EXPECT_EQ(Excerpt("How long is the old pier?", kPier, 6),
            "... old one is 90 metres long, ...");
  EXPECT_EQ(Excerpt("Which piers are in the harbour?", kPier, 7),
            "Of all the piers in the harbour ...");
  EXPECT_EQ(Excerpt("When is it painted?",
                    "After many years it is painted in the last days of May "
                    "and in March again.",
                    4),
            "... May and in March ...");
}

TEST(ExcerptTest, KeepsWhatAFigureCounts) {
  EXPECT_EQ(
      Excerpt("How long is the pier?",
              "The whole of the pier is now some 90 metres in length.", 6),
      "... pier is now some 90 metres ...");
  EXPECT_EQ(Excerpt("At what time do boats of guests leave?",
                    "The boats of guests leave each day at nine in the morning "
                    "from the pier.",
                    9),
            "... guests leave each day at nine in the morning ...");
}

TEST(ExcerptTest, AFigureSaysMoreThanTheQuestionsOwnWords) {
  EXPECT_EQ(Excerpt("May guests moor at the pier overnight?",
                    "Boats of guests may moor at the pier for 3 nights.", 7),
            "... moor at the pier for 3 nights.");
  EXPECT_EQ(Excerpt("moorings of guests who sail the regatta",
                    "Moorings of guests end soon after the regatta, on the "
                    "first of May.",
                    11),
            "... guests end soon after the regatta, on the first of May.");
  // But not where a name is asked for.
  EXPECT_EQ(Excerpt("Which guests moor at the pier?",
                    "Boats of guests may moor at the pier for 3 nights.", 7),
            "... of guests may moor at the pier ...");
}

TEST(HasFigureTest, IsWhatMayAnswer) {
  EXPECT_TRUE(HasFigure("regatta changes", "It is on the first of May."));
  EXPECT_TRUE(HasFigure("regatta changes", "Six boats sail."));
  EXPECT_FALSE(HasFigure("the March regatta", "The regatta is in March."));
  EXPECT_FALSE(HasFigure("regatta changes", "Boats may sail."));
  EXPECT_FALSE(HasFigure("Who sails?", "Six boats sail."));
  EXPECT_FALSE(HasFigure("", ""));
}

TEST(ExcerptTest, WhatFitsIsWhole) {
  EXPECT_EQ(Excerpt("pier", kPier, 16), kPier);
  EXPECT_EQ(Excerpt("pier", "", 3), "");
  EXPECT_EQ(Excerpt("pier", "Two - words", 2), "Two - words");
}

TEST(ExcerptTest, WithoutAnythingAskedForItIsTheBeginning) {
  EXPECT_EQ(Excerpt("Who?", "One two three four", 2), "One two ...");
}

TEST(FigureWorthTest, IsMoreWhereAFigureIsAskedFor) {
  const std::string number = "It has twelve steps.";
  EXPECT_GT(FigureWorth("How many steps?", number),
            FigureWorth("When was it built?", number));
  EXPECT_GT(FigureWorth("When was it built?", number), 1);
  EXPECT_EQ(FigureWorth("Who built it?", number), 1);
  EXPECT_EQ(FigureWorth("How many steps?", "The old one is long."), 1);
}

TEST(FigureWorthTest, AMonthIsAFigureWhereADateIsAskedFor) {
  EXPECT_GT(FigureWorth("When does it open?", "It opens in March."), 1);
  EXPECT_EQ(FigureWorth("How much is it?", "It opens in March."), 1);
}

}  // namespace
}  // namespace alhf::answer_writer
