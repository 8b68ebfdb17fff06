// Dates in words, and the days that they mean.
//
// Thread safety: pure function.
#ifndef ALHF_TESTS_PROPERTY_DATE_PHRASES_H_
#define ALHF_TESTS_PROPERTY_DATE_PHRASES_H_

#include <optional>
#include <string>

#include "tests/property/dice.h"
#include "tests/property/question.h"

namespace alhf::testing {

struct DatePhrase {
  std::string words;  // "in March 2025"
  // From this day on, up to the day before that.
  std::optional<int> from;
  std::optional<int> before;
};

DatePhrase AnyDates(Dice& dice, int today, Weeks weeks);

}  // namespace alhf::testing

#endif  // ALHF_TESTS_PROPERTY_DATE_PHRASES_H_
