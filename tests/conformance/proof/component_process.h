// A component of this build as a process in a folder of its own.
//
//   ASSERT_OK_AND_ASSIGN(auto component, ComponentProcess::Start(
//       "alhf-retriever", "folder: '/some/documents'"));
//   RunCommand({"alhf-conformance", component->address()});
//
// Thread safety: not thread-safe.
// Ownership: ends the process and removes the folder when it is destroyed.
#ifndef ALHF_TESTS_CONFORMANCE_PROOF_COMPONENT_PROCESS_H_
#define ALHF_TESTS_CONFORMANCE_PROOF_COMPONENT_PROCESS_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "tests/support/process.h"

namespace alhf::conformance {

class ComponentProcess {
 public:
  // Starts a program of this build and waits until it answers. An empty
  // configuration: it is given none; else as the file that `file_option` names.
  static absl::StatusOr<std::unique_ptr<ComponentProcess>> Start(
      const std::string& program, const std::string& config = "",
      const std::string& file_option = "--config");
  ~ComponentProcess();

  std::string address() const { return "unix:" + folder_ + "/run/a.sock"; }
  // A place beside it where another can listen.
  std::string other_address() const { return "unix:" + folder_ + "/b.sock"; }

 private:
  explicit ComponentProcess(std::string folder) : folder_(std::move(folder)) {}

  const std::string folder_;
  std::unique_ptr<testing::Process> process_;
};

}  // namespace alhf::conformance

#endif  // ALHF_TESTS_CONFORMANCE_PROOF_COMPONENT_PROCESS_H_
