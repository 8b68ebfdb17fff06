#include "eval/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <vector>

namespace alhf::eval {
namespace {

TEST(ParallelTest, EachNumberComesOnce) {
  for (const size_t threads : {1, 2, 8}) {
    std::vector<std::atomic<int>> calls(100);
    EXPECT_TRUE(ParallelFor(100, threads, [&](size_t i) {
                  ++calls[i];
                  return absl::OkStatus();
                }).ok());
    for (const auto& count : calls) EXPECT_EQ(count, 1);
  }
  EXPECT_TRUE(ParallelFor(0, 4, [](size_t) {
                return absl::InternalError("never");
              }).ok());
}

TEST(ParallelTest, AfterAnErrorNothingBegins) {
  std::atomic<size_t> calls = 0;
  const absl::Status status = ParallelFor(1000, 1, [&](size_t i) {
    ++calls;
    return i == 3 ? absl::AbortedError("three") : absl::OkStatus();
  });
  EXPECT_EQ(status, absl::AbortedError("three"));
  EXPECT_EQ(calls, 4);
}

}  // namespace
}  // namespace alhf::eval
