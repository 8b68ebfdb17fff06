#include "eval/private_system.h"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "alhf/config/v1/model.pb.h"
#include "base/status.h"
#include "base/text_proto.h"
#include "eval/coordinator_system.h"
#include "eval/database.h"

namespace alhf::eval {
namespace {

namespace fs = std::filesystem;

constexpr absl::Duration kStartTimeout = absl::Minutes(2);
constexpr absl::Duration kStopTimeout = absl::Seconds(15);
constexpr absl::Duration kPoll = absl::Milliseconds(50);
constexpr size_t kShownLog = 2000;

// A machine that is busy measuring is late; late is not wrong.
constexpr char kLimits[] =
    "limits { assess_ms: 30000 adjust_ms: 20000 run_ms: 60000 }\n";

constexpr char kCoordinator[] = "coordinator";

constexpr char kHomes[] = "/tmp/alhf-eval-";
// Names the process that a folder belongs to.
constexpr char kOwner[] = "owner";

// Removes folders of runs that were broken off: their owner is gone.
void RemoveLeftovers() {
  std::error_code error;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(fs::path(kHomes).parent_path(), error)) {
    if (!absl::StartsWith(entry.path().string(), kHomes)) continue;
    pid_t owner = 0;
    std::ifstream(entry.path() / kOwner) >> owner;
    if (owner > 0 && kill(owner, 0) != 0 && errno == ESRCH) {
      fs::remove_all(entry.path(), error);
    }
  }
}

std::string FolderOfThisProgram() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).parent_path().string();
}

std::string ProgramOf(const std::string& name) {
  return absl::StrCat("alhf-", absl::StrReplaceAll(name, {{"_", "-"}}));
}

// Returns deploy/samples of the source tree that `folder` lies in.
absl::StatusOr<fs::path> FindSamples(fs::path folder) {
  for (; folder.has_relative_path(); folder = folder.parent_path()) {
    const fs::path samples = folder / "deploy" / "samples";
    std::error_code error;
    if (fs::exists(samples / "make_company_sql", error)) return samples;
  }
  return absl::NotFoundError(
      "the sample company is not here: name your own data with --database and "
      "--documents");
}

std::string Quoted(absl::string_view text) {
  return absl::StrCat("\"", absl::CEscape(text), "\"");
}

absl::Status WriteFile(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  return file ? absl::OkStatus()
              : absl::InternalError(absl::StrCat(path, " cannot be written"));
}

std::string EndOfFile(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  const std::string all = text.str();
  return all.substr(all.size() - std::min(all.size(), kShownLog));
}

}  // namespace

absl::StatusOr<std::unique_ptr<PrivateSystem>> PrivateSystem::Start(
    const PrivateSystemOptions& options, const Clock* clock) {
  // Socket paths are limited to about a hundred bytes: a short folder.
  RemoveLeftovers();
  std::string home = absl::StrCat(kHomes, "XXXXXX");
  if (mkdtemp(home.data()) == nullptr) {
    return absl::InternalError("cannot make a folder in /tmp");
  }
  std::unique_ptr<PrivateSystem> system(new PrivateSystem(options, home));
  ALHF_RETURN_IF_ERROR(
      WriteFile(absl::StrCat(home, "/", kOwner), absl::StrCat(getpid())));
  if (system->options_.programs.empty()) {
    system->options_.programs = FolderOfThisProgram();
  }
  for (const char* folder : {"config", "data", "logs", "run"}) {
    mkdir(absl::StrCat(home, "/", folder).c_str(), 0700);
  }
  if (options.database.empty() && options.documents.empty()) {
    ALHF_RETURN_IF_ERROR(system->UseSamples());
  }
  ALHF_RETURN_IF_ERROR(system->WriteConfigs());
  if (!options.model.empty()) ALHF_RETURN_IF_ERROR(system->AddModel());
  for (const std::string& name : system->names_) {
    ALHF_RETURN_IF_ERROR(system->StartProcess(name));
  }
  ALHF_RETURN_IF_ERROR(system->AwaitServing(clock));
  return system;
}

PrivateSystem::~PrivateSystem() {
  // The coordinator first: it would report the others as lost.
  std::reverse(processes_.begin(), processes_.end());
  for (const auto& process : processes_) {
    process->Terminate();
    process->Await(kStopTimeout);
  }
  processes_.clear();
  std::error_code error;
  fs::remove_all(home_, error);
}

absl::Status PrivateSystem::UseSamples() {
  ALHF_ASSIGN_OR_RETURN(const fs::path samples, FindSamples(options_.programs));
  options_.database = absl::StrCat(home_, "/company.db");
  options_.documents = (samples / "company" / "handbook").string();
  if (options_.semantic.empty()) {
    options_.semantic = (samples / "company" / "semantic.textproto").string();
  }
  const CommandResult made =
      RunCommand({"/bin/sh", "-c",
                  "set -e; \"$0\" > \"$1.sql\"; sqlite3 \"$1\" < \"$1.sql\"",
                  (samples / "make_company_sql").string(), options_.database},
                 {}, kStartTimeout);
  if (made.exit_code == 0) return absl::OkStatus();
  return absl::InternalError(
      absl::StrCat("the sample database could not be made: ", made.err));
}

absl::Status PrivateSystem::WriteConfigs() {
  std::error_code error;
  if (!options_.documents.empty()) {
    if (!fs::is_directory(options_.documents, error)) {
      return absl::NotFoundError(
          absl::StrCat("there is no folder ", options_.documents));
    }
    names_.push_back("retriever");
    ALHF_RETURN_IF_ERROR(WriteFile(
        ConfigOf("retriever"),
        absl::StrCat("folder: ",
                     Quoted(fs::absolute(options_.documents, error).string()),
                     "\n")));
  }
  if (!options_.database.empty()) {
    // It says what is wrong before a process does.
    ALHF_RETURN_IF_ERROR(OpenDatabase(options_.database).status());
    names_.push_back("sql_generator");
    std::string config =
        absl::StrCat("databases { name: \"data\" uri: ",
                     Quoted(DatabaseUri(options_.database)), " }\n");
    if (!options_.semantic.empty()) {
      absl::StrAppend(&config, "semantic_file: ",
                      Quoted(fs::absolute(options_.semantic, error).string()),
                      "\n");
    }
    ALHF_RETURN_IF_ERROR(WriteFile(ConfigOf("sql_generator"), config));
  }
  const std::string first_stage =
      absl::StrJoin(names_, "", [](std::string* out, const std::string& name) {
        absl::StrAppend(out, " component: ", Quoted(name));
      });
  names_.push_back("answer_writer");
  std::string coordinator = absl::StrCat(
      "data_folder: ", Quoted(home_ + "/data/coordinator"),
      "\nlisten: ", Quoted(AddressOf(kCoordinator)), "\npipeline {\n  stage {",
      first_stage, " }\n  stage { component: \"answer_writer\" }\n}\n",
      kLimits);
  for (const std::string& name : names_) {
    absl::StrAppend(&coordinator, "component { name: ", Quoted(name),
                    " address: ", Quoted(AddressOf(name)), " }\n");
  }
  // Last: it finds the others at its first look.
  names_.push_back(kCoordinator);
  return WriteFile(ConfigOf(kCoordinator), coordinator);
}

absl::Status PrivateSystem::AddModel() {
  config::v1::ModelEngine engine;
  ALHF_RETURN_IF_ERROR(ReadTextProto(options_.model, &engine));
  for (const std::string& name : names_) {
    if (name == kCoordinator) continue;
    std::ofstream file(ConfigOf(name), std::ios::app);
    file << "model { " << engine.ShortDebugString() << " }\n";
    file.close();
    if (!file) {
      return absl::InternalError(ConfigOf(name) + " cannot be written");
    }
  }
  return absl::OkStatus();
}

absl::Status PrivateSystem::StartProcess(const std::string& name) {
  std::vector<std::string> command = {
      absl::StrCat(options_.programs, "/", ProgramOf(name))};
  // The answer writer has nothing else to configure.
  if (name != "answer_writer" || !options_.model.empty()) {
    command.insert(command.end(), {"--config", ConfigOf(name)});
  }
  if (name != kCoordinator) {
    command.insert(command.end(),
                   {"--data", absl::StrCat(home_, "/data/", name), "--listen",
                    AddressOf(name)});
  }
  ALHF_ASSIGN_OR_RETURN(
      processes_.emplace_back(),
      Process::Start(command, absl::StrCat(home_, "/logs/", name, ".log")));
  return absl::OkStatus();
}

absl::Status PrivateSystem::EndOf(const std::string& name) const {
  return absl::InternalError(
      absl::StrCat(ProgramOf(name), " ended while it started:\n",
                   EndOfFile(absl::StrCat(home_, "/logs/", name, ".log"))));
}

absl::Status PrivateSystem::AwaitServing(const Clock* clock) {
  const auto client = ConnectSystem(address(), clock);
  const absl::Time deadline = clock->Now() + kStartTimeout;
  while (clock->Now() < deadline) {
    for (size_t i = 0; i < processes_.size(); ++i) {
      if (!processes_[i]->Running()) return EndOf(names_[i]);
    }
    const auto serving = client->ServingComponents();
    if (serving.ok() && serving->size() + 1 == names_.size()) {
      return absl::OkStatus();
    }
    absl::SleepFor(kPoll);
  }
  return absl::DeadlineExceededError(
      "not every component took calls within two minutes");
}

std::string PrivateSystem::AddressOf(const std::string& name) const {
  return absl::StrCat("unix:", home_, "/run/", name, ".sock");
}

std::string PrivateSystem::ConfigOf(const std::string& name) const {
  return absl::StrCat(home_, "/config/", name, ".textproto");
}

}  // namespace alhf::eval
