// An inverted index with BM25 scores (Robertson and Zaragoza, "The
// Probabilistic Relevance Framework: BM25 and Beyond", 2009; k1 = 1.2,
// b = 0.75, idf of Lucene, never negative).
//
// Thread safety: const methods may run concurrently; writers need exclusion.
#ifndef ALHF_CORE_RELEVANCE_LEXICAL_INDEX_H_
#define ALHF_CORE_RELEVANCE_LEXICAL_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace alhf::core {

class LexicalIndex {
 public:
  using DocumentId = uint32_t;
  struct Match {
    DocumentId document = 0;
    double score = 0;  // > 0
  };

  // Adds or replaces a document. `stems` may repeat.
  void Put(DocumentId document, const std::vector<std::string>& stems);
  // Removes a document; does nothing where there is none.
  void Remove(DocumentId document);

  // Returns documents that share a stem with `query`, best first, ties by id;
  // at most `limit`.
  std::vector<Match> Search(const std::vector<std::string>& query,
                            size_t limit) const;

  // Returns ln(1 + (N - n + 0.5) / (n + 0.5)) of a stem.
  double Idf(absl::string_view stem) const;
  size_t size() const { return documents_.size(); }

 private:
  struct Posting {
    DocumentId document;
    uint32_t count;
  };
  struct Document {
    uint32_t length = 0;
    std::vector<std::string> stems;  // distinct
  };
  absl::flat_hash_map<std::string, std::vector<Posting>> postings_;
  absl::flat_hash_map<DocumentId, Document> documents_;
  uint64_t total_length_ = 0;
};

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_LEXICAL_INDEX_H_
