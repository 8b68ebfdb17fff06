// The configured data, in one engine or several, and what is known of it.
//
//   ALHF_ASSIGN_OR_RETURN(auto database, Database::Make(config, folder,
//   clock)); ALHF_ASSIGN_OR_RETURN(auto catalog, database->CatalogOf(0));
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_DATABASE_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_DATABASE_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "alhf/sdk/clock.h"
#include "components/sql_generator/catalog.h"
#include "components/sql_generator/connection.h"
#include "components/sql_generator/sql_generator.pb.h"
#include "components/sql_generator/word_net.h"

namespace alhf::sql_generator {

// How old what is known of a database may be. Values that are newer are words
// that nobody knows; tables that are gone are errors of the statement.
enum class Freshness {
  kAny,      // never waits for the database once it was read
  kCurrent,  // ten minutes
  kNewest,   // one minute
};

class Database {
 public:
  // Takes `config`, whose paths count from `folder`. No database is opened
  // yet: one that is missing now may be there later. `clock` must outlive it.
  //
  // INVALID_ARGUMENT CONFIG_INVALID: databases are missing, have several names
  //   or one engine twice; the semantic file cannot be read.
  static absl::StatusOr<std::unique_ptr<Database>> Make(
      const Config& config, const std::string& folder, const Clock& clock);

  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  const std::string& name() const { return name_; }
  const ExecuteLimits& limits() const { return limits_; }
  const WordNet& word_net() const { return word_net_; }
  // Returns which source speaks `dialect`, or nothing.
  std::optional<size_t> SourceOf(Engine dialect) const;

  // Reads all sources, so that no question waits for it. One that is not there
  // or locked is read when a question needs it.
  // INVALID_ARGUMENT CONFIG_INVALID: the semantic file is of another database.
  absl::Status ReadAhead() const;

  // Returns what is known of the source, and reads it where that is nothing or
  // too old. 0 is the default source.
  // Errors of `Connect` and `Catalog::Load`.
  absl::StatusOr<std::shared_ptr<const Catalog>> CatalogOf(
      size_t source, Freshness freshness = Freshness::kCurrent) const;

  // Runs one statement on a connection of its own.
  absl::StatusOr<ResultSet> Execute(size_t source, const std::string& sql,
                                    const ExecuteLimits& limits) const;

 private:
  struct Source;
  Database(const Config& config, Semantic semantic, const Clock& clock);

  const std::string name_;
  const Semantic semantic_;
  const WordNet word_net_;
  const Clock& clock_;
  ExecuteLimits limits_;
  std::vector<std::unique_ptr<Source>> sources_;
};

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_DATABASE_H_
