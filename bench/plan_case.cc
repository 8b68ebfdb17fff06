#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "base/status.h"
#include "bench/cases.h"
#include "bench/questions.h"
#include "bench/report.h"
#include "bench/systems.h"
#include "bench/texts.h"

namespace alhf::bench {
namespace {

constexpr int kLessons = 100;
constexpr int kQuestions = 64;

absl::Status Compare(const Effort& effort, const Components& components,
                     const std::string& name, BareSystem& bare,
                     ComparisonTable& table) {
  ALHF_ASSIGN_OR_RETURN(const auto alhf, AlhfSystem::Start(components));
  Texts texts;
  std::vector<v1::Lesson> lessons;
  std::vector<std::string> asked;
  for (int i = 0; i < kLessons; ++i) lessons.push_back(texts.NextLesson());
  for (int i = 0; i < kQuestions; ++i) {
    asked.push_back(texts.LikeQuestionOf(lessons[static_cast<size_t>(i)]));
  }
  ALHF_RETURN_IF_ERROR(alhf->Fill("acme", lessons));
  ALHF_ASSIGN_OR_RETURN(const auto questions,
                        Questions::Make(*alhf, bare, "acme", asked));
  for (const int callers : {1, 8}) {
    const int calls = effort.Calls(callers == 1 ? 500 : 125);
    ALHF_ASSIGN_OR_RETURN(const std::vector<Series> series,
                          Alternate({{questions->Plan(), callers, calls},
                                     {questions->BarePlan(), callers, calls}},
                                    effort.Rounds(11)));
    table.Row(absl::StrFormat("%s, %.1f lessons each", name,
                              questions->ItemsPerComponent()),
              callers, series);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status PlanCase(const Effort& effort) {
  ALHF_ASSIGN_OR_RETURN(const auto bare, BareSystem::Start());
  ComparisonTable table("ComposePlan over three components", "relay");
  ALHF_RETURN_IF_ERROR(Compare(effort, &NotesComponents,
                               "components without an engine", *bare, table));
  return Compare(effort, &ShippedComponents, "the shipped components", *bare,
                 table);
}

}  // namespace alhf::bench
