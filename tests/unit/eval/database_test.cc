#include "eval/database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/status.h"

namespace alhf::eval {
namespace {

TEST(DatabaseTest, NamesTheDatabaseAsAConfigurationTakesIt) {
  EXPECT_EQ(DatabaseUri("/a/b.db"), "sqlite:/a/b.db");
  EXPECT_EQ(DatabaseUri("sqlite:/a/b.db"), "sqlite:/a/b.db");
  EXPECT_EQ(DatabaseUri("b.db"),
            "sqlite:" + (std::filesystem::current_path() / "b.db").string());
  EXPECT_EQ(DatabaseUri("postgresql://x/y"), "postgresql://x/y");
  EXPECT_EQ(DatabaseUri("postgres://x/y"), "postgres://x/y");
}

TEST(DatabaseTest, SaysThatThereIsNone) {
  for (const char* uri : {"/nowhere/a.db", "sqlite:/nowhere/a.db",
                          "postgresql:///x?host=/nowhere"}) {
    const auto database = OpenDatabase(uri);
    EXPECT_EQ(database.status().code(), absl::StatusCode::kUnavailable) << uri;
    EXPECT_EQ(ReasonOf(database.status()), Reason::DATABASE_UNAVAILABLE);
  }
}

}  // namespace
}  // namespace alhf::eval
