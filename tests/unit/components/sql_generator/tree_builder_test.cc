#include "components/sql_generator/tree_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class TreeBuilderTest : public ::testing::Test {
 protected:
  Built Conditions(const std::string& text, const std::string& table) {
    const absl::CivilDay today(2026, 1, 15);
    const Reading reading = Read(
        MarkWords({&library_.catalog().vocabulary(), nullptr, today}, text));
    return BuildConditions(library_.catalog(), reading,
                           *library_.catalog().schema().Find(table), today);
  }
  Library library_;
};

TEST_F(TreeBuilderTest, RefusesWithTheWords) {
  const Understood u =
      library_.Understand("how many loans in Atlantis for glorps");
  EXPECT_FALSE(u.built.ok);
  EXPECT_THAT(u.built.refusal.not_understood(),
              ElementsAre("Atlantis", "glorps"));
  EXPECT_EQ(u.built.refusal.reason(), "I do not understand: Atlantis, glorps.");
}

TEST_F(TreeBuilderTest, RefusesWhatIsNotAboutData) {
  EXPECT_EQ(library_.Sql("How do I file a complaint?"),
            "refused: This is no question about the data that I know.");
  EXPECT_EQ(library_.Sql("How many days of holiday do I have per year?"),
            "refused: This is no question about the data that I know.");
  EXPECT_EQ(library_.Sql(""),
            "refused: This is no question about the data that I know.");
}

TEST_F(TreeBuilderTest, RefusesWhatAsksForNothing) {
  EXPECT_THAT(library_.Sql("loans"), HasSubstr("what to compute"));
  EXPECT_THAT(library_.Sql("made in 2025"), HasSubstr("what to compute"));
}

TEST_F(TreeBuilderTest, ListsRows) {
  EXPECT_EQ(library_.Rows("list the readers in Spain"),
            "5|Eve Stone 6|Flo Lake");
  EXPECT_EQ(library_.Rows("show genre and price of all books over 15"),
            "guide|18 guide|30");
  EXPECT_EQ(library_.Rows("what are the different genres of books?"),
            "guide novel");
  EXPECT_THAT(library_.Rows("what are the genres of readers"),
              HasSubstr("nothing that rows of readers have"));
}

TEST_F(TreeBuilderTest, NamesStructureForScope) {
  const Understood u = library_.Understand("loans per week in 2025");
  EXPECT_THAT(u.built.date_parts, ElementsAre("week"));
  EXPECT_THAT(u.built.tables,
              ElementsAre("books", "branches", "loans", "readers"));
  EXPECT_THAT(library_.Understand("readers per branch").built.tables,
              ElementsAre("branches", "readers"));
  EXPECT_THAT(library_.Understand("how many loans this week").built.date_parts,
              ElementsAre("week"));
}

TEST_F(TreeBuilderTest, LimitsRows) {
  Settings settings;
  settings.row_limit = 2;
  EXPECT_EQ(library_.Rows("readers per nation", settings),
            "France|1 Germany|2");
  // One row is one row.
  EXPECT_EQ(library_.Sql("how many readers", settings),
            library_.Sql("how many readers"));
  EXPECT_EQ(library_.Rows("top 1 nation by takings", settings), "Germany|37");
  EXPECT_EQ(library_.Rows("top 3 nations by takings", settings),
            "Germany|37 -|10");
}

TEST_F(TreeBuilderTest, BuildsConditionsForALesson) {
  const Built borrowed = Conditions("borrowed in the last 90 days", "readers");
  ASSERT_TRUE(borrowed.ok) << borrowed.refusal.reason();
  ASSERT_EQ(borrowed.tree.conditions.size(), 1);
  const Condition& exists = borrowed.tree.conditions[0];
  EXPECT_EQ(exists.table(), "readers");
  EXPECT_EQ(exists.exists().table(), "loans");
  EXPECT_EQ(exists.exists().conditions(0).dates().rolling().count(), 90);

  const Built late = Conditions("late or lost", "loans");
  ASSERT_TRUE(late.ok);
  EXPECT_EQ(late.tree.conditions[0].one_of().values_size(), 2);
}

TEST_F(TreeBuilderTest, BuildsNoConditionsOfQuestions) {
  EXPECT_FALSE(Conditions("how many loans", "readers").ok);
  EXPECT_FALSE(Conditions("loans per month", "loans").ok);
  EXPECT_FALSE(Conditions("readers", "readers").ok);
  EXPECT_FALSE(Conditions("borrowed since last month", "readers").ok);
  EXPECT_FALSE(Conditions("glorp", "readers").ok);
}

}  // namespace
}  // namespace alhf::sql_generator
