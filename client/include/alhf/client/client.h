// The client of an agent with its own pipeline: three calls, none of which
// fails the agent where the coordinator is away.
//
//   const auto client = alhf::client::Connect({.tenant = "acme"});
//   if (!client.ok()) …                     // the address can never work
//   const PlanResult plan = (*client)->Plan(question);     // before the answer
//   const std::string answer = MyAgent(question, plan.Guidance());
//   const Recorded recorded =
//       (*client)->Record(question, answer, {.plan = &plan});
//   …
//   const Receipt receipt = (*client)->Feedback("We are on Postgres.",
//   recorded); if (!receipt.ok()) KeepForLater(receipt.request_id);
//
// Within its deadline every call returns: `Plan` an empty plan that is
// degraded, `Record` and `Feedback` a result that says why it failed. What
// failed for the moment is tried again with backoff; a request id makes it
// count once.
//
// Thread safety: all methods may run concurrently; one client serves a whole
// process. The connection is made at the first call.
// Ownership: results own what they hold.
#ifndef ALHF_CLIENT_CLIENT_H_
#define ALHF_CLIENT_CLIENT_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "alhf/v1/coordinator.pb.h"
#include "alhf/v1/types.pb.h"

namespace alhf::client {

// What to do differently for one question. Empty where nothing was taught that
// applies, where lessons are withheld, or where nobody could be asked.
struct PlanResult {
  v1::Plan plan = {};
  // Why there is none; OK where the coordinator answered.
  absl::Status failure = {};

  // Whether something that was taught may be missing.
  bool degraded() const { return !failure.ok() || plan.degraded(); }
  // What was taught, ready for a prompt, of one component or (empty) of all.
  // It is fenced as people's data.
  std::string Guidance(absl::string_view component = "") const;
  // What applies, of one component or (empty) of all.
  std::vector<v1::AdjustmentItem> Items(absl::string_view component = "") const;
};

// An exchange, recorded or not. What it holds is enough for feedback about it.
struct Recorded {
  std::string exchange_id = {};
  std::string question = {};
  std::string answer = {};
  // OK where the coordinator has it.
  absl::Status failure = {};

  bool ok() const { return failure.ok(); }
};

// What became of feedback.
struct Receipt {
  // Send such feedback again with it: it counts once, also where it did arrive
  // and only the answer was lost.
  std::string request_id = {};
  // As it came; empty where nothing came.
  v1::FeedbackStatus status = {};
  // OK: it is on the coordinator's disk, and cannot be lost.
  absl::Status failure = {};

  bool ok() const { return failure.ok(); }
};

struct PlanOptions {
  std::string user = {};
  std::string conversation_id = {};
  // The last questions and answers, oldest first, at most 8.
  std::vector<std::pair<std::string, std::string>> turns = {};
  std::map<std::string, std::string> labels = {};
  // Only these components. Empty: all.
  std::vector<std::string> components = {};
  // Of each component, a token taken as 4 bytes. 0: the coordinator's 1,000.
  uint32_t max_guidance_tokens = 0;
  // The plan must know what this feedback taught. Not owned.
  const Receipt* after = nullptr;
};

struct RecordOptions {
  // What `Plan` returned for this question. Not owned.
  const PlanResult* plan = nullptr;
  // What each part of the agent gave.
  std::vector<v1::Step> steps = {};
  // What the agent's own checks say of the answer, by name.
  std::map<std::string, bool> checks = {};
  std::string user = {};
  std::string conversation_id = {};
  std::map<std::string, std::string> labels = {};
  // The caller's own. Empty: that of the plan, or a new one.
  std::string exchange_id = {};
};

struct FeedbackOptions {
  std::string user = {};
  // The component whose part of the answer it is about.
  std::string step = {};
  // Components that learn it, whatever they think.
  std::vector<std::string> assign_to = {};
  std::string source = "cpp";
  v1::Activation activation = v1::ACTIVATION_UNSPECIFIED;
  v1::WaitFor wait_for = v1::WAIT_FOR_LEARNED;
  // When it runs out the result is OK with the state reached.
  absl::Duration wait = absl::Seconds(3);
  // Empty: a new one.
  std::string request_id = {};
};

class Client {
 public:
  virtual ~Client() = default;

  virtual PlanResult Plan(const std::string& question,
                          const PlanOptions& options = {}) = 0;
  virtual Recorded Record(const std::string& question,
                          const std::string& answer,
                          const RecordOptions& options = {}) = 0;
  virtual Receipt Feedback(const std::string& text, const Recorded& about,
                           const FeedbackOptions& options = {}) = 0;
  // A thumb without words.
  virtual Receipt Thumb(bool up, const Recorded& about,
                        const FeedbackOptions& options = {}) = 0;
};

struct ClientOptions {
  // unix:PATH or HOST:PORT. Empty: $ALHF_ADDRESS, else the socket below
  // $ALHF_HOME, else below ~/.alhf.
  std::string address = {};
  // For HOST:PORT: file of the key or token, mode 0600. Empty:
  // $ALHF_TOKEN_FILE.
  std::string token_file = {};
  // For HOST:PORT beyond this machine: folder with ca.pem, cert.pem and
  // key.pem. Empty: $ALHF_TLS.
  std::string tls_folder = {};
  std::string tenant = "default";
  // One of the coordinator's. Empty: all components answer and learn.
  std::string agent = {};
  // Who asks where a call names nobody. Empty: the system's user.
  std::string user = {};
  // Each call takes so long at most, all its tries together.
  absl::Duration plan_timeout = absl::Seconds(1);
  absl::Duration record_timeout = absl::Seconds(2);
  absl::Duration feedback_timeout = absl::Seconds(5);
  // Tries in all, the first included.
  int attempts = 3;
  // Returns the W3C `traceparent` of the calling thread's trace, which is sent
  // with its call and stands in the log lines of all who take part; empty, or
  // unset: none.
  std::function<std::string()> traceparent = {};
  // How a pause between two tries is made; it must not be longer than asked.
  std::function<void(absl::Duration)> sleep = {};
};

// Returns a client of the coordinator; whether it is there shows later.
//
// INVALID_ARGUMENT ADDRESS_REFUSED: no coordinator can be called there;
//   CONFIG_INVALID: one of the files cannot be used.
absl::StatusOr<std::unique_ptr<Client>> Connect(
    const ClientOptions& options = {});

}  // namespace alhf::client

#endif  // ALHF_CLIENT_CLIENT_H_
