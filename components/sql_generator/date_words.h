// The words of dates: numbers, units, months, and a place among the tokens.
//
// Thread safety: used by one call's thread only; the functions are pure.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_DATE_WORDS_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_DATE_WORDS_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/sdk/text.h"
#include "components/sql_generator/sql_generator.pb.h"

namespace alhf::sql_generator {

// Reads along `tokens`, which are of `text`; both must outlive it.
class DateWords {
 public:
  using Words = std::initializer_list<absl::string_view>;
  static constexpr int kFirstYear = 1900;
  static constexpr int kLastYear = 2100;

  DateWords(absl::string_view text, const std::vector<sdk::Token>& tokens,
            size_t at)
      : text_(text), tokens_(tokens), at_(at) {}

  // Whether the token so many ahead is one of `words`.
  bool Is(size_t ahead, Words words) const;
  // Goes on past one of `words`, if it is next.
  bool Take(Words words);
  // Goes back to `at`, for "or nothing".
  std::nullopt_t Back(size_t at) {
    at_ = at;
    return std::nullopt;
  }

  // What the token so many ahead is; nothing or 0 where it is none.
  std::optional<int64_t> Number(size_t ahead) const;
  std::optional<int64_t> Year(size_t ahead) const;
  std::optional<DateUnit> Unit(size_t ahead) const;
  std::optional<int> DayOfMonth(size_t ahead) const;  // "5", "5th"
  int Month(size_t ahead) const;
  // The next token, where it does not begin a longer number, date or range:
  // "2025-26".
  std::optional<int64_t> YearAlone() const;

 protected:
  const absl::string_view text_;
  const std::vector<sdk::Token>& tokens_;
  size_t at_;
};

// Returns the number of the month that a lower-case word names, or 0.
int MonthNamed(absl::string_view word);

// Returns the months that all of `tokens` name, whatever the year: "January to
// June", "July and August", "March".
std::optional<DateRange::Months> ReadMonths(
    const std::vector<sdk::Token>& tokens);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_DATE_WORDS_H_
