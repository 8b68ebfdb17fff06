// Reading instructions with a table of phrases: what an engine understands
// without a language model, and the words that it was understood from.
//
//   const PhraseBook book({{"under|below|within # words", kShort},
//                          {"no|without|stop bullets|lists", kProse}});
//   for (const PhraseMatch& match : book.Read("Keep it below fifty words,
//   pls"))
//     match.rule == 0; match.numbers == {50};
//
// A pattern is a row of elements, matched in order within one clause:
//   word    this word; one of five letters or more also with one typo
//   a|b|c   one of these
//   a|b?    may be missing
//   ^  $    the clause begins or ends here
//   #       a number in digits or words
//   *       any word
//   <>      the words up to what follows, or to the end of the clause
//   @name   one of a set of words that is given beside the patterns
// Articles, "please" and the like are passed over. Write apostrophes away:
// "dont". Rules are tried in order, the first that fits wins.
//
// Thread safety: a book is immutable.
#ifndef ALHF_SDK_PHRASES_H_
#define ALHF_SDK_PHRASES_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "alhf/v1/types.pb.h"

namespace alhf::sdk {

struct PhraseMatch {
  size_t rule = 0;  // index into the book's patterns
  // The clauses that it lies in, for `Proposal.span`.
  v1::Span span;
  // The bytes of the matched words alone.
  size_t begin = 0;
  size_t end = 0;
  std::vector<int64_t> numbers;  // one for each #
  std::string rest;              // what the first <> took, as written
  size_t rest_begin = 0;
  std::string second_rest;
};

class PhraseBook {
 public:
  // Words separated by "|", by the name of their set.
  using Sets = std::map<std::string, std::string>;

  explicit PhraseBook(const std::vector<std::string>& patterns,
                      const Sets& sets = {});

  // Returns what `text` says, in order, without overlaps.
  std::vector<PhraseMatch> Read(absl::string_view text) const;

 private:
  struct Element {
    enum class Kind { kWords, kAny, kNumber, kRest, kStart, kEnd };
    Kind kind = Kind::kWords;
    std::vector<std::string> words;
    bool optional = false;
  };
  struct Word;
  struct Clause;
  class Matcher;

  std::vector<Clause> ClausesOf(absl::string_view text) const;
  static PhraseMatch MatchOf(const Clause& clause, size_t begin, size_t end,
                             const Matcher& matcher, absl::string_view text);

  std::vector<std::vector<Element>> patterns_;
  absl::flat_hash_set<std::string> vocabulary_;
};

// The questions that an instruction is for: "for travel questions, …",
// "… when I ask about rooms", "… but only for rooms", "for rooms use …",
// "rooms: …", "monthly figures as …".
struct NamedTopic {
  std::string words;  // as written
  size_t begin = 0;   // bytes of the whole phrase in the text
  size_t end = 0;
};

// Returns the topic that `text` names, or nothing.
std::optional<NamedTopic> TopicOf(absl::string_view text);

// Returns the topic for which `text` says that all stays as it was, or nothing:
// "for ropes they stay in".
std::optional<NamedTopic> ExceptionOf(absl::string_view text);

// Returns the number that `word` (lower case) says in digits or letters, or
// -1.
int64_t NumberOf(absl::string_view word);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_PHRASES_H_
