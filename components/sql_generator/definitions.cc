#include "components/sql_generator/definitions.h"

#include <algorithm>
#include <initializer_list>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "alhf/sdk/text.h"
#include "components/sql_generator/builder.h"
#include "components/sql_generator/keywords.h"
#include "components/sql_generator/marks.h"
#include "components/sql_generator/reading.h"

namespace alhf::sql_generator {
namespace {

using Kind = Meaning::Kind;

bool Among(absl::string_view word,
           std::initializer_list<absl::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

MarkedQuestion MarkText(const Catalog& catalog, absl::string_view text,
                        absl::CivilDay today) {
  return MarkWords({&catalog.vocabulary(), nullptr, today}, text);
}

// `text` without words that only lead to the meaning: "someone who has …".
std::string WithoutLead(absl::string_view text) {
  for (const auto& token : sdk::Analyze(text).tokens) {
    if (!Among(token.text,
               {"a",       "an",      "the",      "one",   "any",      "anyone",
                "anybody", "someone", "somebody", "those", "everyone", "who",
                "that",    "which",   "with",     "has",   "have",     "when",
                "only",    "all",     "is",       "are"})) {
      return std::string(text.substr(token.begin));
    }
  }
  return "";
}

// The table that `marked` names, the first of several.
std::optional<size_t> NamedTable(const MarkedQuestion& marked) {
  for (const auto& mark : marked.marks) {
    for (const Meaning& m : mark.meanings) {
      if (m.kind == Kind::kTable) return m.table;
    }
  }
  return std::nullopt;
}

// The one table whose rows `reading` tests.
std::optional<size_t> TestedTable(const Reading& reading) {
  std::set<size_t> tables;
  for (const AskedTest& test : reading.tests) {
    for (const Meaning& m : test.of) tables.insert(m.table);
  }
  for (const AskedComparison& comparison : reading.comparisons) {
    for (const Meaning& m : comparison.subject) tables.insert(m.table);
  }
  for (const AskedMention& mention : reading.mentions) {
    for (const Meaning& m : mention.of) tables.insert(m.table);
  }
  if (tables.size() != 1) return std::nullopt;
  return *tables.begin();
}

std::string Joined(const Built& built) {
  return absl::StrJoin(built.interpretation, "; ");
}

// The values that `marked` lists, where it lists nothing else.
std::vector<std::string> ListedValues(const MarkedQuestion& marked) {
  std::vector<std::string> values;
  if (!marked.not_understood.empty()) return {};
  for (const auto& mark : marked.marks) {
    if (mark.Is(Keyword::kAnd) || mark.Is(Keyword::kOr)) continue;
    if (!mark.Has(Kind::kValue)) return {};
    values.push_back(mark.words);
  }
  return values;
}

// Whether all values are of one column, whichever.
bool ShareColumn(const MarkedQuestion& marked) {
  std::optional<std::set<const Column*>> common;
  for (const auto& mark : marked.marks) {
    std::set<const Column*> columns;
    for (const Meaning& m : mark.meanings) {
      if (m.kind == Kind::kValue &&
          (!common.has_value() || common->count(m.column) > 0)) {
        columns.insert(m.column);
      }
    }
    if (mark.Has(Kind::kValue)) common = std::move(columns);
  }
  return common.has_value() && !common->empty();
}

// Whether `marked` names several things: "late loans and staff".
bool Lists(const MarkedQuestion& marked) {
  const auto& marks = marked.marks;
  for (size_t i = 0; i < marks.size(); ++i) {
    const bool between = i + 1 < marks.size() && marks[i + 1].number;
    if (marks[i].comma || (marks[i].Is(Keyword::kAnd) && !between)) return true;
  }
  return false;
}

// ------------------------------------------------------------------- numbers

// "net of refunds", "less discounts": what is taken off.
std::string TakenOff(absl::string_view meaning, absl::string_view term) {
  const auto tokens = sdk::Analyze(meaning).tokens;
  size_t at = 0;
  // "revenue minus refunds" says the term again.
  const auto term_tokens = sdk::Analyze(term).tokens;
  while (at < tokens.size() && at < term_tokens.size() &&
         tokens[at].stem == term_tokens[at].stem) {
    ++at;
  }
  if (at >= tokens.size()) return "";
  const bool net = tokens[at].text == "net" && at + 1 < tokens.size() &&
                   Among(tokens[at + 1].text, {"of", "from"});
  if (!net && !Among(tokens[at].text, {"minus", "less", "after", "without",
                                       "excluding", "net"})) {
    return "";
  }
  at += net ? 2 : 1;
  if (at >= tokens.size()) return "";
  return std::string(meaning.substr(tokens[at].begin));
}

// What can be subtracted from `measure` under the name of `mark`.
std::optional<Measure> Subtrahend(const Catalog& catalog,
                                  const Measure& measure, const Mark& mark) {
  const Schema& schema = catalog.schema();
  std::vector<Measure> found;
  for (const Kind kind : {Kind::kMeasure, Kind::kColumn, Kind::kTable}) {
    for (const Meaning& m : mark.meanings) {
      if (m.kind != kind) continue;
      const std::string& table = schema.table(m.table).name;
      Measure minus;
      minus.set_name(mark.words);
      minus.set_table(table);
      if (kind == Kind::kMeasure) {
        minus = *m.measure;
      } else if (kind == Kind::kTable) {
        minus.set_expression(catalog.AmountOf(m.table));
      } else if (m.column->IsNumber() && table == measure.table()) {
        minus.set_expression(m.column->name);
      }
      // Each row of it belongs to one row of the measure.
      const Way way = schema.WayUp(m.table, *schema.Find(measure.table()));
      if (minus.expression().empty() || !minus.minus().empty() || !way.found ||
          way.ambiguous) {
        continue;
      }
      found.push_back(std::move(minus));
    }
    if (!found.empty()) break;
  }
  if (found.size() != 1) return std::nullopt;
  return found.front();
}

Resolved<TermDefinition> ResolveNumber(const Catalog& catalog,
                                       const Measure& measure,
                                       const std::string& what,
                                       absl::CivilDay today) {
  Resolved<TermDefinition> resolved;
  const MarkedQuestion marked = MarkText(catalog, what, today);
  TermDefinition definition;
  *definition.mutable_measure() = measure;
  if (marked.marks.size() == 1 && marked.not_understood.empty()) {
    if (const auto minus = Subtrahend(catalog, measure, marked.marks[0])) {
      *definition.mutable_measure()->add_minus() = *minus;
      resolved.meaning = absl::StrCat(measure.name(), " less ", minus->table(),
                                      ": ", minus->expression());
      resolved.directive = std::move(definition);
      return resolved;
    }
  }
  // "Without cancelled orders": rows that do not count.
  const auto table = catalog.schema().Find(measure.table());
  auto rows = ResolveFilter(catalog, what, /*exclude=*/true, today);
  if (!rows.directive || !table ||
      !catalog.schema()
           .WayUp(*table, *catalog.schema().Find(rows.directive->table()))
           .found) {
    return resolved;
  }
  for (const Condition& c : rows.directive->conditions()) {
    *definition.mutable_measure()->add_conditions() = c;
  }
  resolved.meaning =
      absl::StrCat(measure.name(), ", not counted: ", rows.meaning);
  resolved.directive = std::move(definition);
  return resolved;
}

// ------------------------------------------------------------------- others

// The measure that the term itself is.
const Measure* MeasureOf(const MarkedQuestion& term) {
  if (term.marks.size() != 1 || !term.not_understood.empty()) return nullptr;
  for (const Meaning& m : term.marks[0].meanings) {
    if (m.kind == Kind::kMeasure) return m.measure;
  }
  return nullptr;
}

// Words that mean something in every question cannot be defined anew.
bool IsDefinable(const std::string& term) {
  const auto tokens = sdk::Analyze(term).tokens;
  return !tokens.empty() &&
         std::any_of(tokens.begin(), tokens.end(),
                     [](const auto& token) {
                       return !IsFiller(token.text) && !IsKeyword(token.text) &&
                              !token.number;
                     }) &&
         !ReadDatePart(tokens, 0).has_value();
}

Resolved<TermDefinition> ResolveRows(const Catalog& catalog,
                                     const MarkedQuestion& term,
                                     const MarkedQuestion& marked,
                                     absl::CivilDay today) {
  Resolved<TermDefinition> resolved;
  const Reading reading = Read(marked);
  TermDefinition definition;
  auto table = NamedTable(term);
  if (!table) {
    // "VIP means readers in …" names rows, "late means state overdue" does not.
    if (!marked.marks.empty()) {
      MarkedQuestion first;
      first.marks.push_back(marked.marks[0]);
      table = NamedTable(first);
    }
    if (table) {
      definition.set_table(catalog.schema().table(*table).name);
    } else {
      table = TestedTable(reading);
    }
  } else {
    definition.set_table(catalog.schema().table(*table).name);
  }
  if (!table) return resolved;
  const Built built = BuildConditions(catalog, reading, *table, today);
  if (!built.ok) return resolved;
  for (const Condition& c : built.tree.conditions) {
    *definition.add_conditions() = c;
  }
  resolved.meaning = Joined(built);
  resolved.directive = std::move(definition);
  return resolved;
}

Resolved<TermDefinition> Resolve(const Catalog& catalog,
                                 const std::string& term,
                                 const std::string& meaning,
                                 absl::CivilDay today) {
  const MarkedQuestion marked_term = MarkText(catalog, term, today);
  if (const Measure* measure = MeasureOf(marked_term)) {
    const std::string what = TakenOff(meaning, term);
    if (!what.empty()) return ResolveNumber(catalog, *measure, what, today);
  }
  Resolved<TermDefinition> resolved;
  const std::string rest = WithoutLead(meaning);
  const MarkedQuestion marked = MarkText(catalog, rest, today);
  if (marked.marks.empty()) return resolved;
  const bool names_rows = NamedTable(marked_term).has_value();
  const auto values = ListedValues(marked);
  if (!values.empty() && !names_rows) {
    if (!ShareColumn(marked)) return resolved;
    resolved.directive.emplace();
    resolved.directive->mutable_values()->Assign(values.begin(), values.end());
    resolved.meaning = absl::StrJoin(values, " or ");
    return resolved;
  }
  const bool one_phrase = marked.marks.size() == 1 &&
                          marked.not_understood.empty() &&
                          !marked.marks[0].meanings.empty();
  if (one_phrase && !names_rows) {
    resolved.directive.emplace();
    resolved.directive->set_same_as(marked.marks[0].words);
    resolved.meaning = absl::StrCat("the same as ", marked.marks[0].words);
    return resolved;
  }
  return ResolveRows(catalog, marked_term, marked, today);
}

}  // namespace

Resolved<TermDefinition> ResolveTerm(const Catalog& catalog,
                                     const std::string& term,
                                     const std::string& meaning,
                                     absl::CivilDay today) {
  if (!IsDefinable(term)) return {};
  auto resolved = Resolve(catalog, term, meaning, today);
  if (resolved.directive) {
    resolved.directive->set_term(term);
    resolved.directive->set_meaning(meaning);
  }
  return resolved;
}

Resolved<DefaultFilter> ResolveFilter(const Catalog& catalog,
                                      const std::string& words, bool exclude,
                                      absl::CivilDay today) {
  Resolved<DefaultFilter> resolved;
  const MarkedQuestion marked = MarkText(catalog, WithoutLead(words), today);
  const Reading reading = Read(marked);
  auto table = NamedTable(marked);
  if (!table) table = TestedTable(reading);
  if (!table) return resolved;
  const Built built = BuildConditions(catalog, reading, *table, today);
  if (!built.ok) return resolved;
  const auto& conditions = built.tree.conditions;
  if (exclude && conditions.size() > 1 && Lists(marked)) return resolved;
  DefaultFilter filter;
  filter.set_table(catalog.schema().table(*table).name);
  filter.set_words(words);
  if (exclude) {
    Condition& all = *filter.add_conditions();
    all = AllOf(conditions);
    all.set_negated(!all.negated());
  } else {
    filter.mutable_conditions()->Assign(conditions.begin(), conditions.end());
  }
  resolved.meaning = Joined(built);
  resolved.directive = std::move(filter);
  return resolved;
}

bool IsOfData(const Catalog& catalog, absl::string_view text) {
  const MarkedQuestion marked = MarkText(catalog, text, absl::CivilDay());
  return marked.not_understood.empty() && NamesData(catalog, text);
}

bool NamesData(const Catalog& catalog, absl::string_view text) {
  const MarkedQuestion marked = MarkText(catalog, text, absl::CivilDay());
  return std::any_of(marked.marks.begin(), marked.marks.end(),
                     [](const auto& mark) { return !mark.meanings.empty(); });
}

}  // namespace alhf::sql_generator
