// Instructions on dates: when fiscal years begin, and which date periods go by.
//
//   "Our fiscal year starts in February."
//   "For loans use the return date, not the loan date."
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_CALENDAR_READERS_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_CALENDAR_READERS_H_

#include <optional>

#include "components/sql_generator/catalog.h"
#include "components/sql_generator/clause_readers.h"
#include "components/sql_generator/sql_generator.pb.h"

namespace alhf::sql_generator {

// `first_month` is 0 where it begins in a way that the engine does not know.
std::optional<FiscalCalendar> ReadFiscalCalendar(const Clause& clause);

std::optional<DatePreference> ReadDatePreference(const Clause& clause,
                                                 const Catalog& catalog);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_CALENDAR_READERS_H_
