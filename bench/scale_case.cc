#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "bench/cases.h"
#include "bench/questions.h"
#include "bench/report.h"
#include "bench/systems.h"
#include "bench/texts.h"

namespace alhf::bench {
namespace {

constexpr size_t kQuestions = 64;

absl::Status Compare(const Effort& effort, int count, AlhfSystem& alhf,
                     BareSystem& bare, ComparisonTable& table) {
  Texts texts;
  std::vector<v1::Lesson> lessons;
  for (int i = 0; i < count; ++i) lessons.push_back(texts.NextLesson());
  std::vector<std::string> asked;
  for (size_t i = 0; i < kQuestions; ++i) {
    asked.push_back(texts.LikeQuestionOf(lessons[i % lessons.size()]));
  }
  const std::string tenant = absl::StrCat("with-", count);
  ALHF_RETURN_IF_ERROR(alhf.Fill(tenant, lessons));
  ALHF_ASSIGN_OR_RETURN(const auto questions,
                        Questions::Make(alhf, bare, tenant, asked));
  for (const int callers : {1, 8, 64}) {
    const int calls = effort.Calls(std::max(256 / callers, 8));
    const int rounds = effort.Rounds(7);
    ALHF_ASSIGN_OR_RETURN(const std::vector<Series> recalls,
                          Alternate({{questions->Recall(), callers, calls},
                                     {questions->BareRecall(), callers, calls}},
                                    rounds));
    table.Row(absl::StrCat("recall, ", count, " lessons"), callers, recalls);
    ALHF_ASSIGN_OR_RETURN(const std::vector<Series> plans,
                          Alternate({{questions->Plan(), callers, calls},
                                     {questions->BarePlan(), callers, calls}},
                                    rounds));
    table.Row(absl::StrCat("plan, ", count, " lessons"), callers, plans);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ScaleCase(const Effort& effort) {
  ALHF_ASSIGN_OR_RETURN(const auto alhf, AlhfSystem::Start(&NotesComponents));
  ALHF_ASSIGN_OR_RETURN(const auto bare, BareSystem::Start());
  ComparisonTable table("Recall (one component) and plan (three) at scale",
                        "bare");
  std::vector<int> sizes = {10, 100, 1'000, 10'000, 100'000};
  if (effort.lessons > 0) sizes = {effort.lessons};
  for (const int lessons : sizes) {
    if (effort.quick && lessons > 100) break;
    ALHF_RETURN_IF_ERROR(Compare(effort, lessons, *alhf, *bare, table));
  }
  return absl::OkStatus();
}

}  // namespace alhf::bench
