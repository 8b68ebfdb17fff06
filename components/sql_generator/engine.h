// Questions in, SQL and rows out.
//
//   SqlEngine engine(*database);
//   ALHF_ASSIGN_OR_RETURN(Understood u, engine.Understand(asked, settings));
//   if (u.built.ok) ALHF_ASSIGN_OR_RETURN(output, engine.Answer(u, limit));
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_ENGINE_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_ENGINE_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "alhf/v1/types.pb.h"
#include "components/sql_generator/builder.h"
#include "components/sql_generator/catalog.h"
#include "components/sql_generator/database.h"
#include "components/sql_generator/settings.h"

namespace alhf::sql_generator {

struct AskedQuestion {
  std::string text;
  absl::Time now;
  // IANA name; empty: UTC.
  std::string time_zone;
};

// A question as the engine sees it.
struct Understood {
  std::shared_ptr<const Catalog> catalog;  // that `built` points into
  size_t source = 0;
  // The dialect that is asked for, and that of the source.
  Engine dialect = Engine::kSqlite;
  Engine executed = Engine::kSqlite;
  // Some word is one of the database's.
  bool about_data = false;
  Built built;
};

class SqlEngine {
 public:
  // `database` must outlive the engine.
  explicit SqlEngine(const Database& database) : database_(database) {}

  // Reads the question. One that is not understood is read once more against
  // what the database holds now, except with `kAny`.
  // Errors of `Database::CatalogOf`; INVALID_ARGUMENT FIELD_INVALID: there is
  //   no such time zone.
  absl::StatusOr<Understood> Understand(
      const AskedQuestion& question, const Settings& settings,
      Freshness freshness = Freshness::kCurrent) const;

  // Writes the SQL and runs it, within `time`. A refusal where it was not
  // understood. Errors of `Connection::Execute`.
  absl::StatusOr<v1::StepOutput> Answer(const Understood& question,
                                        absl::Duration time) const;

 private:
  const Database& database_;
};

// Returns the day that it is in `time_zone`.
// INVALID_ARGUMENT FIELD_INVALID: there is no such time zone.
absl::StatusOr<absl::CivilDay> TodayIn(const std::string& time_zone,
                                       absl::Time now);

// Returns the words that `terms` give a meaning, over those of `catalog`; a
// term that means another phrase may do so through other terms, some deep.
Vocabulary TermVocabulary(const Catalog& catalog,
                          const std::vector<TermDefinition>& terms);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_ENGINE_H_
