#include "components/sql_generator/clauses.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace alhf::sql_generator {
namespace {

struct Sentence {
  explicit Sentence(std::string words)
      : text(std::move(words)),
        tokens(sdk::Analyze(text).tokens),
        starts(ClauseStarts(text, tokens)) {}
  std::string text;
  std::vector<sdk::Token> tokens;
  std::vector<size_t> starts;
};

TEST(ClausesTest, ADashEndsAClause) {
  const std::string text = "a is b - we say c-d";
  EXPECT_EQ(ClauseStarts(text, sdk::Analyze(text).tokens),
            (std::vector<size_t>{0, 3}));
}

TEST(ClausesTest, BeginAfterMarksAndConnectors) {
  const Sentence s("leave out maps, atlases and globes");
  EXPECT_EQ(s.starts, (std::vector<size_t>{0, 3, 5}));
  EXPECT_EQ(ClauseOf(s.tokens, 3, 5).size(), 1);
}

TEST(ClausesTest, AListGoesOnWithNames) {
  const Sentence names("the west means France, Germany and Spain");
  EXPECT_TRUE(ListGoesOn(names.tokens, names.starts, 1));
  EXPECT_TRUE(ListGoesOn(names.tokens, names.starts, 2));
  const Sentence thanks("leave out maps, thanks");
  EXPECT_FALSE(ListGoesOn(thanks.tokens, thanks.starts, 1));
}

TEST(ClausesTest, AConditionGoesOn) {
  for (const char* text : {"old hands joined before 2015 and not in May",
                           "leave out fees below 10 and above 5000",
                           "regulars are readers but no staff"}) {
    const Sentence s(text);
    EXPECT_TRUE(ConditionGoesOn(s.tokens, s.starts, 1)) << text;
  }
  const Sentence other("use ISO weeks and show at most 10 rows");
  EXPECT_FALSE(ConditionGoesOn(other.tokens, other.starts, 1));
}

}  // namespace
}  // namespace alhf::sql_generator
