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
#include "base/home.h"
#include "base/log.h"
#include "base/status.h"

namespace alhf::sdk {
namespace {

constexpr int kStopped = 1;
constexpr int kWrongArguments = 2;

// What stands for "join nobody".
constexpr char kNobody[] = "none";

struct Arguments {
  ServeOptions serve;
  std::string file;
  uint32_t drain_ms = 5000;
};

// What HOST:PORT needs.
void AddSecurity(CLI::App& app, ServeOptions& serve) {
  app.add_option("--token-file", serve.token_file,
                 "Token that callers must send, mode 0600; the coordinator has "
                 "it as component_token_file");
  app.add_option("--coordinator-token-file", serve.coordinator_token_file,
                 "Token or key to send to the coordinator, mode 0600");
  app.add_option("--tls", serve.tls_folder,
                 "Folder with ca.pem, cert.pem and key.pem: TLS at HOST:PORT, "
                 "here and at the coordinator");
}

// Reads the command line into `arguments`. Returns nothing where the program
// shall go on, else its exit code.
std::optional<int> ReadArguments(int argc, char** argv,
                                 const ProgramOptions& program,
                                 Arguments& arguments) {
  CLI::App app(absl::StrCat(program.name, ": a component of alhf"),
               program.name);
  app.add_option("--data", arguments.serve.data_folder,
                 "Folder of the memory; made with mode 0700 (default: "
                 "$ALHF_HOME/data/NAME)");
  app.add_option("--listen", arguments.serve.listen,
                 "Where to listen: unix:PATH, or HOST:PORT (default: "
                 "unix:$ALHF_HOME/run/NAME.sock)");
  app.add_option(
      "--coordinator", arguments.serve.coordinator,
      program.joins
          ? "Coordinator to join: unix:PATH, HOST:PORT, or none (default: "
            "unix:$ALHF_HOME/run/coordinator.sock)"
          : "Coordinator to join: unix:PATH or HOST:PORT");
  AddSecurity(app, arguments.serve);
  app.add_option("--drain-ms", arguments.drain_ms,
                 "Time for calls under way at SIGTERM")
      ->capture_default_str();
  app.add_option("--queue", arguments.serve.queue,
                 "Calls of a path that wait for a worker")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--encoder", arguments.serve.encoder,
                 "Weights of the sentence encoder, or a textproto file of an "
                 "endpoint of embeddings; none: words alone (default: "
                 "../share/alhf beside the program)");
  app.add_option("--metrics", arguments.serve.metrics,
                 "Serve /metrics for Prometheus: 127.0.0.1:PORT; port 0: any, "
                 "named in the log (default: nowhere)");
  if (!program.file_option.empty()) {
    app.add_option(program.file_option, arguments.file, program.file_help);
  }
  app.footer(
      "NAME is the component's, ALHF_HOME ~/.alhf where it is not set. Exit "
      "codes: 0 stopped by SIGTERM or SIGINT, 1 something stopped it (the last "
      "line says what), 2 wrong arguments.");
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

// What was not said lies in the folder of this user's system.
void FillFromHome(const std::string& component, bool joins,
                  ServeOptions& options) {
  const std::string home = HomeFolder();
  if (options.data_folder.empty()) {
    options.data_folder = absl::StrCat(home, "/data/", component);
  }
  if (options.listen.empty()) {
    options.listen = absl::StrCat("unix:", home, "/run/", component, ".sock");
  }
  if (options.coordinator.empty() && joins) {
    options.coordinator = DefaultCoordinator(home);
  }
  if (options.coordinator == kNobody) options.coordinator.clear();
}

int ServeProgram(const ProgramOptions& program, Arguments arguments,
                 std::unique_ptr<Component> component) {
  FillFromHome(component->Describe().name(), program.joins, arguments.serve);
  arguments.serve.open_endpoint = program.open_endpoint;
  return ServeUntilSignal(program.name, std::move(component), arguments.serve);
}

}  // namespace

int ServeMain(int argc, char** argv, std::unique_ptr<Component> component) {
  ProgramOptions program;
  program.name =
      std::filesystem::path(argc > 0 ? argv[0] : "component").filename();
  program.file_option.clear();
  Arguments arguments;
  if (const auto exit = ReadArguments(argc, argv, program, arguments)) {
    return *exit;
  }
  PrepareProcess(program.name);
  return ServeProgram(program, std::move(arguments), std::move(component));
}

int ServeMain(int argc, char** argv, const ProgramOptions& program,
              ComponentFactory make) {
  Arguments arguments;
  if (const auto exit = ReadArguments(argc, argv, program, arguments)) {
    return *exit;
  }
  PrepareProcess(program.name);
  auto component = make(arguments.file);
  if (!component.ok()) return Fail(program.name, component.status());
  return ServeProgram(program, std::move(arguments), *std::move(component));
}

}  // namespace alhf::sdk
