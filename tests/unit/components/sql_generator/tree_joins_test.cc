// Which column is meant, and by which way tables come together.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using ::testing::HasSubstr;

class TreeJoinsTest : public ::testing::Test {
 protected:
  Library library_;
};

TEST_F(TreeJoinsTest, RowsWithoutAParentStay) {
  EXPECT_EQ(library_.Rows("how many loans per branch"),
            "Harbour|3 Hilltop|2 Mill|3 -|2");
  EXPECT_THAT(library_.Sql("how many loans per branch"),
              HasSubstr("LEFT JOIN branches"));
  EXPECT_THAT(library_.Sql("how many loans per genre"),
              HasSubstr(" JOIN books"));
}

TEST_F(TreeJoinsTest, TheTableThatIsNamedDecides) {
  EXPECT_THAT(library_.Sql("how many loans per title"),
              HasSubstr("\"title\" could be books.title or branches.title"));
  EXPECT_EQ(library_.Rows("how many loans per book title"),
            "Ferns|2 Night|2 Owls|3 Tides|3");
  EXPECT_EQ(library_.Rows("how many loans per title of the books"),
            "Ferns|2 Night|2 Owls|3 Tides|3");
}

TEST_F(TreeJoinsTest, ADimensionNamedForATableIsItsColumn) {
  EXPECT_EQ(library_.Rows("how many readers per branch"),
            "Harbour|2 Hilltop|2 Mill|2");
}

TEST_F(TreeJoinsTest, ARowIsToldByKeyAndName) {
  EXPECT_EQ(library_.Rows("how many loans per reader since 2025-12-29"),
            "1|Ana Brook|1 2|Bo Reed|1 4|Dan Field|1");
}

TEST_F(TreeJoinsTest, NoWayIsRefused) {
  TempFolder folder;
  LoadSqlite(folder.path() + "/a.db",
             "CREATE TABLE suns (id INTEGER PRIMARY KEY, kind TEXT);"
             "CREATE TABLE pots (id INTEGER PRIMARY KEY, glaze TEXT);"
             "INSERT INTO pots VALUES (1, 'blue');");
  Config config;
  auto& entry = *config.add_databases();
  entry.set_name("odd");
  entry.set_uri("sqlite:a.db");
  const auto database = Database::Make(config, folder.path(), library_.clock());
  ASSERT_TRUE(database.ok());
  const SqlEngine engine(**database);
  for (const char* question :
       {"how many suns per glaze", "how many suns in blue"}) {
    const auto understood =
        engine.Understand({question, LibraryNow(), ""}, Settings());
    ASSERT_TRUE(understood.ok());
    EXPECT_FALSE(understood->built.ok);
    EXPECT_THAT(understood->built.refusal.reason(),
                HasSubstr("No foreign keys lead from suns to pots"));
  }
}

}  // namespace
}  // namespace alhf::sql_generator
