// The SQL generator as a component: learns how one database is asked, and runs
// the stage that answers from it.
//
//   ALHF_ASSIGN_OR_RETURN(auto component, SqlGenerator::FromFile(path));
//   return sdk::ServeMain(argc, argv, std::move(component));
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_SQL_GENERATOR_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_SQL_GENERATOR_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "alhf/sdk/agent.h"
#include "alhf/sdk/clock.h"
#include "alhf/sdk/component.h"
#include "alhf/v1/types.pb.h"
#include "components/sql_generator/database.h"
#include "components/sql_generator/engine.h"
#include "components/sql_generator/settings.h"

namespace alhf::sql_generator {

class SqlGenerator final : public sdk::Component, public sdk::Agent {
 public:
  // `clock` must outlive the component.
  SqlGenerator(std::shared_ptr<const Database> database, const Clock& clock);

  // Reads the configuration at `path`, on the system's clock, with a language
  // model where it names one.
  // INVALID_ARGUMENT CONFIG_INVALID: it has an error, or its semantic file is
  //   of another database. One that cannot be read now is read when asked.
  static absl::StatusOr<std::unique_ptr<sdk::Component>> FromFile(
      const std::string& path);

  v1::Manifest Describe() const override { return manifest_; }
  absl::StatusOr<v1::Assessment> Assess(
      const sdk::Context& context,
      const v1::FeedbackRecord& record) const override;
  absl::StatusOr<v1::Adjustment> Adjust(const sdk::Context& context,
                                        const v1::Query& query) const override;
  absl::Status Run(const sdk::Context& context, const v1::RunRequest& request,
                   sdk::RunWriter& writer) const override;

 private:
  absl::StatusOr<Understood> UnderstandWith(const sdk::Context& context,
                                            const v1::Query& query,
                                            const Settings& settings,
                                            Freshness freshness) const;
  // What is known of a question's structure.
  sdk::FacetSet FacetsOf(const Understood& question) const;
  absl::StatusOr<Understood> UnderstandWithMemory(const sdk::Context& context,
                                                  const v1::Query& query) const;
  absl::StatusOr<std::vector<v1::AdjustmentItem>> LateItems(
      const sdk::Context& context, const v1::RunRequest& request,
      const Understood& question) const;
  bool Answered(const v1::FeedbackRecord& record) const;

  const std::shared_ptr<const Database> database_;
  const Clock& clock_;
  const SqlEngine engine_;
  const v1::Manifest manifest_;
};

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_SQL_GENERATOR_H_
