#include "components/sql_generator/database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>

#include "alhf/sdk/config.h"
#include "alhf/testing/status_matchers.h"
#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

using alhf::testing::IsOk;
using alhf::testing::StatusIs;

class DatabaseTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<Database>> Make(const std::string& text) {
    Config config;
    EXPECT_THAT(ParseTextProto(text, "config", &config), IsOk());
    return Database::Make(config, folder_.path(), clock_);
  }
  ManualClock clock_{LibraryNow()};
  TempFolder folder_;
};

TEST_F(DatabaseTest, RefusesWrongConfigurations) {
  for (const char* config : {
           "",
           "databases { uri: 'sqlite:a.db' }",
           "databases { name: 'A' uri: 'sqlite:a.db' }",
           "databases { name: 'a' uri: 'a.db' }",
           "databases { name: 'a' uri: 'sqlite:a.db' } "
           "databases { name: 'b' uri: 'postgresql:///b' }",
           "databases { name: 'a' uri: 'sqlite:a.db' } "
           "databases { name: 'a' uri: 'sqlite:b.db' }",
           "semantic_file: 'none' databases { name: 'a' uri: 'sqlite:a.db' }",
       }) {
    EXPECT_THAT(Make(config), StatusIs(absl::StatusCode::kInvalidArgument,
                                       Reason::CONFIG_INVALID))
        << config;
  }
}

TEST_F(DatabaseTest, KnowsItsSourcesAndLimits) {
  const auto database = Make(
      "databases { name: 'a' uri: 'sqlite:a.db' } "
      "databases { name: 'a' uri: 'postgresql:///b' } "
      "time_limit_ms: 7 row_limit: 3");
  ASSERT_THAT(database, IsOk());
  EXPECT_EQ((*database)->name(), "a");
  EXPECT_EQ((*database)->SourceOf(Engine::kPostgresql), 1);
  EXPECT_EQ((*database)->limits().time, absl::Milliseconds(7));
  EXPECT_EQ((*database)->limits().rows, 3);
}

TEST_F(DatabaseTest, ReadsAgainWhatIsOld) {
  const auto database = Make("databases { name: 'a' uri: 'sqlite:a.db' }");
  ASSERT_THAT(database, IsOk());
  EXPECT_THAT(
      (*database)->CatalogOf(0),
      StatusIs(absl::StatusCode::kUnavailable, Reason::DATABASE_UNAVAILABLE));
  // A database that comes later is found.
  LoadSqlite(folder_.path() + "/a.db", "CREATE TABLE suns (id INTEGER);");
  const auto first = (*database)->CatalogOf(0);
  ASSERT_THAT(first, IsOk());
  LoadSqlite(folder_.path() + "/a.db", "CREATE TABLE moons (id INTEGER);");
  EXPECT_EQ(*(*database)->CatalogOf(0, Freshness::kNewest), *first);
  clock_.Advance(absl::Minutes(2));
  EXPECT_EQ(*(*database)->CatalogOf(0), *first);
  const auto second = (*database)->CatalogOf(0, Freshness::kNewest);
  ASSERT_THAT(second, IsOk());
  EXPECT_TRUE((*second)->schema().Find("moons").has_value());
}

TEST_F(DatabaseTest, NeverWaitsForWhatIsKnown) {
  const auto database = Make("databases { name: 'a' uri: 'sqlite:a.db' }");
  ASSERT_THAT(database, IsOk());
  EXPECT_THAT((*database)->ReadAhead(), IsOk());  // it may come later
  LoadSqlite(folder_.path() + "/a.db", "CREATE TABLE suns (id INTEGER);");
  EXPECT_THAT((*database)->ReadAhead(), IsOk());
  ASSERT_EQ(unlink((folder_.path() + "/a.db").c_str()), 0);
  clock_.Advance(absl::Hours(24));
  EXPECT_THAT((*database)->CatalogOf(0, Freshness::kAny), IsOk());
  EXPECT_THAT(
      (*database)->CatalogOf(0),
      StatusIs(absl::StatusCode::kUnavailable, Reason::DATABASE_UNAVAILABLE));
}

TEST_F(DatabaseTest, Executes) {
  LoadSqlite(folder_.path() + "/a.db", "CREATE TABLE suns (id INTEGER);");
  const auto database = Make("databases { name: 'a' uri: 'sqlite:a.db' }");
  ASSERT_THAT(database, IsOk());
  EXPECT_THAT((*database)->Execute(0, "SELECT * FROM suns", {}), IsOk());
}

}  // namespace
}  // namespace alhf::sql_generator
