// Which of several dates rows go by.
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

// The date that rows of a table `name` with these columns go by.
std::string DateOf(const std::string& name, const std::string& columns) {
  const Library library(
      absl::StrCat("CREATE TABLE ", name, " (id INTEGER PRIMARY KEY, ", columns,
                   ")"),
      "");
  const auto date = library.catalog().DateOf(0);
  return date ? date->column->name : "";
}

TEST(CatalogDatesTest, TheOnlyOneThatEveryRowHas) {
  EXPECT_EQ(DateOf("claims", "settled_on DATE, filed_on DATE NOT NULL"),
            "filed_on");
}

TEST(CatalogDatesTest, TheOneThatIsCalledLikeTheRows) {
  EXPECT_EQ(DateOf("tree_fellings",
                   "permit_on DATE NOT NULL, felling_date DATE NOT NULL"),
            "felling_date");
}

TEST(CatalogDatesTest, WhenSomethingBeginsAndNotWhenItIsPlannedOrEnds) {
  EXPECT_EQ(DateOf("hikes", "ends_on DATE NOT NULL, starts_on DATE NOT NULL"),
            "starts_on");
  EXPECT_EQ(DateOf("bills", "due_on DATE NOT NULL, sent_on DATE NOT NULL"),
            "sent_on");
  EXPECT_EQ(DateOf("jobs",
                   "updated_at TIMESTAMP NOT NULL, taken_at TIMESTAMP "
                   "NOT NULL"),
            "taken_at");
}

TEST(CatalogDatesTest, OtherwiseTheFirst) {
  EXPECT_EQ(DateOf("stays", "arrival DATE NOT NULL, departure DATE NOT NULL"),
            "arrival");
  EXPECT_EQ(DateOf("notes", "read_on DATE, kept_on DATE"), "read_on");
  EXPECT_EQ(DateOf("people", "birth_date DATE, hire_date DATE"), "hire_date");
}

TEST(CatalogDatesTest, NoneWhereThereIsNone) {
  EXPECT_EQ(DateOf("stones", "weight INTEGER"), "");
}

}  // namespace
}  // namespace alhf::sql_generator
