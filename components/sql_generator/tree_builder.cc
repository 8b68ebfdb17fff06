#include "components/sql_generator/tree_builder.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace alhf::sql_generator {

TreeBuilder::TreeBuilder(const Catalog& catalog, const Settings& settings,
                         const Reading& reading, absl::CivilDay today,
                         const std::string& time_zone)
    : catalog_(catalog),
      schema_(catalog.schema()),
      settings_(settings),
      reading_(reading) {
  tree_.schema = &schema_;
  tree_.weeks = settings.weeks;
  if (settings.fiscal) tree_.fiscal = *settings.fiscal;
  tree_.today = today;
  tree_.time_zone = time_zone;
}

Built TreeBuilder::Query() {
  const bool ok = Understood() && FindRoot() && AddDimensions() &&
                  AddMeasures() && AddFilters() && AddDefaultFilters() &&
                  CloseGroups() && CheckFanOut() && AddOrder();
  return Finish(ok);
}

Built TreeBuilder::Conditions(size_t table) {
  tree_.root = table;
  lasting_ = true;
  for (const AskedDates& dates : reading_.dates) {
    if (dates.only_today || dates.fiscal) NotUnderstood(dates.words);
  }
  if (!reading_.measures.empty() || !reading_.dimensions.empty() ||
      reading_.top) {
    Refuse("It asks for something.");
  }
  const bool ok = Understood() && AddFilters() && CloseGroups();
  if (ok && tree_.conditions.empty()) Refuse("It says nothing of rows.");
  return Finish(ok && !tree_.conditions.empty());
}

Built TreeBuilder::Number() {
  lasting_ = true;
  for (const AskedDates& dates : reading_.dates) {
    if (dates.only_today || dates.fiscal) NotUnderstood(dates.words);
  }
  if (reading_.measures.size() != 1 || !reading_.dimensions.empty() ||
      reading_.top) {
    Refuse("It is no single number.");
  }
  const bool ok = Understood() && FindRoot() && AddMeasures() && AddFilters() &&
                  CloseGroups() && CheckFanOut();
  return Finish(ok);
}

bool TreeBuilder::Refuse(std::string reason) {
  if (out_.refusal.reason().empty()) {
    out_.refusal.set_reason(std::move(reason));
  }
  return false;
}

bool TreeBuilder::NotUnderstood(const std::string& words) {
  out_.refusal.add_not_understood(words);
  return false;
}

bool TreeBuilder::Failed() const {
  return !out_.refusal.reason().empty() ||
         out_.refusal.not_understood_size() > 0;
}

bool TreeBuilder::Understood() {
  for (const std::string& words : reading_.not_understood) {
    NotUnderstood(words);
  }
  if (!reading_.reason.empty()) Refuse(reading_.reason);
  for (const auto& [written, word] : reading_.corrected) {
    Say(written, absl::StrCat("read as \"", word, "\""));
  }
  return !Failed();
}

void TreeBuilder::Say(absl::string_view words, absl::string_view meaning) {
  std::string line = absl::StrCat("\"", words, "\": ", meaning);
  auto& lines = out_.interpretation;
  if (std::find(lines.begin(), lines.end(), line) == lines.end()) {
    lines.push_back(std::move(line));
  }
}

Built TreeBuilder::Finish(bool ok) {
  out_.ok = ok && !Failed();
  if (out_.ok) ListTables();
  if (out_.ok && !needs_fiscal_.empty() && !settings_.fiscal) {
    out_.ok = false;
    out_.structured = true;
    NotUnderstood(needs_fiscal_);
    Refuse("Nobody has said yet in which month the fiscal year begins.");
  }
  if (out_.ok) {
    out_.tree = std::move(tree_);
  } else if (!reading_.about_data) {
    out_.refusal.set_reason("This is no question about the data that I know.");
  } else if (out_.refusal.reason().empty()) {
    out_.refusal.set_reason(
        absl::StrCat("I do not understand: ",
                     absl::StrJoin(out_.refusal.not_understood(), ", "), "."));
  }
  return std::move(out_);
}

bool TreeBuilder::FindRoot() {
  std::optional<size_t> root;
  for (const AskedMeasure& measure : reading_.measures) {
    const auto table = TableOf(measure.of, measure.words, root);
    if (!table) return false;
    if (root && *root != *table &&
        measure.aggregate != AGGREGATE_COUNT_DISTINCT) {
      return Refuse(absl::StrCat("\"", reading_.measures[0].words, "\" and \"",
                                 measure.words,
                                 "\" are of different tables: ask for one."));
    }
    if (!root) root = table;
  }
  if (!root && !reading_.dimensions.empty() && !reading_.dimensions[0].part) {
    // A list, or the biggest rows.
    root = ListedTable();
    if (!root) return false;
  }
  if (!root) {
    return Refuse(
        "I do not see what to compute: ask how many, or for a total, "
        "average, minimum or maximum.");
  }
  tree_.root = *root;
  return true;
}

// "Names of readers": the table that is named, and it has such a column.
std::optional<size_t> TreeBuilder::ListedTable() {
  const AskedDimension& first = reading_.dimensions[0];
  for (const AskedMention& mention : reading_.mentions) {
    if (mention.negated || mention.of.front().column != nullptr) continue;
    const size_t table = mention.of.front().table;
    const bool has_it =
        std::any_of(first.of.begin(), first.of.end(),
                    [table](const Meaning& m) { return m.table == table; });
    if (mention.of.size() == 1 && has_it) return table;
    NotUnderstood(first.words);
    Refuse(absl::StrCat("\"", first.words, "\" is nothing that rows of ",
                        NameOf(table), " have."));
    return std::nullopt;
  }
  return TableOf(first.of, first.words, std::nullopt);
}

std::optional<size_t> TreeBuilder::TableOf(const std::vector<Meaning>& of,
                                           const std::string& words,
                                           std::optional<size_t> preferred) {
  const std::set<size_t> mentioned = MentionedTables();
  std::vector<const Meaning*> all;
  std::vector<const Meaning*> named;
  for (const Meaning& m : of) {
    if (preferred == m.table) return m.table;
    const bool known = std::any_of(
        all.begin(), all.end(),
        [&m](const Meaning* other) { return other->table == m.table; });
    if (known && m.column == nullptr) continue;
    all.push_back(&m);
    if (mentioned.count(m.table) > 0) named.push_back(&m);
  }
  auto left = named.empty() ? all : named;
  const auto keep = [&left](auto kept) {
    std::vector<const Meaning*> some;
    std::copy_if(left.begin(), left.end(), std::back_inserter(some), kept);
    if (!some.empty()) left = std::move(some);
  };
  // Two tables have it: of which the question speaks besides, or from whose
  // rows all else that it names can be reached.
  const std::set<size_t> spoken = SpokenTables();
  if (left.size() > 1) {
    keep([&spoken](const Meaning* m) { return spoken.count(m->table) > 0; });
  }
  if (left.size() > 1) {
    keep([&](const Meaning* m) {
      const auto reaches = [&](size_t t) { return IsUp(m->table, t); };
      return std::all_of(spoken.begin(), spoken.end(), reaches) &&
             std::all_of(mentioned.begin(), mentioned.end(), reaches);
    });
  }
  if (left.size() == 1) return left.front()->table;
  Ambiguous(left, words);
  return std::nullopt;
}

bool TreeBuilder::CloseGroups() {
  for (Group& group : groups_) {
    Condition condition;
    condition.set_table(NameOf(tree_.root));
    condition.set_negated(group.negated);
    condition.mutable_exists()->set_table(NameOf(group.table));
    if (group.count)
      *condition.mutable_exists()->mutable_count() = *group.count;
    for (Condition& c : group.conditions) {
      *condition.mutable_exists()->add_conditions() = std::move(c);
    }
    tree_.conditions.push_back(std::move(condition));
  }
  return true;
}

bool TreeBuilder::CheckFanOut() {
  if (!tree_.multiplied) return true;
  if (tree_.measures.empty()) tree_.grouped = true;
  for (const MeasureNode& m : tree_.measures) {
    const bool counts_rows = m.aggregate == AGGREGATE_COUNT;
    if (counts_rows && schema_.table(m.table).primary_key.size() != 1) {
      return Refuse(absl::StrCat("Rows of ", NameOf(m.table),
                                 " have no single key to count them by."));
    }
    if (m.aggregate == AGGREGATE_SUM || m.aggregate == AGGREGATE_AVERAGE ||
        m.over) {
      return Refuse(absl::StrCat(
          "A number of ", NameOf(tree_.root),
          " would be counted more than once: it has several rows of what "
          "you group by."));
    }
  }
  return true;
}

void TreeBuilder::ListTables() {
  std::set<size_t> tables = {tree_.root};
  for (const JoinNode& join : tree_.joins) tables.insert(join.step.to);
  for (const Group& group : groups_) tables.insert(group.table);
  std::set<size_t> all = tables;
  for (const size_t from : tables) {
    for (size_t to = 0; to < schema_.tables().size(); ++to) {
      if (schema_.WayUp(from, to).found) all.insert(to);
    }
  }
  for (const size_t table : all) out_.tables.push_back(NameOf(table));
  std::set<size_t> own = {tree_.root};
  for (const Group& group : groups_) {
    if (!IsUp(tree_.root, group.table)) own.insert(group.table);
  }
  for (const DimensionNode& d : tree_.dimensions) {
    if (d.column->key) own.insert(d.table);
  }
  for (const size_t table : own) out_.own_tables.push_back(NameOf(table));
  for (const DimensionNode& d : tree_.dimensions) {
    if (d.part.has_value()) continue;
    const auto& key = schema_.table(d.table).primary_key;
    const auto labels = catalog_.LabelsOf(d.table);
    const bool apart =
        std::find(labels.begin(), labels.end(), d.column) != labels.end() ||
        std::find(key.begin(), key.end(), d.column->name) != key.end();
    if (apart) out_.listed.push_back(NameOf(d.table));
    out_.listed.push_back(absl::StrCat(NameOf(d.table), ".", d.column->name));
  }
}

Condition AllOf(const std::vector<Condition>& conditions) {
  if (conditions.size() == 1) return conditions.front();
  Condition all;
  all.set_table(conditions.front().table());
  for (const Condition& c : conditions) {
    *all.mutable_all_of()->add_conditions() = c;
  }
  return all;
}

namespace {

// "Late loans in 2025": rows that are named and narrowed down, and asked
// nothing else of, are counted.
Reading Counted(Reading reading) {
  const bool narrowed = !reading.tests.empty() || !reading.dates.empty() ||
                        !reading.comparisons.empty() ||
                        !reading.nulls.empty() || reading.mentions.size() > 1;
  if (!reading.measures.empty() || !reading.dimensions.empty() || reading.top ||
      !narrowed) {
    return reading;
  }
  for (AskedMention& mention : reading.mentions) {
    if (mention.of.front().kind != Meaning::Kind::kTable) continue;
    if (mention.negated) break;
    mention.is_operand = true;
    reading.measures.push_back({AGGREGATE_COUNT, mention.of, mention.words});
    break;
  }
  return reading;
}

}  // namespace

Built Build(const Catalog& catalog, const Settings& settings,
            const Reading& reading, absl::CivilDay today,
            const std::string& time_zone) {
  const Reading counted = Counted(reading);
  return TreeBuilder(catalog, settings, counted, today, time_zone).Query();
}

Built BuildNumber(const Catalog& catalog, const Reading& reading,
                  absl::CivilDay today) {
  const Settings none;
  return TreeBuilder(catalog, none, reading, today, "").Number();
}

Built BuildConditions(const Catalog& catalog, const Reading& reading,
                      size_t table, absl::CivilDay today) {
  const Settings none;
  return TreeBuilder(catalog, none, reading, today, "").Conditions(table);
}

}  // namespace alhf::sql_generator
