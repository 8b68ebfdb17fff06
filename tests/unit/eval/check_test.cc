#include "eval/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::eval {
namespace {

TEST(CheckTest, KnowsEachKindByName) {
  for (const char* name :
       {"answer_contains", "answer_excludes", "answer_matches", "sql_contains",
        "sql_excludes", "sql_matches", "rows_equal_sql", "sources_include",
        "sources_exclude", "command"}) {
    const auto check = MakeCheck(name, "x");
    ASSERT_TRUE(check.ok()) << check.status();
    EXPECT_EQ(NameOf(check->kind), name);
  }
  EXPECT_EQ(NameOf(MakeCheck("max_words", "3")->kind), "max_words");
  EXPECT_EQ(NameOf(MakeCheck("format", "json")->kind), "format");
  EXPECT_EQ(NameOf(MakeCheck("sql_parses_as", "mysql")->kind), "sql_parses_as");
}

TEST(CheckTest, RefusesValuesOfNoMeaning) {
  for (const auto& [kind, value] :
       std::vector<std::pair<std::string, std::string>>{
           {"answer_contains", ""},
           {"max_words", "0"},
           {"max_words", "3.5"},
           {"sql_matches", "[a"},
           {"format", "Bullets"},
           {"sql_parses_as", "postgres"}}) {
    EXPECT_EQ(MakeCheck(kind, value).status().code(),
              absl::StatusCode::kInvalidArgument)
        << kind << " " << value;
  }
}

TEST(CheckTest, IsDescribedForPeople) {
  EXPECT_EQ(Describe({CheckKind::kMaxWords, "40"}), "max_words \"40\"");
}

}  // namespace
}  // namespace alhf::eval
