#include "eval/sql_syntax.h"

#include <pg_query.h>
#include <sqlite3.h>

#include <nlohmann/json.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/status.h"

namespace alhf::eval {
namespace {

constexpr absl::Duration kParserTimeout = absl::Seconds(60);

// Says that it is there; then reads {"dialect", "sql"} and writes {"error"}, ""
// where it is one statement that reads.
constexpr char kSqlglot[] = R"(
import json, sys
import sqlglot
print(json.dumps({"error": ""}), flush=True)
for line in sys.stdin:
    if not line.strip():
        continue
    request = json.loads(line)
    error = ""
    try:
        found = [s for s in sqlglot.parse(request["sql"], read=request["dialect"]) if s]
        reads = (sqlglot.exp.Select, sqlglot.exp.Union, sqlglot.exp.Subquery)
        if len(found) != 1 or not isinstance(found[0], reads):
            error = "not one statement that reads"
    except Exception as problem:
        error = str(problem) or type(problem).__name__
    print(json.dumps({"error": error}), flush=True)
)";

absl::Status Refused(absl::string_view engine, absl::string_view why,
                     absl::string_view sql) {
  return absl::InvalidArgumentError(absl::StrCat(engine, ": ", why, "\n", sql));
}

absl::Status CheckPostgresql(const std::string& sql) {
  const PgQueryParseResult result = pg_query_parse(sql.c_str());
  absl::Status status;
  const absl::string_view tree = result.parse_tree;
  if (result.error != nullptr) {
    status = Refused("PostgreSQL", result.error->message, sql);
  } else if (!absl::StrContains(tree, "\"stmts\":[{\"stmt\":{\"SelectStmt\"") ||
             absl::StrContains(tree, "},{\"stmt\":")) {
    status = Refused("PostgreSQL", "not one statement that reads", sql);
  }
  pg_query_free_parse_result(result);
  return status;
}

std::string SqlglotName(const std::string& dialect) {
  return dialect == "sqlserver" ? "tsql" : dialect;
}

}  // namespace

absl::StatusOr<std::unique_ptr<SqlSyntax>> SqlSyntax::Make(
    const std::string& schema, bool with_sqlglot) {
  std::unique_ptr<SqlSyntax> syntax(new SqlSyntax());
  {
    MutexLock lock(syntax->mutex_);
    sqlite3_open(":memory:", &syntax->tables_);
    if (sqlite3_exec(syntax->tables_, schema.c_str(), nullptr, nullptr,
                     nullptr) != SQLITE_OK) {
      return Refused("SQLite", sqlite3_errmsg(syntax->tables_), schema);
    }
  }
  if (!with_sqlglot) return syntax;
  // Debian's own Python: a package of Debian is no part of another.
  ALHF_ASSIGN_OR_RETURN(
      syntax->sqlglot_,
      LineProcess::Start({"/usr/bin/python3", "-c", kSqlglot}));
  if (!syntax->sqlglot_->Ask("", kParserTimeout).ok()) {
    return absl::UnavailableError(
        "sql_parses_as needs the Debian package python3-sqlglot: apt-get "
        "install python3-sqlglot");
  }
  return syntax;
}

SqlSyntax::~SqlSyntax() {
  MutexLock lock(mutex_);
  sqlite3_close(tables_);
}

absl::Status SqlSyntax::Check(const std::string& dialect,
                              const std::string& sql) {
  if (dialect == "postgresql") return CheckPostgresql(sql);
  if (dialect == "sqlite") return CheckSqlite(sql);
  return CheckSqlglot(dialect, sql);
}

absl::Status SqlSyntax::CheckSqlite(const std::string& sql) {
  MutexLock lock(mutex_);
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  const int code =
      sqlite3_prepare_v2(tables_, sql.c_str(), -1, &statement, &rest);
  absl::Status status;
  if (code != SQLITE_OK) {
    status = Refused("SQLite", sqlite3_errmsg(tables_), sql);
  } else if (statement == nullptr ||
             absl::string_view(rest).find_first_not_of(" \t\r\n;") !=
                 absl::string_view::npos ||
             sqlite3_stmt_readonly(statement) == 0) {
    status = Refused("SQLite", "not one statement that reads", sql);
  }
  sqlite3_finalize(statement);
  return status;
}

absl::Status SqlSyntax::CheckSqlglot(const std::string& dialect,
                                     const std::string& sql) {
  if (sqlglot_ == nullptr) {
    return absl::FailedPreconditionError("sqlglot was not started");
  }
  const nlohmann::json request = {{"dialect", SqlglotName(dialect)},
                                  {"sql", sql}};
  ALHF_ASSIGN_OR_RETURN(const std::string line,
                        sqlglot_->Ask(request.dump(), kParserTimeout));
  const auto answer = nlohmann::json::parse(line, nullptr, false);
  if (!answer.is_object() || !answer.contains("error")) {
    return absl::InternalError(absl::StrCat("sqlglot answered ", line));
  }
  const auto error = answer["error"].get<std::string>();
  return error.empty() ? absl::OkStatus() : Refused(dialect, error, sql);
}

}  // namespace alhf::eval
