#include <algorithm>
#include <atomic>
#include <memory>

#include "absl/strings/str_cat.h"
#include "tests/conformance/proof/faults.h"

namespace alhf::conformance {
namespace {

using v1::AdjustQueryRequest;

constexpr size_t kMaxQuestion = 8 << 10;

// A fault of what an adjustment says.
std::function<void(ComponentCalls&)> Says(
    std::function<void(const v1::Query&, v1::Adjustment&)> change) {
  return [change = std::move(change)](ComponentCalls& calls) {
    After(calls.adjust_query, [change](const auto& request, auto& response) {
      change(request.query(), *response.mutable_adjustment());
    });
  };
}

// A fault of each item.
std::function<void(ComponentCalls&)> Gives(
    std::function<void(v1::AdjustmentItem&)> change) {
  return Says(
      [change = std::move(change)](const auto&, v1::Adjustment& adjustment) {
        for (v1::AdjustmentItem& item : *adjustment.mutable_items())
          change(item);
      });
}

// A fault of what is asked for.
std::function<void(ComponentCalls&)> Reads(
    std::function<void(v1::Query&)> change) {
  return [change = std::move(change)](ComponentCalls& calls) {
    Before(calls.adjust_query, [change](AdjustQueryRequest& request) {
      change(*request.mutable_query());
    });
  };
}

void AddItem(const v1::Lesson& lesson, v1::Adjustment& adjustment) {
  v1::AdjustmentItem& item = *adjustment.add_items();
  item.set_lesson_id(lesson.id());
  item.set_component(adjustment.component());
  item.set_score(1);
  item.set_why("it is there");
  item.set_disposition(v1::DISPOSITION_CANDIDATE);
}

// Recalls the lessons that `fits` beside those that should be recalled.
std::function<void(ComponentCalls&)> RecallsToo(
    std::function<bool(const v1::Lesson&)> fits) {
  return [fits = std::move(fits)](ComponentCalls& calls) {
    Around(calls.adjust_query,
           [fits, list = calls.list_lessons](const auto& next,
                                             const AdjustQueryRequest& request,
                                             absl::Time deadline) {
             auto response = next(request, deadline);
             const auto mode = request.query().overlay().recall();
             if (!response.ok() || mode == v1::RECALL_NONE) return response;
             for (const v1::Lesson& lesson :
                  LessonsIn(list, request.tenant(), {}, deadline)) {
               if (fits(lesson)) {
                 AddItem(lesson, *response->mutable_adjustment());
               }
             }
             return response;
           });
  };
}

void HasSomethingToSayAlways(ComponentCalls& calls) {
  Around(calls.adjust_query,
         [list = calls.list_lessons](const auto& next,
                                     const AdjustQueryRequest& request,
                                     absl::Time deadline) {
           auto response = next(request, deadline);
           if (response.ok() &&
               LessonsIn(list, request.tenant(), {}, deadline).empty()) {
             v1::Lesson habit;
             habit.set_id("l-habit");
             AddItem(habit, *response->mutable_adjustment());
           }
           return response;
         });
}

void KeepsWhatItWasAsked(ComponentCalls& calls) {
  auto asked = std::make_shared<Counts>();
  After(calls.adjust_query,
        [asked](const auto& request, auto&) { asked->Add(request.tenant()); });
  After(calls.export_memory, [asked](const auto& request, auto& response) {
    AddToExport("asked", absl::StrCat(asked->Of(request.tenant())), response);
  });
}

void CountsItsCalls(ComponentCalls& calls) {
  auto count = std::make_shared<std::atomic<int>>(0);
  Says([count](const v1::Query& query, v1::Adjustment& adjustment) {
    if (query.overlay().recall() != v1::RECALL_ALL) return;
    for (v1::AdjustmentItem& item : *adjustment.mutable_items()) {
      item.set_why(absl::StrCat("call ", ++*count));
    }
  })(calls);
}

void AnswersBadUtf8WithoutAReason(ComponentCalls& calls) {
  calls.unreadable = [](const std::string& method, absl::Status honest) {
    return method == "AdjustQuery" ? absl::UnimplementedError("") : honest;
  };
}

std::vector<Fault> ItemFaults() {
  return {
      {"KeepsWhatItWasAsked",
       {"ADJUST_01_AdjustingChangesNothing"},
       &KeepsWhatItWasAsked},
      {"AdjustmentsCount",
       {"ADJUST_02_TheSameQueryGetsTheSameAdjustment"},
       &CountsItsCalls},
      {"DoesNotSayWhy",
       {"ADJUST_03_ItemsNameTheirLessons"},
       Gives([](v1::AdjustmentItem& item) { item.clear_why(); })},
      {"ItemsScoreAboveOne",
       {"ADJUST_03_ItemsNameTheirLessons"},
       Gives([](v1::AdjustmentItem& item) { item.set_score(1.5); })},
      {"NamesALessonThatIsNotThere",
       {"ADJUST_03_ItemsNameTheirLessons"},
       Says([](const auto&, v1::Adjustment& adjustment) {
         v1::Lesson nobodys;
         nobodys.set_id("l-nobody");
         if (!adjustment.items().empty()) AddItem(nobodys, adjustment);
       })},
      {"SeesANewerMemoryToAdjust",
       {"ADJUST_09_PositionIsTheMemorys"},
       Says([](const auto&, v1::Adjustment& adjustment) {
         v1::Position& position = *adjustment.mutable_position();
         position.set_sequence(position.sequence() + 1);
       })},
  };
}

std::vector<Fault> RecallFaults() {
  return {
      {"RecallsHeldLessons",
       {"ADJUST_04_LessonsOutOfForceAreSilent"},
       RecallsToo([](const v1::Lesson& lesson) {
         return lesson.state() == v1::LESSON_HELD;
       })},
      {"AShadowIsACandidate",
       {"ADJUST_04_AShadowLessonIsShadow"},
       Gives([](v1::AdjustmentItem& item) {
         if (item.disposition() == v1::DISPOSITION_SHADOW) {
           item.set_disposition(v1::DISPOSITION_CANDIDATE);
         }
       })},
      {"RecallsOthersLessons",
       {"ADJUST_05_ALessonOfOneUserIsHisAlone"},
       RecallsToo([](const v1::Lesson& lesson) {
         return lesson.state() == v1::LESSON_ACTIVE &&
                !lesson.scope().user().empty();
       })},
      {"RecallsOtherAgentsLessons",
       {"ADJUST_05_ALessonOfOneAgentIsItsAlone",
        "ADJUST_05_AMovedLessonLeavesItsAgent"},
       RecallsToo([](const v1::Lesson& lesson) {
         return !lesson.scope().agent().empty();
       })},
      {"ForgetsValidity",
       {"ADJUST_06_ALessonOutsideItsValidityIsSilent"},
       RecallsToo([](const v1::Lesson& lesson) {
         return lesson.scope().has_not_before() ||
                lesson.scope().has_not_after();
       })},
      {"RecallsAllForNone",
       {"ADJUST_07_RecallNoneGivesNoItems"},
       Reads([](v1::Query& query) {
         if (query.overlay().recall() == v1::RECALL_NONE) {
           query.mutable_overlay()->set_recall(v1::RECALL_ALL);
         }
       })},
      {"IgnoresWithout",
       {"ADJUST_07_WithoutLeavesLessonsOut"},
       Reads(
           [](v1::Query& query) { query.mutable_overlay()->clear_without(); })},
      {"HasSomethingToSayAlways",
       {"ADJUST_08_AnEmptyMemoryGivesNoItems"},
       &HasSomethingToSayAlways},
      {"HasALimit",
       {"ADJUST_10_RecallAllGivesEveryActiveLesson"},
       Says([](const auto&, v1::Adjustment& adjustment) {
         while (adjustment.items_size() > 2) {
           adjustment.mutable_items()->RemoveLast();
         }
       })},
  };
}

std::vector<Fault> TextFaults() {
  return {
      {"TakesEmptyQueries",
       {"ADJUST_11_AnEmptyQueryIsRefused"},
       Reads([](v1::Query& query) {
         if (query.text().empty()) query.set_text("nothing");
       })},
      {"CutsLongQueries",
       {"ADJUST_11_AnOversizedQueryIsRefused"},
       Reads([](v1::Query& query) {
         query.mutable_text()->resize(
             std::min(query.text().size(), kMaxQuestion));
       })},
      {"QueriesInBadUtf8GetNoReason",
       {"ADJUST_11_AQueryThatIsNotUtf8IsRefused"},
       &AnswersBadUtf8WithoutAReason},
  };
}

}  // namespace

std::vector<Fault> AdjustFaults() {
  std::vector<Fault> faults;
  for (const auto& some : {ItemFaults(), RecallFaults(), TextFaults()}) {
    faults.insert(faults.end(), some.begin(), some.end());
  }
  return faults;
}

}  // namespace alhf::conformance
