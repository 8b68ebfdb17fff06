#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "components/sql_generator/attributes.h"
#include "components/sql_generator/tree_builder.h"

namespace alhf::sql_generator {

bool TreeBuilder::AddOrder() {
  if (settings_.row_limit && !tree_.dimensions.empty()) {
    tree_.limit = *settings_.row_limit;
    out_.notes.push_back(
        absl::StrCat("At most ", *tree_.limit, " rows, as taught."));
  }
  if (reading_.order && !AddAskedOrder(*reading_.order)) return false;
  if (!reading_.top && !reading_.sorted) return true;
  if (!tree_.order) {
    if (tree_.dimensions.empty() || tree_.measures.empty()) {
      return Refuse("I do not see what to rank.");
    }
    const bool first = reading_.top ? reading_.top->descending : true;
    tree_.order = OrderNode{0, reading_.sorted.value_or(first)};
  }
  if (!reading_.top) return true;
  const uint32_t count = reading_.top->count;
  // "Readers with the most loans": each with its number, the most first.
  out_.ranked = count == 0;
  const auto most = count == 0 ? settings_.top_limit : count;
  if (most) tree_.limit = std::min(*most, tree_.limit.value_or(*most));
  return true;
}

// Rows of a list by a column, which is shown as well.
bool TreeBuilder::OrderBy(size_t table, const Column& column, bool descending) {
  if (!Join(table)) return false;
  const auto is_it = [&](const DimensionNode& d) {
    return d.table == table && d.column == &column && !d.part;
  };
  auto& dimensions = tree_.dimensions;
  auto at = std::find_if(dimensions.begin(), dimensions.end(), is_it);
  if (at == dimensions.end()) {
    if (tree_.grouped && reading_.distinct) {
      return Refuse("Different values have no order but their own.");
    }
    AddColumn(table, &column);
    at = dimensions.end() - 1;
  }
  tree_.order = OrderNode{static_cast<size_t>(at - dimensions.begin()),
                          descending, /*of_dimension=*/true};
  return true;
}

// "Ordered by price": of a list, or of what is grouped by it.
bool TreeBuilder::AddAskedOrder(const AskedOrder& order) {
  if (order.of.empty()) return AddOrderByAge(order);
  const Meaning* m = Choose(order.of, order.words);
  if (m == nullptr) return false;
  const bool shown = std::any_of(
      tree_.dimensions.begin(), tree_.dimensions.end(),
      [m](const DimensionNode& d) { return d.column == m->column && !d.part; });
  if (tree_.dimensions.empty() || tree_.order ||
      (!shown && (!tree_.measures.empty() || !IsUp(tree_.root, m->table)))) {
    return NotUnderstood(order.words);
  }
  Say(order.words,
      absl::StrCat(order.descending ? "by the most " : "by ", NameOf(*m)));
  return OrderBy(m->table, *m->column, order.descending);
}

// The oldest were born first.
bool TreeBuilder::AddOrderByAge(const AskedOrder& order) {
  const Table& table = schema_.table(tree_.root);
  const Column* age = AttributeOf(table, "oldest");
  const auto birth = catalog_.BirthOf(tree_.root);
  if (tree_.dimensions.empty() || !tree_.measures.empty() || tree_.order ||
      (age == nullptr && !birth)) {
    return NotUnderstood(order.words);
  }
  const Column& column = age != nullptr ? *age : *birth->column;
  Say(order.words, absl::StrCat("by ", table.name, ".", column.name));
  return OrderBy(tree_.root, column,
                 age != nullptr ? order.descending : !order.descending);
}

}  // namespace alhf::sql_generator
