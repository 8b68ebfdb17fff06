#include "tests/conformance/trial.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "base/text.h"
#include "tests/conformance/changes.h"
#include "tests/conformance/verdict.h"

namespace alhf::conformance {
namespace {

// Nobody's matter; the last has nothing that could be a word.
constexpr const char* kOthersMatters[] = {"Thank you, that was helpful!",
                                          "qwrtz xkcd plokm", "?!"};

// Sentences with characters of more than one byte, at both ends and within.
std::string WithWideCharacters(const std::string& text) {
  return absl::StrCat("“", text, "” – naïve, été 日本");
}

}  // namespace

Trial::Trial(RemoteComponent* component, v1::Manifest manifest,
             std::vector<std::string> records, absl::BitGenRef random)
    : component_(component),
      manifest_(std::move(manifest)),
      random_(random),
      in_scope_(std::move(records)) {
  const auto& examples = manifest_.examples_in_scope();
  in_scope_.insert(in_scope_.end(), examples.begin(), examples.end());
  in_scope_.insert(in_scope_.end(), manifest_.owns().begin(),
                   manifest_.owns().end());
  if (in_scope_.empty())
    in_scope_.push_back("Please always keep this in mind.");
}

TrialTenant Trial::NewTenant() {
  tenants_.emplace_back(component_, RandomId("conformance-", random_),
                        RandomId("log-", random_));
  return tenants_.back();
}

std::string Trial::NewWord() { return RandomId("word", random_); }

const Trial::Understood& Trial::Learnable() {
  if (learnable_.has_value()) return *learnable_;
  const TrialTenant tenant = NewTenant();
  for (const std::string& text : in_scope_) {
    const auto assessment =
        tenant.Assess(Record(text), /*assume_in_scope=*/true);
    if (!assessment.ok()) continue;
    for (const v1::Proposal& proposal : assessment->proposals()) {
      if (proposal.effect() == v1::EFFECT_NOT_UNDERSTOOD) continue;
      return learnable_.emplace(Understood{text, proposal});
    }
  }
  v1::Proposal plain;
  plain.set_understood_as(in_scope_.front());
  plain.set_effect(v1::EFFECT_GUIDANCE_ONLY);
  plain.mutable_scope()->set_breadth(v1::BREADTH_TOPIC);
  return learnable_.emplace(Understood{in_scope_.front(), plain});
}

v1::Lesson Trial::NewLesson(const TrialTenant& tenant) {
  const auto& [text, proposal] = Learnable();
  v1::Lesson lesson;
  lesson.set_id(absl::StrCat(RandomId("l-", random_), "-", ++lessons_));
  lesson.set_tenant(tenant.name());
  lesson.set_component(manifest_.name());
  lesson.set_text(text);
  lesson.set_understood_as(proposal.understood_as());
  *lesson.mutable_scope() = proposal.scope();
  lesson.mutable_scope()->set_tenant(tenant.name());
  if (proposal.has_directive()) {
    *lesson.mutable_directive() = proposal.directive();
  }
  lesson.set_effect(proposal.effect() == v1::EFFECT_UNSPECIFIED
                        ? v1::EFFECT_GUIDANCE_ONLY
                        : proposal.effect());
  lesson.set_conflict_key(proposal.conflict_key());
  lesson.set_state(v1::LESSON_ACTIVE);
  const v1::FeedbackRecord record = Record(text);
  v1::Source& source = *lesson.add_sources();
  source.set_record_id(record.id());
  source.set_question(record.exchange().question());
  lesson.set_giver(record.giver());
  lesson.set_giver_role(record.giver_role());
  return lesson;
}

absl::StatusOr<std::vector<Assessed>> Trial::Assessments() {
  if (assessments_.has_value()) return *assessments_;
  std::vector<std::string> texts = in_scope_;
  for (const std::string& text : in_scope_) {
    texts.push_back(WithWideCharacters(text));
  }
  const auto& others = manifest_.examples_out_of_scope();
  texts.insert(texts.end(), others.begin(), others.end());
  texts.insert(texts.end(), std::begin(kOthersMatters),
               std::end(kOthersMatters));
  const TrialTenant tenant = NewTenant();
  std::vector<Assessed> assessments;
  for (const std::string& text : texts) {
    for (const bool assumed : {false, true}) {
      auto assessment = tenant.Assess(Record(text), assumed);
      if (!assessment.ok()) {
        return Mismatch(absl::StrCat("an assessment of \"", text, "\"",
                                     assumed ? ", assumed in scope" : ""),
                        Describe(assessment.status()));
      }
      assessments.push_back({text, assumed, *std::move(assessment)});
    }
  }
  return assessments_.emplace(std::move(assessments));
}

std::vector<std::string> Trial::EmptyTenants() {
  std::vector<std::string> left;
  for (const TrialTenant& tenant : std::exchange(tenants_, {})) {
    if (const absl::Status status = tenant.Empty(); !status.ok()) {
      left.push_back(absl::StrCat(tenant.name(), ": ", Describe(status)));
    }
  }
  return left;
}

}  // namespace alhf::conformance
