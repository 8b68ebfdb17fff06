#include "bench/systems.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/grpc_status.h"
#include "base/status.h"
#include "base/text.h"

namespace alhf::bench {
namespace {

using testing::Process;

constexpr absl::Duration kStartTimeout = absl::Seconds(60);
constexpr absl::Duration kPoll = absl::Milliseconds(20);
constexpr auto kDeadline = std::chrono::seconds(60);
// Of one ApplyChanges call; docs/protocol.md, section 3.
constexpr size_t kMaxEntries = 256;

std::string Program(const std::string& name) {
  return absl::StrCat(ALHF_BENCH_BIN_FOLDER, "/", name);
}

void WriteFile(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::shared_ptr<grpc::Channel> Connect(const std::string& address) {
  return grpc::CreateChannel(address, grpc::InsecureChannelCredentials());
}

absl::Status MakeSampleDatabase(const std::string& path) {
  const testing::CommandResult made = testing::RunCommand(
      {"/bin/sh", "-c",
       absl::StrCat(ALHF_BENCH_SAMPLES "/make_company_sql | sqlite3 ", path)});
  if (made.exit_code == 0) return absl::OkStatus();
  return absl::InternalError(
      absl::StrCat("the sample database was not made: ", made.err));
}

// Entry `sequence` of a log of our own, which learns `lesson`.
v1::Entry LearnEntry(uint64_t sequence, const v1::Lesson& lesson) {
  v1::Entry entry;
  entry.mutable_position()->set_log_id("bench");
  entry.mutable_position()->set_epoch(1);
  entry.mutable_position()->set_sequence(sequence);
  *entry.mutable_time() =
      ToProto(absl::FromUnixSeconds(static_cast<int64_t>(sequence)));
  *entry.add_changes()->mutable_learn()->mutable_lesson() = lesson;
  return entry;
}

absl::Status Apply(v1::Feedback::Stub& component, const std::string& tenant,
                   const std::vector<v1::Lesson>& lessons) {
  v1::ApplyChangesRequest request;
  for (size_t i = 0; i < lessons.size(); ++i) {
    *request.add_entries() = LearnEntry(i + 1, lessons[i]);
    const bool full = (i + 1) % kMaxEntries == 0 || i + 1 == lessons.size();
    if (!full) continue;
    request.set_tenant(tenant);
    v1::ApplyChangesResponse response;
    ALHF_RETURN_IF_ERROR(MakeCall([&](grpc::ClientContext* context) {
      return component.ApplyChanges(context, request, &response);
    }));
    request.Clear();
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status MakeCall(
    const std::function<grpc::Status(grpc::ClientContext*)>& call) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kDeadline);
  return FromGrpcStatus(call(&context));
}

absl::Status CallBare(Bare::Stub& stub, const BareRequest& request) {
  BareAnswer answer;
  return MakeCall([&](grpc::ClientContext* context) {
    return stub.Call(context, request, &answer);
  });
}

absl::StatusOr<std::unique_ptr<Folder>> Folder::Make() {
  const char* parent = std::getenv("TMPDIR");
  std::string path =
      absl::StrCat(parent != nullptr ? parent : "/tmp", "/alhf-XXXXXX");
  if (mkdtemp(path.data()) == nullptr) {
    return absl::InternalError(absl::StrCat("cannot make a folder ", path));
  }
  return absl::WrapUnique(new Folder(path));
}

Folder::~Folder() { std::filesystem::remove_all(path_); }

std::string Folder::Address(const std::string& process) const {
  return absl::StrCat("unix:", path_, "/run/", process, ".sock");
}

absl::StatusOr<std::vector<ComponentCommand>> NotesComponents(const Folder&) {
  std::vector<ComponentCommand> components;
  for (const char* name : {"notes_a", "notes_b", "notes_c"}) {
    components.push_back({name, {Program("bench-notes"), name}});
  }
  return components;
}

absl::StatusOr<std::vector<ComponentCommand>> ShippedComponents(
    const Folder& folder) {
  const std::string database = folder.path() + "/company.db";
  ALHF_RETURN_IF_ERROR(MakeSampleDatabase(database));
  const std::string retriever = folder.path() + "/retriever.textproto";
  WriteFile(retriever, "folder: '" ALHF_BENCH_SAMPLES "/company/handbook'\n");
  const std::string sql = folder.path() + "/sql_generator.textproto";
  WriteFile(sql, absl::StrCat("semantic_file: '" ALHF_BENCH_SAMPLES
                              "/company/semantic.textproto'\n"
                              "databases { name: 'company' uri: 'sqlite:",
                              database, "' }\n"));
  return std::vector<ComponentCommand>{
      {"answer_writer", {Program("alhf-answer-writer")}},
      {"retriever", {Program("alhf-retriever"), "--config", retriever}},
      {"sql_generator", {Program("alhf-sql-generator"), "--config", sql}}};
}

absl::StatusOr<std::unique_ptr<AlhfSystem>> AlhfSystem::Start(
    const Components& components) {
  ALHF_ASSIGN_OR_RETURN(auto folder, Folder::Make());
  ALHF_ASSIGN_OR_RETURN(const std::vector<ComponentCommand> commands,
                        components(*folder));
  auto system = absl::WrapUnique(new AlhfSystem(std::move(folder)));
  ALHF_RETURN_IF_ERROR(system->StartProcesses(commands));
  ALHF_RETURN_IF_ERROR(system->AwaitServing());
  return system;
}

absl::Status AlhfSystem::StartProcesses(
    const std::vector<ComponentCommand>& components) {
  const std::string& home = folder_->path();
  // A call that comes late is measured, not given up.
  std::string config = absl::StrCat(
      "data_folder: '", home, "/log'\nlisten: '",
      folder_->Address("coordinator"),
      "'\nlimits { assess_ms: 30000 adjust_ms: 30000 run_ms: 30000 }\n");
  for (const ComponentCommand& each : components) {
    const std::string address = folder_->Address(each.name);
    absl::StrAppend(&config, "component { name: '", each.name, "' address: '",
                    address, "' }\n");
    std::vector<std::string> command = each.command;
    command.insert(command.end(), {"--data", absl::StrCat(home, "/", each.name),
                                   "--listen", address});
    ALHF_RETURN_IF_ERROR(StartProcess(each.name, command));
    components_.push_back(v1::Feedback::NewStub(Connect(address)));
  }
  const std::string path = home + "/coordinator.textproto";
  WriteFile(path, config);
  coordinator_ =
      v1::Coordinator::NewStub(Connect(folder_->Address("coordinator")));
  return StartProcess("coordinator",
                      {Program("alhf-coordinator"), "--config", path});
}

absl::Status AlhfSystem::StartProcess(const std::string& name,
                                      const std::vector<std::string>& command) {
  ALHF_ASSIGN_OR_RETURN(
      auto process,
      Process::Start(command, absl::StrCat(folder_->path(), "/log.txt")));
  processes_.push_back(std::move(process));
  names_.push_back(name);
  return absl::OkStatus();
}

absl::Status AlhfSystem::AwaitServing() {
  const absl::Time deadline = absl::Now() + kStartTimeout;
  std::string seen;
  while (absl::Now() < deadline) {
    v1::ListComponentsRequest request;
    request.set_tenant("bench");
    v1::ListComponentsResponse response;
    const absl::Status status = MakeCall([&](grpc::ClientContext* context) {
      context->set_wait_for_ready(true);
      return coordinator_->ListComponents(context, request, &response);
    });
    size_t serving = 0;
    for (const v1::ComponentStatus& component : response.components()) {
      serving += component.health() == v1::COMPONENT_SERVING;
    }
    if (status.ok() && serving == components_.size()) return absl::OkStatus();
    seen = status.ok() ? response.ShortDebugString() : status.ToString();
    absl::SleepFor(kPoll);
  }
  return absl::DeadlineExceededError(
      absl::StrCat("the components are not serving; last seen: ", seen));
}

absl::Status AlhfSystem::Fill(const std::string& tenant,
                              const std::vector<v1::Lesson>& lessons) {
  for (const auto& component : components_) {
    ALHF_RETURN_IF_ERROR(Apply(*component, tenant, lessons));
  }
  return absl::OkStatus();
}

std::vector<std::pair<std::string, pid_t>> AlhfSystem::Processes() const {
  std::vector<std::pair<std::string, pid_t>> processes;
  for (size_t i = 0; i < names_.size(); ++i) {
    processes.emplace_back(names_[i], processes_[i]->pid());
  }
  std::rotate(processes.begin(), processes.end() - 1, processes.end());
  return processes;
}

std::string AlhfSystem::FolderFor(const std::string& name) const {
  return absl::StrCat(folder_->path(), "/", name);
}

absl::StatusOr<std::unique_ptr<BareSystem>> BareSystem::Start() {
  ALHF_ASSIGN_OR_RETURN(auto folder, Folder::Make());
  auto system = absl::WrapUnique(new BareSystem(std::move(folder)));
  const std::string& home = system->folder_->path();
  mkdir((home + "/run").c_str(), S_IRWXU);
  const auto start = [&](std::vector<std::string> command) -> absl::Status {
    ALHF_ASSIGN_OR_RETURN(auto process,
                          Process::Start(command, home + "/log.txt"));
    system->processes_.push_back(std::move(process));
    return absl::OkStatus();
  };
  std::vector<std::string> relay = {Program("bench-bare"),
                                    system->folder_->Address("relay")};
  for (const char* name : {"a", "b", "c"}) {
    relay.push_back(system->folder_->Address(name));
    ALHF_RETURN_IF_ERROR(start({Program("bench-bare"), relay.back()}));
  }
  ALHF_RETURN_IF_ERROR(start(relay));
  system->relay_ = Bare::NewStub(Connect(relay[1]));
  system->server_ = Bare::NewStub(Connect(relay[2]));
  for (Bare::Stub* stub : {system->relay_.get(), system->server_.get()}) {
    BareAnswer answer;
    ALHF_RETURN_IF_ERROR(MakeCall([&](grpc::ClientContext* context) {
      context->set_wait_for_ready(true);
      return stub->Call(context, BareRequest(), &answer);
    }));
  }
  return system;
}

}  // namespace alhf::bench
