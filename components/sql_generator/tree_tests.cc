#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "components/sql_generator/checks.h"
#include "components/sql_generator/tree_builder.h"

namespace alhf::sql_generator {

bool TreeBuilder::AddTests() {
  const auto& tests = reading_.tests;
  for (size_t i = 0; i < tests.size();) {
    size_t end = i + 1;
    while (end < tests.size() &&
           (tests[end].joined || tests[end].alternative)) {
      ++end;
    }
    if (!AddTestRun(i, end)) return false;
    i = end;
  }
  return CheckRepeats();
}

// Tests joined by "and" or "or": values of one column are alternatives.
bool TreeBuilder::AddTestRun(size_t begin, size_t end) {
  while (begin < end) {
    std::vector<std::vector<Meaning>> values;
    std::vector<Meaning> common = ValuesOf(reading_.tests[begin], values);
    size_t next = begin + 1;
    for (; !common.empty() && next < end; ++next) {
      std::vector<std::vector<Meaning>> more = values;
      const auto others = ValuesOf(reading_.tests[next], more);
      auto shared = common;
      std::erase_if(shared, [&others](const Meaning& m) {
        return std::none_of(
            others.begin(), others.end(),
            [&m](const Meaning& o) { return o.column == m.column; });
      });
      if (shared.empty()) break;
      common = std::move(shared);
      values = std::move(more);
    }
    if (next < end && reading_.tests[next].alternative) {
      NotUnderstood("or");
      return Refuse("\"or\" is understood between values of one column.");
    }
    if (common.empty() ? !AddTest(reading_.tests[begin])
                       : !AddValues(reading_.tests[begin], common, values)) {
      return false;
    }
    begin = next;
  }
  return true;
}

// The columns that can hold what `test` names; `values` gets the candidates
// of each value. Empty: it is no value.
std::vector<Meaning> TreeBuilder::ValuesOf(
    const AskedTest& test, std::vector<std::vector<Meaning>>& values) {
  const Meaning& first = test.of.front();
  if (first.kind == Kind::kValue) {
    values.push_back(test.of);
    return test.of;
  }
  if (first.kind != Kind::kTerm) return {};
  std::vector<Meaning> common;
  for (const std::string& value : first.term->values()) {
    auto found = catalog_.vocabulary().ValuesNamed(value);
    if (values.empty() || common.empty()) common = found;
    std::erase_if(common, [&found](const Meaning& m) {
      return std::none_of(found.begin(), found.end(), [&m](const Meaning& f) {
        return f.column == m.column;
      });
    });
    values.push_back(std::move(found));
  }
  return common;
}

// "Readers of branches in Rell": where several tables that are named have the
// value, the one that it stands next to.
std::vector<Meaning> TreeBuilder::Nearest(const AskedTest& test,
                                          const std::vector<Meaning>& columns) {
  const int next_to = test.noun >= 0 ? test.noun : test.after;
  std::set<size_t> named = MentionedTables();
  named.insert(tree_.root);
  const auto several = std::count_if(
      columns.begin(), columns.end(),
      [&named](const Meaning& m) { return named.count(m.table) > 0; });
  if (several < 2 || next_to < 0) return columns;
  const auto& of = reading_.mentions[static_cast<size_t>(next_to)].of;
  std::vector<Meaning> nearest;
  for (const Meaning& m : columns) {
    if (of.size() == 1 && m.table == of[0].table) nearest.push_back(m);
  }
  return nearest.size() == 1 ? nearest : columns;
}

bool TreeBuilder::AddValues(const AskedTest& test,
                            const std::vector<Meaning>& columns,
                            const std::vector<std::vector<Meaning>>& values) {
  std::vector<Meaning> distinct;
  for (const Meaning& m : columns) {
    const bool known =
        std::any_of(distinct.begin(), distinct.end(),
                    [&m](const Meaning& d) { return d.column == m.column; });
    if (!known) distinct.push_back(m);
  }
  distinct = Nearest(test, distinct);
  const Meaning* column = Choose(distinct, test.words);
  if (column == nullptr) return false;
  Condition condition;
  condition.set_table(NameOf(column->table));
  condition.set_column(column->column->name);
  for (const auto& candidates : values) {
    for (const Meaning& m : candidates) {
      if (m.column != column->column) continue;
      condition.mutable_one_of()->add_values(m.value);
    }
  }
  Say(test.words,
      absl::StrCat(NameOf(*column), test.negated ? " is not " : " is ",
                   absl::StrJoin(condition.one_of().values(), " or ")));
  return PlaceTest(test, std::move(condition));
}

bool TreeBuilder::AddTest(const AskedTest& test) {
  const Meaning* m = Choose(test.of, test.words);
  if (m == nullptr) return false;
  // "Active" was taught for readers, not for books; a flag is of rows that are
  // named, or that those belong to.
  const bool flag = m->kind == Kind::kColumn && !IsUp(tree_.root, m->table);
  if ((m->brief || flag) && m->table != tree_.root &&
      MentionedTables().count(m->table) == 0) {
    return NotUnderstood(test.words);
  }
  std::vector<Condition> conditions;
  if (m->kind == Kind::kFilter) {
    conditions.assign(m->filter->conditions().begin(),
                      m->filter->conditions().end());
    Say(test.words, m->filter->name());
  } else if (m->kind == Kind::kTerm) {
    conditions.assign(m->term->conditions().begin(),
                      m->term->conditions().end());
    Say(test.words, m->term->meaning());
  } else {
    Condition flag;
    flag.set_table(NameOf(m->table));
    flag.set_column(m->column->name);
    flag.set_is_true(true);
    conditions.push_back(std::move(flag));
    Say(test.words, NameOf(*m));
  }
  if (conditions.empty()) return NotUnderstood(test.words);
  for (const Condition& c : conditions) {
    if (!CheckCondition(schema_, c).ok()) {
      NotUnderstood(test.words);
      return Refuse(absl::StrCat("What \"", test.words,
                                 "\" means is not in this database."));
    }
  }
  if (!test.negated) {
    return std::all_of(conditions.begin(), conditions.end(),
                       [&](const Condition& c) { return PlaceTest(test, c); });
  }
  return PlaceTest(test, AllOf(conditions));
}

// "Without cancelled orders": no cancelled orders, not other ones.
bool TreeBuilder::PlaceTest(const AskedTest& test, Condition condition) {
  bool negated = test.negated;
  if (negated && test.noun >= 0) {
    const auto table = schema_.Find(condition.table());
    const AskedMention& noun =
        reading_.mentions[static_cast<size_t>(test.noun)];
    Group* group = GroupFor(*table);
    if (group != nullptr && noun.of.front().table == group->table &&
        !IsUp(tree_.root, *table)) {
      group->negated = true;
      negated = false;
    }
  }
  if (negated) condition.set_negated(!condition.negated());
  return Place(std::move(condition), test.words);
}

// Two values of one column can never both hold.
bool TreeBuilder::CheckRepeats() {
  std::set<std::pair<std::string, std::string>> seen;
  for (const Condition& c : tree_.conditions) {
    if (!c.has_one_of() || c.negated()) continue;
    if (!seen.insert({c.table(), c.column()}).second) {
      return Refuse(absl::StrCat("Two values of ", c.table(), ".", c.column(),
                                 ": say \"or\" if either is meant."));
    }
  }
  return true;
}

}  // namespace alhf::sql_generator
