// A tenant of one case: the log that the suite sends to the component, and
// what the component then says of it.
//
//   TrialTenant tenant = trial.NewTenant();
//   ALHF_RETURN_IF_ERROR(tenant.Append({Learn(lesson)}));      // entry 1
//   const auto came = tenant.Send({tenant.EntryAt(3, {None()})});  // a gap
//
// Thread safety: const methods may run concurrently.
// Ownership: the component must outlive it.
#ifndef ALHF_TESTS_CONFORMANCE_TRIAL_TENANT_H_
#define ALHF_TESTS_CONFORMANCE_TRIAL_TENANT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "alhf/v1/types.pb.h"
#include "tests/conformance/remote_component.h"

namespace alhf::conformance {

// Everything that a memory holds, in its order.
struct MemoryExport {
  std::vector<std::pair<std::string, std::string>> items;  // key, value
  v1::Position position;
};

class TrialTenant {
 public:
  // `log_id` is the log's that the suite makes up for it.
  TrialTenant(RemoteComponent* component, std::string name, std::string log_id)
      : component_(component),
        name_(std::move(name)),
        log_id_(std::move(log_id)) {}

  const std::string& name() const { return name_; }
  const std::string& log_id() const { return log_id_; }
  // The last entry that `Append` sent; 0 before the first.
  uint64_t sequence() const { return sequence_; }

  // Returns a position of the log.
  v1::Position At(uint64_t sequence) const;
  // Returns an entry of the log. Its time follows from the sequence.
  v1::Entry EntryAt(uint64_t sequence, std::vector<v1::Change> changes) const;

  // Sends the next entry, which must be applied.
  absl::Status Append(std::vector<v1::Change> changes);
  // Sends entries as they are.
  absl::StatusOr<v1::Position> Send(const std::vector<v1::Entry>& entries,
                                    bool rebuild = false) const;

  absl::StatusOr<v1::Assessment> Assess(const v1::FeedbackRecord& record,
                                        bool assume_in_scope) const;
  absl::StatusOr<v1::Adjustment> Adjust(const v1::Query& query,
                                        const std::string& agent = "") const;
  absl::StatusOr<v1::Lesson> Get(
      const std::string& lesson_id,
      std::optional<uint64_t> as_of = std::nullopt) const;
  // Lists the lessons in one of `states`, as the component lists them.
  absl::StatusOr<std::vector<v1::Lesson>> List(
      const std::vector<v1::LessonState>& states = {}) const;
  absl::StatusOr<MemoryExport> Export() const;

  // Returns OK where the memory is as in `before`.
  absl::Status ExpectUnchanged(const MemoryExport& before) const;

  // Leaves nothing of what was sent but a position.
  absl::Status Empty() const;

 private:
  RemoteComponent* component_;
  std::string name_;
  std::string log_id_;
  uint64_t sequence_ = 0;
};

}  // namespace alhf::conformance

#endif  // ALHF_TESTS_CONFORMANCE_TRIAL_TENANT_H_
