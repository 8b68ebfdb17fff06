#include "coordinator/api/refused_calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "base/clock.h"
#include "coordinator/feedback/leveldb_feedback_log.h"
#include "tests/support/fault_env.h"
#include "tests/unit/coordinator/feedback/log_entries.h"

namespace alhf::coordinator {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsOk;

constexpr char kErase[] = "alhf.v1.Coordinator/Erase";
constexpr char kAsk[] = "alhf.v1.Coordinator/Ask";

Principal ReaderOf(const std::string& user, std::set<std::string> tenants) {
  Principal principal;
  principal.name = "key:" + user;
  principal.role = config::v1::READER;
  principal.tenants = std::move(tenants);
  principal.user = user;
  return principal;
}

class RefusedCallsTest : public ::testing::Test {
 protected:
  RefusedCallsTest() {
    auto acts = OpenLevelDbFeedbackLog({.folder = "/log", .env = &env_});
    EXPECT_THAT(acts, IsOk());
    acts_ = *std::move(acts);
    auto store = OpenLevelDbFeedbackLog({.folder = "/audit", .env = &env_});
    EXPECT_THAT(store, IsOk());
    store_ = *std::move(store);
    accesses_ = std::make_unique<AccessLog>(
        AccessLog::Options{.rest = absl::Hours(1)}, store_.get(), &clock_);
  }
  RefusedCalls& refused() {
    if (refused_ == nullptr) {
      refused_ = std::make_unique<RefusedCalls>(options_, accesses_.get(),
                                                acts_.get(), &clock_);
    }
    return *refused_;
  }
  // "PRINCIPAL CALL ROLE NAMED-TENANT TIMES" of each entry.
  std::vector<std::string> Entries(const std::string& tenant) {
    EXPECT_THAT(accesses_->Flush(), IsOk());
    std::vector<std::string> entries;
    const auto read = store_->Read(tenant, 0, 10'000);
    EXPECT_THAT(read, IsOk());
    for (const LogEntry& entry : *read) {
      const Access& access = entry.payload->access();
      EXPECT_TRUE(access.refused());
      entries.push_back(absl::StrCat(
          entry.envelope.principal(), " ", access.call(), " ", access.role(),
          " ", access.named_tenant(), " ", access.times()));
    }
    return entries;
  }

  testing::FaultEnv env_;
  ManualClock clock_{TestTime()};
  RefusedCalls::Options options_;
  std::unique_ptr<FeedbackLog> acts_;
  std::unique_ptr<FeedbackLog> store_;
  std::unique_ptr<AccessLog> accesses_;
  std::unique_ptr<RefusedCalls> refused_;
};

TEST_F(RefusedCallsTest, StandInAChainOfTheCallers) {
  const Principal ann = ReaderOf("ann", {"acme", "zeta"});
  refused().Note(ann, kErase, "zeta");
  refused().Note(ann, kAsk, "globex");
  refused().Note(ann, kAsk, "not a/tenant");
  refused().Note(ann, "alhf.v1.Registry/Join", "");
  EXPECT_THAT(Entries("zeta"), ElementsAre("key:ann Erase reader  1"));
  EXPECT_THAT(Entries("acme"),
              ElementsAre("key:ann Ask reader globex 1",
                          "key:ann Ask reader  1", "key:ann Join reader  1"));
  // Nobody sees who called from elsewhere, and no chain was begun.
  EXPECT_THAT(store_->Tenants(),
              testing::IsOkAndHolds(ElementsAre("acme", "zeta")));
}

TEST_F(RefusedCallsTest, WhoHasAllTenantsHasThoseThatAreThere) {
  Principal keeper = ReaderOf("kim", {"*"});
  keeper.every_tenant = true;
  refused().Note(keeper, kErase, "acme");
  EXPECT_THAT(store_->Tenants(), testing::IsOkAndHolds(IsEmpty()));
  ASSERT_THAT(accesses_->Note("acme", "key:a", Access()), IsOk());
  ASSERT_THAT(accesses_->Flush(), IsOk());
  refused().Note(keeper, kErase, "acme");
  ASSERT_THAT(accesses_->Flush(), IsOk());
  const auto read = store_->Read("acme", 1, 10);
  ASSERT_THAT(read, IsOk());
  ASSERT_EQ(read->size(), 1u);
  EXPECT_EQ(read->at(0).envelope.principal(), "key:kim");
  EXPECT_EQ(read->at(0).payload->access().user(), "kim");
}

TEST_F(RefusedCallsTest, TheSameWithinAMinuteIsCounted) {
  options_.allowance.calls_per_minute = 2;
  const Principal ann = ReaderOf("ann", {"acme"});
  for (int i = 0; i < 1000; ++i) refused().Note(ann, kErase, "acme");
  refused().Note(ReaderOf("bob", {"acme"}), kErase, "acme");
  EXPECT_THAT(Entries("acme"), ElementsAre("key:ann Erase reader  1",
                                           "key:bob Erase reader  1"));
  clock_.Advance(absl::Minutes(1));
  EXPECT_THAT(Entries("acme"),
              ElementsAre("key:ann Erase reader  1", "key:bob Erase reader  1",
                          "key:ann Erase reader  999"));
}

// A caller who takes another tenant's name for each call, for a day.
TEST_F(RefusedCallsTest, NobodyCanFillTheDisk) {
  options_.allowance.bytes_per_day = 64 << 10;
  const Principal ann = ReaderOf("ann", {"acme"});
  const auto many = [&](int time) {
    for (int i = 0; i < 40; ++i) {
      refused().Note(ann, kAsk, absl::StrCat("t", time, "-", i));
    }
    EXPECT_THAT(accesses_->Flush(), IsOk());
  };
  many(0);
  // As many as the minute's allowance, and one for all others.
  EXPECT_EQ(store_->Mark("acme").sequence, 31u);
  EXPECT_EQ(Entries("acme").back(), "    1");
  clock_.Advance(absl::Minutes(1));
  EXPECT_EQ(Entries("acme").back(), "    9");
  for (int time = 1; time < 24 * 6; ++time) {
    many(time);
    clock_.Advance(absl::Minutes(10));
  }
  uint64_t bytes = 0;
  const auto read = store_->Read("acme", 0, 100'000);
  ASSERT_THAT(read, IsOk());
  for (const LogEntry& entry : *read) {
    bytes += entry.envelope.ByteSizeLong() + entry.payload->ByteSizeLong();
  }
  // A day's allowance at once, another one over the day, and the counts.
  EXPECT_LT(bytes, 3 * (64u << 10));
}

}  // namespace
}  // namespace alhf::coordinator
