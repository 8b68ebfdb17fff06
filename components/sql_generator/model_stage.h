// SQL written by a language model, run as the engine's own is: read-only by
// the connection, within time and row limits. A statement that the database
// does not take goes back to the model once.
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_MODEL_STAGE_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_MODEL_STAGE_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "alhf/sdk/clock.h"
#include "alhf/sdk/model/model_stage.h"
#include "components/sql_generator/database.h"

namespace alhf::sql_generator {

class SqlModelStage final : public sdk::ModelStage {
 public:
  // `clock` must outlive it.
  SqlModelStage(std::shared_ptr<const Database> database, const Clock& clock)
      : database_(std::move(database)), clock_(clock) {}

  absl::StatusOr<sdk::ModelScope> Scope() const override;
  absl::StatusOr<std::optional<v1::StepOutput>> Answer(
      const sdk::ModelTask& task, sdk::ModelSession& model) const override;

 private:
  // Runs what was written. Errors of `Connection::Execute`; INTERNAL
  // MODEL_ANSWER_INVALID: it is not one statement that only reads.
  absl::StatusOr<v1::StepOutput> Run(const WrittenSql& written, size_t source,
                                     Engine executed, Engine dialect,
                                     absl::Time deadline) const;

  const std::shared_ptr<const Database> database_;
  const Clock& clock_;
};

// Returns the statement without white space around it and the semicolon at its
// end. INTERNAL MODEL_ANSWER_INVALID: it is not one statement that begins with
// SELECT or WITH; says so to who wrote it.
absl::StatusOr<std::string> OneQuery(absl::string_view sql);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_MODEL_STAGE_H_
