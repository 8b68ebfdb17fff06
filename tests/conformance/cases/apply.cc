// Section 6, APPLY_01 to APPLY_10: how entries of the log are applied.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/status.h"
#include "google/protobuf/util/message_differencer.h"
#include "tests/conformance/cases/cases.h"
#include "tests/conformance/changes.h"
#include "tests/conformance/verdict.h"

namespace alhf::conformance {
namespace {

using absl::StatusCode;
using google::protobuf::util::MessageDifferencer;

constexpr char kNoLesson[] = "l-conformance-none";

// Returns OK where `came` is where the log of `tenant` stands.
absl::Status ExpectPosition(const v1::Position& came, const TrialTenant& tenant,
                            uint64_t sequence) {
  const v1::Position wanted = tenant.At(sequence);
  return Expect(
      MessageDifferencer::Equals(came, wanted),
      absl::StrCat("applied_position {", wanted.ShortDebugString(), "}"),
      absl::StrCat("{", came.ShortDebugString(), "}"));
}

absl::Status ExpectThere(const TrialTenant& tenant, const v1::Lesson& lesson) {
  const auto came = tenant.Get(lesson.id());
  return Expect(came.ok(), absl::StrCat("lesson ", lesson.id(), " to be there"),
                Describe(came.status()));
}

absl::Status ExpectNotThere(const TrialTenant& tenant,
                            const v1::Lesson& lesson) {
  return ExpectError(absl::StrCat("GetLesson of ", lesson.id()),
                     tenant.Get(lesson.id()), StatusCode::kNotFound,
                     Reason::LESSON_NOT_FOUND);
}

// A crash between two writes cannot be made from outside; that nothing of an
// entry stays when a part of it fails can be seen.
absl::Status AnEntryIsAppliedWholeOrNotAtAll(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(trial.NewLesson(tenant))}));
  ALHF_ASSIGN_OR_RETURN(const MemoryExport before, tenant.Export());
  const v1::Lesson one = trial.NewLesson(tenant);
  const v1::Lesson two = trial.NewLesson(tenant);
  for (const v1::Change& failing : {v1::Change(), Retire(kNoLesson)}) {
    const auto came = tenant.Send({tenant.EntryAt(2, {Learn(one), failing})});
    ALHF_RETURN_IF_ERROR(Expect(
        !came.ok(), "an error for an entry whose second change fails", "OK"));
    ALHF_RETURN_IF_ERROR(tenant.ExpectUnchanged(before));
    ALHF_RETURN_IF_ERROR(ExpectNotThere(tenant, one));
  }
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(one), Learn(two)}));
  ALHF_RETURN_IF_ERROR(ExpectThere(tenant, one));
  return ExpectThere(tenant, two);
}

absl::Status PositionAndLessonsAgreeAfterAFailure(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  const v1::Lesson one = trial.NewLesson(tenant);
  const v1::Lesson two = trial.NewLesson(tenant);
  const auto came =
      tenant.Send({tenant.EntryAt(1, {Learn(one)}),
                   tenant.EntryAt(2, {Learn(two), Retire(kNoLesson)})});
  ALHF_RETURN_IF_ERROR(
      Expect(!came.ok(), "an error for a call whose second entry fails", "OK"));
  // The first entry may stand or not, but whole.
  ALHF_ASSIGN_OR_RETURN(const MemoryExport after, tenant.Export());
  const uint64_t sequence = after.position.sequence();
  ALHF_RETURN_IF_ERROR(Expect(sequence <= 1,
                              "a position before the entry that "
                              "failed",
                              absl::StrCat("sequence ", sequence)));
  ALHF_RETURN_IF_ERROR(sequence == 1 ? ExpectThere(tenant, one)
                                     : ExpectNotThere(tenant, one));
  return ExpectNotThere(tenant, two);
}

absl::Status EntriesAreAppliedInOrder(Trial& trial) {
  const TrialTenant tenant = trial.NewTenant();
  v1::Lesson lesson = trial.NewLesson(tenant);
  std::vector<v1::Entry> entries = {tenant.EntryAt(1, {Learn(lesson)})};
  for (uint64_t sequence = 2; sequence <= 4; ++sequence) {
    lesson.set_text(absl::StrCat("As said in entry ", sequence, "."));
    entries.push_back(tenant.EntryAt(sequence, {Revise(lesson)}));
  }
  ALHF_RETURN_IF_ERROR(tenant.Send(entries).status());
  ALHF_ASSIGN_OR_RETURN(const v1::Lesson came, tenant.Get(lesson.id()));
  return Expect(
      came.text() == lesson.text(),
      absl::StrCat("the text of the last entry, \"", lesson.text(), "\""),
      absl::StrCat("\"", came.text(), "\""));
}

absl::Status KnownEntriesArePassedOver(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  const v1::Lesson one = trial.NewLesson(tenant);
  const v1::Lesson two = trial.NewLesson(tenant);
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(one)}));
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(two)}));
  ALHF_ASSIGN_OR_RETURN(const MemoryExport before, tenant.Export());
  for (int i = 0; i < kRepeats; ++i) {
    const auto again = tenant.Send(
        {tenant.EntryAt(1, {Learn(one)}), tenant.EntryAt(2, {Learn(two)})});
    ALHF_RETURN_IF_ERROR(Expect(again.ok(),
                                "OK for entries that are applied already",
                                Describe(again.status())));
  }
  ALHF_RETURN_IF_ERROR(tenant.ExpectUnchanged(before));
  // Old ones are passed over, the new one behind them is applied.
  const v1::Lesson three = trial.NewLesson(tenant);
  const auto longer = tenant.Send({tenant.EntryAt(1, {Learn(one)}),
                                   tenant.EntryAt(2, {Learn(two)}),
                                   tenant.EntryAt(3, {Learn(three)})});
  ALHF_RETURN_IF_ERROR(Expect(longer.ok(),
                              "OK for a new entry behind applied ones",
                              Describe(longer.status())));
  return ExpectThere(tenant, three);
}

absl::Status ExpectGap(const TrialTenant& tenant, uint64_t first,
                       uint64_t applied) {
  ALHF_ASSIGN_OR_RETURN(const MemoryExport before, tenant.Export());
  const auto came = tenant.Send({tenant.EntryAt(first, {None()})});
  const std::string call = absl::StrCat("entry ", first, " after ", applied);
  ALHF_RETURN_IF_ERROR(ExpectError(call, came, StatusCode::kFailedPrecondition,
                                   Reason::POSITION_GAP));
  const auto metadata = ErrorInfoOf(came.status())->metadata();
  const auto found = metadata.find("applied_sequence");
  const std::string said = found == metadata.end() ? "none" : found->second;
  ALHF_RETURN_IF_ERROR(
      Expect(said == absl::StrCat(applied),
             absl::StrCat("metadata applied_sequence ", applied, " for ", call),
             said));
  return tenant.ExpectUnchanged(before);
}

absl::Status AGapIsRefusedAndChangesNothing(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  ALHF_RETURN_IF_ERROR(ExpectGap(tenant, 2, 0));
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(trial.NewLesson(tenant))}));
  ALHF_RETURN_IF_ERROR(ExpectGap(tenant, 3, 1));
  return ExpectGap(tenant, 100, 1);
}

absl::Status AForeignLogIsRefusedAndChangesNothing(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(trial.NewLesson(tenant))}));
  ALHF_ASSIGN_OR_RETURN(const MemoryExport before, tenant.Export());
  const v1::Lesson lesson = trial.NewLesson(tenant);
  // The next one, and one that would be passed over.
  for (const uint64_t sequence : {2, 1}) {
    v1::Entry other_log = tenant.EntryAt(sequence, {Learn(lesson)});
    other_log.mutable_position()->set_log_id("log-another");
    v1::Entry other_epoch = tenant.EntryAt(sequence, {Learn(lesson)});
    other_epoch.mutable_position()->set_epoch(2);
    for (const v1::Entry& entry : {other_log, other_epoch}) {
      ALHF_RETURN_IF_ERROR(
          ExpectError(absl::StrCat("an entry at {",
                                   entry.position().ShortDebugString(), "}"),
                      tenant.Send({entry}), StatusCode::kFailedPrecondition,
                      Reason::POSITION_FOREIGN));
      ALHF_RETURN_IF_ERROR(tenant.ExpectUnchanged(before));
    }
  }
  return absl::OkStatus();
}

absl::Status ARebuildStartsAnew(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  const v1::Lesson one = trial.NewLesson(tenant);
  const v1::Lesson two = trial.NewLesson(tenant);
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(one)}));
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(two)}));
  // Of the same log, then of a restored one.
  for (const uint64_t epoch : {1, 2}) {
    const v1::Lesson anew = trial.NewLesson(tenant);
    v1::Entry first = tenant.EntryAt(1, {Learn(anew)});
    first.mutable_position()->set_epoch(epoch);
    const auto came = tenant.Send({first}, /*rebuild=*/true);
    ALHF_RETURN_IF_ERROR(
        Expect(came.ok() && MessageDifferencer::Equals(*came, first.position()),
               absl::StrCat("a rebuild to reach {",
                            first.position().ShortDebugString(), "}"),
               came.ok() ? absl::StrCat("{", came->ShortDebugString(), "}")
                         : Describe(came.status())));
    ALHF_RETURN_IF_ERROR(ExpectThere(tenant, anew));
    ALHF_RETURN_IF_ERROR(ExpectNotThere(tenant, one));
    ALHF_RETURN_IF_ERROR(ExpectNotThere(tenant, two));
  }
  return absl::OkStatus();
}

absl::Status ARebuildThatFailsKeepsTheMemory(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(trial.NewLesson(tenant))}));
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(trial.NewLesson(tenant))}));
  ALHF_ASSIGN_OR_RETURN(const MemoryExport before, tenant.Export());
  const std::vector<v1::Entry> failing = {
      tenant.EntryAt(1, {Retire(kNoLesson)}),
      tenant.EntryAt(2, {Learn(trial.NewLesson(tenant))})};
  for (const v1::Entry& entry : failing) {
    const auto came = tenant.Send({entry}, /*rebuild=*/true);
    ALHF_RETURN_IF_ERROR(Expect(
        !came.ok(),
        absl::StrCat("an error for a rebuild from: ", entry.ShortDebugString()),
        "OK"));
    ALHF_RETURN_IF_ERROR(tenant.ExpectUnchanged(before));
  }
  return absl::OkStatus();
}

absl::Status ExpectMalformed(Trial& trial, absl::string_view what,
                             const std::vector<v1::Change>& changes) {
  TrialTenant tenant = trial.NewTenant();
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(trial.NewLesson(tenant))}));
  ALHF_ASSIGN_OR_RETURN(const MemoryExport before, tenant.Export());
  ALHF_RETURN_IF_ERROR(ExpectError(what,
                                   tenant.Send({tenant.EntryAt(2, changes)}),
                                   StatusCode::kInvalidArgument));
  return tenant.ExpectUnchanged(before);
}

absl::Status AnEntryWithoutChangesIsRefused(Trial& trial) {
  return ExpectMalformed(trial, "an entry without changes", {});
}

absl::Status AChangeOfNoKindIsRefused(Trial& trial) {
  return ExpectMalformed(trial, "a change of no kind", {v1::Change()});
}

absl::Status NoneMovesThePositionAlone(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  const v1::Lesson lesson = trial.NewLesson(tenant);
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(lesson)}));
  ALHF_ASSIGN_OR_RETURN(const v1::Lesson before, tenant.Get(lesson.id()));
  for (uint64_t sequence = 2; sequence <= 3; ++sequence) {
    ALHF_ASSIGN_OR_RETURN(const v1::Position came,
                          tenant.Send({tenant.EntryAt(sequence, {None()})}));
    ALHF_RETURN_IF_ERROR(ExpectPosition(came, tenant, sequence));
  }
  ALHF_ASSIGN_OR_RETURN(const v1::Lesson after, tenant.Get(lesson.id()));
  ALHF_RETURN_IF_ERROR(Expect(MessageDifferencer::Equals(before, after),
                              before.ShortDebugString(),
                              after.ShortDebugString()));
  ALHF_ASSIGN_OR_RETURN(const auto lessons, tenant.List());
  return Expect(lessons.size() == 1, "one lesson, as before",
                absl::StrCat(lessons.size(), " lessons"));
}

// Some of everything that can be done with three lessons.
std::vector<v1::Entry> LongLog(std::vector<v1::Lesson> lessons,
                               const TrialTenant& tenant) {
  for (v1::Lesson& lesson : lessons) {
    lesson.set_tenant(tenant.name());
    lesson.mutable_scope()->set_tenant(tenant.name());
  }
  const v1::Lesson& one = lessons[0];
  const v1::Lesson& two = lessons[1];
  v1::Lesson& three = lessons[2];
  three.set_state(v1::LESSON_HELD);
  v1::Lesson revised = one;
  revised.set_text("Said otherwise: “never mind”.");
  const std::vector<std::vector<v1::Change>> log = {
      {Learn(one), Learn(two)},
      {None()},
      {Learn(three), AddCounterexample(one.id(), "Where is the door?")},
      {Accept(three.id()), Promote(two.id(), "ann")},
      {Retire(two.id(), "of no use")},
      {Restore(two.id()), Revise(revised)},
      {Erase(three.id())}};
  std::vector<v1::Entry> entries;
  for (const auto& changes : log) {
    entries.push_back(tenant.EntryAt(entries.size() + 1, changes));
  }
  return entries;
}

// Returns what a memory holds with one word for the tenant's name.
std::vector<std::pair<std::string, std::string>> WithoutTenant(
    const MemoryExport& memory, const TrialTenant& tenant) {
  const std::string blank(tenant.name().size(), '*');
  auto items = memory.items;
  for (auto& [key, value] : items) {
    key = absl::StrReplaceAll(key, {{tenant.name(), blank}});
    value = absl::StrReplaceAll(value, {{tenant.name(), blank}});
  }
  return items;
}

// One process cannot be asked twice from nothing; two tenants can, at two
// times and with the entries cut differently.
absl::Status TheSameEntriesExportTheSameBytes(Trial& trial) {
  const TrialTenant one = trial.NewTenant();
  // Its name, and the log of the first.
  const TrialTenant other(&trial.component(), trial.NewTenant().name(),
                          one.log_id());
  const std::vector<v1::Lesson> lessons = {
      trial.NewLesson(one), trial.NewLesson(one), trial.NewLesson(one)};
  for (const v1::Entry& entry : LongLog(lessons, one)) {
    ALHF_RETURN_IF_ERROR(one.Send({entry}).status());
  }
  ALHF_ASSIGN_OR_RETURN(const MemoryExport first, one.Export());
  const std::vector<v1::Entry> whole = LongLog(lessons, other);
  const auto middle = whole.begin() + 3;
  ALHF_RETURN_IF_ERROR(other.Send({whole.begin(), middle}).status());
  ALHF_RETURN_IF_ERROR(other.Send({middle, whole.end()}).status());
  ALHF_ASSIGN_OR_RETURN(const MemoryExport second, other.Export());
  const auto a = WithoutTenant(first, one);
  const auto b = WithoutTenant(second, other);
  for (size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    ALHF_RETURN_IF_ERROR(
        Expect(a[i] == b[i], "the same items whichever way entries were cut",
               absl::StrCat("item ", i, " differs: \"", a[i].first, "\" of ",
                            a[i].second.size(), " bytes and \"", b[i].first,
                            "\" of ", b[i].second.size(), " bytes")));
  }
  return Expect(a.size() == b.size(),
                "the same items whichever way entries were cut",
                absl::StrCat(a.size(), " and ", b.size(), " items"));
}

absl::Status NoEntriesAreAnsweredWithThePosition(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  ALHF_ASSIGN_OR_RETURN(const v1::Position nothing, tenant.Send({}));
  ALHF_RETURN_IF_ERROR(
      Expect(nothing.sequence() == 0, "sequence 0 of an unknown tenant",
             absl::StrCat("{", nothing.ShortDebugString(), "}")));
  for (uint64_t sequence = 1; sequence <= 2; ++sequence) {
    ALHF_RETURN_IF_ERROR(tenant.Append({None()}));
    for (int i = 0; i < kRepeats; ++i) {
      ALHF_ASSIGN_OR_RETURN(const v1::Position came, tenant.Send({}));
      ALHF_RETURN_IF_ERROR(ExpectPosition(came, tenant, sequence));
    }
  }
  return absl::OkStatus();
}

constexpr char kOneCommit[] =
    "Work out all that an entry does first, then write it with its position in "
    "one commit.";
constexpr char kCheckFirst[] =
    "Check every change of an entry before anything is written.";

}  // namespace

std::vector<Case> ApplyCases() {
  return {
      {"APPLY_01_AnEntryIsAppliedWholeOrNotAtAll", kOneCommit,
       &AnEntryIsAppliedWholeOrNotAtAll},
      {"APPLY_01_PositionAndLessonsAgreeAfterAFailure", kOneCommit,
       &PositionAndLessonsAgreeAfterAFailure},
      {"APPLY_02_EntriesAreAppliedInOrder",
       "Apply the entries of a call one after the other.",
       &EntriesAreAppliedInOrder},
      {"APPLY_03_KnownEntriesArePassedOver",
       "Skip the entries whose sequence is not above the applied one, and go "
       "on with the rest.",
       &KnownEntriesArePassedOver},
      {"APPLY_04_AGapIsRefusedAndChangesNothing",
       "Compare the first new entry with the applied position before writing, "
       "and say that position in the error.",
       &AGapIsRefusedAndChangesNothing},
      {"APPLY_05_AForeignLogIsRefusedAndChangesNothing",
       "Keep log_id and epoch with the position, and compare them first.",
       &AForeignLogIsRefusedAndChangesNothing},
      {"APPLY_06_ARebuildStartsAnew",
       "With `rebuild`, drop all that the tenant has and take the entry's log "
       "and epoch.",
       &ARebuildStartsAnew},
      {"APPLY_06_ARebuildThatFailsKeepsTheMemory",
       "Drop the memory in the commit that applies entry 1, not before it.",
       &ARebuildThatFailsKeepsTheMemory},
      {"APPLY_07_AnEntryWithoutChangesIsRefused", kCheckFirst,
       &AnEntryWithoutChangesIsRefused},
      {"APPLY_07_AChangeOfNoKindIsRefused", kCheckFirst,
       &AChangeOfNoKindIsRefused},
      {"APPLY_08_NoneMovesThePositionAlone",
       "For `none`, write the position and nothing else.",
       &NoneMovesThePositionAlone},
      {"APPLY_09_TheSameEntriesExportTheSameBytes",
       "Take the time from the entry; use no model, network, clock or "
       "randomness; serialise maps in a fixed order.",
       &TheSameEntriesExportTheSameBytes},
      {"APPLY_10_NoEntriesAreAnsweredWithThePosition",
       "Answer a call without entries with the tenant's position.",
       &NoEntriesAreAnsweredWithThePosition},
  };
}

}  // namespace alhf::conformance
