#include "cli/intake/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alhf::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(CsvTest, ReadsQuotesLineEndsAndEmptyValues) {
  const auto records = ParseCsv(
      "\xEF\xBB\xBFquestion,text\r\n"
      "\"how, many?\",\"say \"\"all\"\"\nof them\"\r\n"
      "\n"
      ",\n"
      "last,one");
  ASSERT_THAT(records, SizeIs(4));
  EXPECT_THAT(records[0].fields, ElementsAre("question", "text"));
  EXPECT_THAT(records[1].fields,
              ElementsAre("how, many?", "say \"all\"\nof them"));
  EXPECT_EQ(records[1].line, 2);
  EXPECT_THAT(records[2].fields, ElementsAre("", ""));
  EXPECT_EQ(records[2].line, 5);
  EXPECT_THAT(records[3].fields, ElementsAre("last", "one"));
  EXPECT_EQ(records[3].line, 6);
}

TEST(CsvTest, ABrokenRecordEndsWithItsLine) {
  const auto records = ParseCsv("a,b\n\"open,1\nx,y\n\"q\"z,2\nlast,3\n");
  ASSERT_THAT(records, SizeIs(5));
  EXPECT_EQ(records[1].line, 2);
  EXPECT_NE(records[1].problem, "");
  EXPECT_THAT(records[1].fields, IsEmpty());
  EXPECT_THAT(records[2].fields, ElementsAre("x", "y"));
  EXPECT_EQ(records[2].line, 3);
  EXPECT_NE(records[3].problem, "");
  EXPECT_THAT(records[4].fields, ElementsAre("last", "3"));
  EXPECT_EQ(records[4].line, 5);
}

TEST(CsvTest, NothingHasNoRecords) { EXPECT_THAT(ParseCsv(""), IsEmpty()); }

}  // namespace
}  // namespace alhf::cli
