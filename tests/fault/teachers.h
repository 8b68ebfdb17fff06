// People who teach while processes come and go, each in a tenant of his own,
// and remember what they were told.
//
//   Teachers teachers(*system, 3);
//   teachers.Start();
//   … system->Kill(MiniSystem::kCoordinator); …
//   EXPECT_TRUE(teachers.AwaitAcknowledged(100));
//   teachers.Stop();
//   for (const Teacher& teacher : teachers.all()) Check(teacher.history());
//
// Thread safety: thread-compatible. Ownership: refers to the system.
#ifndef ALHF_TESTS_FAULT_TEACHERS_H_
#define ALHF_TESTS_FAULT_TEACHERS_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/fault/history.h"
#include "tests/support/mini_system.h"

namespace alhf::testing {

// One of them. A record that is not acknowledged is sent again with the same
// request id, forty times; one in five is given up at the first failure.
class Teacher {
 public:
  Teacher(MiniSystem& system, int number);

  // Teaches and asks until `stop`, while fewer are `acknowledged` than
  // `allowed`; counts what is.
  void Teach(const std::atomic<bool>& stop, const std::atomic<size_t>& allowed,
             std::atomic<size_t>& acknowledged);

  const std::string& tenant() const { return tenant_; }
  // Not while he teaches.
  const History& history() const { return history_; }

 private:
  // Returns whether it was acknowledged.
  bool TeachOne(int number);
  absl::StatusOr<std::string> Submit(int number, const std::string& text);
  void Ask();

  MiniSystem& system_;
  const std::string tenant_;
  std::mt19937 random_;
  History history_;
};

class Teachers {
 public:
  Teachers(MiniSystem& system, int count);
  ~Teachers() { Stop(); }
  Teachers(const Teachers&) = delete;
  Teachers& operator=(const Teachers&) = delete;

  // From now on they rest while so many are acknowledged, of all.
  void Allow(size_t count) { allowed_ = count; }
  void Start();
  void Stop();
  // So far, of all.
  size_t acknowledged() const { return acknowledged_; }
  // Waits until so many are; false when a minute passes without another one.
  bool AwaitAcknowledged(size_t count) const;

  const std::deque<Teacher>& all() const { return teachers_; }

 private:
  std::deque<Teacher> teachers_;
  std::atomic<bool> stop_ = false;
  std::atomic<size_t> allowed_ = SIZE_MAX;
  std::atomic<size_t> acknowledged_ = 0;
  std::vector<std::thread> threads_;
};

}  // namespace alhf::testing

#endif  // ALHF_TESTS_FAULT_TEACHERS_H_
