// A system of its own for one measurement: coordinator and components as
// processes in a folder that goes when it ends.
//
//   ALHF_ASSIGN_OR_RETURN(auto system, PrivateSystem::Start(options, clock));
//   auto client = ConnectSystem(system->address(), clock);
//
// Thread safety: thread-compatible. Start it from a thread that outlives it.
// Ownership: stops the processes and removes the folder when destroyed.
#ifndef ALHF_EVAL_PRIVATE_SYSTEM_H_
#define ALHF_EVAL_PRIVATE_SYSTEM_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/clock.h"
#include "base/process.h"

namespace alhf::eval {

struct PrivateSystemOptions {
  // Folder of the programs; empty: that of this program.
  std::string programs;
  // What it answers from, each as the user names it. With neither database nor
  // documents: the sample company of the source tree.
  std::string database;
  std::string documents;
  // Measures and names of the database that its schema does not say.
  std::string semantic;
  // Textproto file of an alhf.config.v1.ModelEngine, a language model behind
  // each component; empty: none.
  std::string model;
};

class PrivateSystem {
 public:
  // Starts the processes and waits until each component takes calls.
  //
  // NOT_FOUND: a program, a file or a folder is not there. INTERNAL: a process
  // ended; the message has the end of its log.
  static absl::StatusOr<std::unique_ptr<PrivateSystem>> Start(
      const PrivateSystemOptions& options, const Clock* clock);
  ~PrivateSystem();
  PrivateSystem(const PrivateSystem&) = delete;
  PrivateSystem& operator=(const PrivateSystem&) = delete;

  // Where its coordinator listens.
  std::string address() const { return AddressOf("coordinator"); }
  // The database that it answers from; empty: none.
  const std::string& database() const { return options_.database; }

 private:
  PrivateSystem(PrivateSystemOptions options, std::string home)
      : options_(std::move(options)), home_(std::move(home)) {}

  absl::Status UseSamples();
  absl::Status WriteConfigs();
  absl::Status AddModel();
  absl::Status StartProcess(const std::string& name);
  absl::Status AwaitServing(const Clock* clock);
  absl::Status EndOf(const std::string& name) const;
  std::string AddressOf(const std::string& name) const;
  std::string ConfigOf(const std::string& name) const;

  PrivateSystemOptions options_;
  const std::string home_;
  // Those that the data calls for, then the coordinator.
  std::vector<std::string> names_;
  std::vector<std::unique_ptr<Process>> processes_;
};

}  // namespace alhf::eval

#endif  // ALHF_EVAL_PRIVATE_SYSTEM_H_
