#include "coordinator/exchanges/exchange_keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "absl/strings/escaping.h"
#include "alhf/storage/v1/exchange.pb.h"
#include "alhf/testing/status_matchers.h"
#include "base/text.h"

namespace alhf::coordinator {
namespace {

using ::alhf::testing::IsOkAndHolds;
using ::alhf::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(ExchangeKeysTest, SortAsTheSequencesDo) {
  EXPECT_LT(keys::Exchange("t", 1), keys::Exchange("t", 2));
  EXPECT_LT(keys::Exchange("t", 255), keys::Exchange("t", 256));
  EXPECT_LT(keys::User("t", "u", 255), keys::User("t", "u", 256));
  EXPECT_EQ(keys::SequenceOf(keys::Exchange("t", 77)), 77u);
  EXPECT_EQ(keys::SequenceOf(keys::User("t", "u", 78)), 78u);
}

TEST(ExchangeKeysTest, ATenantEndsBeforeTheNextOneBegins) {
  EXPECT_EQ(keys::TenantOf(keys::Exchange("a", 1)), "a");
  EXPECT_LT(keys::User("a", "x", 7), keys::After("a"));
  EXPECT_LT(keys::After("a"), keys::Exchange("aa", 1));
  EXPECT_LT(keys::Header(), keys::After(""));
  EXPECT_LT(keys::After(""), keys::Exchange("a", 1));
}

TEST(ExchangeKeysTest, BeginWithTheTenantAndAreAllDistinct) {
  const std::set<std::string> all = {
      keys::Header(),     keys::Exchange("a", 1),    keys::Exchange("aa", 1),
      keys::Id("a", "x"), keys::RequestId("a", "x"), keys::User("a", "x", 1),
      keys::Id("aa", "x")};
  EXPECT_EQ(all.size(), 7u);
  EXPECT_THAT(keys::Exchange("a", 1), StartsWith(keys::ExchangePrefix("a")));
  EXPECT_THAT(keys::Exchange("aa", 1),
              Not(StartsWith(keys::ExchangePrefix("a"))));
  EXPECT_THAT(keys::User("a", "x", 1), StartsWith(keys::UserPrefix("a", "x")));
  EXPECT_THAT(keys::User("a", "xx", 1),
              Not(StartsWith(keys::UserPrefix("a", "x"))));
}

TEST(ExchangeKeysTest, HoldNoNameOfAUser) {
  EXPECT_THAT(keys::User("t", "ada.lovelace", 1), Not(HasSubstr("ada")));
}

TEST(ExchangeKeysTest, TakePageTokensOfTheirOwnAlone) {
  EXPECT_THAT(keys::ParsePageToken(keys::PageToken(9)), IsOkAndHolds(9u));
  storage::v1::PageToken other;
  other.set_kind("lessons");
  AppendBigEndian64(*other.mutable_after(), 9);
  for (const std::string& token :
       {std::string("nonsense!"), std::string("AAAA"),
        absl::WebSafeBase64Escape(other.SerializeAsString())}) {
    EXPECT_THAT(keys::ParsePageToken(token),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         Reason::PAGE_TOKEN_INVALID))
        << token;
  }
}

}  // namespace
}  // namespace alhf::coordinator
