// Tests on rows, in words: what questions and lessons are made of.
//
//   TestWriter writer(database, dice);
//   writer.Start(Weeks::kIso);
//   std::string words = writer.AnyTest(table, tests, /*positive=*/true);
//   // " with rakmut over 5", and `tests` has one more
//
// Between two calls of `Start` no column is tested twice.
//
// Thread safety: one thread. The references must outlive the object.
#ifndef ALHF_TESTS_PROPERTY_TEST_WRITER_H_
#define ALHF_TESTS_PROPERTY_TEST_WRITER_H_

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/property/dice.h"
#include "tests/property/question.h"
#include "tests/property/random_database.h"

namespace alhf::testing {

bool IsNumber(const RandomColumn& column);
bool IsText(const RandomColumn& column);
bool IsFlag(const RandomColumn& column);
// Worth ranking and grouping by.
bool IsRank(const RandomColumn& column);
bool IsGroup(const RandomColumn& column);

class TestWriter {
 public:
  TestWriter(const RandomDatabase& database, Dice& dice);

  // `weeks`: those that "this week" is one of.
  void Start(Weeks weeks);
  void Use(Weeks weeks) { weeks_ = weeks; }

  // Whether the column has not been tested; it is now.
  bool Untested(Place place) { return tested_.insert(place).second; }
  bool Untested(const Test& test);

  const RandomTable& At(size_t table) const { return database_.tables[table]; }
  // Whether `to` is `from`, or its rows belong to rows of it.
  bool LeadsUp(size_t from, size_t to) const;
  std::vector<size_t> Ancestors(size_t table) const;
  std::vector<size_t> Descendants(size_t table) const;
  // Columns of the table, and of its ancestors.
  std::vector<size_t> Columns(size_t table,
                              bool (*keep)(const RandomColumn&)) const;
  std::vector<Place> UpColumns(size_t from,
                               bool (*keep)(const RandomColumn&)) const;

  // In the plural: "tagfoms"; with or without an adjective before it.
  std::string Rows(size_t table);
  std::string OfRows(size_t table, std::vector<Test>& tests);
  // "rakmut", "tagfom rakmut".
  std::string ColumnWords(Place place);

  // Words that test rows of `table` or what they belong to, and the test added
  // to `tests`. Empty: nothing was found. `positive`: it is not negated.
  std::string AnyTest(size_t table, std::vector<Test>& tests, bool positive);
  std::string ValueTest(size_t table, std::vector<Test>& tests, bool positive);
  std::string NumberTest(size_t table, std::vector<Test>& tests, bool positive);
  std::string FlagTest(size_t table, std::vector<Test>& tests, bool positive);
  std::string FilterTest(size_t table, std::vector<Test>& tests, bool positive);
  std::string DateTest(size_t table, std::vector<Test>& tests, bool positive);
  // " over 5", right behind the rows.
  std::string AmountTest(size_t table, std::vector<Test>& tests);

 private:
  // Stands before `rows`, which it may choose others for.
  std::string Adjective(size_t table, std::vector<Test>& tests,
                        std::string& rows);
  bool IsOneColumns(const std::string& value) const;
  std::string Compared(Test& test, bool is);
  std::string Figure(double number);

  const RandomDatabase& database_;
  Dice& dice_;
  // How many columns have these words, and which hold these values.
  std::map<std::string, int> named_;
  std::map<std::string, std::set<Place>> holders_;
  Weeks weeks_ = Weeks::kMonday;
  std::set<Place> tested_;
};

}  // namespace alhf::testing

#endif  // ALHF_TESTS_PROPERTY_TEST_WRITER_H_
