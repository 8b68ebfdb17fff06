#include <algorithm>

#include "components/sql_generator/reader.h"

namespace alhf::sql_generator {
namespace {

// "by signup month": a verb before what it dates says nothing of rows.
bool IsVerbOf(const AskedMention& mention,
              const std::vector<AskedMention>& mentions) {
  return mention.verb &&
         std::any_of(mentions.begin(), mentions.end(),
                     [](const AskedMention& m) {
                       return !m.verb && !m.negated &&
                              m.of.front().kind == Meaning::Kind::kTable;
                     });
}

}  // namespace

// "Orders per month": what is grouped without a number is counted.
void Reader::CountWhatIsGrouped() {
  CountWhatIsListed();
  if (!out_.measures.empty() || out_.dimensions.empty() || out_.top ||
      asked_which_ || out_.mentions.empty()) {
    return;
  }
  for (AskedMention& mention : out_.mentions) {
    if (mention.is_operand || IsVerbOf(mention, out_.mentions)) continue;
    if (mention.negated || mention.of.front().kind != Kind::kTable) return;
    mention.is_operand = true;
    out_.measures.push_back({AGGREGATE_COUNT, mention.of, mention.words});
    return;
  }
}

// "Loans in 2025: how many?", "what genres do loans have, the number per
// genre".
void Reader::CountWhatWasNamed() {
  if (!out_.measures.empty() || !(counting_ || count_named_)) return;
  // "How often was it borrowed", where no rows are named.
  for (const Kind kind : {Kind::kTable, Kind::kVerb}) {
    for (AskedMention& mention : out_.mentions) {
      if (mention.negated || mention.of.front().kind != kind) continue;
      mention.is_operand = kind == Kind::kTable;
      AddMeasure(AGGREGATE_COUNT, Tables(mention.of), mention.words);
      count_named_ = false;
      return;
    }
  }
  counting_ = true;
}

// "How much was refunded": what the rows are worth that somebody made.
void Reader::SumWhatWasDone() {
  if (!how_much_ || !out_.measures.empty()) return;
  for (AskedMention& mention : out_.mentions) {
    if (mention.negated || !mention.verb) continue;
    mention.is_operand = true;
    AddMeasure(AGGREGATE_SUM, mention.of, mention.words);
    return;
  }
  Refuse("I do not see which number is asked for.");
}

// "Show orders by month": rows, by something that they are not told apart by.
void Reader::CountWhatIsListed() {
  auto& dimensions = out_.dimensions;
  const auto counts = [](const AskedDimension& d) {
    return d.listed && !Tables(d.of).empty();
  };
  const bool grouped =
      std::any_of(dimensions.begin(), dimensions.end(),
                  [](const AskedDimension& d) { return !d.listed; });
  if (!asked_which_ || !grouped || !out_.measures.empty() || out_.top) return;
  for (const AskedDimension& d : dimensions) {
    if (!counts(d)) continue;
    out_.measures.push_back({AGGREGATE_COUNT, Tables(d.of), d.words});
  }
  std::erase_if(dimensions, counts);
}

// "How many overdue loans" as one filter of the semantic file.
void Reader::CountFilteredRows() {
  if (!counting_ || out_.tests.empty()) return;
  std::vector<Meaning> tables = Only(out_.tests.back().of, NamesRows);
  if (tables.empty()) return;
  for (Meaning& m : tables) m.kind = Kind::kTable;
  AddMeasure(AGGREGATE_COUNT, Tables(tables), out_.tests.back().words);
}

bool Reader::NamesRows(const Meaning& m) {
  return m.kind == Kind::kFilter ||
         (m.kind == Kind::kColumn && m.column->IsFlag()) ||
         (m.kind == Kind::kTerm && !m.term->conditions().empty());
}

// Whatever still waits was not understood.
void Reader::Finish() {
  SumWhatWasDone();
  AnswerWhen();
  AnswerWho();
  AnswerHow();
  CountWhatWasNamed();
  ListTrailing();
  CountWhatIsGrouped();
  CountFilteredRows();
  if (sorting_) NotUnderstood(sorting_->words);
  if (!how_.empty()) NotUnderstood(how_);
  const bool dated =
      !out_.dates.empty() ||
      std::any_of(out_.dimensions.begin(), out_.dimensions.end(),
                  [](const AskedDimension& d) { return d.part.has_value(); });
  if (!out_.only_new.empty() && !dated) NotUnderstood(out_.only_new);
  if (negated_ && !negation_used_) NotUnderstood(negation_words_);
  if (comparing_) NotUnderstood(comparing_words_);
  if (pending_number_) NotUnderstood(pending_words_);
  if (out_.top && !top_decided_) NotUnderstood(pending_words_);
  if (!column_.empty()) NotUnderstood(column_words_);
  if (!subject_.empty()) NotUnderstood("compared with what");
  if (counting_) Refuse("I do not see what to count.");
  if (!aggregates_.empty()) Refuse("I do not see which number is asked for.");
  if (grouping_) Refuse("I do not see what to group by.");
}

}  // namespace alhf::sql_generator
