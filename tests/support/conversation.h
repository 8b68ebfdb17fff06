// What one person does with a running system, in a tenant: asks, teaches,
// looks, changes. Each call waits until it has been learned, and each question
// is asked of memories that have learned it (`min_position`).
//
//   Conversation talk(system->coordinator(), "acme");
//   ASSERT_OK_AND_ASSIGN(v1::Exchange answer, talk.Ask("How many …?"));
//   ASSERT_OK_AND_ASSIGN(v1::FeedbackStatus taught,
//                        talk.Teach(answer.id(), "Leave out …"));
//
// Thread safety: thread-compatible. Ownership: refers to the stub.
#ifndef ALHF_TESTS_SUPPORT_CONVERSATION_H_
#define ALHF_TESTS_SUPPORT_CONVERSATION_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "alhf/v1/coordinator.grpc.pb.h"
#include "base/status.h"

#define ASSERT_OK(expression)                  \
  do {                                         \
    const absl::Status alhf_ok = (expression); \
    ASSERT_TRUE(alhf_ok.ok()) << alhf_ok;      \
  } while (false)

// Assigns the value of a StatusOr, or ends the test.
#define ASSERT_OK_AND_ASSIGN(target, expression)                          \
  ASSERT_OK_AND_ASSIGN_INNER(ALHF_CONCAT(alhf_result_, __LINE__), target, \
                             expression)
// A target may be a declaration, which parentheses would break.
// NOLINTBEGIN(bugprone-macro-parentheses)
#define ASSERT_OK_AND_ASSIGN_INNER(result, target, expression) \
  auto result = (expression);                                  \
  ASSERT_TRUE(result.ok()) << result.status();                 \
  target = *std::move(result)
// NOLINTEND(bugprone-macro-parentheses)

namespace alhf::testing {

class Conversation {
 public:
  Conversation(v1::Coordinator::StubInterface& coordinator, std::string tenant)
      : coordinator_(coordinator), tenant_(std::move(tenant)) {}

  absl::StatusOr<v1::Exchange> Ask(const std::string& question);
  absl::StatusOr<v1::Plan> Plan(const std::string& question);

  // Says `text` about an exchange; returns when it is LEARNED, or an error.
  absl::StatusOr<v1::FeedbackStatus> Teach(
      const std::string& exchange_id, const std::string& text,
      v1::Activation activation = v1::ACTIVATION_IMMEDIATE);
  // Waits as long as the request says; where it does not, until LEARNED.
  absl::StatusOr<v1::FeedbackStatus> Submit(v1::SubmitFeedbackRequest request);
  absl::StatusOr<v1::FeedbackStatus> Record(const std::string& record_id);

  absl::StatusOr<v1::Lesson> Accept(const std::string& lesson_id);
  absl::StatusOr<v1::Lesson> Discard(const std::string& lesson_id);
  absl::StatusOr<v1::Lesson> Forget(const std::string& lesson_id);
  absl::StatusOr<v1::Lesson> Restore(const std::string& lesson_id);
  absl::StatusOr<std::vector<v1::Lesson>> Lessons();
  absl::StatusOr<v1::GetStatusResponse> Status();

  const std::string& tenant() const { return tenant_; }
  // Questions wait for this position. Set by all that changes something.
  v1::Position& min_position() { return min_position_; }

 private:
  absl::StatusOr<v1::Lesson> Change(const std::string& lesson_id,
                                    v1::Change change);
  v1::Query QueryOf(const std::string& question) const;

  v1::Coordinator::StubInterface& coordinator_;
  const std::string tenant_;
  v1::Position min_position_;
};

// The step of a component; an empty one where it has none.
v1::Step StepOf(const v1::Exchange& exchange, absl::string_view component);

// The lessons that acted on an answer, by id and in order.
std::vector<std::string> AppliedLessons(const v1::Exchange& exchange);

// Components that learn from a record.
std::vector<std::string> Learners(const v1::FeedbackStatus& status);

}  // namespace alhf::testing

#endif  // ALHF_TESTS_SUPPORT_CONVERSATION_H_
