#include "tests/support/sql_parsers.h"

#include <pg_query.h>
#include <sqlite3.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace alhf::testing {
namespace {

absl::Status Refused(absl::string_view engine, absl::string_view why,
                     absl::string_view sql) {
  return absl::InvalidArgumentError(absl::StrCat(engine, ": ", why, "\n", sql));
}

}  // namespace

SqlParsers::SqlParsers(const std::string& schema) {
  sqlite3_open(":memory:", &database_);
  if (sqlite3_exec(database_, schema.c_str(), nullptr, nullptr, nullptr) !=
      SQLITE_OK) {
    schema_ = Refused("SQLite", sqlite3_errmsg(database_), schema);
  }
}

SqlParsers::~SqlParsers() { sqlite3_close(database_); }

absl::Status SqlParsers::CheckPostgresql(const std::string& sql) const {
  const PgQueryParseResult result = pg_query_parse(sql.c_str());
  absl::Status status;
  const absl::string_view tree = result.parse_tree;
  if (result.error != nullptr) {
    status = Refused("PostgreSQL", result.error->message, sql);
  } else if (!absl::StrContains(tree, "\"stmts\":[{\"stmt\":{\"SelectStmt\"") ||
             absl::StrContains(tree, "},{\"stmt\":")) {
    status = Refused("PostgreSQL", "not one SELECT statement", sql);
  }
  pg_query_free_parse_result(result);
  return status;
}

absl::Status SqlParsers::CheckSqlite(const std::string& sql) const {
  if (!schema_.ok()) return schema_;
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  const int code =
      sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, &rest);
  absl::Status status;
  if (code != SQLITE_OK) {
    status = Refused("SQLite", sqlite3_errmsg(database_), sql);
  } else if (statement == nullptr || *rest != '\0') {
    status = Refused("SQLite", "not one statement", sql);
  } else if (sqlite3_stmt_readonly(statement) == 0) {
    status = Refused("SQLite", "changes the database", sql);
  }
  sqlite3_finalize(statement);
  return status;
}

}  // namespace alhf::testing
