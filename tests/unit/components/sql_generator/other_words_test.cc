#include "components/sql_generator/other_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

// A ferry line: two tables of people, one of whom work there.
std::string FerrySql() {
  return R"sql(
CREATE TABLE lines (id INTEGER PRIMARY KEY, line_name TEXT NOT NULL);
CREATE TABLE employees (
  id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, deck TEXT NOT NULL,
  line_id INTEGER NOT NULL REFERENCES lines (id), nation TEXT NOT NULL);
CREATE TABLE passengers (
  id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, country TEXT NOT NULL);
CREATE TABLE journeys (
  id INTEGER PRIMARY KEY,
  passenger_id INTEGER NOT NULL REFERENCES passengers (id),
  line_id INTEGER NOT NULL REFERENCES lines (id),
  children INTEGER NOT NULL, sailed_on DATE NOT NULL);
INSERT INTO lines VALUES (1, 'Inner'), (2, 'Outer');
INSERT INTO employees VALUES (1, 'Una', 'galley', 1, 'Malta'),
  (2, 'Vic', 'galley', 2, 'Malta'), (3, 'Wes', 'bridge', 2, 'Kenya');
INSERT INTO passengers VALUES (1, 'Xia', 'Norway'), (2, 'Yan', 'Norway'),
  (3, 'Zoe', 'Finland');
INSERT INTO journeys VALUES (1, 1, 1, 2, '2025-06-01'),
  (2, 2, 2, 0, '2025-07-01'), (3, 3, 2, 3, '2025-08-01');
)sql";
}

class OtherWordsTest : public ::testing::Test {
 protected:
  std::vector<ReadAs> For(const std::vector<std::string>& unknown) {
    return OtherWords(ferry_.catalog(), words_).For(unknown);
  }
  const WordNet words_{"/usr/share/wordnet"};
  Library ferry_{FerrySql(), ""};
};

TEST_F(OtherWordsTest, AWordThatMeansAName) {
  EXPECT_THAT(For({"colleagues"}),
              ElementsAre(ElementsAre(Pair("colleagues", "employee"))));
  EXPECT_EQ(ferry_.Rows("How many colleagues do we have?"), "3");
  EXPECT_EQ(ferry_.Rows("number of staff per line"), "1|Inner|1 2|Outer|2");
  EXPECT_EQ(ferry_.Rows("total kids in 2025"), "5");
}

TEST_F(OtherWordsTest, AnAdjectiveOfACountry) {
  EXPECT_EQ(ferry_.Rows("how many norwegian passengers"), "2");
  EXPECT_EQ(ferry_.Rows("journeys of Finnish passengers"), "1");
}

TEST_F(OtherWordsTest, TheAnswerSaysHowAWordWasRead) {
  EXPECT_THAT(
      ferry_.Understand("how many norwegian passengers").built.interpretation,
      Contains("\"norwegian\": read as \"Norway\""));
}

TEST_F(OtherWordsTest, PeopleAreThoseWhomTheRestIsOf) {
  EXPECT_EQ(ferry_.Rows("How many people work in the galley?"), "2");
  EXPECT_EQ(ferry_.Rows("How many people work on each line?"),
            "1|Inner|1 2|Outer|2");
  EXPECT_EQ(ferry_.Rows("how many people come from Finland"), "1");
  // Both are.
  EXPECT_EQ(ferry_.Rows("how many people").substr(0, 7), "refused");
}

TEST_F(OtherWordsTest, WhatHasNoOtherWordStaysUnknown) {
  EXPECT_THAT(For({"colleagues", "gadgets"}), IsEmpty());
  EXPECT_THAT(For({}), IsEmpty());
  EXPECT_THAT(For({"42"}), IsEmpty());
  EXPECT_EQ(ferry_.Rows("How many gadgets do we have?").substr(0, 7),
            "refused");
}

TEST_F(OtherWordsTest, ATermThatWasTaughtIsNoOtherWord) {
  Settings settings;
  TermDefinition& kids = settings.terms.emplace_back();
  kids.set_term("kids");
  kids.set_meaning("passengers from Finland");
  kids.set_table("passengers");
  Condition& condition = *kids.add_conditions();
  condition.set_table("passengers");
  condition.set_column("country");
  condition.mutable_one_of()->add_values("Finland");
  EXPECT_EQ(ferry_.Rows("how many kids", settings), "1");
}

TEST_F(OtherWordsTest, WithoutWordNetFewerAreKnown) {
  const WordNet none("/nonexistent");
  const OtherWords others(ferry_.catalog(), none);
  EXPECT_THAT(others.For({"norwegian"}), IsEmpty());
  EXPECT_THAT(others.For({"people"}), IsEmpty());
  EXPECT_THAT(others.For({"colleagues"}),
              ElementsAre(ElementsAre(Pair("colleagues", "employee"))));
}

}  // namespace
}  // namespace alhf::sql_generator
