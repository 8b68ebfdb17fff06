#include <sqlite3.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/mutex.h"
#include "base/status.h"
#include "eval/database.h"

namespace alhf::eval {
namespace {

constexpr int kBusyTimeoutMs = 10'000;

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct FinishStatement {
  void operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
  }
};
using DatabasePtr = std::unique_ptr<sqlite3, CloseDatabase>;
using StatementPtr = std::unique_ptr<sqlite3_stmt, FinishStatement>;

v1::Cell CellAt(sqlite3_stmt* statement, int column) {
  v1::Cell cell;
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      cell.set_integer(sqlite3_column_int64(statement, column));
      break;
    case SQLITE_FLOAT:
      cell.set_number(sqlite3_column_double(statement, column));
      break;
    case SQLITE_NULL:
      break;
    default:
      cell.set_text(reinterpret_cast<const char*>(
          sqlite3_column_text(statement, column)));
  }
  return cell;
}

class SqliteDatabase final : public Database {
 public:
  explicit SqliteDatabase(DatabasePtr database)
      : database_(std::move(database)) {}

  absl::StatusOr<v1::Table> Query(const std::string& sql) override {
    MutexLock lock(mutex_);
    sqlite3_stmt* raw = nullptr;
    const char* rest = nullptr;
    int code =
        sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &raw, &rest);
    const StatementPtr statement(raw);
    if (code != SQLITE_OK) return NotTaken(sql);
    if (statement == nullptr) {
      return absl::InvalidArgumentError("there is no statement");
    }
    v1::Table table;
    const int columns = sqlite3_column_count(raw);
    for (int i = 0; i < columns; ++i) {
      table.add_columns(sqlite3_column_name(raw, i));
    }
    while ((code = sqlite3_step(raw)) == SQLITE_ROW) {
      if (static_cast<size_t>(table.rows_size()) == kMostRows) {
        return absl::ResourceExhaustedError(
            absl::StrCat("more than ", kMostRows, " rows: ", sql));
      }
      v1::Row& row = *table.add_rows();
      for (int i = 0; i < columns; ++i) *row.add_cells() = CellAt(raw, i);
    }
    if (code != SQLITE_DONE) return NotTaken(sql);
    return table;
  }

  absl::StatusOr<std::string> SqliteSchema() override {
    ALHF_ASSIGN_OR_RETURN(
        const v1::Table table,
        Query("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL "
              "ORDER BY type = 'view', rowid"));
    std::string schema;
    for (const v1::Row& row : table.rows()) {
      absl::StrAppend(&schema, row.cells(0).text(), ";\n");
    }
    return schema;
  }

 private:
  absl::Status NotTaken(const std::string& sql) const {
    return absl::InvalidArgumentError(
        absl::StrCat("SQLite: ", sqlite3_errmsg(database_.get()), "\n", sql));
  }

  Mutex mutex_;
  const DatabasePtr database_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Database>> OpenSqlite(const std::string& path) {
  sqlite3* raw = nullptr;
  int code = sqlite3_open_v2(
      path.c_str(), &raw, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
  DatabasePtr database(raw);
  if (code == SQLITE_OK) {
    sqlite3_busy_timeout(raw, kBusyTimeoutMs);
    // The file is read here for the first time.
    code = sqlite3_exec(raw, "SELECT COUNT(*) FROM sqlite_schema", nullptr,
                        nullptr, nullptr);
  }
  if (code != SQLITE_OK) {
    return Error(absl::StatusCode::kUnavailable, Reason::DATABASE_UNAVAILABLE,
                 absl::StrCat("the database ", path,
                              " cannot be read: ", sqlite3_errstr(code)),
                 {{"database", path}});
  }
  return std::unique_ptr<Database>(
      std::make_unique<SqliteDatabase>(std::move(database)));
}

}  // namespace alhf::eval
