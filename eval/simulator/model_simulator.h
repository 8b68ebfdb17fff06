// The simulated model as an OpenAI-compatible server, for measuring what
// reaches a language model and what becomes of it. It is no language model: it
// reads the checks of a scenario file and writes answers that meet or fail
// them. docs/models.md says what its figures mean.
//
//   ModelSimulator simulator(options, std::move(scenarios));
//   ALHF_ASSIGN_OR_RETURN(auto server, HttpServer::Start(0,
//       [&](const auto& request) { return simulator.Answer(request); }));
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_EVAL_SIMULATOR_MODEL_SIMULATOR_H_
#define ALHF_EVAL_SIMULATOR_MODEL_SIMULATOR_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/mutex.h"
#include "eval/http_server.h"
#include "eval/scenario.h"
#include "eval/simulator/obedience.h"

namespace alhf::eval {

struct SimulatorOptions {
  ModelTraits traits;
  // Probabilities that a call goes wrong, in this order.
  double stalls = 0;
  double rejects = 0;  // 429 with Retry-After
  double cuts = 0;     // the connection breaks within the answer
  double breaks = 0;   // the answer is not the JSON that it should be
  // Of a rejection.
  int retry_after_s = 1;
  // Assess records as the scenarios assign them; else such calls are refused.
  bool assesses = false;
  // Gets a line of JSON for each answer: question, what was exposed, which
  // applied, sizes. Called under a lock. Optional.
  std::function<void(const std::string&)> log;
};

class ModelSimulator {
 public:
  ModelSimulator(SimulatorOptions options, std::vector<Scenario> scenarios)
      : options_(std::move(options)), scenarios_(std::move(scenarios)) {}

  // POST …/chat/completions, POST …/embeddings (vectors made of hashes, which
  // mean nothing), GET …/models. A header "x-simulate: stall, reject, cut,
  // break, html or huge" makes this call go wrong.
  HttpServer::Response Answer(const HttpServer::Request& request);

 private:
  HttpServer::Response Chat(const HttpServer::Request& request);
  // What goes wrong with this call; empty: nothing.
  std::string Fault(const HttpServer::Request& request);
  void Log(const ChatCall& call, const Obedience& heeds,
           const std::vector<std::string>& unwritten);

  const SimulatorOptions options_;
  const std::vector<Scenario> scenarios_;
  Mutex mutex_;
  uint64_t calls_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace alhf::eval

#endif  // ALHF_EVAL_SIMULATOR_MODEL_SIMULATOR_H_
