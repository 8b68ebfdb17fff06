// Longer than 400 lines: because what a name is depends on all that waits for
// one.
#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "alhf/sdk/text.h"
#include "components/sql_generator/attributes.h"
#include "components/sql_generator/derived_names.h"
#include "components/sql_generator/reader.h"

namespace alhf::sql_generator {
namespace {

// The table that a term names the rows of, where it names rows.
std::vector<Meaning> TermTables(const std::vector<Meaning>& meanings) {
  std::vector<Meaning> tables;
  for (const Meaning& m : meanings) {
    if (m.kind != Meaning::Kind::kTerm || m.term->table().empty()) continue;
    Meaning table = m;
    table.kind = Meaning::Kind::kTable;
    tables.push_back(table);
  }
  return tables;
}

// Whether `written` is `value` in the plural: "guides" for "guide".
bool IsPluralOf(absl::string_view written, absl::string_view value) {
  const auto words = sdk::Analyze(written).tokens;
  const auto own = sdk::Analyze(value).tokens;
  return !words.empty() && !own.empty() &&
         words.back().text == absl::StrCat(own.back().text, "s");
}

bool IsToday(const Mark& mark) {
  const auto& calendar = mark.dates->range.calendar();
  return mark.dates->range.has_calendar() && calendar.unit() == DAY &&
         calendar.offset() == 0;
}

bool IsDatedVerb(const Mark& mark) {
  return std::any_of(
      mark.meanings.begin(), mark.meanings.end(), [](const Meaning& m) {
        return m.kind == Meaning::Kind::kVerb && m.column != nullptr;
      });
}

}  // namespace

std::vector<Meaning> ValueTables(const Mark& mark) {
  std::vector<Meaning> tables;
  for (const Meaning& m : mark.meanings) {
    if (m.kind != Meaning::Kind::kValue || !IsPluralOf(mark.words, m.value)) {
      return {};
    }
    if (!tables.empty() && tables[0].table != m.table) return {};
    if (tables.empty()) {
      tables.push_back({.kind = Meaning::Kind::kTable, .table = m.table});
    }
  }
  return tables;
}

void Reader::OnName(const Mark& mark) {
  if (mark.meanings.empty()) return NotUnderstood(mark.words);
  if (mark.Has(Kind::kIgnored)) return;
  if (sorting_) return SortBy(mark);
  if (mark.bracket && SaysAgain(mark) && !IsSubject(mark)) return;
  if (NamesUnit(mark) || SaysUnit(mark)) return;
  if (ComparesNumbers(mark)) return;
  if (comparing_) {
    NotUnderstood(std::exchange(comparing_words_, ""));
    comparing_.reset();
  }
  if (ListColumns() || OfSuperlative(mark)) return;
  // "the country with the most loans"
  const Mark* next = Next();
  if (IsBeginning() && next != nullptr && Superlative(*next)) listing_ = true;
  if (IsSubject(mark)) {
    subject_ = Numbers(mark.meanings);
    return;
  }
  std::vector<Meaning> tests = Only(mark.meanings, IsTest);
  // "With a guarantor" has some, though "guarantor" is a value elsewhere.
  if (!tests.empty() && TakesNull(mark, Only(mark.meanings, IsText))) return;
  // "Without children", where "child" is a value of other rows.
  if (!tests.empty() && TakesNull(mark, OfRowsNamed(mark))) return;
  // "closed in 2025" has a date, also where "closed" is a value besides.
  if (next != nullptr && next->dates && IsDatedVerb(mark)) tests.clear();
  // "The state late" is of that column, though "stated" is a flag.
  if (std::all_of(tests.begin(), tests.end(), IsColumn) &&
      BeforeItsValue(Only(mark.meanings, IsText))) {
    tests.clear();
  }
  // A word that is a value and a column is the column where one is wanted; a
  // flag is one hardly ever.
  const bool awaits_number = !aggregates_.empty() && mark.HasNumber();
  const bool flag = std::any_of(tests.begin(), tests.end(), IsColumn);
  const bool grouped =
      grouping_ || (joined_ && last_ == Last::kDimension && mark.follows);
  const bool wants_column =
      awaits_number ? true
      : flag        ? grouped && !BeforeNoun() && !(by_ && mark.plural)
                    : grouping_ || listing_ || counting_ || top_awaits_;
  const bool column_too =
      wants_column &&
      std::any_of(mark.meanings.begin(), mark.meanings.end(), IsDimension);
  if (!tests.empty() && !column_too) {
    auto tables = TermTables(mark.meanings);
    const bool by_value = tables.empty() && IsAskedFor();
    if (by_value) tables = ValueTables(mark);
    AddTest(mark, std::move(tests));
    // "gift loans" names the rows of a gift itself.
    if (tables.empty() || BeforeNounOf(tables)) return;
    // "How big is the backlog", "what is the backlog": so many rows.
    const bool heads =
        next == nullptr || !next->follows || next->meanings.empty();
    if (heads && (how_much_ || (listing_ && asks_what_ && !mark.plural))) {
      return AddCount(mark, tables);
    }
    // "gift takings": of such rows, which the number is of.
    if (!heads && next->HasNumber()) return;
    OnOperand(mark, tables);
    // "Guides and novels": the next is another value.
    if (by_value) last_ = Last::kTest;
    return;
  }
  OnOperand(mark, mark.meanings);
}

// The columns of numbers that `mark` names, of the rows that were named last,
// which have no such value.
std::vector<Meaning> Reader::OfRowsNamed(const Mark& mark) const {
  if (last_table_ < 0) return {};
  const auto rows = Tables(out_.mentions[static_cast<size_t>(last_table_)].of);
  if (rows.size() != 1) return {};
  std::vector<Meaning> columns;
  for (const Meaning& m : mark.meanings) {
    if (m.table != rows[0].table) continue;
    if (IsTest(m)) return {};
    if (m.kind == Kind::kColumn && IsNumber(m)) columns.push_back(m);
  }
  return columns;
}

// "How long is a loan on average, in minutes": which column is meant.
bool Reader::NamesUnit(const Mark& mark) {
  const auto columns = Only(mark.meanings, [](const Meaning& m) {
    return m.kind == Kind::kColumn && m.column->IsNumber();
  });
  if (Next() != nullptr || !mark.begins || columns.empty() ||
      out_.measures.size() != 1) {
    return false;
  }
  AskedMeasure& measure = out_.measures[0];
  std::vector<Meaning> meant;
  for (const Meaning& of : measure.of) {
    for (const Meaning& column : columns) {
      const bool same = of.column == column.column ||
                        (!measure.attribute.empty() &&
                         SpeaksOf(measure.attribute, *column.column));
      if (of.table == column.table && same) meant.push_back(column);
    }
  }
  if (meant.empty()) return false;
  measure.of = std::move(meant);
  measure.attribute.clear();
  return true;
}

// "Distance to Rell in km": the unit of what was named.
bool Reader::SaysUnit(const Mark& mark) const {
  if (mark.follows || mark.comma || mark.condition || grouping_ || counting_ ||
      !aggregates_.empty() || mark.Has(Kind::kTable) ||
      !IsUnit(absl::AsciiStrToLower(mark.words))) {
    return false;
  }
  return std::any_of(
      marks_.begin(), marks_.begin() + static_cast<std::ptrdiff_t>(at_),
      [&mark](const Mark& before) {
        return std::any_of(before.meanings.begin(), before.meanings.end(),
                           [&mark](const Meaning& b) {
                             return b.column != nullptr &&
                                    std::any_of(mark.meanings.begin(),
                                                mark.meanings.end(),
                                                [&b](const Meaning& m) {
                                                  return m.column == b.column;
                                                });
                           });
      });
}

// "By genre (books.genre)"
bool Reader::SaysAgain(const Mark& mark) const {
  return at_ > 0 &&
         std::any_of(mark.meanings.begin(), mark.meanings.end(),
                     [this](const Meaning& m) {
                       const auto& before = marks_[at_ - 1].meanings;
                       return m.kind == Kind::kColumn &&
                              std::any_of(before.begin(), before.end(),
                                          [&m](const Meaning& b) {
                                            return b.column == m.column;
                                          });
                     });
}

// "How many guides", "guides per branch": nothing else is asked for.
bool Reader::IsAskedFor() const {
  return (counting_ && at_ > 0 && marks_[at_ - 1].Is(Keyword::kCount)) ||
         (IsBeginning() && aggregates_.empty());
}

void Reader::AddTest(const Mark& mark, std::vector<Meaning> of) {
  // "country Germany": the column says which value is meant.
  if (!column_.empty()) {
    std::vector<Meaning> narrowed;
    for (const Meaning& value : of) {
      for (const Meaning& column : column_) {
        if (value.column == column.column) narrowed.push_back(value);
      }
    }
    if (narrowed.empty()) NotUnderstood(column_words_);
    if (!narrowed.empty()) of = std::move(narrowed);
    column_.clear();
  }
  // "genres Novel and Poetry": the second is of the first one's column.
  if ((joined_ || alternative_) && last_ == Last::kTest) {
    std::vector<Meaning> alike;
    for (const Meaning& value : of) {
      for (const Meaning& before : out_.tests.back().of) {
        const bool same = value.column != nullptr &&
                          value.column == before.column &&
                          value.table == before.table;
        if (same) alike.push_back(value);
      }
    }
    if (!alike.empty()) of = std::move(alike);
  }
  AskedTest test;
  test.of = std::move(of);
  test.negated = TakeNegation();
  test.joined = joined_ && last_ == Last::kTest;
  test.alternative = alternative_ && last_ == Last::kTest;
  test.words = mark.words;
  test.after = last_table_;
  if (alternative_ && last_ != Last::kTest) NotUnderstood("or");
  out_.tests.push_back(std::move(test));
  last_ = Last::kTest;
  attributive_ = true;
  // "placed by test accounts" names who, not what to group by.
  if (by_ && !BeforeNoun()) grouping_ = by_ = false;
}

void Reader::OnOperand(const Mark& mark, const std::vector<Meaning>& meanings) {
  const auto tables = Tables(meanings);
  const auto numbers = Numbers(meanings);
  const auto dimensions = Only(meanings, IsDimension);
  const auto date_columns = Only(meanings, IsDateColumn);
  const bool ranks = !numbers.empty() && out_.top.has_value();
  // "…, genre novel"
  if (!grouping_ && !listing_ && !counting_ && column_.empty() &&
      BeforeItsValue(dimensions)) {
    column_ = ColumnsOfValue(dimensions);
    column_words_ = mark.words;
    return;
  }
  if (FollowsItsValue(mark, dimensions)) return;
  if (tables.empty() && TakesNull(mark, Only(meanings, IsColumn))) return;
  // "by signup year"
  if (Next() != nullptr && Next()->part && IsDatedVerb(mark)) {
    return AddMention(mark, tables, /*is_operand=*/false);
  }
  // A column of numbers alone is no number to compute.
  const bool listed = joined_ && last_ == Last::kDimension && mark.follows &&
                      !dimensions.empty() && !counting_ &&
                      aggregates_.empty() && !IsDefined(numbers);
  const bool counted = counting_ || (joined_ && last_ == Last::kMeasure &&
                                     numbers.empty() && mark.Has(Kind::kTable));
  if (!date_columns.empty() && tables.empty() && !counting_ &&
      aggregates_.empty()) {
    AddMention(mark, date_columns, /*is_operand=*/false);
  } else if (counted && !dimensions.empty() && !IsDefined(numbers)) {
    AddCount(mark, dimensions);
  } else if (!aggregates_.empty()) {
    AddAggregates(mark, meanings);
  } else if (!numbers.empty() && RanksBy(numbers)) {
    AddMeasure(AGGREGATE_UNSPECIFIED, numbers, mark.words);
  } else if ((grouping_ && !ranks && !dimensions.empty() && !PassiveBy()) ||
             listed || (WantsTopDimension() && !dimensions.empty())) {
    AddNamedDimension(mark, dimensions);
  } else if (grouping_ && !ranks && dimensions.empty()) {
    NotUnderstood(mark.words);
  } else if (!numbers.empty() &&
             (IsMeasureHere(numbers) ||
              (tables.empty() && IsAmountHere(mark, numbers)))) {
    AddMeasure(AGGREGATE_UNSPECIFIED, numbers, mark.words);
  } else if (listing_ && !dimensions.empty()) {
    asked_which_ = true;
    AddNamedDimension(mark, dimensions);
    out_.dimensions.back().values = true;
  } else if (!tables.empty()) {
    AddMention(mark, tables, /*is_operand=*/false);
    grouping_ = by_ = false;
  } else if (!numbers.empty() && IsBeginning()) {
    // "Weight of DX-7": of one row, or refused later.
    AddMeasure(AGGREGATE_UNSPECIFIED, numbers, mark.words);
  } else if (!dimensions.empty() && column_.empty()) {
    column_ = dimensions;
    column_words_ = mark.words;
  } else {
    NotUnderstood(mark.words);
  }
}

bool Reader::BeforeNounOf(const std::vector<Meaning>& tables) const {
  if (!BeforeNoun()) return false;
  const auto named = Tables(Next()->meanings);
  return std::any_of(named.begin(), named.end(), [&tables](const Meaning& n) {
    return std::any_of(tables.begin(), tables.end(),
                       [&n](const Meaning& t) { return t.table == n.table; });
  });
}

bool Reader::BeforeItsValue(const std::vector<Meaning>& names) const {
  const Mark* next = Next();
  return next != nullptr && next->follows && !next->comma &&
         !ColumnsOfValue(names).empty();
}

// The columns that `names` name, as such or as the table that they tell apart,
// and that hold the value that follows.
std::vector<Meaning> Reader::ColumnsOfValue(
    const std::vector<Meaning>& names) const {
  std::vector<Meaning> columns;
  for (const Meaning& value : Next()->meanings) {
    if (value.kind != Kind::kValue) continue;
    const bool named =
        std::any_of(names.begin(), names.end(), [&value](const Meaning& name) {
          return name.kind == Kind::kTable ? name.table == value.table
                                           : name.column == value.column;
        });
    if (!named) continue;
    columns.push_back(value);
    columns.back().kind = Kind::kColumn;
  }
  return columns;
}

// "high priority": the column of the value before it.
bool Reader::FollowsItsValue(const Mark& mark,
                             const std::vector<Meaning>& columns) {
  const bool after_value = at_ > 0 && marks_[at_ - 1].Has(Kind::kValue);
  if (!after_value || !mark.follows || mark.comma || last_ != Last::kTest ||
      joined_ || grouping_ || out_.tests.empty()) {
    return false;
  }
  std::vector<Meaning> narrowed;
  for (const Meaning& value : out_.tests.back().of) {
    for (const Meaning& column : columns) {
      if (value.kind == Kind::kValue && value.column == column.column) {
        narrowed.push_back(value);
      }
    }
  }
  if (narrowed.empty()) return false;
  out_.tests.back().of = std::move(narrowed);
  return true;
}

// "without a country", "with a closing date": of a column that may hold
// nothing.
bool Reader::TakesNull(const Mark& mark, const std::vector<Meaning>& columns) {
  const Mark* next = Next();
  const bool negated = at_ > 0 && marks_[at_ - 1].Is(Keyword::kNot) &&
                       (mark.follows || mark.condition);
  const bool of_dates =
      std::all_of(columns.begin(), columns.end(), IsDateColumn);
  const bool may_be_null =
      std::all_of(columns.begin(), columns.end(),
                  [](const Meaning& m) { return m.column->nullable; });
  const bool numbers = std::any_of(columns.begin(), columns.end(), IsNumber);
  if (columns.empty() || grouping_ || counting_ || !aggregates_.empty() ||
      mark.Has(Kind::kMeasure) || (numbers && !negated && !may_be_null) ||
      !(negated || (mark.condition && (of_dates || may_be_null) &&
                    !asked_which_ && !listing_))) {
    return false;
  }
  // In each row of theirs something stands.
  if (!numbers && !may_be_null) return false;
  if (next != nullptr &&
      ((next->dates && !IsToday(*next)) || next->part || next->number ||
       (next->Has(Kind::kValue) && !next->bracket) ||
       (next->keyword && !next->Is(Keyword::kAnd) && !next->Is(Keyword::kPer) &&
        !next->Is(Keyword::kBy)))) {
    return false;
  }
  if (negated) (void)TakeNegation();
  // "Without children", where every row says how many.
  if (numbers && !may_be_null) {
    AskedComparison none;
    none.subject = Only(columns, IsNumber);
    none.op = Comparison::EQUAL;
    none.words = mark.words;
    out_.comparisons.push_back(std::move(none));
    return true;
  }
  out_.nulls.push_back({columns, negated, mark.words});
  return true;
}

// "whose country is empty"
bool Reader::OnMissing(const Mark& mark) {
  const bool after_column = !column_.empty();
  if (!after_column &&
      (out_.mentions.empty() ||
       !std::all_of(out_.mentions.back().of.begin(),
                    out_.mentions.back().of.end(), IsDateColumn))) {
    return false;
  }
  AskedNull null;
  if (after_column) {
    null.of = std::exchange(column_, {});
  } else {
    null.of = std::move(out_.mentions.back().of);
    out_.mentions.pop_back();
    date_anchor_ = -1;
  }
  null.is_null = !TakeNegation();
  null.words = mark.words;
  out_.nulls.push_back(std::move(null));
  return true;
}

bool Reader::WantsTopDimension() const {
  return top_awaits_ || (pending_number_ && !out_.top);
}

// "placed by German readers" names who, not what to group by.
bool Reader::PassiveBy() const {
  return by_ && (after_verb_ || (last_ == Last::kTest && attributive_));
}

void Reader::AddNamedDimension(const Mark& mark, std::vector<Meaning> of) {
  const auto tables = Tables(of);
  if (!tables.empty()) AddMention(mark, tables, /*is_operand=*/true);
  AskedDimension dimension;
  dimension.of = std::move(of);
  dimension.words = mark.words;
  dimension.plural = mark.plural;
  dimension.listed =
      asked_which_ && !grouping_ &&
      (!joined_ || out_.dimensions.empty() || out_.dimensions.back().listed);
  if (distinct_) out_.distinct = true;
  distinct_ = false;
  AddDimension(std::move(dimension));
}

void Reader::AddMention(const Mark& mark, const std::vector<Meaning>& of,
                        bool is_operand) {
  AskedMention mention;
  mention.of = of;
  mention.is_operand = is_operand;
  mention.verb = mark.Has(Kind::kVerb);
  mention.predicate = mark.Has(Kind::kTerm) && !mark.condition;
  mention.negated = !is_operand && TakeNegation();
  mention.takes_dates = !is_operand;
  mention.words = mark.words;
  const int index = static_cast<int>(out_.mentions.size());
  out_.mentions.push_back(std::move(mention));
  if (attributive_ && mark.follows) {
    for (auto test = out_.tests.rbegin(); test != out_.tests.rend(); ++test) {
      test->noun = index;
      if (!test->joined && !test->alternative) break;
    }
  }
  attributive_ = false;
  if (of.front().kind != Kind::kColumn) last_table_ = index;
  if (!is_operand) date_anchor_ = index;
  if (!is_operand) last_ = Last::kNothing;
}

}  // namespace alhf::sql_generator
