// Questions put to a tenant's memories, and bare calls of the same shape: as
// many bytes each way at each hop.
//
//   ALHF_ASSIGN_OR_RETURN(auto questions, Questions::Make(alhf, bare, "acme",
//                                                         texts));
//   Alternate({{.call = questions->Plan()}, {.call = questions->BarePlan()}},
//   9)
//
// Thread safety: calls may run concurrently.
// Ownership: the systems must outlive it, and it its calls.
#ifndef ALHF_BENCH_QUESTIONS_H_
#define ALHF_BENCH_QUESTIONS_H_

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "bench/measure.h"
#include "bench/systems.h"

namespace alhf::bench {

class Questions {
 public:
  // Asks each of `texts` once, and takes the sizes of what comes back.
  static absl::StatusOr<std::unique_ptr<Questions>> Make(
      AlhfSystem& alhf, BareSystem& bare, const std::string& tenant,
      const std::vector<std::string>& texts);

  // ComposePlan, and a bare call through the relay.
  Call Plan();
  Call BarePlan();
  // AdjustQuery at one component, and a bare call at one server.
  Call Recall();
  Call BareRecall();

  // Lessons in one component's part of a plan, on average.
  double ItemsPerComponent() const { return items_per_component_; }

 private:
  struct Question {
    v1::ComposePlanRequest plan;
    v1::AdjustQueryRequest adjust;
    BareRequest bare_plan;
    BareRequest bare_adjust;
  };
  Questions(AlhfSystem& alhf, BareSystem& bare) : alhf_(alhf), bare_(bare) {}

  absl::Status Add(const std::string& tenant, const std::string& text);
  const Question& Next() { return questions_[next_++ % questions_.size()]; }

  AlhfSystem& alhf_;
  BareSystem& bare_;
  std::vector<Question> questions_;
  double items_per_component_ = 0;
  std::atomic<size_t> next_ = 0;
};

}  // namespace alhf::bench

#endif  // ALHF_BENCH_QUESTIONS_H_
