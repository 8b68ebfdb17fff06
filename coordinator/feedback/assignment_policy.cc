#include "coordinator/feedback/assignment_policy.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "coordinator/feedback/time_limits.h"
#include "core/lessons/apply_change.h"

namespace alhf::coordinator {
namespace {

using storage::v1::ComponentChange;
using storage::v1::Payload;

constexpr double kClaimThreshold = 0.5;
constexpr double kUnsureThreshold = 0.3;

double ClaimThreshold(const v1::Assessment& assessment) {
  return assessment.claim_threshold() > 0 ? assessment.claim_threshold()
                                          : kClaimThreshold;
}

double UnsureThreshold(const v1::Assessment& assessment) {
  return assessment.unsure_threshold() > 0 ? assessment.unsure_threshold()
                                           : kUnsureThreshold;
}

bool Claims(const v1::Assessment& assessment) {
  return assessment.score() >= ClaimThreshold(assessment);
}

bool IsUnsure(const v1::Assessment& assessment) {
  return !Claims(assessment) &&
         assessment.score() >= UnsureThreshold(assessment);
}

// A member changes only what is his own.
bool MayChange(const v1::FeedbackRecord& record, const v1::Lesson& lesson) {
  return record.giver_role() == v1::ROLE_EXPERT ||
         lesson.scope().user() == record.giver();
}

bool IsLate(const AssignmentInput& input) {
  return input.now - FromProto(input.record.time()) > input.late_claim;
}

v1::LessonState StateOf(const AssignmentInput& input, v1::Effect effect) {
  if (effect == v1::EFFECT_NOT_UNDERSTOOD ||
      input.activation == v1::ACTIVATION_HOLD || IsLate(input)) {
    return v1::LESSON_HELD;
  }
  return input.activation == v1::ACTIVATION_SHADOW ? v1::LESSON_SHADOW
                                                   : v1::LESSON_ACTIVE;
}

// A claim without a proposal loses nothing: the words wait for a person.
std::vector<v1::Proposal> ProposalsOf(const v1::Assessment& assessment) {
  std::vector<v1::Proposal> proposals(assessment.proposals().begin(),
                                      assessment.proposals().end());
  if (proposals.empty()) {
    proposals.emplace_back().set_effect(v1::EFFECT_NOT_UNDERSTOOD);
  }
  return proposals;
}

// Collects one revision of an assignment.
class Revision {
 public:
  explicit Revision(const AssignmentInput& input) : input_(input) {
    assignment() = input.previous;
    assignment().set_record_id(input.record.id());
    assignment().set_revision(input.previous.revision() + 1);
    for (const auto& part : input.previous.parts()) {
      lessons_so_far_ += part.lesson_ids_size();
    }
  }

  // Adds who was asked, and who of them did not answer.
  void AddAsked() {
    std::set<std::string> assessed(assignment().assessed().begin(),
                                   assignment().assessed().end());
    std::map<std::string, std::string> missing;
    for (const auto& each : assignment().missing()) {
      missing[each.component()] = each.reason();
    }
    for (const auto& each : input_.missing) {
      missing[each.component()] = each.reason();
    }
    for (const auto& each : input_.assessments) {
      assessed.insert(each.component());
      missing.erase(each.component());
    }
    assignment().clear_assessed();
    for (const std::string& each : assessed) assignment().add_assessed(each);
    assignment().clear_missing();
    for (const auto& [component, reason] : missing) {
      auto* entry = assignment().add_missing();
      entry->set_component(component);
      entry->set_reason(reason);
    }
  }

  // Lists who was unsure, the one nearest to its own threshold first.
  void AddUnsure() {
    std::map<std::string, v1::Assessment> newest = input_.known;
    for (const auto& each : input_.assessments) newest[each.component()] = each;
    std::vector<std::pair<double, std::string>> unsure;
    for (const auto& [component, assessment] : newest) {
      if (!IsUnsure(assessment) || IsNamed(input_.record, component)) continue;
      unsure.emplace_back(ClaimThreshold(assessment) - assessment.score(),
                          component);
    }
    std::sort(unsure.begin(), unsure.end());
    assignment().clear_unsure();
    for (const auto& [distance, component] : unsure) {
      assignment().add_unsure(component);
    }
  }

  // Adds what the component of `assessment` learns.
  void AddClaim(const v1::Assessment& assessment) {
    v1::Assignment::Part& part = *assignment().add_parts();
    part.set_component(assessment.component());
    part.set_score(assessment.score());
    part.set_reason(assessment.reason());
    part.set_held(IsLate(input_));
    for (const v1::Proposal& proposal : ProposalsOf(assessment)) {
      v1::Lesson lesson =
          LessonFrom(input_.record, assessment.component(), proposal);
      lesson.set_id(absl::StrCat("l-", SuffixOf(input_.record.id()), "-",
                                 ++lessons_so_far_));
      lesson.set_state(StateOf(input_, lesson.effect()));
      *lesson.mutable_create_time() = ToProto(input_.now);
      part.add_lesson_ids(lesson.id());
      *AddChange(lesson.component()).mutable_learn()->mutable_lesson() =
          std::move(lesson);
    }
  }

  // Adds the question to each lesson that a person said did not apply.
  void AddCounterexamples() {
    for (const v1::Lesson& lesson : input_.about) {
      if (lesson.state() == v1::LESSON_ERASED ||
          !MayChange(input_.record, lesson)) {
        continue;
      }
      auto& change =
          *AddChange(lesson.component()).mutable_add_counterexample();
      change.set_lesson_id(lesson.id());
      v1::Counterexample& example = *change.mutable_counterexample();
      example.set_text(input_.record.exchange().question());
      example.set_exchange_id(input_.record.exchange().id());
      PartOf(lesson.component(), "a person said that it did not apply here")
          .add_lesson_ids(lesson.id());
    }
  }

  // Retires the lessons that were learned by the wrong component.
  void AddReassigned() {
    for (const v1::Lesson& lesson : input_.about) {
      if (IsNamed(input_.record, lesson.component()) ||
          !core::IsLive(lesson.state()) || !MayChange(input_.record, lesson)) {
        continue;
      }
      auto& retire = *AddChange(lesson.component()).mutable_retire();
      retire.set_lesson_id(lesson.id());
      retire.set_reason(v1::RETIRE_REASSIGNED);
      retire.set_note(absl::StrCat("reassigned by ", input_.record.id()));
    }
  }

  Payload::Assigned Take() { return std::move(assigned_); }

 private:
  v1::Assignment& assignment() { return *assigned_.mutable_assignment(); }

  v1::Assignment::Part& PartOf(const std::string& component,
                               absl::string_view reason) {
    for (auto& part : *assignment().mutable_parts()) {
      if (part.component() == component) return part;
    }
    v1::Assignment::Part& part = *assignment().add_parts();
    part.set_component(component);
    part.set_reason(std::string(reason));
    return part;
  }

  v1::Change& AddChange(const std::string& component) {
    ComponentChange& change = *assigned_.add_changes();
    change.set_component(component);
    return *change.mutable_change();
  }

  const AssignmentInput& input_;
  Payload::Assigned assigned_;
  int lessons_so_far_ = 0;
};

// The words of `span`, or all of `text` where the span is none of it.
std::string WordsOf(const std::string& text, const v1::Span& span) {
  if (span.begin() >= span.end() || span.end() > text.size()) return text;
  const std::string words =
      text.substr(span.begin(), span.end() - span.begin());
  return IsUtf8(words) ? words : text;
}

}  // namespace

bool IsNamed(const v1::FeedbackRecord& record, absl::string_view component) {
  const auto& named = record.assign_to();
  return std::find(named.begin(), named.end(), component) != named.end();
}

bool IsAsked(const v1::FeedbackRecord& record, absl::string_view component) {
  switch (record.kind()) {
    case v1::RECORD_THUMB:
    case v1::RECORD_MISAPPLIED:
      return false;
    case v1::RECORD_REASSIGN:
      return IsNamed(record, component);
    default:
      return true;
  }
}

absl::string_view SuffixOf(absl::string_view record_id) {
  const size_t dash = record_id.find('-');
  return dash == absl::string_view::npos ? record_id
                                         : record_id.substr(dash + 1);
}

v1::Lesson LessonFrom(const v1::FeedbackRecord& record,
                      absl::string_view component,
                      const v1::Proposal& proposal) {
  v1::Lesson lesson;
  lesson.set_tenant(record.tenant());
  lesson.set_component(std::string(component));
  lesson.set_text(WordsOf(record.text(), proposal.span()));
  lesson.set_understood_as(proposal.understood_as());
  *lesson.mutable_scope() = proposal.scope();
  lesson.mutable_scope()->set_tenant(record.tenant());
  lesson.mutable_scope()->set_agent(record.agent());
  if (record.giver_role() != v1::ROLE_EXPERT) {
    lesson.mutable_scope()->set_user(record.giver());
  }
  LimitTime(record, proposal.span(), *lesson.mutable_scope());
  if (proposal.has_directive()) {
    *lesson.mutable_directive() = proposal.directive();
  }
  lesson.set_effect(proposal.effect() == v1::EFFECT_UNSPECIFIED
                        ? v1::EFFECT_NOT_UNDERSTOOD
                        : proposal.effect());
  lesson.set_conflict_key(proposal.conflict_key());
  v1::Source& source = *lesson.add_sources();
  source.set_record_id(record.id());
  if (proposal.has_span()) *source.mutable_span() = proposal.span();
  source.set_question(record.exchange().question());
  source.set_assigned(IsNamed(record, component));
  lesson.set_giver(record.giver());
  lesson.set_giver_role(record.giver_role());
  return lesson;
}

storage::v1::Payload::Assigned Assign(const AssignmentInput& input) {
  Revision revision(input);
  revision.AddAsked();
  revision.AddUnsure();
  for (const v1::Assessment& assessment : input.assessments) {
    if (Claims(assessment) || IsNamed(input.record, assessment.component())) {
      revision.AddClaim(assessment);
    }
  }
  if (input.previous.revision() == 0) {
    if (input.record.kind() == v1::RECORD_MISAPPLIED) {
      revision.AddCounterexamples();
    }
    if (input.record.kind() == v1::RECORD_REASSIGN) revision.AddReassigned();
  }
  return revision.Take();
}

}  // namespace alhf::coordinator
