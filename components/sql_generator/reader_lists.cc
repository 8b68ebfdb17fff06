#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "components/sql_generator/reader.h"

namespace alhf::sql_generator {
namespace {

std::vector<Meaning> ColumnsOf(const Mark& mark, size_t table) {
  std::vector<Meaning> columns;
  for (const Meaning& m : mark.meanings) {
    if (m.kind == Meaning::Kind::kColumn && m.table == table) {
      columns.push_back(m);
    }
  }
  return columns;
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
  for (; at < marks_.size() && marks_[at].Has(Kind::kColumn); ++at) {
    const bool joined =
        at > 0 && (marks_[at].comma || marks_[at - 1].Is(Keyword::kAnd));
    if (!columns.empty() && !joined) break;
    columns.push_back(at);
    if (at + 1 < marks_.size() && marks_[at + 1].Is(Keyword::kAnd)) ++at;
  }
  if (columns.empty() || at == marks_.size() || marks_[at].follows ||
      marks_[at - 1].Is(Keyword::kAnd)) {
    return false;
  }
  const bool grouped =
      std::any_of(marks_.begin(), marks_.end(), [](const Mark& m) {
        return m.Is(Keyword::kPer) || m.Is(Keyword::kBy) || m.part ||
               Superlative(m) || Aggregates(m) || m.Is(Keyword::kTop);
      });
  const auto table = grouped ? std::nullopt : RowsAfter(at);
  if (!table) return false;
  bool numbers_alone = true;
  for (const size_t i : columns) {
    const auto of = ColumnsOf(marks_[i], *table);
    if (of.empty() || (i != columns.front() && marks_[i].Has(Kind::kTable))) {
      return false;
    }
    numbers_alone = numbers_alone && IsNumber(of.front());
  }
  if (numbers_alone) return false;
  for (const size_t i : columns) {
    AskedDimension dimension;
    dimension.of = ColumnsOf(marks_[i], *table);
    dimension.words = marks_[i].words;
    dimension.listed = true;
    AddDimension(std::move(dimension));
  }
  asked_which_ = true;
  at_ = columns.back();
  return true;
}

// The table whose rows are named at `at`, by its name or by a value in the
// plural, with tests before it or without: "late loans", "guides".
std::optional<size_t> Reader::RowsAfter(size_t at) const {
  for (size_t i = at; i < marks_.size(); ++i) {
    const Mark& mark = marks_[i];
    if (i > at && !mark.follows) return std::nullopt;
    const auto tables = Tables(mark.meanings);
    if (!tables.empty()) {
      const bool one = tables.size() == 1 && mark.Has(Kind::kTable);
      return one ? std::optional<size_t>(tables[0].table) : std::nullopt;
    }
    const auto rows = ValueTables(mark);
    const bool ends = i + 1 == marks_.size() || !marks_[i + 1].follows;
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
  if (numbers.size() != 1) return false;
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
