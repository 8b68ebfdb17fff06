#include "components/sql_generator/definitions.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "alhf/sdk/text.h"
#include "alhf/sdk/words.h"
#include "components/sql_generator/builder.h"
#include "components/sql_generator/date_words.h"
#include "components/sql_generator/keywords.h"
#include "components/sql_generator/marks.h"
#include "components/sql_generator/meaning_words.h"
#include "components/sql_generator/number_definitions.h"
#include "components/sql_generator/reader.h"

namespace alhf::sql_generator {
namespace {

using Kind = Meaning::Kind;

MarkedQuestion MarkText(const Catalog& catalog, absl::string_view text,
                        absl::CivilDay today) {
  return MarkWords({&catalog.vocabulary(), nullptr, today}, text);
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
  for (const AskedNull& null : reading.nulls) {
    for (const Meaning& m : null.of) tables.insert(m.table);
  }
  for (const AskedMention& mention : reading.mentions) {
    for (const Meaning& m : mention.of) tables.insert(m.table);
  }
  if (tables.size() != 1) return std::nullopt;
  return *tables.begin();
}

// The tables that hold the one value that `reading` tests in columns whose
// names end alike: a customer's country and an invoice's billing country. Many
// things have a name, so that these say nothing.
std::set<size_t> TablesAlike(const Reading& reading) {
  constexpr size_t kMostTables = 4;
  if (reading.tests.size() != 1 || !reading.mentions.empty() ||
      !reading.comparisons.empty() || !reading.nulls.empty()) {
    return {};
  }
  std::set<size_t> tables;
  std::set<std::string> names;
  for (const Meaning& m : reading.tests[0].of) {
    if (m.kind != Kind::kValue) return {};
    const std::vector<std::string> words = NameWords(m.column->name);
    if (words.empty() || !tables.insert(m.table).second) return {};
    names.insert(words.back());
  }
  const bool alike =
      names.size() == 1 && tables.size() <= kMostTables &&
      !Among(*names.begin(), {"name", "title", "label", "code", "description",
                              "type", "status", "state", "text"});
  return alike ? tables : std::set<size_t>();
}

// The one of the tables that `reading` may mean that the rows `asked` for
// have, by themselves or as their parents.
std::set<size_t> TablesNear(const Catalog& catalog, const Reading& reading,
                            const Reading& asked) {
  std::set<size_t> from;
  for (const AskedMeasure& measure : asked.measures) {
    for (const Meaning& m : measure.of) from.insert(m.table);
  }
  for (const AskedMention& mention : asked.mentions) {
    for (const Meaning& m : mention.of) from.insert(m.table);
  }
  std::set<size_t> near;
  for (const AskedTest& test : reading.tests) {
    for (const Meaning& m : test.of) {
      const bool had = std::any_of(from.begin(), from.end(), [&](size_t table) {
        const Way way = catalog.schema().WayUp(table, m.table);
        return table == m.table || (way.found && !way.ambiguous);
      });
      if (had) near.insert(m.table);
    }
  }
  return near.size() == 1 ? near : std::set<size_t>();
}

std::string Joined(const Built& built) {
  return absl::StrJoin(built.interpretation, "; ");
}

// The values that `marked` lists, where it lists nothing else and one column
// has them all.
std::vector<std::string> ListedValues(const Catalog& catalog,
                                      const MarkedQuestion& marked) {
  std::vector<std::string> values;
  std::optional<std::set<const Column*>> common;
  bool only_value = false;
  for (const auto& mark : marked.marks) {
    if (mark.Is(Keyword::kAnd) || mark.Is(Keyword::kOr)) continue;
    // "Late or lost in our state" names the column as well.
    const bool column = common.has_value() &&
                        std::any_of(mark.meanings.begin(), mark.meanings.end(),
                                    [&common](const Meaning& m) {
                                      return m.kind == Kind::kColumn &&
                                             common->count(m.column) > 0;
                                    });
    if (column) continue;
    std::set<const Column*> columns;
    for (const Meaning& m : catalog.vocabulary().ValuesNamed(mark.words)) {
      if (!common || common->count(m.column) > 0) columns.insert(m.column);
    }
    if (columns.empty()) return {};
    common = std::move(columns);
    only_value = only_value || mark.Has(Kind::kValue);
    values.push_back(mark.words);
  }
  // "Gold or silver in the club", of a column "club_level".
  const bool all_said =
      common.has_value() &&
      std::any_of(common->begin(), common->end(), [&](const Column* column) {
        const auto name = NameWords(column->name);
        return std::all_of(
            marked.not_understood.begin(), marked.not_understood.end(),
            [&name](const std::string& word) {
              return std::find(name.begin(), name.end(), word) != name.end();
            });
      });
  if (!only_value || !all_said) values.clear();
  return values;
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

// The table whose rows a meaning names: "lost loans", "readers in Spain".
std::optional<size_t> HeadOf(const MarkedQuestion& meaning) {
  MarkedQuestion first;
  for (const Mark& mark : meaning.marks) {
    first.marks = {mark};
    const bool before = mark.Is(Keyword::kAnd) || mark.Is(Keyword::kOr) ||
                        !Only(mark.meanings, IsTest).empty();
    if (mark.Has(Kind::kTable) || !before) break;
  }
  return NamedTable(first);
}

Resolved<TermDefinition> ResolveRows(const Catalog& catalog,
                                     const MarkedQuestion& term,
                                     const MarkedQuestion& marked,
                                     absl::string_view said,
                                     absl::CivilDay today) {
  Resolved<TermDefinition> resolved;
  MarkedQuestion known = marked;
  // "The shops in group A": of whatever group A is of.
  if (known.not_understood.size() == 1 &&
      absl::StartsWithIgnoreCase(said, known.not_understood[0]) &&
      !known.marks.empty()) {
    known.not_understood.clear();
  }
  const Reading reading = Read(known);
  TermDefinition definition;
  // "VIP means readers in …", "gone means lost loans" name rows, "late means
  // state overdue" does not. Of two names the meaning's is the one: who calls
  // loans "long reads" speaks of no readers. "Who borrowed" names no loans.
  const auto head = HeadOf(marked);
  auto table = NamedTable(term);
  const bool verb = !marked.marks.empty() && marked.marks[0].Has(Kind::kVerb);
  if (head && (!table || !verb)) table = head;
  if (table) {
    definition.set_table(catalog.schema().table(*table).name);
  } else {
    table = TestedTable(reading);
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

// "January to June", "the last 30 days".
Resolved<TermDefinition> ResolveDates(const std::string& meaning,
                                      absl::CivilDay today) {
  Resolved<TermDefinition> resolved;
  const auto tokens = sdk::Analyze(meaning).tokens;
  if (tokens.empty()) return resolved;
  if (const auto months = ReadMonths(tokens)) {
    resolved.directive.emplace();
    *resolved.directive->mutable_dates()->mutable_months() = *months;
    resolved.meaning = absl::StrCat(
        MonthName(static_cast<int>(months->first())), " to ",
        MonthName(static_cast<int>(months->last())), " of any year");
    return resolved;
  }
  const auto dates = ReadDates(meaning, tokens, 0, {today});
  if (!dates || dates->length != tokens.size() || dates->only_today ||
      dates->fiscal) {
    return resolved;
  }
  resolved.directive.emplace();
  *resolved.directive->mutable_dates() = dates->range;
  resolved.meaning = "these dates";
  return resolved;
}

Resolved<TermDefinition> Resolve(const Catalog& catalog,
                                 const std::string& term,
                                 const std::string& meaning,
                                 absl::CivilDay today) {
  const MarkedQuestion marked_term = MarkText(catalog, term, today);
  const std::string rest = WithoutLead(meaning);
  const MarkedQuestion marked = MarkText(catalog, rest, today);
  const bool names_rows = NamedTable(marked_term).has_value();
  Resolved<TermDefinition> resolved;
  if (!names_rows) resolved = ResolveDates(meaning, today);
  if (resolved.directive || marked.marks.empty()) return resolved;
  const auto values = ListedValues(catalog, marked);
  if (!values.empty() && !names_rows) {
    resolved.directive.emplace();
    resolved.directive->mutable_values()->Assign(values.begin(), values.end());
    resolved.meaning = absl::StrJoin(values, " or ");
    return resolved;
  }
  const bool one_phrase = marked.marks.size() == 1 &&
                          marked.not_understood.empty() &&
                          !marked.marks[0].meanings.empty();
  // "Gross means with taxes" does not say that it is the taxes.
  const bool number = one_phrase &&
                      absl::StartsWithIgnoreCase(meaning, "with ") &&
                      !Only(marked.marks[0].meanings, IsNumber).empty();
  if (number) return resolved;
  resolved = ResolveNumber(catalog, term, meaning, today);
  if (const std::string added = AddedUp(meaning);
      !resolved.directive && !added.empty()) {
    resolved = ResolveNumber(catalog, term, added, today);
  }
  if (resolved.directive) return resolved;
  if (one_phrase && !names_rows) {
    resolved.directive.emplace();
    resolved.directive->set_same_as(marked.marks[0].words);
    resolved.meaning = absl::StrCat("the same as ", marked.marks[0].words);
    return resolved;
  }
  return ResolveRows(catalog, marked_term, marked, rest, today);
}

}  // namespace

Resolved<TermDefinition> ResolveTerm(const Catalog& catalog,
                                     const std::string& term,
                                     const std::string& meaning,
                                     absl::CivilDay today) {
  if (!IsDefinable(term)) return {};
  auto resolved = Resolve(catalog, term, PlainMeaning(meaning), today);
  if (resolved.directive) {
    resolved.directive->set_term(term);
    resolved.directive->set_meaning(meaning);
  }
  return resolved;
}

std::vector<Resolved<DefaultFilter>> ResolveFilters(
    const Catalog& catalog, const std::string& words, bool exclude,
    absl::CivilDay today, absl::string_view question) {
  const MarkedQuestion marked = MarkText(catalog, WithoutLead(words), today);
  const Reading reading = Read(marked);
  std::set<size_t> tables;
  auto table = NamedTable(marked);
  if (!table) table = TestedTable(reading);
  if (table) {
    tables.insert(*table);
  } else {
    tables = TablesAlike(reading);
    if (tables.empty()) {
      tables = TablesNear(catalog, reading,
                          Read(MarkText(catalog, question, today)));
    }
  }
  std::vector<Resolved<DefaultFilter>> filters;
  for (const size_t each : tables) {
    const Built built = BuildConditions(catalog, reading, each, today);
    if (!built.ok) return {};
    const auto& conditions = built.tree.conditions;
    if (exclude && conditions.size() > 1 && Lists(marked)) return {};
    DefaultFilter filter;
    filter.set_table(catalog.schema().table(each).name);
    filter.set_words(words);
    filter.set_own_rows(!exclude);
    if (exclude) {
      Condition& all = *filter.add_conditions();
      all = AllOf(conditions);
      all.set_negated(!all.negated());
    } else {
      filter.mutable_conditions()->Assign(conditions.begin(), conditions.end());
    }
    filters.push_back({std::move(filter), Joined(built)});
  }
  return filters;
}

std::optional<size_t> TableNamed(const Catalog& catalog,
                                 absl::string_view text) {
  const MarkedQuestion marked = MarkText(catalog, text, absl::CivilDay());
  if (marked.marks.size() != 1 || !marked.not_understood.empty()) {
    return std::nullopt;
  }
  return NamedTable(marked);
}

std::optional<size_t> RowsTable(const Catalog& catalog,
                                absl::string_view text) {
  return NamedTable(MarkText(catalog, text, absl::CivilDay()));
}

bool IsOfData(const Catalog& catalog, absl::string_view text) {
  const MarkedQuestion marked = MarkText(catalog, text, absl::CivilDay());
  return marked.not_understood.empty() && NamesData(catalog, text);
}

bool IsUnderstood(const Catalog& catalog, absl::string_view text) {
  const MarkedQuestion marked = MarkText(catalog, text, absl::CivilDay());
  return marked.not_understood.empty() && !marked.marks.empty();
}

std::string RowsNamed(const Catalog& catalog, absl::string_view text) {
  const MarkedQuestion marked = MarkText(catalog, text, absl::CivilDay());
  const auto names = [](const Mark& mark) { return !mark.meanings.empty(); };
  const auto tests = [](const Mark& mark) {
    return !Only(mark.meanings, IsTest).empty();
  };
  const auto& marks = marked.marks;
  if (std::none_of(marks.begin(), marks.end(), tests)) return "";
  const auto first = std::find_if(marks.begin(), marks.end(), names);
  const auto last = std::find_if(marks.rbegin(), marks.rend(), names);
  return std::string(text.substr(first->begin, last->end - first->begin));
}

bool NamesData(const Catalog& catalog, absl::string_view text) {
  const MarkedQuestion marked = MarkText(catalog, text, absl::CivilDay());
  return std::any_of(
      marked.marks.begin(), marked.marks.end(), [](const auto& mark) {
        return std::any_of(
            mark.meanings.begin(), mark.meanings.end(), [](const Meaning& m) {
              return m.kind != Kind::kVerb || m.column == nullptr;
            });
      });
}

}  // namespace alhf::sql_generator
