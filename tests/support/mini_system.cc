#include "tests/support/mini_system.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "base/grpc_status.h"
#include "base/status.h"

namespace alhf::testing {
namespace {

// Generous: a loaded machine with a sanitizer still makes it.
constexpr absl::Duration kStartTimeout = absl::Seconds(60);
constexpr absl::Duration kStopTimeout = absl::Seconds(30);
constexpr absl::Duration kPoll = absl::Milliseconds(20);

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file),
          std::istreambuf_iterator<char>()};
}

void WriteFile(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::unique_ptr<v1::Coordinator::StubInterface> Connect(
    const std::string& address) {
  grpc::ChannelArguments arguments;
  // A restarted coordinator is found again at once.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return v1::Coordinator::NewStub(grpc::CreateCustomChannel(
      address, grpc::InsecureChannelCredentials(), arguments));
}

std::string ProgramOf(const std::string& name) {
  return absl::StrCat("alhf-", absl::StrReplaceAll(name, {{"_", "-"}}));
}

}  // namespace

absl::StatusOr<std::unique_ptr<MiniSystem>> MiniSystem::Start(
    const MiniSystemOptions& options) {
  // Socket paths are limited to about a hundred bytes: a short folder.
  std::string home = "/tmp/alhf-XXXXXX";
  if (mkdtemp(home.data()) == nullptr) {
    return absl::InternalError("cannot make a folder in /tmp");
  }
  std::unique_ptr<MiniSystem> system(new MiniSystem(options, home));
  system->WriteConfigs();
  if (!options.log_from.empty()) system->CopyLog();
  for (const std::string& name : Components()) {
    if (options.absent.count(name) > 0) continue;
    ALHF_RETURN_IF_ERROR(system->StartProcess(name));
  }
  // Last: it finds the others at its first look.
  ALHF_RETURN_IF_ERROR(system->StartProcess(kCoordinator));
  ALHF_RETURN_IF_ERROR(system->AwaitServing());
  return system;
}

MiniSystem::MiniSystem(const MiniSystemOptions& options, std::string home)
    : options_(options),
      home_(std::move(home)),
      coordinator_(Connect(Address(kCoordinator))) {}

MiniSystem::~MiniSystem() {
  processes_.clear();
  if (::testing::Test::HasFailure()) {
    std::cerr << "The system's folder is kept: " << home_ << "\n";
  } else {
    std::filesystem::remove_all(home_);
  }
}

const std::vector<std::string>& MiniSystem::Components() {
  static const auto* const names =
      new std::vector<std::string>{kRetriever, kSqlGenerator, kAnswerWriter};
  return *names;
}

std::string MiniSystem::Program(absl::string_view name) {
  return absl::StrCat(ALHF_BIN_FOLDER, "/", name);
}

// A log is only files: what a restored backup is.
void MiniSystem::CopyLog() const {
  const std::string folder = DataFolder(kCoordinator);
  std::filesystem::create_directory(folder);
  std::filesystem::copy(options_.log_from + "/log", folder + "/log",
                        std::filesystem::copy_options::recursive);
  for (const std::string& path : {folder, folder + "/log"}) {
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  }
}

void MiniSystem::WriteConfigs() const {
  for (const char* folder : {"config", "data", "logs", "run"}) {
    mkdir(absl::StrCat(home_, "/", folder).c_str(), 0700);
  }
  std::string coordinator = absl::StrCat(
      "data_folder: '", DataFolder(kCoordinator), "'\n", "listen: '",
      Address(kCoordinator), "'\n",
      "pipeline {\n"
      "  stage { component: 'retriever' component: 'sql_generator' }\n"
      "  stage { component: 'answer_writer' }\n"
      "}\n",
      // A loaded machine is late; only tests of lateness set limits.
      options_.coordinator_config.empty()
          ? "limits { assess_ms: 20000 adjust_ms: 10000 run_ms: 30000 }\n"
          : options_.coordinator_config);
  if (!options_.encoder.empty()) {
    absl::StrAppend(&coordinator, "encoder: '", options_.encoder, "'\n");
  }
  for (const std::string& name : Components()) {
    if (options_.joining.count(name) > 0) continue;
    absl::StrAppend(&coordinator, "component { name: '", name, "' address: '",
                    Address(name), "' }\n");
  }
  WriteFile(ConfigPath(kCoordinator), coordinator);

  WriteFile(ConfigPath(kRetriever),
            absl::StrCat("folder: '",
                         options_.documents.empty() ? ALHF_SAMPLES_FOLDER
                             "/company/handbook"
                                                    : options_.documents,
                         "'\n"));
  std::string sql_generator = absl::StrCat(
      "semantic_file: '" ALHF_SAMPLES_FOLDER
      "/company/semantic.textproto'\n"
      "databases { name: 'company' uri: 'sqlite:",
      options_.database.empty() ? ALHF_SAMPLE_DATABASE : options_.database,
      "' }\n");
  if (!options_.postgres_uri.empty()) {
    absl::StrAppend(&sql_generator, "databases { name: 'company' uri: '",
                    options_.postgres_uri, "' }\n");
  }
  WriteFile(ConfigPath(kSqlGenerator), sql_generator);
  WriteFile(ConfigPath(kAnswerWriter), "");
  for (const auto& [name, text] : options_.component_config) {
    std::ofstream(ConfigPath(name), std::ios::app) << text;
  }
}

std::vector<std::string> MiniSystem::CommandOf(const std::string& name) const {
  std::vector<std::string> command = {Program(ProgramOf(name)), "--config",
                                      ConfigPath(name)};
  if (name != kCoordinator) {
    command.insert(command.end(),
                   {"--data", DataFolder(name), "--listen", Address(name)});
  }
  if (name != kCoordinator && !options_.encoder.empty()) {
    command.insert(command.end(), {"--encoder", options_.encoder});
  }
  if (options_.joining.count(name) > 0) {
    command.insert(command.end(), {"--coordinator", Address(kCoordinator)});
  }
  return command;
}

absl::Status MiniSystem::StartProcess(const std::string& name,
                                      const Environment& environment) {
  const std::string log = absl::StrCat(home_, "/logs/", name, ".log");
  former_replicas_.insert(replicas_[name]);
  ALHF_ASSIGN_OR_RETURN(processes_[name],
                        Process::Start(CommandOf(name), log, environment));
  return absl::OkStatus();
}

absl::Status MiniSystem::Stop(const std::string& name) {
  Process& process = *processes_.at(name);
  process.Terminate();
  const std::optional<int> code = process.Await(kStopTimeout);
  if (code != 0) {
    return absl::InternalError(
        absl::StrCat(name, " did not stop cleanly: ",
                     code ? absl::StrCat("exit ", *code) : "it still runs",
                     "\n", Log(name)));
  }
  processes_.erase(name);
  return absl::OkStatus();
}

void MiniSystem::Kill(const std::string& name) { processes_.erase(name); }

absl::Status MiniSystem::RestartAll() {
  std::vector<std::string> names;
  for (const auto& [name, process] : processes_) names.push_back(name);
  for (const std::string& name : names) ALHF_RETURN_IF_ERROR(Stop(name));
  for (const std::string& name : names) {
    ALHF_RETURN_IF_ERROR(StartProcess(name));
  }
  return AwaitServing();
}

absl::Status MiniSystem::EarlyEnd(absl::string_view what) const {
  for (const auto& [name, process] : processes_) {
    if (!process->Running()) {
      return absl::InternalError(
          absl::StrCat(name, " ended while ", what, ":\n", Log(name)));
    }
  }
  return absl::OkStatus();
}

absl::Status MiniSystem::AwaitServing(const std::string& tenant) {
  const absl::Time deadline = absl::Now() + kStartTimeout;
  std::string seen;
  while (absl::Now() < deadline) {
    ALHF_RETURN_IF_ERROR(EarlyEnd("starting"));
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::seconds(2));
    v1::ListComponentsRequest request;
    request.set_tenant(tenant);
    v1::ListComponentsResponse response;
    const grpc::Status status =
        coordinator_->ListComponents(&context, request, &response);
    size_t ready = 0;
    for (const v1::ComponentStatus& component : response.components()) {
      const v1::Manifest& manifest = component.manifest();
      const bool serving = processes_.count(manifest.name()) > 0 &&
                           component.health() == v1::COMPONENT_SERVING &&
                           component.lag() == 0 &&
                           former_replicas_.count(manifest.replica_id()) == 0;
      if (serving) replicas_[manifest.name()] = manifest.replica_id();
      ready += serving;
    }
    const size_t wanted = processes_.size() - processes_.count(kCoordinator);
    if (status.ok() && ready == wanted) return absl::OkStatus();
    seen = status.ok() ? response.ShortDebugString() : status.error_message();
    absl::SleepFor(kPoll);
  }
  return absl::DeadlineExceededError(
      absl::StrCat("not every component is serving; last seen: ", seen));
}

void MiniSystem::DeleteData(const std::string& name) {
  std::filesystem::remove_all(DataFolder(name));
}

std::string MiniSystem::DataFolder(const std::string& name) const {
  return absl::StrCat(home_, "/data/", name);
}

std::string MiniSystem::Address(const std::string& name) const {
  return absl::StrCat("unix:", home_, "/run/", name, ".sock");
}

std::string MiniSystem::ConfigPath(const std::string& name) const {
  return absl::StrCat(home_, "/config/", name, ".textproto");
}

std::string MiniSystem::Log(const std::string& name) const {
  return ReadFile(absl::StrCat(home_, "/logs/", name, ".log"));
}

CommandResult MiniSystem::Alhf(const std::vector<std::string>& arguments,
                               absl::string_view input) const {
  std::vector<std::string> command = {Program("alhf")};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return RunCommand(
      command,
      {absl::StrCat("ALHF_HOME=", home_),
       absl::StrCat("XDG_STATE_HOME=", home_, "/state"), "NO_COLOR=1"},
      absl::Seconds(60), input);
}

}  // namespace alhf::testing
