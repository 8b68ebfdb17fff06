// Testing a component: the real service adapters, change applier and LevelDB
// (on a memory Env) around an author's object, without a network.
//
//   ComponentHarness h(std::make_unique<AnswerTone>());
//   ASSERT_TRUE(h.Teach("keep it short").ok());
//   EXPECT_EQ(h.Adjust("how many?")->items_size(), 1);
//
// Thread safety: one thread.
#ifndef ALHF_TESTING_HARNESS_H_
#define ALHF_TESTING_HARNESS_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "alhf/sdk/agent.h"
#include "alhf/sdk/component.h"
#include "alhf/v1/agent.pb.h"
#include "alhf/v1/feedback.pb.h"
#include "alhf/v1/types.pb.h"

namespace alhf::testing {

class ComponentHarness {
 public:
  // Tenant "test", user "expert".
  explicit ComponentHarness(std::unique_ptr<sdk::Component> component);
  ~ComponentHarness();

  // What the coordinator would do with `text` said about `exchange`: assess,
  // and where claimed, learn every proposal as an ACTIVE lesson (NOT_UNDERSTOOD
  // as HELD). Returns the assessment.
  absl::StatusOr<v1::Assessment> Teach(absl::string_view text,
                                       const v1::Exchange& exchange = {});
  absl::StatusOr<v1::Assessment> Assess(absl::string_view text,
                                        const v1::Exchange& exchange = {});
  // Applies `changes` as the next entry of the log.
  absl::Status Apply(const std::vector<v1::Change>& changes);
  absl::StatusOr<v1::Adjustment> Adjust(absl::string_view question);
  absl::StatusOr<v1::Adjustment> Adjust(const v1::Query& query);
  // Runs the component's stage (it must be an `Agent`) with everything of
  // `Adjust(query)` that scores at least 0.5 applied, conflicts settled as the
  // coordinator does.
  absl::StatusOr<v1::StepOutput> Run(absl::string_view question,
                                     const std::vector<v1::Step>& inputs = {});
  absl::StatusOr<v1::StepOutput> Run(const v1::Query& query,
                                     const std::vector<v1::Step>& inputs = {});
  absl::StatusOr<std::vector<v1::Lesson>> Lessons();
  // Closes and opens the memory again, as a restart does.
  absl::Status Restart();
  // Deletes the memory and applies every entry so far again.
  absl::Status Rebuild();
  // The memory as bytes, for comparing.
  std::string Export();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace alhf::testing

#endif  // ALHF_TESTING_HARNESS_H_
