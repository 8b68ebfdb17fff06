// The right answer, found by looking at every row: no SQL, no joins, no index,
// and no code of the engine's.
//
//   const Answer answer = Evaluate(database, question, taught);
//   EXPECT_EQ(Difference(answer, rows), "");
//
// Thread safety: pure functions.
#ifndef ALHF_TESTS_PROPERTY_BRUTE_FORCE_EVALUATOR_H_
#define ALHF_TESTS_PROPERTY_BRUTE_FORCE_EVALUATOR_H_

#include "tests/property/answer.h"
#include "tests/property/question.h"
#include "tests/property/random_database.h"

namespace alhf::testing {

Answer Evaluate(const RandomDatabase& database, const Question& question,
                const Taught& taught);

}  // namespace alhf::testing

#endif  // ALHF_TESTS_PROPERTY_BRUTE_FORCE_EVALUATOR_H_
