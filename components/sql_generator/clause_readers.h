// Instructions that need no database to be understood: dialect, week
// convention, row limit. One clause at a time.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_CLAUSE_READERS_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_CLAUSE_READERS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/sdk/text.h"
#include "components/sql_generator/sql_generator.pb.h"

namespace alhf::sql_generator {

struct Clause {
  absl::string_view text;  // the whole text
  std::vector<sdk::Token> tokens;
};

// Returns the words of tokens [begin, end) of `clause`, as written.
std::string WordsOf(const Clause& clause, size_t begin, size_t end);

// Returns whether it asks something, where "do not" orders.
bool Asks(const Clause& clause);
// Return whether a lower-case word stands around any instruction to an engine,
// or denies.
bool IsCommon(absl::string_view word);
bool IsNegation(absl::string_view word);

// `name` is "sqlite", "postgresql", "mysql", "databricks", or that of a dialect
// that the engine does not print.
std::optional<Dialect> ReadDialect(const Clause& clause);
// KIND_UNSPECIFIED: it speaks of how weeks are counted, in a way that the
// engine does not know.
std::optional<WeekConvention> ReadWeekConvention(const Clause& clause);
std::optional<RowLimit> ReadRowLimit(const Clause& clause);
// "Just five for a top list": where the first rows are asked for.
std::optional<RowLimit> ReadTopLimit(const Clause& clause);
// "Five is plenty", of whatever: what it is for stands beside.
std::optional<RowLimit> ReadBareLimit(const Clause& clause);

// "Five readers are enough", "only the top 10 branches": how many of what.
struct NamedLimit {
  RowLimit limit;
  std::string name;  // as written
};
std::optional<NamedLimit> ReadNamedLimit(const Clause& clause);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_CLAUSE_READERS_H_
