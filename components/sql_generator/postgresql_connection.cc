// PostgreSQL over libpq: sessions that default to read-only, each statement in
// a READ ONLY transaction of its own under statement_timeout and lock_timeout,
// through a cursor, so that no more rows are made than are asked for.
#include <libpq-fe.h>
#include <poll.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "alhf/sdk/status.h"
#include "components/sql_generator/connection.h"
#include "components/sql_generator/date_sample.h"

namespace alhf::sql_generator {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr char kConnectTimeoutSeconds[] = "5";
constexpr absl::Duration kLockTimeout = absl::Milliseconds(500);
// A server that has said nothing for so long after the time limit is gone.
constexpr absl::Duration kSilence = absl::Seconds(1);

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

// Of the relations whose oids follow those that are neither tables or views of
// the schema, as `ReadColumns` lists them, nor what these are made of.
constexpr char kBeyondSchema[] =
    "WITH RECURSIVE within(oid) AS ("
    "SELECT c.oid FROM pg_catalog.pg_class c "
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
    "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') "
    "AND n.nspname NOT IN ('pg_catalog', 'information_schema') "
    "AND pg_catalog.pg_table_is_visible(c.oid) "
    "UNION SELECT part.oid FROM within w CROSS JOIN LATERAL ("
    "SELECT d.refobjid AS oid FROM pg_catalog.pg_rewrite r "
    "JOIN pg_catalog.pg_depend d ON d.objid = r.oid "
    "AND d.classid = 'pg_catalog.pg_rewrite'::regclass "
    "AND d.refclassid = 'pg_catalog.pg_class'::regclass "
    "WHERE r.ev_class = w.oid "
    "UNION ALL SELECT i.inhrelid FROM pg_catalog.pg_inherits i "
    "WHERE i.inhparent = w.oid) part) "
    "SELECT c.oid::regclass::text FROM pg_catalog.pg_class c "
    "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') "
    "AND c.oid NOT IN (SELECT oid FROM within) "
    "AND c.oid = ANY (ARRAY[";

ColumnKind KindOf(absl::string_view type) {
  static constexpr std::pair<absl::string_view, ColumnKind> kKinds[] = {
      {"int2", ColumnKind::kInteger},
      {"int4", ColumnKind::kInteger},
      {"int8", ColumnKind::kInteger},
      {"numeric", ColumnKind::kNumber},
      {"float4", ColumnKind::kNumber},
      {"float8", ColumnKind::kNumber},
      {"text", ColumnKind::kText},
      {"varchar", ColumnKind::kText},
      {"bpchar", ColumnKind::kText},
      {"enum", ColumnKind::kText},
      {"bool", ColumnKind::kBoolean},
      {"date", ColumnKind::kDate},
      {"timestamp", ColumnKind::kTimestamp},
      {"timestamptz", ColumnKind::kTimestampWithZone},
  };
  for (const auto& [name, kind] : kKinds) {
    if (name == type) return kind;
  }
  return ColumnKind::kOther;
}

v1::Cell CellOf(absl::string_view text, Oid type) {
  v1::Cell cell;
  int64_t integer = 0;
  double number = 0;
  switch (type) {
    case kBool:
      cell.set_boolean(text == "t");
      return cell;
    case kInt2:
    case kInt4:
    case kInt8:
    case kNumeric:
      if (absl::SimpleAtoi(text, &integer)) {
        cell.set_integer(integer);
        return cell;
      }
      [[fallthrough]];
    case kFloat4:
    case kFloat8:
      if (absl::SimpleAtod(text, &number)) {
        cell.set_number(number);
        return cell;
      }
      [[fallthrough]];
    default:
      cell.set_text(std::string(text));
  }
  return cell;
}

class PostgresqlConnection final : public Connection {
 public:
  PostgresqlConnection(ConnectionPtr connection, std::string name)
      : connection_(std::move(connection)), name_(std::move(name)) {}

  Engine engine() const override { return Engine::kPostgresql; }

  // What a server, a database or a user may be set to otherwise.
  absl::Status Start() {
    return Command(
               "SELECT set_config('default_transaction_read_only', 'on', "
               "false), set_config('standard_conforming_strings', 'on', false),"
               " set_config('client_encoding', 'UTF8', false), "
               "set_config('datestyle', 'ISO', false), "
               "set_config('timezone', 'UTC', false)",
               {})
        .status();
  }

  absl::StatusOr<Schema> ReadSchema() override {
    std::map<int64_t, Table> tables;
    ALHF_RETURN_IF_ERROR(ReadColumns(tables));
    ALHF_RETURN_IF_ERROR(ReadKeys(tables));
    std::vector<Table> all;
    for (auto& [id, table] : tables) {
      for (Column& column : table.columns) {
        if (column.kind != ColumnKind::kText) continue;
        ALHF_RETURN_IF_ERROR(SampleDates(*this, table.name, column));
      }
      all.push_back(std::move(table));
    }
    return Schema(std::move(all));
  }

  absl::StatusOr<ResultSet> Execute(const std::string& sql,
                                    const ExecuteLimits& limits) override {
    ALHF_RETURN_IF_ERROR(Command("BEGIN READ ONLY", limits).status());
    auto result = ExecuteInTransaction(sql, limits);
    const absl::Status end = Command("ROLLBACK", limits).status();
    if (result.ok() && !end.ok()) return end;
    return result;
  }

 private:
  static constexpr ExecuteLimits kSchemaLimits = {absl::Seconds(10), 100'000};

  // One statement: the extended protocol takes no second one.
  absl::StatusOr<ResultPtr> Command(const std::string& sql,
                                    const ExecuteLimits& limits) {
    const auto end =
        SteadyClock::now() + absl::ToChronoNanoseconds(limits.time + kSilence);
    ResultPtr result;
    const bool sent =
        PQsendQueryParams(connection_.get(), sql.c_str(), 0, nullptr, nullptr,
                          nullptr, nullptr, 0) == 1;
    while (sent) {
      while (PQisBusy(connection_.get()) == 1) {
        if (!AwaitInput(end)) return Unavailable(name_, "it does not answer");
        if (PQconsumeInput(connection_.get()) == 0) break;
      }
      ResultPtr next(PQgetResult(connection_.get()));
      if (next == nullptr) break;
      result = std::move(next);
    }
    const ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return result;
    const char* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    const char* why = PQresultErrorField(result.get(), PG_DIAG_MESSAGE_PRIMARY);
    return Failure(sql, state == nullptr ? "08000" : state,
                   why == nullptr ? PQerrorMessage(connection_.get()) : why,
                   limits);
  }

  // False: nothing came until `end`.
  bool AwaitInput(SteadyClock::time_point end) const {
    pollfd socket = {PQsocket(connection_.get()), POLLIN, 0};
    for (;;) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
          end - SteadyClock::now());
      if (left.count() <= 0) return false;
      const int ready = poll(&socket, 1, static_cast<int>(left.count()));
      if (ready > 0 || (ready < 0 && errno != EINTR)) return true;
    }
  }

  absl::Status Failure(absl::string_view sql, absl::string_view state,
                       absl::string_view why,
                       const ExecuteLimits& limits) const {
    if (state == "57014") return TookTooLong(limits.time);
    if (state == "55P03") {
      return Unavailable(name_, "another session has locked it; ask again");
    }
    if (absl::StartsWith(state, "08") || absl::StartsWith(state, "53") ||
        absl::StartsWith(state, "57P")) {
      return Unavailable(name_, why);
    }
    return NotTaken(sql, why);
  }

  absl::StatusOr<ResultSet> ExecuteInTransaction(const std::string& sql,
                                                 const ExecuteLimits& limits) {
    const auto milliseconds = [](absl::Duration time) {
      return std::max<int64_t>(1, absl::ToInt64Milliseconds(time));
    };
    for (const std::string& command :
         {absl::StrCat("SET LOCAL statement_timeout = ",
                       milliseconds(limits.time)),
          absl::StrCat("SET LOCAL lock_timeout = ", milliseconds(kLockTimeout)),
          // Plan for all rows, not for the first few.
          std::string("SET LOCAL cursor_tuple_fraction = 1"),
          absl::StrCat("DECLARE answer NO SCROLL CURSOR FOR ", sql)}) {
      ALHF_RETURN_IF_ERROR(Command(command, limits).status());
    }
    if (limits.only_schema) ALHF_RETURN_IF_ERROR(CheckReach(sql, limits));
    ALHF_ASSIGN_OR_RETURN(
        const ResultPtr rows,
        Command(absl::StrCat("FETCH ", limits.rows + 1, " FROM answer"),
                limits));
    ResultSet result;
    const int width = PQnfields(rows.get());
    for (int i = 0; i < width; ++i) {
      result.columns.emplace_back(PQfname(rows.get(), i));
    }
    const int height = PQntuples(rows.get());
    for (int r = 0; r < height; ++r) {
      if (result.rows.size() == limits.rows) {
        result.truncated = true;
        break;
      }
      v1::Row& row = result.rows.emplace_back();
      for (int i = 0; i < width; ++i) {
        v1::Cell& cell = *row.add_cells();
        if (PQgetisnull(rows.get(), r, i)) continue;
        cell = CellOf(PQgetvalue(rows.get(), r, i), PQftype(rows.get(), i));
      }
    }
    return result;
  }

  // Nothing of the statement has run yet, and it holds a lock on each relation
  // that it will read, whatever way it is named.
  absl::Status CheckReach(const std::string& sql, const ExecuteLimits& limits) {
    ALHF_ASSIGN_OR_RETURN(
        const ResultPtr locked,
        Command("SELECT pg_catalog.string_agg(relation::text, ',') FROM "
                "pg_catalog.pg_locks WHERE locktype = 'relation' AND pid = "
                "pg_catalog.pg_backend_pid() AND relation <> "
                "'pg_catalog.pg_locks'::regclass",
                limits));
    if (PQgetisnull(locked.get(), 0, 0)) return absl::OkStatus();
    ALHF_ASSIGN_OR_RETURN(
        const ResultPtr foreign,
        Command(absl::StrCat(kBeyondSchema, PQgetvalue(locked.get(), 0, 0),
                             "]::oid[])"),
                limits));
    if (PQntuples(foreign.get()) == 0) return absl::OkStatus();
    return NotTaken(sql, absl::StrCat(PQgetvalue(foreign.get(), 0, 0),
                                      " is none of the tables that there are"));
  }

  absl::Status ReadColumns(std::map<int64_t, Table>& tables) {
    ALHF_ASSIGN_OR_RETURN(
        const ResultSet columns,
        Execute("SELECT c.oid::bigint, c.relname, a.attname, "
                "CASE t.typtype WHEN 'e' THEN 'enum' ELSE t.typname END, "
                "a.attnotnull "
                "FROM pg_catalog.pg_class c "
                "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
                "JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid "
                "JOIN pg_catalog.pg_type t ON t.oid = a.atttypid "
                "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') "
                "AND NOT c.relispartition "
                "AND n.nspname NOT IN ('pg_catalog', 'information_schema') "
                "AND pg_catalog.pg_table_is_visible(c.oid) "
                "AND pg_catalog.has_table_privilege(c.oid, 'SELECT') "
                "AND a.attnum > 0 AND NOT a.attisdropped "
                "ORDER BY c.oid, a.attnum",
                kSchemaLimits));
    for (const v1::Row& row : columns.rows) {
      Table& table = tables[row.cells(0).integer()];
      table.name = row.cells(1).text();
      Column column;
      column.name = row.cells(2).text();
      column.kind = KindOf(row.cells(3).text());
      column.nullable = !row.cells(4).boolean();
      column.integer_flag = column.kind == ColumnKind::kInteger &&
                            !FlagWords(column.name).empty();
      table.columns.push_back(std::move(column));
    }
    return absl::OkStatus();
  }

  absl::Status ReadKeys(std::map<int64_t, Table>& tables) {
    ALHF_ASSIGN_OR_RETURN(
        const ResultSet keys,
        Execute("SELECT k.oid::bigint, k.contype::text, k.conrelid::bigint, "
                "k.confrelid::bigint, a.attname, f.attname "
                "FROM pg_catalog.pg_constraint k "
                "CROSS JOIN LATERAL generate_subscripts(k.conkey, 1) AS i "
                "JOIN pg_catalog.pg_attribute a "
                "ON a.attrelid = k.conrelid AND a.attnum = k.conkey[i] "
                "LEFT JOIN pg_catalog.pg_attribute f "
                "ON f.attrelid = k.confrelid AND f.attnum = k.confkey[i] "
                "WHERE k.contype IN ('p', 'f') ORDER BY k.oid, i",
                kSchemaLimits));
    std::map<std::pair<int64_t, int64_t>, Reference> references;
    for (const v1::Row& row : keys.rows) {
      const auto table = tables.find(row.cells(2).integer());
      if (table == tables.end()) continue;
      if (row.cells(1).text() == "p") {
        table->second.primary_key.push_back(row.cells(4).text());
        continue;
      }
      const auto parent = tables.find(row.cells(3).integer());
      if (parent == tables.end()) continue;
      Reference& r =
          references[{row.cells(2).integer(), row.cells(0).integer()}];
      r.parent = parent->second.name;
      r.columns.push_back(row.cells(4).text());
      r.parent_columns.push_back(row.cells(5).text());
    }
    for (auto& [id, reference] : references) {
      tables[id.first].references.push_back(std::move(reference));
    }
    return absl::OkStatus();
  }

  const ConnectionPtr connection_;
  const std::string name_;
};

// Whether libpq reads `uri`. Its own message would repeat the URI, and with it
// the password.
bool IsUri(const std::string& uri) {
  PQconninfoOption* const options = PQconninfoParse(uri.c_str(), nullptr);
  PQconninfoFree(options);
  return options != nullptr;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Connection>> ConnectPostgresql(
    const std::string& uri) {
  if (!IsUri(uri)) {
    return Unavailable(
        "postgresql",
        "databases.uri cannot be read: write "
        "postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with %40 "
        "for an @ in the password, and so on");
  }
  const char* keywords[] = {"dbname", "connect_timeout", "application_name",
                            nullptr};
  const char* values[] = {uri.c_str(), kConnectTimeoutSeconds,
                          "alhf-sql-generator", nullptr};
  ConnectionPtr raw(PQconnectdbParams(keywords, values, /*expand_dbname=*/1));
  // The URI itself is not repeated in errors: it may hold a password.
  const char* database = raw == nullptr ? nullptr : PQdb(raw.get());
  std::string name = absl::StrCat("postgresql ", database ? database : "");
  if (PQstatus(raw.get()) != CONNECTION_OK) {
    return Unavailable(name, PQerrorMessage(raw.get()));
  }
  auto connection =
      std::make_unique<PostgresqlConnection>(std::move(raw), std::move(name));
  ALHF_RETURN_IF_ERROR(connection->Start());
  return std::unique_ptr<Connection>(std::move(connection));
}

}  // namespace alhf::sql_generator
