// Lessons as adjustments of one question, and as the engine's settings.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_ADJUSTMENTS_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_ADJUSTMENTS_H_

#include "alhf/v1/types.pb.h"
#include "components/sql_generator/settings.h"

namespace alhf::sql_generator {

// Gives `item` its target and typed payload, from its directive; one without
// a directive of this engine stays guidance.
void Describe(v1::AdjustmentItem& item);

// Adds what `item` sets to `settings`. What the engine cannot act on sets
// nothing.
void Apply(const v1::AdjustmentItem& item, Settings& settings);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_ADJUSTMENTS_H_
