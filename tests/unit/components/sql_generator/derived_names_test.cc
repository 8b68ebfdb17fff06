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

TEST_F(DerivedNamesTest, FindsTheDateOfAVerb) {
  const Table& jobs = workshop_.catalog().schema().table(
      *workshop_.catalog().schema().Find("jobs"));
  EXPECT_EQ(DatedBy(jobs, "mend")->name, "mended_date");
  EXPECT_EQ(DatedBy(jobs, "sold"), nullptr);
}

}  // namespace
}  // namespace alhf::sql_generator
