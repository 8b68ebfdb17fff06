// What words that are none of a database's may stand for there: "vendors" for
// "suppliers", "irish" for the value "Ireland", "people" for the table of them.
//
//   OtherWords others(catalog, word_net);
//   for (const auto& words : others.For({"irish"}, question)) …
//
// Thread safety: used by one call's thread only.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_OTHER_WORDS_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_OTHER_WORDS_H_

#include <string>
#include <vector>

#include "components/sql_generator/catalog.h"
#include "components/sql_generator/marks.h"
#include "components/sql_generator/word_net.h"

namespace alhf::sql_generator {

class OtherWords {
 public:
  // The references must outlive the object.
  OtherWords(const Catalog& catalog, const WordNet& words)
      : catalog_(catalog), words_(words) {}

  // Returns the ways to read all of `unknown`, the words of a question that
  // were not understood. One; several where one of them means people, of whom
  // there are several tables; none where a word has no other, or several.
  std::vector<ReadAs> For(const std::vector<std::string>& unknown) const;

 private:
  std::string NameFor(const std::string& word) const;
  std::vector<std::string> TablesOfPeople() const;

  const Catalog& catalog_;
  const WordNet& words_;
};

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_OTHER_WORDS_H_
