#include "coordinator/query/prepare_query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"

namespace alhf::coordinator {
namespace {

using ::testing::ElementsAre;

class LengthEncoder final : public core::Encoder {
 public:
  const std::string& id() const override { return id_; }
  const core::Background* background() const override { return nullptr; }
  absl::StatusOr<core::SentenceVector> Encode(
      absl::string_view text) const override {
    if (text.empty()) return absl::UnavailableError("no words");
    return core::SentenceVector{static_cast<float>(text.size()), 1};
  }
  absl::StatusOr<std::vector<core::SentenceVector>> EncodeBatch(
      const std::vector<std::string>&) const override {
    return absl::UnimplementedError("one by one");
  }

 private:
  const std::string id_ = "length/1";
};

TEST(PrepareQueryTest, FillsInWhatIsMissing) {
  const LengthEncoder encoder;
  v1::Query query;
  query.set_text("boats");
  PrepareQuery(absl::FromUnixSeconds(7), &encoder, query);
  EXPECT_EQ(query.now().seconds(), 7);
  EXPECT_EQ(query.embedding().encoder_id(), "length/1");
  EXPECT_THAT(query.embedding().vector(), ElementsAre(5, 1));
}

TEST(PrepareQueryTest, AFollowUpIsEncodedWithWhatItLeansOn) {
  const LengthEncoder encoder;
  v1::Query query;
  query.set_text("and 2024?");
  query.add_turns()->set_question("boats");
  PrepareQuery(absl::FromUnixSeconds(7), &encoder, query);
  EXPECT_THAT(query.embedding().vector(), ElementsAre(15, 1));
}

TEST(PrepareQueryTest, KeepsWhatTheCallerBrings) {
  const LengthEncoder encoder;
  v1::Query query;
  query.set_text("boats");
  query.mutable_now()->set_seconds(3);
  query.mutable_embedding()->set_encoder_id("other/1");
  query.mutable_embedding()->add_vector(9);
  PrepareQuery(absl::FromUnixSeconds(7), &encoder, query);
  EXPECT_EQ(query.now().seconds(), 3);
  EXPECT_EQ(query.embedding().encoder_id(), "other/1");
}

TEST(PrepareQueryTest, WithoutAVectorTheQueryGoesAllTheSame) {
  v1::Query query;
  PrepareQuery(absl::FromUnixSeconds(7), nullptr, query);
  EXPECT_FALSE(query.has_embedding());
  const LengthEncoder encoder;
  PrepareQuery(absl::FromUnixSeconds(7), &encoder, query);
  EXPECT_FALSE(query.has_embedding());
}

}  // namespace
}  // namespace alhf::coordinator
