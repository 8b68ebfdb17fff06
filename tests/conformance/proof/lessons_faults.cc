#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "core/lessons/apply_change.h"
#include "tests/conformance/changes.h"
#include "tests/conformance/proof/faults.h"

namespace alhf::conformance {
namespace {

using v1::ApplyChangesRequest;

// A fault of how lessons are listed.
std::function<void(ComponentCalls&)> Lists(
    std::function<void(v1::Lesson&)> change) {
  return [change = std::move(change)](ComponentCalls& calls) {
    After(calls.list_lessons, [change](const auto&, auto& response) {
      for (v1::Lesson& lesson : *response.mutable_lessons()) change(lesson);
    });
  };
}

// A component that does nothing where a call has one change of that kind, of a
// lesson that is there, and says that it did.
std::function<void(ComponentCalls&)> Ignores(v1::Change::KindCase kind) {
  return [kind](ComponentCalls& calls) {
    Around(
        calls.apply_changes, [kind, get = calls.get_lesson](
                                 const auto& next, ApplyChangesRequest request,
                                 absl::Time deadline) {
          if (request.entries_size() != 1 ||
              request.entries(0).changes_size() != 1) {
            return next(request, deadline);
          }
          v1::Change& change = *request.mutable_entries(0)->mutable_changes(0);
          v1::GetLessonRequest lesson;
          lesson.set_tenant(request.tenant());
          lesson.set_lesson_id(core::LessonIdOf(change));
          if (change.kind_case() == kind && get(lesson, deadline).ok()) {
            change = None();
          }
          return next(request, deadline);
        });
  };
}

void TakesUnknownLessons(ComponentCalls& calls) {
  Around(calls.apply_changes, [](const auto& next, ApplyChangesRequest request,
                                 absl::Time deadline) {
    const auto response = next(request, deadline);
    const bool unknown =
        ReasonOf(response.status()) == Reason::LESSON_NOT_FOUND;
    const bool one = request.entries_size() == 1 && !request.rebuild() &&
                     request.entries(0).changes_size() == 1;
    if (!unknown || !one) return response;
    *request.mutable_entries(0)->mutable_changes(0) = None();
    return next(request, deadline);
  });
}

void RetiresWithoutANote(ComponentCalls& calls) {
  Before(calls.apply_changes, [](ApplyChangesRequest& request) {
    for (v1::Entry& entry : *request.mutable_entries()) {
      for (v1::Change& change : *entry.mutable_changes()) {
        if (change.has_retire()) change.mutable_retire()->clear_note();
      }
    }
  });
}

// What was learned stays in a journal that the export shows.
class Journal {
 public:
  void Add(const ApplyChangesRequest& request) {
    MutexLock lock(mutex_);
    for (const v1::Entry& entry : request.entries()) {
      for (const v1::Change& change : entry.changes()) {
        absl::StrAppend(&text_[request.tenant()],
                        change.learn().lesson().text(), "\n");
      }
    }
  }
  std::string Of(const std::string& tenant) {
    MutexLock lock(mutex_);
    return text_[tenant];
  }

 private:
  Mutex mutex_;
  std::map<std::string, std::string> text_ ABSL_GUARDED_BY(mutex_);
};

void KeepsErasedWords(ComponentCalls& calls) {
  auto journal = std::make_shared<Journal>();
  Around(calls.apply_changes,
         [journal](const auto& next, const ApplyChangesRequest& request,
                   absl::Time deadline) {
           v1::ApplyChangesRequest nothing;
           nothing.set_tenant(request.tenant());
           const auto before = next(nothing, deadline);
           auto response = next(request, deadline);
           const bool moved = response.ok() && before.ok() &&
                              response->applied_position().sequence() !=
                                  before->applied_position().sequence();
           if (moved) journal->Add(request);
           return response;
         });
  After(calls.export_memory, [journal](const auto& request, auto& response) {
    AddToExport("journal", journal->Of(request.tenant()), response);
  });
}

}  // namespace

std::vector<Fault> LessonFaults() {
  return {
      {"TrimsTexts",
       {"APPLY_11_ALessonIsListedAsItWasLearned"},
       Lists([](v1::Lesson& lesson) {
         absl::StripAsciiWhitespace(lesson.mutable_text());
       })},
      {"ListsHeldLessonsAsActive",
       {"APPLY_11_ALessonIsListedAsItWasLearned"},
       Lists([](v1::Lesson& lesson) {
         if (lesson.state() == v1::LESSON_HELD) {
           lesson.set_state(v1::LESSON_ACTIVE);
         }
       })},
      {"ListsNoPositions",
       {"APPLY_11_ALessonIsListedAsItWasLearned"},
       Lists([](v1::Lesson& lesson) { lesson.clear_position(); })},
      {"TakesUnknownLessons",
       {"APPLY_12_AChangeOfAnUnknownLessonIsRefused"},
       &TakesUnknownLessons},
      {"KeepsTheEtag",
       {"APPLY_13_RetireShows", "APPLY_13_RestoreShows", "APPLY_13_AcceptShows",
        "APPLY_13_PromoteShows", "APPLY_13_MoveShows", "APPLY_13_ReviseShows",
        "APPLY_13_ACounterexampleShows", "APPLY_13_ASourceShows"},
       [](ComponentCalls& calls) {
         After(calls.get_lesson, [](const auto&, v1::Lesson& lesson) {
           lesson.set_etag("always");
         });
       }},
      {"RetiresWithoutANote", {"APPLY_13_RetireShows"}, &RetiresWithoutANote},
      {"IgnoresRestore",
       {"APPLY_13_RestoreShows"},
       Ignores(v1::Change::kRestore)},
      {"IgnoresAccept", {"APPLY_13_AcceptShows"}, Ignores(v1::Change::kAccept)},
      {"IgnoresPromote",
       {"APPLY_13_PromoteShows"},
       Ignores(v1::Change::kPromote)},
      {"IgnoresMove",
       {"ADJUST_05_AMovedLessonLeavesItsAgent", "APPLY_13_MoveShows"},
       Ignores(v1::Change::kMove)},
      {"IgnoresRevise", {"APPLY_13_ReviseShows"}, Ignores(v1::Change::kRevise)},
      {"IgnoresCounterexamples",
       {"APPLY_13_ACounterexampleShows"},
       Ignores(v1::Change::kAddCounterexample)},
      {"IgnoresSources",
       {"APPLY_13_ASourceShows"},
       Ignores(v1::Change::kAddSource)},
      {"KeepsErasedWords", {"APPLY_14_ErasedWordsAreGone"}, &KeepsErasedWords},
  };
}

}  // namespace alhf::conformance
