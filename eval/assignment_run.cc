#include "eval/assignment_run.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <random>
#include <utility>

#include "absl/strings/str_cat.h"
#include "alhf/sdk/scope_model.h"
#include "base/mutex.h"
#include "base/status.h"
#include "base/text.h"
#include "core/relevance/encoder/open_encoder.h"
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

Answer AnswerOf(const AssignmentRow& row) {
  Answer answer;
  answer.question = Or(row.question, kNoQuestion);
  answer.text = Or(row.answer, kNoAnswer);
  return answer;
}

// Says the row, and that it belongs to its label.
absl::Status Correct(CoordinatorSystem& system, const std::string& tenant,
                     const AssignmentRow& row) {
  const Answer answer = AnswerOf(row);
  ALHF_ASSIGN_OR_RETURN(const v1::Assignment assignment,
                        system.Assign(tenant, {row.text, {}}, answer));
  std::vector<std::string> wrong;
  for (const v1::Assignment::Part& part : assignment.parts()) {
    if (row.label.contains(part.component())) continue;
    wrong.insert(wrong.end(), part.lesson_ids().begin(),
                 part.lesson_ids().end());
  }
  // That nobody learned what nobody should is nothing to correct.
  if (row.label.empty() && wrong.empty()) return absl::OkStatus();
  return system.Reassign(
      tenant, {row.text, {row.label.begin(), row.label.end()}}, answer, wrong);
}

// Moves `count` rows of each source, spread over it, from `rows`.
std::vector<AssignmentRow> TakeCorrections(size_t count,
                                           std::vector<AssignmentRow>& rows) {
  std::map<std::string, std::vector<size_t>> by_source;
  for (size_t i = 0; i < rows.size(); ++i) {
    by_source[SourceOf(rows[i].source)].push_back(i);
  }
  std::set<size_t> taken;
  for (const auto& [source, places] : by_source) {
    for (size_t i = 0; i < std::min(count, places.size()); ++i) {
      taken.insert(places[i * places.size() / count]);
    }
  }
  std::vector<AssignmentRow> corrections;
  std::vector<AssignmentRow> rest;
  for (size_t i = 0; i < rows.size(); ++i) {
    (taken.contains(i) ? corrections : rest).push_back(std::move(rows[i]));
  }
  rows = std::move(rest);
  return corrections;
}

absl::StatusOr<std::vector<AssignedRow>> Ask(
    CoordinatorSystem& system, const std::vector<AssignmentRow>& corrections,
    const std::vector<AssignmentRow>& rows, const OnAssigned& on_assigned) {
  std::random_device device;
  std::mt19937_64 random(device());
  const std::string run = RandomId("eval-", random);
  std::vector<AssignedRow> assigned(rows.size());
  Mutex mutex;
  size_t done = 0;
  ALHF_RETURN_IF_ERROR(
      ParallelFor(kTenants, kTenants, [&](size_t lane) -> absl::Status {
        const std::string tenant = absl::StrCat(run, "-", lane);
        for (const AssignmentRow& row : corrections) {
          ALHF_RETURN_IF_ERROR(Correct(system, tenant, row));
        }
        for (size_t i = lane; i < rows.size(); i += kTenants) {
          ALHF_ASSIGN_OR_RETURN(
              const v1::Assignment assignment,
              system.Assign(tenant, {rows[i].text, {}}, AnswerOf(rows[i])));
          assigned[i] = RowFrom(rows[i], assignment);
          MutexLock lock(mutex);
          ++done;
          if (on_assigned) on_assigned(done, rows.size());
        }
        return absl::OkStatus();
      }));
  return assigned;
}

v1::FeedbackRecord RecordOf(const AssignmentRow& row) {
  v1::FeedbackRecord record;
  record.set_text(row.text);
  record.mutable_exchange()->set_question(Or(row.question, kNoQuestion));
  record.mutable_exchange()->set_answer(Or(row.answer, kNoAnswer));
  if (!row.made.empty()) {
    v1::StepOutput& output =
        *record.mutable_exchange()->add_steps()->mutable_output();
    if (row.made == "rows") output.mutable_table();
    if (row.made == "passages") output.add_passages();
  }
  return record;
}

using Models = std::map<std::string, std::unique_ptr<const sdk::ScopeModel>>;

Learned ByManifests(const Models& models, const AssignmentRow& row) {
  Learned learned;
  for (const auto& [name, model] : models) {
    if (model->Assess(RecordOf(row), {}).outcome() == v1::OUTCOME_CLAIMED) {
      learned.insert(name);
    }
  }
  return learned;
}

// A sixth of the examples.
v1::Manifest Fewer(v1::Manifest manifest) {
  constexpr int kOneIn = 6;
  const auto thin = [](auto& texts) {
    for (int i = 0; i < texts.size(); i += kOneIn) {
      texts.SwapElements(i / kOneIn, i);
    }
    const int left = (texts.size() + kOneIn - 1) / kOneIn;
    texts.DeleteSubrange(left, texts.size() - left);
  };
  thin(*manifest.mutable_examples_in_scope());
  thin(*manifest.mutable_examples_out_of_scope());
  return manifest;
}

absl::Status WriteFeatures(const std::string& path, const Models& models,
                           const std::vector<AssignmentRow>& rows) {
  std::ofstream file(path);
  for (const AssignmentRow& row : rows) {
    for (const auto& [name, model] : models) {
      const std::string component = name.substr(0, name.find('/'));
      file << nlohmann::json{{"id", row.id},
                             {"source", row.source},
                             {"component", name},
                             {"label", row.label.contains(component)},
                             {"features", model->FeaturesOf(RecordOf(row))}}
                  .dump()
           << "\n";
    }
  }
  if (file.flush()) return absl::OkStatus();
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               absl::StrCat(path, ": cannot be written"), {{"file", path}});
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
  ALHF_ASSIGN_OR_RETURN(const std::shared_ptr<const core::Encoder> encoder,
                        core::OpenEncoder("", core::ProgramFolder()));
  Models models;
  for (const v1::Manifest& each : manifests) {
    models[each.name()] =
        std::make_unique<const sdk::ScopeModel>(each, encoder);
  }
  AssignmentRun run;
  if (!options.features.empty()) {
    for (const v1::Manifest& each : manifests) {
      models[absl::StrCat(each.name(), "/few")] =
          std::make_unique<const sdk::ScopeModel>(Fewer(each), encoder);
    }
    ALHF_RETURN_IF_ERROR(WriteFeatures(options.features, models, rows));
    return run;
  }
  const std::vector<AssignmentRow> corrections =
      TakeCorrections(options.corrections, rows);
  ALHF_ASSIGN_OR_RETURN(const std::vector<AssignedRow> assigned,
                        Ask(*system, corrections, rows, on_assigned));
  AddMethod("alhf", assigned, run);
  std::vector<AssignedRow> by_manifest;
  std::vector<AssignedRow> everything;
  std::vector<AssignedRow> nothing;
  for (const AssignmentRow& row : rows) {
    by_manifest.push_back(Row(row, ByManifests(models, row)));
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
