#include "components/sql_generator/checks.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "alhf/sdk/status.h"
#include "components/sql_generator/expression.h"

namespace alhf::sql_generator {

absl::Status UnknownName(absl::string_view where, absl::string_view name) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               absl::StrCat(where, ": the database has no \"", name, "\""),
               {{"name", std::string(name)}});
}

absl::Status CheckColumn(const Schema& schema, absl::string_view where,
                         absl::string_view table, absl::string_view column) {
  if (!schema.Find(table).has_value()) return UnknownName(where, table);
  if (schema.FindColumn(table, column) == nullptr) {
    return UnknownName(where, absl::StrCat(table, ".", column));
  }
  return absl::OkStatus();
}

absl::Status CheckCondition(const Schema& schema, const Condition& condition) {
  constexpr absl::string_view kWhere = "conditions";
  const auto table = schema.Find(condition.table());
  if (!table.has_value()) return UnknownName(kWhere, condition.table());
  switch (condition.test_case()) {
    case Condition::kExists:
      if (!schema.Find(condition.exists().table()).has_value()) {
        return UnknownName(kWhere, condition.exists().table());
      }
      for (const Condition& inner : condition.exists().conditions()) {
        ALHF_RETURN_IF_ERROR(CheckCondition(schema, inner));
      }
      return absl::OkStatus();
    case Condition::kAllOf:
      for (const Condition& inner : condition.all_of().conditions()) {
        ALHF_RETURN_IF_ERROR(CheckCondition(schema, inner));
      }
      return absl::OkStatus();
    case Condition::kCompare:
      if (!condition.compare().than_column().empty()) {
        ALHF_RETURN_IF_ERROR(CheckColumn(schema, kWhere, condition.table(),
                                         condition.compare().than_column()));
      }
      if (!condition.compare().expression().empty()) {
        return CheckExpression(condition.compare().expression(),
                               schema.table(*table));
      }
      break;
    case Condition::TEST_NOT_SET:
      return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
                   absl::StrCat("conditions on ", condition.table(), ".",
                                condition.column(), " test nothing"));
    default:
      break;
  }
  return CheckColumn(schema, kWhere, condition.table(), condition.column());
}

absl::Status CheckMeasure(const Schema& schema, const Measure& measure) {
  const std::string where = absl::StrCat("measure \"", measure.name(), "\"");
  const auto table = schema.Find(measure.table());
  if (!table.has_value()) return UnknownName(where, measure.table());
  if (!measure.expression().empty()) {
    const absl::Status status =
        CheckExpression(measure.expression(), schema.table(*table));
    if (!status.ok()) return Annotate(status, where);
  }
  for (const Condition& condition : measure.conditions()) {
    ALHF_RETURN_IF_ERROR(Annotate(CheckCondition(schema, condition), where));
  }
  for (const auto* others : {&measure.minus(), &measure.plus()}) {
    for (const Measure& other : *others) {
      ALHF_RETURN_IF_ERROR(CheckMeasure(schema, other));
    }
  }
  if (measure.has_over()) return CheckMeasure(schema, measure.over());
  return absl::OkStatus();
}

}  // namespace alhf::sql_generator
