#include <algorithm>
#include <utility>

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

}  // namespace

void Reader::OnName(const Mark& mark) {
  if (mark.meanings.empty()) return NotUnderstood(mark.words);
  if (mark.Has(Kind::kIgnored)) return;
  if (comparing_) {
    NotUnderstood(std::exchange(comparing_words_, ""));
    comparing_.reset();
  }
  // "the country with the most loans"
  const Mark* next = Next();
  if (IsBeginning() && next != nullptr && Superlative(*next)) listing_ = true;
  if (IsSubject(mark)) {
    subject_ = Numbers(mark.meanings);
    return;
  }
  std::vector<Meaning> tests = Only(mark.meanings, IsTest);
  // A word that is a value and a column is the column where one is wanted; a
  // flag is one hardly ever.
  const bool flag = std::any_of(tests.begin(), tests.end(), IsColumn);
  const bool grouped =
      grouping_ || (joined_ && last_ == Last::kDimension && mark.follows);
  const bool wants_column =
      flag ? grouped && !BeforeNoun()
           : grouping_ || listing_ || counting_ || top_awaits_;
  const bool column_too =
      wants_column &&
      std::any_of(mark.meanings.begin(), mark.meanings.end(), IsDimension);
  if (!tests.empty() && !column_too) {
    AddTest(mark, std::move(tests));
    const auto tables = TermTables(mark.meanings);
    if (!tables.empty()) OnOperand(mark, tables);
    return;
  }
  OnOperand(mark, mark.meanings);
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
  AskedTest test;
  test.of = std::move(of);
  test.negated = TakeNegation();
  test.joined = joined_ && last_ == Last::kTest;
  test.alternative = alternative_ && last_ == Last::kTest;
  test.words = mark.words;
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
  } else if ((grouping_ && !ranks && !dimensions.empty() && !PassiveBy()) ||
             listed || (WantsTopDimension() && !dimensions.empty())) {
    AddNamedDimension(mark, dimensions);
  } else if (grouping_ && !ranks && dimensions.empty()) {
    NotUnderstood(mark.words);
  } else if (!numbers.empty() && IsMeasureHere(numbers)) {
    AddMeasure(AGGREGATE_UNSPECIFIED, numbers, mark.words);
  } else if (listing_ && !dimensions.empty()) {
    asked_which_ = true;
    AddNamedDimension(mark, dimensions);
  } else if (!tables.empty()) {
    AddMention(mark, tables, /*is_operand=*/false);
    grouping_ = by_ = false;
  } else if (!dimensions.empty() && column_.empty()) {
    column_ = dimensions;
    column_words_ = mark.words;
  } else {
    NotUnderstood(mark.words);
  }
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
