// What lessons set for one question.
//
// Thread safety: plain values.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_SETTINGS_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_SETTINGS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "components/sql_generator/connection.h"
#include "components/sql_generator/sql_generator.pb.h"

namespace alhf::sql_generator {

struct Settings {
  // Unset: that of the default connection.
  std::optional<Engine> dialect;
  WeekConvention::Kind weeks = WeekConvention::MONDAY;
  std::vector<TermDefinition> terms;
  std::vector<DefaultFilter> filters;
  std::optional<uint32_t> row_limit;
  // Where the first rows are asked for, and not how many.
  std::optional<uint32_t> top_limit;
  std::vector<DatePreference> dates;
  std::optional<FiscalCalendar> fiscal;
};

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_SETTINGS_H_
