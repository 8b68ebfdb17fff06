// Foreign keys that no question means: of a table to itself, and a second one
// between two tables, so that two ways lead from one to the other.
//
//   const std::optional<TwoWays> ways = AddUnmeantLinks(database, dice, words);
//   if (ways && Crosses(database, question, *ways)) ExpectRefusal();
//
// Thread safety: pure functions.
#ifndef ALHF_TESTS_PROPERTY_UNMEANT_LINKS_H_
#define ALHF_TESTS_PROPERTY_UNMEANT_LINKS_H_

#include <cstddef>
#include <optional>

#include "tests/property/dice.h"
#include "tests/property/invented_words.h"
#include "tests/property/question.h"
#include "tests/property/random_database.h"

namespace alhf::testing {

// Two tables with two ways between them.
struct TwoWays {
  size_t child = 0;
  size_t parent = 0;
};

// Adds references of tables to themselves, and, where no meaning of the
// database leads over it, one link a second time.
std::optional<TwoWays> AddUnmeantLinks(RandomDatabase& database, Dice& dice,
                                       InventedWords& words);

// Returns whether what `question` asks for leads from one to the other.
bool Crosses(const RandomDatabase& database, const Question& question,
             const TwoWays& ways);

}  // namespace alhf::testing

#endif  // ALHF_TESTS_PROPERTY_UNMEANT_LINKS_H_
