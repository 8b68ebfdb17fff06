#include <algorithm>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "components/sql_generator/tree_builder.h"

namespace alhf::sql_generator {

const std::string& TreeBuilder::NameOf(size_t table) const {
  return schema_.table(table).name;
}

std::string TreeBuilder::NameOf(const Meaning& m) const {
  if (m.kind == Kind::kMeasure) return m.measure->name();
  if (m.column == nullptr) return NameOf(m.table);
  return absl::StrCat(NameOf(m.table), ".", m.column->name);
}

bool TreeBuilder::IsUp(size_t from, size_t table) const {
  const Way way = schema_.WayUp(from, table);
  return way.found && !way.ambiguous;
}

std::set<size_t> TreeBuilder::MentionedTables() const {
  std::set<size_t> tables;
  for (const AskedMention& mention : reading_.mentions) {
    // "Loans issued": a verb that several tables have names none of them.
    const bool one = std::all_of(mention.of.begin(), mention.of.end(),
                                 [&mention](const Meaning& m) {
                                   return m.table == mention.of.front().table;
                                 });
    if (mention.verb && !one) continue;
    for (const Meaning& m : mention.of) tables.insert(m.table);
  }
  return tables;
}

// The tables that a column or value of the question is of which only one table
// has.
std::set<size_t> TreeBuilder::SpokenTables() const {
  std::set<size_t> tables;
  const auto add = [&tables](const std::vector<Meaning>& of) {
    const bool one = !of.empty() &&
                     std::all_of(of.begin(), of.end(), [&of](const Meaning& m) {
                       return m.table == of.front().table;
                     });
    if (one) tables.insert(of.front().table);
  };
  for (const AskedDimension& d : reading_.dimensions) add(d.of);
  for (const AskedTest& test : reading_.tests) add(test.of);
  for (const AskedNull& null : reading_.nulls) add(null.of);
  return tables;
}

namespace {

// Whether `m` is a flag that a filter of `of` tests and nothing else: the same
// by two names.
bool IsFlagOfFilter(const Meaning& m, const std::vector<Meaning>& of) {
  if (m.kind != Meaning::Kind::kColumn || !m.column->IsFlag()) return false;
  return std::any_of(of.begin(), of.end(), [&m](const Meaning& other) {
    if (other.kind != Meaning::Kind::kFilter || other.table != m.table ||
        other.filter->conditions_size() != 1) {
      return false;
    }
    const Condition& c = other.filter->conditions(0);
    return c.is_true() && !c.negated() &&
           absl::EqualsIgnoreCase(c.column(), m.column->name);
  });
}

}  // namespace

// Returns the one that is meant, or null with a refusal.
const Meaning* TreeBuilder::Choose(const std::vector<Meaning>& of,
                                   const std::string& words) {
  const std::set<size_t> mentioned = MentionedTables();
  const auto has_column = [&of](size_t table) {
    return std::any_of(of.begin(), of.end(), [table](const Meaning& m) {
      return m.kind == Kind::kColumn && m.table == table;
    });
  };
  std::vector<const Meaning*> named;
  std::vector<const Meaning*> own;
  std::vector<const Meaning*> up;
  std::vector<const Meaning*> all;
  for (const Meaning& m : of) {
    // A column named for its table says how its rows are told apart.
    if (m.kind == Kind::kTable && has_column(m.table)) continue;
    if (IsFlagOfFilter(m, of)) continue;
    if (m.table == tree_.root || mentioned.count(m.table) > 0) {
      named.push_back(&m);
    }
    if (m.table == tree_.root) own.push_back(&m);
    if (IsUp(tree_.root, m.table)) up.push_back(&m);
    if (schema_.AnyWay(tree_.root, m.table).found) all.push_back(&m);
  }
  for (const auto& tier : {named, own, up, all}) {
    if (tier.size() == 1) return tier.front();
    if (!tier.empty()) {
      Ambiguous(tier, words);
      return nullptr;
    }
  }
  NotUnderstood(words);
  Refuse(absl::StrCat("No foreign keys lead from ", NameOf(tree_.root), " to ",
                      of.empty() ? words : NameOf(of.front()), "."));
  return nullptr;
}

void TreeBuilder::Ambiguous(const std::vector<const Meaning*>& of,
                            const std::string& words) {
  std::vector<std::string> names;
  for (const Meaning* m : of) names.push_back(NameOf(*m));
  NotUnderstood(words);
  Refuse(absl::StrCat("\"", words, "\" could be ", absl::StrJoin(names, " or "),
                      ": say which."));
}

bool TreeBuilder::Join(size_t table) {
  if (table == tree_.root) return true;
  Way way = schema_.WayUp(tree_.root, table);
  if (!way.found) way = schema_.AnyWay(tree_.root, table);
  if (!way.found || way.ambiguous) return NoWay(table, way);
  bool outer = false;
  for (const Step& step : way.steps) {
    const auto known = std::find_if(
        tree_.joins.begin(), tree_.joins.end(),
        [&step](const JoinNode& j) { return j.step.to == step.to; });
    if (known != tree_.joins.end()) {
      if (known->step.reference != step.reference) return NoWay(table, way);
      outer = known->outer;
      continue;
    }
    outer = step.up && (outer || MayLackParent(step));
    tree_.joins.push_back({step, outer});
    tree_.multiplied = tree_.multiplied || !step.up;
  }
  return true;
}

bool TreeBuilder::MayLackParent(const Step& step) const {
  const auto& columns = step.reference->columns;
  return std::any_of(columns.begin(), columns.end(),
                     [&](const std::string& name) {
                       const Column* c = schema_.table(step.from).Find(name);
                       return c == nullptr || c->nullable;
                     });
}

bool TreeBuilder::NoWay(size_t table, const Way& way) {
  return Refuse(absl::StrCat(way.found ? "More than one way leads from "
                                       : "No foreign keys lead "
                                         "from ",
                             NameOf(tree_.root), " to ", NameOf(table), "."));
}

bool TreeBuilder::IsJoined(size_t table) const {
  return table == tree_.root ||
         std::any_of(tree_.joins.begin(), tree_.joins.end(),
                     [table](const JoinNode& j) { return j.step.to == table; });
}

}  // namespace alhf::sql_generator
