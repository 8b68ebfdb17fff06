#include <libpq-fe.h>

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/mutex.h"
#include "base/status.h"
#include "eval/database.h"

namespace alhf::eval {
namespace {

// Types by their fixed object ids (pg_type.dat).
constexpr Oid kBool = 16;
constexpr Oid kInt8 = 20;
constexpr Oid kInt2 = 21;
constexpr Oid kInt4 = 23;
constexpr Oid kFloat4 = 700;
constexpr Oid kFloat8 = 701;
constexpr Oid kNumeric = 1700;

struct FinishConnection {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using ConnectionPtr = std::unique_ptr<PGconn, FinishConnection>;
using ResultPtr = std::unique_ptr<PGresult, ClearResult>;

v1::Cell CellOf(const char* text, Oid type) {
  v1::Cell cell;
  int64_t integer = 0;
  double number = 0;
  switch (type) {
    case kBool:
      cell.set_boolean(*text == 't');
      return cell;
    case kInt2:
    case kInt4:
    case kInt8:
      if (absl::SimpleAtoi(text, &integer)) {
        cell.set_integer(integer);
        return cell;
      }
      break;
    case kFloat4:
    case kFloat8:
    case kNumeric:
      if (absl::SimpleAtod(text, &number)) {
        cell.set_number(number);
        return cell;
      }
      break;
    default:
      break;
  }
  cell.set_text(text);
  return cell;
}

class PostgresqlDatabase final : public Database {
 public:
  explicit PostgresqlDatabase(ConnectionPtr connection)
      : connection_(std::move(connection)) {}

  absl::StatusOr<v1::Table> Query(const std::string& sql) override {
    MutexLock lock(mutex_);
    // One statement: the extended protocol takes no second one.
    const ResultPtr result(PQexecParams(connection_.get(), sql.c_str(), 0,
                                        nullptr, nullptr, nullptr, nullptr, 0));
    if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) {
      return absl::InvalidArgumentError(absl::StrCat(
          "PostgreSQL: ", PQresultErrorMessage(result.get()), "\n", sql));
    }
    const int height = PQntuples(result.get());
    if (static_cast<size_t>(height) > kMostRows) {
      return absl::ResourceExhaustedError(
          absl::StrCat("more than ", kMostRows, " rows: ", sql));
    }
    v1::Table table;
    const int width = PQnfields(result.get());
    for (int i = 0; i < width; ++i) {
      table.add_columns(PQfname(result.get(), i));
    }
    for (int r = 0; r < height; ++r) {
      v1::Row& row = *table.add_rows();
      for (int i = 0; i < width; ++i) {
        v1::Cell& cell = *row.add_cells();
        if (PQgetisnull(result.get(), r, i) != 0) continue;
        cell = CellOf(PQgetvalue(result.get(), r, i), PQftype(result.get(), i));
      }
    }
    return table;
  }

  absl::StatusOr<std::string> SqliteSchema() override {
    ALHF_ASSIGN_OR_RETURN(
        const v1::Table columns,
        Query("SELECT table_name, column_name FROM information_schema.columns "
              "WHERE table_schema = ANY (current_schemas(false)) "
              "ORDER BY table_name, ordinal_position"));
    const auto quoted = [](const std::string& name) {
      return absl::StrCat("\"", absl::StrReplaceAll(name, {{"\"", "\"\""}}),
                          "\"");
    };
    std::string schema;
    std::string table;
    for (const v1::Row& row : columns.rows()) {
      if (row.cells(0).text() != table) {
        absl::StrAppend(&schema, table.empty() ? "" : ");\n", "CREATE TABLE ",
                        quoted(row.cells(0).text()), " (");
        table = row.cells(0).text();
      } else {
        schema += ", ";
      }
      schema += quoted(row.cells(1).text());
    }
    return table.empty() ? schema : schema + ");\n";
  }

 private:
  Mutex mutex_;
  const ConnectionPtr connection_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Database>> OpenPostgresql(
    const std::string& uri) {
  const char* keywords[] = {"dbname", "connect_timeout", "application_name",
                            "options", nullptr};
  const char* values[] = {uri.c_str(), "5", "alhf-eval",
                          "-c default_transaction_read_only=on "
                          "-c datestyle=ISO -c timezone=UTC",
                          nullptr};
  ConnectionPtr connection(
      PQconnectdbParams(keywords, values, /*expand_dbname=*/1));
  // The URI itself is not repeated: it may hold a password.
  if (PQstatus(connection.get()) != CONNECTION_OK) {
    return Error(absl::StatusCode::kUnavailable, Reason::DATABASE_UNAVAILABLE,
                 absl::StrCat("the PostgreSQL database cannot be read: ",
                              PQerrorMessage(connection.get())));
  }
  return std::unique_ptr<Database>(
      std::make_unique<PostgresqlDatabase>(std::move(connection)));
}

}  // namespace alhf::eval
