#include "coordinator/audit/access_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "base/clock.h"
#include "base/status.h"
#include "coordinator/feedback/leveldb_feedback_log.h"
#include "tests/support/fault_env.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/coordinator/feedback/log_entries.h"

namespace alhf::coordinator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::IsOk;
using ::testing::SizeIs;
using testing::StatusIs;

Access ListOf(const std::string& user, const std::string& call,
              uint64_t items) {
  Access access;
  access.set_user(user);
  access.set_call(call);
  access.set_items(items);
  return access;
}

class AccessLogTest : public ::testing::Test {
 protected:
  AccessLogTest() {
    auto store = OpenLevelDbFeedbackLog({.folder = "/audit", .env = &env_});
    EXPECT_THAT(store, IsOk());
    store_ = *std::move(store);
    // The log's own thread writes once at most; the rest a test flushes.
    options_.rest = absl::Hours(1);
  }
  void Open() {
    accesses_ = std::make_unique<AccessLog>(options_, store_.get(), &clock_);
  }

  // "PRINCIPAL CALL ITEMS TIMES" of each entry.
  std::vector<std::string> Entries(const std::string& tenant = "acme") {
    std::vector<std::string> entries;
    const auto read = store_->Read(tenant, 0, 1000);
    EXPECT_THAT(read, IsOk());
    for (const LogEntry& entry : *read) {
      const Access& access = entry.payload->access();
      entries.push_back(absl::StrCat(entry.envelope.principal(), " ",
                                     access.call(), " ", access.items(), " ",
                                     access.times()));
    }
    return entries;
  }

  testing::FaultEnv env_;
  ManualClock clock_{TestTime()};
  AccessLog::Options options_;
  std::unique_ptr<FeedbackLog> store_;
  std::unique_ptr<AccessLog> accesses_;
};

TEST_F(AccessLogTest, WhatIsNotedIsInTheChainOfItsTenant) {
  Open();
  ASSERT_THAT(
      accesses_->Note("acme", "key:a", ListOf("ann", "ListFeedback", 3)),
      IsOk());
  ASSERT_THAT(accesses_->Note("zeta", "key:z", ListOf("zoe", "ListLessons", 1)),
              IsOk());
  ASSERT_THAT(accesses_->Flush(), IsOk());
  EXPECT_THAT(Entries(), ElementsAre("key:a ListFeedback 3 1"));
  EXPECT_THAT(Entries("zeta"), ElementsAre("key:z ListLessons 1 1"));
  const auto read = store_->Read("acme", 0, 1);
  EXPECT_EQ(read->at(0).envelope.type(), storage::v1::Envelope::ACCESS);
  EXPECT_EQ(FromProto(read->at(0).envelope.time()), TestTime());
}

// Without a flush of the test's: by the log's own thread.
TEST_F(AccessLogTest, WritesByItself) {
  options_.rest = absl::ZeroDuration();
  Open();
  ASSERT_THAT(
      accesses_->Note("acme", "key:a", ListOf("ann", "ListFeedback", 3)),
      IsOk());
  while (store_->Mark("acme").sequence == 0) std::this_thread::yield();
  EXPECT_THAT(Entries(), SizeIs(1));
}

TEST_F(AccessLogTest, TheSameWithinAMinuteIsCounted) {
  Open();
  for (int i = 0; i < 5; ++i) {
    ASSERT_THAT(
        accesses_->Note("acme", "key:a", ListOf("ann", "ListFeedback", 10)),
        IsOk());
    clock_.Advance(absl::Seconds(10));
  }
  // Another caller, and another list of the same.
  ASSERT_THAT(
      accesses_->Note("acme", "key:b", ListOf("ann", "ListFeedback", 1)),
      IsOk());
  ASSERT_THAT(accesses_->Note("acme", "key:a", ListOf("ann", "ListLessons", 2)),
              IsOk());
  ASSERT_THAT(accesses_->Flush(), IsOk());
  EXPECT_THAT(Entries(),
              ElementsAre("key:a ListFeedback 10 1", "key:b ListFeedback 1 1",
                          "key:a ListLessons 2 1"));
  clock_.Advance(absl::Seconds(10));  // the first minute is over
  ASSERT_THAT(accesses_->Flush(), IsOk());
  EXPECT_EQ(Entries().back(), "key:a ListFeedback 40 4");
  ASSERT_THAT(
      accesses_->Note("acme", "key:a", ListOf("ann", "ListFeedback", 10)),
      IsOk());
  ASSERT_THAT(accesses_->Flush(), IsOk());
  EXPECT_THAT(Entries(), SizeIs(5));
  EXPECT_EQ(Entries().back(), "key:a ListFeedback 10 1");
}

TEST_F(AccessLogTest, SaysWhatItWouldCount) {
  Open();
  const Access list = ListOf("ann", "ListFeedback", 10);
  EXPECT_FALSE(accesses_->IsCounted("acme", "key:a", list));
  ASSERT_THAT(accesses_->Note("acme", "key:a", list), IsOk());
  EXPECT_TRUE(accesses_->IsCounted("acme", "key:a", list));
  EXPECT_FALSE(accesses_->IsCounted("acme", "key:b", list));
  EXPECT_FALSE(accesses_->IsCounted("zeta", "key:a", list));
  clock_.Advance(absl::Minutes(1));
  EXPECT_FALSE(accesses_->IsCounted("acme", "key:a", list));
}

// Ten thousand reads cost a synced write for each round, and one at the end.
TEST_F(AccessLogTest, ManyReadsCostFewSyncs) {
  Open();
  const int before = env_.syncs();
  for (int i = 0; i < 10'000; ++i) {
    ASSERT_THAT(accesses_->Note("acme", absl::StrCat("key:", i % 100),
                                ListOf("ann", "ListFeedback", 1)),
                IsOk());
  }
  ASSERT_THAT(accesses_->Flush(), IsOk());
  EXPECT_LE(env_.syncs(), before + 2);
  EXPECT_THAT(Entries(), SizeIs(100));
}

// On a disk that does not take it, noting is as quick.
TEST_F(AccessLogTest, NotingWaitsForNoDisk) {
  env_.RefuseSyncs(true);
  Open();
  for (int i = 0; i < 1000; ++i) {
    ASSERT_THAT(accesses_->Note("acme", absl::StrCat("key:", i),
                                ListOf("ann", "ListFeedback", 1)),
                IsOk());
  }
  EXPECT_EQ(store_->Mark("acme").sequence, 0u);
  env_.RefuseSyncs(false);
  ASSERT_THAT(accesses_->Flush(), IsOk());
  EXPECT_THAT(Entries(), SizeIs(1000));
}

TEST_F(AccessLogTest, StoppedItHasWrittenEverything) {
  Open();
  for (int i = 0; i < 3; ++i) {
    ASSERT_THAT(
        accesses_->Note("acme", "key:a", ListOf("ann", "ListFeedback", 1)),
        IsOk());
  }
  accesses_.reset();
  EXPECT_THAT(Entries(),
              ElementsAre("key:a ListFeedback 1 1", "key:a ListFeedback 2 2"));
}

TEST_F(AccessLogTest, ADiskThatRefusesLosesNothingAndThenNothingIsRead) {
  options_.waiting = 2;
  Open();
  env_.RefuseSyncs(true);
  ASSERT_THAT(accesses_->Note("acme", "key:a", ListOf("ann", "A", 1)), IsOk());
  EXPECT_THAT(accesses_->Flush(), StatusIs(absl::StatusCode::kUnavailable,
                                           Reason::DATABASE_UNAVAILABLE));
  ASSERT_THAT(accesses_->Note("acme", "key:a", ListOf("ann", "B", 1)), IsOk());
  const absl::Status full =
      accesses_->Note("acme", "key:a", ListOf("ann", "C", 1));
  EXPECT_THAT(
      full, StatusIs(absl::StatusCode::kResourceExhausted, Reason::QUEUE_FULL));
  EXPECT_TRUE(RetryDelayOf(full).has_value());
  env_.RefuseSyncs(false);
  ASSERT_THAT(accesses_->Flush(), IsOk());
  EXPECT_THAT(Entries(), ElementsAre("key:a A 1 1", "key:a B 1 1"));
  EXPECT_THAT(accesses_->Note("acme", "key:a", ListOf("ann", "C", 1)), IsOk());
}

// What is counted is bounded: the oldest count is written and begun anew.
TEST_F(AccessLogTest, CountsAreBounded) {
  options_.counted = 2;
  Open();
  for (const char* call : {"A", "A", "B", "C", "A"}) {
    ASSERT_THAT(accesses_->Note("acme", "key:a", ListOf("ann", call, 1)),
                IsOk());
  }
  ASSERT_THAT(accesses_->Flush(), IsOk());
  EXPECT_THAT(Entries(),
              ElementsAre("key:a A 1 1", "key:a B 1 1", "key:a A 1 1",
                          "key:a C 1 1", "key:a A 1 1"));
}

TEST_F(AccessLogTest, ErasingAUserTakesHisNameAndKeepsTheChain) {
  Open();
  Access of_bob = ListOf("ann", "ListFeedback", 4);
  of_bob.set_of_user("bob-the-builder");
  ASSERT_THAT(accesses_->Note("acme", "key:a", of_bob), IsOk());
  ASSERT_THAT(accesses_->Note("acme", "key:b",
                              ListOf("bob-the-builder", "ListLessons", 2)),
              IsOk());
  ASSERT_THAT(accesses_->Note("acme", "key:c", ListOf("cat", "ListLessons", 2)),
              IsOk());
  core::Erased erased;
  erased.user = "bob-the-builder";
  ASSERT_THAT(accesses_->Erase("acme", erased), IsOk());
  const auto read = store_->Read("acme", 0, 10);
  ASSERT_THAT(read, IsOk());
  ASSERT_THAT(*read, SizeIs(3));
  EXPECT_TRUE(read->at(0).redacted);
  EXPECT_EQ(read->at(0).payload->access().of_user(), "");
  EXPECT_EQ(read->at(0).payload->access().user(), "ann");
  EXPECT_TRUE(read->at(1).redacted);
  EXPECT_EQ(read->at(1).payload->access().user(), "");
  EXPECT_FALSE(read->at(2).redacted);
  EXPECT_FALSE(env_.Holds("/audit/entries", "bob-the-builder"));
}

TEST(OpenAccessStoreTest, SaysWhatToDoWithADamagedOne) {
  const testing::TempFolder temp;
  const std::string folder = temp.File("accesses");
  {
    auto store = OpenAccessStore(folder);
    ASSERT_THAT(store, IsOk());
  }
  std::filesystem::remove(folder + "/entries/CURRENT");
  const auto store = OpenAccessStore(folder);
  EXPECT_THAT(store.status(),
              StatusIs(absl::StatusCode::kDataLoss, Reason::STORE_DAMAGED));
  EXPECT_THAT(store.status().message(), HasSubstr("move the folder aside"));
}

}  // namespace
}  // namespace alhf::coordinator
