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
  EXPECT_THAT(Entries("acme"), IsEmpty());
  EXPECT_THAT(Entries(kNoTenantsChain),
              ElementsAre("key:kim Erase reader acme 1"));
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

TEST_F(RefusedCallsTest, WhoIsNobodyHereIsCountedByHost) {
  for (int port = 0; port < 1000; ++port) {
    refused().NoteUnknown(absl::StrCat("ipv4:10.0.0.7:", port), kAsk);
  }
  refused().NoteUnknown("ipv6:%5B::1%5D:99", kAsk);
  refused().NoteUnknown("ipv6:%5B::1%5D:98", kErase);
  const std::string other = "unknown:ipv6:%5B::1%5D";
  EXPECT_THAT(Entries(kNoTenantsChain),
              ElementsAre("unknown:ipv4:10.0.0.7 Ask   1",
                          absl::StrCat(other, " Ask   1"),
                          absl::StrCat(other, " Erase   1")));
  clock_.Advance(absl::Minutes(1));
  EXPECT_EQ(Entries(kNoTenantsChain).back(), "unknown:ipv4:10.0.0.7 Ask   999");
}

// A flood from hosts without number, for a day.
TEST_F(RefusedCallsTest, NobodyFromAnywhereCanFillTheDisk) {
  options_.allowance.bytes_per_day = 64 << 10;
  Principal part;
  part.name = "key:part";
  part.role = config::v1::COMPONENT;
  for (int time = 0; time < 24 * 6; ++time) {
    for (int host = 0; host < 300; ++host) {
      refused().NoteUnknown(absl::StrCat("ipv4:10.", time, ".0.", host, ":1"),
                            kAsk);
    }
    if (time == 0) {
      // As many as the minute's allowance, one for all others, and somebody
      // who is known is not among those.
      refused().Note(part, kErase, "");
      const auto entries = Entries(kNoTenantsChain);
      ASSERT_EQ(entries.size(), 32u);
      EXPECT_EQ(entries[30], "unknown    1");
      EXPECT_EQ(entries[31], "key:part Erase component  1");
    }
    EXPECT_THAT(accesses_->Flush(), IsOk());
    clock_.Advance(absl::Minutes(10));
  }
  uint64_t bytes = 0;
  const auto read = store_->Read(kNoTenantsChain, 0, 100'000);
  ASSERT_THAT(read, IsOk());
  for (const LogEntry& entry : *read) {
    bytes += entry.envelope.ByteSizeLong() + entry.payload->ByteSizeLong();
  }
  EXPECT_LT(bytes, 3 * (64u << 10));
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
