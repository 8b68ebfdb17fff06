// Somebody's own agent: questions go to it over HTTP, as OpenAI's chat
// completions have it; what is said about its answers goes to the coordinator,
// which it asks for plans itself (docs/benchmark.md, section 6).
//
//   AgentSystem system({.url = "http://localhost:8000/v1",
//                       .address = address}, http, coordinator, random);
//
// Thread safety: all methods may be called from many threads. Ownership: both
// clients must outlive it.
#ifndef ALHF_EVAL_AGENT_SYSTEM_H_
#define ALHF_EVAL_AGENT_SYSTEM_H_

#include <random>
#include <string>
#include <vector>

#include "base/mutex.h"
#include "eval/coordinator_system.h"
#include "eval/http_client.h"
#include "eval/system.h"

namespace alhf::eval {

struct AgentOptions {
  // Of the endpoint itself, or of the API that it belongs to: ".../v1".
  std::string url;
  // Where the coordinator listens: the agent is told.
  std::string address;
  // Sent as a bearer token where it is not empty.
  std::string key;
  // For one answer.
  absl::Duration timeout = absl::Minutes(2);
};

class AgentSystem final : public System {
 public:
  AgentSystem(AgentOptions options, HttpClient* http,
              CoordinatorSystem* coordinator, uint64_t seed);

  // UNAVAILABLE, DEADLINE_EXCEEDED: it did not answer, in three tries.
  // FAILED_PRECONDITION: it answered something else than a chat completion.
  absl::StatusOr<Answer> Ask(const AskOptions& options) override;
  absl::StatusOr<v1::FeedbackStatus> Teach(const std::string& tenant,
                                           const Feedback& feedback,
                                           const Answer& answer) override;
  absl::StatusOr<std::vector<v1::Lesson>> Lessons(
      const std::string& tenant) override;
  // Nobody knows what it does.
  bool deterministic() const override { return false; }

 private:
  std::string NewExchangeId();
  std::vector<std::string> HeadersFor(const AskOptions& options,
                                      const std::string& exchange_id) const;

  const AgentOptions options_;
  HttpClient* const http_;
  CoordinatorSystem* const coordinator_;
  Mutex mutex_;
  std::mt19937_64 random_ ABSL_GUARDED_BY(mutex_);
};

// Returns where chat completions are asked for: `url` with
// "/chat/completions" at its end.
std::string ChatUrl(const std::string& url);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_AGENT_SYSTEM_H_
