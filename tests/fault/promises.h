// Whether a system that was in trouble kept its promises to those who taught
// it, once the trouble is over.
//
//   teachers.Stop();
//   ASSERT_NO_FATAL_FAILURE(ExpectHistoriesKept(*system, teachers));
//   ASSERT_NO_FATAL_FAILURE(ExpectMemoriesAsRebuilt(*system, teachers));
//
// Thread safety: thread-compatible.
#ifndef ALHF_TESTS_FAULT_PROMISES_H_
#define ALHF_TESTS_FAULT_PROMISES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "alhf/v1/coordinator.pb.h"
#include "tests/fault/teachers.h"
#include "tests/support/mini_system.h"

namespace alhf::testing {

// Waits until everyone has assessed and applied all of `tenant`. An error where
// that does not come about, and for a minute nothing moves towards it.
absl::Status AwaitSettled(MiniSystem& system, const std::string& tenant);

// All records of a tenant, oldest first.
absl::StatusOr<std::vector<v1::FeedbackStatus>> RecordsOf(
    MiniSystem& system, const std::string& tenant);

// Expects of each teacher's tenant, once it is settled, that nothing of his
// history is broken (history.h).
void ExpectHistoriesKept(MiniSystem& system, const Teachers& teachers);

// Expects each memory to be, byte for byte in its export, the one that is
// rebuilt from the log. Leaves the system with rebuilt memories.
void ExpectMemoriesAsRebuilt(MiniSystem& system, const Teachers& teachers);

}  // namespace alhf::testing

#endif  // ALHF_TESTS_FAULT_PROMISES_H_
