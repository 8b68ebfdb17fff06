#include "coordinator/feedback/tenant_journal.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "coordinator/feedback/leveldb_feedback_log.h"
#include "tests/support/fault_env.h"
#include "tests/unit/coordinator/feedback/log_entries.h"

namespace alhf::coordinator {
namespace {

using testing::IsOk;

class TenantJournalTest : public ::testing::Test {
 protected:
  TenantJournalTest() {
    log_ = *OpenLevelDbFeedbackLog({.folder = "/log", .env = &env_});
  }
  void Make() {
    journal_ = std::make_unique<TenantJournal>("acme", log_.get(), &clock_,
                                               [this] { ++appends_; });
    ASSERT_THAT(journal_->Load(), IsOk());
  }
  size_t Records() {
    return journal_->Look([](const auto& v) { return v.records().size(); });
  }

  testing::FaultEnv env_;
  ManualClock clock_{TestTime()};
  std::atomic<int> appends_ = 0;
  std::unique_ptr<FeedbackLog> log_;
  std::unique_ptr<TenantJournal> journal_;
};

TEST_F(TenantJournalTest, TheViewHasWhatWasAppended) {
  Make();
  const auto position = journal_->Append({EntryOf(RecordPayload("f-1"))});
  ASSERT_THAT(position, IsOk());
  EXPECT_EQ(position->sequence(), 1u);
  EXPECT_EQ(Records(), 1u);
  EXPECT_EQ(appends_, 0);
  journal_->Announce();
  EXPECT_EQ(appends_, 1);
  Make();  // from the log alone
  EXPECT_EQ(Records(), 1u);
}

TEST_F(TenantJournalTest, ADecisionSeesTheOnesBeforeIt) {
  Make();
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([this] {
      for (int i = 0; i < 20; ++i) {
        const auto decided = journal_->Decide(
            "tester", [](const TenantView& view, absl::Time now) {
              EXPECT_EQ(now, TestTime());
              // Its id is free only if nobody else decided meanwhile.
              const std::string id = absl::StrCat("f-", view.records().size());
              EXPECT_EQ(view.FindRecord(id), nullptr);
              return absl::StatusOr<Payloads>(Payloads{RecordPayload(id)});
            });
        EXPECT_THAT(decided, IsOk());
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(Records(), 160u);
}

TEST_F(TenantJournalTest, ADecisionMayBeNothingOrAnError) {
  Make();
  ASSERT_THAT(journal_->Append({EntryOf(RecordPayload("f-1"))}), IsOk());
  const auto nothing =
      journal_->Decide("tester", [](const TenantView&, absl::Time) {
        return absl::StatusOr<Payloads>(Payloads{});
      });
  ASSERT_THAT(nothing, IsOk());
  EXPECT_EQ(nothing->sequence(), 1u);
  const auto refused =
      journal_->Decide("tester", [](const TenantView&, absl::Time) {
        return absl::StatusOr<Payloads>(absl::AbortedError("no"));
      });
  EXPECT_TRUE(absl::IsAborted(refused.status()));
  EXPECT_EQ(log_->End("acme").sequence(), 1u);
}

TEST_F(TenantJournalTest, WhatIsParkedIsTakenBack) {
  Make();
  ASSERT_THAT(journal_->Append({EntryOf(RecordPayload("f-1")),
                                EntryOf(LearnPayload("f-1", "a", "l-1"))}),
              IsOk());
  const auto has_lesson = [&] {
    return journal_->Look(
        [](const auto& v) { return v.FindLesson("l-1") != nullptr; });
  };
  EXPECT_TRUE(has_lesson());
  ASSERT_THAT(journal_->Append({EntryOf(ParkedPayload("a", 2))}), IsOk());
  EXPECT_FALSE(has_lesson());
}

TEST_F(TenantJournalTest, ReadsOneEntry) {
  Make();
  ASSERT_THAT(journal_->Append({EntryOf(RecordPayload("f-1")),
                                EntryOf(RecordPayload("f-2"))}),
              IsOk());
  const auto entry = journal_->ReadOne(2);
  ASSERT_THAT(entry, IsOk());
  EXPECT_EQ(entry->payload->record().record().id(), "f-2");
  EXPECT_TRUE(absl::IsNotFound(journal_->ReadOne(0).status()));
  EXPECT_TRUE(absl::IsNotFound(journal_->ReadOne(3).status()));
}

}  // namespace
}  // namespace alhf::coordinator
