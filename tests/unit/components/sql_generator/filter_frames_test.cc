#include "components/sql_generator/filter_frames.h"

#include <gtest/gtest.h>

#include <string>

namespace alhf::sql_generator {
namespace {

// "-" and "+" for what is left out and kept to, then the words, and after "/"
// the class; "" for none.
std::string Frame(const std::string& text, size_t begin = 0) {
  const auto tokens = sdk::Analyze(text).tokens;
  const auto found = FindFilterFrame(tokens, begin);
  if (!found) return "";
  const auto words = [&](size_t from, size_t to) {
    return text.substr(tokens[from].begin,
                       tokens[to - 1].end - tokens[from].begin);
  };
  std::string frame =
      (found->exclude ? "-" : "+") + words(found->begin, found->end);
  if (found->class_end > 0) {
    frame += "/" + words(found->class_begin, found->class_end);
  }
  return frame;
}

TEST(FilterFramesTest, RowsAreNotWhatTheyAreCountedAs) {
  EXPECT_EQ(Frame("void and test are not visits to me"),
            "-void and test/visits");
  EXPECT_EQ(Frame("a void one is no real visit"), "-a void one/visit");
  EXPECT_EQ(Frame("test rooms aren't rooms"), "-test rooms/rooms");
  EXPECT_EQ(Frame("void visits are to be excluded"), "-void visits");
  EXPECT_EQ(Frame("void visits must go"), "-void visits");
}

TEST(FilterFramesTest, OthersAloneAreIt) {
  EXPECT_EQ(Frame("visits only count when they are paid"),
            "+they are paid/visits");
  EXPECT_EQ(Frame("count a visit only if it is paid"), "+it is paid/visit");
  EXPECT_EQ(Frame("visits are only the paid ones"), "+paid ones/visits");
  EXPECT_EQ(Frame("rooms in use only"), "+rooms in use");
}

TEST(FilterFramesTest, ComplaintsSayWhatDoesNotCount) {
  EXPECT_EQ(Frame("you counted void visits too", 1), "-void visits");
  EXPECT_EQ(Frame("no test rooms in any report", 1), "-test rooms");
  EXPECT_EQ(Frame("there must not be test rooms in the totals"), "-test rooms");
  EXPECT_EQ(Frame("our numbers are always without test rooms"), "-test rooms");
}

TEST(FilterFramesTest, OtherStatementsAreNone) {
  for (const char* text : {"void visits are fun", "rooms without a window",
                           "visits when they are paid", "a visit is a visit"}) {
    EXPECT_EQ(Frame(text), "") << text;
  }
}

}  // namespace
}  // namespace alhf::sql_generator
