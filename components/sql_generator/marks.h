// A question as a row of marks: each stretch of words and all that it can be.
//
//   MarkedQuestion marked = MarkWords(words, question);
//   marked.not_understood  // words that are nothing at all
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_MARKS_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_MARKS_H_

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "components/sql_generator/date_phrases.h"
#include "components/sql_generator/keywords.h"
#include "components/sql_generator/vocabulary.h"

namespace alhf::sql_generator {

// A lower-case word and the words of the database that it is read as.
using ReadAs = std::map<std::string, std::string>;

// All that words are read with.
struct WordSense {
  const Vocabulary* vocabulary = nullptr;
  // Terms that were taught; they win over the vocabulary. May be null.
  const Vocabulary* terms = nullptr;
  absl::CivilDay today;
  WeekConvention::Kind weeks = WeekConvention::MONDAY;
  const FiscalCalendar* fiscal = nullptr;
  // Words that are read as others of the database. May be null.
  const ReadAs* read_as = nullptr;
};

struct Mark {
  std::string words;
  // Bytes in the text: [begin, end).
  size_t begin = 0;
  size_t end = 0;
  // A comma stands before it; the end of a sentence, or a bracket.
  bool comma = false;
  bool begins = false;
  bool bracket = false;
  // No words but articles stand between it and the mark before.
  bool follows = false;
  // It begins a condition: "with", "where", "whose" or "having" stands before.
  bool condition = false;
  // The word is written in the plural, as far as its s tells.
  bool plural = false;
  std::vector<Meaning> meanings;
  // What else it means where rows of their tables are named.
  std::vector<Meaning> stand_ins;
  std::optional<Keyword> keyword;
  std::optional<DatePartPhrase> part;
  std::optional<DatePhrase> dates;
  std::optional<double> number;

  bool Is(Keyword k) const { return keyword == k; }
  bool Has(Meaning::Kind kind) const;
  bool HasNumber() const;  // a measure or a column of numbers
};

struct MarkedQuestion {
  std::vector<Mark> marks;
  std::vector<std::string> not_understood;
  // Words that were read as others: one letter apart, or by `read_as`.
  std::vector<std::pair<std::string, std::string>> corrected;
};

MarkedQuestion MarkWords(const WordSense& sense, absl::string_view text);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_MARKS_H_
