// Ways in which a component can break a rule, each with the cases that must
// fail then, and no others: the proof that the cases can fail.
#ifndef ALHF_TESTS_CONFORMANCE_PROOF_FAULTS_H_
#define ALHF_TESTS_CONFORMANCE_PROOF_FAULTS_H_

#include <functional>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "alhf/v1/types.pb.h"
#include "base/mutex.h"
#include "tests/conformance/proof/component_calls.h"

namespace alhf::conformance {

struct Fault {
  // What the component does, as a name: "AGapIsFilledUp".
  std::string name;
  // The cases that fail, all of one rule.
  std::set<std::string> cases;
  std::function<void(ComponentCalls&)> breaks;

  // In the names of tests.
  friend void PrintTo(const Fault& fault, std::ostream* out) {
    *out << fault.name;
  }
};

// One function for each section of docs/protocol.md.
std::vector<Fault> ManifestFaults();
std::vector<Fault> AssessFaults();
std::vector<Fault> ApplyFaults();
std::vector<Fault> LessonFaults();
std::vector<Fault> AdjustFaults();
std::vector<Fault> TenantFaults();
std::vector<Fault> PositionFaults();

// Numbers of tenants. Thread safety: thread-safe.
class Counts {
 public:
  void Add(const std::string& tenant) {
    MutexLock lock(mutex_);
    ++counts_[tenant];
  }
  int Of(const std::string& tenant) {
    MutexLock lock(mutex_);
    return counts_[tenant];
  }

 private:
  Mutex mutex_;
  std::map<std::string, int> counts_ ABSL_GUARDED_BY(mutex_);
};

// Adds `value` to the end of a tenant's export.
void AddToExport(const std::string& key, const std::string& value,
                 v1::ExportMemoryResponse& response);

// Returns the lessons of `tenant` in one of `states` (empty: all but ERASED).
std::vector<v1::Lesson> LessonsIn(
    const Call<v1::ListLessonsRequest, v1::ListLessonsResponse>& list,
    const std::string& tenant, const std::vector<v1::LessonState>& states,
    absl::Time deadline);

}  // namespace alhf::conformance

#endif  // ALHF_TESTS_CONFORMANCE_PROOF_FAULTS_H_
