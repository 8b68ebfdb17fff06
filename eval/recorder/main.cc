#include <signal.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "alhf/sdk/model/http_client.h"
#include "eval/http_server.h"
#include "eval/recorder/exchange_recorder.h"

namespace alhf::eval {
namespace {

constexpr int kMissing = 3;
constexpr int kBudgetSpent = 4;

struct Arguments {
  RecorderOptions options;
  std::string key_variable;
  int port = 0;
};

int Fail(const std::string& why) {
  fprintf(stderr, "alhf-model-recorder: %s\n", why.c_str());
  return 1;
}

// Says what happened; the exit code is for programs.
int Report(const RecorderCounts& counts) {
  fprintf(stderr,
          "alhf-model-recorder: %zu replayed, %zu recorded (%llu tokens), %zu "
          "failed at the endpoint, %zu missing\n",
          counts.replayed, counts.recorded,
          static_cast<unsigned long long>(counts.tokens), counts.failed,
          counts.missing);
  if (counts.budget_spent) return kBudgetSpent;
  if (counts.missing == 0) return 0;
  fprintf(stderr, "alhf-model-recorder: record again\n");
  return kMissing;
}

int Main(int argc, char** argv) {
  Arguments arguments;
  CLI::App app(
      "alhf-model-recorder: stands before an endpoint of models and keeps what "
      "it answers, by the hash of the request; without --upstream it answers "
      "from what was kept. Prints its base URL, serves until SIGTERM. Exit: 0 "
      "all was answered, 3 a recording is missing, 4 the budget is spent.");
  app.add_option("folder", arguments.options.folder, "Folder of recordings")
      ->required();
  app.add_option("--upstream", arguments.options.upstream,
                 "Base URL of the endpoint");
  app.add_option("--key-variable", arguments.key_variable,
                 "Environment variable that holds the endpoint's key");
  app.add_option("--budget", arguments.options.budget_tokens,
                 "Tokens that may be spent; 0: no limit");
  app.add_option("--port", arguments.port, "Port on 127.0.0.1; 0: a free one");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (!arguments.key_variable.empty()) {
    const char* key = std::getenv(arguments.key_variable.c_str());
    if (key == nullptr) return Fail(arguments.key_variable + " is not set");
    arguments.options.key = key;
  }
  std::error_code error;
  std::filesystem::create_directories(arguments.options.folder, error);
  if (error) return Fail(arguments.options.folder + ": " + error.message());
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  const std::unique_ptr<sdk::HttpClient> http = sdk::MakeHttpClient();
  ExchangeRecorder recorder(std::move(arguments.options), http.get());
  auto server = HttpServer::Start(
      arguments.port, [&recorder](const HttpServer::Request& request) {
        return recorder.Answer(request);
      });
  if (!server.ok()) return Fail(std::string(server.status().message()));
  printf("%s/v1\n", (*server)->url().c_str());
  fflush(stdout);
  int signal = 0;
  sigwait(&signals, &signal);
  *server = nullptr;
  return Report(recorder.counts());
}

}  // namespace
}  // namespace alhf::eval

int main(int argc, char** argv) { return alhf::eval::Main(argc, argv); }
