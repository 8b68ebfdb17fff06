#include "tests/conformance/proof/component_process.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/status.h"
#include "tests/conformance/grpc_remote_component.h"
#include "tests/support/eventually.h"

namespace alhf::conformance {

absl::StatusOr<std::unique_ptr<ComponentProcess>> ComponentProcess::Start(
    const std::string& program, const std::string& config,
    const std::string& file_option) {
  // Socket paths are limited to about a hundred bytes: a short folder.
  std::string folder = "/tmp/alhf-XXXXXX";
  if (mkdtemp(folder.data()) == nullptr) {
    return absl::InternalError("cannot make a folder in /tmp");
  }
  std::unique_ptr<ComponentProcess> component(new ComponentProcess(folder));
  std::vector<std::string> command = {
      absl::StrCat(ALHF_BIN_FOLDER, "/", program), "--data", folder + "/data",
      "--listen", component->address()};
  if (!config.empty()) {
    std::ofstream(folder + "/config.textproto") << config;
    command.insert(command.end(), {file_option, folder + "/config.textproto"});
  }
  const std::string log = folder + "/log";
  ALHF_ASSIGN_OR_RETURN(
      component->process_,
      testing::Process::Start(command, log, {"ALHF_HOME=" + folder}));
  testing::Process& process = *component->process_;
  (void)testing::Eventually([&] {
    return std::filesystem::exists(folder + "/run/a.sock") ||
           !process.Running();
  });
  // The socket is there a moment before it is listened on.
  const SystemClock clock;
  if (ConnectComponent(component->address(), absl::Minutes(1), &clock).ok()) {
    return component;
  }
  std::ifstream file(log);
  return absl::InternalError(
      absl::StrCat(program, " does not serve: ",
                   std::string(std::istreambuf_iterator<char>(file), {})));
}

ComponentProcess::~ComponentProcess() {
  process_.reset();
  std::filesystem::remove_all(folder_);
}

}  // namespace alhf::conformance
