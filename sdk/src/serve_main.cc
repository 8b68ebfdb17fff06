#include <signal.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "alhf/sdk/serve.h"
#include "base/grpc_server.h"
#include "base/log.h"
#include "base/status.h"

namespace alhf::sdk {
namespace {

constexpr int kStopped = 1;
constexpr int kWrongArguments = 2;

struct Arguments {
  ServeOptions serve;
  std::string config;
  uint32_t drain_ms = 5000;
};

// Reads the command line into `arguments`. Returns nothing where the program
// shall go on, else its exit code.
std::optional<int> ReadArguments(int argc, char** argv,
                                 absl::string_view program, bool takes_config,
                                 Arguments& arguments) {
  CLI::App app(absl::StrCat(program, ": a component of alhf"),
               std::string(program));
  app.add_option("--data", arguments.serve.data_folder,
                 "Folder of the memory; made with mode 0700")
      ->required();
  app.add_option("--listen", arguments.serve.listen,
                 "Where to listen: unix:PATH")
      ->required();
  app.add_option("--coordinator", arguments.serve.coordinator,
                 "Coordinator to join: unix:PATH");
  app.add_option("--drain-ms", arguments.drain_ms,
                 "Time for calls under way at SIGTERM")
      ->capture_default_str();
  app.add_option("--queue", arguments.serve.queue,
                 "Calls of a path that wait for a worker")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--encoder", arguments.serve.encoder,
                 "Weights of the sentence encoder; none: words alone (default: "
                 "../share/alhf beside the program)");
  if (takes_config) {
    app.add_option("--config", arguments.config,
                   "Configuration of the component, a textproto file");
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kWrongArguments;
  }
  arguments.serve.drain = absl::Milliseconds(arguments.drain_ms);
  return std::nullopt;
}

int Fail(absl::string_view program, const absl::Status& status) {
  const auto reason = rpc::v1::Reason_Name(ReasonOf(status));
  fprintf(stderr, "%s: %s (%s)\n", std::string(program).c_str(),
          std::string(status.message()).c_str(), reason.c_str());
  return kStopped;
}

// Serves until SIGTERM or SIGINT.
int ServeUntilSignal(absl::string_view program,
                     std::unique_ptr<Component> component,
                     const ServeOptions& options) {
  // Before there are threads, so that only `sigwait` gets them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  auto server = Serve(std::move(component), options);
  if (!server.ok()) return Fail(program, server.status());
  int signal = 0;
  sigwait(&signals, &signal);
  (*server)->Drain();
  return 0;
}

void PrepareProcess(absl::string_view program) {
  umask(0077);
  log::SetProcess(program);
  SkipDeadlockDetection();
}

}  // namespace

int ServeMain(int argc, char** argv, std::unique_ptr<Component> component) {
  const std::string program =
      std::filesystem::path(argc > 0 ? argv[0] : "component").filename();
  Arguments arguments;
  if (const auto exit = ReadArguments(argc, argv, program,
                                      /*takes_config=*/false, arguments)) {
    return *exit;
  }
  PrepareProcess(program);
  return ServeUntilSignal(program, std::move(component), arguments.serve);
}

int ServeMain(int argc, char** argv, absl::string_view program,
              ComponentFactory make) {
  Arguments arguments;
  if (const auto exit = ReadArguments(argc, argv, program,
                                      /*takes_config=*/true, arguments)) {
    return *exit;
  }
  PrepareProcess(program);
  auto component = make(arguments.config);
  if (!component.ok()) return Fail(program, component.status());
  return ServeUntilSignal(program, *std::move(component), arguments.serve);
}

}  // namespace alhf::sdk
