// The words of questions that are the same for every database.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_KEYWORDS_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_KEYWORDS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/sdk/text.h"
#include "components/sql_generator/sql_generator.pb.h"

namespace alhf::sql_generator {

enum class Keyword {
  kCount,
  kDistinct,
  kTotal,
  kAverage,
  kMinimum,
  kMaximum,
  kHighest,  // "biggest": of a number, or first in order
  kLowest,
  kMost,  // "the most rows"
  kFewest,
  kTop,
  kBottom,
  kLatest,  // "latest": of a date, or of rows by their date
  kEarliest,
  kPer,  // "per", "for each": what follows is a dimension
  kBy,   // the same, or the number to rank by
  kGreater,
  kAtLeast,
  kLess,
  kAtMost,
  kEqual,
  kOrMore,
  kOrLess,
  kBetween,
  kNot,
  kAnd,
  kOr,
  kWhich,
  kHowMuch,     // "how much", "how big": of one number
  kHow,         // "how long": of the number that this speaks of
  kNew,         // "new readers": by the date that they are from
  kDescending,  // "highest first"
  kAscending,
  kMissing,  // "is empty"
  kTimes,    // "3 times"
  kAfter,    // "paid after it was due": of two dates
  kBefore,
  kWhen,     // "when": a date; "and when": that of what is listed
  kSorted,   // "ordered by": what follows is the order
  kNothing,  // "at the moment": leaving it out changes nothing
};

enum class DatePart {
  kYear,
  kQuarter,
  kMonth,
  kWeek,
  kDayOfWeek,
  kDay,
  kFiscalYear,
  kFiscalQuarter,
};

// Returns e.g. "day_of_week": the value of the facet `date_part`.
std::string NameOf(DatePart part);

struct KeywordPhrase {
  size_t length = 0;
  Keyword keyword = Keyword::kAnd;
};

struct DatePartPhrase {
  size_t length = 0;
  DatePart part = DatePart::kYear;
  // "weekly": a dimension by itself, without "per".
  bool adverb = false;
  // The phrase names its convention: "ISO week".
  std::optional<WeekConvention::Kind> weeks;
};

// Return the longest phrase that begins at `tokens[at]`, or nothing.
std::optional<KeywordPhrase> ReadKeyword(const std::vector<sdk::Token>& tokens,
                                         size_t at);
std::optional<DatePartPhrase> ReadDatePart(
    const std::vector<sdk::Token>& tokens, size_t at);

// Returns whether a lower-case word is, or begins, no phrase of the above.
bool IsKeyword(absl::string_view word);

// Returns whether a lower-case word stands in one of the phrases.
bool InKeyword(absl::string_view word);

// Returns whether a lower-case word says nothing about what is asked: leaving
// it out leaves the question the same. No word that narrows, negates, compares
// or asks for reasons is one.
bool IsFiller(absl::string_view word);

// The same for a word that no value of the data is: "work", "through".
bool IsLight(absl::string_view word);
// Returns whether a lower-case verb says nothing after "we": "did we get".
bool IsLightAfterWe(absl::string_view word);

// Returns whether a lower-case verb says nothing between who has what is
// counted and that: "how many orders has each customer placed".
bool IsRelation(absl::string_view word);

// Returns whether a lower-case participle says only that there are such rows:
// "orders placed".
bool IsDone(absl::string_view word);

// Returns whether a lower-case noun is written in the plural, as far as its
// letters tell.
bool IsPlural(absl::string_view word);

// Returns whether the words of a column's name say that its numbers add up:
// "shipping", "cost", and what is counted in a plural ("litres", or `plural`
// where people say it so), but no price and no rate.
bool IsAdditive(const std::vector<std::string>& name, bool plural = false);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_KEYWORDS_H_
