// What a question asks for, before it is settled which table and column each
// of its words means.
//
//   Reading r = Read(MarkWords(sense, "orders per month in Germany"));
//   r.not_understood.empty() && r.reason.empty()  // else: refuse
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_READING_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_READING_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "components/sql_generator/marks.h"

namespace alhf::sql_generator {

// A number to compute over one of `of`.
struct AskedMeasure {
  // Unset: the measure's own.
  Aggregate aggregate = AGGREGATE_UNSPECIFIED;
  std::vector<Meaning> of;
  std::string words;
  // "When was the last loan": of the rows' date, that of this mention where
  // there is one.
  bool of_date = false;
  int anchor = -1;
  // "How long is a loan": the number that this speaks of.
  std::string attribute{};
  // "How much": their sum, where they can be added up at all.
  bool how_much = false;
  // "How many different".
  bool distinct = false;
};

struct AskedDimension {
  std::vector<Meaning> of;  // tables or columns
  std::optional<DatePartPhrase> part;
  // It is what is to be shown, not what that is grouped by.
  bool listed = false;
  // For a date part: the mention or date column that it goes with.
  int anchor = -1;
  // Named in the plural: several are asked for.
  bool plural = false;
  // "Which genres are there": each once.
  bool values = false;
  std::string words;
};

// A value, a flag, a filter or a term.
struct AskedTest {
  std::vector<Meaning> of;
  bool negated = false;
  // Joined to the test before it by "and" or a comma, or by "or".
  bool joined = false;
  bool alternative = false;
  // Stands right before that mention: "cancelled orders".
  int noun = -1;
  // The table that was named last before it, as a mention.
  int after = -1;
  std::string words;
};

struct AskedComparison {
  // Measures or columns. Empty: the amount of a row of the mention `anchor`.
  std::vector<Meaning> subject;
  int anchor = -1;
  // How many rows of the mention `anchor` there are.
  bool counts = false;
  // "Loan 30": the row of that number of the mention `anchor`.
  bool is_row = false;
  // "Heavier than": what it speaks of, where no subject is named.
  std::string attribute{};
  Comparison::Operator op = Comparison::EQUAL;
  double number = 0;
  // "4 or 5": the others.
  std::vector<double> others;
  // Instead of the number: columns, of the subject's table.
  std::vector<Meaning> than;
  // For "between": `op` is AT_LEAST, and at most this.
  std::optional<double> upper;
  bool negated = false;
  std::string words;
};

// Whether a column holds nothing: "without an end".
struct AskedNull {
  std::vector<Meaning> of;
  bool is_null = true;
  std::string words;
};

struct AskedDates {
  DateRange range;
  bool only_today = false;
  bool fiscal = false;
  bool negated = false;
  int anchor = -1;
  std::string words;
};

// A table or a date column that the question names, other than to measure it
// or to group by it.
struct AskedMention {
  std::vector<Meaning> of;
  bool negated = false;
  // Dates after it are its dates.
  bool takes_dates = false;
  // It is what is measured or grouped by.
  bool is_operand = false;
  // It may say what somebody did: "borrowed".
  bool verb = false;
  // It says of the rows that are asked for what they are: "… are big orders".
  bool predicate = false;
  std::string words;
};

struct AskedTop {
  // 0: it was not said how many.
  uint32_t count = 0;
  bool descending = true;
  std::string words;
  // "The newest": by their date.
  bool by_date = false;
  // "Name of the heaviest boat", "cheapest first": of rows as they are.
  bool of_rows = false;
};

// "Ordered by price": rows by a column.
struct AskedOrder {
  // Empty: by the age of who they are of.
  std::vector<Meaning> of;
  bool descending = false;
  std::string words;
};

struct Reading {
  std::vector<AskedMeasure> measures;
  std::vector<AskedDimension> dimensions;
  std::vector<AskedTest> tests;
  std::vector<AskedComparison> comparisons;
  std::vector<AskedDates> dates;
  std::vector<AskedMention> mentions;
  std::vector<AskedNull> nulls;
  std::optional<AskedTop> top;
  // In order of the first number: descending or not.
  std::optional<bool> sorted;
  std::optional<AskedOrder> order;
  // "new": rows by the date that they are from.
  std::string only_new;
  bool distinct = false;
  // Some word is one of the database's.
  bool about_data = false;
  std::vector<std::string> not_understood;
  std::vector<std::pair<std::string, std::string>> corrected;
  // Why it is no question that can be answered, where no word alone is at
  // fault.
  std::string reason;
};

Reading Read(const MarkedQuestion& question);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_READING_H_
