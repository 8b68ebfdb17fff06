#include "coordinator/query/admission.h"

#include <gtest/gtest.h>

#include <vector>

namespace alhf::coordinator {
namespace {

constexpr absl::Duration kTime = absl::Milliseconds(500);

// Lets in as many as there is room for, each of which may take `time`.
std::vector<size_t> Fill(Admission& admission, absl::Duration time) {
  std::vector<size_t> places;
  while (const size_t place = admission.Begin(time)) places.push_back(place);
  return places;
}

// Has `calls` end one each `pace`, as many under way as there is room for.
void Work(Admission& admission, int calls, absl::Duration pace) {
  for (int i = 0; i < calls; ++i) {
    const auto places = Fill(admission, kTime);
    for (const size_t place : places) {
      admission.End(place, pace * static_cast<double>(place));
    }
  }
}

TEST(AdmissionTest, KnowsNoPaceAtFirstAndLetsInTheMost) {
  Admission admission(100);
  EXPECT_EQ(Fill(admission, kTime).size(), 100u);
  EXPECT_FALSE(admission.HasRoom(absl::InfiniteDuration()));
}

TEST(AdmissionTest, LetsInWhatEndsInTime) {
  Admission admission(100);
  Work(admission, 20, absl::Milliseconds(10));
  // 37 times 10 ms are within three quarters of 500 ms.
  EXPECT_EQ(Fill(admission, kTime).size(), 37u);
  EXPECT_FALSE(admission.HasRoom(kTime));
  EXPECT_TRUE(admission.HasRoom(absl::Seconds(1)));
}

TEST(AdmissionTest, FollowsTheMachineBothWays) {
  Admission admission(100);
  Work(admission, 20, absl::Milliseconds(30));
  auto places = Fill(admission, kTime);
  EXPECT_EQ(places.size(), 12u);
  for (const size_t place : places) admission.End(place, absl::ZeroDuration());
  Work(admission, 20, absl::Milliseconds(1));
  EXPECT_EQ(Fill(admission, kTime).size(), 100u);
}

TEST(AdmissionTest, OneThatHangsShutsOutFew) {
  Admission admission(100);
  for (int i = 0; i < 20; ++i) {
    admission.End(admission.Begin(kTime), absl::Hours(1));
  }
  EXPECT_EQ(Fill(admission, kTime).size(), 8u);
}

TEST(AdmissionTest, WhoHasNoDeadlineWaitsForTheOthers) {
  Admission admission(100);
  Work(admission, 20, absl::Seconds(10));
  EXPECT_EQ(Fill(admission, absl::InfiniteDuration()).size(), 100u);
}

}  // namespace
}  // namespace alhf::coordinator
