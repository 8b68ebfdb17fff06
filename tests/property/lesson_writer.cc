#include "tests/property/lesson_writer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace alhf::testing {

LessonWriter::LessonWriter(RandomDatabase& database, Taught& taught,
                           InventedWords& words, Dice& dice)
    : database_(database),
      taught_(taught),
      words_(words),
      dice_(dice),
      tests_(database, dice) {
  tests_.Start(Weeks::kMonday);
}

std::vector<std::string> LessonWriter::Some() {
  std::vector<std::string> lessons;
  const auto add = [&](double chance, auto write) {
    if (!dice_.Chance(chance)) return;
    std::string lesson = (this->*write)();
    if (!lesson.empty()) lessons.push_back(std::move(lesson));
  };
  add(0.5, &LessonWriter::AnyWeeks);
  add(0.2, &LessonWriter::AnyLimit);
  add(0.6, &LessonWriter::AnyDefault);
  add(0.2, &LessonWriter::AnyDefault);
  add(0.5, &LessonWriter::AnyTerm);
  add(0.5, &LessonWriter::AnyValueWord);
  add(0.4, &LessonWriter::AnyNet);
  add(0.4, &LessonWriter::AnyOtherName);
  return lessons;
}

std::string LessonWriter::AnyWeeks() {
  if (dice_.Chance(0.6)) {
    taught_.weeks = Weeks::kIso;
    return dice_.Of({"Use ISO weeks.", "We use ISO weeks",
                     "ISO 8601 weeks please", "use iso week numbers",
                     "Weeks are ISO weeks."});
  }
  taught_.weeks = Weeks::kUs;
  return dice_.Of({"Weeks start on Sunday.", "our weeks begin on Sunday",
                   "use US weeks", "We use US week numbers."});
}

std::string LessonWriter::AnyLimit() {
  taught_.limit = static_cast<size_t>(dice_.Between(1, 12));
  return absl::StrCat(dice_.Of({"At most ", "Never more than ", "Show up to ",
                                "No more than "}),
                      *taught_.limit, dice_.Of({" rows", " rows."}));
}

// Whether some measure has a test on the same column: then it is not clear
// which of the two should give way.
bool LessonWriter::Measured(const Test& test) const {
  const auto same = [&test](const Test& other) {
    if (test.all.empty()) return test.place == other.place;
    return std::any_of(
        test.all.begin(), test.all.end(),
        [&](const Test& inner) { return inner.place == other.place; });
  };
  return std::any_of(database_.measures.begin(), database_.measures.end(),
                     [&](const NamedMeasure& m) {
                       return std::any_of(m.measure.tests.begin(),
                                          m.measure.tests.end(), same);
                     });
}

std::string LessonWriter::AnyDefault() {
  const size_t table = dice_.Below(database_.tables.size());
  std::vector<Test> tests;
  std::string rows = tests_.OfRows(table, tests);
  if (tests.empty()) {
    rows += dice_.Chance(0.5) ? tests_.ValueTest(table, tests, true)
                              : tests_.NumberTest(table, tests, true);
  }
  if (tests.size() != 1 || Measured(tests[0])) return "";
  Test test = tests[0];
  const bool only = dice_.Chance(0.2);
  test.negated = only == test.negated;
  taught_.defaults.push_back({table, std::move(test), only});
  if (only) return absl::StrCat(dice_.Of({"Only count ", "count only "}), rows);
  switch (dice_.Below(3)) {
    case 0:
      return absl::StrCat(Capital(rows), " do not count.");
    case 1:
      return absl::StrCat("Do not count ", rows, dice_.Of({"", "."}));
    default:
      return absl::StrCat(dice_.Of({"Leave out ", "please exclude ", "Ignore ",
                                    "We leave out "}),
                          rows, dice_.Of({"", "."}));
  }
}

std::string LessonWriter::AnyTerm() {
  const size_t table = dice_.Below(database_.tables.size());
  NamedTest named;
  named.test.kind = Test::Kind::kAllOf;
  named.test.place = {table, 0};
  named.words = {words_.Noun()};
  const std::string meaning = tests_.AnyTest(table, named.test.all, true);
  if (named.test.all.empty()) return "";
  const Test& test = named.test.all[0];
  // "This year" is another year when the next question is asked.
  if (test.kind == Test::Kind::kDays) return "";
  named.noun = dice_.Of(database_.tables[table].words);
  const std::string term = absl::StrCat(named.words[0], " ", named.noun);
  std::string lesson;
  switch (dice_.Below(3)) {
    case 0:
      lesson = absl::StrCat("A ", term, " means a ", named.noun, meaning, ".");
      break;
    case 1:
      lesson = absl::StrCat("When we say ", term, " we mean a ", named.noun,
                            meaning);
      break;
    default:
      lesson = absl::StrCat("By ", term, " we mean a ", named.noun, meaning);
  }
  database_.filters.push_back(std::move(named));
  return lesson;
}

std::string LessonWriter::AnyValueWord() {
  const size_t table = dice_.Below(database_.tables.size());
  std::vector<Test> tests;
  const std::string words = tests_.ValueTest(table, tests, true);
  // The column's name belongs to a question, not to a meaning.
  if (tests.empty() || words.rfind(" in ", 0) != 0) return "";
  ValueWord word{tests[0].place, tests[0].values, Capital(words_.Noun())};
  const std::string values = words.substr(4);
  const std::string lesson = absl::StrCat(
      word.word, dice_.Of({" means ", " stands for ", " is short for "}),
      values, dice_.Of({"", "."}));
  database_.values.push_back(std::move(word));
  return lesson;
}

// "rakmut is net of dorkit"
std::string LessonWriter::AnyNet() {
  if (database_.measures.empty()) return "";
  NamedMeasure& named =
      database_.measures[dice_.Below(database_.measures.size())];
  Measure& measure = named.measure;
  if (measure.aggregate != Aggregate::kSum || !measure.minus.empty()) return "";
  const std::string word = dice_.Of(named.words);
  std::string less;
  for (size_t t = 0; t < database_.tables.size(); ++t) {
    if (!LinkTo(database_, t, measure.table) || !database_.tables[t].amount) {
      continue;
    }
    less = tests_.Rows(t);
    measure.minus.push_back({t, *database_.tables[t].amount});
    break;
  }
  if (less.empty()) {
    const auto numbers = tests_.Columns(measure.table, IsNumber);
    const Place place{measure.table, dice_.Of(numbers)};
    less = tests_.ColumnWords(place);
    measure.minus.push_back({measure.table, Amount{place.column}});
  }
  // Other words for it were not defined anew.
  named.words = {word};
  return absl::StrCat(Capital(word),
                      dice_.Of({" is net of ", " means net of "}), less,
                      dice_.Of({"", "."}));
}

// Another name of a measure or column.
std::string LessonWriter::AnyOtherName() {
  const std::string name = words_.Noun();
  std::vector<std::string>* words = nullptr;
  std::string known;
  if (!database_.measures.empty() && dice_.Chance(0.5)) {
    NamedMeasure& named =
        database_.measures[dice_.Below(database_.measures.size())];
    // A lesson about a word of another lesson is not looked for.
    if (!named.measure.minus.empty()) return "";
    words = &named.words;
    known = words->front();
  } else {
    const size_t table = dice_.Below(database_.tables.size());
    const auto columns = tests_.Columns(table, IsGroup);
    if (columns.empty()) return "";
    const Place place{table, dice_.Of(columns)};
    known = tests_.ColumnWords(place);
    words = &database_.tables[table].columns[place.column].words;
  }
  words->push_back(name);
  return absl::StrCat(Capital(name),
                      dice_.Of({" means ", " is the same as ", " refers to "}),
                      known, dice_.Of({"", "."}));
}

}  // namespace alhf::testing
