// A database that checks read: the one that the measured system answers from.
//
//   ALHF_ASSIGN_OR_RETURN(auto database, OpenDatabase("shop.db"));
//   ALHF_ASSIGN_OR_RETURN(v1::Table rows, database->Query("SELECT 1"));
//
// Read-only by the connection itself.
//
// Thread safety: all methods may be called from many threads; they take turns.
#ifndef ALHF_EVAL_DATABASE_H_
#define ALHF_EVAL_DATABASE_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "alhf/v1/types.pb.h"

namespace alhf::eval {

// More rows than this are an error, not a cut.
inline constexpr size_t kMostRows = 200'000;

class Database {
 public:
  virtual ~Database() = default;

  // Returns columns and rows of one statement.
  //
  // INVALID_ARGUMENT: the database does not take it, and says why.
  // RESOURCE_EXHAUSTED: more than `kMostRows`.
  virtual absl::StatusOr<v1::Table> Query(const std::string& sql) = 0;

  // Returns SQL that makes the same tables, empty, in SQLite.
  virtual absl::StatusOr<std::string> SqliteSchema() = 0;
};

// Opens `uri`: a file of SQLite, "sqlite:FILE" or "postgresql://…".
//
// UNAVAILABLE DATABASE_UNAVAILABLE: it is not there, or cannot be read.
absl::StatusOr<std::unique_ptr<Database>> OpenDatabase(const std::string& uri);

// Returns `uri` as the configuration of a component takes it: a plain file
// gets "sqlite:" and its whole path.
std::string DatabaseUri(const std::string& uri);

// sqlite_database.cc and postgresql_database.cc.
absl::StatusOr<std::unique_ptr<Database>> OpenSqlite(const std::string& path);
absl::StatusOr<std::unique_ptr<Database>> OpenPostgresql(
    const std::string& uri);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_DATABASE_H_
