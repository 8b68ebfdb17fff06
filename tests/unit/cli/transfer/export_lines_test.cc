#include "cli/transfer/export_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <utility>

namespace alhf::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr char kHeader[] = "{\"header\":{\"format\":1,\"tenant\":\"acme\"}}\n";

TEST(ExportLinesTest, ReadsEachLineOnce) {
  const auto lines = ParseExport(std::string(kHeader) +
                                 "{\"exchange\":{\"id\":\"x-1\"}}\n\n"
                                 "{\"record\":{\"record\":{\"id\":\"f-1\"}}}");
  ASSERT_TRUE(lines.ok()) << lines.status();
  ASSERT_THAT(*lines, SizeIs(3));
  EXPECT_EQ((*lines)[0].header().tenant(), "acme");
  EXPECT_EQ((*lines)[1].exchange().id(), "x-1");
  EXPECT_EQ((*lines)[2].record().record().id(), "f-1");
}

TEST(ExportLinesTest, NamesTheLineThatIsWrong) {
  for (const auto& [text, where] :
       std::initializer_list<std::pair<std::string, std::string>>{
           {"", "line 1 is missing"},
           {"\n\n", "line 1 is missing"},
           {"{\"record\":{}}\n", "line 1 is not the header"},
           {"{\"header\":{\"format\":2}}\n", "line 1 is not the header"},
           {std::string(kHeader) + "\n{\"record\":", "line 3 is no line"},
           {std::string(kHeader) + "{\"header\":{\"format\":1},\"other\":1}",
            "line 2 is no line"}}) {
    const auto lines = ParseExport(text);
    EXPECT_EQ(lines.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(lines.status().message()), HasSubstr(where))
        << text;
  }
}

}  // namespace
}  // namespace alhf::cli
