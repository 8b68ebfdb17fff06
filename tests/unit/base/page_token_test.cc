#include "base/page_token.h"

#include <gtest/gtest.h>

#include <string>

#include "alhf/testing/status_matchers.h"

namespace alhf {
namespace {

using absl::StatusCode;
using testing::IsOk;
using testing::StatusIs;

TEST(PageTokenTest, SizesAreDefaultedAndCapped) {
  EXPECT_EQ(ParsePage("list", 0, "")->size, 50u);
  EXPECT_EQ(ParsePage("list", 7, "")->size, 7u);
  EXPECT_EQ(ParsePage("list", 1000000, "")->size, 1000u);
  EXPECT_THAT(ParsePage("list", -1, ""),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_INVALID));
}

TEST(PageTokenTest, ATokenLeadsBackToItsKey) {
  const std::string key("a\0\xff", 3);
  const auto page = ParsePage("list", 0, PageToken("list", key));
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->after, key);
  EXPECT_EQ(ParsePage("list", 0, "")->after, "");
}

TEST(PageTokenTest, RefusesWhatTheListDidNotReturn) {
  for (const std::string& token :
       {PageToken("other", "key"), std::string("!"), std::string("AAAA"),
        PageToken("list", "")}) {
    EXPECT_THAT(
        ParsePage("list", 0, token),
        StatusIs(StatusCode::kInvalidArgument, Reason::PAGE_TOKEN_INVALID))
        << token;
  }
}

}  // namespace
}  // namespace alhf
