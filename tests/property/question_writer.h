// Random questions over the grammar of components/sql_generator/README.md: what
// each asks for, and the words that ask for it.
//
//   QuestionWriter writer(database, taught, dice);
//   const Asked asked = writer.Next();
//   asked.text  // "How many tagfoms in Kolput per month since 2024?"
//
// Thread safety: one thread. The references must outlive the object.
#ifndef ALHF_TESTS_PROPERTY_QUESTION_WRITER_H_
#define ALHF_TESTS_PROPERTY_QUESTION_WRITER_H_

#include <string>

#include "tests/property/dice.h"
#include "tests/property/question.h"
#include "tests/property/random_database.h"
#include "tests/property/test_writer.h"

namespace alhf::testing {

struct Asked {
  Question question;
  std::string text;
};

class QuestionWriter {
 public:
  QuestionWriter(const RandomDatabase& database, const Taught& taught,
                 Dice& dice);

  Asked Next();

 private:
  // Measures: each returns its words.
  std::string Count();
  std::string Number();
  std::string Defined();
  std::string Distinct();
  std::string TwoNumbers();
  std::string AnyMeasure();
  std::string NumberWords(Place place, bool of_rows);

  // Dimensions. Empty: there is none.
  std::string Dimensions();
  std::string AnyDimension();
  std::string PartDimension();
  std::string NamedDimension(bool ranked, bool plural);

  // Filters.
  void Filters();
  std::string ParentRows();
  std::string RelatedRows();

  // Whole questions.
  void Plain();
  void Ranked();
  void RankedRows();
  void Lead(const std::string& words, const std::string& measure);

  const RandomDatabase& database_;
  const Taught& taught_;
  Dice& dice_;
  TestWriter tests_;
  // Of the question that is being written.
  Asked asked_;
  bool names_rows_ = false;  // its measure ends with the rows that are counted
};

}  // namespace alhf::testing

#endif  // ALHF_TESTS_PROPERTY_QUESTION_WRITER_H_
