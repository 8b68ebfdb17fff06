// The processes that are measured: a coordinator with components, and a bare
// relay with servers.
//
//   ALHF_ASSIGN_OR_RETURN(auto alhf, AlhfSystem::Start(NotesComponents()));
//   ALHF_RETURN_IF_ERROR(alhf->Fill("acme", lessons));
//   alhf->coordinator().ComposePlan(…)
//
// Thread safety: stubs may be used from many threads; the rest is
// thread-compatible. Ownership: owns processes and folder.
#ifndef ALHF_BENCH_SYSTEMS_H_
#define ALHF_BENCH_SYSTEMS_H_

#include <sys/types.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "alhf/v1/coordinator.grpc.pb.h"
#include "alhf/v1/feedback.grpc.pb.h"
#include "bench/bare.grpc.pb.h"
#include "tests/support/process.h"

namespace alhf::bench {

// A new folder for data and sockets, removed in the end. In $TMPDIR or /tmp:
// the disk that is written to is the one below it.
class Folder {
 public:
  static absl::StatusOr<std::unique_ptr<Folder>> Make();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::string& path() const { return path_; }
  std::string Address(const std::string& process) const;

 private:
  explicit Folder(std::string path) : path_(std::move(path)) {}
  const std::string path_;
};

// How a component is started in a folder, without --data and --listen.
struct ComponentCommand {
  std::string name;
  std::vector<std::string> command;
};
using Components =
    std::function<absl::StatusOr<std::vector<ComponentCommand>>(const Folder&)>;

// Three components that keep everything, without an engine.
absl::StatusOr<std::vector<ComponentCommand>> NotesComponents(const Folder&);
// The retriever, SQL generator and answer writer on the sample company.
absl::StatusOr<std::vector<ComponentCommand>> ShippedComponents(
    const Folder& folder);

class AlhfSystem {
 public:
  // Starts every process and waits until each component is SERVING.
  static absl::StatusOr<std::unique_ptr<AlhfSystem>> Start(
      const Components& components);

  v1::Coordinator::Stub& coordinator() { return *coordinator_; }
  // In the order of their names.
  v1::Feedback::Stub& component(size_t i) { return *components_[i]; }
  size_t size() const { return components_.size(); }

  // Has every component learn `lessons` in `tenant`, which is empty so far.
  absl::Status Fill(const std::string& tenant,
                    const std::vector<v1::Lesson>& lessons);

  // Name and id of each process, the coordinator first.
  std::vector<std::pair<std::string, pid_t>> Processes() const;
  // A folder on the same disk as the log.
  std::string FolderFor(const std::string& name) const;

 private:
  explicit AlhfSystem(std::unique_ptr<Folder> folder)
      : folder_(std::move(folder)) {}

  absl::Status StartProcesses(const std::vector<ComponentCommand>& components);
  absl::Status StartProcess(const std::string& name,
                            const std::vector<std::string>& command);
  absl::Status AwaitServing();

  const std::unique_ptr<Folder> folder_;
  std::unique_ptr<v1::Coordinator::Stub> coordinator_;
  std::vector<std::unique_ptr<v1::Feedback::Stub>> components_;
  std::vector<std::string> names_;
  std::vector<std::unique_ptr<testing::Process>> processes_;
};

class BareSystem {
 public:
  // Starts three servers and a relay to them.
  static absl::StatusOr<std::unique_ptr<BareSystem>> Start();

  Bare::Stub& relay() { return *relay_; }
  Bare::Stub& server() { return *server_; }

 private:
  explicit BareSystem(std::unique_ptr<Folder> folder)
      : folder_(std::move(folder)) {}

  const std::unique_ptr<Folder> folder_;
  std::unique_ptr<Bare::Stub> relay_;
  std::unique_ptr<Bare::Stub> server_;
  std::vector<std::unique_ptr<testing::Process>> processes_;
};

// Makes one call with a deadline, as every call to alhf has.
absl::Status MakeCall(
    const std::function<grpc::Status(grpc::ClientContext*)>& call);

// Makes one call to a bare relay or server.
absl::Status CallBare(Bare::Stub& stub, const BareRequest& request);

}  // namespace alhf::bench

#endif  // ALHF_BENCH_SYSTEMS_H_
