// Section 6, APPLY_11 to APPLY_15: what the changes do to lessons, and the
// order of entries.
#include <algorithm>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status.h"
#include "google/protobuf/util/message_differencer.h"
#include "tests/conformance/cases/cases.h"
#include "tests/conformance/changes.h"
#include "tests/conformance/verdict.h"

namespace alhf::conformance {
namespace {

using absl::StatusCode;
using google::protobuf::util::MessageDifferencer;

absl::Status ExpectListed(const v1::Lesson& came, const v1::Lesson& learned,
                          const v1::Position& position) {
  const std::string lesson = absl::StrCat(" of lesson ", learned.id());
  ALHF_RETURN_IF_ERROR(Expect(
      came.text() == learned.text(),
      absl::StrCat("the text", lesson, " verbatim, \"", learned.text(), "\""),
      absl::StrCat("\"", came.text(), "\"")));
  ALHF_RETURN_IF_ERROR(Expect(
      came.state() == learned.state(),
      absl::StrCat(v1::LessonState_Name(learned.state()), " as state", lesson),
      v1::LessonState_Name(came.state())));
  return Expect(
      MessageDifferencer::Equals(came.position(), position),
      absl::StrCat("the position {", position.ShortDebugString(), "}", lesson),
      absl::StrCat("{", came.position().ShortDebugString(), "}"));
}

absl::Status ALessonIsListedAsItWasLearned(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  std::vector<v1::Lesson> learned;
  for (const auto& [state, text] :
       {std::pair{v1::LESSON_ACTIVE, "  “Spaces” around,\n\tand lines. "},
        {v1::LESSON_SHADOW, "naïve 日本 😀 A\u0301"},
        {v1::LESSON_HELD, "'; DROP TABLE lessons; -- %s {} \\0 <b>"},
        {v1::LESSON_ACTIVE, "UPPER lower 1,234.50 100 %"}}) {
    v1::Lesson& lesson = learned.emplace_back(trial.NewLesson(tenant));
    lesson.set_state(state);
    lesson.set_text(text);
    ALHF_RETURN_IF_ERROR(tenant.Append({Learn(lesson)}));
  }
  ALHF_ASSIGN_OR_RETURN(const std::vector<v1::Lesson> listed, tenant.List());
  for (size_t i = 0; i < learned.size(); ++i) {
    const auto found = std::find_if(
        listed.begin(), listed.end(),
        [&](const auto& lesson) { return lesson.id() == learned[i].id(); });
    if (found == listed.end()) {
      return Mismatch(absl::StrCat("lesson ", learned[i].id(), " in the list"),
                      absl::StrCat("a list of ", listed.size(), " others"));
    }
    ALHF_RETURN_IF_ERROR(ExpectListed(*found, learned[i], tenant.At(i + 1)));
  }
  return absl::OkStatus();
}

absl::Status AChangeOfAnUnknownLessonIsRefused(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(trial.NewLesson(tenant))}));
  ALHF_ASSIGN_OR_RETURN(const MemoryExport before, tenant.Export());
  const v1::Lesson unknown = trial.NewLesson(tenant);
  const std::string& id = unknown.id();
  for (const v1::Change& change :
       {Revise(unknown), Accept(id), Retire(id), Restore(id),
        Promote(id, "ann"), Move(id, "atlas"), AddCounterexample(id, "Where?"),
        AddSource(id, "f-again"), Erase(id)}) {
    ALHF_RETURN_IF_ERROR(ExpectError(
        change.ShortDebugString(), tenant.Send({tenant.EntryAt(2, {change})}),
        StatusCode::kNotFound, Reason::LESSON_NOT_FOUND));
    ALHF_RETURN_IF_ERROR(tenant.ExpectUnchanged(before));
  }
  return absl::OkStatus();
}

// A lesson before and after one change.
struct Changed {
  v1::Lesson before;
  v1::Lesson after;
};

// Learns a lesson in `state`, applies what `changes` returns for its id, and
// looks whether the last change gave it another etag.
absl::StatusOr<Changed> ChangeOne(
    Trial& trial, v1::LessonState state,
    absl::FunctionRef<std::vector<v1::Change>(const v1::Lesson&)> changes) {
  TrialTenant tenant = trial.NewTenant();
  v1::Lesson lesson = trial.NewLesson(tenant);
  lesson.set_state(state);
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(lesson)}));
  Changed changed;
  ALHF_ASSIGN_OR_RETURN(changed.after, tenant.Get(lesson.id()));
  for (const v1::Change& change : changes(lesson)) {
    ALHF_RETURN_IF_ERROR(tenant.Append({change}));
    changed.before = std::move(changed.after);
    ALHF_ASSIGN_OR_RETURN(changed.after, tenant.Get(lesson.id()));
    ALHF_RETURN_IF_ERROR(
        Expect(changed.before.etag() != changed.after.etag(),
               absl::StrCat("another etag after: ", change.ShortDebugString()),
               absl::StrCat("\"", changed.after.etag(), "\" as before")));
  }
  return changed;
}

absl::Status ExpectState(const v1::Lesson& came, v1::LessonState state,
                         absl::string_view change) {
  return Expect(came.state() == state,
                absl::StrCat(v1::LessonState_Name(state), " after ", change),
                v1::LessonState_Name(came.state()));
}

absl::Status RetireShows(Trial& trial) {
  ALHF_ASSIGN_OR_RETURN(
      const Changed came,
      ChangeOne(trial, v1::LESSON_ACTIVE, [](const v1::Lesson& lesson) {
        return std::vector{Retire(lesson.id(), "of no use")};
      }));
  ALHF_RETURN_IF_ERROR(ExpectState(came.after, v1::LESSON_RETIRED, "retire"));
  return Expect(came.after.retire_reason() == v1::RETIRE_FORGOTTEN &&
                    came.after.retire_note() == "of no use",
                "the reason and the note of `retire`",
                absl::StrCat(v1::RetireReason_Name(came.after.retire_reason()),
                             ", \"", came.after.retire_note(), "\""));
}

absl::Status RestoreShows(Trial& trial) {
  for (const auto state : {v1::LESSON_ACTIVE, v1::LESSON_SHADOW}) {
    ALHF_ASSIGN_OR_RETURN(
        const Changed came,
        ChangeOne(trial, state, [](const v1::Lesson& lesson) {
          return std::vector{Retire(lesson.id()), Restore(lesson.id())};
        }));
    ALHF_RETURN_IF_ERROR(
        ExpectState(came.after, state, "retire and restore of such a lesson"));
  }
  return absl::OkStatus();
}

absl::Status AcceptShows(Trial& trial) {
  for (const auto state : {v1::LESSON_HELD, v1::LESSON_SHADOW}) {
    ALHF_ASSIGN_OR_RETURN(const Changed came,
                          ChangeOne(trial, state, [](const v1::Lesson& lesson) {
                            return std::vector{Accept(lesson.id())};
                          }));
    ALHF_RETURN_IF_ERROR(ExpectState(came.after, v1::LESSON_ACTIVE, "accept"));
  }
  return absl::OkStatus();
}

absl::Status PromoteShows(Trial& trial) {
  ALHF_ASSIGN_OR_RETURN(
      const Changed came,
      ChangeOne(trial, v1::LESSON_ACTIVE, [](const v1::Lesson& lesson) {
        return std::vector{Promote(lesson.id(), "ann")};
      }));
  return Expect(came.after.scope().user() == "ann",
                "\"ann\" as scope.user after promote",
                absl::StrCat("\"", came.after.scope().user(), "\""));
}

absl::Status MoveShows(Trial& trial) {
  for (const char* agent : {"atlas", ""}) {
    ALHF_ASSIGN_OR_RETURN(
        const Changed came,
        ChangeOne(trial, v1::LESSON_ACTIVE, [&](const v1::Lesson& lesson) {
          return std::vector{Move(lesson.id(), "first"),
                             Move(lesson.id(), agent)};
        }));
    ALHF_RETURN_IF_ERROR(
        Expect(came.after.scope().agent() == agent,
               absl::StrCat("\"", agent, "\" as scope.agent after move"),
               absl::StrCat("\"", came.after.scope().agent(), "\"")));
  }
  return absl::OkStatus();
}

constexpr char kNewText[] = "Said otherwise: “never mind”.";
constexpr char kCounterexample[] = "Where is the door?";
constexpr char kAgain[] = "f-again";

absl::Status ReviseShows(Trial& trial) {
  ALHF_ASSIGN_OR_RETURN(
      const Changed came,
      ChangeOne(trial, v1::LESSON_ACTIVE, [](const v1::Lesson& lesson) {
        v1::Lesson revised = lesson;
        revised.set_text(kNewText);
        return std::vector{Revise(revised)};
      }));
  return Expect(came.after.text() == kNewText,
                absl::StrCat("the text \"", kNewText, "\" after revise"),
                absl::StrCat("\"", came.after.text(), "\""));
}

absl::Status ACounterexampleShows(Trial& trial) {
  ALHF_ASSIGN_OR_RETURN(
      const Changed came,
      ChangeOne(trial, v1::LESSON_ACTIVE, [](const v1::Lesson& lesson) {
        return std::vector{AddCounterexample(lesson.id(), kCounterexample)};
      }));
  const auto& examples = came.after.scope().counterexamples();
  const bool there = std::any_of(
      examples.begin(), examples.end(),
      [](const auto& each) { return each.text() == kCounterexample; });
  return Expect(there, "the counterexample in scope.counterexamples",
                absl::StrCat(examples.size(), " others"));
}

absl::Status ASourceShows(Trial& trial) {
  ALHF_ASSIGN_OR_RETURN(
      const Changed came,
      ChangeOne(trial, v1::LESSON_ACTIVE, [](const v1::Lesson& lesson) {
        return std::vector{AddSource(lesson.id(), kAgain)};
      }));
  const auto& sources = came.after.sources();
  return Expect(sources.size() == came.before.sources_size() + 1 &&
                    sources.rbegin()->record_id() == kAgain,
                "all sources, and the one that was added as the last",
                absl::StrCat(sources.size(), " of them"));
}

// Returns the words of `words` that are in `bytes`.
std::vector<std::string> Found(const std::vector<std::string>& words,
                               const std::string& bytes) {
  std::vector<std::string> found;
  for (const std::string& word : words) {
    if (absl::StrContains(bytes, word)) found.push_back(word);
  }
  return found;
}

absl::Status ExpectGone(const std::vector<std::string>& words,
                        const std::string& bytes, absl::string_view where) {
  const std::vector<std::string> found = Found(words, bytes);
  return Expect(found.empty(),
                absl::StrCat("none of the erased words in ", where),
                absl::StrJoin(found, ", "));
}

absl::Status ErasedWordsAreGone(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  std::vector<std::string> words;
  const auto word = [&] { return words.emplace_back(trial.NewWord()); };
  v1::Lesson lesson = trial.NewLesson(tenant);
  lesson.set_text(absl::StrCat("Mind the ", word(), "."));
  lesson.set_understood_as(absl::StrCat("mind ", word()));
  lesson.mutable_scope()->set_topic(word());
  v1::Lesson revised = lesson;
  revised.set_text(absl::StrCat("Mind the other ", word(), "."));
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(lesson)}));
  ALHF_RETURN_IF_ERROR(tenant.Append({AddCounterexample(lesson.id(), word())}));
  ALHF_RETURN_IF_ERROR(tenant.Append({Revise(revised)}));
  ALHF_RETURN_IF_ERROR(tenant.Append({Retire(lesson.id(), word())}));
  ALHF_RETURN_IF_ERROR(tenant.Append({Erase(lesson.id())}));
  for (uint64_t sequence = 1; sequence <= tenant.sequence(); ++sequence) {
    // A tombstone may be there, or nothing.
    const auto came = tenant.Get(lesson.id(), sequence);
    if (!came.ok() && !absl::IsNotFound(came.status())) return came.status();
    if (!came.ok()) continue;
    ALHF_RETURN_IF_ERROR(
        ExpectGone(words, came->SerializeAsString(),
                   absl::StrCat("GetLesson as of entry ", sequence)));
  }
  ALHF_ASSIGN_OR_RETURN(const MemoryExport memory, tenant.Export());
  for (const auto& [key, value] : memory.items) {
    ALHF_RETURN_IF_ERROR(
        ExpectGone(words, absl::StrCat(key, "\n", value), "ExportMemory"));
  }
  return absl::OkStatus();
}

constexpr char kShow[] =
    "Store the lesson as the change leaves it, with a new etag.";

absl::Status EntriesOfACallFollowEachOther(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(trial.NewLesson(tenant))}));
  ALHF_ASSIGN_OR_RETURN(const MemoryExport before, tenant.Export());
  const std::vector<std::vector<uint64_t>> orders = {{2, 4}, {3, 2}, {2, 2}};
  for (const std::vector<uint64_t>& order : orders) {
    std::vector<v1::Entry> entries;
    for (const uint64_t sequence : order) {
      entries.push_back(
          tenant.EntryAt(sequence, {Learn(trial.NewLesson(tenant))}));
    }
    ALHF_RETURN_IF_ERROR(
        ExpectError(absl::StrCat("entries ", order[0], " and ", order[1],
                                 " in one call, after 1"),
                    tenant.Send(entries), StatusCode::kInvalidArgument));
    ALHF_RETURN_IF_ERROR(tenant.ExpectUnchanged(before));
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<Case> LessonCases() {
  return {
      {"APPLY_11_ALessonIsListedAsItWasLearned",
       "Keep the text as bytes: no trimming, no normalising, no escapes.",
       &ALessonIsListedAsItWasLearned},
      {"APPLY_12_AChangeOfAnUnknownLessonIsRefused",
       "Look the lesson up before writing; a change of nothing is no success.",
       &AChangeOfAnUnknownLessonIsRefused},
      {"APPLY_13_RetireShows", kShow, &RetireShows},
      {"APPLY_13_RestoreShows",
       "Remember the state that a lesson was retired from.", &RestoreShows},
      {"APPLY_13_AcceptShows", kShow, &AcceptShows},
      {"APPLY_13_PromoteShows", kShow, &PromoteShows},
      {"APPLY_13_MoveShows", kShow, &MoveShows},
      {"APPLY_13_ReviseShows", kShow, &ReviseShows},
      {"APPLY_13_ACounterexampleShows", kShow, &ACounterexampleShows},
      {"APPLY_13_ASourceShows", kShow, &ASourceShows},
      {"APPLY_14_ErasedWordsAreGone",
       "Delete every revision, index and derived value of the lesson; a "
       "tombstone may keep id and state.",
       &ErasedWordsAreGone},
      {"APPLY_15_EntriesOfACallFollowEachOther",
       "Compare the entries of a call with one another before the first is "
       "applied.",
       &EntriesOfACallFollowEachOther},
  };
}

}  // namespace alhf::conformance
