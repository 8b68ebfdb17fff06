// One check of an answer, as a scenario names it.
//
//   ALHF_ASSIGN_OR_RETURN(Check check, MakeCheck("max_words", "40"));
//
//   kind              value, and when it holds
//   answer_contains   the answer's text has the value in it
//   answer_excludes   it has not
//   answer_matches    an ECMAScript regular expression is found in it
//   sql_contains, sql_excludes, sql_matches
//                     the same of the SQL, literals in place
//   sql_parses_as     postgresql, sqlite, mysql, databricks or sqlserver: the
//                     SQL is one statement that reads, in that dialect
//   rows_equal_sql    the rows are those of this statement
//   sources_include   a source's path has the value in it
//   sources_exclude   no source's path has it
//   max_words         the text has at most so many words
//   format            bullets, table, json or prose
//   command           the shell command ends with 0; it gets the answer as
//                     JSON on standard input
//
// Text is compared without regard to case.
//
// Thread safety: plain values and pure functions.
#ifndef ALHF_EVAL_CHECK_H_
#define ALHF_EVAL_CHECK_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace alhf::eval {

enum class CheckKind {
  kAnswerContains,
  kAnswerExcludes,
  kAnswerMatches,
  kSqlContains,
  kSqlExcludes,
  kSqlMatches,
  kSqlParsesAs,
  kRowsEqualSql,
  kSourcesInclude,
  kSourcesExclude,
  kMaxWords,
  kFormat,
  kCommand,
};

struct Check {
  CheckKind kind = CheckKind::kAnswerContains;
  std::string value;
  friend bool operator==(const Check&, const Check&) = default;
};

// Returns the check that a scenario writes as `kind` and `value`.
//
// INVALID_ARGUMENT CONFIG_INVALID: there is no such kind, or the value is none
//   of it: an expression that does not compile, a number that is none.
absl::StatusOr<Check> MakeCheck(absl::string_view kind,
                                absl::string_view value);

// Returns e.g. "max_words".
std::string NameOf(CheckKind kind);

// Returns e.g. `max_words "40"`, for people.
std::string Describe(const Check& check);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_CHECK_H_
