#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/commands/try_out.h"
#include "cli/render_review.h"
#include "cli/review/answers.h"
#include "cli/review/audit.h"
#include "cli/review/junit.h"
#include "cli/review/verification.h"

namespace alhf::cli {
namespace {

ListOptions All() { return {0, ""}; }

absl::StatusOr<v1::Exchange> GetExchange(const std::string& id,
                                         Session& session) {
  auto request = MakeRequest<v1::GetExchangeRequest>(session);
  request.set_exchange_id(id);
  request.set_user(session.options.user);
  return session.client.GetExchange(request);
}

// The lessons that applied, each with the item that says so.
std::vector<v1::AdjustmentItem> AppliedIn(const v1::Exchange& exchange) {
  std::vector<v1::AdjustmentItem> applied;
  std::set<std::string> seen;
  for (const v1::Step& step : exchange.steps()) {
    for (const v1::AdjustmentItem& item : step.applied()) {
      const bool acts = item.disposition() == v1::DISPOSITION_APPLIED;
      if (!acts || !seen.insert(item.lesson_id()).second) continue;
      applied.push_back(item);
      applied.back().set_component(step.component());
    }
  }
  return applied;
}

// Those of `applied` that `named` names, all where it names none.
absl::StatusOr<std::vector<v1::AdjustmentItem>> Choose(
    std::vector<v1::AdjustmentItem> applied,
    const std::vector<std::string>& named, const v1::Exchange& exchange) {
  if (named.empty()) return applied;
  std::vector<v1::AdjustmentItem> chosen;
  for (const std::string& id : named) {
    const auto found =
        std::find_if(applied.begin(), applied.end(),
                     [&](const auto& item) { return item.lesson_id() == id; });
    if (found == applied.end()) {
      return Error(absl::StatusCode::kNotFound, Reason::LESSON_NOT_FOUND,
                   absl::StrCat("lesson ", id, " did not apply in exchange ",
                                exchange.id(), ": alhf explain ", exchange.id(),
                                " shows those that did"),
                   {{"lesson", id}, {"exchange_id", exchange.id()}});
    }
    chosen.push_back(*found);
  }
  return chosen;
}

// Fills in what differs between the answers, and how: `Compared` is a
// LessonEffect or a ComponentCredit.
template <typename Compared>
void Compare(const v1::Exchange& one, const v1::Exchange& other,
             Compared& compared) {
  for (std::string& part : ChangedParts(one, other)) {
    compared.add_changed(std::move(part));
  }
  if (compared.changed().empty()) return;
  for (std::string& line : LineDiff(SqlAndAnswer(one), SqlAndAnswer(other))) {
    compared.add_diff(std::move(line));
  }
}

// What each of `members` would make of `text`, said about `exchange`, were it
// told to learn it.
absl::StatusOr<v1::PreviewFeedbackResponse> PreviewOfAll(
    const std::string& text, const v1::Exchange& exchange,
    const v1::ListComponentsResponse& members, Session& session) {
  auto request = MakeRequest<v1::SubmitFeedbackRequest>(session);
  request.set_user(session.options.user);
  v1::FeedbackRecord& record = *request.mutable_record();
  record.set_kind(v1::RECORD_TEXT);
  record.set_text(text);
  record.mutable_exchange()->set_id(exchange.id());
  for (const v1::ComponentStatus& member : members.components()) {
    record.add_assign_to(member.manifest().name());
  }
  return session.client.PreviewFeedback(request);
}

// What `component` has in `preview`, and what that alone would change of the
// answer `now`.
absl::StatusOr<ComponentCredit> CreditOf(
    const std::string& component, const v1::PreviewFeedbackResponse& preview,
    const v1::Exchange& exchange, const v1::Exchange& now, Session& session) {
  ComponentCredit credit;
  credit.set_component(component);
  for (const v1::Assessment& assessment : preview.assessments()) {
    if (assessment.component() != component) continue;
    credit.set_outcome(assessment.outcome());
    credit.set_score(assessment.score());
  }
  std::vector<v1::Lesson> lessons;
  for (const v1::Lesson& lesson : preview.lessons()) {
    if (lesson.component() != component) continue;
    lessons.push_back(lesson);
    credit.add_understood_as(lesson.understood_as());
  }
  const v1::Overlay overlay = OverlayOf(lessons);
  if (overlay.with().empty()) return credit;
  ALHF_ASSIGN_OR_RETURN(const v1::Exchange with,
                        session.AskAgain(exchange, v1::Position(), overlay));
  Compare(now, with, credit);
  return credit;
}

absl::StatusOr<v1::Plan> PlanNow(const v1::FeedbackRecord& record,
                                 const std::string& agent,
                                 const v1::Position* as_of, Session& session) {
  auto request = MakeRequest<v1::ComposePlanRequest>(session);
  request.set_agent(agent);
  v1::Query& query = *request.mutable_query();
  query.set_text(record.exchange().question());
  query.set_user(record.giver());
  *query.mutable_labels() = record.exchange().labels();
  query.set_what_if(true);
  if (as_of != nullptr) *query.mutable_as_of() = *as_of;
  ALHF_ASSIGN_OR_RETURN(v1::ComposePlanResponse response,
                        session.client.ComposePlan(request));
  return std::move(*response.mutable_plan());
}

// A lesson that does not apply may never have done: then nothing was lost.
absl::Status LookBack(const v1::FeedbackStatus& status,
                      const v1::Lesson& lesson, VerifiedLesson& verified,
                      Session& session) {
  v1::Position learned = lesson.position();
  learned.set_sequence(lesson.learned_sequence());
  const v1::FeedbackRecord& record = status.record();
  const auto then = PlanNow(record, record.agent(), &learned, session);
  // That past may be gone: then what is seen today counts.
  if (absl::IsFailedPrecondition(then.status())) return absl::OkStatus();
  ALHF_RETURN_IF_ERROR(then.status());
  if (VerdictOf(lesson, *then).verdict() == LOST) {
    verified.set_verdict(NEVER_APPLIED);
  }
  return absl::OkStatus();
}

// By agent: a lesson may have been moved to another than it was said to.
using Plans = std::map<std::string, absl::StatusOr<v1::Plan>>;

absl::StatusOr<VerifiedLesson> Verify(const v1::FeedbackStatus& status,
                                      const v1::Lesson& lesson, Plans& plans,
                                      Session& session) {
  const v1::FeedbackRecord& record = status.record();
  const std::string& agent =
      lesson.scope().agent().empty() ? record.agent() : lesson.scope().agent();
  auto found = plans.find(agent);
  if (found == plans.end()) {
    found =
        plans.emplace(agent, PlanNow(record, agent, nullptr, session)).first;
  }
  const absl::StatusOr<v1::Plan>& plan = found->second;
  if (ReasonOf(plan.status()) == Reason::AGENT_NOT_FOUND) {
    VerifiedLesson verified = VerdictOf(lesson, v1::Plan());
    verified.set_verdict(UNKNOWN);
    verified.set_detail(std::string(plan.status().message()));
    return verified;
  }
  ALHF_RETURN_IF_ERROR(plan.status());
  VerifiedLesson verified = VerdictOf(lesson, *plan);
  if (verified.verdict() == LOST) {
    ALHF_RETURN_IF_ERROR(LookBack(status, lesson, verified, session));
  }
  return verified;
}

absl::Status VerifyRecord(const v1::FeedbackStatus& status,
                          VerifyReport& report, Session& session) {
  const auto lessons = LessonsToVerify(status, session.clock.Now());
  if (lessons.empty()) {
    report.set_records_without(report.records_without() + 1);
    return absl::OkStatus();
  }
  Plans plans;
  for (const v1::Lesson* lesson : lessons) {
    ALHF_ASSIGN_OR_RETURN(VerifiedLesson verified,
                          Verify(status, *lesson, plans, session));
    verified.set_record_id(status.record().id());
    verified.set_question(status.record().exchange().question());
    *report.add_lessons() = std::move(verified);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<v1::Lesson>> LessonsInForce(Session& session) {
  auto request = MakeRequest<v1::ListLessonsRequest>(session);
  request.add_states(v1::LESSON_ACTIVE);
  const auto pages = ReadLessons(request, All(), session);
  ALHF_RETURN_IF_ERROR(pages.status());
  return std::vector<v1::Lesson>(pages->lessons().begin(),
                                 pages->lessons().end());
}

}  // namespace

CommandResult Run(const WhyCommand& command, Session& session) {
  ALHF_ASSIGN_OR_RETURN(const std::string id,
                        session.FindExchange(command.exchange));
  ALHF_ASSIGN_OR_RETURN(const v1::Exchange exchange, GetExchange(id, session));
  ALHF_ASSIGN_OR_RETURN(const auto lessons,
                        Choose(AppliedIn(exchange), command.without, exchange));
  WhyReport report;
  report.set_exchange_id(exchange.id());
  report.set_question(exchange.question());
  if (!lessons.empty()) {
    // Not the recorded answer: the data may have changed since.
    const v1::Position& then = exchange.plan().position();
    ALHF_ASSIGN_OR_RETURN(const v1::Exchange with,
                          session.AskAgain(exchange, then, v1::Overlay()));
    for (const v1::AdjustmentItem& item : lessons) {
      v1::Overlay overlay;
      overlay.add_without(item.lesson_id());
      ALHF_ASSIGN_OR_RETURN(const v1::Exchange without,
                            session.AskAgain(exchange, then, overlay));
      LessonEffect& effect = *report.add_lessons();
      effect.set_lesson_id(item.lesson_id());
      effect.set_component(item.component());
      effect.set_text(item.text());
      Compare(with, without, effect);
    }
  }
  ALHF_RETURN_IF_ERROR(session.Print(report, [&] {
    return RenderWhy(report, !command.without.empty(), session.out_style);
  }));
  return ExitCode::kOk;
}

CommandResult Run(const CreditCommand& command, Session& session) {
  ALHF_ASSIGN_OR_RETURN(const std::string text, session.ReadText(command.text));
  ALHF_ASSIGN_OR_RETURN(const std::string id,
                        session.FindExchange(command.exchange));
  ALHF_ASSIGN_OR_RETURN(const v1::Exchange exchange, GetExchange(id, session));
  auto of_agent = MakeRequest<v1::ListComponentsRequest>(session);
  of_agent.set_agent(exchange.agent());
  ALHF_ASSIGN_OR_RETURN(const v1::ListComponentsResponse members,
                        session.client.ListComponents(of_agent));
  ALHF_ASSIGN_OR_RETURN(const v1::PreviewFeedbackResponse preview,
                        PreviewOfAll(text, exchange, members, session));
  // Not the recorded answer: the data may have changed since.
  ALHF_ASSIGN_OR_RETURN(
      const v1::Exchange now,
      session.AskAgain(exchange, v1::Position(), v1::Overlay()));
  CreditReport report;
  report.set_exchange_id(exchange.id());
  report.set_question(exchange.question());
  for (const v1::ComponentStatus& member : members.components()) {
    ALHF_ASSIGN_OR_RETURN(
        *report.add_components(),
        CreditOf(member.manifest().name(), preview, exchange, now, session));
  }
  ALHF_RETURN_IF_ERROR(session.Print(report, [&] {
    return RenderCredit(report, command.answers, session.out_style);
  }));
  return ExitCode::kOk;
}

CommandResult Run(const VerifyCommand& command, Session& session) {
  const auto pages = ReadRecords(MakeRequest<v1::ListFeedbackRequest>(session),
                                 All(), session);
  ALHF_ASSIGN_OR_RETURN(const v1::ListFeedbackResponse records, pages);
  VerifyReport report;
  for (const v1::FeedbackStatus& status : records.records()) {
    ALHF_RETURN_IF_ERROR(VerifyRecord(status, report, session));
  }
  if (!command.junit.empty()) {
    ALHF_RETURN_IF_ERROR(WriteFile(command.junit, JUnitXml(report)));
  }
  ALHF_RETURN_IF_ERROR(session.Print(report, [&] {
    return RenderVerification(report, command.all, session.out_style);
  }));
  const bool fails = std::any_of(
      report.lessons().begin(), report.lessons().end(),
      [](const VerifiedLesson& lesson) {
        return lesson.verdict() == LOST || lesson.verdict() == UNKNOWN;
      });
  return fails ? ExitCode::kRefused : ExitCode::kOk;
}

CommandResult Run(const AuditLessonsCommand& command, Session& session) {
  ALHF_ASSIGN_OR_RETURN(std::vector<v1::Lesson> lessons,
                        LessonsInForce(session));
  LessonAudit audit(std::move(lessons), session.clock.Now());
  const auto pages =
      ReadExchanges(MakeRequest<v1::ListExchangesRequest>(session),
                    {command.exchanges, ""}, session);
  ALHF_ASSIGN_OR_RETURN(const v1::ListExchangesResponse exchanges, pages);
  for (const v1::Exchange& listed : exchanges.exchanges()) {
    ALHF_ASSIGN_OR_RETURN(const v1::Exchange exchange,
                          GetExchange(listed.id(), session));
    audit.Count(exchange);
  }
  const AuditReport report = audit.Take();
  ALHF_RETURN_IF_ERROR(session.Print(
      report, [&] { return RenderAudit(report, session.out_style); }));
  return ExitCode::kOk;
}

}  // namespace alhf::cli
