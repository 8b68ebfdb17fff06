#include "coordinator/audit/audit_entry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "tests/unit/coordinator/feedback/log_entries.h"

namespace alhf::coordinator {
namespace {

using storage::v1::Payload;
using ::testing::ElementsAre;

std::optional<v1::AuditEntry> Audited(Payload payload) {
  LogEntry entry = At(7, std::move(payload));
  entry.envelope.set_principal("key:ann-1");
  return AuditEntryOf(v1::AUDIT_ACTS, entry);
}

Payload ChangePayload(void (*make)(v1::Change&)) {
  Payload payload;
  payload.mutable_lesson_change()->set_lesson_id("l-1");
  payload.mutable_lesson_change()->set_user("ann");
  auto& change = *payload.mutable_lesson_change()->add_changes();
  change.set_component("alpha");
  make(*change.mutable_change());
  return payload;
}

TEST(AuditEntryTest, WhoTaughtForWhom) {
  Payload payload = RecordPayload("f-1", "secret words");
  payload.mutable_record()->mutable_record()->set_giver("ann");
  const auto entry = Audited(payload);
  ASSERT_TRUE(entry.has_value());
  EXPECT_EQ(entry->chain(), v1::AUDIT_ACTS);
  EXPECT_EQ(entry->sequence(), 7u);
  EXPECT_EQ(entry->principal(), "key:ann-1");
  EXPECT_EQ(entry->user(), "ann");
  EXPECT_EQ(entry->action(), v1::AUDIT_TAUGHT);
  EXPECT_EQ(entry->record_id(), "f-1");
  EXPECT_TRUE(entry->has_time());
  EXPECT_EQ(entry->DebugString().find("secret"), std::string::npos);
}

TEST(AuditEntryTest, EachChangeOfALesson) {
  const struct {
    void (*make)(v1::Change&);
    v1::AuditAction action;
  } kCases[] = {
      {[](v1::Change& c) { c.mutable_accept(); }, v1::AUDIT_ACCEPTED},
      {[](v1::Change& c) { c.mutable_retire(); }, v1::AUDIT_RETIRED},
      {[](v1::Change& c) { c.mutable_restore(); }, v1::AUDIT_RESTORED},
      {[](v1::Change& c) { c.mutable_promote(); }, v1::AUDIT_PROMOTED},
      {[](v1::Change& c) { c.mutable_revise(); }, v1::AUDIT_CHANGED},
      {[](v1::Change& c) { c.mutable_add_counterexample(); },
       v1::AUDIT_CHANGED},
  };
  for (const auto& c : kCases) {
    const auto entry = Audited(ChangePayload(c.make));
    ASSERT_TRUE(entry.has_value());
    EXPECT_EQ(entry->action(), c.action);
    EXPECT_EQ(entry->user(), "ann");
    EXPECT_EQ(entry->component(), "alpha");
    EXPECT_THAT(entry->lesson_ids(), ElementsAre("l-1"));
  }
}

TEST(AuditEntryTest, ErasedRolledOutAndKept) {
  Payload erasure;
  erasure.mutable_erasure()->add_record_ids("f-1");
  erasure.mutable_erasure()->add_lesson_ids("l-1");
  erasure.mutable_erasure()->add_lesson_ids("l-2");
  erasure.mutable_erasure()->set_user("bob");
  const auto erased = Audited(erasure);
  EXPECT_EQ(erased->action(), v1::AUDIT_ERASED);
  EXPECT_EQ(erased->of_user(), "bob");
  EXPECT_THAT(erased->lesson_ids(), ElementsAre("l-1", "l-2"));
  Payload rollout;
  rollout.mutable_rollout()->mutable_rollout()->set_changed_by("ann");
  EXPECT_EQ(Audited(rollout)->action(), v1::AUDIT_ROLLED_OUT);
  EXPECT_EQ(Audited(rollout)->user(), "ann");
  Payload removed;
  removed.mutable_component_removed()->set_component("alpha");
  EXPECT_EQ(Audited(removed)->action(), v1::AUDIT_KEPT);
  EXPECT_EQ(Audited(removed)->call(), "RemoveComponent");
  EXPECT_EQ(Audited(removed)->component(), "alpha");
}

TEST(AuditEntryTest, WhoReadWhat) {
  Payload payload;
  auto& access = *payload.mutable_access();
  access.set_user("eve");
  access.set_call("ListFeedback");
  access.set_of_user("bob");
  access.set_items(12);
  access.set_times(3);
  const auto entry = Audited(payload);
  EXPECT_EQ(entry->action(), v1::AUDIT_READ);
  EXPECT_EQ(entry->call(), "ListFeedback");
  EXPECT_EQ(entry->of_user(), "bob");
  EXPECT_EQ(entry->items(), 12u);
  EXPECT_EQ(entry->times(), 3u);
  access.set_call("RebuildComponent");
  EXPECT_EQ(Audited(payload)->action(), v1::AUDIT_KEPT);
}

TEST(AuditEntryTest, WhoWasRefusedWhat) {
  Payload payload;
  auto& access = *payload.mutable_access();
  access.set_refused(true);
  access.set_user("eve");
  access.set_call("RebuildComponent");
  access.set_role("reader");
  access.set_named_tenant("globex");
  const auto entry = Audited(payload);
  EXPECT_EQ(entry->action(), v1::AUDIT_REFUSED);
  EXPECT_EQ(entry->call(), "RebuildComponent");
  EXPECT_EQ(entry->role(), "reader");
  EXPECT_EQ(entry->named_tenant(), "globex");
}

TEST(AuditEntryTest, WhatTheCoordinatorDoesByItselfIsNobodysAct) {
  EXPECT_FALSE(Audited(LearnPayload("f-1", "alpha", "l-1")).has_value());
  EXPECT_FALSE(Audited(ParkedPayload("alpha", 3)).has_value());
  EXPECT_FALSE(Audited(JoinedPayload("alpha")).has_value());
  Payload accepted = LearnPayload("f-1", "alpha", "l-1");
  accepted.mutable_assigned()->set_accepted_by("ann");
  const auto entry = Audited(accepted);
  ASSERT_TRUE(entry.has_value());
  EXPECT_EQ(entry->action(), v1::AUDIT_ACCEPTED);
  EXPECT_EQ(entry->record_id(), "f-1");
}

TEST(AuditEntryTest, OfWhichNothingIsLeftItSaysWhoAndWhen) {
  LogEntry entry = At(3, RecordPayload("f-1"));
  entry.envelope.set_principal("key:ann-1");
  entry.payload.reset();
  entry.redacted = true;
  const auto audited = AuditEntryOf(v1::AUDIT_ACTS, entry);
  ASSERT_TRUE(audited.has_value());
  EXPECT_EQ(audited->action(), v1::AUDIT_TAUGHT);
  EXPECT_EQ(audited->principal(), "key:ann-1");
  EXPECT_TRUE(audited->redacted());
}

TEST(AuditEntryTest, AllThatIsAskedForMustHold) {
  const v1::AuditEntry entry = *Audited(
      ChangePayload([](v1::Change& change) { change.mutable_promote(); }));
  v1::ListAuditRequest request;
  EXPECT_TRUE(IsAskedFor(request, entry));
  request.set_principal("key:ann-1");
  request.set_user("ann");
  request.set_lesson_id("l-1");
  request.add_actions(v1::AUDIT_TAUGHT);
  request.add_actions(v1::AUDIT_PROMOTED);
  *request.mutable_not_before() = entry.time();
  EXPECT_TRUE(IsAskedFor(request, entry));
  const auto fails = [&](auto change) {
    v1::ListAuditRequest other = request;
    change(other);
    return !IsAskedFor(other, entry);
  };
  EXPECT_TRUE(fails([](auto& r) { r.set_principal("key:bob"); }));
  EXPECT_TRUE(fails([](auto& r) { r.set_user("bob"); }));
  EXPECT_TRUE(fails([](auto& r) { r.set_lesson_id("l-2"); }));
  EXPECT_TRUE(fails([](auto& r) { r.set_record_id("f-1"); }));
  EXPECT_TRUE(fails([](auto& r) { r.mutable_actions()->RemoveLast(); }));
  EXPECT_TRUE(fails([](auto& r) {
    r.mutable_not_before()->set_seconds(r.not_before().seconds() + 1);
  }));
}

}  // namespace
}  // namespace alhf::coordinator
