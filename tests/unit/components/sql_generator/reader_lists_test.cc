// Lists of columns, extremes of rows, and columns that are compared, from
// question to rows.
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

// Boats of a hire, moored somewhere, and what was done to them.
std::string HireSql() {
  return R"sql(
CREATE TABLE harbours (
  id INTEGER PRIMARY KEY, harbour_name TEXT NOT NULL, country TEXT NOT NULL);
CREATE TABLE boats (
  id INTEGER PRIMARY KEY, harbour_id INTEGER NOT NULL REFERENCES harbours (id),
  boat_name TEXT NOT NULL, rig TEXT NOT NULL, berths INTEGER NOT NULL,
  length_meters NUMERIC(6, 1) NOT NULL, day_price NUMERIC(8, 2) NOT NULL,
  launched_on DATE NOT NULL, is_retired INTEGER NOT NULL);
CREATE TABLE overhauls (
  id INTEGER PRIMARY KEY, boat_id INTEGER NOT NULL REFERENCES boats (id),
  begun_on DATE NOT NULL, agreed_on DATE NOT NULL, finished_on DATE,
  quoted_total NUMERIC(8, 2) NOT NULL, charged_total NUMERIC(8, 2) NOT NULL,
  state TEXT NOT NULL);
INSERT INTO harbours VALUES (1, 'Eel Pier', 'Norway'), (2, 'Fair Sound', 'Iceland');
INSERT INTO boats VALUES
  (1, 1, 'Alma', 'sloop', 4, 9.5, 120, '1998-04-01', 0),
  (2, 1, 'Bror', 'yawl', 6, 13, 300, '2006-06-12', 0),
  (3, 2, 'Dis', 'sloop', 4, 8, 90, '2011-05-05', 1);
INSERT INTO overhauls VALUES
  (1, 1, '2025-01-10', '2025-02-01', '2025-02-03', 500, 640, 'done'),
  (2, 2, '2025-03-01', '2025-03-20', '2025-03-20', 900, 900, 'done'),
  (3, 2, '2025-11-01', '2025-12-01', NULL, 300, 0, 'in_dock'),
  (4, 3, '2025-12-15', '2026-01-05', '2026-01-02', 200, 150, 'done');
)sql";
}

class ReaderListsTest : public ::testing::Test {
 protected:
  std::string Rows(const std::string& question) { return hire_.Rows(question); }
  Library hire_{HireSql(), ""};
};

TEST_F(ReaderListsTest, ColumnsOfRowsAreListed) {
  EXPECT_EQ(Rows("boat name and berths of the sloops"), "Alma|4 Dis|4");
  EXPECT_EQ(Rows("names of our retired boats"), "Dis");
  EXPECT_EQ(Rows("Name, rig and launching date of the boats in Norway"),
            "Alma|sloop|1998-04-01 Bror|yawl|2006-06-12");
  EXPECT_EQ(Rows("export name and country of the harbours"),
            "Eel Pier|Norway Fair Sound|Iceland");
}

TEST_F(ReaderListsTest, WhatIsGroupedOrAddedUpIsNoList) {
  EXPECT_EQ(Rows("berths of boats by harbour").find("Alma"), std::string::npos);
  EXPECT_EQ(Rows("number of boats by rig"), "sloop|2 yawl|1");
}

TEST_F(ReaderListsTest, AndWhenAddsTheDate) {
  EXPECT_EQ(Rows("Which boats were launched before 2008, and when?"),
            "1|Alma|1998-04-01 2|Bror|2006-06-12");
  EXPECT_EQ(
      Rows("How many boats were launched before 2008, and when?").substr(0, 7),
      "refused");
}

TEST_F(ReaderListsTest, TheLargestOfAColumnOfOneKindOfRows) {
  EXPECT_EQ(Rows("length of our longest boat"), "13");
  EXPECT_EQ(Rows("day price of the cheapest boat"), "90");
  EXPECT_EQ(Rows("how big is the largest boat in meters"), "13");
  EXPECT_EQ(Rows("highest charged total of one overhaul"), "900");
}

TEST_F(ReaderListsTest, ASuperlativeRanksByItsOwnNumber) {
  EXPECT_EQ(Rows("the two most expensive boats"), "2|Bror|300 1|Alma|120");
  EXPECT_EQ(Rows("Which boat is the shortest?"), "3|Dis|8");
  // Nothing that boats have is a weight.
  EXPECT_EQ(Rows("the heaviest boat").substr(0, 7), "refused");
}

TEST_F(ReaderListsTest, ANumberBeforeItsColumnIsItsValue) {
  EXPECT_EQ(Rows("how many boats have 4 berths"), "2");
  EXPECT_EQ(Rows("which boats with six berths are there"), "2|Bror");
  EXPECT_EQ(Rows("number of 4-berth boats"), "2");
  // These are ranked.
  EXPECT_EQ(Rows("the 2 berths with the most boats"), "4|2 6|1");
}

TEST_F(ReaderListsTest, AValueInThePluralNamesItsRows) {
  EXPECT_EQ(Rows("How many sloops do we have?"), "2");
  EXPECT_EQ(Rows("How many sloops and yawls are there?"), "3");
  EXPECT_EQ(Rows("sloops or yawls in Norway"), "2");
  EXPECT_EQ(Rows("sloops per harbour"), "1|Eel Pier|1 2|Fair Sound|1");
  EXPECT_EQ(Rows("How many sloops does the harbour Fair Sound have?"), "1");
}

TEST_F(ReaderListsTest, DatesOfOneRowAreCompared) {
  EXPECT_EQ(Rows("How many overhauls were finished after the agreed date?"),
            "1");
  EXPECT_EQ(Rows("overhauls finished later than agreed, how many?"), "1");
  EXPECT_EQ(Rows("number of overhauls finished before they were agreed"), "1");
  EXPECT_EQ(hire_.Sql("number of overhauls finished later than agreed"),
            "SELECT COUNT(*) AS overhauls_count FROM overhauls WHERE "
            "finished_on IS NOT NULL AND finished_on > agreed_on");
}

TEST_F(ReaderListsTest, NumbersOfOneRowAreCompared) {
  EXPECT_EQ(
      Rows("how many overhauls have a charged total above the quoted total"),
      "1");
  EXPECT_EQ(Rows("how many overhauls with a charged total under quoted total"),
            "2");
}

TEST_F(ReaderListsTest, OfSeveralDatesTheLikeliestIsTakenAndNamed) {
  const Understood read = hire_.Understand("overhauls in December 2025");
  ASSERT_TRUE(read.built.ok);
  EXPECT_EQ(Rows("overhauls in December 2025"), "1");
  EXPECT_EQ(read.built.interpretation.back(),
            "\"in December 2025\": overhauls.begun_on (the likeliest of "
            "its dates) from 2025-12-01 to 2025-12-31");
}

TEST_F(ReaderListsTest, WordsThatSayNothingMore) {
  EXPECT_EQ(Rows("How many overhauls are still in dock?"), "1");
  EXPECT_EQ(Rows("how many boats in the whole firm"), "3");
  EXPECT_EQ(Rows("How many overhauls has each boat had placed, all years"),
            Rows("How many overhauls has each boat had"));
  EXPECT_EQ(Rows("sum of berths over all the boats"), "14");
  EXPECT_EQ(Rows("number of boats per rig, as a csv file"), "sloop|2 yawl|1");
}

}  // namespace
}  // namespace alhf::sql_generator
