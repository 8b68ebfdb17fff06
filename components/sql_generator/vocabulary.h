// Phrases and what they can mean in one database.
//
//   Vocabulary words;
//   words.Add("unit price", {.kind = Meaning::Kind::kColumn, …});
//   words.At(text, tokens, 3)  // the longest phrase that begins there
//
// Names compare by stem, so that case and plural do not matter; values of the
// data by their words as they are, a plural s more or less.
//
// Thread safety: const methods may run concurrently.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_VOCABULARY_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_VOCABULARY_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "alhf/sdk/text.h"
#include "components/sql_generator/schema.h"
#include "components/sql_generator/sql_generator.pb.h"

namespace alhf::sql_generator {

// What a phrase can mean. Pointers are into the catalog that it is of, or into
// the settings of the question.
struct Meaning {
  enum class Kind {
    kTable,
    kVerb,  // somebody made a row of `table`, at `column` where there is one
    kColumn,
    kMeasure,
    kFilter,
    kValue,
    kTerm,
    kIgnored,
  };
  Kind kind = Kind::kIgnored;
  size_t table = 0;
  const Column* column = nullptr;
  std::string value{};
  const Measure* measure = nullptr;
  const NamedFilter* filter = nullptr;
  const TermDefinition* term = nullptr;
  // Of a verb: as it is known ("borrowed"). A shorter form is a verb only where
  // the sentence makes it one: "readers who borrow", but "open windows".
  std::string form{};
  // Of a term: without the rows that it was taught for. It says of them what
  // they are: "these readers are active".
  bool brief = false;
  // Of a column: it is called so only where nothing else is, or where its rows
  // are named: a title that is asked for as the name.
  bool stand_in = false;
};

// Of a word that names a flag and a table too, keeps the flag where a table's
// name follows ("proof copies"), else the table ("proofs").
void KeepFlagOrTable(bool before_table, std::vector<Meaning>& meanings);

class Vocabulary {
 public:
  struct Found {
    size_t length = 0;  // in tokens; 0: nothing
    std::vector<Meaning> meanings;
  };

  void Add(absl::string_view phrase, const Meaning& meaning);
  void AddValue(absl::string_view value, const Meaning& meaning);

  // Returns the longest phrase that begins at `tokens[at]`; where a name and a
  // value are as long, the name.
  Found At(absl::string_view text, const std::vector<sdk::Token>& tokens,
           size_t at) const;

  // Returns the values that all of `text` names, whatever else it names.
  std::vector<Meaning> ValuesNamed(absl::string_view text) const;

  // Returns whether `token` is part of some phrase.
  bool HasWord(const sdk::Token& token) const;
  // Returns the only word, of six letters or more, that one letter makes of
  // `token`; empty: none, or several.
  std::string Nearest(const sdk::Token& token) const;

 private:
  using Index = absl::flat_hash_map<std::string, std::vector<Meaning>>;
  const std::vector<Meaning>* Value(absl::string_view text,
                                    const std::vector<sdk::Token>& tokens,
                                    size_t at, size_t length) const;

  void AddWords(const std::vector<sdk::Token>& tokens, bool as_written);

  Index names_;
  Index values_;
  size_t longest_ = 0;
  // Words of all phrases by their first letter; those of names by their stem.
  absl::flat_hash_map<char, absl::flat_hash_set<std::string>> words_;
  absl::flat_hash_set<std::string> stems_;
};

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_VOCABULARY_H_
