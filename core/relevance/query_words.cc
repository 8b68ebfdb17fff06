#include "core/relevance/query_words.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <utility>

#include "core/relevance/wish.h"

namespace alhf::core {
namespace {

constexpr double kBackground = 30;
constexpr double kUnit = 1 << 20;
constexpr size_t kMaxKnownWeights = 4096;
// A word is rare that one lesson has, or one in so many.
constexpr size_t kRareShare = 50;

void Append(std::vector<std::string>& to,
            const std::vector<std::string>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

bool Contains(const Terms& terms, LexicalIndex::TermId term) {
  return std::binary_search(terms.begin(), terms.end(), term);
}

double Ratio(int64_t part, int64_t whole) {
  return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

}  // namespace

LessonWords::LessonWords(const v1::Lesson& lesson)
    : understood(lesson.has_directive() &&
                 lesson.effect() == v1::EFFECT_ENFORCED) {
  const v1::Scope& scope = lesson.scope();
  const Analysis analysed = Analyze(lesson.text());
  whose = BeneficiariesOf(analysed);
  wish = StatesWish(analysed);
  text_stems_ = analysed.content_stems;
  Append(text_stems_, Analyze(scope.topic()).content_stems);
  for (const std::string& phrase : scope.triggers()) {
    Append(text_stems_, Analyze(phrase).content_stems);
    triggers.emplace_back(phrase);
  }
  names_topic = understood && !triggers.empty();
  kind = KindOf(analysed, lesson.text(), !triggers.empty());
  for (const v1::Source& source : lesson.sources()) {
    if (source.question().empty()) continue;
    const Analysis question = Analyze(source.question());
    whose |= BeneficiariesOf(question);
    question_stems_.push_back(question.content_stems);
  }
  for (const v1::Counterexample& example : scope.counterexamples()) {
    counterexamples.push_back(Analyze(example.text()).content_stems);
  }
}

std::vector<std::string> LessonWords::AllStems() const {
  std::vector<std::string> all = text_stems_;
  for (const auto& question : question_stems_) Append(all, question);
  return all;
}

void LessonWords::Resolve(const LexicalIndex& index) {
  text = index.TermsOf(std::exchange(text_stems_, {}));
  for (const auto& question : std::exchange(question_stems_, {})) {
    questions.push_back(index.TermsOf(question));
  }
}

const Trigger* LessonWords::FiringTrigger(const Analysis& query) const {
  const Trigger* longest = nullptr;
  for (const Trigger& trigger : triggers) {
    const bool longer =
        longest == nullptr || trigger.stems().size() > longest->stems().size();
    if (longer && trigger.FiresIn(query)) longest = &trigger;
  }
  return longest;
}

QueryWords::QueryWords(const Analysis& query, const LexicalIndex& index)
    : query_(query),
      whose_(BeneficiariesOf(query)),
      asks_for_advice_(AsksForAdvice(query)),
      index_(index),
      stems_(query.content_stems),
      known_weights_(std::min(index.size() + 1, kMaxKnownWeights), -1) {
  std::sort(stems_.begin(), stems_.end());
  stems_.erase(std::unique(stems_.begin(), stems_.end()), stems_.end());
  terms_ = index_.TermsOf(stems_);
  for (const auto term : terms_) {
    weights_.push_back(WeightOf(index_.Frequency(term)));
    mass_ += weights_.back();
  }
  mass_ += static_cast<Mass>(stems_.size() - terms_.size()) * WeightOf(0);
}

QueryWords::Mass QueryWords::WeightOf(size_t frequency) {
  const bool known = frequency < known_weights_.size();
  if (known && known_weights_[frequency] >= 0) return known_weights_[frequency];
  const auto n = static_cast<double>(frequency);
  const double documents = static_cast<double>(index_.size()) + kBackground;
  const Mass weight =
      std::llround(kUnit * std::log1p((documents - n + 0.5) / (n + 0.5)));
  if (known) known_weights_[frequency] = weight;
  return weight;
}

QueryWords::Mass QueryWords::MassOf(const Terms& terms) {
  Mass mass = 0;
  for (const auto term : terms) mass += WeightOf(index_.Frequency(term));
  return mass;
}

// Marks in shared_ what it finds.
QueryWords::Mass QueryWords::SharedWith(const Terms& terms) {
  Mass shared = 0;
  for (size_t i = 0; i < terms_.size(); ++i) {
    if (!Contains(terms, terms_[i])) continue;
    shared += weights_[i];
    shared_[i] = true;
  }
  return shared;
}

double QueryWords::NearnessTo(const std::vector<std::string>& stems) {
  const std::set<absl::string_view> distinct(stems.begin(), stems.end());
  Mass shared = 0;
  Mass mass = mass_;
  for (const absl::string_view stem : distinct) {
    const Mass weight = WeightOf(index_.Frequency(stem));
    mass += weight;
    if (std::binary_search(stems_.begin(), stems_.end(), stem)) {
      shared += weight;
    }
  }
  return Ratio(2 * shared, mass);
}

bool QueryWords::IsTelling(const Trigger& trigger) const {
  if (trigger.telling()) return true;
  const size_t rare = std::max<size_t>(1, index_.size() / kRareShare);
  return trigger.IsNameIn(query_) || index_.Frequency(trigger.key()) <= rare;
}

void QueryWords::AddTrigger(const LessonWords& lesson,
                            Evidence& evidence) const {
  const Trigger* trigger = lesson.FiringTrigger(query_);
  evidence.topic_unsaid = trigger == nullptr && lesson.names_topic;
  if (trigger == nullptr) return;
  if (trigger->generic() && !lesson.understood) return;
  evidence.trigger = trigger->phrase();
  evidence.trigger_telling = lesson.understood || IsTelling(*trigger);
}

Evidence QueryWords::EvidenceFor(const LessonWords& lesson) {
  Evidence evidence;
  AddTrigger(lesson, evidence);
  evidence.has_trigger = !lesson.triggers.empty();
  evidence.understood = lesson.understood;
  evidence.kind = lesson.kind;
  evidence.for_another = (whose_ & ~lesson.whose) != 0;
  evidence.wish_asked = asks_for_advice_ && lesson.wish;
  evidence.of_another = (lesson.whose & ~whose_) != 0;
  for (const auto& example : lesson.counterexamples) {
    evidence.counterexample =
        std::max(evidence.counterexample, NearnessTo(example));
  }
  shared_.assign(terms_.size(), false);
  if (const Mass in_text = SharedWith(lesson.text); in_text > 0) {
    evidence.query_overlap = Ratio(in_text, mass_);
    evidence.lesson_overlap = Ratio(in_text, MassOf(lesson.text));
  }
  for (const Terms& question : lesson.questions) {
    const Mass in_question = SharedWith(question);
    if (in_question == 0) continue;
    evidence.question_overlap =
        std::max(evidence.question_overlap,
                 Ratio(2 * in_question, mass_ + MassOf(question)));
  }
  Mass shared = 0;
  for (size_t i = 0; i < terms_.size(); ++i) {
    if (shared_[i]) shared += weights_[i];
  }
  evidence.shared_mass = Ratio(shared, WeightOf(0));
  return evidence;
}

}  // namespace alhf::core
