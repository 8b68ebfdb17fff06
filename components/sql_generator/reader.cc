#include "components/sql_generator/reader.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/match.h"

namespace alhf::sql_generator {

bool IsTable(const Meaning& m) {
  return m.kind == Meaning::Kind::kTable || m.kind == Meaning::Kind::kVerb;
}

bool IsNumber(const Meaning& m) {
  return m.kind == Meaning::Kind::kMeasure ||
         (m.kind == Meaning::Kind::kColumn && m.column->IsNumber());
}

bool IsTest(const Meaning& m) {
  return m.kind == Meaning::Kind::kValue || m.kind == Meaning::Kind::kFilter ||
         m.kind == Meaning::Kind::kTerm ||
         (m.kind == Meaning::Kind::kColumn && m.column->IsFlag());
}

bool IsDateColumn(const Meaning& m) {
  return m.kind == Meaning::Kind::kColumn && m.column->IsDate();
}

bool IsText(const Meaning& m) {
  return m.kind == Meaning::Kind::kColumn &&
         m.column->kind == ColumnKind::kText;
}

bool IsDimension(const Meaning& m) {
  return m.kind == Meaning::Kind::kTable ||
         (m.kind == Meaning::Kind::kColumn && !m.column->IsDate());
}

bool IsColumn(const Meaning& m) { return m.kind == Meaning::Kind::kColumn; }

std::vector<Meaning> Only(const std::vector<Meaning>& meanings,
                          bool (*keep)(const Meaning&)) {
  std::vector<Meaning> kept;
  std::copy_if(meanings.begin(), meanings.end(), std::back_inserter(kept),
               keep);
  return kept;
}

std::vector<Meaning> Numbers(const std::vector<Meaning>& meanings) {
  auto measures = Only(meanings, [](const Meaning& m) {
    return m.kind == Meaning::Kind::kMeasure;
  });
  return measures.empty() ? Only(meanings, IsNumber) : measures;
}

std::vector<Meaning> Tables(const std::vector<Meaning>& meanings) {
  std::vector<Meaning> tables;
  for (const Meaning& m : Only(meanings, IsTable)) {
    const bool known =
        std::any_of(tables.begin(), tables.end(),
                    [&m](const Meaning& t) { return t.table == m.table; });
    if (!known) tables.push_back(m);
  }
  return tables;
}

Reading Reader::Run() {
  LiftAverage();
  end_ = TrailingColumns();
  for (at_ = 0; at_ < end_; ++at_) {
    const Mark& mark = marks_[at_];
    if (at_ == lifted_) continue;
    if (!mark.meanings.empty()) out_.about_data = true;
    if (mark.comma) joined_ = true;
    One(mark);
  }
  Finish();
  return std::move(out_);
}

// "Price per genre, on average": as if it stood first.
void Reader::LiftAverage() {
  for (size_t i = 1; i < marks_.size(); ++i) {
    if (!marks_[i].Is(Keyword::kAverage) ||
        !absl::StartsWithIgnoreCase(marks_[i].words, "on ")) {
      continue;
    }
    lifted_ = i;
    aggregates_ = {AGGREGATE_AVERAGE};
    return;
  }
}

const Mark* Reader::Next(size_t ahead) const {
  return at_ + ahead < end_ ? &marks_[at_ + ahead] : nullptr;
}

// Whether a table's name follows at once.
bool Reader::BeforeNoun() const {
  const Mark* next = Next();
  return next != nullptr && next->follows && !next->comma &&
         next->Has(Kind::kTable);
}

// "The latest signup date"
bool Reader::BeforeDate() const {
  const Mark* next = Next();
  return next != nullptr && next->follows && !next->comma &&
         std::any_of(next->meanings.begin(), next->meanings.end(),
                     IsDateColumn);
}

void Reader::Refuse(std::string reason) {
  if (out_.reason.empty()) out_.reason = std::move(reason);
}

void Reader::NotUnderstood(const std::string& words) {
  if (!words.empty()) out_.not_understood.push_back(words);
}

void Reader::One(const Mark& mark) {
  if (mark.dates) {
    OnDates(mark);
  } else if (mark.number) {
    OnNumber(mark);
  } else if (mark.keyword && IsKeywordHere(mark)) {
    OnKeyword(mark);
    return;  // connectors live on to the next mark
  } else if (mark.part && (grouping_ || listing_ || mark.meanings.empty())) {
    OnPart(mark);
  } else {
    OnName(mark);
  }
  joined_ = alternative_ = false;
}

// A word that is a keyword and a name at once is the keyword where something
// follows that it acts on.
bool Reader::IsKeywordHere(const Mark& mark) const {
  if (mark.meanings.empty()) return true;
  if (mark.Is(Keyword::kWhich)) return at_ == 0;
  if (mark.Is(Keyword::kNew)) return false;
  if (mark.Is(Keyword::kLatest) || mark.Is(Keyword::kEarliest)) {
    return BeforeDate();
  }
  if (mark.Is(Keyword::kWhen)) return IsBeginning();
  const Mark* next = Next();
  // "the highest total of orders"
  if (!aggregates_.empty() && mark.HasNumber() && next != nullptr &&
      next->Has(Kind::kTable)) {
    return false;
  }
  if (next != nullptr && next->Is(Keyword::kAnd)) next = Next(2);
  return next != nullptr &&
         (next->HasNumber() || next->Has(Kind::kTable) || Aggregates(*next));
}

void Reader::OnKeyword(const Mark& mark) {
  if (!mark.Is(Keyword::kAnd) && !mark.Is(Keyword::kOr)) attributive_ = false;
  switch (*mark.keyword) {
    case Keyword::kCount:
      // "How many pages … on average" asks for a number that each has, and so
      // does "the highest number of pages".
      if ((lifted_ ||
           (!aggregates_.empty() && aggregates_.back() != AGGREGATE_SUM)) &&
          Next() != nullptr && Next()->HasNumber()) {
        return;
      }
      // "…, number and floor" are columns that it lists.
      if (asked_which_ && Next() != nullptr && Next()->Is(Keyword::kAnd)) {
        return NotUnderstood(mark.words);
      }
      if (std::any_of(aggregates_.begin(), aggregates_.end(),
                      [](Aggregate a) { return a != AGGREGATE_SUM; })) {
        Refuse("I cannot take an average, minimum or maximum of counts.");
      }
      aggregates_.clear();
      if (absl::EndsWithIgnoreCase(mark.words, " of")) RanksBy({});
      counting_ = true;
      grouping_ = listing_ = false;
      return;
    case Keyword::kDistinct:
      distinct_ = true;
      return;
    case Keyword::kTotal:
      OnTotal(mark);
      return;
    case Keyword::kAverage:
      return Await(AGGREGATE_AVERAGE);
    case Keyword::kMinimum:
      return Await(AGGREGATE_MINIMUM);
    case Keyword::kMaximum:
      return Await(AGGREGATE_MAXIMUM);
    case Keyword::kHighest:
    case Keyword::kLowest:
    case Keyword::kMost:
    case Keyword::kFewest:
      return OnSuperlative(mark);
    case Keyword::kTop:
    case Keyword::kBottom:
      return OnTop(mark);
    case Keyword::kLatest:
    case Keyword::kEarliest:
      return OnLatest(mark);
    case Keyword::kPer:
    case Keyword::kBy:
      // "… the number per genre"
      count_named_ = count_named_ || std::exchange(counting_, false);
      grouping_ = true;
      by_ = mark.Is(Keyword::kBy);
      after_verb_ = by_ && at_ > 0 && marks_[at_ - 1].Has(Kind::kVerb);
      return;
    case Keyword::kOrMore:
    case Keyword::kOrLess:
      if (!pending_number_) return NotUnderstood(mark.words);
      comparing_ = mark.keyword;
      comparing_words_ = mark.words;
      Compare(*std::exchange(pending_number_, std::nullopt));
      return;
    case Keyword::kNot:
      negated_ = true;
      negation_used_ = false;
      negation_words_ = mark.words;
      return;
    case Keyword::kAnd:
      joined_ = !between_;  // "between 5 and 10" joins nothing
      return;
    case Keyword::kOr:
      alternative_ = true;
      return;
    case Keyword::kHow:
      if (!IsBeginning() && !lifted_) return NotUnderstood(mark.words);
      how_ = mark.words;
      return;
    case Keyword::kSorted:
      return OnSorted(mark);
    case Keyword::kWhich:
      // "How many loans have which state"
      if (!out_.measures.empty() && Next() != nullptr && Next()->follows &&
          Next()->Has(Kind::kColumn) && Next(2) == nullptr) {
        grouping_ = true;
        return;
      }
      asks_what_ = absl::EqualsIgnoreCase(mark.words, "what");
      asks_who_ = IsBeginning() && absl::EqualsIgnoreCase(mark.words, "who");
      listing_ = listing_ || IsBeginning();
      return;
    case Keyword::kHowMuch:
      how_much_ = true;
      listing_ = false;
      return;
    case Keyword::kNew:
      out_.only_new = mark.words;
      return;
    case Keyword::kDescending:
    case Keyword::kAscending:
      if (out_.order) {
        out_.order->descending = mark.Is(Keyword::kDescending);
      } else {
        out_.sorted = mark.Is(Keyword::kDescending);
      }
      return;
    case Keyword::kMissing:
      if (!OnMissing(mark)) NotUnderstood(mark.words);
      return;
    case Keyword::kTimes:
      return NotUnderstood(mark.words);
    case Keyword::kAfter:
    case Keyword::kBefore:
      if (!ComparesDates(mark)) NotUnderstood(mark.words);
      return;
    case Keyword::kWhen:
      if (IsBeginning() && !absl::StartsWithIgnoreCase(mark.words, "and ")) {
        asks_when_ = true;
        when_words_ = mark.words;
        since_ = Only(mark.stand_ins, IsDateColumn);
      } else if (!OnWhen()) {
        NotUnderstood(mark.words);
      }
      return;
    case Keyword::kNothing:
      return;
    default:
      if (IsOverRows(mark)) return;
      if (comparing_) NotUnderstood(comparing_words_);
      comparing_ = mark.keyword;
      comparing_words_ = mark.words;
  }
}

// Later in a question "which" and "who" say nothing: "readers who borrowed".
bool Reader::IsBeginning() const {
  return !asks_when_ && out_.measures.empty() && out_.dimensions.empty() &&
         out_.mentions.empty() && out_.tests.empty() && !counting_ &&
         aggregates_.empty() && !grouping_;
}

void Reader::OnDates(const Mark& mark) {
  AskedDates dates;
  dates.range = mark.dates->range;
  dates.only_today = mark.dates->only_today;
  dates.fiscal = mark.dates->fiscal;
  dates.words = mark.words;
  dates.anchor = date_anchor_;
  // "not in 2025", but "customers without orders in 2025".
  dates.negated = TakeNegation();
  out_.dates.push_back(std::move(dates));
}

void Reader::OnPart(const Mark& mark) {
  const bool listed = joined_ && last_ == Last::kDimension;
  if (!mark.part->adverb && !grouping_ && !listing_ && !top_awaits_ &&
      !listed) {
    return NotUnderstood(mark.words);
  }
  AskedDimension dimension;
  dimension.part = mark.part;
  dimension.of = Only(mark.meanings, IsColumn);
  dimension.anchor = date_anchor_;
  dimension.words = mark.words;
  dimension.listed = listing_ && !grouping_ && !mark.part->adverb;
  if (listing_ && !mark.part->adverb) asked_which_ = true;
  AddDimension(std::move(dimension));
}

void Reader::AddDimension(AskedDimension dimension) {
  if (pending_number_ && !out_.top) {
    // "5 countries with the most orders": the order comes later.
    SetTop(*pending_number_, true, pending_words_);
    pending_number_.reset();
    top_decided_ = false;
  }
  out_.dimensions.push_back(std::move(dimension));
  grouping_ = by_ = top_awaits_ = listing_ = false;
  last_ = Last::kDimension;
}

// A negation holds for what follows it and for what is joined to that.
bool Reader::TakeNegation() {
  if (negation_used_ && !joined_ && !alternative_) negated_ = false;
  if (negated_) negation_used_ = true;
  return negated_;
}

Reading Read(const MarkedQuestion& question) { return Reader(question).Run(); }

}  // namespace alhf::sql_generator
