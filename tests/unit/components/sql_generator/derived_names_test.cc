#include "components/sql_generator/derived_names.h"

#include <gtest/gtest.h>

#include <string>

#include "alhf/sdk/text.h"
#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

class DerivedNamesTest : public ::testing::Test {
 protected:
  // The columns that `phrase` stands for as a whole, in order.
  std::string Columns(const std::string& phrase) {
    const auto tokens = sdk::Analyze(phrase).tokens;
    const auto found = workshop_.catalog().vocabulary().At(phrase, tokens, 0);
    std::string columns;
    if (found.length < tokens.size()) return columns;
    for (const Meaning& m : found.meanings) {
      if (m.column != nullptr) columns += m.column->name + " ";
    }
    return columns;
  }
  Library workshop_{WorkshopSql(), WorkshopSemantic()};
};

TEST_F(DerivedNamesTest, ADateSaysWhatWasDone) {
  EXPECT_EQ(Columns("mended"), "mended_date ");
  EXPECT_EQ(Columns("signup"), "signup_date ");
  EXPECT_EQ(Columns("signed up"), "signup_date ");
  EXPECT_EQ(Columns("mended date"), "mended_date ");
  // A verb of the semantic file has the date of its name.
  EXPECT_EQ(Columns("brought"), "brought_date ");
  EXPECT_EQ(Columns("credited"), "");
}

TEST_F(DerivedNamesTest, AnAmountIsOfSomething) {
  const Library tolls(
      "CREATE TABLE trips (id INTEGER PRIMARY KEY, toll_amount INTEGER, "
      "trips_value INTEGER, total_amount INTEGER); INSERT INTO trips VALUES "
      "(1, 5, 7, 9)",
      "");
  EXPECT_EQ(tolls.Rows("sum of tolls"), "5");
  EXPECT_EQ(tolls.Rows("how many trips"), "1");
  EXPECT_EQ(tolls.Rows("total trips"), "1");
}

TEST_F(DerivedNamesTest, AnAmountIsCalledEitherWayRound) {
  const Library tolls(
      "CREATE TABLE trips (id INTEGER PRIMARY KEY, toll_net INTEGER); INSERT "
      "INTO trips VALUES (1, 5), (2, 4)",
      "");
  EXPECT_EQ(tolls.Rows("total net toll"), "9");
  EXPECT_EQ(tolls.Rows("total toll net"), "9");
}

TEST_F(DerivedNamesTest, AShortTableNameBesideItsVerb) {
  const Library quarry(
      "CREATE TABLE stone_orders (id INTEGER PRIMARY KEY, ordered_on DATE NOT "
      "NULL, shipped_on DATE); INSERT INTO stone_orders VALUES (1, "
      "'2025-03-01', NULL), (2, '2024-05-01', '2025-01-02')",
      "");
  EXPECT_EQ(quarry.Rows("how many orders"), "2");
  EXPECT_EQ(quarry.Rows("how many orders were ordered in 2025"), "1");
  EXPECT_EQ(quarry.Rows("orders shipped in 2025"), "1");
  EXPECT_EQ(quarry.Rows("how often was something ordered in 2024"), "1");
}

TEST_F(DerivedNamesTest, AUnitIsNoPartOfTheName) {
  const Library trips(
      "CREATE TABLE boat_trips (id INTEGER PRIMARY KEY, length_hours INTEGER, "
      "price INTEGER); INSERT INTO boat_trips VALUES (1, 5, 9), (2, 2, 4)",
      "");
  EXPECT_EQ(trips.Rows("average length"), "3.5");
  EXPECT_EQ(trips.Rows("how many boat trips over 3 hours"), "1");
  EXPECT_EQ(trips.Rows("highest cost"), "9");
  EXPECT_EQ(trips.Rows("highest number of hours"), "5");
  // The only table whose name ends so.
  EXPECT_EQ(trips.Rows("how many trips"), "2");
}

TEST_F(DerivedNamesTest, UnitsAreLeftOut) {
  const Library kilns(
      "CREATE TABLE firings (id INTEGER PRIMARY KEY, clay TEXT NOT NULL, "
      "price_eur_kg REAL NOT NULL, start_weight_kg REAL NOT NULL, "
      "end_weight_kg REAL NOT NULL, thickness_mm INTEGER NOT NULL, "
      "width_mm INTEGER NOT NULL);"
      "INSERT INTO firings VALUES (1, 'red', 2.5, 9, 7, 12, 80), "
      "(2, 'grey', 4, 5, 4, 30, 8)",
      "");
  EXPECT_EQ(kilns.Rows("highest price"), "4");
  EXPECT_EQ(kilns.Rows("what was the initial weight of firing 1"), "9");
  EXPECT_EQ(kilns.Rows("average final weight in kg of firings"), "5.5");
  EXPECT_EQ(kilns.Rows("how many firings are thicker than 20 mm"), "1");
  EXPECT_EQ(kilns.Rows("how many firings with a width of 8 mm"), "1");
  EXPECT_EQ(kilns.Rows("how thick is firing 2"), "30");
}

TEST_F(DerivedNamesTest, AFlagIsCalledLikeATable) {
  const Library prints(
      "CREATE TABLE sheets (id INTEGER PRIMARY KEY, is_proof BOOLEAN NOT NULL);"
      "CREATE TABLE print_proofs (id INTEGER PRIMARY KEY, sheet_id INTEGER NOT "
      "NULL REFERENCES sheets (id), left_on DATE);"
      "INSERT INTO sheets VALUES (1, TRUE), (2, FALSE);"
      "INSERT INTO print_proofs VALUES (1, 1, NULL), (2, 2, '2025-01-01'), "
      "(3, 2, NULL)",
      "");
  EXPECT_EQ(prints.Rows("how many proof sheets"), "1");
  EXPECT_EQ(prints.Rows("how many proofs"), "3");
  EXPECT_EQ(prints.Rows("proofs without a leaving date"), "2");
}

TEST_F(DerivedNamesTest, FindsTheDateOfAVerb) {
  const Table& jobs = workshop_.catalog().schema().table(
      *workshop_.catalog().schema().Find("jobs"));
  EXPECT_EQ(DatedBy(jobs, "mend")->name, "mended_date");
  EXPECT_EQ(DatedBy(jobs, "sold"), nullptr);
}

}  // namespace
}  // namespace alhf::sql_generator
