// SQLite: opened read-only, with query_only besides; a progress handler keeps
// the time limit.
#include <sqlite3.h>

#include <chrono>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "alhf/sdk/status.h"
#include "components/sql_generator/connection.h"
#include "components/sql_generator/date_sample.h"
#include "components/sql_generator/identifier.h"

namespace alhf::sql_generator {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int kBusyTimeoutMs = 250;
constexpr int kStepsBetweenChecks = 1000;

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
  }
};
using DatabasePtr = std::unique_ptr<sqlite3, CloseDatabase>;
using StatementPtr = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

// Stops a statement whose time is over.
class TimeLimit {
 public:
  TimeLimit(sqlite3* database, absl::Duration limit)
      : database_(database),
        end_(SteadyClock::now() + absl::ToChronoNanoseconds(limit)) {
    sqlite3_progress_handler(
        database_, kStepsBetweenChecks,
        [](void* self) {
          return SteadyClock::now() > static_cast<TimeLimit*>(self)->end_ ? 1
                                                                          : 0;
        },
        this);
  }
  ~TimeLimit() { sqlite3_progress_handler(database_, 0, nullptr, nullptr); }
  TimeLimit(const TimeLimit&) = delete;
  TimeLimit& operator=(const TimeLimit&) = delete;

 private:
  sqlite3* const database_;
  const SteadyClock::time_point end_;
};

// Keeps a statement to the tables and views of the database: SQLite asks for
// everything that it would do when the statement is prepared.
class Reach {
 public:
  Reach(sqlite3* database, bool only_schema)
      : database_(only_schema ? database : nullptr) {
    if (database_ != nullptr) {
      sqlite3_set_authorizer(database_, &Reach::Decide, nullptr);
    }
  }
  ~Reach() {
    if (database_ != nullptr) {
      sqlite3_set_authorizer(database_, nullptr, nullptr);
    }
  }
  Reach(const Reach&) = delete;
  Reach& operator=(const Reach&) = delete;

 private:
  static int Decide(void*, int action, const char* first, const char* second,
                    const char*, const char*) {
    const auto begins = [](const char* name, absl::string_view prefix) {
      return name != nullptr && absl::StartsWithIgnoreCase(name, prefix);
    };
    switch (action) {
      case SQLITE_SELECT:
      case SQLITE_RECURSIVE:
        return SQLITE_OK;
      case SQLITE_READ:  // of the table `first`
        return begins(first, "sqlite_") || begins(first, "pragma_")
                   ? SQLITE_DENY
                   : SQLITE_OK;
      case SQLITE_FUNCTION:  // `second`
        return begins(second, "load_extension") || begins(second, "readfile") ||
                       begins(second, "writefile") ||
                       begins(second, "fts3_tokenizer")
                   ? SQLITE_DENY
                   : SQLITE_OK;
      default:
        return SQLITE_DENY;
    }
  }

  sqlite3* const database_;
};

std::string TextAt(sqlite3_stmt* statement, int column) {
  const auto* text =
      reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  if (text == nullptr) return "";
  return std::string(
      text, static_cast<size_t>(sqlite3_column_bytes(statement, column)));
}

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
      cell.set_text(TextAt(statement, column));
  }
  return cell;
}

// By SQLite's own rules of affinity, with dates and booleans before them.
ColumnKind KindOf(absl::string_view declared) {
  const std::string type = absl::AsciiStrToLower(declared);
  const auto has = [&type](absl::string_view word) {
    return absl::StrContains(type, word);
  };
  if (has("bool")) return ColumnKind::kBoolean;
  if (has("timestamp") || has("datetime")) return ColumnKind::kTimestamp;
  if (has("date")) return ColumnKind::kDate;
  if (has("int")) return ColumnKind::kInteger;
  if (has("char") || has("clob") || has("text")) return ColumnKind::kText;
  if (has("real") || has("floa") || has("doub") || has("num") || has("dec") ||
      has("money")) {
    return ColumnKind::kNumber;
  }
  return ColumnKind::kOther;
}

class SqliteConnection final : public Connection {
 public:
  SqliteConnection(DatabasePtr database, std::string path)
      : database_(std::move(database)), path_(std::move(path)) {}

  Engine engine() const override { return Engine::kSqlite; }

  absl::StatusOr<Schema> ReadSchema() override {
    ALHF_ASSIGN_OR_RETURN(
        const ResultSet names,
        Execute("SELECT name FROM sqlite_schema WHERE type IN ('table', "
                "'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
                "ORDER BY name",
                kSchemaLimits));
    std::vector<Table> tables;
    for (const v1::Row& row : names.rows) {
      Table table;
      table.name = row.cells(0).text();
      ALHF_RETURN_IF_ERROR(ReadColumns(table));
      ALHF_RETURN_IF_ERROR(ReadReferences(table));
      tables.push_back(std::move(table));
    }
    return Schema(std::move(tables));
  }

  absl::StatusOr<ResultSet> Execute(const std::string& sql,
                                    const ExecuteLimits& limits) override {
    const TimeLimit time_limit(database_.get(), limits.time);
    const Reach reach(database_.get(), limits.only_schema);
    sqlite3_stmt* raw = nullptr;
    int code =
        sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &raw, nullptr);
    const StatementPtr statement(raw);
    if (code != SQLITE_OK) return Failure(code, sql, limits);
    ResultSet result;
    const int width = sqlite3_column_count(raw);
    for (int i = 0; i < width; ++i) {
      result.columns.emplace_back(sqlite3_column_name(raw, i));
    }
    while ((code = sqlite3_step(raw)) == SQLITE_ROW) {
      if (result.rows.size() == limits.rows) {
        result.truncated = true;
        return result;
      }
      v1::Row& row = result.rows.emplace_back();
      for (int i = 0; i < width; ++i) *row.add_cells() = CellAt(raw, i);
    }
    if (code != SQLITE_DONE) return Failure(code, sql, limits);
    return result;
  }

 private:
  static constexpr ExecuteLimits kSchemaLimits = {absl::Seconds(10), 100'000};

  absl::Status Failure(int code, absl::string_view sql,
                       const ExecuteLimits& limits) const {
    const char* why = sqlite3_errmsg(database_.get());
    switch (code & 0xff) {
      case SQLITE_INTERRUPT:
        return TookTooLong(limits.time);
      case SQLITE_BUSY:
      case SQLITE_LOCKED:
        return Unavailable(path_, "another process has locked it; ask again");
      case SQLITE_NOTADB:
        return Unavailable(path_, "the file is not an SQLite database");
      case SQLITE_CANTOPEN:
      case SQLITE_CORRUPT:
      case SQLITE_IOERR:
      case SQLITE_PERM:
        return Unavailable(path_, why);
      default:
        return NotTaken(sql, why);
    }
  }

  absl::Status ReadColumns(Table& table) {
    ALHF_ASSIGN_OR_RETURN(
        const ResultSet columns,
        Execute(absl::StrCat("SELECT name, type, \"notnull\", pk FROM "
                             "pragma_table_info(",
                             QuoteText(table.name), ")"),
                kSchemaLimits));
    std::map<int64_t, std::string> key;
    for (const v1::Row& row : columns.rows) {
      Column column;
      column.name = row.cells(0).text();
      column.kind = KindOf(row.cells(1).text());
      column.nullable = row.cells(2).integer() == 0;
      if (const int64_t place = row.cells(3).integer(); place > 0) {
        key[place] = column.name;
      }
      column.integer_flag = column.kind == ColumnKind::kInteger &&
                            !FlagWords(column.name).empty();
      if (column.kind == ColumnKind::kBoolean) {
        ALHF_RETURN_IF_ERROR(SampleFlags(table.name, column));
      }
      if (column.kind == ColumnKind::kText || column.IsDate()) {
        ALHF_RETURN_IF_ERROR(SampleDates(*this, table.name, column));
      }
      table.columns.push_back(std::move(column));
    }
    for (auto& [place, name] : key) table.primary_key.push_back(name);
    return absl::OkStatus();
  }

  // SQLite holds what it is given: booleans may be words.
  absl::Status SampleFlags(const std::string& table, Column& column) {
    ALHF_ASSIGN_OR_RETURN(
        const ResultSet words,
        Execute(
            absl::StrCat("SELECT 1 FROM ", QuoteName(table), " WHERE typeof(",
                         QuoteName(column.name), ") = 'text' LIMIT 1"),
            kSchemaLimits));
    if (!words.rows.empty()) column.kind = ColumnKind::kText;
    return absl::OkStatus();
  }

  absl::Status ReadReferences(Table& table) {
    ALHF_ASSIGN_OR_RETURN(
        const ResultSet keys,
        Execute(absl::StrCat("SELECT id, \"table\", \"from\", \"to\" FROM "
                             "pragma_foreign_key_list(",
                             QuoteText(table.name), ") ORDER BY id, seq"),
                kSchemaLimits));
    std::map<int64_t, Reference> references;
    for (const v1::Row& row : keys.rows) {
      Reference& r = references[row.cells(0).integer()];
      r.parent = row.cells(1).text();
      r.columns.push_back(row.cells(2).text());
      // Without a column named, it refers to the primary key.
      if (!row.cells(3).text().empty()) {
        r.parent_columns.push_back(row.cells(3).text());
      }
    }
    for (auto& [id, reference] : references) {
      table.references.push_back(std::move(reference));
    }
    return absl::OkStatus();
  }

  const DatabasePtr database_;
  const std::string path_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Connection>> ConnectSqlite(
    const std::string& path) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(
      path.c_str(), &raw, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
  DatabasePtr database(raw);
  if (code != SQLITE_OK) {
    return Unavailable(path, code == SQLITE_CANTOPEN
                                 ? "there is no such file, or it may not be "
                                   "read; check `uri` in the configuration"
                                 : sqlite3_errstr(code));
  }
  sqlite3_busy_timeout(raw, kBusyTimeoutMs);
  auto connection =
      std::make_unique<SqliteConnection>(std::move(database), path);
  // The file is read here for the first time.
  const auto first =
      connection->Execute("SELECT COUNT(*) FROM sqlite_schema", {});
  ALHF_RETURN_IF_ERROR(first.status());
  ALHF_RETURN_IF_ERROR(
      connection->Execute("PRAGMA query_only = 1", {}).status());
  return std::unique_ptr<Connection>(std::move(connection));
}

}  // namespace alhf::sql_generator
