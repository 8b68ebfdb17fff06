// Sentences that say what a word means.
//
//   ReadStatement("A loan is called a gift if its fee is 0", &catalog)
//       -> term "gift", meaning "A loan where its fee is 0"
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_STATEMENTS_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_STATEMENTS_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "components/sql_generator/catalog.h"

namespace alhf::sql_generator {

struct Statement {
  std::string term;
  std::string meaning;
  // It reads as a definition whatever the meaning is; else, only a meaning that
  // is understood makes it one: "the soup is cold".
  bool sure = false;
};

// `catalog` may be null.
std::optional<Statement> ReadStatement(const std::string& sentence,
                                       const Catalog* catalog);

// Returns whether a lower-case word is of other components' matters.
bool IsForeign(absl::string_view word);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_STATEMENTS_H_
