// Who may begin: as many as end in time.
//
//   if (!admission.Begin(time_left)) return TooMany("plans");
//   …
//   admission.End(started, in_all);
//
// What begins now ends after those under way. How long that takes follows from
// Little's law ("A proof for the queuing formula L = λW", 1961): where a call
// that was the n-th took W, one ends each W / n, and the next one, with n under
// way, will take (n + 1) times that. So the number follows the machine: a call
// that would come too late takes nothing from one that would not.
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_COORDINATOR_QUERY_ADMISSION_H_
#define ALHF_COORDINATOR_QUERY_ADMISSION_H_

#include <cstddef>

#include "absl/time/time.h"
#include "base/mutex.h"

namespace alhf::coordinator {

class Admission {
 public:
  // `most` are under way at the same time, however fast they are.
  explicit Admission(size_t most) : most_(most) {}

  // Whether one that may take `time` would be let in now.
  bool HasRoom(absl::Duration time);
  // Lets it in: returns how many are under way with it, to be told to `End`; 0
  // where there is no room.
  size_t Begin(absl::Duration time);
  // It took `time`, and was the `place`-th when it began.
  void End(size_t place, absl::Duration time);
  // Waits until none is under way.
  void AwaitNone();

 private:
  bool IsRoom(absl::Duration time) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const size_t most_;
  Mutex mutex_;
  CondVar ended_;
  size_t under_way_ ABSL_GUARDED_BY(mutex_) = 0;
  // From the end of one to the end of the next, smoothed.
  absl::Duration pace_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace alhf::coordinator

#endif  // ALHF_COORDINATOR_QUERY_ADMISSION_H_
