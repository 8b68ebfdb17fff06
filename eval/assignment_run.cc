#include "eval/assignment_run.h"

#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <random>
#include <utility>

#include "absl/strings/str_cat.h"
#include "alhf/sdk/scope.h"
#include "base/mutex.h"
#include "base/status.h"
#include "base/text.h"
#include "eval/assignment_set.h"
#include "eval/coordinator_system.h"
#include "eval/parallel.h"
#include "eval/private_system.h"

namespace alhf::eval {
namespace {

// A tenant takes one record at a time.
constexpr size_t kTenants = 4;

// A record is about an exchange; where a row has none, about one that says
// nothing.
constexpr char kNoQuestion[] = "Hello?";
constexpr char kNoAnswer[] = "Hello.";

std::string Or(const std::string& text, const char* otherwise) {
  return text.empty() ? otherwise : text;
}

using Learned = std::set<std::string>;

AssignedRow Row(const AssignmentRow& row, Learned learned) {
  return {row.source, row.label, std::move(learned), false};
}

AssignedRow RowFrom(const AssignmentRow& row,
                    const v1::Assignment& assignment) {
  AssignedRow assigned = Row(row, {});
  for (const v1::Assignment::Part& part : assignment.parts()) {
    if (part.lesson_ids().empty()) continue;
    assigned.learned.insert(part.component());
  }
  assigned.unsure = assigned.learned.empty() && !assignment.unsure().empty();
  return assigned;
}

absl::StatusOr<std::vector<AssignedRow>> Ask(
    CoordinatorSystem& system, const std::vector<AssignmentRow>& rows,
    const OnAssigned& on_assigned) {
  std::random_device device;
  std::mt19937_64 random(device());
  const std::string run = RandomId("eval-", random);
  std::vector<AssignedRow> assigned(rows.size());
  Mutex mutex;
  size_t done = 0;
  ALHF_RETURN_IF_ERROR(
      ParallelFor(kTenants, kTenants, [&](size_t lane) -> absl::Status {
        const std::string tenant = absl::StrCat(run, "-", lane);
        for (size_t i = lane; i < rows.size(); i += kTenants) {
          Answer answer;
          answer.question = Or(rows[i].question, kNoQuestion);
          answer.text = Or(rows[i].answer, kNoAnswer);
          ALHF_ASSIGN_OR_RETURN(
              const v1::Assignment assignment,
              system.Assign(tenant, {rows[i].text, {}}, answer));
          assigned[i] = RowFrom(rows[i], assignment);
          MutexLock lock(mutex);
          ++done;
          if (on_assigned) on_assigned(done, rows.size());
        }
        return absl::OkStatus();
      }));
  return assigned;
}

Learned ByManifests(const std::vector<v1::Manifest>& manifests,
                    const AssignmentRow& row) {
  v1::FeedbackRecord record;
  record.set_text(row.text);
  record.mutable_exchange()->set_question(row.question);
  Learned learned;
  for (const v1::Manifest& manifest : manifests) {
    if (sdk::AssessByManifest(manifest, record).outcome() ==
        v1::OUTCOME_CLAIMED) {
      learned.insert(manifest.name());
    }
  }
  return learned;
}

void AddMethod(const std::string& name, const std::vector<AssignedRow>& rows,
               AssignmentRun& run) {
  run.methods.push_back({name, FiguresOf(rows)});
}

}  // namespace

absl::StatusOr<AssignmentRun> RunAssignment(const AssignmentOptions& options,
                                            const Clock* clock,
                                            const OnAssigned& on_assigned) {
  std::vector<AssignmentRow> rows;
  for (const std::string& file : options.files) {
    ALHF_ASSIGN_OR_RETURN(std::vector<AssignmentRow> read,
                          ReadAssignmentRows(file));
    std::move(read.begin(), read.end(), std::back_inserter(rows));
  }
  std::unique_ptr<PrivateSystem> processes;
  std::string address = options.address;
  if (address.empty()) {
    PrivateSystemOptions system;
    system.programs = options.programs;
    ALHF_ASSIGN_OR_RETURN(processes, PrivateSystem::Start(system, clock));
    address = processes->address();
  }
  const auto system = ConnectSystem(address, clock);
  ALHF_ASSIGN_OR_RETURN(const std::vector<v1::Manifest> manifests,
                        system->Manifests());
  Learned everybody;
  for (const v1::Manifest& each : manifests) everybody.insert(each.name());
  AssignmentRun run;
  ALHF_ASSIGN_OR_RETURN(const std::vector<AssignedRow> assigned,
                        Ask(*system, rows, on_assigned));
  AddMethod("alhf", assigned, run);
  std::vector<AssignedRow> by_manifest;
  std::vector<AssignedRow> everything;
  std::vector<AssignedRow> nothing;
  for (const AssignmentRow& row : rows) {
    by_manifest.push_back(Row(row, ByManifests(manifests, row)));
    everything.push_back(Row(row, everybody));
    nothing.push_back(Row(row, {}));
  }
  AddMethod("manifest", by_manifest, run);
  AddMethod("everything", everything, run);
  AddMethod("nothing", nothing, run);
  return run;
}

nlohmann::json ToJson(const AssignmentRun& run) {
  nlohmann::json methods = nlohmann::json::array();
  for (const AssignmentRun::Method& method : run.methods) {
    nlohmann::json sets = nlohmann::json::array();
    for (const AssignmentFigures& set : method.sets) {
      sets.push_back(ToJson(set));
    }
    methods.push_back({{"method", method.name}, {"sets", sets}});
  }
  return {{"methods", methods}};
}

}  // namespace alhf::eval
