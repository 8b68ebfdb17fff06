#include "coordinator/exchanges/retention.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "base/text.h"
#include "tests/support/fault_env.h"

namespace alhf::coordinator {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::IsOkAndHolds;

class RetentionTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto store = ExchangeStore::Open("/store", &env_);
    ASSERT_THAT(store, IsOk());
    store_ = *std::move(store);
  }
  void Put(const std::string& tenant, const std::string& id) {
    v1::Exchange exchange;
    exchange.set_tenant(tenant);
    exchange.set_id(id);
    exchange.set_user("ann");
    exchange.set_question("zanzibar");
    *exchange.mutable_time() = ToProto(clock_.Now());
    ASSERT_THAT(store_->Put(exchange, "r-" + id, "digest"), IsOk());
  }

  testing::FaultEnv env_;
  ManualClock clock_{absl::FromUnixSeconds(1700000000)};
  std::unique_ptr<ExchangeStore> store_;
};

TEST_F(RetentionTest, DropsWhatIsOlderThanItIsKept) {
  for (int i = 0; i < 600; ++i) Put("a", absl::StrCat("x-", i));
  Put("b", "x-old");
  clock_.Advance(absl::Hours(48));
  Put("b", "x-new");
  Retention retention(absl::Hours(24), store_.get(), &clock_, absl::Hours(9));
  retention.Sweep();
  EXPECT_EQ(store_->Count("a"), 0u);
  EXPECT_EQ(store_->Count("b"), 1u);
  EXPECT_THAT(store_->Get("b", "x-new"), IsOk());
  EXPECT_EQ((*store_->Last("b", "ann", "")).id(), "x-new");
  // A tenant all of whose exchanges are gone goes on.
  Put("a", "x-0");
  EXPECT_EQ(store_->Count("a"), 1u);
}

TEST_F(RetentionTest, WhoReadsMeanwhileFindsAnExchangeOrNone) {
  for (int i = 0; i < 600; ++i) Put("a", absl::StrCat("x-", i));
  clock_.Advance(absl::Hours(48));
  std::thread sweep([&] {
    EXPECT_THAT(store_->DropBefore(clock_.Now()), IsOkAndHolds(600u));
  });
  for (int i = 0; store_->Count("a") > 0; i = (i + 1) % 600) {
    const auto found = store_->Get("a", absl::StrCat("x-", i));
    EXPECT_TRUE(found.ok() || absl::IsNotFound(found.status()))
        << found.status();
  }
  sweep.join();
}

TEST_F(RetentionTest, KeepsWhatIsYoungEnough) {
  Put("a", "x-1");
  clock_.Advance(absl::Hours(24));
  EXPECT_THAT(store_->DropBefore(clock_.Now() - absl::Hours(24)),
              IsOkAndHolds(0u));
  EXPECT_THAT(
      store_->DropBefore(clock_.Now() - absl::Hours(24) + absl::Seconds(1)),
      IsOkAndHolds(1u));
}

TEST_F(RetentionTest, TriesAgainWhereTheDiskRefuses) {
  Put("a", "x-1");
  env_.RefuseWrites(true);
  clock_.Advance(absl::Hours(48));
  Retention retention(absl::Hours(24), store_.get(), &clock_, absl::Hours(9));
  retention.Sweep();
  EXPECT_EQ(store_->Count("a"), 1u);
}

}  // namespace
}  // namespace alhf::coordinator
