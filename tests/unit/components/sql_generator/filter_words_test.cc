#include "components/sql_generator/filter_words.h"

#include <gtest/gtest.h>

#include <string>

namespace alhf::sql_generator {
namespace {

// "-" and "+" for what is left out and kept to, then the words; "" for none.
std::string Words(const std::string& text) {
  const auto tokens = sdk::Analyze(text).tokens;
  const auto found = ReadFilterWords(tokens);
  if (!found) return "";
  const size_t begin = tokens[found->begin].begin;
  return (found->exclude ? "-" : "+") +
         text.substr(begin, tokens[found->end - 1].end - begin);
}

TEST(FilterWordsTest, ReadsWhatIsLeftOut) {
  EXPECT_EQ(Words("leave out test rooms"), "-test rooms");
  EXPECT_EQ(Words("please always exclude void visits"), "-void visits");
  EXPECT_EQ(Words("don't count void visits"), "-void visits");
  EXPECT_EQ(Words("do not include void visits by default"), "-void visits");
  EXPECT_EQ(Words("ignore test rooms from now on"), "-test rooms");
  EXPECT_EQ(Words("you should filter out test rooms"), "-test rooms");
  EXPECT_EQ(Words("void visits should not be counted"), "-void visits");
  EXPECT_EQ(Words("void visits don't count"), "-void visits");
  EXPECT_EQ(Words("void visits should never be in any total"), "-void visits");
  EXPECT_EQ(Words("void ones shouldn't be in there"), "-void ones");
  EXPECT_EQ(Words("please filter void visits out"), "-void visits");
  EXPECT_EQ(Words("kick them out of every total"), "-them");
}

TEST(FilterWordsTest, ReadsWhatIsKeptTo) {
  EXPECT_EQ(Words("only count paid visits"), "+paid visits");
  EXPECT_EQ(Words("count only paid visits please"), "+paid visits");
  EXPECT_EQ(Words("restrict to paid visits"), "+paid visits");
}

TEST(FilterWordsTest, LeavesOtherStatementsAlone) {
  for (const char* text : {"void visits are fun", "leave it", "exclude",
                           "count the visits", "he said to exclude them"}) {
    EXPECT_EQ(Words(text), "") << text;
  }
}

}  // namespace
}  // namespace alhf::sql_generator
