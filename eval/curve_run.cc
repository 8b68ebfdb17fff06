#include "eval/curve_run.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <thread>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/mutex.h"
#include "base/status.h"
#include "base/text.h"
#include "core/relevance/encoder/open_encoder.h"
#include "eval/agent_system.h"
#include "eval/coordinator_system.h"
#include "eval/parallel.h"
#include "eval/player.h"
#include "eval/policies.h"
#include "eval/private_system.h"
#include "eval/results_file.h"
#include "eval/scenario_reader.h"

namespace alhf::eval {
namespace {

// Counts steps and says so.
class ProgressCounter {
 public:
  ProgressCounter(size_t all, const OnProgress& on_progress)
      : all_(all), on_progress_(on_progress) {}

  void Step(size_t steps = 1) {
    MutexLock lock(mutex_);
    done_ += steps;
    if (on_progress_) on_progress_({std::min(done_, all_), all_});
  }

 private:
  const size_t all_;
  const OnProgress& on_progress_;
  Mutex mutex_;
  size_t done_ ABSL_GUARDED_BY(mutex_) = 0;
};

// Points in order, 0 among them, none beyond what `depth` records can show.
std::vector<size_t> UsefulPoints(const std::vector<size_t>& points,
                                 size_t depth) {
  std::set<size_t> useful = {0};
  for (const size_t point : points) useful.insert(std::min(point, depth));
  return {useful.begin(), useful.end()};
}

// What the programs are: after a new build nothing is taken over.
std::string StampOf(const std::string& program) {
  struct stat file {};
  if (stat(program.c_str(), &file) != 0) return "none";
  return absl::StrCat(file.st_size, "/", file.st_mtime);
}

class CurveRunner {
 public:
  CurveRunner(const CurveOptions& options, const Clock* clock,
              const OnProgress& on_progress)
      : options_(options), clock_(clock), on_progress_(on_progress) {}

  absl::StatusOr<CurveRun> Run() {
    const absl::Time start = clock_->Now();
    ALHF_RETURN_IF_ERROR(Prepare());
    ALHF_RETURN_IF_ERROR(Play());
    CurveRun run;
    run.resumed = results_->found();
    const Results results = results_->Take();
    std::vector<std::string> names;
    for (const Policy policy : policies_) names.push_back(NameOf(policy));
    std::set<size_t> points(options_.points.begin(), options_.points.end());
    points.insert(0);
    run.curve = BuildCurve(file_.scenarios, results, names,
                           {points.begin(), points.end()});
    results_->Remove();
    run.scenarios_digest = file_.digest;
    run.warnings = std::move(warnings_);
    run.took = clock_->Now() - start;
    return run;
  }

 private:
  absl::Status Prepare() {
    ALHF_ASSIGN_OR_RETURN(encoder_,
                          core::OpenEncoder("", core::ProgramFolder()));
    ALHF_ASSIGN_OR_RETURN(
        ChosenPolicies chosen,
        ParsePolicies(options_.policies, encoder_ != nullptr));
    policies_ = std::move(chosen.policies);
    if (policies_.empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat("no policy is left to measure: ",
                       absl::StrJoin(chosen.skipped, "; ")));
    }
    ALHF_ASSIGN_OR_RETURN(file_, ReadScenarios(options_.scenarios));
    warnings_ = file_.warnings;
    warnings_.insert(warnings_.end(), chosen.skipped.begin(),
                     chosen.skipped.end());
    // The processes come first: threads that start them must live on.
    ALHF_RETURN_IF_ERROR(ConnectToSystem());
    if (!database_uri_.empty()) {
      ALHF_ASSIGN_OR_RETURN(database_, OpenDatabase(database_uri_));
    }
    ALHF_ASSIGN_OR_RETURN(checker_,
                          Checker::Make(file_.scenarios, database_.get()));
    const std::string path = ResultsPath();
    if (options_.fresh && !path.empty()) std::remove(path.c_str());
    ALHF_ASSIGN_OR_RETURN(results_, ResultsFile::Open(path, clock_->Now()));
    return absl::OkStatus();
  }

  absl::Status ConnectToSystem() {
    std::string address = options_.address;
    database_uri_ = options_.database;
    if (address.empty()) {
      ALHF_ASSIGN_OR_RETURN(
          private_system_,
          PrivateSystem::Start(
              {options_.programs, options_.database, options_.documents,
               options_.semantic, options_.model},
              clock_));
      address = private_system_->address();
      database_uri_ = private_system_->database();
    }
    coordinator_ = ConnectSystem(address, clock_);
    ALHF_RETURN_IF_ERROR(coordinator_->ServingComponents().status());
    if (options_.agent.empty()) return absl::OkStatus();
    http_ = MakeHttpClient();
    AgentOptions agent;
    agent.url = options_.agent;
    agent.address = address;
    agent.key = options_.agent_key;
    agent_ = std::make_unique<AgentSystem>(
        agent, http_.get(), coordinator_.get(), std::random_device()());
    return absl::OkStatus();
  }

  System* system() {
    return agent_ != nullptr ? static_cast<System*>(agent_.get())
                             : coordinator_.get();
  }

  // Names what is measured: another file, system or build is another run.
  std::string ResultsPath() const {
    if (options_.resume_folder.empty()) return "";
    std::vector<std::string> parts = {file_.digest,
                                      options_.database,
                                      options_.documents,
                                      options_.semantic,
                                      StampOf(options_.model),
                                      options_.address,
                                      options_.agent,
                                      options_.together ? "together" : "apart"};
    parts.push_back(StampOf("/proc/self/exe"));
    for (const char* name : {"alhf-coordinator", "alhf-retriever",
                             "alhf-sql-generator", "alhf-answer-writer"}) {
      parts.push_back(StampOf(absl::StrCat(ProgramsFolder(), "/", name)));
    }
    const std::string digest =
        absl::BytesToHexString(Sha256(absl::StrJoin(parts, "\n")))
            .substr(0, 24);
    return absl::StrCat(options_.resume_folder, "/", digest, ".jsonl");
  }

  std::string ProgramsFolder() const {
    if (!options_.programs.empty()) return options_.programs;
    std::error_code error;
    return std::filesystem::read_symlink("/proc/self/exe", error)
        .parent_path()
        .string();
  }

  std::vector<Lane> Lanes() {
    // Policies that share what is taught, and those that do not.
    std::vector<Policy> sharing;
    std::vector<Policy> perfect;
    for (const Policy policy : policies_) {
      (TeachesPerfectly(policy) ? perfect : sharing).push_back(policy);
    }
    std::random_device device;
    std::mt19937_64 random(device());
    const std::string run = RandomId("eval-", random);
    std::vector<Lane> lanes;
    for (uint64_t seed = 1; seed <= options_.seeds; ++seed) {
      for (const auto& scenarios : Groups()) {
        for (const bool is_perfect : {false, true}) {
          const auto& policies = is_perfect ? perfect : sharing;
          if (policies.empty()) continue;
          Lane& lane = lanes.emplace_back();
          lane.seed = seed;
          lane.name =
              options_.together ? "together" : file_.scenarios[scenarios[0]].id;
          lane.tenant = absl::StrCat(run, "-", lanes.size());
          lane.scenarios = scenarios;
          lane.policies = policies;
          lane.perfect_assignment = is_perfect;
        }
      }
    }
    return lanes;
  }

  std::vector<std::vector<size_t>> Groups() const {
    std::vector<std::vector<size_t>> groups;
    for (size_t i = 0; i < file_.scenarios.size(); ++i) {
      if (groups.empty() || !options_.together) groups.emplace_back();
      groups.back().push_back(i);
    }
    return groups;
  }

  absl::Status Play() {
    const std::vector<Lane> lanes = Lanes();
    ProgressCounter progress(StepsOf(lanes), on_progress_);
    const size_t threads =
        options_.threads > 0
            ? options_.threads
            : std::max<size_t>(2, 2 * std::thread::hardware_concurrency());
    const size_t at_once = std::min(threads, lanes.size());
    std::ofstream answers;
    Mutex mutex;
    Player::Parts parts = {system(),          checker_.get(),
                           &file_.scenarios,  &cache_,
                           results_->began(), (threads + at_once - 1) / at_once,
                           encoder_.get(),    nullptr};
    if (!options_.answers.empty()) {
      answers.open(options_.answers, std::ios::binary);
      parts.on_answer = [&](const nlohmann::json& line) {
        MutexLock lock(mutex);
        answers << line.dump() << "\n";
      };
    }
    return ParallelFor(lanes.size(), at_once, [&](size_t i) -> absl::Status {
      Player player(parts, lanes[i]);
      return player.Play(
          UsefulPoints(options_.points, player.depth()),
          [&](Policy policy, size_t records) {
            return !results_->Has(
                {lanes[i].seed, lanes[i].name, NameOf(policy), records});
          },
          [&](PointResult result) { return results_->Add(std::move(result)); },
          [&] { progress.Step(); });
    });
  }

  // Questions that are still to be asked, and records to be given for them.
  size_t StepsOf(const std::vector<Lane>& lanes) const {
    size_t steps = 0;
    for (const Lane& lane : lanes) {
      size_t questions = 0;
      size_t depth = 0;
      for (const size_t index : lane.scenarios) {
        questions += file_.scenarios[index].questions.size();
        depth = std::max(depth, file_.scenarios[index].records.size());
      }
      size_t last = 0;
      for (const size_t records : UsefulPoints(options_.points, depth)) {
        for (const Policy policy : lane.policies) {
          if (results_->Has({lane.seed, lane.name, NameOf(policy), records})) {
            continue;
          }
          steps += questions;
          last = records;
        }
      }
      for (const size_t index : lane.scenarios) {
        steps += std::min(last, file_.scenarios[index].records.size());
      }
    }
    return steps;
  }

  const CurveOptions& options_;
  const Clock* const clock_;
  const OnProgress& on_progress_;
  std::vector<Policy> policies_;
  ScenarioFile file_;
  std::vector<std::string> warnings_;
  std::unique_ptr<PrivateSystem> private_system_;
  std::string database_uri_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<CoordinatorSystem> coordinator_;
  std::unique_ptr<HttpClient> http_;
  std::unique_ptr<AgentSystem> agent_;
  std::unique_ptr<Checker> checker_;
  std::unique_ptr<ResultsFile> results_;
  AnswerCache cache_;
  std::shared_ptr<const core::Encoder> encoder_;  // null: there is none
};

}  // namespace

absl::StatusOr<CurveRun> RunCurve(const CurveOptions& options,
                                  const Clock* clock,
                                  const OnProgress& on_progress) {
  return CurveRunner(options, clock, on_progress).Run();
}

nlohmann::json ToJson(const CurveRun& run) {
  nlohmann::json object = ToJson(run.curve);
  object["scenarios_sha256"] = run.scenarios_digest;
  object["seconds"] = absl::ToDoubleSeconds(run.took);
  object["resumed_results"] = run.resumed;
  object["warnings"] = run.warnings;
  return object;
}

}  // namespace alhf::eval
