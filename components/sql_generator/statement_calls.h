// What a statement calls: some functions of a database reach files, other
// servers or the server itself, or run a text as SQL, and no read-only
// transaction keeps them from it. Whether a statement keeps to the schema's
// tables the connection checks by itself (connection.h).
//
//   ALHF_RETURN_IF_ERROR(CheckCalls("SELECT pg_read_file('/etc/passwd')"));
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_STATEMENT_CALLS_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_STATEMENT_CALLS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace alhf::sql_generator {

// Returns an error where one of the statement's names, quoted or not, is that
// of such a function or of a catalog, or where it has what could hide a name: a
// comment, an escaped identifier.
//
// INTERNAL MODEL_ANSWER_INVALID: it says which.
absl::Status CheckCalls(absl::string_view sql);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_STATEMENT_CALLS_H_
