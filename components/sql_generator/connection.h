// A read-only connection to a database.
//
//   ALHF_ASSIGN_OR_RETURN(auto connection, Connect("sqlite:library.db"));
//   ALHF_ASSIGN_OR_RETURN(ResultSet rows,
//                         connection->Execute("SELECT 1", {}));
//
// Read-only by the connection itself, not by looking at the statement.
//
// Thread safety: a connection is used by one thread at a time; `Connect` may
// be called from many. Ownership: the caller's; closed when destroyed.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_CONNECTION_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_CONNECTION_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "alhf/v1/types.pb.h"
#include "components/sql_generator/schema.h"

namespace alhf::sql_generator {

// A database engine, and the SQL that it speaks. Connections are to the first
// two; of the others only the SQL is known.
enum class Engine { kSqlite, kPostgresql, kMysql, kDatabricks };

// Returns "sqlite", "postgresql", "mysql" or "databricks".
std::string NameOf(Engine engine);
// Returns the engine of that name, or nothing.
std::optional<Engine> EngineNamed(absl::string_view name);

struct ExecuteLimits {
  absl::Duration time = absl::Seconds(5);
  size_t rows = 1000;
  // Whether the statement may read the tables and views of `ReadSchema`, and
  // what these are made of, and nothing else. For statements that nobody
  // knows the author of.
  bool only_schema = false;
};

struct ResultSet {
  std::vector<std::string> columns;
  std::vector<v1::Row> rows;
  bool truncated = false;
};

class Connection {
 public:
  virtual ~Connection() = default;

  virtual Engine engine() const = 0;
  virtual absl::StatusOr<Schema> ReadSchema() = 0;

  // Runs one statement.
  // UNAVAILABLE DATABASE_UNAVAILABLE: the database cannot be read, or is
  //   locked; DEADLINE_EXCEEDED DEADLINE: it took longer than `limits.time`;
  // INTERNAL COMPONENT_FAILED: the database does not take the statement.
  virtual absl::StatusOr<ResultSet> Execute(const std::string& sql,
                                            const ExecuteLimits& limits) = 0;
};

// Opens `uri`: "sqlite:PATH" or "postgresql://…".
//
// UNAVAILABLE DATABASE_UNAVAILABLE: there is no such database, it cannot be
//   read, or nobody answers; INVALID_ARGUMENT CONFIG_INVALID: no such engine.
absl::StatusOr<std::unique_ptr<Connection>> Connect(const std::string& uri);
absl::StatusOr<std::unique_ptr<Connection>> ConnectSqlite(
    const std::string& path);
absl::StatusOr<std::unique_ptr<Connection>> ConnectPostgresql(
    const std::string& uri);

// Returns the engine of `uri`. INVALID_ARGUMENT CONFIG_INVALID: none.
absl::StatusOr<Engine> EngineOf(absl::string_view uri);

// Returns the error of a database that cannot be used.
absl::Status Unavailable(absl::string_view database, absl::string_view why);
// Returns the error of a statement that ran longer than `limit`.
absl::Status TookTooLong(absl::Duration limit);
// Returns the error of a statement that the database does not take.
absl::Status NotTaken(absl::string_view sql, absl::string_view why);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_CONNECTION_H_
