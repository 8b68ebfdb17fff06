#include "tests/property/unmeant_links.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

namespace alhf::testing {
namespace {

// The tables that can be reached from `from` without the link of `ways`.
std::set<size_t> OnTheSideOf(const RandomDatabase& database, size_t from,
                             const TwoWays& ways) {
  std::set<size_t> side = {from};
  for (size_t before = 0; before != side.size();) {
    before = side.size();
    for (size_t t = 0; t < database.tables.size(); ++t) {
      for (const RandomColumn& column : database.tables[t].columns) {
        if (!column.parent) continue;
        const size_t parent = *column.parent;
        if (t == ways.child && parent == ways.parent) continue;
        if (side.count(t) + side.count(parent) == 1) side.insert({t, parent});
      }
    }
  }
  return side;
}

void AddTables(const Test& test, std::set<size_t>& tables) {
  if (test.kind != Test::Kind::kAllOf) tables.insert(test.place.table);
  for (const Test& inner : test.all) AddTables(inner, tables);
}

void AddTables(const Measure& measure, std::set<size_t>& tables) {
  tables.insert(measure.table);
  for (const Minus& minus : measure.minus) tables.insert(minus.table);
  for (const Test& test : measure.tests) AddTables(test, tables);
}

bool Parts(const RandomDatabase& database, const std::set<size_t>& tables,
           const TwoWays& ways) {
  const std::set<size_t> side = OnTheSideOf(database, ways.child, ways);
  const auto on_it = std::count_if(tables.begin(), tables.end(),
                                   [&](size_t t) { return side.count(t) > 0; });
  return on_it > 0 && on_it < static_cast<std::ptrdiff_t>(tables.size());
}

// Whether a date, a measure or a filter of the semantic file leads over it.
bool IsMeant(const RandomDatabase& database, const TwoWays& ways) {
  for (size_t t = 0; t < database.tables.size(); ++t) {
    const auto& date = database.tables[t].date;
    if (date && Parts(database, {t, date->table}, ways)) return true;
  }
  for (const NamedMeasure& named : database.measures) {
    std::set<size_t> tables;
    AddTables(named.measure, tables);
    if (Parts(database, tables, ways)) return true;
  }
  return false;
}

// Adds a column of `table` that refers to rows of `to`.
void AddLink(RandomDatabase& database, size_t table, size_t to, Dice& dice,
             InventedWords& words) {
  RandomColumn column;
  column.name = absl::StrCat(words.Noun(), "_id");
  column.key = true;
  column.nullable = true;
  column.kind = database.tables[to].columns[0].kind;
  column.unmeant = to;
  std::vector<Value> keys = {Value()};
  for (const Row& row : database.tables[to].rows) keys.push_back(row[0]);
  for (size_t r = 0; r < database.tables[table].rows.size(); ++r) {
    // Of its own rows only those that are inserted before it, or itself.
    const size_t most = to == table ? r + 2 : keys.size();
    database.tables[table].rows[r].push_back(keys[dice.Below(most)]);
  }
  database.tables[table].columns.push_back(std::move(column));
}

}  // namespace

std::optional<TwoWays> AddUnmeantLinks(RandomDatabase& database, Dice& dice,
                                       InventedWords& words) {
  std::vector<TwoWays> possible;
  for (size_t t = 0; t < database.tables.size(); ++t) {
    for (const RandomColumn& column : database.tables[t].columns) {
      if (!column.parent) continue;
      const TwoWays ways{t, *column.parent};
      if (!IsMeant(database, ways)) possible.push_back(ways);
    }
  }
  for (size_t t = 0; t < database.tables.size(); ++t) {
    if (dice.Chance(0.7)) AddLink(database, t, t, dice, words);
  }
  if (possible.empty()) return std::nullopt;
  const TwoWays ways = dice.Of(possible);
  AddLink(database, ways.child, ways.parent, dice, words);
  return ways;
}

bool Crosses(const RandomDatabase& database, const Question& question,
             const TwoWays& ways) {
  std::set<size_t> tables = {question.table};
  for (const Measure& measure : question.measures) AddTables(measure, tables);
  for (const Dimension& d : question.dimensions) tables.insert(d.place.table);
  for (const Test& test : question.tests) AddTables(test, tables);
  for (const Related& related : question.related) {
    tables.insert(related.table);
    for (const Test& test : related.tests) AddTables(test, tables);
  }
  return Parts(database, tables, ways);
}

}  // namespace alhf::testing
