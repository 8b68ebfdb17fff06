// Tables, columns and values, as `Read` takes them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "components/sql_generator/reading.h"
#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ReaderNamesTest : public ::testing::Test {
 protected:
  Reading ReadText(const std::string& text) {
    return Read(MarkWords({&library_.catalog().vocabulary(), nullptr,
                           absl::CivilDay(2026, 1, 15)},
                          text));
  }
  Library library_;
};

TEST_F(ReaderNamesTest, AColumnSaysWhichValueIsMeant) {
  const Reading r = ReadText("how many readers whose country is Spain");
  EXPECT_THAT(r.not_understood, IsEmpty());
  ASSERT_EQ(r.tests.size(), 1);
  EXPECT_EQ(r.tests[0].of.size(), 1);
}

TEST_F(ReaderNamesTest, AValueBeforeATableBelongsToIt) {
  const Reading r = ReadText("how many readers without late loans");
  ASSERT_EQ(r.tests.size(), 1);
  EXPECT_EQ(r.tests[0].noun, 1);
  EXPECT_TRUE(r.tests[0].negated);
}

TEST_F(ReaderNamesTest, ByNamesWhoInThePassive) {
  const Reading who = ReadText("how many loans made by German readers");
  EXPECT_THAT(who.dimensions, IsEmpty());
  EXPECT_THAT(who.not_understood, IsEmpty());
  EXPECT_EQ(ReadText("how many loans by reader").dimensions.size(), 1);
}

TEST_F(ReaderNamesTest, AFlagIsATest) {
  const Reading r = ReadText("how many staff readers");
  ASSERT_EQ(r.tests.size(), 1);
  ASSERT_EQ(r.measures.size(), 1);
  EXPECT_EQ(r.measures[0].aggregate, AGGREGATE_COUNT);
}

TEST_F(ReaderNamesTest, ByPeopleIsNotByAFlag) {
  const Library crew(
      "CREATE TABLE crew (id INTEGER PRIMARY KEY, is_trainee BOOLEAN);"
      "CREATE TABLE trips (id INTEGER PRIMARY KEY, crew_id INTEGER NOT NULL "
      "REFERENCES crew (id), far INTEGER);"
      "INSERT INTO crew VALUES (1, TRUE), (2, FALSE);"
      "INSERT INTO trips VALUES (1, 1, 5), (2, 2, 7), (3, 2, 9)",
      "");
  EXPECT_EQ(crew.Rows("how many trips were made by trainees"), "1");
  EXPECT_EQ(crew.Rows("how many trips by trainee"), "0|2 1|1");
}

TEST_F(ReaderNamesTest, AFilterCountsTheRowsThatItNames) {
  const Reading r = ReadText("how many overdue");
  ASSERT_EQ(r.measures.size(), 1);
  EXPECT_EQ(r.tests.size(), 1);
}

TEST_F(ReaderNamesTest, ListsAndDistinctLists) {
  const Reading r = ReadText("show the country of all readers");
  EXPECT_THAT(r.not_understood, IsEmpty());
  EXPECT_EQ(r.dimensions.size(), 1);
  EXPECT_FALSE(r.distinct);
  EXPECT_TRUE(ReadText("what are the different countries of readers").distinct);
}

TEST_F(ReaderNamesTest, IgnoresWhatTheSemanticFileIgnores) {
  EXPECT_THAT(ReadText("how many loans over 5 coins").not_understood,
              IsEmpty());
  EXPECT_THAT(ReadText("how many loans over 5 shells").not_understood,
              ElementsAre("shells"));
}

}  // namespace
}  // namespace alhf::sql_generator
