// SQL as the engines themselves read it: PostgreSQL's own parser (libpg-query)
// and SQLite's compiler.
//
//   SqlParsers parsers("CREATE TABLE a (b INTEGER)");
//   EXPECT_TRUE(parsers.CheckPostgresql("SELECT b FROM a").ok());
//   EXPECT_TRUE(parsers.CheckSqlite("SELECT b FROM a").ok());
//
// Thread safety: one thread.
#ifndef ALHF_TESTS_SUPPORT_SQL_PARSERS_H_
#define ALHF_TESTS_SUPPORT_SQL_PARSERS_H_

#include <memory>
#include <string>

#include "absl/status/status.h"

struct sqlite3;

namespace alhf::testing {

class SqlParsers {
 public:
  // `schema`: SQL of SQLite that makes the tables; its rows do not matter.
  explicit SqlParsers(const std::string& schema);
  ~SqlParsers();
  SqlParsers(const SqlParsers&) = delete;
  SqlParsers& operator=(const SqlParsers&) = delete;

  // OK: `sql` is one SELECT statement of PostgreSQL. Names are not looked up.
  absl::Status CheckPostgresql(const std::string& sql) const;
  // OK: `sql` is one statement that SQLite takes over the tables and that
  // changes nothing.
  absl::Status CheckSqlite(const std::string& sql) const;

 private:
  sqlite3* database_ = nullptr;
  absl::Status schema_;
};

}  // namespace alhf::testing

#endif  // ALHF_TESTS_SUPPORT_SQL_PARSERS_H_
