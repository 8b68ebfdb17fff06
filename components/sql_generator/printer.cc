// Longer than 400 lines: because conditions, subqueries and measures print one
// another.
#include "components/sql_generator/printer.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "alhf/sdk/status.h"
#include "components/sql_generator/date_sql.h"
#include "components/sql_generator/dates.h"
#include "components/sql_generator/expression.h"
#include "components/sql_generator/identifier.h"

namespace alhf::sql_generator {
namespace {

constexpr absl::string_view kOperators[] = {"=", "=", "<", "<=", ">", ">="};

// The tables that a part of the statement sees, with their names in it.
struct Scope {
  const Scope* around = nullptr;
  std::map<size_t, std::string> names;
  std::set<size_t> outer;  // rows may be missing: all columns may be NULL

  const std::string* Find(size_t table) const {
    const auto found = names.find(table);
    if (found != names.end()) return &found->second;
    return around == nullptr ? nullptr : around->Find(table);
  }
};

bool HasSubquery(const Condition& condition) {
  return condition.has_exists() ||
         std::any_of(condition.all_of().conditions().begin(),
                     condition.all_of().conditions().end(), HasSubquery);
}

class Printer {
 public:
  Printer(const QueryTree& tree, Engine dialect)
      : tree_(tree), dialect_(dialect) {}

  absl::StatusOr<std::string> Run() {
    qualified_ = !tree_.joins.empty();
    for (const Condition& c : tree_.conditions) {
      qualified_ = qualified_ || HasSubquery(c);
    }
    for (const MeasureNode& m : tree_.measures) {
      qualified_ =
          qualified_ || !m.minus.empty() || !m.plus.empty() ||
          std::any_of(m.conditions.begin(), m.conditions.end(), HasSubquery);
    }
    Scope scope;
    std::string from = absl::StrCat("\nFROM ", Enter(scope, tree_.root));
    for (const JoinNode& join : tree_.joins) {
      const std::string table = Enter(scope, join.step.to);
      if (join.outer) scope.outer.insert(join.step.to);
      absl::StrAppend(&from, join.outer ? "\nLEFT JOIN " : "\nJOIN ", table,
                      " ON ", Link(scope, join.step));
    }
    ALHF_ASSIGN_OR_RETURN(const std::string items, Items(scope));
    ALHF_ASSIGN_OR_RETURN(const std::string where,
                          Where(scope, tree_.conditions));
    return absl::StrCat("SELECT ", items, from, where.empty() ? "" : "\nWHERE ",
                        where, Tail());
  }

 private:
  // Takes `table` into `scope` under a name of its own.
  std::string Enter(Scope& scope, size_t table) {
    const std::string& name = tree_.schema->table(table).name;
    std::string alias = name;
    for (int n = 2; !taken_.insert(alias).second; ++n) {
      alias = absl::StrCat(name, "_", n);
    }
    scope.names[table] = alias;
    if (alias == name) return Name(name);
    return absl::StrCat(Name(name), " AS ", Name(alias));
  }

  std::string Name(absl::string_view name) const {
    return QuoteName(name, dialect_);
  }
  std::string Text(absl::string_view text) const {
    return QuoteText(text, dialect_);
  }
  bool IsMysql() const { return dialect_ == Engine::kMysql; }
  // What makes a fraction of a whole number: MySQL's decimals have few digits.
  absl::string_view One() const { return IsMysql() ? "1e0" : "1.0"; }

  std::string ColumnSql(const Scope& scope, size_t table,
                        absl::string_view column) const {
    if (!qualified_) return Name(column);
    const std::string* name = scope.Find(table);
    return absl::StrCat(Name(name == nullptr ? "" : *name), ".", Name(column));
  }

  std::string Link(const Scope& scope, const Step& step) const {
    std::vector<std::string> equal;
    for (size_t i = 0; i < step.reference->columns.size(); ++i) {
      const size_t child = step.up ? step.from : step.to;
      const size_t parent = step.up ? step.to : step.from;
      equal.push_back(absl::StrCat(
          ColumnSql(scope, parent, step.reference->parent_columns[i]), " = ",
          ColumnSql(scope, child, step.reference->columns[i])));
    }
    return absl::StrJoin(equal, " AND ");
  }

  // A date column as something that dates compare with.
  std::string DateSql(const Scope& scope, size_t table,
                      const Column& column) const {
    const std::string sql = ColumnSql(scope, table, column.name);
    if (dialect_ == Engine::kSqlite) return sql;
    if (column.date_as_text) {
      return absl::StrCat("CAST(", sql, " AS ",
                          IsMysql() ? "DATETIME" : "timestamp", ")");
    }
    if (column.kind != ColumnKind::kTimestampWithZone) return sql;
    const std::string zone =
        Text(tree_.time_zone.empty() ? "UTC" : tree_.time_zone);
    switch (dialect_) {
      case Engine::kMysql:
        return absl::StrCat("CONVERT_TZ(", sql, ", 'UTC', ", zone, ")");
      case Engine::kDatabricks:
        return absl::StrCat("FROM_UTC_TIMESTAMP(", sql, ", ", zone, ")");
      default:
        return absl::StrCat("(", sql, " AT TIME ZONE ", zone, ")");
    }
  }

  std::string DateLiteral(absl::CivilDay day) const {
    return absl::StrCat(dialect_ == Engine::kSqlite ? "" : "DATE ",
                        Text(IsoDate(day)));
  }

  absl::StatusOr<std::string> ExpressionSql(const Scope& scope, size_t table,
                                            absl::string_view text) const {
    return TranslateExpression(
        text,
        [&](absl::string_view column) {
          return ColumnSql(scope, table, column);
        },
        One());
  }

  // ------------------------------------------------------------- conditions

  absl::StatusOr<std::string> Where(const Scope& scope,
                                    const std::vector<Condition>& conditions) {
    std::vector<std::string> tests;
    for (const Condition& condition : conditions) {
      ALHF_ASSIGN_OR_RETURN(std::string test, Test(scope, condition));
      tests.push_back(std::move(test));
    }
    return absl::StrJoin(tests, "\n  AND ");
  }

  absl::StatusOr<std::string> Test(const Scope& scope,
                                   const Condition& condition) {
    const auto table = tree_.schema->Find(condition.table());
    if (!table.has_value() || scope.Find(*table) == nullptr) {
      return Missing(condition.table());
    }
    if (condition.has_exists()) return ExistsSql(scope, *table, condition);
    if (condition.has_is_null()) {
      return absl::StrCat(ColumnSql(scope, *table, condition.column()),
                          condition.negated() ? " IS NOT NULL" : " IS NULL");
    }
    if (condition.has_is_true() && condition.negated()) {
      Condition opposite = condition;
      opposite.set_negated(false);
      opposite.set_is_true(!condition.is_true());
      return Holds(scope, *table, opposite);
    }

    ALHF_ASSIGN_OR_RETURN(const std::string holds,
                          Holds(scope, *table, condition));
    if (!condition.negated()) return holds;
    if (condition.has_one_of() && !MayBeNull(scope, *table, condition)) {
      const Column* column =
          tree_.schema->table(*table).Find(condition.column());
      return OneOf(ColumnSql(scope, *table, condition.column()),
                   column->IsNumber(), condition.one_of(), "<>", "NOT IN");
    }
    // NULL is not it either.
    return absl::StrCat("(", holds, ") IS NOT TRUE");
  }

  static absl::Status Missing(absl::string_view name) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
                 absl::StrCat("the database has no \"", name, "\""));
  }

  bool MayBeNull(const Scope& scope, size_t table,
                 const Condition& condition) const {
    const Column* column = tree_.schema->table(table).Find(condition.column());
    return column == nullptr || column->nullable ||
           scope.outer.count(table) > 0;
  }

  std::string OneOf(const std::string& column, bool numbers,
                    const Values& values, absl::string_view one,
                    absl::string_view many) const {
    std::vector<std::string> literals;
    for (const std::string& value : values.values()) {
      double number = 0;
      literals.push_back(numbers && absl::SimpleAtod(value, &number)
                             ? NumberLiteral(number)
                             : Text(value));
    }
    if (literals.size() == 1) {
      return absl::StrCat(column, " ", one, " ", literals[0]);
    }
    return absl::StrCat(column, " ", many, " (", absl::StrJoin(literals, ", "),
                        ")");
  }

  // The test without its negation.
  absl::StatusOr<std::string> Holds(const Scope& scope, size_t table,
                                    const Condition& condition) {
    if (condition.has_all_of()) {
      const auto& all = condition.all_of().conditions();
      ALHF_ASSIGN_OR_RETURN(const std::string tests,
                            Where(scope, {all.begin(), all.end()}));
      return absl::StrCat("(", tests, ")");
    }
    if (condition.has_compare()) {
      return CompareSql(scope, table, condition);
    }
    const Column* column = tree_.schema->table(table).Find(condition.column());
    if (column == nullptr) {
      return Missing(absl::StrCat(condition.table(), ".", condition.column()));
    }
    const std::string sql = ColumnSql(scope, table, column->name);
    switch (condition.test_case()) {
      case Condition::kOneOf:
        return OneOf(sql, column->IsNumber(), condition.one_of(), "=", "IN");
      case Condition::kIsTrue: {
        if (!column->yes.empty()) {
          const std::string yes = absl::StrCat(sql, " = ", Text(column->yes));
          return condition.is_true() ? yes
                                     : absl::StrCat("(", yes, ") IS NOT TRUE");
        }
        if (!column->integer_flag) {
          return absl::StrCat(
              sql, condition.is_true() ? " IS TRUE" : " IS NOT TRUE");
        }
        return condition.is_true()
                   ? absl::StrCat(sql, " = 1")
                   : absl::StrCat("(", sql, " = 1) IS NOT TRUE");
      }
      case Condition::kDates:
        return DatesSql(DateSql(scope, table, *column), condition.dates());
      default:
        return Missing("a test");
    }
  }

  // A column that is compared with another.
  std::string SideSql(const Scope& scope, size_t table,
                      const std::string& name) const {
    const Column* column = tree_.schema->table(table).Find(name);
    return column != nullptr && column->IsDate()
               ? DateSql(scope, table, *column)
               : ColumnSql(scope, table, name);
  }

  absl::StatusOr<std::string> CompareSql(const Scope& scope, size_t table,
                                         const Condition& condition) const {
    const Comparison& compare = condition.compare();
    if (!compare.than_column().empty()) {
      return absl::StrCat(SideSql(scope, table, condition.column()), " ",
                          kOperators[compare.operator_()], " ",
                          SideSql(scope, table, compare.than_column()));
    }
    std::string sql = ColumnSql(scope, table, condition.column());
    if (!compare.expression().empty()) {
      ALHF_ASSIGN_OR_RETURN(sql,
                            ExpressionSql(scope, table, compare.expression()));
    }
    return absl::StrCat(sql, " ", kOperators[compare.operator_()], " ",
                        NumberLiteral(compare.number()));
  }

  std::string DatesSql(const std::string& date, const DateRange& range) const {
    if (range.has_months()) return InMonths(dialect_, date, range.months());
    const DaySpan days = DaysOf(range, tree_.today, tree_.weeks);
    std::vector<std::string> ends;
    if (days.from) {
      ends.push_back(absl::StrCat(date, " >= ", DateLiteral(*days.from)));
    }
    if (days.before) {
      ends.push_back(absl::StrCat(date, " < ", DateLiteral(*days.before)));
    }
    if (ends.empty()) return absl::StrCat(date, " IS NOT NULL");
    return absl::StrJoin(ends, " AND ");
  }

  // "FROM … WHERE …" of the rows of `table` that refer to the row of `anchor`,
  // for which all conditions hold.
  absl::StatusOr<std::string> Referring(
      Scope& scope, size_t anchor, absl::string_view name,
      const std::vector<Condition>& conditions) {
    const auto table = tree_.schema->Find(name);
    if (!table.has_value()) return Missing(name);
    const Way way = tree_.schema->AnyWay(anchor, *table);
    if (!way.found || way.ambiguous || way.steps.empty()) {
      return Missing(absl::StrCat(
          "one way from ", tree_.schema->table(anchor).name, " to ", name));
    }
    std::string sql = absl::StrCat("FROM ", Enter(scope, way.steps[0].to));
    // Before the same table may be joined once more inside.
    const std::string link = Link(scope, way.steps[0]);
    for (size_t i = 1; i < way.steps.size(); ++i) {
      AppendJoin(scope, way.steps[i], /*outer=*/false, sql);
    }
    for (const Condition& condition : conditions) {
      ALHF_RETURN_IF_ERROR(JoinFor(scope, *table, condition, sql));
    }
    ALHF_ASSIGN_OR_RETURN(const std::string where, Where(scope, conditions));
    return absl::StrCat(sql, " WHERE ", link, where.empty() ? "" : " AND ",
                        where);
  }

  void AppendJoin(Scope& scope, const Step& step, bool outer,
                  std::string& sql) {
    const std::string table = Enter(scope, step.to);
    absl::StrAppend(&sql, outer ? " LEFT JOIN " : " JOIN ", table, " ON ",
                    Link(scope, step));
    if (outer) scope.outer.insert(step.to);
  }

  // Joins what `condition` looks at, upwards from `table`.
  absl::Status JoinFor(Scope& scope, size_t table, const Condition& condition,
                       std::string& sql) {
    for (const Condition& inner : condition.all_of().conditions()) {
      ALHF_RETURN_IF_ERROR(JoinFor(scope, table, inner, sql));
    }
    const auto target = tree_.schema->Find(condition.table());
    if (!target.has_value()) return Missing(condition.table());
    if (scope.names.count(*target) > 0) return absl::OkStatus();
    const Way way = tree_.schema->WayUp(table, *target);
    if (!way.found || way.ambiguous) return Missing(condition.table());
    for (const Step& step : way.steps) {
      if (scope.names.count(step.to) == 0) AppendJoin(scope, step, true, sql);
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::string> ExistsSql(const Scope& around, size_t table,
                                        const Condition& condition) {
    Scope scope;
    scope.around = &around;
    const auto& inner = condition.exists().conditions();
    ALHF_ASSIGN_OR_RETURN(const std::string rows,
                          Referring(scope, table, condition.exists().table(),
                                    {inner.begin(), inner.end()}));
    const absl::string_view no = condition.negated() ? "NOT " : "";
    if (!condition.exists().has_count()) {
      return absl::StrCat(no, "EXISTS (SELECT 1 ", rows, ")");
    }
    const Comparison& count = condition.exists().count();
    return absl::StrCat(no, "(SELECT COUNT(*) ", rows, ") ",
                        kOperators[count.operator_()], " ",
                        NumberLiteral(count.number()));
  }

  // --------------------------------------------------------------- measures

  absl::StatusOr<std::string> MeasureSql(const Scope& scope,
                                         const MeasureNode& measure) {
    ALHF_ASSIGN_OR_RETURN(std::string sql, AggregateSql(scope, measure));
    if (!measure.over) return sql;
    MeasureNode over;
    over.table = measure.table;
    over.aggregate = measure.over->aggregate();
    over.expression = measure.over->expression();
    over.conditions.assign(measure.over->conditions().begin(),
                           measure.over->conditions().end());
    ALHF_ASSIGN_OR_RETURN(const std::string divisor, AggregateSql(scope, over));
    return absl::StrCat(sql, " * ", One(), " / NULLIF(", divisor, ", 0)");
  }

  absl::StatusOr<std::string> AggregateSql(const Scope& scope,
                                           const MeasureNode& measure) {
    static constexpr absl::string_view kFunctions[] = {
        "SUM(", "COUNT(", "SUM(", "AVG(", "MIN(", "MAX(", "COUNT(DISTINCT "};
    absl::string_view function = kFunctions[measure.aggregate];
    std::string value = "*";
    if (measure.aggregate != AGGREGATE_COUNT) {
      ALHF_ASSIGN_OR_RETURN(value, RowValue(scope, measure));
      const bool average = measure.aggregate == AGGREGATE_AVERAGE && IsMysql();
      if (average) value = absl::StrCat("(", value, ") * ", One());
    } else if (tree_.multiplied) {
      const Table& table = tree_.schema->table(measure.table);
      function = "COUNT(DISTINCT ";
      value = ColumnSql(scope, measure.table, table.primary_key[0]);
    }
    if (measure.conditions.empty()) return absl::StrCat(function, value, ")");
    ALHF_ASSIGN_OR_RETURN(const std::string where,
                          Where(scope, measure.conditions));
    if (dialect_ == Engine::kSqlite || dialect_ == Engine::kPostgresql) {
      return absl::StrCat(function, value, ") FILTER (WHERE ", where, ")");
    }
    return absl::StrCat(function, "CASE WHEN ", where, " THEN ",
                        value == "*" ? "1" : value, " END)");
  }

  absl::StatusOr<std::string> RowValue(const Scope& scope,
                                       const MeasureNode& measure) {
    ALHF_ASSIGN_OR_RETURN(std::string value, ExpressionSql(scope, measure.table,
                                                           measure.expression));
    for (const Measure& minus : measure.minus) {
      ALHF_ASSIGN_OR_RETURN(const std::string less,
                            MinusSql(scope, measure.table, minus));
      absl::StrAppend(&value, " - COALESCE(", less, ", 0)");
    }
    for (const Measure& plus : measure.plus) {
      ALHF_ASSIGN_OR_RETURN(const std::string more,
                            MinusSql(scope, measure.table, plus));
      absl::StrAppend(&value, " + COALESCE(", more, ", 0)");
    }
    return value;
  }

  absl::StatusOr<std::string> MinusSql(const Scope& around, size_t table,
                                       const Measure& minus) {
    const auto& all = minus.conditions();
    const std::vector<Condition> conditions(all.begin(), all.end());
    const auto of = tree_.schema->Find(minus.table());
    if (!of.has_value()) return Missing(minus.table());
    if (*of == table) {
      ALHF_ASSIGN_OR_RETURN(const std::string value,
                            ExpressionSql(around, table, minus.expression()));
      if (conditions.empty()) return value;
      ALHF_ASSIGN_OR_RETURN(const std::string where, Where(around, conditions));
      return absl::StrCat("CASE WHEN ", where, " THEN ", value, " END");
    }
    Scope scope;
    scope.around = &around;
    ALHF_ASSIGN_OR_RETURN(const std::string rows,
                          Referring(scope, table, minus.table(), conditions));
    ALHF_ASSIGN_OR_RETURN(const std::string value,
                          ExpressionSql(scope, *of, minus.expression()));
    return absl::StrCat("(SELECT SUM(", value, ") ", rows, ")");
  }

  // -------------------------------------------------------------- the whole

  absl::StatusOr<std::string> Items(const Scope& scope) {
    std::vector<std::string> items;
    std::set<std::string> names;
    const auto add = [&](const std::string& sql, const std::string& name) {
      std::string unique = name;
      for (int n = 2; !names.insert(unique).second; ++n) {
        unique = absl::StrCat(name, "_", n);
      }
      const std::string quoted = Name(unique);
      columns_.push_back(sql);
      const bool named = sql == quoted || absl::EndsWith(sql, "." + quoted);
      items.push_back(named ? sql : absl::StrCat(sql, " AS ", quoted));
    };
    for (const DimensionNode& d : tree_.dimensions) {
      firsts_.push_back(keys_.size());
      const bool nullable =
          d.column->nullable || scope.outer.count(d.table) > 0;
      if (!d.part.has_value()) {
        add(ColumnSql(scope, d.table, d.column->name), d.name);
        keys_.push_back(nullable);
        continue;
      }
      const std::string date = DateSql(scope, d.table, *d.column);
      for (const NamedExpression& part : DatePartColumns(
               dialect_, *d.part, tree_.weeks, date, tree_.fiscal)) {
        add(part.sql, part.name);
        keys_.push_back(nullable);
      }
    }
    for (const MeasureNode& measure : tree_.measures) {
      ALHF_ASSIGN_OR_RETURN(const std::string sql, MeasureSql(scope, measure));
      add(sql, measure.name);
    }
    return absl::StrJoin(items, ",\n  ");
  }

  // Column `i`, what is missing last.
  std::string OrderSql(size_t i, bool descending, bool nullable) const {
    const std::string by = absl::StrCat(i + 1, descending ? " DESC" : "");
    if (!nullable) return by;
    if (IsMysql()) return absl::StrCat(columns_[i], " IS NULL, ", by);
    return absl::StrCat(by, " NULLS LAST");
  }

  std::string Tail() const {
    std::vector<std::string> group;
    std::vector<std::string> order;
    std::optional<size_t> first;
    if (const auto& by = tree_.order; by.has_value()) {
      first = by->of_dimension ? firsts_[by->index] : keys_.size() + by->index;
      const bool nullable = !by->of_dimension || keys_[*first];
      order.push_back(OrderSql(*first, by->descending, nullable));
    }
    for (size_t i = 0; i < keys_.size(); ++i) {
      group.push_back(absl::StrCat(i + 1));
      if (i == first) continue;
      order.push_back(OrderSql(i, /*descending=*/false, keys_[i]));
    }
    std::string tail;
    if (tree_.grouped && !group.empty()) {
      absl::StrAppend(&tail, "\nGROUP BY ", absl::StrJoin(group, ", "));
    }
    if (!order.empty()) {
      absl::StrAppend(&tail, "\nORDER BY ", absl::StrJoin(order, ", "));
    }
    if (tree_.limit) absl::StrAppend(&tail, "\nLIMIT ", *tree_.limit);
    return tail;
  }

  const QueryTree& tree_;
  const Engine dialect_;
  bool qualified_ = false;
  std::set<std::string> taken_;
  std::vector<bool> keys_;      // of each dimension column: may it be NULL
  std::vector<size_t> firsts_;  // of each dimension: its first column
  std::vector<std::string> columns_;  // the SQL of each column
};

}  // namespace

absl::StatusOr<std::string> Print(const QueryTree& tree, Engine dialect) {
  return Printer(tree, dialect).Run();
}

}  // namespace alhf::sql_generator
