// The syntax tree of one query over one database: what is computed, settled
// down to tables and columns, and nothing of any dialect.
//
// Thread safety: plain values. Pointers are into the catalog's schema.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_QUERY_TREE_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_QUERY_TREE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "components/sql_generator/keywords.h"
#include "components/sql_generator/schema.h"
#include "components/sql_generator/sql_generator.pb.h"

namespace alhf::sql_generator {

// A table joined to those before it.
struct JoinNode {
  Step step;
  // Rows without a partner stay.
  bool outer = false;
};

struct DimensionNode {
  size_t table = 0;
  const Column* column = nullptr;
  std::optional<DatePart> part;  // of a date column
  std::string name;
};

struct MeasureNode {
  Aggregate aggregate = AGGREGATE_COUNT;
  size_t table = 0;
  // What is aggregated, over columns of `table`. Empty: its rows.
  std::string expression;
  std::vector<Measure> minus;
  std::vector<Measure> plus;
  // What the aggregate is divided by.
  std::optional<Measure> over;
  // Only rows for which all hold.
  std::vector<Condition> conditions;
  std::string name;
};

// By a measure; or by a dimension, which is no part of a date.
struct OrderNode {
  size_t index = 0;
  bool descending = true;
  bool of_dimension = false;
};

struct QueryTree {
  const Schema* schema = nullptr;
  size_t root = 0;
  std::vector<JoinNode> joins;
  std::vector<DimensionNode> dimensions;
  std::vector<MeasureNode> measures;
  std::vector<Condition> conditions;
  // Rows with the same dimensions are one.
  bool grouped = true;
  // Some join goes to several rows: rows of the root are counted once.
  bool multiplied = false;
  // Unset: by the dimensions.
  std::optional<OrderNode> order;
  std::optional<uint32_t> limit;
  WeekConvention::Kind weeks = WeekConvention::MONDAY;
  FiscalCalendar fiscal;
  absl::CivilDay today;
  // For columns that hold points in time. IANA name; empty: UTC.
  std::string time_zone;
};

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_QUERY_TREE_H_
