#include <signal.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>

#include "eval/http_server.h"
#include "eval/scenario_reader.h"
#include "eval/simulator/model_simulator.h"

namespace alhf::eval {
namespace {

struct Arguments {
  std::string scenarios;
  std::string log;
  int port = 0;
  SimulatorOptions options;
};

void AddOptions(CLI::App& app, Arguments& arguments) {
  SimulatorOptions& options = arguments.options;
  app.add_option("scenarios", arguments.scenarios,
                 "Scenario file (JSON Lines), see docs/benchmark.md")
      ->required();
  app.add_option("--port", arguments.port, "Port on 127.0.0.1; 0: a free one");
  app.add_option(
         "-p", options.traits.p,
         "Probability that an exposed lesson is heeded where it applies")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  app.add_option("-q", options.traits.q,
                 "Probability that one is heeded where it does not")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  app.add_option("--seed", options.traits.seed, "Of all that is by chance");
  app.add_option("--stall", options.stalls, "Share of calls never answered");
  app.add_option("--reject", options.rejects, "Share of calls answered by 429");
  app.add_option("--retry-after", options.retry_after_s,
                 "Seconds that a 429 asks to wait");
  app.add_option("--cut", options.cuts, "Share of answers that break off");
  app.add_option("--break-json", options.breaks,
                 "Share of answers that are not whole");
  app.add_flag("--assess", options.assesses,
               "Assess records as the scenarios assign them");
  app.add_option("--log", arguments.log,
                 "File: a line of JSON for each answer");
}

int Fail(const std::string& why) {
  fprintf(stderr, "alhf-model-simulator: %s\n", why.c_str());
  return 1;
}

int Main(int argc, char** argv) {
  Arguments arguments;
  CLI::App app(
      "alhf-model-simulator: an OpenAI-compatible endpoint without a language "
      "model, for measurements. Prints its base URL, serves until SIGTERM.");
  AddOptions(app, arguments);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  auto file = ReadScenarios(arguments.scenarios);
  if (!file.ok()) return Fail(std::string(file.status().message()));
  std::ofstream log;
  if (!arguments.log.empty()) {
    log.open(arguments.log, std::ios::app);
    if (!log) return Fail("cannot write " + arguments.log);
    arguments.options.log = [&log](const std::string& line) {
      log << line << std::endl;
    };
  }
  ModelSimulator simulator(std::move(arguments.options),
                           std::move(file->scenarios));
  auto server = HttpServer::Start(
      arguments.port, [&simulator](const HttpServer::Request& request) {
        return simulator.Answer(request);
      });
  if (!server.ok()) return Fail(std::string(server.status().message()));
  printf("%s/v1\n", (*server)->url().c_str());
  fflush(stdout);
  int signal = 0;
  sigwait(&signals, &signal);
  return 0;
}

}  // namespace
}  // namespace alhf::eval

int main(int argc, char** argv) { return alhf::eval::Main(argc, argv); }
