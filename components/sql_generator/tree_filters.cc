#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "components/sql_generator/attributes.h"
#include "components/sql_generator/expression.h"
#include "components/sql_generator/identifier.h"
#include "components/sql_generator/tree_builder.h"
#include "components/sql_generator/written_names.h"

namespace alhf::sql_generator {

bool TreeBuilder::AddFilters() {
  return AddMentions() && AddNulls() && AddTests() && AddComparisons() &&
         AddDates();
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
  groups_.push_back({*table, false, {std::move(condition)}, std::nullopt});
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
  for (size_t i = 0; i < reading_.mentions.size(); ++i) {
    const AskedMention& mention = reading_.mentions[i];
    if (mention.is_operand) continue;
    if (mention.of.front().kind == Kind::kColumn ? !AddDateColumn(i)
                                                 : !AddMention(i)) {
      return false;
    }
  }
  return true;
}

bool TreeBuilder::AddMention(size_t index) {
  const AskedMention& mention = reading_.mentions[index];
  const Meaning* m = Choose(mention.of, mention.words);
  if (m == nullptr) return false;
  const bool done = m->kind == Kind::kVerb && m->column != nullptr;
  if (m->table == tree_.root || IsJoined(m->table)) {
    if (done) return PlaceDone(index, *m);
    if (mention.negated || (CountedAlready(mention) && !mention.predicate)) {
      return NotUnderstood(mention.words);
    }
    RequireRow(m->table);
    return true;
  }
  const Way way = schema_.AnyWay(tree_.root, m->table);
  if (!way.found || way.ambiguous) return NoWay(m->table, way);
  const Way up = schema_.WayUp(tree_.root, m->table);
  // Rows that are neither part of the root's nor their whole.
  if (Sums() && !up.found && !IsUp(m->table, tree_.root)) {
    return CannotSplit(m->table, mention.words);
  }
  if (done && up.found) return PlaceDone(index, *m);
  const bool always = up.found && std::none_of(up.steps.begin(), up.steps.end(),
                                               [this](const Step& step) {
                                                 return MayLackParent(step);
                                               });
  if (always && !mention.negated) return true;
  groups_.push_back({m->table, mention.negated, {}, std::nullopt});
  if (done && m->column->nullable && !HasDates(index)) {
    groups_.back().conditions.push_back(Done(NameOf(m->table), *m->column));
  }
  Say(mention.words, absl::StrCat(mention.negated ? "no row of " : "a row of ",
                                  NameOf(m->table)));
  return true;
}

// "Have a closing date", which nothing else is said of.
bool TreeBuilder::AddDateColumn(size_t index) {
  const AskedMention& mention = reading_.mentions[index];
  if (HasDates(index)) return true;
  const Meaning* m = Choose(mention.of, mention.words);
  return m != nullptr && PlaceDone(index, *m);
}

// "Closed": on some date; "not closed": on none.
bool TreeBuilder::PlaceDone(size_t index, const Meaning& verb) {
  const AskedMention& mention = reading_.mentions[index];
  if (HasDates(index)) {
    return mention.negated ? NotUnderstood(mention.words) : true;
  }
  if (!verb.column->nullable) {
    return mention.negated ? NotUnderstood(mention.words) : true;
  }
  Condition condition = Done(NameOf(verb.table), *verb.column);
  if (mention.negated) condition.set_negated(false);
  Say(mention.words,
      absl::StrCat(NameOf(verb),
                   mention.negated ? " holds nothing" : " holds a date"));
  return Place(std::move(condition), mention.words);
}

Condition TreeBuilder::Done(const std::string& table, const Column& column) {
  Condition condition;
  condition.set_table(table);
  condition.set_column(column.name);
  condition.set_is_null(true);
  condition.set_negated(true);
  return condition;
}

bool TreeBuilder::HasDates(size_t mention) const {
  const int anchor = static_cast<int>(mention);
  return std::any_of(
             reading_.dates.begin(), reading_.dates.end(),
             [anchor](const AskedDates& d) { return d.anchor == anchor; }) ||
         std::any_of(reading_.dimensions.begin(), reading_.dimensions.end(),
                     [anchor](const AskedDimension& d) {
                       return d.part && d.anchor == anchor;
                     });
}

bool TreeBuilder::AddNulls() {
  for (const AskedNull& null : reading_.nulls) {
    const Meaning* m = Choose(null.of, null.words);
    if (m == nullptr) return false;
    Condition condition = Done(NameOf(m->table), *m->column);
    condition.set_negated(!null.is_null);
    Say(null.words,
        absl::StrCat(NameOf(*m),
                     null.is_null ? " holds nothing" : " holds something"));
    if (!Place(std::move(condition), null.words)) return false;
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
    if (read.counts || read.is_row || !read.than.empty()) {
      const bool added = read.counts   ? AddRowCount(read)
                         : read.is_row ? AddRow(read)
                                       : AddThan(read);
      if (!added) return false;
      continue;
    }
    Condition condition;
    Comparison& compare = *condition.mutable_compare();
    compare.set_operator_(read.op);
    compare.set_number(read.number);
    if (read.subject.empty() ? !AmountSubject(read, condition)
                             : !NamedSubject(read, condition)) {
      return false;
    }
    if (!read.others.empty()) {
      if (condition.column().empty()) return NotUnderstood(read.words);
      auto& values = *condition.mutable_one_of();
      values.add_values(NumberLiteral(read.number));
      for (const double other : read.others) {
        values.add_values(NumberLiteral(other));
      }
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

// "Loan 30": by the number that its rows are given, else by their key.
bool TreeBuilder::AddRow(const AskedComparison& read) {
  const AskedMention& mention =
      reading_.mentions[static_cast<size_t>(read.anchor)];
  const Meaning* m = Choose(mention.of, mention.words);
  if (m == nullptr) return false;
  const Table& table = schema_.table(m->table);
  const Column* told = nullptr;
  for (const Column& column : table.columns) {
    const auto name = SpelledOut(NameWords(column.name));
    const bool number =
        !name.empty() && (name.back() == "number" || name.back() == "no");
    if (number && !column.IsDate() && told == nullptr) told = &column;
  }
  if (told == nullptr && table.primary_key.size() == 1) {
    told = table.Find(table.primary_key[0]);
  }
  if (told == nullptr ||
      !(told->IsNumber() || told->kind == ColumnKind::kText)) {
    return NotUnderstood(read.words);
  }
  Condition condition;
  condition.set_table(table.name);
  condition.set_column(told->name);
  condition.mutable_one_of()->add_values(NumberLiteral(read.number));
  Say(read.words, absl::StrCat(table.name, ".", told->name));
  return Place(std::move(condition), read.words);
}

// "Paid after the due date": both of one row.
bool TreeBuilder::AddThan(const AskedComparison& read) {
  const Meaning* subject = Choose(read.subject, read.words);
  if (subject == nullptr) return false;
  const auto than = std::find_if(
      read.than.begin(), read.than.end(),
      [subject](const Meaning& m) { return m.table == subject->table; });
  if (than == read.than.end() || than->column == subject->column) {
    return NotUnderstood(read.words);
  }
  Condition condition;
  condition.set_table(NameOf(subject->table));
  condition.set_column(subject->column->name);
  condition.set_negated(read.negated);
  condition.mutable_compare()->set_operator_(read.op);
  condition.mutable_compare()->set_than_column(than->column->name);
  Say(read.words,
      absl::StrCat(NameOf(*subject), " compared with ", NameOf(*than)));
  return Place(std::move(condition), read.words);
}

// "With more than 5 loans": the mention is a group of rows already.
bool TreeBuilder::AddRowCount(const AskedComparison& read) {
  const auto index = static_cast<size_t>(read.anchor);
  if (index >= reading_.mentions.size() || reading_.mentions[index].negated) {
    return NotUnderstood(read.words);
  }
  const AskedMention& mention = reading_.mentions[index];
  const Meaning* m = Choose(mention.of, mention.words);
  if (m == nullptr) return false;
  for (Group& group : groups_) {
    if (group.table != m->table || group.negated || group.count) continue;
    group.count.emplace().set_operator_(read.op);
    group.count->set_number(read.number);
    Say(read.words, absl::StrCat("so many rows of ", NameOf(m->table)));
    return true;
  }
  return NotUnderstood(read.words);
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
  std::string amount = catalog_.AmountOf(table);
  if (!read.attribute.empty()) {
    const Column* spoken = AttributeOf(schema_.table(table), read.attribute);
    amount = spoken == nullptr ? "" : QuoteName(spoken->name);
  }
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
    Say(read.words, NameOf(*m));
    // Who asks for the dear ones wants to see how dear they are.
    const bool list =
        !tree_.grouped && !tree_.dimensions.empty() && !reading_.top;
    if (list && m->table == tree_.root && read.op != Comparison::EQUAL) {
      AddColumn(m->table, m->column);
    }
    return true;
  }
  // A sum over rows is no number of one row.
  if (m->measure->expression().empty() || !m->measure->minus().empty() ||
      !m->measure->plus().empty() || m->measure->has_over() ||
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
  if (!condition.compare().than_column().empty()) {
    add(condition.compare().than_column());
  }
}

}  // namespace alhf::sql_generator
