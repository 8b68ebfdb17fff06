#include "eval/scope_methods.h"

#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/str_cat.h"
#include "alhf/sdk/scope.h"
#include "base/status.h"
#include "core/compose/firing_policy.h"
#include "core/relevance/analysis.h"
#include "core/relevance/compact_vector.h"
#include "core/relevance/lesson_index.h"
#include "core/relevance/lexical_index.h"
#include "core/relevance/scorer.h"
#include "eval/evidence_recorder.h"

namespace alhf::eval {
namespace {

constexpr size_t kNearest = 5;
constexpr double kCosineCut = 0.1;
constexpr char kDatabase[] = "database";

// Scores by place of the lesson.
using Scores = std::map<size_t, double>;

ScoredQuery Start(const ScopeQuery& query) {
  ScoredQuery scored;
  scored.group = query.group;
  scored.applies = query.applies.size();
  return scored;
}

void AddPair(const ScopeQuery& query, size_t place, double score, bool fires,
             ScoredQuery& scored) {
  scored.pairs.push_back({score, query.applies.contains(place), fires});
}

// The lesson that a component without structure of its own learns.
v1::Lesson LessonOf(const ScopeLesson& from, size_t place, bool facet_db) {
  v1::FeedbackRecord record;
  record.set_text(from.text);
  record.mutable_exchange()->set_question(from.question);
  const v1::Proposal proposal = sdk::GuidanceProposal(record);
  v1::Lesson lesson;
  lesson.set_id(absl::StrCat("l-", place));
  lesson.set_text(from.text);
  lesson.set_state(v1::LESSON_ACTIVE);
  lesson.set_effect(proposal.effect());
  *lesson.mutable_scope() = proposal.scope();
  lesson.add_sources()->set_question(from.question);
  if (facet_db && !from.db.empty()) {
    v1::Facet& facet = *lesson.mutable_scope()->add_facets();
    facet.set_key(kDatabase);
    facet.set_value(from.db);
  }
  return lesson;
}

absl::StatusOr<core::CompactVector> VectorOf(const core::Encoder* encoder,
                                             const std::string& text) {
  if (encoder == nullptr) return core::CompactVector();
  ALHF_ASSIGN_OR_RETURN(const core::SentenceVector vector,
                        encoder->Encode(text));
  return core::Compact(vector);
}

// One memory as a component without structure of its own has it.
class RecalledMemory {
 public:
  RecalledMemory(const ScopeMethodOptions& options, const ScopeMemory& memory)
      : options_(options), memory_(memory) {}

  // `reports`: so many are made first.
  absl::StatusOr<std::vector<ScoredQuery>> ScoreAll(size_t reports) {
    ALHF_RETURN_IF_ERROR(LearnAll());
    for (const ScopeQuery& query : memory_.earlier) {
      if (reports == 0) break;
      ALHF_RETURN_IF_ERROR(ReportMisapplied(query, reports));
    }
    std::vector<ScoredQuery> all;
    for (const ScopeQuery& query : memory_.queries) {
      ALHF_ASSIGN_OR_RETURN(all.emplace_back(), ScoreOne(query));
    }
    return all;
  }

 private:
  absl::Status LearnAll() {
    for (size_t i = 0; i < memory_.lessons.size(); ++i) {
      const v1::Lesson lesson =
          LessonOf(memory_.lessons[i], i, options_.facet_db);
      places_[lesson.id()] = i;
      ALHF_ASSIGN_OR_RETURN(
          const core::CompactVector vector,
          VectorOf(options_.encoder, core::WordsToEncode(lesson)));
      index_.Put(lesson, vector);
      vectors_.push_back(vector);
    }
    return absl::OkStatus();
  }

  static bool Fires(const core::RecalledLesson& recalled) {
    v1::AdjustmentItem item;
    item.set_score(recalled.score);
    return core::Decide(core::FiringPolicy(), item) == v1::DISPOSITION_APPLIED;
  }

  absl::StatusOr<std::vector<core::RecalledLesson>> RecallFor(
      const ScopeQuery& query) {
    core::RecallOptions recall;
    recall.candidate_threshold = 0;
    recall.limit = memory_.lessons.size();
    ALHF_ASSIGN_OR_RETURN(recall.vector,
                          VectorOf(options_.encoder, query.text));
    core::QueryScope scope;
    if (options_.facet_db && !query.db.empty()) {
      scope.facets.Add(kDatabase, {query.db}, /*complete=*/true);
    }
    return index_.Recall(core::Analyze(query.text), scope, recall).lessons;
  }

  // Reports as a person does ("that did not apply here"), at most `left` times.
  absl::Status ReportMisapplied(const ScopeQuery& query, size_t& left) {
    ALHF_ASSIGN_OR_RETURN(const auto recalled, RecallFor(query));
    for (const core::RecalledLesson& each : recalled) {
      const size_t place = places_.at(each.lesson.id());
      if (left == 0 || !Fires(each) || query.applies.contains(place)) continue;
      v1::Lesson lesson = each.lesson;
      lesson.mutable_scope()->add_counterexamples()->set_text(query.text);
      index_.Put(lesson, vectors_[place]);
      --left;
    }
    return absl::OkStatus();
  }

  absl::StatusOr<ScoredQuery> ScoreOne(const ScopeQuery& query) {
    ALHF_ASSIGN_OR_RETURN(const auto recalled, RecallFor(query));
    ScoredQuery scored = Start(query);
    for (const core::RecalledLesson& each : recalled) {
      const size_t place = places_.at(each.lesson.id());
      AddPair(query, place, each.score, Fires(each), scored);
      if (options_.pairs != nullptr) WritePair(query, place, each);
    }
    return scored;
  }

  void WritePair(const ScopeQuery& query, size_t place,
                 const core::RecalledLesson& recalled) {
    nlohmann::json line = ToJson(recorder_.EvidenceOf(recalled));
    line["source"] = memory_.source;
    line["group"] = query.group;
    line["query"] = query.text;
    line["lesson"] = core::WordsToEncode(recalled.lesson);
    line["text"] = recalled.lesson.text();
    line["applies"] = query.applies.contains(place);
    line["score"] = recalled.score;
    *options_.pairs << line.dump() << "\n";
  }

  const ScopeMethodOptions& options_;
  const ScopeMemory& memory_;
  const std::unique_ptr<const core::Scorer> scorer_ =
      core::ScorerFor(options_.encoder);
  const EvidenceRecorder recorder_{scorer_.get()};
  core::LessonIndex index_{&recorder_};
  std::map<std::string, size_t> places_;
  std::vector<core::CompactVector> vectors_;  // by place
};

std::vector<ScoredQuery> ByBm25(const ScopeMemory& memory) {
  core::LexicalIndex index;
  for (size_t i = 0; i < memory.lessons.size(); ++i) {
    const ScopeLesson& lesson = memory.lessons[i];
    index.Put(static_cast<core::LexicalIndex::DocumentId>(i),
              core::Analyze(absl::StrCat(lesson.text, "\n", lesson.question))
                  .content_stems);
  }
  std::vector<ScoredQuery> all;
  for (const ScopeQuery& query : memory.queries) {
    ScoredQuery& scored = all.emplace_back(Start(query));
    for (const auto& match : index.Search(
             core::Analyze(query.text).content_stems, memory.lessons.size())) {
      AddPair(query, match.document, match.score, false, scored);
    }
  }
  return all;
}

void FireAbove(double threshold, std::vector<ScoredQuery>& queries) {
  for (ScoredQuery& query : queries) {
    for (ScoredPair& pair : query.pairs) pair.fires = pair.score > threshold;
  }
}

// Cosines are shifted into (0, 1]: a score of 0 says that nothing is known.
absl::StatusOr<std::vector<ScoredQuery>> ByCosine(const core::Encoder& encoder,
                                                  const ScopeMemory& memory,
                                                  bool nearest) {
  std::vector<std::string> texts;
  for (const ScopeLesson& lesson : memory.lessons) texts.push_back(lesson.text);
  for (const ScopeQuery& query : memory.queries) texts.push_back(query.text);
  ALHF_ASSIGN_OR_RETURN(const auto vectors, encoder.EncodeBatch(texts));
  std::vector<ScoredQuery> all;
  for (size_t q = 0; q < memory.queries.size(); ++q) {
    const core::SentenceVector& asked = vectors[memory.lessons.size() + q];
    std::vector<double> cosines;
    for (size_t i = 0; i < memory.lessons.size(); ++i) {
      double cosine = 0;
      for (size_t d = 0; d < asked.size(); ++d) {
        cosine += static_cast<double>(asked[d]) * vectors[i][d];
      }
      cosines.push_back(cosine);
    }
    std::vector<double> sorted = cosines;
    std::sort(sorted.rbegin(), sorted.rend());
    const double cut = !nearest                    ? kCosineCut
                       : sorted.size() <= kNearest ? -1
                                                   : sorted[kNearest - 1];
    ScoredQuery& scored = all.emplace_back(Start(memory.queries[q]));
    for (size_t i = 0; i < cosines.size(); ++i) {
      AddPair(memory.queries[q], i, (1 + cosines[i]) / 2, cosines[i] >= cut,
              scored);
    }
  }
  return all;
}

std::vector<ScoredQuery> All(const ScopeMemory& memory, bool gate) {
  std::vector<ScoredQuery> all;
  for (const ScopeQuery& query : memory.queries) {
    ScoredQuery& scored = all.emplace_back(Start(query));
    for (size_t i = 0; i < memory.lessons.size(); ++i) {
      const std::string& db = memory.lessons[i].db;
      const bool open =
          !gate || db.empty() || query.db.empty() || db == query.db;
      if (open) AddPair(query, i, 1, true, scored);
    }
  }
  return all;
}

absl::StatusOr<std::vector<ScoredQuery>> Score(
    ScopeMethod method, const ScopeMethodOptions& options,
    const ScopeMemory& memory) {
  switch (method) {
    case ScopeMethod::kAlhf:
      return RecalledMemory(options, memory).ScoreAll(/*reports=*/0);
    case ScopeMethod::kReported: {
      ScopeMethodOptions silent = options;
      silent.pairs = nullptr;
      return RecalledMemory(silent, memory).ScoreAll(options.reports);
    }
    case ScopeMethod::kBm25:
      return ByBm25(memory);
    case ScopeMethod::kEmbedFive:
      return ByCosine(*options.encoder, memory, /*nearest=*/true);
    case ScopeMethod::kCosine:
      return ByCosine(*options.encoder, memory, /*nearest=*/false);
    case ScopeMethod::kEverything:
      return All(memory, /*gate=*/false);
    case ScopeMethod::kFacets:
      return All(memory, /*gate=*/true);
    case ScopeMethod::kNothing:
      break;
  }
  std::vector<ScoredQuery> none;
  for (const ScopeQuery& query : memory.queries) none.push_back(Start(query));
  return none;
}

}  // namespace

std::string NameOf(ScopeMethod method) {
  switch (method) {
    case ScopeMethod::kAlhf:
      return "alhf";
    case ScopeMethod::kReported:
      return "reported";
    case ScopeMethod::kEverything:
      return "everything";
    case ScopeMethod::kNothing:
      return "nothing";
    case ScopeMethod::kBm25:
      return "bm25";
    case ScopeMethod::kEmbedFive:
      return "embed-5";
    case ScopeMethod::kCosine:
      return "cosine-0.1";
    case ScopeMethod::kFacets:
      return "facets";
  }
  return "unknown";
}

std::vector<ScopeMethod> MethodsFor(const ScopeMethodOptions& options) {
  std::vector<ScopeMethod> methods = {
      ScopeMethod::kAlhf, ScopeMethod::kEverything, ScopeMethod::kNothing,
      ScopeMethod::kBm25};
  if (options.encoder != nullptr) {
    methods.push_back(ScopeMethod::kEmbedFive);
    methods.push_back(ScopeMethod::kCosine);
  }
  if (options.facet_db) methods.push_back(ScopeMethod::kFacets);
  if (options.reports > 0) methods.push_back(ScopeMethod::kReported);
  return methods;
}

absl::StatusOr<std::vector<ScoredQuery>> ScoresBy(
    ScopeMethod method, const ScopeMethodOptions& options,
    const ScopeSet& set) {
  std::vector<ScoredQuery> all;
  for (const ScopeMemory& memory : set.memories) {
    ALHF_ASSIGN_OR_RETURN(std::vector<ScoredQuery> scored,
                          Score(method, options, memory));
    std::move(scored.begin(), scored.end(), std::back_inserter(all));
  }
  if (method == ScopeMethod::kBm25) FireAbove(BestThreshold(all), all);
  return all;
}

}  // namespace alhf::eval
