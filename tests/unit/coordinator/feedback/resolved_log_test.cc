#include "coordinator/feedback/resolved_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/coordinator/feedback/log_entries.h"

namespace alhf::coordinator {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ResolvedLogTest, AComponentAppliesItsOwnChanges) {
  auto payload = LearnPayload("f-1", "a", "l-1");
  auto& other = *payload.mutable_assigned()->add_changes();
  other.set_component("b");
  other.mutable_change()->mutable_accept()->set_lesson_id("l-2");
  const LogEntry entry = At(7, payload);
  EXPECT_THAT(ComponentsOf(entry), ElementsAre("a", "b"));
  const v1::Entry for_a = EntryFor("a", entry, false);
  EXPECT_EQ(for_a.position().sequence(), 7u);
  EXPECT_EQ(for_a.time().seconds(), 1700000007);
  ASSERT_EQ(for_a.changes_size(), 1);
  EXPECT_EQ(for_a.changes(0).learn().lesson().id(), "l-1");
  EXPECT_TRUE(EntryFor("b", entry, false).changes(0).has_accept());
}

TEST(ResolvedLogTest, WhereItHasNoPartTheChangeIsNone) {
  for (const auto& payload :
       {RecordPayload("f-1"), LearnPayload("f-1", "a", "l-1"),
        JoinedPayload("c"), ParkedPayload("c", 1)}) {
    const v1::Entry entry = EntryFor("c", At(3, payload), false);
    ASSERT_EQ(entry.changes_size(), 1);
    EXPECT_TRUE(entry.changes(0).has_none());
  }
}

TEST(ResolvedLogTest, WhatWasParkedIsPassedOver) {
  const LogEntry entry = At(7, LearnPayload("f-1", "a", "l-1"));
  const v1::Entry parked = EntryFor("a", entry, true);
  EXPECT_EQ(parked.position().sequence(), 7u);
  ASSERT_EQ(parked.changes_size(), 1);
  EXPECT_TRUE(parked.changes(0).has_none());
}

TEST(ResolvedLogTest, RetriedChangesAndLessonChangesCount) {
  storage::v1::Payload retried;
  auto& change = *retried.mutable_entry_retried()->add_changes();
  change.set_component("a");
  change.mutable_change()->mutable_accept()->set_lesson_id("l-1");
  EXPECT_TRUE(EntryFor("a", At(9, retried), false).changes(0).has_accept());
  storage::v1::Payload changed;
  *changed.mutable_lesson_change()->add_changes() = change;
  EXPECT_TRUE(EntryFor("a", At(9, changed), false).changes(0).has_accept());
}

TEST(ResolvedLogTest, ASnapshotIsAdoptedByItsComponent) {
  storage::v1::Payload payload;
  auto& snapshot = *payload.mutable_snapshot()->mutable_snapshot();
  snapshot.set_component("a");
  snapshot.set_version(3);
  const LogEntry entry = At(2, payload);
  EXPECT_THAT(ComponentsOf(entry), ElementsAre("a"));
  EXPECT_EQ(EntryFor("a", entry, false)
                .changes(0)
                .adopt_snapshot()
                .snapshot()
                .version(),
            3u);
  EXPECT_TRUE(EntryFor("b", entry, false).changes(0).has_none());
}

TEST(ResolvedLogTest, AnEmptiedEntryHasNothingToApply) {
  LogEntry entry = At(2, LearnPayload("f-1", "a", "l-1"));
  entry.payload.reset();
  EXPECT_THAT(ComponentsOf(entry), IsEmpty());
  EXPECT_THAT(ChangesFor("a", entry), IsEmpty());
  EXPECT_TRUE(EntryFor("a", entry, false).changes(0).has_none());
}

}  // namespace
}  // namespace alhf::coordinator
