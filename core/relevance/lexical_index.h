// An inverted index with BM25 scores (Robertson and Zaragoza, "The
// Probabilistic Relevance Framework: BM25 and Beyond", 2009; k1 = 1.2,
// b = 0.75, idf of Lucene, never negative). A search stops looking for new
// documents where no common word can lift them among the best: "MaxScore",
// Turtle and Flood, "Query Evaluation: Strategies and Optimizations", 1995.
//
//   LexicalIndex index;
//   index.Put(7, Analyze(text).content_stems);
//   for (const auto& match : index.Search(Analyze(query).content_stems, 10)) …
//
// What a search returns depends on the documents in the index alone, not on
// the order in which they came and went.
//
// Thread safety: const methods may run concurrently; writers need exclusion.
#ifndef ALHF_CORE_RELEVANCE_LEXICAL_INDEX_H_
#define ALHF_CORE_RELEVANCE_LEXICAL_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"

namespace alhf::core {

class LexicalIndex {
 public:
  using DocumentId = uint32_t;
  // Names a stem while a document in the index has it.
  using TermId = uint32_t;
  // Distinct and sorted; those of a sentence lie in the object itself.
  using Terms = absl::InlinedVector<TermId, 12>;
  struct Match {
    DocumentId document = 0;
    double score = 0;  // > 0
  };
  // Whether `a` stands before `b` in results.
  static bool Better(const Match& a, const Match& b) {
    return a.score != b.score ? a.score > b.score : a.document < b.document;
  }

  // Adds or replaces a document. `stems` may repeat.
  void Put(DocumentId document, const std::vector<std::string>& stems);
  // Removes a document; does nothing where there is none.
  void Remove(DocumentId document);

  // Returns documents that share a stem with `query`, best first, ties by id;
  // at most `limit`.
  std::vector<Match> Search(const std::vector<std::string>& query,
                            size_t limit) const;

  // What a search does with a document: takes it, shows it beside those taken
  // where it is as good as one of them, or passes over it.
  enum class Fate { kTake, kShow, kPass };
  struct Found {
    std::vector<Match> taken;  // best first, at most as many as wanted
    std::vector<Match> shown;  // the same; none worse than the last taken
  };
  // Searches among documents by their fate, which must not change meanwhile.
  Found Search(const std::vector<std::string>& query, size_t limit,
               absl::FunctionRef<Fate(DocumentId)> fate) const;

  // Returns the terms of those `stems` that the index knows.
  Terms TermsOf(const std::vector<std::string>& stems) const;
  // Returns in how many documents a term occurs.
  size_t Frequency(TermId term) const { return frequencies_[term]; }
  // Returns in how many documents a stem occurs.
  size_t Frequency(absl::string_view stem) const;

  // Returns ln(1 + (N - n + 0.5) / (n + 0.5)) of a stem.
  double Idf(absl::string_view stem) const;
  size_t size() const { return documents_.size(); }

 private:
  // Documents lie in slots that are used again, so that a search can add up
  // scores in an array.
  using Slot = uint32_t;
  struct Posting {
    Slot slot;
    uint32_t count;
  };
  struct Term {
    std::string stem;
    std::vector<Posting> postings;
    uint32_t most = 0;  // no posting's count was ever above it
  };
  struct Document {
    DocumentId id = 0;
    std::vector<TermId> terms;  // distinct
  };

  Slot TakeSlot(DocumentId document);
  TermId TakeTerm(const std::string& stem);
  void DropPosting(TermId term, Slot slot);
  std::vector<TermId> InOrderOfRarity(Terms terms) const;
  // Returns the most that a term can add to a score.
  double MostOf(TermId term) const;
  // Adds scores by slot, of all documents that could be among the best `limit`
  // of those taken; returns the slots scored.
  std::vector<Slot> AddScores(const std::vector<std::string>& query,
                              size_t limit,
                              absl::FunctionRef<Fate(DocumentId)> fate,
                              std::vector<double>& scores) const;

  absl::flat_hash_map<std::string, TermId> term_ids_;
  std::vector<Term> terms_;
  // Numbers of postings by term; they are read far more often than postings.
  std::vector<uint32_t> frequencies_;
  std::vector<TermId> free_terms_;
  absl::flat_hash_map<DocumentId, Slot> documents_;
  std::vector<Document> slots_;
  std::vector<uint32_t> lengths_;  // by slot
  std::vector<Slot> free_slots_;
  uint64_t total_length_ = 0;
};

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_LEXICAL_INDEX_H_
