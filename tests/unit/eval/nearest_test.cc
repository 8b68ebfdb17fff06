#include "eval/nearest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(NearestTest, TheNearestComeFirstAndTheNewestFillUp) {
  const auto nearest = NearestByBm25();
  EXPECT_THAT(nearest->Find("boats", 5), IsEmpty());
  nearest->Put(0, "Boats in harbours are old");
  nearest->Put(1, "no tables");
  nearest->Put(2, "Count sails");
  nearest->Put(3, "A boat");
  EXPECT_THAT(nearest->Find("Which boats?", 1), ElementsAre(3));
  EXPECT_THAT(nearest->Find("Which boats?", 3), ElementsAre(3, 0, 2));
  EXPECT_THAT(nearest->Find("Who mends nets?", 2), ElementsAre(3, 2));
  EXPECT_THAT(nearest->Find("Who mends nets?", 9), ElementsAre(3, 2, 1, 0));
}

// Knows one word.
class BoatEncoder final : public core::Encoder {
 public:
  const std::string& id() const override { return id_; }
  const core::Background* background() const override { return nullptr; }
  absl::StatusOr<core::SentenceVector> Encode(
      absl::string_view text) const override {
    const bool boat = absl::StrContains(absl::AsciiStrToLower(text), "boat");
    return boat ? core::SentenceVector{1, 0} : core::SentenceVector{0, 1};
  }
  absl::StatusOr<std::vector<core::SentenceVector>> EncodeBatch(
      const std::vector<std::string>&) const override {
    return absl::UnimplementedError("one by one");
  }

 private:
  const std::string id_ = "boat/1";
};

TEST(NearestTest, VectorsNeedNoWordInCommon) {
  const BoatEncoder encoder;
  const auto nearest = NearestByVectors(&encoder);
  EXPECT_THAT(nearest->Find("boats", 5), IsEmpty());
  nearest->Put(0, "Boats in harbours are old");
  nearest->Put(1, "no tables");
  nearest->Put(2, "Count sails");
  EXPECT_THAT(nearest->Find("Which boats?", 1), ElementsAre(0));
  EXPECT_THAT(nearest->Find("Which boats?", 9), ElementsAre(0, 2, 1));
  EXPECT_THAT(nearest->Find("Who mends nets?", 2), ElementsAre(2, 1));
}

}  // namespace
}  // namespace alhf::eval
