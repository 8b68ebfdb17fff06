// Longer than 400 lines: because lists, their order and what is shown besides
// share how columns are found.
#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "components/sql_generator/attributes.h"
#include "components/sql_generator/reader.h"

namespace alhf::sql_generator {
namespace {

std::vector<Meaning> ColumnsOf(const Mark& mark, size_t table) {
  for (const auto* meanings : {&mark.meanings, &mark.stand_ins}) {
    std::vector<Meaning> columns;
    for (const Meaning& m : *meanings) {
      if (m.kind == Meaning::Kind::kColumn && m.table == table) {
        columns.push_back(m);
      }
    }
    if (!columns.empty()) return columns;
  }
  return {};
}

// The date columns that `meanings` name, as such or by what was done then.
std::vector<Meaning> Dates(const std::vector<Meaning>& meanings) {
  std::vector<Meaning> dates;
  for (const Meaning& m : meanings) {
    if (m.column == nullptr || !m.column->IsDate()) continue;
    dates.push_back(m);
    dates.back().kind = Meaning::Kind::kColumn;
  }
  return dates;
}

}  // namespace

// "Name and joining date of the readers in Spain": columns of rows that are
// named after them.
bool Reader::ListColumns() {
  if (!IsBeginning() || distinct_ || out_.top || !out_.nulls.empty() ||
      pending_number_) {
    return false;
  }
  std::vector<size_t> columns;
  size_t at = at_;
  for (; at < end_ && marks_[at].Has(Kind::kColumn); ++at) {
    const bool joined =
        at > 0 && (marks_[at].comma || marks_[at - 1].Is(Keyword::kAnd));
    if (!columns.empty() && !joined) break;
    columns.push_back(at);
    if (at + 1 < end_ && marks_[at + 1].Is(Keyword::kAnd)) ++at;
  }
  if (columns.empty() || at >= end_ || marks_[at].follows ||
      marks_[at - 1].Is(Keyword::kAnd)) {
    return false;
  }
  std::optional<double> count;
  const Mark* rank = RankOf(at, count);
  const bool grouped =
      std::any_of(marks_.begin(), marks_.end(), [rank](const Mark& m) {
        return &m != rank &&
               (m.Is(Keyword::kPer) || m.Is(Keyword::kBy) || m.part ||
                Superlative(m) || Aggregates(m) || m.Is(Keyword::kTop));
      });
  const auto table = grouped ? std::nullopt : RowsAfter(at);
  if (!table) return false;
  bool numbers_alone = true;
  for (const size_t i : columns) {
    const auto of = ColumnsOf(marks_[i], *table);
    if (of.empty() || (i != columns.front() && marks_[i].Has(Kind::kTable))) {
      return false;
    }
    numbers_alone =
        numbers_alone && IsNumber(of.front()) && !of.front().column->key;
  }
  // "The size of the biggest room" is one number; the weight of the dearest is
  // of that room.
  if (numbers_alone &&
      (rank == nullptr || !IsOfAnother(*rank, columns, *table)))
    return false;
  for (const size_t i : columns) ListColumn(marks_[i], *table);
  // "What genres do the loans have"
  const Mark* before = at_ > 0 ? &marks_[at_ - 1] : nullptr;
  out_.dimensions.back().values =
      columns.size() == 1 && before != nullptr &&
      (absl::EqualsIgnoreCase(before->words, "what") ||
       absl::EqualsIgnoreCase(before->words, "which"));
  asked_which_ = true;
  at_ = columns.back();
  if (rank == nullptr) return true;
  const bool date = rank->Is(Keyword::kLatest) || rank->Is(Keyword::kEarliest);
  SetTop(count.value_or(1),
         rank->Is(Keyword::kLatest) || rank->Is(Keyword::kHighest),
         rank->words);
  if (out_.top) {
    if (!count && marks_[at].plural) out_.top->count = 0;
    out_.top->by_date = date;
    out_.top->of_rows = true;
  }
  at_ = at - 1;
  return true;
}

// "The 5 heaviest", "the last 5": the word that ranks what follows, and how
// many of it; `at` moves behind them.
const Mark* Reader::RankOf(size_t& at, std::optional<double>& count) const {
  const Mark* rank = nullptr;
  size_t i = at;
  for (; i < end_; ++i) {
    const Mark& mark = marks_[i];
    const bool ranks = mark.Is(Keyword::kHighest) ||
                       mark.Is(Keyword::kLowest) || mark.Is(Keyword::kLatest) ||
                       mark.Is(Keyword::kEarliest);
    if (ranks && rank == nullptr) {
      rank = &mark;
    } else if (mark.number && !count) {
      count = mark.number;
    } else {
      break;
    }
  }
  if (rank == nullptr) {
    count.reset();
    return nullptr;
  }
  at = i;
  return rank;
}

// Whether `rank` speaks of other numbers of `table` than `columns` are.
bool Reader::IsOfAnother(const Mark& rank, const std::vector<size_t>& columns,
                         size_t table) const {
  if (rank.Is(Keyword::kLatest) || rank.Is(Keyword::kEarliest)) return true;
  return IsOfOneKind(rank.words) &&
         std::none_of(columns.begin(), columns.end(), [&](size_t i) {
           const auto of = ColumnsOf(marks_[i], table);
           return SpeaksOf(rank.words, *of.front().column);
         });
}

// Where columns begin that are to be shown besides: "…? Please name and
// price", "…, only the names", "… with name and price".
size_t Reader::TrailingColumns() const {
  size_t begin = marks_.size();
  while (begin > 0 && (marks_[begin - 1].Has(Kind::kColumn) ||
                       marks_[begin - 1].Is(Keyword::kAnd))) {
    --begin;
  }
  const bool lists =
      std::none_of(marks_.begin(), marks_.end(), [](const Mark& m) {
        return m.Is(Keyword::kPer) || m.Is(Keyword::kBy) || m.part ||
               m.Is(Keyword::kSorted) || m.Is(Keyword::kCount) ||
               m.Is(Keyword::kTotal) || m.Is(Keyword::kAverage) ||
               m.Is(Keyword::kHowMuch) || m.Is(Keyword::kMinimum) ||
               m.Is(Keyword::kMaximum);
      });
  if (!lists) return marks_.size();
  for (size_t i = std::max<size_t>(begin, 1); i < marks_.size(); ++i) {
    const Mark& mark = marks_[i];
    if (!mark.Has(Kind::kColumn)) continue;
    const bool all =
        std::all_of(marks_.begin() + static_cast<std::ptrdiff_t>(i),
                    marks_.end(), [](const Mark& m) {
                      return m.Is(Keyword::kAnd) ||
                             std::all_of(m.meanings.begin(), m.meanings.end(),
                                         [](const Meaning& of) {
                                           return of.column == nullptr ||
                                                  !of.column->nullable;
                                         });
                    });
    const bool with = mark.condition && all && !Superlative(marks_[i - 1]) &&
                      (mark.Has(Kind::kTable) || i + 1 < marks_.size() ||
                       Only(mark.meanings, IsTest).empty());
    const bool comma = mark.comma && !marks_[i - 1].Has(Kind::kColumn) &&
                       !marks_[i - 1].Has(Kind::kValue);
    if (mark.begins || comma || with) return i;
  }
  return marks_.size();
}

// The columns behind `end_`, of the rows that are listed.
void Reader::ListTrailing() {
  if (end_ == marks_.size()) return;
  std::optional<size_t> table;
  for (const AskedMention& mention : out_.mentions) {
    const bool names = mention.of.size() == 1 && !mention.negated &&
                       mention.of.front().kind == Kind::kTable;
    if (names && !table) table = mention.of.front().table;
  }
  if (!table && !out_.dimensions.empty() &&
      out_.dimensions.front().of.size() == 1) {
    table = out_.dimensions.front().of.front().table;
  }
  for (size_t i = end_; i < marks_.size(); ++i) {
    if (!marks_[i].Has(Kind::kColumn)) continue;
    if (!table || !out_.measures.empty() ||
        ColumnsOf(marks_[i], *table).empty()) {
      NotUnderstood(marks_[i].words);
      continue;
    }
    ListColumn(marks_[i], *table);
  }
}

// A name may be of two columns.
void Reader::ListColumn(const Mark& mark, size_t table) {
  for (const Meaning& column : ColumnsOf(mark, table)) {
    AskedDimension dimension;
    dimension.of = {column};
    dimension.words = mark.words;
    dimension.listed = true;
    AddDimension(std::move(dimension));
  }
}

// "Ordered by price", "sorted by number of loans".
void Reader::OnSorted(const Mark& mark) {
  const bool descending =
      absl::StrContains(absl::AsciiStrToLower(mark.words), "descend");
  if (absl::EndsWithIgnoreCase(mark.words, "age")) {
    out_.order = AskedOrder{{}, descending, mark.words};
    return;
  }
  const Mark* next = Next();
  if (next != nullptr && next->keyword && out_.measures.empty()) {
    by_ = true;
    out_.sorted = descending;
    return;
  }
  sorting_ = AskedOrder{{}, descending, mark.words};
}

// What rows are ordered by: a column, or the number or part that is there.
void Reader::SortBy(const Mark& mark) {
  AskedOrder order = *std::exchange(sorting_, std::nullopt);
  for (const Meaning& m : mark.meanings) {
    if (m.column == nullptr) continue;
    if (m.kind != Kind::kColumn && m.kind != Kind::kVerb) continue;
    order.of.push_back(m);
    order.of.back().kind = Kind::kColumn;
  }
  if (IsDefined(Numbers(mark.meanings))) {
    out_.sorted = order.descending;
    if (out_.measures.empty()) {
      by_ = true;
      if (RanksBy(Numbers(mark.meanings))) {
        AddMeasure(AGGREGATE_UNSPECIFIED, Numbers(mark.meanings), mark.words);
        return;
      }
    } else {
      return;
    }
  }
  if (order.of.empty()) return NotUnderstood(mark.words);
  order.words = mark.words;
  out_.order = std::move(order);
}

// "When was the last loan", "when was Ana hired".
void Reader::AnswerWhen() {
  if (!asks_when_) return;
  int dated = -1;
  AskedMention* rows = nullptr;
  for (size_t i = 0; i < out_.mentions.size(); ++i) {
    AskedMention& mention = out_.mentions[i];
    if (mention.negated) continue;
    if (!Dates(mention.of).empty()) dated = static_cast<int>(i);
    if (mention.of.front().kind == Kind::kTable && rows == nullptr) {
      rows = &mention;
    }
  }
  if (!out_.measures.empty() || !out_.dimensions.empty()) {
    return NotUnderstood(when_words_);
  }
  if (extreme_) {
    const bool by_verb = rows == nullptr && dated >= 0;
    if (by_verb) rows = &out_.mentions[static_cast<size_t>(dated)];
    if (rows == nullptr) return NotUnderstood(when_words_);
    AskedMeasure measure;
    measure.aggregate = *extreme_;
    measure.of = by_verb ? Dates(rows->of) : Tables(rows->of);
    for (Meaning& m : measure.of) m.kind = Kind::kTable;
    measure.of_date = true;
    measure.anchor = dated;
    measure.words = when_words_;
    if (!by_verb) rows->is_operand = true;
    out_.measures.push_back(std::move(measure));
    return;
  }
  const bool of_row =
      std::any_of(out_.comparisons.begin(), out_.comparisons.end(),
                  [](const AskedComparison& c) { return c.is_row; });
  if ((dated < 0 && since_.empty()) || (out_.tests.empty() && !of_row)) {
    return NotUnderstood(when_words_);
  }
  AskedDimension when;
  when.of =
      dated < 0 ? since_ : Dates(out_.mentions[static_cast<size_t>(dated)].of);
  when.words = when_words_;
  when.listed = true;
  asked_which_ = true;
  AddDimension(std::move(when));
}

// "Who is our log buyer": the rows that have that value.
void Reader::AnswerWho() {
  if (!asks_who_ || !listing_ || !out_.measures.empty() ||
      !out_.dimensions.empty() || !out_.mentions.empty() ||
      out_.tests.empty() || out_.tests[0].negated) {
    return;
  }
  AskedDimension rows;
  for (const Meaning& m : out_.tests[0].of) {
    rows.of.push_back({.kind = Kind::kTable, .table = m.table});
  }
  rows.of = Tables(rows.of);
  rows.words = "who";
  rows.listed = asked_which_ = true;
  AddDimension(std::move(rows));
}

// "How heavy is DX-7": the number that this speaks of, of what is named.
void Reader::AnswerHow() {
  if (how_.empty() || !out_.measures.empty() || !out_.dimensions.empty()) {
    return;
  }
  std::vector<Meaning> rows;
  if (out_.mentions.size() == 1 && !out_.mentions[0].negated) {
    rows = Tables(out_.mentions[0].of);
    out_.mentions[0].is_operand = true;
  } else if (out_.mentions.empty() && out_.tests.size() == 1) {
    for (Meaning m : out_.tests[0].of) {
      m.kind = Kind::kTable;
      rows.push_back(m);
    }
  }
  if (rows.empty()) return;
  for (Meaning& m : rows) m.column = nullptr;
  AddMeasure(AGGREGATE_UNSPECIFIED, Tables(rows), how_);
}

// The table whose rows are named at `at`, by its name or by a value in the
// plural, with tests before it or without: "late loans", "guides".
std::optional<size_t> Reader::RowsAfter(size_t at) const {
  for (size_t i = at; i < end_; ++i) {
    const Mark& mark = marks_[i];
    if (i > at && !mark.follows) return std::nullopt;
    const auto tables = Tables(mark.meanings);
    if (!tables.empty()) {
      const bool one = tables.size() == 1 && mark.Has(Kind::kTable);
      return one ? std::optional<size_t>(tables[0].table) : std::nullopt;
    }
    const auto rows = ValueTables(mark);
    const bool ends = i + 1 >= end_ || !marks_[i + 1].follows;
    if (!rows.empty() && ends) return rows[0].table;
    if (Only(mark.meanings, IsTest).empty()) return std::nullopt;
  }
  return std::nullopt;
}

// "The size of our biggest room", "how big is the largest room in square
// metres": the largest of a column of such rows.
bool Reader::OfSuperlative(const Mark& mark) {
  const Mark* next = Next();
  if (!IsBeginning() || !mark.HasNumber() || next == nullptr ||
      !(next->Is(Keyword::kHighest) || next->Is(Keyword::kLowest))) {
    return false;
  }
  const Mark* rows = Next(2);
  if (rows == nullptr || rows->plural || !rows->follows) return false;
  const auto tables = Only(
      rows->meanings, [](const Meaning& m) { return m.kind == Kind::kTable; });
  if (tables.size() != 1) return false;
  auto numbers = Numbers(mark.meanings);
  std::erase_if(numbers, [&tables](const Meaning& m) {
    return m.table != tables[0].table;
  });
  const bool another = numbers.size() == 1 && IsOfOneKind(next->words) &&
                       !SpeaksOf(next->words, *numbers[0].column);
  if (numbers.size() != 1 || another) return false;
  AddMeasure(
      next->Is(Keyword::kHighest) ? AGGREGATE_MAXIMUM : AGGREGATE_MINIMUM,
      numbers, mark.words);
  AddMention(*rows, tables, /*is_operand=*/true);
  at_ += 2;
  return true;
}

// "The largest room in square metres", asked how big it is.
bool Reader::OfLargest(bool descending) {
  const Mark* rows = Next();
  const Mark* number = Next(2);
  if (!how_much_ || rows == nullptr || rows->plural || number == nullptr ||
      !rows->Has(Kind::kTable) || !number->HasNumber()) {
    return false;
  }
  const auto tables = Tables(rows->meanings);
  auto numbers = Numbers(number->meanings);
  std::erase_if(numbers, [&tables](const Meaning& m) {
    return tables.size() != 1 || m.table != tables[0].table;
  });
  if (numbers.size() != 1) return false;
  AddMeasure(descending ? AGGREGATE_MAXIMUM : AGGREGATE_MINIMUM, numbers,
             number->words);
  AddMention(*rows, tables, /*is_operand=*/true);
  at_ += 2;
  return true;
}

// "The highest fee of one loan": it is of each row as it is.
bool Reader::IsOneOf(const Mark& mark) const {
  const Mark* next = Next();
  if (*mark.number != 1 || next == nullptr || !next->follows || next->plural ||
      out_.measures.empty()) {
    return false;
  }
  const AskedMeasure& measure = out_.measures.back();
  if (measure.aggregate != AGGREGATE_MINIMUM &&
      measure.aggregate != AGGREGATE_MAXIMUM &&
      measure.aggregate != AGGREGATE_AVERAGE) {
    return false;
  }
  return std::any_of(measure.of.begin(), measure.of.end(),
                     [next](const Meaning& of) {
                       const auto rows = Tables(next->meanings);
                       return rows.size() == 1 && rows[0].table == of.table;
                     });
}

// "The sum of fees over all late loans": over the rows that have them.
bool Reader::IsOverRows(const Mark& mark) const {
  if (!absl::EqualsIgnoreCase(mark.words, "over") || out_.measures.empty()) {
    return false;
  }
  const Mark* next = Next();
  for (size_t ahead = 2;
       next != nullptr && !Only(next->meanings, IsTest).empty(); ++ahead) {
    next = Next(ahead);
  }
  return next != nullptr && !next->number &&
         std::any_of(out_.measures[0].of.begin(), out_.measures[0].of.end(),
                     [next](const Meaning& of) {
                       const auto rows = Tables(next->meanings);
                       return rows.size() == 1 && rows[0].table == of.table;
                     });
}

// "Paid after the due date", "delivered later than promised".
bool Reader::ComparesDates(const Mark& mark) {
  const Mark* next = Next();
  if (next == nullptr || date_anchor_ < 0 || negated_) return false;
  AskedComparison comparison;
  comparison.subject =
      Dates(out_.mentions[static_cast<size_t>(date_anchor_)].of);
  comparison.than = Dates(next->meanings);
  if (comparison.subject.empty() || comparison.than.empty()) return false;
  comparison.op =
      mark.Is(Keyword::kAfter) ? Comparison::GREATER : Comparison::LESS;
  comparison.words = absl::StrCat(mark.words, " ", next->words);
  out_.comparisons.push_back(std::move(comparison));
  ++at_;
  return true;
}

// "With a fee above the price"
bool Reader::ComparesNumbers(const Mark& mark) {
  auto than = Only(mark.meanings, [](const Meaning& m) {
    return IsNumber(m) && m.kind == Kind::kColumn;
  });
  const auto columns = Only(subject_, IsColumn);
  if (!comparing_ || between_ || columns.empty() || than.empty()) return false;
  AskedComparison comparison;
  comparison.subject = columns;
  comparison.than = std::move(than);
  comparison.op = OperatorOf(*comparing_);
  comparison.negated = TakeNegation();
  comparison.words = absl::StrCat(comparing_words_, " ", mark.words);
  out_.comparisons.push_back(std::move(comparison));
  comparing_.reset();
  subject_.clear();
  return true;
}

// "Which readers joined before 2024, and when?"
bool Reader::OnWhen() {
  if (!asked_which_ || out_.dimensions.empty() || Next() != nullptr) {
    return false;
  }
  for (auto m = out_.mentions.rbegin(); m != out_.mentions.rend(); ++m) {
    if (m->negated || m->of.size() != 1 || m->of[0].column == nullptr ||
        !m->of[0].column->IsDate()) {
      continue;
    }
    AskedDimension when;
    when.of = m->of;
    when.of[0].kind = Kind::kColumn;
    when.words = "when";
    when.listed = true;
    AddDimension(std::move(when));
    return true;
  }
  return false;
}

}  // namespace alhf::sql_generator
