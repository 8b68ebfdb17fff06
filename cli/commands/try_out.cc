#include "cli/commands/try_out.h"

#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/status.h"
#include "cli/review/answers.h"
#include "eval/parallel.h"

namespace alhf::cli {
namespace {

// Lesson ids end in a number.
constexpr char kTried[] = "-tried";
// Plans that are asked for at once.
constexpr size_t kCallers = 8;

// The lessons of `overlay` that apply to the question of `exchange`.
absl::StatusOr<PreviewedExchange> PlanWith(const v1::Exchange& exchange,
                                           const v1::Overlay& overlay,
                                           Session& session) {
  auto request = MakeRequest<v1::ComposePlanRequest>(session);
  request.set_agent(exchange.agent());
  v1::Query& query = *request.mutable_query();
  query.set_text(exchange.question());
  query.set_user(exchange.user());
  *query.mutable_labels() = exchange.labels();
  *query.mutable_now() = exchange.time();
  *query.mutable_overlay() = overlay;
  query.set_what_if(true);
  ALHF_ASSIGN_OR_RETURN(const v1::ComposePlanResponse response,
                        session.client.ComposePlan(request));
  std::set<std::string> applied;
  for (const v1::ComponentPlan& part : response.plan().components()) {
    for (const v1::AdjustmentItem& item : part.items()) {
      applied.insert(item.lesson_id());
    }
  }
  PreviewedExchange previewed;
  previewed.set_exchange_id(exchange.id());
  previewed.set_question(exchange.question());
  for (const v1::Lesson& lesson : overlay.with()) {
    if (applied.count(lesson.id()) == 0) continue;
    previewed.add_lesson_ids(
        std::string(absl::StripSuffix(lesson.id(), kTried)));
  }
  return previewed;
}

absl::Status CompareAnswers(const v1::Exchange& exchange,
                            const v1::Overlay& overlay,
                            PreviewedExchange& previewed, Session& session) {
  ALHF_ASSIGN_OR_RETURN(
      const v1::Exchange before,
      session.AskAgain(exchange, v1::Position(), v1::Overlay()));
  ALHF_ASSIGN_OR_RETURN(const v1::Exchange after,
                        session.AskAgain(exchange, v1::Position(), overlay));
  for (std::string& line :
       LineDiff(SqlAndAnswer(before), SqlAndAnswer(after))) {
    previewed.add_diff(std::move(line));
  }
  return absl::OkStatus();
}

}  // namespace

v1::Overlay OverlayOf(const std::vector<v1::Lesson>& lessons) {
  v1::Overlay overlay;
  for (v1::Lesson lesson : lessons) {
    if (lesson.effect() == v1::EFFECT_NOT_UNDERSTOOD) continue;
    const bool known = lesson.learned_sequence() > 0;
    if (known && lesson.state() == v1::LESSON_ACTIVE) continue;
    if (known) absl::StrAppend(lesson.mutable_id(), kTried);
    lesson.set_state(v1::LESSON_ACTIVE);
    *overlay.add_with() = std::move(lesson);
  }
  return overlay;
}

absl::Status TryOut(const std::vector<v1::Lesson>& lessons,
                    const TryOutOptions& options, PreviewReport& report,
                    Session& session) {
  const v1::Overlay overlay = OverlayOf(lessons);
  if (overlay.with().empty() || options.exchanges == 0) return absl::OkStatus();
  const auto pages =
      ReadExchanges(MakeRequest<v1::ListExchangesRequest>(session),
                    {options.exchanges, ""}, session);
  ALHF_ASSIGN_OR_RETURN(const v1::ListExchangesResponse known, pages);
  report.set_looked_at(static_cast<uint32_t>(known.exchanges_size()));
  std::vector<PreviewedExchange> plans(
      static_cast<size_t>(known.exchanges_size()));
  ALHF_RETURN_IF_ERROR(
      eval::ParallelFor(plans.size(), kCallers, [&](size_t i) -> absl::Status {
        ALHF_ASSIGN_OR_RETURN(
            plans[i],
            PlanWith(known.exchanges(static_cast<int>(i)), overlay, session));
        return absl::OkStatus();
      }));
  for (int i = 0; i < known.exchanges_size(); ++i) {
    PreviewedExchange& previewed = plans[static_cast<size_t>(i)];
    if (previewed.lesson_ids().empty()) continue;
    if (options.answers) {
      ALHF_RETURN_IF_ERROR(
          CompareAnswers(known.exchanges(i), overlay, previewed, session));
    }
    *report.add_exchanges() = std::move(previewed);
  }
  return absl::OkStatus();
}

}  // namespace alhf::cli
