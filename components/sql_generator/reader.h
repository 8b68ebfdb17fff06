// Longer than 200 lines: because one pass has one state.
//
// How `Read` works: one pass over the marks, left to right; what waits for a
// later mark is in the members. Its methods lie, by part, in reader.cc (the
// pass, keywords, dates), reader_numbers.cc (measures, comparisons, ranks),
// reader_lists.cc (lists of columns, extremes of rows), reader_names.cc
// (tables, columns, values) and reader_counts.cc (what is counted without
// saying so, and what was not understood in the end).
//
// Thread safety: used by one call's thread only.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_READER_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_READER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "components/sql_generator/reading.h"

namespace alhf::sql_generator {

// Parts of what a mark can mean.
bool IsTable(const Meaning& m);   // a table, or a verb that stands for one
bool IsNumber(const Meaning& m);  // a measure, or a column of numbers
bool IsTest(const Meaning& m);    // a value, flag, filter or term
bool IsText(const Meaning& m);
bool IsDateColumn(const Meaning& m);
bool IsDimension(const Meaning& m);  // a table, or a column of no dates
bool IsColumn(const Meaning& m);
std::vector<Meaning> Only(const std::vector<Meaning>& meanings,
                          bool (*keep)(const Meaning&));
// A measure wins over a column of the same name.
std::vector<Meaning> Numbers(const std::vector<Meaning>& meanings);
// The tables that are meant, each once.
std::vector<Meaning> Tables(const std::vector<Meaning>& meanings);
Comparison::Operator OperatorOf(Keyword keyword);
// The table that a value in the plural names the rows of: "guides" are books,
// where no other table has such a value.
std::vector<Meaning> ValueTables(const Mark& mark);

class Reader {
 public:
  // `question` must outlive the reader.
  explicit Reader(const MarkedQuestion& question) : marks_(question.marks) {
    out_.not_understood = question.not_understood;
    out_.corrected = question.corrected;
  }

  // Use once.
  Reading Run();

 private:
  using Kind = Meaning::Kind;

  // The pass.
  void LiftAverage();
  const Mark* Next(size_t ahead = 1) const;
  bool BeforeNoun() const;
  bool BeforeDate() const;
  void Refuse(std::string reason);
  void NotUnderstood(const std::string& words);
  void One(const Mark& mark);
  bool IsKeywordHere(const Mark& mark) const;
  void OnKeyword(const Mark& mark);
  bool IsBeginning() const;
  void OnDates(const Mark& mark);
  void OnPart(const Mark& mark);
  void AddDimension(AskedDimension dimension);
  bool TakeNegation();

  // What is counted, and the end.
  void CountWhatIsGrouped();
  void CountWhatIsListed();
  void CountWhatWasNamed();
  void CountFilteredRows();
  void SumWhatWasDone();
  static bool NamesRows(const Meaning& m);
  void Finish();

  // Measures, comparisons, ranks.
  static bool Aggregates(const Mark& mark);
  static bool Superlative(const Mark& mark);
  void Await(Aggregate aggregate);
  void OnTotal(const Mark& mark);
  void OnSuperlative(const Mark& mark);
  bool AsksWhich() const;
  void OnTop(const Mark& mark);
  void OnLatest(const Mark& mark);
  bool SaysFirst(const Mark& mark, bool descending, bool by_date);
  void SetTop(double count, bool descending, const std::string& words);
  void OnNumber(const Mark& mark);
  bool NamesRow(const Mark& mark);
  void TakeOthers();
  bool IsAttribute() const;
  bool IsOneOf(const Mark& mark) const;
  bool IsOverRows(const Mark& mark) const;
  void Compare(double number, std::optional<double> upper = std::nullopt);
  bool CountsRows(double number, std::optional<double> upper,
                  const std::string& words);
  bool IsSubject(const Mark& mark) const;
  static bool IsDefined(const std::vector<Meaning>& numbers);
  bool IsMeasureHere(const std::vector<Meaning>& numbers) const;
  bool IsAmountHere(const Mark& mark,
                    const std::vector<Meaning>& numbers) const;
  static bool AddsUp(const std::vector<Meaning>& numbers, bool plural);
  bool RanksBy(const std::vector<Meaning>& numbers);
  void AddCount(const Mark& mark, const std::vector<Meaning>& dimensions);
  void AddAggregates(const Mark& mark, const std::vector<Meaning>& meanings);
  void AddMeasure(Aggregate aggregate, std::vector<Meaning> of,
                  const std::string& words);

  // Lists of columns, extremes of rows.
  bool ListColumns();
  const Mark* RankOf(size_t& at, std::optional<double>& count) const;
  bool IsOfAnother(const Mark& rank, const std::vector<size_t>& columns,
                   size_t table) const;
  size_t TrailingColumns() const;
  void ListTrailing();
  void ListColumn(const Mark& mark, size_t table);
  void OnSorted(const Mark& mark);
  void SortBy(const Mark& mark);
  void AnswerWhen();
  void AnswerWho();
  void AnswerHow();
  std::optional<size_t> RowsAfter(size_t at) const;
  bool OfSuperlative(const Mark& mark);
  bool OfLargest(bool descending);
  bool OnWhen();
  bool ComparesDates(const Mark& mark);
  bool ComparesNumbers(const Mark& mark);

  // Tables, columns, values.
  std::vector<Meaning> OfRowsNamed(const Mark& mark) const;
  bool NamesUnit(const Mark& mark);
  bool SaysUnit(const Mark& mark) const;
  bool SaysAgain(const Mark& mark) const;
  bool IsAskedFor() const;
  void OnName(const Mark& mark);
  void AddTest(const Mark& mark, std::vector<Meaning> of);
  bool BeforeNounOf(const std::vector<Meaning>& tables) const;
  bool BeforeItsValue(const std::vector<Meaning>& names) const;
  std::vector<Meaning> ColumnsOfValue(const std::vector<Meaning>& names) const;
  bool FollowsItsValue(const Mark& mark, const std::vector<Meaning>& columns);
  bool TakesNull(const Mark& mark, const std::vector<Meaning>& columns);
  bool OnMissing(const Mark& mark);
  void OnOperand(const Mark& mark, const std::vector<Meaning>& meanings);
  bool WantsTopDimension() const;
  bool PassiveBy() const;
  void AddNamedDimension(const Mark& mark, std::vector<Meaning> of);
  void AddMention(const Mark& mark, const std::vector<Meaning>& of,
                  bool is_operand);

  const std::vector<Mark>& marks_;
  size_t at_ = 0;
  Reading out_;

  enum class Last { kNothing, kMeasure, kDimension, kTest };
  Last last_ = Last::kNothing;
  bool joined_ = false;
  bool alternative_ = false;
  bool attributive_ = false;

  std::vector<Aggregate> aggregates_;
  std::vector<Aggregate> last_aggregates_;
  bool of_amount_ = false;  // "sum of": of what rows are worth
  std::optional<size_t> lifted_;
  size_t end_ = 0;  // of the marks before columns that are listed besides
  bool asks_when_ = false;
  std::optional<Aggregate> extreme_;  // "when was the first"
  std::string when_words_;
  std::vector<Meaning> since_;         // "since when": the columns of that name
  std::optional<AskedOrder> sorting_;  // "ordered by", which waits for what
  std::string how_;                    // "how long"
  bool counting_ = false;
  bool count_named_ = false;
  bool how_much_ = false;
  bool asks_what_ = false;
  bool asks_who_ = false;
  bool distinct_ = false;
  bool grouping_ = false;
  bool by_ = false;
  bool after_verb_ = false;
  bool listing_ = false;
  bool asked_which_ = false;
  bool top_awaits_ = false;
  bool top_decided_ = false;
  std::optional<double> pending_number_;
  std::string pending_words_;
  std::optional<Keyword> comparing_;
  std::string comparing_words_;
  std::optional<double> between_;
  std::vector<Meaning> subject_;
  std::vector<Meaning> column_;
  std::string column_words_;
  bool negated_ = false;
  bool negation_used_ = false;
  std::string negation_words_;
  int last_table_ = -1;
  int date_anchor_ = -1;
};

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_READER_H_
