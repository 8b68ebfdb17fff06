#include "tests/property/question_writer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/property/date_phrases.h"
#include "tests/property/invented_words.h"

namespace alhf::testing {
namespace {

struct AggregateWord {
  const char* word;
  Aggregate aggregate;
};
constexpr AggregateWord kAggregates[] = {
    {"total", Aggregate::kSum},        {"sum of", Aggregate::kSum},
    {"average", Aggregate::kAverage},  {"mean", Aggregate::kAverage},
    {"minimum", Aggregate::kMinimum},  {"lowest", Aggregate::kMinimum},
    {"smallest", Aggregate::kMinimum}, {"maximum", Aggregate::kMaximum},
    {"highest", Aggregate::kMaximum},  {"largest", Aggregate::kMaximum}};

const AggregateWord& AnyAggregate(Dice& dice) {
  return kAggregates[dice.Below(std::size(kAggregates))];
}

}  // namespace

QuestionWriter::QuestionWriter(const RandomDatabase& database,
                               const Taught& taught, Dice& dice)
    : database_(database),
      taught_(taught),
      dice_(dice),
      tests_(database, dice) {}

Asked QuestionWriter::Next() {
  asked_ = {};
  tests_.Start(taught_.weeks);
  names_rows_ = false;
  asked_.question.table = dice_.Below(database_.tables.size());
  const size_t kind = dice_.Below(10);
  if (kind < 7) {
    Plain();
  } else if (kind < 9) {
    Ranked();
  } else {
    RankedRows();
  }
  if (dice_.Chance(0.5)) asked_.text += "?";
  if (dice_.Chance(0.5)) asked_.text = Capital(asked_.text);
  return std::move(asked_);
}

// ------------------------------------------------------------------ measures

std::string QuestionWriter::Count() {
  Measure measure;
  measure.table = asked_.question.table;
  asked_.question.measures.push_back(measure);
  names_rows_ = true;
  const std::string rows = tests_.OfRows(measure.table, asked_.question.tests);
  return absl::StrCat(dice_.Of({"how many ", "how many ", "number of ",
                                "count of ", "total number of "}),
                      rows);
}

std::string QuestionWriter::NumberWords(Place place, bool of_rows) {
  const std::string words = tests_.ColumnWords(place);
  if (!of_rows) return words;
  names_rows_ = true;
  return absl::StrCat(words, " of ",
                      tests_.OfRows(place.table, asked_.question.tests));
}

std::string QuestionWriter::Number() {
  const auto numbers = tests_.Columns(asked_.question.table, IsNumber);
  if (numbers.empty()) return Count();
  const AggregateWord& of = AnyAggregate(dice_);
  const Place place{asked_.question.table, dice_.Of(numbers)};
  asked_.question.measures.push_back(MeasureOver(place, of.aggregate));
  return absl::StrCat(of.word, " ", NumberWords(place, dice_.Chance(0.5)));
}

std::string QuestionWriter::TwoNumbers() {
  const auto numbers = tests_.Columns(asked_.question.table, IsNumber);
  if (numbers.empty()) return Count();
  const Place place{asked_.question.table, dice_.Of(numbers)};
  const AggregateWord& one = AnyAggregate(dice_);
  const AggregateWord& other = AnyAggregate(dice_);
  if (one.aggregate == other.aggregate) return Number();
  asked_.question.measures.push_back(MeasureOver(place, one.aggregate));
  if (dice_.Chance(0.3)) {
    Measure count;
    count.table = place.table;
    asked_.question.measures.push_back(count);
    const std::string words = tests_.ColumnWords(place);
    names_rows_ = true;
    return absl::StrCat(one.word, " ", words, " and number of ",
                        tests_.OfRows(place.table, asked_.question.tests));
  }
  asked_.question.measures.push_back(MeasureOver(place, other.aggregate));
  return absl::StrCat(one.word, " and ", other.word, " ",
                      NumberWords(place, dice_.Chance(0.5)));
}

std::string QuestionWriter::Defined() {
  if (database_.measures.empty()) return Number();
  const NamedMeasure& named = dice_.Of(database_.measures);
  Measure measure = named.measure;
  asked_.question.table = measure.table;
  for (const Test& test : measure.tests) (void)tests_.Untested(test);
  std::string words = dice_.Of(named.words);
  if (measure.aggregate == Aggregate::kSum && dice_.Chance(0.3)) {
    const AggregateWord& of = AnyAggregate(dice_);
    measure.aggregate = of.aggregate;
    words = absl::StrCat(of.word, " ", words);
  }
  asked_.question.measures.push_back(std::move(measure));
  if (!dice_.Chance(0.3)) return words;
  names_rows_ = true;
  return absl::StrCat(
      words, " of ", tests_.OfRows(named.measure.table, asked_.question.tests));
}

std::string QuestionWriter::Distinct() {
  const size_t table = asked_.question.table;
  const auto columns = tests_.Columns(table, IsText);
  if (columns.empty()) return Count();
  const Place place{table, dice_.Of(columns)};
  asked_.question.measures.push_back(
      MeasureOver(place, Aggregate::kCountDistinct));
  const std::string words = Plural(tests_.ColumnWords(place));
  names_rows_ = true;
  return absl::StrCat(dice_.Of({"how many ", "number of "}),
                      dice_.Of({"different ", "distinct ", "unique "}), words,
                      " of ", tests_.OfRows(table, asked_.question.tests));
}

std::string QuestionWriter::AnyMeasure() {
  const size_t kind = dice_.Below(20);
  if (kind < 8) return Count();
  if (kind < 14) return Number();
  if (kind < 17) return Defined();
  return kind < 18 ? Distinct() : TwoNumbers();
}

// ---------------------------------------------------------------- dimensions

std::string QuestionWriter::PartDimension() {
  struct PartWord {
    const char* words;
    Part part;
    std::optional<Weeks> weeks;
  };
  static const PartWord kWords[] = {{"year", Part::kYear, {}},
                                    {"quarter", Part::kQuarter, {}},
                                    {"month", Part::kMonth, {}},
                                    {"week", Part::kWeek, {}},
                                    {"week of the year", Part::kWeek, {}},
                                    {"ISO week", Part::kWeek, Weeks::kIso},
                                    {"US week", Part::kWeek, Weeks::kUs},
                                    {"day of the week", Part::kDayOfWeek, {}},
                                    {"weekday", Part::kDayOfWeek, {}},
                                    {"day", Part::kDay, {}}};
  const auto date = tests_.At(asked_.question.table).date;
  if (!date) return "";
  const PartWord& word = kWords[dice_.Below(std::size(kWords))];
  if (word.weeks) asked_.question.weeks = word.weeks;
  Dimension dimension;
  dimension.place = *date;
  dimension.part = word.part;
  asked_.question.dimensions.push_back(dimension);
  return word.words;
}

std::string QuestionWriter::NamedDimension(bool ranked, bool plural) {
  Question& question = asked_.question;
  size_t from = question.table;
  const auto descendants = tests_.Descendants(from);
  const bool counts = question.measures.size() == 1 &&
                      question.measures[0].aggregate == Aggregate::kCount;
  if (question.dimensions.empty() && counts && !plural &&
      !descendants.empty() && dice_.Chance(0.15)) {
    from = dice_.Of(descendants);
  }
  Dimension dimension;
  std::string words;
  const auto parents = tests_.Ancestors(from);
  if (!parents.empty() && dice_.Chance(0.4)) {
    dimension.place = {dice_.Of(parents), 0};
    dimension.rows = true;
    words = dice_.Of(tests_.At(dimension.place.table).words);
  } else {
    const auto columns = tests_.UpColumns(from, ranked ? IsRank : IsGroup);
    if (columns.empty()) return "";
    dimension.place = dice_.Of(columns);
    words = tests_.ColumnWords(dimension.place);
  }
  if (dimension.place.table == question.table && dimension.rows) return "";
  if (IsFlag(database_.At(dimension.place)) &&
      !tests_.Untested(dimension.place)) {
    return "";
  }
  for (const Dimension& d : question.dimensions) {
    // A label is shown once.
    const bool rows = d.rows || dimension.rows;
    if (d.place == dimension.place ||
        (rows && d.place.table == dimension.place.table)) {
      return "";
    }
  }
  if (!tests_.LeadsUp(question.table, dimension.place.table)) {
    question.through = from;
    // The nearest rows that lead there.
    for (const size_t t : descendants) {
      const bool nearer = tests_.LeadsUp(*question.through, t);
      if (nearer && tests_.LeadsUp(t, dimension.place.table)) {
        question.through = t;
      }
    }
  }
  question.dimensions.push_back(dimension);
  return plural ? Plural(words) : words;
}

std::string QuestionWriter::AnyDimension() {
  return dice_.Chance(0.4) ? PartDimension() : NamedDimension(false, false);
}

std::string QuestionWriter::Dimensions() {
  const std::string first = AnyDimension();
  if (first.empty()) return "";
  std::string words = absl::StrCat(
      dice_.Of({" per ", " per ", " by ", " by ", " for each ", " for every ",
                " in each ", " grouped by ", " split by ", " broken down by "}),
      first);
  const bool part = asked_.question.dimensions[0].part.has_value();
  if (asked_.question.through || !dice_.Chance(0.3)) return words;
  const std::string second =
      part ? NamedDimension(false, false) : AnyDimension();
  if (second.empty() || asked_.question.through) return words;
  absl::StrAppend(&words, dice_.Of({" and ", " and ", " and per ", ", "}),
                  second);
  return words;
}

// " of tagfoms in Kolput"
std::string QuestionWriter::ParentRows() {
  const auto parents = tests_.Ancestors(asked_.question.table);
  if (parents.empty()) return "";
  Related related;
  related.table = dice_.Of(parents);
  std::string words = absl::StrCat(dice_.Of({" of ", " from ", " for "}),
                                   tests_.OfRows(related.table, related.tests));
  absl::StrAppend(&words,
                  dice_.Chance(0.5)
                      ? tests_.ValueTest(related.table, related.tests, false)
                      : tests_.NumberTest(related.table, related.tests, false));
  asked_.question.related.push_back(std::move(related));
  return words;
}

// " with tagfoms over 5", " without tagfoms in 2025"
std::string QuestionWriter::RelatedRows() {
  const auto descendants = tests_.Descendants(asked_.question.table);
  if (descendants.empty()) return "";
  Related related;
  related.table = dice_.Of(descendants);
  const RandomTable& table = tests_.At(related.table);
  related.negated = dice_.Chance(0.35);
  const bool verb = !table.verb.empty() && dice_.Chance(0.3);
  std::string words;
  if (verb) {
    words = related.negated
                ? dice_.Of({" that never ", " who have not ", " who never "})
                : dice_.Of({" that ", " who ", " that have "});
    words += table.verb;
  } else {
    words = related.negated
                ? dice_.Of({" without ", " with no ", " that have no "})
                : dice_.Of({" with ", " that have ", " having "});
    words += tests_.OfRows(related.table, related.tests);
  }
  std::string test;
  if (!verb && dice_.Chance(0.3)) {
    test = tests_.AmountTest(related.table, related.tests);
  } else if (dice_.Chance(0.5)) {
    // Of the rows alone, not of what they share with the rows counted.
    std::vector<Test> tests = related.tests;
    test = dice_.Chance(0.5) ? tests_.DateTest(related.table, tests, true)
                             : tests_.ValueTest(related.table, tests, true);
    if (!test.empty() &&
        tests_.LeadsUp(asked_.question.table, tests.back().place.table)) {
      test = "";
    } else {
      related.tests = tests;
    }
  }
  asked_.question.related.push_back(std::move(related));
  return words + test;
}

// ----------------------------------------------------------- whole questions

void QuestionWriter::Lead(const std::string& words,
                          const std::string& measure) {
  if (measure.rfind("how many", 0) == 0) {
    asked_.text = measure + (dice_.Chance(0.2) ? " were there" : "") + words;
    return;
  }
  asked_.text = absl::StrCat(
      dice_.Of({"", "what is the ", "what was the ", "show me the ",
                "give me the ", "tell me the ", "I need the ",
                "what is the SQL for the ", "can you compute the ",
                "please show the ", "write a query for the "}),
      measure, words);
}

void QuestionWriter::Filters() {
  std::vector<Test>& tests = asked_.question.tests;
  const size_t table = asked_.question.table;
  std::string last;
  for (size_t n = dice_.Below(3); n > 0; --n) {
    const std::string words = tests_.AnyTest(table, tests, false);
    if (words.empty()) continue;
    const bool both = !last.empty() && dice_.Chance(0.15) &&
                      !tests.back().negated && !tests[tests.size() - 2].negated;
    absl::StrAppend(&asked_.text, both ? " and" : "", words);
    last = words;
  }
}

void QuestionWriter::Plain() {
  const std::string measure = AnyMeasure();
  const bool amount_follows = names_rows_;
  Question& question = asked_.question;
  const std::string dimensions = dice_.Chance(0.7) ? Dimensions() : "";
  tests_.Use(question.weeks.value_or(taught_.weeks));
  std::string after;
  if (amount_follows && dice_.Chance(0.1)) {
    after = tests_.AmountTest(question.table, question.tests);
  }
  Lead(after, measure);
  const bool first = dice_.Chance(0.5);
  if (first) asked_.text += dimensions;
  Filters();
  if (dice_.Chance(0.2)) asked_.text += ParentRows();
  if (!first) asked_.text += dimensions;
  if (!question.through && dice_.Chance(0.2)) asked_.text += RelatedRows();
}

}  // namespace alhf::testing
