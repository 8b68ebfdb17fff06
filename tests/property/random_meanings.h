// What a semantic file says of a random database: measures, filters, words for
// values, dates and amounts of rows.
//
// Thread safety: pure function.
#ifndef ALHF_TESTS_PROPERTY_RANDOM_MEANINGS_H_
#define ALHF_TESTS_PROPERTY_RANDOM_MEANINGS_H_

#include "tests/property/dice.h"
#include "tests/property/invented_words.h"
#include "tests/property/random_database.h"

namespace alhf::testing {

void AddMeanings(RandomDatabase& database, Dice& dice, InventedWords& words);

}  // namespace alhf::testing

#endif  // ALHF_TESTS_PROPERTY_RANDOM_MEANINGS_H_
