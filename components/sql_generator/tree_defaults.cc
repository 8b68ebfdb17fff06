#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "components/sql_generator/checks.h"
#include "components/sql_generator/tree_builder.h"

namespace alhf::sql_generator {

bool TreeBuilder::AddDefaultFilters() {
  for (const DefaultFilter& filter : settings_.filters) {
    const auto table = schema_.Find(filter.table());
    const bool known =
        table.has_value() &&
        std::all_of(filter.conditions().begin(), filter.conditions().end(),
                    [this](const Condition& c) {
                      return CheckCondition(schema_, c).ok();
                    });
    if (!known) {
      out_.notes.push_back(
          absl::StrCat("\"", filter.words(), "\" is not in this database."));
      continue;
    }
    if (!AsksFor(filter)) AddDefaultFilter(filter, *table);
  }
  return true;
}

// Whether the question is about the one row of its table that it calls by its
// name.
bool TreeBuilder::CallsOneRow() const {
  const Column* label = catalog_.LabelOf(tree_.root);
  return label != nullptr && label->tells_apart &&
         std::any_of(tree_.conditions.begin(), tree_.conditions.end(),
                     [&](const Condition& c) {
                       return c.table() == schema_.table(tree_.root).name &&
                              c.column() == label->name && !c.negated() &&
                              c.one_of().values_size() == 1;
                     });
}

// A question that names what is left out means what it says.
bool TreeBuilder::AsksFor(const DefaultFilter& filter) const {
  if (*schema_.Find(filter.table()) == tree_.root && CallsOneRow()) return true;
  std::set<ColumnKey> columns;
  for (const Condition& c : filter.conditions()) CollectColumns(c, columns);
  return std::any_of(columns.begin(), columns.end(),
                     [this](const auto& c) { return explicit_.count(c) > 0; });
}

void TreeBuilder::AddDefaultFilter(const DefaultFilter& filter, size_t table) {
  bool added = false;
  // Rows that dimensions are of belong to some as well.
  const bool through = std::any_of(
      tree_.joins.begin(), tree_.joins.end(),
      [&](const JoinNode& j) { return !j.step.up && IsUp(j.step.to, table); });
  const bool listed =
      std::any_of(tree_.dimensions.begin(), tree_.dimensions.end(),
                  [table](const DimensionNode& d) {
                    return d.table == table && d.column->key;
                  });
  if (tree_.root == table || listed ||
      (!filter.own_rows() &&
       (IsJoined(table) || IsUp(tree_.root, table) || through))) {
    for (const Condition& c : filter.conditions()) {
      if (JoinFor(c)) tree_.conditions.push_back(c);
    }
    added = true;
  } else if (schema_.WayUp(tree_.root, table).ambiguous) {
    out_.notes.push_back(absl::StrCat(
        "\"", filter.words(), "\" is not applied: more than one way leads to ",
        filter.table(), "."));
  }
  for (Group& group : groups_) {
    // "Loans of readers" counts loans, whatever readers count.
    const bool concerns =
        filter.own_rows() ? group.table == table && !IsUp(tree_.root, table)
                          : group.table == table || IsUp(group.table, table);
    if (!concerns) continue;
    group.conditions.insert(group.conditions.end(), filter.conditions().begin(),
                            filter.conditions().end());
    added = true;
  }
  if (added) Say(filter.words(), "as taught");
}

}  // namespace alhf::sql_generator
