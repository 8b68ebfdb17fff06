#include "components/sql_generator/connection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "alhf/testing/status_matchers.h"

namespace alhf::sql_generator {
namespace {

using alhf::testing::IsOkAndHolds;
using alhf::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(ConnectionTest, TellsEnginesApart) {
  EXPECT_THAT(EngineOf("sqlite:a.db"), IsOkAndHolds(Engine::kSqlite));
  EXPECT_THAT(EngineOf("postgresql://h/d"), IsOkAndHolds(Engine::kPostgresql));
  EXPECT_THAT(
      EngineOf("mysql://h/d"),
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID));
  EXPECT_THAT(Connect("a.db"), StatusIs(absl::StatusCode::kInvalidArgument,
                                        Reason::CONFIG_INVALID));
  EXPECT_EQ(NameOf(Engine::kSqlite), "sqlite");
  for (const char* name : {"sqlite", "postgresql", "mysql", "databricks"}) {
    ASSERT_TRUE(EngineNamed(name).has_value()) << name;
    EXPECT_EQ(NameOf(*EngineNamed(name)), name);
  }
  EXPECT_FALSE(EngineNamed("oracle").has_value());
}

TEST(ConnectionTest, NoErrorRepeatsThePassword) {
  for (const char* uri :
       {"posgresql://joe:S3cretPw@host/shop", "joe:S3cretPw@host/shop",
        "postgresql://joe:S3cretPw@[::1/shop",
        "postgresql://joe:S3cretPw%zz@host/shop",
        "postgresql://joe:S3cretPw@host/shop?no_such_option=1",
        "postgresql://joe:S3cretPw@127.0.0.1:noport/shop",
        "postgresql://joe:S3cretPw@127.0.0.1:1/shop"}) {
    const auto connection = Connect(uri);
    ASSERT_FALSE(connection.ok()) << uri;
    EXPECT_THAT(connection.status().ToString(), Not(HasSubstr("S3cret")));
  }
}

TEST(ConnectionTest, ErrorsSayWhatToDo) {
  EXPECT_THAT(
      Unavailable("a.db", "gone\n"),
      StatusIs(absl::StatusCode::kUnavailable, Reason::DATABASE_UNAVAILABLE));
  EXPECT_THAT(std::string(Unavailable("a.db", "gone\n").message()),
              HasSubstr("a.db cannot be used: gone"));
  EXPECT_THAT(TookTooLong(absl::Seconds(2)),
              StatusIs(absl::StatusCode::kDeadlineExceeded, Reason::DEADLINE));
  EXPECT_THAT(NotTaken("SELECT", "why"),
              StatusIs(absl::StatusCode::kInternal, Reason::COMPONENT_FAILED));
}

TEST(ConnectionTest, ErrorsKeepPasswords) {
  const auto status =
      Connect("postgresql://me:secret@/none?host=/nowhere").status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnavailable,
                               Reason::DATABASE_UNAVAILABLE));
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("secret")));
}

}  // namespace
}  // namespace alhf::sql_generator
