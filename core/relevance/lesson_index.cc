#include "core/relevance/lesson_index.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/relevance/trigger.h"

namespace alhf::core {
namespace {

// Lessons by words that are looked at; the others cannot come out on top.
constexpr size_t kMaxByWords = 256;
constexpr size_t kMaxScored = 1000;
// Rarity is judged as if so many lessons of other words were there too: in a
// small memory every word is rare, and none says much.
constexpr double kBackground = 30;

bool IsRecallable(const v1::Lesson& lesson) {
  const bool in_force = lesson.state() == v1::LESSON_ACTIVE ||
                        lesson.state() == v1::LESSON_SHADOW;
  return in_force && lesson.effect() != v1::EFFECT_NOT_UNDERSTOOD;
}

void Append(std::vector<std::string>& to, std::vector<std::string> from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()),
            std::make_move_iterator(from.end()));
}

bool IsForeign(const std::string& gate) {
  return gate == "user" || gate == "agent";
}

}  // namespace

struct LessonIndex::Indexed {
  v1::Lesson lesson;
  Terms text;                    // of text, topic and triggers
  std::vector<Terms> questions;  // that it was given on
  std::vector<Trigger> triggers;
  std::vector<std::vector<std::string>> counterexamples;  // stems
};

struct LessonIndex::PreparedQuery {
  const Analysis* analysis = nullptr;
  std::vector<std::string> stems;  // distinct, sorted
  Terms terms;                     // those the index knows
  double mass = 0;                 // of all stems
};

// What a look at a lesson found.
struct LessonIndex::Looked {
  const v1::Lesson* lesson = nullptr;
  std::string gate;
  Score score;
};

LessonIndex::LessonIndex(const Scorer* scorer) : scorer_(scorer) {}
LessonIndex::~LessonIndex() = default;

size_t LessonIndex::size() const { return ids_.size(); }

void LessonIndex::IndexTriggers(DocumentId document, bool add) {
  for (const Trigger& trigger : lessons_[document]->triggers) {
    if (trigger.stems().empty()) continue;
    const std::string& first = trigger.stems().front();
    if (add) {
      by_trigger_[first].insert(document);
    } else if (const auto found = by_trigger_.find(first);
               found != by_trigger_.end()) {
      found->second.erase(document);
      if (found->second.empty()) by_trigger_.erase(found);
    }
  }
}

void LessonIndex::Put(const v1::Lesson& lesson) {
  Remove(lesson.id());
  if (!IsRecallable(lesson)) return;
  auto indexed = std::make_unique<Indexed>();
  indexed->lesson = lesson;
  const v1::Scope& scope = lesson.scope();
  std::vector<std::string> text = Analyze(lesson.text()).content_stems;
  Append(text, Analyze(scope.topic()).content_stems);
  for (const std::string& trigger : scope.triggers()) {
    indexed->triggers.emplace_back(trigger);
    Append(text, indexed->triggers.back().stems());
  }
  std::vector<std::vector<std::string>> questions;
  for (const v1::Source& source : lesson.sources()) {
    if (source.question().empty()) continue;
    questions.push_back(Analyze(source.question()).content_stems);
  }
  for (const v1::Counterexample& example : scope.counterexamples()) {
    indexed->counterexamples.push_back(Analyze(example.text()).content_stems);
  }

  DocumentId document = static_cast<DocumentId>(lessons_.size());
  if (free_.empty()) {
    lessons_.emplace_back();
  } else {
    document = free_.back();
    free_.pop_back();
  }
  std::vector<std::string> all = text;
  for (const auto& question : questions) Append(all, question);
  lexical_.Put(document, all);
  indexed->text = lexical_.TermsOf(text);
  for (const auto& question : questions) {
    indexed->questions.push_back(lexical_.TermsOf(question));
  }
  lessons_[document] = std::move(indexed);
  ids_.emplace(lesson.id(), document);
  if (scope.breadth() == v1::BREADTH_COMPONENT) {
    component_wide_.insert(document);
  }
  IndexTriggers(document, /*add=*/true);
}

void LessonIndex::Remove(absl::string_view lesson_id) {
  const auto found = ids_.find(lesson_id);
  if (found == ids_.end()) return;
  const DocumentId document = found->second;
  ids_.erase(found);
  IndexTriggers(document, /*add=*/false);
  component_wide_.erase(document);
  lexical_.Remove(document);
  lessons_[document].reset();
  free_.push_back(document);
}

double LessonIndex::WeightOf(size_t frequency) const {
  const auto n = static_cast<double>(frequency);
  return std::log1p((static_cast<double>(size()) + kBackground - n + 0.5) /
                    (n + 0.5));
}

double LessonIndex::MassOf(const Terms& terms) const {
  double mass = 0;
  for (const auto term : terms) mass += WeightOf(lexical_.Frequency(term));
  return mass;
}

double LessonIndex::SharedMass(const Terms& a, const Terms& b) const {
  Terms shared;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(),
                        std::back_inserter(shared));
  return MassOf(shared);
}

double LessonIndex::Nearness(const std::vector<std::string>& text,
                             const PreparedQuery& query) const {
  const std::set<absl::string_view> stems(text.begin(), text.end());
  double shared = 0;
  double mass = query.mass;
  for (const absl::string_view stem : stems) {
    const double weight = WeightOf(lexical_.Frequency(stem));
    mass += weight;
    if (std::binary_search(query.stems.begin(), query.stems.end(), stem)) {
      shared += weight;
    }
  }
  return mass > 0 ? 2 * shared / mass : 0;
}

LessonIndex::PreparedQuery LessonIndex::Prepare(const Analysis& query) const {
  PreparedQuery prepared;
  prepared.analysis = &query;
  prepared.stems = query.content_stems;
  std::sort(prepared.stems.begin(), prepared.stems.end());
  prepared.stems.erase(
      std::unique(prepared.stems.begin(), prepared.stems.end()),
      prepared.stems.end());
  prepared.terms = lexical_.TermsOf(prepared.stems);
  const auto unknown = prepared.stems.size() - prepared.terms.size();
  prepared.mass =
      MassOf(prepared.terms) + static_cast<double>(unknown) * WeightOf(0);
  return prepared;
}

std::vector<LessonIndex::DocumentId> LessonIndex::Candidates(
    const PreparedQuery& query) const {
  std::vector<DocumentId> candidates(component_wide_.begin(),
                                     component_wide_.end());
  for (const auto& match : lexical_.Search(query.stems, kMaxByWords)) {
    candidates.push_back(match.document);
  }
  for (const std::string& stem : query.stems) {
    const auto found = by_trigger_.find(stem);
    if (found == by_trigger_.end()) continue;
    candidates.insert(candidates.end(), found->second.begin(),
                      found->second.end());
  }
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()),
                   candidates.end());
  return candidates;
}

std::vector<LessonIndex::DocumentId> LessonIndex::AskedFor(
    const RecallOptions& options) const {
  std::set<DocumentId> asked;
  if (options.mode == v1::RECALL_ALL) {
    for (const auto& [id, document] : ids_) asked.insert(document);
  }
  if (options.mode == v1::RECALL_LISTED) {
    for (const std::string& id : options.listed) {
      const auto found = ids_.find(id);
      if (found != ids_.end()) asked.insert(found->second);
    }
  }
  return {asked.begin(), asked.end()};
}

void LessonIndex::AddTriggerEvidence(const Indexed& lesson,
                                     const PreparedQuery& query,
                                     Evidence& evidence) const {
  evidence.has_trigger = !lesson.triggers.empty();
  for (const Trigger& trigger : lesson.triggers) {
    evidence.trigger_coverage = std::max(evidence.trigger_coverage,
                                         trigger.CoverageIn(*query.analysis));
    const auto words = static_cast<double>(trigger.stems().size());
    if (words <= evidence.trigger_words || !trigger.FiresIn(*query.analysis)) {
      continue;
    }
    evidence.trigger_fires = true;
    evidence.trigger = trigger.phrase();
    evidence.trigger_words = words;
    evidence.trigger_telling =
        trigger.telling() || lexical_.Frequency(trigger.stems()[0]) <= 1;
  }
}

Evidence LessonIndex::EvidenceOf(const Indexed& lesson,
                                 const PreparedQuery& query) const {
  Evidence evidence;
  AddTriggerEvidence(lesson, query, evidence);
  Terms shared;
  std::set_intersection(lesson.text.begin(), lesson.text.end(),
                        query.terms.begin(), query.terms.end(),
                        std::back_inserter(shared));
  const double shared_mass = MassOf(shared);
  if (shared_mass > 0) {
    evidence.query_overlap = shared_mass / query.mass;
    evidence.lesson_overlap = shared_mass / MassOf(lesson.text);
  }
  for (const Terms& question : lesson.questions) {
    const double mass = SharedMass(question, query.terms);
    if (mass > 0) {
      evidence.question_overlap =
          std::max(evidence.question_overlap,
                   2 * mass / (query.mass + MassOf(question)));
    }
    std::set_intersection(question.begin(), question.end(), query.terms.begin(),
                          query.terms.end(), std::back_inserter(shared));
  }
  std::sort(shared.begin(), shared.end());
  evidence.shared_words = static_cast<int>(
      std::unique(shared.begin(), shared.end()) - shared.begin());
  for (const auto& example : lesson.counterexamples) {
    evidence.counterexample =
        std::max(evidence.counterexample, Nearness(example, query));
  }
  return evidence;
}

LessonIndex::Looked LessonIndex::LookAt(const Indexed& lesson,
                                        const PreparedQuery& query,
                                        const QueryScope& scope) const {
  Looked looked;
  looked.lesson = &lesson.lesson;
  GateResult gate = Gate(lesson.lesson.scope(), scope);
  looked.gate = std::move(gate.shut);
  if (IsForeign(looked.gate)) return looked;
  Evidence evidence = EvidenceOf(lesson, query);
  // A lesson that is shut out is measured by its words alone.
  evidence.breadth =
      looked.gate.empty() ? lesson.lesson.scope().breadth() : v1::BREADTH_TOPIC;
  evidence.facets_present = gate.present;
  evidence.facets_unknown = gate.unknown;
  looked.score = scorer_->ScoreOf(evidence);
  return looked;
}

Recalled LessonIndex::Recall(const Analysis& query, const QueryScope& scope,
                             const RecallOptions& options) const {
  const bool by_scope = options.mode == v1::RECALL_DEFAULT;
  const PreparedQuery prepared = Prepare(query);
  const absl::flat_hash_set<absl::string_view> without(options.without.begin(),
                                                       options.without.end());
  std::vector<Looked> looked;
  for (const DocumentId document :
       by_scope ? Candidates(prepared) : AskedFor(options)) {
    const Indexed& lesson = *lessons_[document];
    if (without.contains(lesson.lesson.id())) continue;
    if (by_scope) {
      looked.push_back(LookAt(lesson, prepared, scope));
    } else {
      looked.push_back({&lesson.lesson, "", {1.0, "the query asks for it"}});
    }
  }
  std::sort(looked.begin(), looked.end(), [](const Looked& a, const Looked& b) {
    return a.score.value != b.score.value ? a.score.value > b.score.value
                                          : a.lesson->id() < b.lesson->id();
  });

  Recalled recalled;
  for (Looked& look : looked) {
    if (IsForeign(look.gate)) continue;
    const double score = look.score.value;
    if (options.explain && recalled.scored.size() < kMaxScored) {
      v1::ScoredLesson& scored = recalled.scored.emplace_back();
      scored.set_lesson_id(look.lesson->id());
      scored.set_score(score);
      scored.set_gate(look.gate);
    }
    const bool room = !by_scope || recalled.lessons.size() < options.limit;
    if (look.gate.empty() && score >= options.candidate_threshold && room) {
      recalled.lessons.push_back({*look.lesson, score,
                                  std::move(look.score.why),
                                  Specificity(look.lesson->scope())});
    } else if (recalled.rejected.nearest_lesson_id().empty()) {
      recalled.rejected.set_nearest_lesson_id(look.lesson->id());
      recalled.rejected.set_nearest_score(score);
      recalled.rejected.set_nearest_reason(
          !look.gate.empty() ? look.gate
          : room ? absl::StrFormat("below %g", options.candidate_threshold)
                 : absl::StrCat("beyond the limit of ", options.limit));
    }
  }
  size_t left_out = 0;
  for (const absl::string_view id : without) left_out += ids_.contains(id);
  recalled.rejected.set_count(
      static_cast<uint32_t>(size() - left_out - recalled.lessons.size()));
  return recalled;
}

uint32_t Specificity(const v1::Scope& scope) {
  return static_cast<uint32_t>(
      (scope.user().empty() ? 0 : 1) + (scope.agent().empty() ? 0 : 1) +
      scope.facets_size() + scope.triggers_size() +
      (scope.topic().empty() ? 0 : 1) +
      (scope.has_not_before() || scope.has_not_after() ? 1 : 0));
}

}  // namespace alhf::core
