// Passages of documents, found by words: SQLite FTS5 in memory, ranked by
// BM25, adjusted by a `Search`.
//
//   ALHF_ASSIGN_OR_RETURN(auto index, PassageIndex::Build(documents));
//   ALHF_ASSIGN_OR_RETURN(Found found, index->Find("how many days?", search));
//
// A passage is relevant when it holds a fair share of the question's content
// words, weighed by how rare they are: words in headings count whole, in the
// text less, unknown ones as if one passage had them. Where none does and there
// is an encoder, a passage with fewer of them is relevant that has a sentence
// near the question. Nothing relevant is found rather than junk.
//
// Thread safety: const methods may run concurrently; one reads at a time.
#ifndef ALHF_COMPONENTS_RETRIEVER_PASSAGE_INDEX_H_
#define ALHF_COMPONENTS_RETRIEVER_PASSAGE_INDEX_H_

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "alhf/sdk/encoder.h"
#include "alhf/v1/types.pb.h"
#include "components/retriever/document.h"
#include "components/retriever/retriever.pb.h"

struct sqlite3;

namespace alhf::retriever {

struct Found {
  // Best first.
  std::vector<v1::Passage> passages;
  // Documents with a relevant passage, and their folders (ending in "/"),
  // whatever the search leaves out.
  std::set<std::string> sources;
  // Content words of the question that no document has.
  std::vector<std::string> unknown_words;
  // Relevant passages that the search left out.
  size_t left_out = 0;
};

// Whether passages that hold few of a question's words are looked at where none
// holds many.
enum class Reach { kWords, kNear };

class PassageIndex {
 public:
  // Without an encoder (null) words alone decide.
  static absl::StatusOr<std::unique_ptr<PassageIndex>> Build(
      const std::vector<Document>& documents,
      std::shared_ptr<const sdk::Encoder> encoder = nullptr);
  ~PassageIndex();
  PassageIndex(const PassageIndex&) = delete;
  PassageIndex& operator=(const PassageIndex&) = delete;

  absl::StatusOr<Found> Find(absl::string_view question, const Search& search,
                             Reach reach = Reach::kWords) const;

  // Returns whether a document has `word` in some form.
  absl::StatusOr<bool> Knows(absl::string_view word) const;

 private:
  struct Entry {
    v1::Passage passage;
    absl::CivilDay date;  // 1970-01-01: unknown
  };
  struct Candidate;
  struct Wording;

  PassageIndex(sqlite3* database, std::shared_ptr<const sdk::Encoder> encoder)
      : database_(database), encoder_(std::move(encoder)) {}
  absl::Status Add(const Document& document);
  Wording WordingOf(absl::string_view question, const Search& search) const;
  // Returns rows that match an FTS5 expression and their BM25 scores.
  absl::StatusOr<std::map<int64_t, double>> Match(
      const std::string& expression) const;
  // Of passages that hold some words of the question, by row, keeps those that
  // have a sentence near it.
  absl::StatusOr<std::map<int64_t, double>> Near(
      absl::string_view question,
      const std::map<int64_t, double>& passages) const;
  // Returns the relevant passages by row, unadjusted.
  absl::StatusOr<std::map<int64_t, double>> Relevant(
      absl::string_view question, const Search& search, Reach reach,
      std::vector<std::string>* unknown_words) const;

  sqlite3* const database_;
  const std::shared_ptr<const sdk::Encoder> encoder_;
  std::vector<Entry> entries_;  // by row
};

}  // namespace alhf::retriever

#endif  // ALHF_COMPONENTS_RETRIEVER_PASSAGE_INDEX_H_
