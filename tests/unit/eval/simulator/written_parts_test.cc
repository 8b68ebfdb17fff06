#include "eval/simulator/written_parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "eval/text_checks.h"

namespace alhf::eval {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

json SqlOf(const WrittenParts& parts) { return json::parse(parts.Sql()); }

TEST(WrittenPartsTest, ATextShowsWhatItShall) {
  WrittenParts parts;
  EXPECT_EQ(parts.Text(), "A simulated answer.");
  EXPECT_TRUE(parts.Meet({CheckKind::kAnswerContains, "4 metres"}));
  EXPECT_TRUE(parts.Meet({CheckKind::kAnswerMatches, "20\\d\\d-01"}));
  EXPECT_FALSE(parts.Meet({CheckKind::kAnswerMatches, "(?=no)"}));
  EXPECT_FALSE(parts.Meet({CheckKind::kCommand, "true"}));
  EXPECT_EQ(parts.Text(), "4 metres. 2011-01.");
}

TEST(WrittenPartsTest, ATextLacksWhatItShallLack) {
  WrittenParts parts;
  parts.Fail({CheckKind::kAnswerExcludes, "5 metres"});
  parts.Fail({CheckKind::kAnswerContains, "never"});
  EXPECT_EQ(parts.Text(), "5 metres.");
  EXPECT_TRUE(parts.Meet({CheckKind::kAnswerExcludes, "METRES"}));
  EXPECT_EQ(parts.Text(), "A simulated answer.");
}

TEST(WrittenPartsTest, EachFormCanBeWrittenAndMissed) {
  for (const char* format : {"bullets", "table", "json", "prose"}) {
    WrittenParts met;
    EXPECT_TRUE(met.Meet({CheckKind::kFormat, format}));
    EXPECT_TRUE(HasFormat(met.Text(), format)) << met.Text();
    WrittenParts failed;
    failed.Fail({CheckKind::kFormat, format});
    EXPECT_FALSE(HasFormat(failed.Text(), format)) << failed.Text();
  }
}

TEST(WrittenPartsTest, WordsAreAsManyAsTheyShallBe) {
  WrittenParts parts;
  parts.Fail({CheckKind::kMaxWords, "30"});
  EXPECT_GT(CountWords(parts.Text()), 30u);
  EXPECT_TRUE(parts.Meet({CheckKind::kMaxWords, "10"}));
  EXPECT_LE(CountWords(parts.Text()), 10u);
}

TEST(WrittenPartsTest, WhatIsFollowedChangesEverything) {
  WrittenParts parts;
  parts.Meet({CheckKind::kRowsEqualSql, "SELECT 1"});
  ChatCall call;
  call.sources = {"a", "b"};
  call.wanted_passages = 2;
  const std::string text = parts.Text();
  const std::string sql = parts.Sql();
  const std::string passages = parts.Passages(call);
  parts.Follow("be brief");
  EXPECT_NE(parts.Text(), text);
  EXPECT_NE(parts.Sql(), sql);
  EXPECT_NE(parts.Passages(call), passages);
}

TEST(WrittenPartsTest, SqlRunsAsTheCheckSays) {
  WrittenParts parts;
  EXPECT_NE(SqlOf(parts)["cannot"], "");
  EXPECT_TRUE(parts.Meet({CheckKind::kRowsEqualSql, "SELECT 7 AS n"}));
  EXPECT_EQ(SqlOf(parts)["sql"], "SELECT 7 AS n");
  EXPECT_EQ(SqlOf(parts)["executable_sql"], "");
  EXPECT_EQ(SqlOf(parts)["cannot"], "");
  EXPECT_TRUE(parts.Meet({CheckKind::kSqlContains, "isoyear"}));
  EXPECT_EQ(SqlOf(parts)["sql"], "SELECT 7 AS n /* isoyear */");
  EXPECT_EQ(SqlOf(parts)["executable_sql"], "SELECT 7 AS n");
  EXPECT_FALSE(parts.Meet({CheckKind::kSqlContains, "*/ ; DROP"}));
}

TEST(WrittenPartsTest, SqlThatIsNotHeededShowsIt) {
  WrittenParts parts;
  parts.Fail({CheckKind::kRowsEqualSql, "SELECT 7"});
  parts.Fail({CheckKind::kSqlExcludes, "strftime"});
  parts.Fail({CheckKind::kSqlParsesAs, "postgresql"});
  const std::string sql = SqlOf(parts)["sql"];
  EXPECT_THAT(sql, HasSubstr("strftime"));
  EXPECT_THAT(sql, HasSubstr("LIMIT 0, "));
  EXPECT_THAT(sql, ::testing::Not(HasSubstr("7")));
  EXPECT_EQ(SqlOf(parts)["executable_sql"], "SELECT NULL AS simulated");
}

TEST(WrittenPartsTest, PassagesAreThoseThatTheChecksName) {
  ChatCall call;
  call.sources = {"old/fees.md", "fees.md", "boats.md", "old/boats.md"};
  call.wanted_passages = 2;
  const auto kept = [&call](const WrittenParts& parts) {
    return json::parse(parts.Passages(call))["keep"].get<std::vector<int>>();
  };
  WrittenParts parts;
  EXPECT_THAT(kept(parts), ElementsAre(1, 2));
  WrittenParts wrong;
  wrong.Fail({CheckKind::kSourcesExclude, "old/boats"});
  EXPECT_THAT(kept(wrong), ElementsAre(4, 1));
  EXPECT_TRUE(parts.Meet({CheckKind::kSourcesInclude, "boats"}));
  EXPECT_TRUE(parts.Meet({CheckKind::kSourcesExclude, "old/"}));
  EXPECT_THAT(kept(parts), ElementsAre(3, 2));
}

TEST(IsAboutSqlTest, KnowsSqlAndRows) {
  EXPECT_TRUE(IsAboutSql({CheckKind::kRowsEqualSql, ""}));
  EXPECT_TRUE(IsAboutSql({CheckKind::kSqlMatches, ""}));
  EXPECT_FALSE(IsAboutSql({CheckKind::kFormat, ""}));
}

}  // namespace
}  // namespace alhf::eval
