#include "components/sql_generator/catalog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "alhf/sdk/config.h"
#include "alhf/testing/status_matchers.h"
#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using alhf::testing::IsOk;
using alhf::testing::StatusIs;
using ::testing::HasSubstr;

class CatalogTest : public ::testing::Test {
 protected:
  size_t Table(const std::string& name) {
    return *library_.catalog().schema().Find(name);
  }
  absl::Status Load(const std::string& semantic_text) {
    Semantic semantic;
    EXPECT_THAT(ParseTextProto(semantic_text, "semantic", &semantic), IsOk());
    const auto connection = Connect(library_.uri());
    EXPECT_THAT(connection, IsOk());
    return Catalog::Load(**connection, semantic, library_.clock()).status();
  }
  Vocabulary::Found At(const std::string& text) {
    return library_.catalog().vocabulary().At(text, sdk::Analyze(text).tokens,
                                              0);
  }
  Library library_;
};

TEST_F(CatalogTest, NamesDatesLabelsAndAmounts) {
  const Catalog& catalog = library_.catalog();
  EXPECT_EQ(catalog.DateOf(Table("loans"))->column->name, "loaned_on");
  // That of the loan that it belongs to.
  EXPECT_EQ(catalog.DateOf(Table("waivers"))->column->name, "loaned_on");
  EXPECT_FALSE(catalog.DateOf(Table("branches")).has_value());
  EXPECT_EQ(catalog.LabelOf(Table("readers"))->name, "full_name");
  EXPECT_EQ(catalog.LabelOf(Table("branches"))->name, "title");
  EXPECT_EQ(catalog.LabelOf(Table("loans")), nullptr);
  EXPECT_EQ(catalog.AmountOf(Table("loans")), "fee");
  EXPECT_EQ(catalog.AmountOf(Table("books")), "price");
  EXPECT_EQ(catalog.AmountOf(Table("waivers")), "waived");
  EXPECT_EQ(catalog.AmountOf(Table("readers")), "");
}

TEST_F(CatalogTest, OfSeveralDatesTakesTheBeginning) {
  const Library courses(
      "CREATE TABLE courses (id INTEGER PRIMARY KEY, planned_on DATE NOT NULL,"
      " starts_at TIMESTAMP NOT NULL, ended_on DATE);"
      "CREATE TABLE pupils (id INTEGER PRIMARY KEY, born_on DATE NOT NULL,"
      " joined_on DATE NOT NULL);"
      "CREATE TABLE visits (id INTEGER PRIMARY KEY, left_on DATE NOT NULL,"
      " paid_on DATE NOT NULL);",
      "");
  const Catalog& catalog = courses.catalog();
  const auto date = [&catalog](const char* table) {
    return catalog.DateOf(*catalog.schema().Find(table));
  };
  EXPECT_EQ(date("courses")->column->name, "starts_at");
  EXPECT_EQ(date("pupils")->column->name, "joined_on");
  // Neither says that it begins: the first.
  EXPECT_EQ(date("visits")->column->name, "left_on");
}

TEST_F(CatalogTest, LeavesOutWhatHasTooManyValues) {
  TempFolder folder;
  const std::string path = folder.path() + "/a.db";
  LoadSqlite(path,
             "CREATE TABLE suns (id INTEGER PRIMARY KEY, name TEXT, kind TEXT);"
             "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
             "LIMIT 20001) INSERT INTO suns SELECT i, 'sun ' || i, 'dwarf' "
             "FROM n");
  const auto connection = Connect("sqlite:" + path);
  ASSERT_THAT(connection, IsOk());
  const auto catalog =
      Catalog::Load(**connection, Semantic(), library_.clock());
  ASSERT_THAT(catalog, IsOk());
  const auto length = [&](const std::string& text) {
    return (*catalog)
        ->vocabulary()
        .At(text, sdk::Analyze(text).tokens, 0)
        .length;
  };
  EXPECT_EQ(length("dwarf"), 1);
  EXPECT_EQ(length("sun 7"), 1);  // the table, not the row
}

TEST_F(CatalogTest, KnowsWordsOfSchemaFileAndData) {
  EXPECT_EQ(At("full names").meanings[0].column->name, "full_name");
  EXPECT_EQ(At("reader country").length, 2);
  EXPECT_EQ(At("staff").meanings[0].column->name, "is_staff");
  EXPECT_EQ(At("takings").meanings[0].measure->name(), "fee income");
  EXPECT_EQ(At("overdue").meanings[0].filter->name(), "overdue");
  EXPECT_EQ(At("ana brook").meanings[0].value, "Ana Brook");
  EXPECT_EQ(At("german").meanings[0].value, "Germany");
  EXPECT_EQ(At("coins").meanings[0].kind, Meaning::Kind::kIgnored);
  EXPECT_EQ(At("glorp").length, 0);
}

TEST_F(CatalogTest, SaysWhatIsNotInTheDatabase) {
  for (const char* semantic : {
           "tables { table: 'nowhere' }",
           "tables { table: 'loans' date_column: 'fee' }",
           "tables { table: 'loans' date_column: 'none.fee' }",
           "tables { table: 'loans' label_column: 'none' }",
           "tables { table: 'loans' amount: 'fee +' }",
           "measures { name: 'a' table: 'nowhere' }",
           "measures { name: 'a' table: 'loans' expression: 'nothing' }",
           "dimensions { name: 'a' table: 'loans' column: 'none' }",
           "values { table: 'loans' column: 'none' value: 'a' }",
           "filters { name: 'a' conditions { table: 'loans' column: 'fee' } }",
           "filters { name: 'a' conditions { table: 'loans' column: 'none' "
           "is_true: true } }",
           "filters { name: 'a' conditions { table: 'loans' exists { table: "
           "'none' } } }",
           "foreign_keys { table: 'loans' columns: 'none' parent_table: "
           "'books' }",
       }) {
    EXPECT_THAT(Load(semantic), StatusIs(absl::StatusCode::kInvalidArgument,
                                         Reason::CONFIG_INVALID))
        << semantic;
  }
  EXPECT_THAT(std::string(Load("tables { table: 'nowhere' }").message()),
              HasSubstr("semantic file: tables: the database has no"));
}

TEST_F(CatalogTest, TakesADateOfAnotherTable) {
  EXPECT_THAT(Load("tables { table: 'waivers' date_column: "
                   "'readers.joined_on' }"),
              IsOk());
}

}  // namespace
}  // namespace alhf::sql_generator
