#include "components/sql_generator/clause_readers.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace alhf::sql_generator {
namespace {

constexpr char kNothing[] = "-";

std::string DialectOf(const std::string& text) {
  const auto dialect = ReadDialect({text, sdk::Analyze(text).tokens});
  return dialect ? dialect->name() : kNothing;
}

TEST(ReadDialectTest, WhatIsDeniedLaterIsNotWanted) {
  for (const char* text :
       {"Postgres isn't our database", "Postgres is not used here",
        "Postgres we don't use"}) {
    EXPECT_NE(DialectOf(text), "postgresql") << text;
  }
  EXPECT_EQ(DialectOf("use postgres not sqlite"), "postgresql");
  EXPECT_NE(DialectOf("we are in athens"), "athena");
}

TEST(ReadDialectTest, ReadsManyWordings) {
  for (const char* text :
       {"We are on Postgres", "our warehouse is PostgreSQL", "postgres btw",
        "use postgres syntax please", "it's postgresql 15 here",
        "the database is pg", "we moved from sqlite to postgres",
        "Postgres instead of sqlite", "write the sql for postgres",
        "we're running on postgress", "not sqlite but postgres",
        "do not use sqlite use postgres"}) {
    EXPECT_EQ(DialectOf(text), "postgresql") << text;
  }
  EXPECT_EQ(DialectOf("use sqlite syntax"), "sqlite");
  EXPECT_EQ(DialectOf("our data lives in Snowflake"), "snowflake");
  EXPECT_EQ(DialectOf("we use SQL Server"), "sql server");
  EXPECT_EQ(DialectOf("don't use Postgres"), "");
}

TEST(ReadDialectTest, LeavesOtherStatementsAlone) {
  for (const char* text :
       {"the Postgres page is outdated", "is this Postgres",
        "which Postgres are we on", "use short answers",
        "Postgres readers borrow more", "use the newest database page"}) {
    EXPECT_EQ(DialectOf(text), kNothing) << text;
  }
}

std::string WeeksOf(const std::string& text) {
  const auto weeks = ReadWeekConvention({text, sdk::Analyze(text).tokens});
  return weeks ? WeekConvention::Kind_Name(weeks->kind()) : kNothing;
}

TEST(ReadWeekConventionTest, ReadsManyWordings) {
  for (const char* text :
       {"use ISO weeks", "iso weeks pls", "weeks should be ISO 8601",
        "iso weeks start on Monday", "please use iso week numbers",
        "we switched to iso weeks"}) {
    EXPECT_EQ(WeeksOf(text), "ISO") << text;
  }
  for (const char* text : {"our weeks start on Monday", "weeks from mondays"}) {
    EXPECT_EQ(WeeksOf(text), "MONDAY") << text;
  }
  for (const char* text : {"weeks start on sunday", "use US weeks",
                           "american week numbering", "us weeks please"}) {
    EXPECT_EQ(WeeksOf(text), "US") << text;
  }
  for (const char* text :
       {"weeks start on Saturday", "don't use ISO weeks", "use fiscal weeks",
        "ISO and US weeks", "US weeks start on Monday"}) {
    EXPECT_EQ(WeeksOf(text), "KIND_UNSPECIFIED") << text;
  }
}

TEST(ReadWeekConventionTest, LeavesOtherStatementsAlone) {
  for (const char* text :
       {"give us weeks", "show it per week", "the office opens on Monday",
        "weeks with holidays start on Monday", "use ISO dates",
        "do weeks start on Monday"}) {
    EXPECT_EQ(WeeksOf(text), kNothing) << text;
  }
}

int LimitOf(const std::string& text) {
  const auto limit = ReadRowLimit({text, sdk::Analyze(text).tokens});
  return limit ? static_cast<int>(limit->rows()) : 0;
}

TEST(ReadRowLimitTest, ReadsManyWordings) {
  EXPECT_EQ(LimitOf("at most 10 rows"), 10);
  EXPECT_EQ(LimitOf("limit to 20"), 20);
  EXPECT_EQ(LimitOf("please show at most ten rows"), 10);
  EXPECT_EQ(LimitOf("no more than 5 results please"), 5);
  EXPECT_EQ(LimitOf("only show 10 rows"), 10);
  EXPECT_EQ(LimitOf("max 50 rows"), 50);
  EXPECT_EQ(LimitOf("do not show more than 20 rows"), 20);
  EXPECT_EQ(LimitOf("don't give me more than 20 rows"), 20);
}

TEST(ReadBareLimitTest, ReadsHowManyAreEnough) {
  const auto rows = [](const std::string& text) {
    const auto limit = ReadBareLimit({text, sdk::Analyze(text).tokens});
    return limit ? limit->rows() : 0;
  };
  EXPECT_EQ(rows("Five is plenty"), 5u);
  EXPECT_EQ(rows("in future, three names will be entirely sufficient"), 3u);
  EXPECT_EQ(rows("Five readers are plenty"), 0u);
  // More rows than any limit has.
  EXPECT_EQ(rows("4294967299 is plenty"), 0u);
}

TEST(ReadTopLimitTest, ReadsHowManyAreFirst) {
  const auto of = [](const std::string& text) {
    const auto limit = ReadTopLimit({text, sdk::Analyze(text).tokens});
    return limit && limit->of_rankings() ? static_cast<int>(limit->rows()) : 0;
  };
  EXPECT_EQ(of("just five for a top list please"), 5);
  EXPECT_EQ(of("make top lists ten from now on"), 10);
  EXPECT_EQ(of("top lists should have 7 entries"), 7);
  EXPECT_EQ(of("rankings always to 8 places"), 8);
  for (const char* text :
       {"at most 5 rows", "the top 5 readers", "five lists of readers",
        "top lists of Spain have 7 entries", "is a top list 5 rows"}) {
    EXPECT_EQ(of(text), 0) << text;
  }
}

std::string NamedLimitOf(const std::string& text) {
  const auto named = ReadNamedLimit({text, sdk::Analyze(text).tokens});
  return named ? absl::StrCat(named->limit.rows(), " ", named->name) : "";
}

TEST(ReadNamedLimitTest, ReadsHowManyOfWhat) {
  EXPECT_EQ(NamedLimitOf("five readers are enough in such a list"),
            "5 readers");
  EXPECT_EQ(NamedLimitOf("Two readers are enough."), "2 readers");
  EXPECT_EQ(NamedLimitOf("top 5 branches only"), "5 branches");
  EXPECT_EQ(NamedLimitOf("please only show the top ten readers"), "10 readers");
  EXPECT_EQ(NamedLimitOf("not more than 3 genres please"), "3 genres");
  EXPECT_EQ(NamedLimitOf("limit lists of readers to 20"), "20 readers");
}

TEST(ReadNamedLimitTest, AConditionOfRowsIsNone) {
  EXPECT_EQ(NamedLimitOf("small branches have at most 5 readers"), "");
  EXPECT_EQ(NamedLimitOf("are five readers enough"), "");
  EXPECT_EQ(NamedLimitOf("at most 0 readers"), "");
  EXPECT_EQ(NamedLimitOf("five readers are enough in Spain"), "");
  EXPECT_EQ(NamedLimitOf("at most 5 readers in Spain"), "5 readers in Spain");
  EXPECT_EQ(NamedLimitOf("at most 5 readers per branch"), "");
}

TEST(ReadRowLimitTest, LeavesOtherLimitsAlone) {
  for (const char* text :
       {"limit to 20 words", "at most 3 bullets", "at most 5 passages",
        "at most 10 rows for readers", "at most 0 rows", "show 10 rows",
        "do you show more than 20 rows"}) {
    EXPECT_EQ(LimitOf(text), 0) << text;
  }
}

}  // namespace
}  // namespace alhf::sql_generator
