// The system that is measured, as a person sees it: it answers questions and
// learns from what is said about its answers.
//
//   ALHF_ASSIGN_OR_RETURN(Answer answer, system.Ask({.tenant = t,
//                                                    .question = "How
//                                                    many?"}));
//   ALHF_ASSIGN_OR_RETURN(Taught taught, system.Teach(t, record, answer));
//
// Thread safety: all methods may be called from many threads.
#ifndef ALHF_EVAL_SYSTEM_H_
#define ALHF_EVAL_SYSTEM_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "alhf/v1/coordinator.pb.h"
#include "alhf/v1/types.pb.h"
#include "eval/answer.h"

namespace alhf::eval {

struct AskOptions {
  std::string tenant;
  std::string question;
  // Which lessons are looked at; unset: as their scope says.
  v1::Overlay overlay;
  absl::Time now;
  // The answer must have seen this.
  v1::Position min_position;
  // Keep the exchange, so that something can be said about it.
  bool keep = false;
};

// What a person says, and who should learn it where that is given.
struct Feedback {
  std::string text;
  std::vector<std::string> assign_to;
};

class System {
 public:
  virtual ~System() = default;

  virtual absl::StatusOr<Answer> Ask(const AskOptions& options) = 0;

  // Says `feedback` about `answer`, and returns once every component that
  // learns from it has learned it.
  //
  // DEADLINE_EXCEEDED: it was not learned in time. UNAVAILABLE: a component
  // could not be asked.
  virtual absl::StatusOr<v1::FeedbackStatus> Teach(const std::string& tenant,
                                                   const Feedback& feedback,
                                                   const Answer& answer) = 0;

  // Returns all lessons of a tenant.
  virtual absl::StatusOr<std::vector<v1::Lesson>> Lessons(
      const std::string& tenant) = 0;

  // Whether the same question over the same lessons gets the same answer, so
  // that it need not be asked again.
  virtual bool deterministic() const = 0;
};

}  // namespace alhf::eval

#endif  // ALHF_EVAL_SYSTEM_H_
