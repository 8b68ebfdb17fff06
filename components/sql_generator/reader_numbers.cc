// Longer than 400 lines: because numbers are compared, ranked and counted by
// the same marks.
#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "components/sql_generator/attributes.h"
#include "components/sql_generator/identifier.h"
#include "components/sql_generator/reader.h"
#include "components/sql_generator/written_names.h"

namespace alhf::sql_generator {

Comparison::Operator OperatorOf(Keyword keyword) {
  switch (keyword) {
    case Keyword::kGreater:
      return Comparison::GREATER;
    case Keyword::kAtLeast:
    case Keyword::kOrMore:
    case Keyword::kBetween:
      return Comparison::AT_LEAST;
    case Keyword::kLess:
      return Comparison::LESS;
    case Keyword::kAtMost:
    case Keyword::kOrLess:
      return Comparison::AT_MOST;
    default:
      return Comparison::EQUAL;
  }
}

bool Reader::Aggregates(const Mark& mark) {
  return mark.Is(Keyword::kCount) || mark.Is(Keyword::kTotal) ||
         mark.Is(Keyword::kAverage) || mark.Is(Keyword::kMinimum) ||
         mark.Is(Keyword::kMaximum) || mark.Is(Keyword::kHighest) ||
         mark.Is(Keyword::kLowest);
}

bool Reader::Superlative(const Mark& mark) {
  return mark.Is(Keyword::kHighest) || mark.Is(Keyword::kLowest) ||
         mark.Is(Keyword::kMost) || mark.Is(Keyword::kFewest);
}

void Reader::Await(Aggregate aggregate) {
  aggregates_.push_back(aggregate);
  grouping_ = listing_ = false;
}

// "total" of a table that has a column of that name could be either.
void Reader::OnTotal(const Mark& mark) {
  const Mark* next = Next();
  for (const Meaning& own : mark.meanings) {
    if (next == nullptr) break;
    for (const Meaning& table : next->meanings) {
      if (own.kind == Kind::kColumn && table.kind == Kind::kTable &&
          own.table == table.table) {
        // "the total of all orders" is a number that they have.
        if (!next->follows) return AddMeasure(AGGREGATE_SUM, {own}, mark.words);
        Refuse(absl::StrCat("\"", mark.words,
                            "\" could be the column or the "
                            "number of rows: say \"sum of ",
                            mark.words, "\" or \"how many\"."));
      }
    }
  }
  of_amount_ = absl::StartsWithIgnoreCase(mark.words, "sum");
  Await(AGGREGATE_SUM);
}

void Reader::OnSuperlative(const Mark& mark) {
  const bool descending = mark.Is(Keyword::kHighest) || mark.Is(Keyword::kMost);
  const bool of_rows = mark.Is(Keyword::kMost) || mark.Is(Keyword::kFewest);
  if (!of_rows && SaysFirst(mark, descending, /*by_date=*/false)) return;
  if (!of_rows && OfLargest(descending)) return;
  const Mark* next = Next();
  // "by highest fee", "total and highest fee"
  const bool of_number = !of_rows && (by_ || !aggregates_.empty());
  if (!of_number && (out_.top || pending_number_ || AsksWhich())) {
    if (!out_.top) {
      const auto count = std::exchange(pending_number_, std::nullopt);
      SetTop(count.value_or(1), descending, mark.words);
      if (count) {  // "5 biggest orders"
        top_awaits_ = true;
        return;
      }
      // "the countries with the most orders"
      const bool several =
          out_.top && !out_.dimensions.empty() && out_.dimensions.back().plural;
      if (several) out_.top->count = 0;
    }
    // "Who signed the contract with the highest fee"
    out_.top->of_rows = !of_rows && mark.condition && at_ > 0 &&
                        marks_[at_ - 1].Has(Kind::kTable);
    // "the country with the most orders"
    out_.top->descending = descending;
    top_decided_ = true;
    if (of_rows && next != nullptr && next->Has(Kind::kTable)) {
      counting_ = true;
    }
    grouping_ = listing_ = false;
    return;
  }
  if (of_rows || next == nullptr) return NotUnderstood(mark.words);
  if (of_number || next->HasNumber() || next->keyword) {
    Await(descending ? AGGREGATE_MAXIMUM : AGGREGATE_MINIMUM);
  } else {
    SetTop(1, descending, mark.words);
    if (next->plural && out_.top) out_.top->count = 0;
    top_awaits_ = true;
  }
}

// "Cheapest first": all rows of a list, in that order.
bool Reader::SaysFirst(const Mark& mark, bool descending, bool by_date) {
  const Mark* next = Next();
  if (next == nullptr || !absl::EqualsIgnoreCase(next->words, "first") ||
      !out_.measures.empty() || out_.top || Next(2) != nullptr) {
    return false;
  }
  ++at_;
  if (out_.order) {
    out_.order->descending = descending;
    return true;
  }
  out_.top = AskedTop{0, descending, mark.words, by_date, true};
  top_decided_ = true;
  return true;
}

// "The newest reader", "the last 5 loans", "which reader joined last", "when
// was the first loan".
void Reader::OnLatest(const Mark& mark) {
  const bool latest = mark.Is(Keyword::kLatest);
  if (SaysFirst(mark, latest, /*by_date=*/true)) return;
  if (BeforeDate()) {
    return Await(latest ? AGGREGATE_MAXIMUM : AGGREGATE_MINIMUM);
  }
  if (asks_when_ && !extreme_) {
    extreme_ = latest ? AGGREGATE_MAXIMUM : AGGREGATE_MINIMUM;
    return;
  }
  const Mark* next = Next();
  const bool counted = next != nullptr && next->number;
  const auto rows = RowsAfter(at_ + (counted ? 2 : 1));
  if (out_.measures.empty() && aggregates_.empty() && !counting_ &&
      rows.has_value() && out_.dimensions.empty()) {
    const double count =
        counted ? *next->number
                : std::exchange(pending_number_, std::nullopt).value_or(1);
    const Mark* named = Next(counted ? 2 : 1);
    SetTop(count, latest, mark.words);
    if (count == 1 && named->plural && out_.top) out_.top->count = 0;
    top_awaits_ = true;
    if (counted) ++at_;
  } else if (AsksWhich() && !rows.has_value() && !out_.top) {
    SetTop(std::exchange(pending_number_, std::nullopt).value_or(1), latest,
           mark.words);
  } else {
    return NotUnderstood(mark.words);
  }
  if (out_.top) out_.top->by_date = true;
}

// "which country has …": what was asked for is there and nothing else.
bool Reader::AsksWhich() const {
  return asked_which_ && !out_.dimensions.empty() && out_.measures.empty();
}

void Reader::OnTop(const Mark& mark) {
  const bool descending = mark.Is(Keyword::kTop);
  const Mark* next = Next();
  if (next != nullptr && next->number) {
    SetTop(*next->number, descending, mark.words);
    ++at_;
  } else {
    SetTop(1, descending, mark.words);
    const bool several = next == nullptr || next->plural;
    if (several && out_.top) out_.top->count = 0;
  }
  top_awaits_ = true;
}

void Reader::SetTop(double count, bool descending, const std::string& words) {
  if (out_.top || count < 1 || count > 1'000'000 ||
      count != static_cast<uint32_t>(count)) {
    return NotUnderstood(words);
  }
  out_.top = AskedTop{static_cast<uint32_t>(count), descending, words};
  top_decided_ = true;
  listing_ = false;
}

// "Loan 30": that one row.
bool Reader::NamesRow(const Mark& mark) {
  if (at_ == 0 || comparing_ || !mark.follows || mark.comma ||
      last_table_ < 0) {
    return false;
  }
  const Mark& before = marks_[at_ - 1];
  const Mark* next = Next();
  const bool compares = next != nullptr && (next->Is(Keyword::kOrMore) ||
                                            next->Is(Keyword::kOrLess) ||
                                            next->Is(Keyword::kTimes));
  if (!before.Has(Kind::kTable) || before.plural || before.keyword ||
      compares ||
      out_.mentions[static_cast<size_t>(last_table_)].words != before.words) {
    return false;
  }
  AskedComparison row;
  row.is_row = true;
  row.anchor = last_table_;
  row.op = Comparison::EQUAL;
  row.number = *mark.number;
  row.words = absl::StrCat(before.words, " ", mark.words);
  out_.comparisons.push_back(std::move(row));
  return true;
}

void Reader::OnNumber(const Mark& mark) {
  if (NamesRow(mark)) return;
  if (comparing_ == Keyword::kBetween) {
    if (!between_) {
      between_ = *mark.number;
      return;
    }
    Compare(*std::exchange(between_, std::nullopt), mark.number);
  } else if (comparing_) {
    Compare(*mark.number);
  } else if (!subject_.empty() &&
             !(Next() != nullptr && (Next()->Is(Keyword::kOrMore) ||
                                     Next()->Is(Keyword::kOrLess)))) {
    comparing_ = Keyword::kEqual;
    Compare(*mark.number);
    TakeOthers();
  } else if (pending_number_) {
    NotUnderstood(mark.words);
  } else if (IsOneOf(mark)) {
    return;
  } else if (IsAttribute()) {
    comparing_ = Keyword::kEqual;
    comparing_words_ = Next()->words;
    Compare(*mark.number);
  } else {
    pending_number_ = mark.number;
    pending_words_ = mark.words;
  }
}

// "State 4 or 5", "of size 1, 2 and 3".
void Reader::TakeOthers() {
  while (true) {
    const Mark* next = Next();
    if (next == nullptr) return;
    const bool linked = next->Is(Keyword::kOr) || next->Is(Keyword::kAnd);
    const bool comma = next->comma;
    const Mark* number = linked ? Next(2) : next;
    if (number == nullptr || !number->number || !(linked || comma)) return;
    out_.comparisons.back().others.push_back(*number->number);
    at_ += linked ? 2 : 1;
  }
}

// "Hotels with 5 stars", "three bedroom flats": the number of a column.
bool Reader::IsAttribute() const {
  const Mark* next = Next();
  // "How many 5 star hotels"
  const bool before_rows =
      Next(2) != nullptr && Next(2)->follows && Next(2)->Has(Kind::kTable);
  // "The 5 floors with the most rooms" are ranked.
  const bool ranked =
      std::any_of(marks_.begin() + static_cast<std::ptrdiff_t>(at_),
                  marks_.end(), Superlative);
  return next != nullptr && next->follows && !next->comma && !ranked &&
         ((!counting_ && !listing_) || before_rows) && aggregates_.empty() &&
         !out_.top && !next->Has(Kind::kTable) && !next->Has(Kind::kMeasure) &&
         !Only(next->meanings, IsNumber).empty();
}

void Reader::Compare(double number, std::optional<double> upper) {
  const std::string words =
      upper ? absl::StrCat(comparing_words_, " ", NumberLiteral(number),
                           " and ", NumberLiteral(*upper))
            : absl::StrCat(comparing_words_, " ", NumberLiteral(number));
  if (subject_.empty() && CountsRows(number, upper, words)) return;
  // "over 5 kilograms", "weight over 5 kilograms"
  const Mark* unit = Next();
  if (unit != nullptr && unit->follows && !unit->comma &&
      !Only(unit->meanings, IsNumber).empty()) {
    const auto numbers = Numbers(unit->meanings);
    const bool same = std::any_of(
        subject_.begin(), subject_.end(), [&numbers](const Meaning& subject) {
          return std::any_of(numbers.begin(), numbers.end(),
                             [&subject](const Meaning& m) {
                               return m.column == subject.column;
                             });
        });
    if (subject_.empty() || same) ++at_;
    if (subject_.empty()) subject_ = numbers;
    // "Thicker than 5 mm", where widths are in mm too.
    // "Longer than six nights" says which column.
    if (IsOfOneKind(comparing_words_)) {
      std::erase_if(subject_, [this, unit](const Meaning& m) {
        return m.column == nullptr ||
               (!SpeaksOf(comparing_words_, *m.column) &&
                !absl::EqualsIgnoreCase(unit->words, m.column->name));
      });
    }
  }
  AskedComparison comparison;
  comparison.subject = std::exchange(subject_, {});
  if (comparison.subject.empty() && IsOfOneKind(comparing_words_)) {
    comparison.attribute = comparing_words_;
  }
  comparison.anchor = last_table_;
  comparison.op = OperatorOf(*comparing_);
  comparison.number = number;
  comparison.upper = upper;
  comparison.negated = TakeNegation();
  comparison.words = words;
  out_.comparisons.push_back(std::move(comparison));
  comparing_.reset();
}

// "with more than 5 loans", "who borrowed at least 3 times": how many there
// are.
bool Reader::CountsRows(double number, std::optional<double> upper,
                        const std::string& words) {
  const Mark* next = Next();
  const bool times = next != nullptr && next->Is(Keyword::kTimes);
  if (!times && !BeforeNoun()) return false;
  const bool after_verb = times && date_anchor_ >= 0 &&
                          out_.mentions[static_cast<size_t>(date_anchor_)].verb;
  AskedComparison comparison;
  comparison.counts = true;
  comparison.anchor =
      times ? date_anchor_ : static_cast<int>(out_.mentions.size());
  comparison.op = OperatorOf(*comparing_);
  comparison.number = number;
  comparison.words = words;
  comparing_.reset();
  if (upper || negated_ || (times && !after_verb)) {
    NotUnderstood(words);
    return true;
  }
  out_.comparisons.push_back(std::move(comparison));
  if (times) ++at_;
  return true;
}

// "fine over 5", "price of 500 or more".
bool Reader::IsSubject(const Mark& mark) const {
  if (!mark.HasNumber() || counting_ || !aggregates_.empty()) return false;
  const Mark* next = Next();
  if (next == nullptr) return false;
  if (next->keyword) {
    switch (*next->keyword) {
      case Keyword::kGreater:
      case Keyword::kAtLeast:
      case Keyword::kLess:
      case Keyword::kAtMost:
      case Keyword::kEqual:
      case Keyword::kBetween:
        return true;
      case Keyword::kNot:
        return Next(2) != nullptr && !Next(2)->Is(Keyword::kAnd) &&
               (Next(2)->keyword.has_value() || Next(2)->number.has_value());
      default:
        return false;
    }
  }
  return next->number.has_value() && !top_awaits_;
}

bool Reader::IsDefined(const std::vector<Meaning>& numbers) {
  return !numbers.empty() && numbers.front().kind == Kind::kMeasure;
}

// A measure of the semantic file, or what to rank by.
bool Reader::IsMeasureHere(const std::vector<Meaning>& numbers) const {
  if (IsDefined(numbers) || how_much_) return true;
  return (by_ && out_.top.has_value()) ||
         (out_.top.has_value() && top_decided_ && !listing_) ||
         (joined_ && last_ == Last::kMeasure && !last_aggregates_.empty());
}

// A column of numbers that add up, where it is what the question begins with:
// "fees in 2025", "what was the fee".
bool Reader::IsAmountHere(const Mark& mark,
                          const std::vector<Meaning>& numbers) const {
  return IsBeginning() && (!listing_ || (asks_what_ && !mark.plural)) &&
         AddsUp(numbers, mark.plural);
}

bool Reader::AddsUp(const std::vector<Meaning>& numbers, bool plural) {
  return !numbers.empty() &&
         std::all_of(
             numbers.begin(), numbers.end(), [plural](const Meaning& m) {
               return m.column != nullptr && m.column->IsNumber() &&
                      IsAdditive(SpelledOut(NameWords(m.column->name)), plural);
             });
}

// "readers by takings", "readers by number of loans": each with its number, the
// most first. `numbers` is empty where rows are counted.
bool Reader::RanksBy(const std::vector<Meaning>& numbers) {
  if (!by_ || out_.top || !out_.measures.empty() ||
      (!numbers.empty() && !IsDefined(numbers)) ||
      std::any_of(out_.dimensions.begin(), out_.dimensions.end(),
                  [](const AskedDimension& d) { return d.part.has_value(); })) {
    return false;
  }
  if (out_.dimensions.empty() && !column_.empty()) {
    AskedDimension dimension;
    dimension.of = std::exchange(column_, {});
    dimension.words = column_words_;
    out_.dimensions.push_back(std::move(dimension));
  } else if (out_.dimensions.empty()) {
    const auto named = std::find_if(
        out_.mentions.begin(), out_.mentions.end(), [](const AskedMention& m) {
          return !m.negated && m.of.front().kind == Kind::kTable;
        });
    if (named == out_.mentions.end()) return false;
    named->is_operand = true;
    AskedDimension dimension;
    dimension.of = named->of;
    dimension.words = named->words;
    out_.dimensions.push_back(std::move(dimension));
  }
  if (!out_.sorted) out_.sorted = true;
  return true;
}

void Reader::AddCount(const Mark& mark,
                      const std::vector<Meaning>& dimensions) {
  const auto tables = Tables(dimensions);
  if (!tables.empty()) {
    AddMeasure(AGGREGATE_COUNT, tables, mark.words);
    AddMention(mark, tables, /*is_operand=*/true);
  } else if (!distinct_ && AddsUp(dimensions, mark.plural)) {
    // "how many litres"
    AddMeasure(AGGREGATE_SUM, dimensions, mark.words);
  } else {
    AddMeasure(AGGREGATE_COUNT_DISTINCT, dimensions, mark.words);
    out_.measures.back().distinct = distinct_;
  }
  counting_ = distinct_ = false;
}

void Reader::AddAggregates(const Mark& mark,
                           const std::vector<Meaning>& meanings) {
  const auto numbers = Numbers(meanings);
  const auto tables = Tables(meanings);
  last_aggregates_ = std::exchange(aggregates_, {});
  if (!numbers.empty()) {
    for (const Aggregate a : last_aggregates_) {
      AddMeasure(a, numbers, mark.words);
    }
  } else if (!tables.empty() && last_aggregates_.size() == 1 &&
             (last_aggregates_[0] == AGGREGATE_SUM || !mark.plural ||
              !how_.empty())) {
    // "total loans" are so many; "sum of loans" and "average loan" are of what
    // one is worth.
    const bool counted = last_aggregates_[0] == AGGREGATE_SUM && !of_amount_;
    AddMeasure(counted ? AGGREGATE_COUNT : last_aggregates_[0], tables,
               mark.words);
    AddMention(mark, tables, /*is_operand=*/true);
  } else if (const auto dates = Only(meanings, IsDateColumn);
             !dates.empty() && last_aggregates_.size() == 1 &&
             (last_aggregates_[0] == AGGREGATE_MINIMUM ||
              last_aggregates_[0] == AGGREGATE_MAXIMUM)) {
    AddMeasure(last_aggregates_[0], dates, mark.words);
  } else {
    Refuse(absl::StrCat("I know no number called \"", mark.words, "\"."));
    NotUnderstood(mark.words);
  }
}

void Reader::AddMeasure(Aggregate aggregate, std::vector<Meaning> of,
                        const std::string& words) {
  if (aggregate == AGGREGATE_UNSPECIFIED && joined_ &&
      last_ == Last::kMeasure && !last_aggregates_.empty()) {
    aggregate = last_aggregates_.back();
  }
  AskedMeasure measure;
  measure.aggregate = aggregate;
  measure.of = std::move(of);
  measure.words = words;
  measure.how_much = how_much_;
  measure.attribute = std::exchange(how_, "");
  out_.measures.push_back(std::move(measure));
  grouping_ = by_ = listing_ = counting_ = how_much_ = of_amount_ = false;
  last_ = Last::kMeasure;
}

}  // namespace alhf::sql_generator
