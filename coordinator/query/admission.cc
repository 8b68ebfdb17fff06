#include "coordinator/query/admission.h"

namespace alhf::coordinator {
namespace {

// Let in whatever the pace: so many threads has a component for them, and one
// that hangs must not shut out those that do without it.
constexpr size_t kAlways = 8;
// Of the time that there is, since calls are not all as fast.
constexpr double kShare = 0.75;
// Of the last one; as TCP smooths round trips (Jacobson, "Congestion avoidance
// and control", 1988).
constexpr double kWeight = 0.125;

}  // namespace

bool Admission::IsRoom(absl::Duration time) const {
  if (under_way_ >= most_) return false;
  if (under_way_ < kAlways) return true;
  return pace_ * static_cast<double>(under_way_ + 1) < time * kShare;
}

bool Admission::HasRoom(absl::Duration time) {
  MutexLock lock(mutex_);
  return IsRoom(time);
}

size_t Admission::Begin(absl::Duration time) {
  MutexLock lock(mutex_);
  return IsRoom(time) ? ++under_way_ : 0;
}

void Admission::End(size_t place, absl::Duration time) {
  MutexLock lock(mutex_);
  pace_ += (time / static_cast<double>(place) - pace_) * kWeight;
  if (--under_way_ == 0) ended_.NotifyAll();
}

void Admission::AwaitNone() {
  MutexLock lock(mutex_);
  while (under_way_ > 0) ended_.Wait(mutex_);
}

}  // namespace alhf::coordinator
