// Questions for the most and the least, of the question writer.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/property/question_writer.h"

namespace alhf::testing {

void QuestionWriter::Ranked() {
  Question& question = asked_.question;
  const std::string measure = AnyMeasure();
  const bool counts = question.measures[0].aggregate == Aggregate::kCount;
  const bool one = dice_.Chance(0.4);
  const size_t count = one ? 1 : 2 + dice_.Below(5);
  const std::string number = absl::StrCat(count);
  const std::string of = question.measures.size() == 1
                             ? NamedDimension(/*ranked=*/true, /*plural=*/!one)
                             : "";
  if (of.empty()) {
    Lead("", measure);
    return Filters();
  }
  question.top = Top{count, true};
  const bool counted = counts && question.tests.empty();
  if (counted && dice_.Chance(0.6)) {
    const bool most = dice_.Chance(0.7);
    question.top->descending = most;
    const std::string what = absl::StrCat(most ? " the most " : " the fewest ",
                                          tests_.Rows(question.table));
    if (one) {
      asked_.text =
          dice_.Chance(0.5)
              ? absl::StrCat("which ", of, dice_.Of({" has", " had", " have"}),
                             what)
              : absl::StrCat(dice_.Of({"the ", "what is the ", "show the "}),
                             of, " with", what);
    } else {
      asked_.text = absl::StrCat(dice_.Of({"the ", "which ", "show the "}),
                                 number, " ", of, " with", what);
    }
  } else {
    question.top->descending = dice_.Chance(0.7);
    std::string by = measure;
    if (by.rfind("how many", 0) == 0) by = "number of" + by.substr(8);
    asked_.text = absl::StrCat(dice_.Of({"", "the ", "show the ", "list the "}),
                               question.top->descending ? "top " : "bottom ",
                               one ? "" : number + " ", of, " by ", by);
  }
  Filters();
  if (dice_.Chance(0.2)) asked_.text += ParentRows();
}

// "the 5 biggest tagfoms", "top 5 tagfoms by rakmut"
void QuestionWriter::RankedRows() {
  Question& question = asked_.question;
  const auto& amount = tests_.At(question.table).amount;
  const size_t count = 2 + dice_.Below(5);
  const std::string number = absl::StrCat(count);
  const auto numbers = tests_.Columns(question.table, IsNumber);
  if (numbers.empty()) return Plain();
  Dimension rows;
  rows.place = {question.table, 0};
  rows.rows = true;
  question.dimensions.push_back(rows);
  question.top = Top{count, dice_.Chance(0.7)};
  if (amount && dice_.Chance(0.5)) {
    Measure measure = MeasureOver({question.table, 0}, Aggregate::kSum);
    measure.amount = amount;
    question.measures.push_back(measure);
    asked_.text = absl::StrCat(
        dice_.Of({"the ", "show the ", "what are the "}), number, " ",
        question.top->descending
            ? dice_.Of({"biggest ", "largest ", "highest "})
            : dice_.Of({"smallest ", "lowest "}),
        tests_.Rows(question.table));
  } else {
    const Place place{question.table, dice_.Of(numbers)};
    question.measures.push_back(MeasureOver(place, Aggregate::kSum));
    const std::string mentioned = tests_.Rows(question.table);
    asked_.text =
        absl::StrCat(dice_.Of({"", "the ", "show the "}),
                     question.top->descending ? "top " : "bottom ", number, " ",
                     mentioned, " by ", tests_.ColumnWords(place));
  }
  Filters();
}

}  // namespace alhf::testing
