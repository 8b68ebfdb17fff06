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

TEST(FilterWordsTest, SaysWhereItIsSaid) {
  const auto clause = sdk::Analyze("in our range count only late loans").tokens;
  const auto words = ReadFilterWords(clause);
  ASSERT_TRUE(words.has_value());
  EXPECT_FALSE(words->exclude);
  EXPECT_EQ(clause[words->begin].text, "late");
  EXPECT_EQ(clause[words->place_begin].text, "our");
  EXPECT_EQ(clause[words->place_end - 1].text, "range");
}

TEST(FilterWordsTest, LeavesOtherStatementsAlone) {
  for (const char* text : {"void visits are fun", "leave it", "exclude",
                           "count the visits", "he said to exclude them"}) {
    EXPECT_EQ(Words(text), "") << text;
  }
}

// The class follows after "/".
std::string WithClass(const std::string& text) {
  const auto tokens = sdk::Analyze(text).tokens;
  const auto found = ReadFilterWords(tokens);
  if (!found || found->class_end == 0) return "";
  return Words(text) + "/" +
         text.substr(tokens[found->class_begin].begin,
                     tokens[found->class_end - 1].end -
                         tokens[found->class_begin].begin);
}

TEST(FilterWordsTest, ReadsWhatRowsAreNot) {
  EXPECT_EQ(WithClass("void and test are not visits to me"),
            "-void and test/visits");
  EXPECT_EQ(WithClass("a void one is no real visit"), "-a void one/visit");
  EXPECT_EQ(WithClass("test rooms aren't rooms"), "-test rooms/rooms");
  EXPECT_EQ(WithClass("please never count those as visits"), "-those/visits");
}

TEST(FilterWordsTest, ReadsWhatAloneIsIt) {
  EXPECT_EQ(WithClass("visits are only the paid ones"), "+paid ones/visits");
  EXPECT_EQ(WithClass("only paid ones are visits"), "+paid ones/visits");
  EXPECT_EQ(Words("rooms in use only"), "+rooms in use");
  EXPECT_EQ(Words("only paid visits please"), "+paid visits");
  EXPECT_EQ(Words("we only look at paid visits"), "+paid visits");
}

TEST(FilterWordsTest, ReadsOtherWaysToLeaveOut) {
  EXPECT_EQ(Words("you must take away the void visits"), "-the void visits");
  EXPECT_EQ(Words("get rid of void visits"), "-void visits");
  EXPECT_EQ(Words("please to count without them"), "-them");
  EXPECT_EQ(Words("you counted void visits too"), "-void visits");
  EXPECT_EQ(Words("in the visit lists and counts i want not to see them"),
            "-them");
  EXPECT_EQ(Words("for heaven's sake leave void visits out"), "-void visits");
  EXPECT_EQ(Words("void visits must go"), "-void visits");
  EXPECT_EQ(Words("void visits have no place in here"), "-void visits");
  EXPECT_EQ(Words("you counted only void visits"), "");
  EXPECT_EQ(Words("rooms without a window"), "");
}

}  // namespace
}  // namespace alhf::sql_generator
