// SQL as the engines read it: PostgreSQL's own parser (libpg-query), SQLite's
// compiler over the same tables, and for MySQL, Databricks SQL and SQL Server
// the parser python3-sqlglot, as a process.
//
//   ALHF_ASSIGN_OR_RETURN(auto syntax, SqlSyntax::Make(schema, true));
//   syntax->Check("mysql", "SELECT `b` FROM a").ok()
//
// Thread safety: `Check` may be called from many threads.
#ifndef ALHF_EVAL_SQL_SYNTAX_H_
#define ALHF_EVAL_SQL_SYNTAX_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/mutex.h"
#include "eval/line_process.h"

struct sqlite3;

namespace alhf::eval {

class SqlSyntax {
 public:
  // `schema`: SQL of SQLite that makes the tables; may be empty, then SQLite
  // knows no table. `with_sqlglot`: starts the parser of the other dialects.
  //
  // INVALID_ARGUMENT: SQLite does not take the schema. UNAVAILABLE: the
  // package python3-sqlglot is not installed.
  static absl::StatusOr<std::unique_ptr<SqlSyntax>> Make(
      const std::string& schema, bool with_sqlglot);
  ~SqlSyntax();
  SqlSyntax(const SqlSyntax&) = delete;
  SqlSyntax& operator=(const SqlSyntax&) = delete;

  // OK: `sql` is one statement that reads, in `dialect` (eval/check.h).
  // INVALID_ARGUMENT: it is not, and why. Other codes: it could not be found
  // out.
  absl::Status Check(const std::string& dialect, const std::string& sql);

 private:
  SqlSyntax() = default;
  absl::Status CheckSqlite(const std::string& sql);
  absl::Status CheckSqlglot(const std::string& dialect, const std::string& sql);

  Mutex mutex_;
  sqlite3* tables_ ABSL_GUARDED_BY(mutex_) = nullptr;
  std::unique_ptr<LineProcess> sqlglot_;
};

}  // namespace alhf::eval

#endif  // ALHF_EVAL_SQL_SYNTAX_H_
