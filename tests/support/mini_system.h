// The whole system as real processes in a folder of its own: coordinator,
// retriever, SQL generator and answer writer on the sample data.
//
//   ASSERT_OK_AND_ASSIGN(auto system, MiniSystem::Start());
//   Conversation talk(system->coordinator(), "acme");   // conversation.h
//   system->Stop(MiniSystem::kSqlGenerator);
//   system->DeleteData(MiniSystem::kSqlGenerator);
//   system->StartProcess(MiniSystem::kSqlGenerator);
//   system->AwaitServing();
//
// Thread safety: thread-compatible; coordinator() may be used from many
// threads. Ownership: owns processes and folder; the folder stays, and its
// path is printed, where a test failed.
#ifndef ALHF_TESTS_SUPPORT_MINI_SYSTEM_H_
#define ALHF_TESTS_SUPPORT_MINI_SYSTEM_H_

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "alhf/v1/coordinator.grpc.pb.h"
#include "tests/support/process.h"

namespace alhf::testing {

struct MiniSystemOptions {
  // A PostgreSQL database with the sample data, as libpq reads it; empty: the
  // SQL generator has the SQLite file alone.
  std::string postgres_uri;
  // Components that are not in the coordinator's configuration and join by
  // themselves, once they are started.
  std::set<std::string> joining;
  // Components that are not started by Start.
  std::set<std::string> absent;
  // Textproto added to the coordinator's configuration.
  std::string coordinator_config;
  // Textproto added to the configuration of a component, by its name.
  std::map<std::string, std::string> component_config;
  // Data folder of another system's coordinator: this one starts with a copy
  // of its log.
  std::string log_from;
  // The SQLite file. Empty: the sample company's, shared with other tests.
  std::string database;
  // The setting `encoder` of all of them. Empty: the installed encoder.
  std::string encoder;
  // Folder of the retriever's documents. Empty: the sample company's.
  std::string documents;
};

class MiniSystem {
 public:
  static constexpr char kCoordinator[] = "coordinator";
  static constexpr char kRetriever[] = "retriever";
  static constexpr char kSqlGenerator[] = "sql_generator";
  static constexpr char kAnswerWriter[] = "answer_writer";

  // Starts every process and waits until each component is SERVING.
  static absl::StatusOr<std::unique_ptr<MiniSystem>> Start(
      const MiniSystemOptions& options = {});
  ~MiniSystem();

  // The names of all three components.
  static const std::vector<std::string>& Components();
  // The path of a program of this build, e.g. "alhf-coordinator".
  static std::string Program(absl::string_view name);

  absl::Status StartProcess(const std::string& name,
                            const Environment& environment = {});
  // Stops it and waits; an error where it does not end as SIGTERM asks.
  absl::Status Stop(const std::string& name);
  // Kills it, as a power cut would.
  void Kill(const std::string& name);
  Process& process(const std::string& name) { return *processes_.at(name); }
  // Stops everything, starts it again, and waits until it is SERVING.
  absl::Status RestartAll();
  // Waits until each component that has a process is SERVING and has applied
  // the whole log of `tenant`.
  absl::Status AwaitServing(const std::string& tenant = "any");

  // Removes the data folder of a process that is stopped.
  void DeleteData(const std::string& name);
  std::string DataFolder(const std::string& name) const;

  v1::Coordinator::StubInterface& coordinator() { return *coordinator_; }
  std::string Address(const std::string& name) const;
  std::string ConfigPath(const std::string& name) const;
  const std::string& home() const { return home_; }
  // What a process has written so far.
  std::string Log(const std::string& name) const;

  // Runs the command `alhf` with `arguments` against this system; it reads
  // `input`.
  CommandResult Alhf(const std::vector<std::string>& arguments,
                     absl::string_view input = "") const;

 private:
  MiniSystem(const MiniSystemOptions& options, std::string home);

  void WriteConfigs() const;
  void CopyLog() const;
  std::vector<std::string> CommandOf(const std::string& name) const;
  absl::Status EarlyEnd(absl::string_view what) const;

  const MiniSystemOptions options_;
  const std::string home_;
  std::unique_ptr<v1::Coordinator::StubInterface> coordinator_;
  std::map<std::string, std::unique_ptr<Process>> processes_;
  // Replica ids last seen SERVING, and those of processes that were replaced:
  // what the coordinator still says of these is old news.
  std::map<std::string, std::string> replicas_;
  std::set<std::string> former_replicas_;
};

}  // namespace alhf::testing

#endif  // ALHF_TESTS_SUPPORT_MINI_SYSTEM_H_
