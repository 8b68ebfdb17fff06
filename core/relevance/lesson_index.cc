#include "core/relevance/lesson_index.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace alhf::core {
namespace {

// So many lessons that pass their gates are looked at, by BM25: what is beyond
// them does not come out on top.
constexpr size_t kMaxByWords = 128;
// The same by vectors.
constexpr size_t kMaxByVectors = 64;
constexpr size_t kMaxScored = 1000;

bool IsRecallable(const v1::Lesson& lesson) {
  const bool in_force = lesson.state() == v1::LESSON_ACTIVE ||
                        lesson.state() == v1::LESSON_SHADOW;
  return in_force && lesson.effect() != v1::EFFECT_NOT_UNDERSTOOD;
}

}  // namespace

struct LessonIndex::Indexed {
  explicit Indexed(const v1::Lesson& from) : lesson(from), words(from) {}
  v1::Lesson lesson;
  LessonWords words;
  SubjectMap::Place subject = {};
};

// What a look at a lesson found.
struct LessonIndex::Look {
  const v1::Lesson* lesson = nullptr;
  std::string gate;
  Score score;

  bool operator<(const Look& other) const {
    return score.value != other.score.value ? score.value > other.score.value
                                            : lesson->id() < other.lesson->id();
  }
};

// How near the vectors are to the query's.
struct LessonIndex::Near {
  std::vector<float> nearness;  // by document
  SubjectMap::Place subject = {};
  // Of the nearest lesson that passes its gates, and of the second.
  DocumentId nearest = 0;
  double first = 0;
  double second = 0;

  bool Knows(DocumentId document) const {
    return document < nearness.size() && nearness[document] >= -1;
  }
};

LessonIndex::LessonIndex(const Scorer* scorer)
    : scorer_(scorer),
      vectors_(scorer->background()),
      subjects_(SubjectMapOf(scorer->encoder_id())) {}
LessonIndex::~LessonIndex() = default;

size_t LessonIndex::size() const { return ids_.size(); }

void LessonIndex::Link(DocumentId document, bool add) {
  const auto link = [document, add](auto& map, const std::string& key) {
    if (add) {
      map[key].insert(document);
    } else if (const auto found = map.find(key); found != map.end()) {
      found->second.erase(document);
      if (found->second.empty()) map.erase(found);
    }
  };
  const Indexed& indexed = *lessons_[document];
  for (const Trigger& trigger : indexed.words.triggers) {
    if (!trigger.key().empty()) link(by_trigger_, std::string(trigger.key()));
  }
  const v1::Scope& scope = indexed.lesson.scope();
  const auto reports = static_cast<size_t>(scope.counterexamples_size());
  reports_ = add ? reports_ + reports : reports_ - reports;
  if (scope.breadth() != v1::BREADTH_COMPONENT) return;
  const v1::Facet first =
      scope.facets().empty() ? v1::Facet() : scope.facets(0);
  auto& values = component_wide_[first.key()];
  link(values, absl::AsciiStrToLower(first.value()));
  if (values.empty()) component_wide_.erase(first.key());
}

void LessonIndex::Put(const v1::Lesson& lesson, const CompactVector& vector) {
  Remove(lesson.id());
  if (!IsRecallable(lesson)) return;
  auto document = static_cast<DocumentId>(lessons_.size());
  if (free_.empty()) {
    lessons_.emplace_back();
    gate_of_.emplace_back();
  } else {
    document = free_.back();
    free_.pop_back();
  }
  lessons_[document] = std::make_unique<Indexed>(lesson);
  gate_of_[document] = gates_.Add(lesson.scope());
  LessonWords& words = lessons_[document]->words;
  lexical_.Put(document, words.AllStems());
  words.Resolve(lexical_);
  vectors_.Put(document, vector);
  if (subjects_ != nullptr) {
    lessons_[document]->subject = subjects_->OfLesson(vector);
  }
  ids_.emplace(lesson.id(), document);
  Link(document, /*add=*/true);
}

void LessonIndex::Remove(absl::string_view lesson_id) {
  const auto found = ids_.find(lesson_id);
  if (found == ids_.end()) return;
  const DocumentId document = found->second;
  ids_.erase(found);
  Link(document, /*add=*/false);
  lexical_.Remove(document);
  vectors_.Remove(document);
  gates_.Remove(gate_of_[document]);
  lessons_[document].reset();
  free_.push_back(document);
}

// The lessons nearest by words that pass their gates, and those as near that do
// not: a search that stopped at the nearest would starve behind the lessons of
// other users.
void LessonIndex::AddByWords(const QueryWords& query, JudgedGates& gates,
                             Documents& found) const {
  using Fate = LexicalIndex::Fate;
  const auto by_words =
      lexical_.Search(query.stems(), kMaxByWords, [&](DocumentId document) {
        const GateResult& gate = gates.Of(gate_of_[document]);
        return gate.open()      ? Fate::kTake
               : gate.foreign() ? Fate::kPass
                                : Fate::kShow;
      });
  for (const auto& match : by_words.taken) found.push_back(match.document);
  for (const auto& match : by_words.shown) found.push_back(match.document);
}

void LessonIndex::AddByVectors(Near& near, JudgedGates& gates,
                               Documents& found) const {
  const std::vector<float>& nearness = near.nearness;
  Documents open;
  for (DocumentId i = 0; i < nearness.size(); ++i) {
    if (nearness[i] > 0 && gates.Of(gate_of_[i]).open()) open.push_back(i);
  }
  const size_t most = std::min(open.size(), kMaxByVectors);
  std::partial_sort(
      open.begin(), open.begin() + static_cast<std::ptrdiff_t>(most),
      open.end(), [&](DocumentId a, DocumentId b) {
        return nearness[a] != nearness[b]
                   ? nearness[a] > nearness[b]
                   : lessons_[a]->lesson.id() < lessons_[b]->lesson.id();
      });
  found.insert(found.end(), open.begin(),
               open.begin() + static_cast<std::ptrdiff_t>(most));
  if (most > 0) {
    near.nearest = open[0];
    near.first = nearness[open[0]];
  }
  if (most > 1) near.second = nearness[open[1]];
}

void LessonIndex::AddByTriggers(const QueryWords& query,
                                const Analysis& analysis,
                                Documents& found) const {
  for (const std::string& stem : query.stems()) {
    const auto triggered = by_trigger_.find(stem);
    if (triggered == by_trigger_.end()) continue;
    for (const DocumentId document : triggered->second) {
      if (lessons_[document]->words.FiringTrigger(analysis) != nullptr) {
        found.push_back(document);
      }
    }
  }
}

void LessonIndex::AddComponentWide(const QueryScope& scope, bool all,
                                   Documents& found) const {
  for (const auto& [key, values] : component_wide_) {
    if (all || !scope.facets.IsComplete(key)) {
      for (const auto& [value, documents] : values) {
        found.insert(found.end(), documents.begin(), documents.end());
      }
      continue;
    }
    for (const std::string& value : scope.facets.ValuesOf(key)) {
      const auto documents = values.find(value);
      if (documents == values.end()) continue;
      found.insert(found.end(), documents->second.begin(),
                   documents->second.end());
    }
  }
}

LessonIndex::Documents LessonIndex::AskedFor(
    const RecallOptions& options) const {
  Documents asked;
  if (options.mode == v1::RECALL_ALL) {
    for (const auto& [id, document] : ids_) asked.push_back(document);
  } else if (options.mode == v1::RECALL_LISTED) {
    for (const std::string& id :
         std::set<std::string>(options.listed.begin(), options.listed.end())) {
      const auto found = ids_.find(id);
      if (found != ids_.end()) asked.push_back(found->second);
    }
  }
  return asked;
}

LessonIndex::Look LessonIndex::LookAt(DocumentId document, QueryWords& query,
                                      JudgedGates& gates,
                                      const Near& near) const {
  const Indexed& indexed = *lessons_[document];
  const GateResult& gate = gates.Of(gate_of_[document]);
  Evidence evidence = query.EvidenceFor(indexed.words);
  evidence.lessons = size();
  evidence.reports = reports_;
  if (near.Knows(document)) {
    evidence.nearness = near.nearness[document];
    evidence.rival = document == near.nearest ? near.second : near.first;
    if (subjects_ != nullptr) {
      evidence.subject = subjects_->Likeness(near.subject, indexed.subject);
    }
  }
  // A lesson that is shut out is measured by its words alone.
  evidence.breadth =
      gate.open() ? indexed.lesson.scope().breadth() : v1::BREADTH_TOPIC;
  evidence.facets_present = gate.present;
  evidence.facets_unknown = gate.unknown;
  return {&indexed.lesson, gate.shut, scorer_->ScoreOf(evidence)};
}

std::vector<LessonIndex::Look> LessonIndex::LookByScope(
    const Analysis& query, const QueryScope& scope,
    const RecallOptions& options) const {
  QueryWords words(query, lexical_);
  JudgedGates gates(gates_, scope);
  Documents found;
  Near near;
  near.nearness = vectors_.NearnessTo(options.vector);
  if (subjects_ != nullptr) near.subject = subjects_->OfQuery(options.vector);
  AddByWords(words, gates, found);
  AddByVectors(near, gates, found);
  AddByTriggers(words, query, found);
  AddComponentWide(scope, options.explain, found);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::vector<Look> looks;
  looks.reserve(found.size());
  for (const DocumentId document : found) {
    if (gates.Of(gate_of_[document]).foreign()) continue;
    looks.push_back(LookAt(document, words, gates, near));
  }
  return looks;
}

std::vector<LessonIndex::Look> LessonIndex::LookAsAsked(
    const QueryScope& scope, const RecallOptions& options) const {
  JudgedGates gates(gates_, scope);
  std::vector<Look> looks;
  for (const DocumentId document : AskedFor(options)) {
    const GateResult& gate = gates.Of(gate_of_[document]);
    if (gate.foreign()) continue;
    looks.push_back({&lessons_[document]->lesson,
                     gate.out_of_time() ? gate.shut : "",
                     {1.0, "the query asks for it"}});
  }
  return looks;
}

Recalled LessonIndex::Recall(const Analysis& query, const QueryScope& scope,
                             const RecallOptions& options) const {
  const bool by_scope = options.mode == v1::RECALL_DEFAULT;
  std::vector<Look> looks = by_scope ? LookByScope(query, scope, options)
                                     : LookAsAsked(scope, options);
  const absl::flat_hash_set<absl::string_view> without(options.without.begin(),
                                                       options.without.end());
  looks.erase(std::remove_if(looks.begin(), looks.end(),
                             [&](const Look& look) {
                               return without.contains(look.lesson->id());
                             }),
              looks.end());
  std::sort(looks.begin(), looks.end());

  Recalled recalled;
  for (Look& look : looks) {
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

std::string WordsToEncode(const v1::Lesson& lesson) {
  for (const v1::Source& source : lesson.sources()) {
    if (!source.question().empty()) {
      return absl::StrCat(source.question(), " ", lesson.text());
    }
  }
  return lesson.text();
}

uint32_t Specificity(const v1::Scope& scope) {
  return static_cast<uint32_t>(
      (scope.user().empty() ? 0 : 1) + (scope.agent().empty() ? 0 : 1) +
      scope.facets_size() + scope.triggers_size() +
      (scope.topic().empty() ? 0 : 1) +
      (scope.has_not_before() || scope.has_not_after() ? 1 : 0));
}

}  // namespace alhf::core
