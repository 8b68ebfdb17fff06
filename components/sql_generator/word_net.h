// WordNet's words: what else a word is called, what country an adjective is
// of, and whether a noun is of people. Read from the files of Debian's
// wordnet-base (wndb(5WN)), by binary search, when asked.
//
//   const WordNet words("/usr/share/wordnet");
//   words.Synonyms("vendor")  // {"seller", "marketer", …}
//   words.Synonyms("irish")   // {"Ireland", "Republic of Ireland", …}
//
// Where the files are not there, every answer is empty.
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_WORD_NET_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_WORD_NET_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace alhf::sql_generator {

class WordNet {
 public:
  explicit WordNet(std::string folder) : folder_(std::move(folder)) {}

  // Returns the other words of the first two meanings of a lower-case noun, in
  // the singular or plural, and the nouns that an adjective pertains to.
  std::vector<std::string> Synonyms(absl::string_view word) const;

  // Returns the irregular plurals of a noun: "children".
  std::vector<std::string> Plurals(absl::string_view noun) const;

  // Returns whether a noun's first two meanings have one that is a person.
  bool IsPerson(absl::string_view noun) const;

 private:
  // A set of words of one meaning.
  struct Meaning {
    std::vector<std::string> words;
    // By symbol: what it leads to, as offsets of nouns.
    std::vector<std::string> hypernyms;
    std::vector<std::string> pertains;
  };

  std::string Line(absl::string_view file, absl::string_view key) const;
  std::vector<std::string> Offsets(absl::string_view part,
                                   absl::string_view word) const;
  Meaning Read(absl::string_view part, const std::string& offset) const;
  std::vector<std::string> Singulars(absl::string_view word) const;
  bool LeadsToPerson(const std::string& offset, int depth) const;

  const std::string folder_;
};

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_WORD_NET_H_
