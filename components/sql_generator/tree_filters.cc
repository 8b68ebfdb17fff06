#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "components/sql_generator/expression.h"
#include "components/sql_generator/tree_builder.h"

namespace alhf::sql_generator {

bool TreeBuilder::AddFilters() {
  return AddMentions() && AddTests() && AddComparisons() && AddDates();
}

// Where a condition belongs: to the query, to rows that refer to it.
bool TreeBuilder::Place(Condition condition, const std::string& words) {
  const auto table = schema_.Find(condition.table());
  if (!table) return NotUnderstood(words);
  CollectColumns(condition, explicit_);
  if (IsJoined(*table) || IsUp(tree_.root, *table)) {
    if (!JoinFor(condition)) return false;
    tree_.conditions.push_back(std::move(condition));
    return true;
  }
  if (Group* group = GroupFor(*table)) {
    group->conditions.push_back(std::move(condition));
    return true;
  }
  const Way way = schema_.AnyWay(tree_.root, *table);
  if (!way.found || way.ambiguous) return NoWay(*table, way);
  if (Sums()) return CannotSplit(*table, words);
  groups_.push_back({*table, false, {std::move(condition)}});
  return true;
}

bool TreeBuilder::Sums() const {
  return std::any_of(
      tree_.measures.begin(), tree_.measures.end(), [](const MeasureNode& m) {
        return m.aggregate == AGGREGATE_SUM || m.aggregate == AGGREGATE_AVERAGE;
      });
}

bool TreeBuilder::CannotSplit(size_t table, const std::string& words) {
  NotUnderstood(words);
  return Refuse(absl::StrCat("A number of ", NameOf(tree_.root),
                             " cannot be split by ", NameOf(table), "."));
}

bool TreeBuilder::JoinFor(const Condition& condition) {
  const auto table = schema_.Find(condition.table());
  if (!table || !Join(*table)) return false;
  const auto& inner = condition.all_of().conditions();
  return std::all_of(inner.begin(), inner.end(),
                     [this](const Condition& c) { return JoinFor(c); });
}

TreeBuilder::Group* TreeBuilder::GroupFor(size_t table) {
  for (Group& group : groups_) {
    if (group.table == table || IsUp(group.table, table)) return &group;
  }
  return nullptr;
}

bool TreeBuilder::AddMentions() {
  for (const AskedMention& mention : reading_.mentions) {
    if (mention.of.front().kind == Kind::kColumn) continue;
    if (mention.is_operand) continue;
    const Meaning* m = Choose(mention.of, mention.words);
    if (m == nullptr) return false;
    if (m->table == tree_.root || IsJoined(m->table)) {
      if (mention.negated || CountedAlready(mention)) {
        return NotUnderstood(mention.words);
      }
      RequireRow(m->table);
      continue;
    }
    const Way way = schema_.AnyWay(tree_.root, m->table);
    if (!way.found || way.ambiguous) return NoWay(m->table, way);
    const Way up = schema_.WayUp(tree_.root, m->table);
    // Rows that are neither part of the root's nor their whole.
    if (Sums() && !up.found && !IsUp(m->table, tree_.root)) {
      return CannotSplit(m->table, mention.words);
    }
    const bool always =
        up.found &&
        std::none_of(up.steps.begin(), up.steps.end(),
                     [this](const Step& step) { return MayLackParent(step); });
    if (always && !mention.negated) continue;
    groups_.push_back({m->table, mention.negated, {}});
    Say(mention.words,
        absl::StrCat(mention.negated ? "no row of " : "a row of ",
                     NameOf(m->table)));
  }
  return true;
}

// Rows that belong to no row of `table`, which is joined, are left out.
void TreeBuilder::RequireRow(size_t table) {
  for (const Step& step : schema_.WayUp(tree_.root, table).steps) {
    for (JoinNode& join : tree_.joins) {
      if (join.step.to == step.to) join.outer = false;
    }
  }
}

// "Loans of readers with loans over 5": other rows of the same table.
bool TreeBuilder::CountedAlready(const AskedMention& mention) const {
  const auto names_root = [this](const AskedMention& m) {
    return !m.verb && m.of.front().kind == Kind::kTable &&
           m.of.front().table == tree_.root;
  };
  return names_root(mention) &&
         std::any_of(reading_.mentions.begin(), reading_.mentions.end(),
                     [&names_root](const AskedMention& m) {
                       return m.is_operand && names_root(m);
                     });
}

bool TreeBuilder::AddComparisons() {
  for (const AskedComparison& read : reading_.comparisons) {
    Condition condition;
    Comparison& compare = *condition.mutable_compare();
    compare.set_operator_(read.op);
    compare.set_number(read.number);
    if (read.subject.empty() ? !AmountSubject(read, condition)
                             : !NamedSubject(read, condition)) {
      return false;
    }
    std::vector<Condition> ends = {condition};
    if (read.upper) {
      compare.set_operator_(Comparison::AT_MOST);
      compare.set_number(*read.upper);
      ends.push_back(condition);
    }
    if (!PlaceAll(ends, read.negated, read.words)) return false;
  }
  return true;
}

// Negated, not all of `conditions` hold.
bool TreeBuilder::PlaceAll(const std::vector<Condition>& conditions,
                           bool negated, const std::string& words) {
  if (!negated) {
    return std::all_of(conditions.begin(), conditions.end(),
                       [&](const Condition& c) { return Place(c, words); });
  }
  Condition all = AllOf(conditions);
  all.set_negated(!all.negated());
  return Place(std::move(all), words);
}

bool TreeBuilder::AmountSubject(const AskedComparison& read,
                                Condition& condition) {
  size_t table = tree_.root;
  if (read.anchor >= 0) {
    const AskedMention& mention =
        reading_.mentions[static_cast<size_t>(read.anchor)];
    const Meaning* m = Choose(mention.of, mention.words);
    if (m == nullptr) return false;
    table = m->table;
  }
  const std::string amount = catalog_.AmountOf(table);
  if (amount.empty()) {
    NotUnderstood(read.words);
    return Refuse(
        absl::StrCat("Say which number of ", NameOf(table), " is compared."));
  }
  condition.set_table(NameOf(table));
  condition.mutable_compare()->set_expression(amount);
  Say(read.words, absl::StrCat(NameOf(table), ": ", amount));
  return true;
}

bool TreeBuilder::NamedSubject(const AskedComparison& read,
                               Condition& condition) {
  const Meaning* m = Choose(read.subject, read.words);
  if (m == nullptr) return false;
  condition.set_table(NameOf(m->table));
  if (m->kind == Kind::kColumn) {
    condition.set_column(m->column->name);
    return true;
  }
  // A sum over rows is no number of one row.
  if (m->measure->expression().empty() || !m->measure->minus().empty() ||
      !m->measure->conditions().empty() ||
      (m->table != tree_.root && GroupFor(m->table) == nullptr)) {
    NotUnderstood(read.words);
    return Refuse(absl::StrCat("\"", m->measure->name(),
                               "\" is compared for rows of ",
                               m->measure->table(), " only."));
  }
  condition.mutable_compare()->set_expression(m->measure->expression());
  return true;
}

bool TreeBuilder::AddDates() {
  for (const AskedDates& read : reading_.dates) {
    const auto date = DateFor(read.anchor, read.words);
    if (!date) return false;
    Condition condition;
    condition.set_table(NameOf(date->table));
    condition.set_column(date->column->name);
    condition.set_negated(read.negated);
    *condition.mutable_dates() = read.range;
    const DaySpan days = DaysOf(read.range, tree_.today, tree_.weeks);
    std::string when =
        absl::StrCat(NameOf(date->table), ".", date->column->name);
    if (!lasting_ && days.from) {
      absl::StrAppend(&when, " from ", IsoDate(*days.from));
    }
    if (!lasting_ && days.before) {
      absl::StrAppend(&when, " to ", IsoDate(*days.before - 1));
    }
    Say(read.words, when);
    if (read.range.calendar().unit() == WEEK) {
      out_.date_parts.push_back("week");
    }
    if (!Place(std::move(condition), read.words)) return false;
  }
  return true;
}

// The columns that `condition` itself tests.
void TreeBuilder::CollectColumns(const Condition& condition,
                                 std::set<ColumnKey>& columns) {
  for (const Condition& inner : condition.all_of().conditions()) {
    CollectColumns(inner, columns);
  }
  const auto add = [&](absl::string_view column) {
    columns.insert({absl::AsciiStrToLower(condition.table()),
                    absl::AsciiStrToLower(column)});
    return std::string(column);
  };
  if (!condition.compare().expression().empty()) {
    (void)TranslateExpression(condition.compare().expression(), add);
  } else if (!condition.column().empty()) {
    add(condition.column());
  }
}

}  // namespace alhf::sql_generator
