// Rows in an order, the newest of them, when something was, and what else is
// shown of them, from question to rows.
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

// Hives of an apiary with names as several people leave them: who keeps them,
// and what was looked at.
std::string ApiarySql() {
  return R"sql(
CREATE TABLE tbl_keeper (
  keeper_id INTEGER PRIMARY KEY, FirstName TEXT NOT NULL,
  LastName TEXT NOT NULL, HomeVale TEXT NOT NULL, joined DATE NOT NULL,
  BirthDate DATE NOT NULL);
CREATE TABLE hives (
  hive_no INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, wood TEXT NOT NULL,
  keeper_id INTEGER NOT NULL REFERENCES tbl_keeper (keeper_id),
  built_yr INTEGER NOT NULL, weight_kg INTEGER NOT NULL,
  frames INTEGER NOT NULL, ListPrice REAL NOT NULL, lost_on DATE,
  rested_flag INTEGER NOT NULL, is_double TEXT NOT NULL,
  permit_until DATE NOT NULL);
CREATE TABLE inspections (
  id INTEGER PRIMARY KEY, hive_no INTEGER NOT NULL REFERENCES hives (hive_no),
  opened DATE NOT NULL, closed DATE, mites INTEGER NOT NULL,
  yield_kg REAL NOT NULL, grant_eur REAL, signed_by TEXT);
INSERT INTO tbl_keeper VALUES
  (1, 'Ann', 'Moor', 'North', '2020-05-01', '1980-01-01'),
  (2, 'Ben', 'Firth', 'South', '2023-02-01', '1995-06-01'),
  (3, 'Cy', 'Glen', 'South', '2021-01-01', '1971-03-03');
INSERT INTO hives VALUES
  (1, 'HV-1', 'pine', 1, 2015, 40, 10, 250, NULL, 0, 'Y', '2026-03-01'),
  (2, 'HV-2', 'cedar', 1, 2019, 55, 12, 180, NULL, 1, 'N', '2027-03-01'),
  (3, 'HV-3', 'pine', 2, 2021, 30, 0, 400, '2025-02-02', 0, 'N', '2026-09-01'),
  (4, 'HV-4', 'oak', 2, 2023, 70, 8, 90, NULL, 1, 'Y', '2028-01-01');
INSERT INTO inspections VALUES
  (1, 1, '2025-01-10', '2025-01-12', 3, 4.5, 20, 'Roe'),
  (2, 1, '2025-03-01', NULL, 5, 2, NULL, 'Roe'),
  (3, 2, '2024-07-07', '2024-07-09', 4, 6, 30, 'Tarn'),
  (4, 4, '2025-06-01', NULL, 1, 1.5, 0, NULL);
)sql";
}

class TreeOrderTest : public ::testing::Test {
 protected:
  std::string Rows(const std::string& question) {
    return apiary_.Rows(question);
  }
  bool Refuses(const std::string& question) {
    return Rows(question).rfind("refused", 0) == 0;
  }
  Library apiary_{ApiarySql(), ""};
};

TEST_F(TreeOrderTest, RowsAreToldByACodeOrByTwoNames) {
  EXPECT_EQ(Rows("which hives are made of oak"), "4|HV-4");
  EXPECT_EQ(Rows("which keepers are in North"), "1|Ann|Moor");
  EXPECT_EQ(Rows("names of the keepers in South"), "Ben|Firth Cy|Glen");
}

TEST_F(TreeOrderTest, ListsAreOrderedByAColumn) {
  EXPECT_EQ(Rows("code and wood of the hives ordered by weight"),
            "HV-3|pine|30 HV-1|pine|40 HV-2|cedar|55 HV-4|oak|70");
  EXPECT_EQ(Rows("codes of the hives in descending order of weight"),
            "HV-4|70 HV-2|55 HV-1|40 HV-3|30");
  EXPECT_EQ(Rows("show the codes of pine hives, cheapest first"),
            "HV-1|250 HV-3|400");
  EXPECT_EQ(Rows("last names of keepers ordered by age"),
            "Firth|1995-06-01 Moor|1980-01-01 Glen|1971-03-03");
  EXPECT_TRUE(Refuses("code of the hives ordered by colour"));
}

TEST_F(TreeOrderTest, RowsAreRankedByANumberOfTheirs) {
  EXPECT_EQ(Rows("which code has the highest list price"), "HV-3|400");
  EXPECT_EQ(Rows("top 2 codes by weight_kg"), "HV-4|70 HV-2|55");
  EXPECT_EQ(Rows("code of the heaviest hive"), "HV-4|70");
  // The price of that hive, not the highest price.
  EXPECT_EQ(Rows("list price of the heaviest hive"), "90|70");
}

TEST_F(TreeOrderTest, TheNewestGoByTheirDate) {
  EXPECT_EQ(Rows("the 2 most recent inspections"), "4|2025-06-01 2|2025-03-01");
  EXPECT_EQ(Rows("last 2 inspections"), "4|2025-06-01 2|2025-03-01");
  EXPECT_EQ(Rows("which keeper joined last"), "2|Ben|Firth|2023-02-01");
  EXPECT_EQ(Rows("who is the youngest keeper"), "2|Ben|Firth|1995-06-01");
  EXPECT_EQ(Rows("who is our oldest keeper"), "3|Cy|Glen|1971-03-03");
  // No number is of the newest rows alone.
  EXPECT_TRUE(Refuses("average mites of the newest inspection"));
}

TEST_F(TreeOrderTest, WhenSomethingWas) {
  EXPECT_EQ(Rows("when was the first inspection"), "2024-07-07");
  EXPECT_EQ(Rows("when was the last inspection of HV-1"), "2025-03-01");
  EXPECT_EQ(Rows("on what day did the newest keeper join"), "2023-02-01");
  EXPECT_EQ(Rows("when was HV-3 lost"), "2025-02-02");
  EXPECT_TRUE(Refuses("when do hives swarm"));
}

TEST_F(TreeOrderTest, ColumnsAreShownBesides) {
  EXPECT_EQ(Rows("Which hives are pine? Code and frames please"),
            "1|HV-1|10 3|HV-3|0");
  EXPECT_EQ(Rows("What is the list price of HV-2?"), "180");
}

TEST_F(TreeOrderTest, NumbersOfAColumn) {
  EXPECT_EQ(Rows("how many inspections have mites 3 or 5"), "2");
  EXPECT_EQ(Rows("inspections with mites 1, 3 and 4"), "3");
  EXPECT_EQ(Rows("how many hives are heavier than 50 kg"), "2");
  EXPECT_EQ(Rows("how many hives have no frames"), "1");
  EXPECT_EQ(Rows("inspections without any grant"), "1");
  EXPECT_EQ(Rows("how many hives are from built year 2019"), "1");
  EXPECT_EQ(Rows("highest number of mites in an inspection"), "5");
  EXPECT_EQ(Rows("how much grant did we pay in 2025"), "20");
}

TEST_F(TreeOrderTest, FlagsByAnyName) {
  EXPECT_EQ(Rows("how many rested hives"), "2");
  EXPECT_EQ(Rows("how many hives have the rested flag"), "2");
  EXPECT_EQ(Rows("hives that are no longer rested"), "2");
  EXPECT_EQ(Rows("how many double hives"), "2");
  EXPECT_EQ(Rows("how many hives are not double any more"), "2");
  EXPECT_EQ(Rows("how many hives are not double"), "2");
}

TEST_F(TreeOrderTest, NamesThatSayHalf) {
  EXPECT_EQ(Rows("inspections per signer"), "Roe|2 Tarn|1 -|1");
  EXPECT_EQ(Rows("number of inspections for each ranger (signed_by)"),
            "Roe|2 Tarn|1 -|1");
  EXPECT_EQ(Rows("how often was HV-1 inspected"), "2");
  EXPECT_EQ(Rows("hives whose permit ends in 2026"), "2");
  EXPECT_EQ(Rows("how many hives have which wood"), "cedar|1 oak|1 pine|2");
}

// A condition that was said is never dropped.
TEST_F(TreeOrderTest, ADateThatIsThere) {
  EXPECT_EQ(Rows("how many hives have lost_on filled"), "1");
  EXPECT_EQ(Rows("how many hives have a lost_on"), "1");
  EXPECT_EQ(Rows("count of wood pine"), "2");
}

}  // namespace
}  // namespace alhf::sql_generator
