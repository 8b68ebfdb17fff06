// A small invented lending library, for the tests of this folder: its SQL,
// which loads into SQLite and PostgreSQL alike, and its semantic file.
//
//   Library library;                       // an SQLite file of its own
//   auto generator = library.Generator();  // a component over it
//
// Thread safety: one thread. The folder is removed with the object.
#ifndef ALHF_TESTS_UNIT_COMPONENTS_SQL_GENERATOR_LIBRARY_H_
#define ALHF_TESTS_UNIT_COMPONENTS_SQL_GENERATOR_LIBRARY_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "alhf/sdk/clock.h"
#include "components/sql_generator/catalog.h"
#include "components/sql_generator/database.h"
#include "components/sql_generator/engine.h"
#include "components/sql_generator/sql_generator.h"

namespace alhf::sql_generator {

// A temporary folder, removed with the object.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  const std::string& path() const { return path_; }
  // Writes `text` to the file `name` and returns its path.
  std::string Write(absl::string_view name, absl::string_view text) const;

 private:
  std::string path_;
};

// Tables, rows and foreign keys.
std::string LibrarySql();
// As textproto.
std::string LibrarySemantic();

// The same of a workshop that mends things: two dates for a job, one of which
// may be missing, and words that are a flag and a filter.
std::string WorkshopSql();
std::string WorkshopSemantic();

// Every measure with every dimension and filter: some hundred questions over
// the grammar, most of which can be answered.
std::vector<std::string> LibraryQuestions();

// Loads `sql` into a new SQLite file at `path`.
void LoadSqlite(const std::string& path, const std::string& sql);

// Thursday, 15 January 2026, noon UTC.
absl::Time LibraryNow();

class Library {
 public:
  Library() : Library(LibrarySql(), LibrarySemantic()) {}
  Library(const std::string& sql, const std::string& semantic);

  const std::string& folder() const { return folder_.path(); }
  std::string uri() const { return "sqlite:" + folder() + "/library.db"; }
  // The database, with `second_uri` as another engine of it where given.
  std::unique_ptr<Database> Open(const std::string& second_uri = "") const;
  std::unique_ptr<SqlGenerator> Generator(
      const std::string& second_uri = "") const;
  const Catalog& catalog() const { return *catalog_; }
  // The SQL for `question`, or "refused: " and the reason; on one line.
  std::string Sql(const std::string& question,
                  const Settings& settings = {}) const;
  // The rows that it gives, as `RowsOf`, or the same refusal.
  std::string Rows(const std::string& question,
                   const Settings& settings = {}) const;
  Understood Understand(const std::string& question,
                        const Settings& settings = {}) const;
  const ManualClock& clock() const { return clock_; }

 private:
  TempFolder folder_;
  ManualClock clock_{LibraryNow()};
  std::unique_ptr<Database> database_;
  std::shared_ptr<const Catalog> catalog_;
};

// The rows of an answer: cells divided by "|", rows by a space; NULL is "-".
std::string RowsOf(const v1::Table& table);

}  // namespace alhf::sql_generator

#endif  // ALHF_TESTS_UNIT_COMPONENTS_SQL_GENERATOR_LIBRARY_H_
