// Random lessons in words, and what each changes.
//
// A lesson that holds for every question changes `taught`; one that gives a
// word a meaning changes `database`, as if its semantic file had said so.
//
// Thread safety: one thread. The references must outlive the object.
#ifndef ALHF_TESTS_PROPERTY_LESSON_WRITER_H_
#define ALHF_TESTS_PROPERTY_LESSON_WRITER_H_

#include <string>
#include <vector>

#include "tests/property/dice.h"
#include "tests/property/invented_words.h"
#include "tests/property/question.h"
#include "tests/property/random_database.h"
#include "tests/property/test_writer.h"

namespace alhf::testing {

class LessonWriter {
 public:
  LessonWriter(RandomDatabase& database, Taught& taught, InventedWords& words,
               Dice& dice);

  // Some sentences, in the order in which they are taught.
  std::vector<std::string> Some();

 private:
  std::string AnyWeeks();
  std::string AnyLimit();
  std::string AnyDefault();
  std::string AnyTerm();
  std::string AnyValueWord();
  std::string AnyNet();
  std::string AnyOtherName();
  bool Measured(const Test& test) const;

  RandomDatabase& database_;
  Taught& taught_;
  InventedWords& words_;
  Dice& dice_;
  TestWriter tests_;
};

}  // namespace alhf::testing

#endif  // ALHF_TESTS_PROPERTY_LESSON_WRITER_H_
