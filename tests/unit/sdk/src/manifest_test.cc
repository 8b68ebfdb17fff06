#include "sdk/src/manifest.h"

#include <limits>

#include "alhf/sdk/scope.h"
#include "alhf/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;
using ::testing::ElementsAre;

absl::StatusOr<v1::Manifest> Complete(v1::Manifest manifest,
                                      bool runs = false) {
  return CompleteManifest(std::move(manifest), runs, "r-1", "m-1");
}

TEST(ManifestTest, FillsInWhatTheAuthorNeedNotSay) {
  v1::Manifest described;
  described.set_name("tone");
  described.set_description("How answers sound");
  const auto manifest = Complete(described, /*runs=*/true);
  ASSERT_THAT(manifest, IsOk());
  EXPECT_EQ(manifest->protocol_min(), 1);
  EXPECT_EQ(manifest->protocol_max(), 1);
  EXPECT_EQ(manifest->claim_threshold(), 0.5);
  EXPECT_EQ(manifest->unsure_threshold(), 0.3);
  EXPECT_EQ(manifest->replica_id(), "r-1");
  EXPECT_EQ(manifest->memory_id(), "m-1");
  EXPECT_THAT(manifest->capabilities(), ElementsAre("run"));
}

TEST(ManifestTest, TheEtagIsOfWhatTheAuthorSays) {
  v1::Manifest described = MakeManifest("tone", "How answers sound", {"tone"});
  const auto first = CompleteManifest(described, false, "r-1", "m-1");
  const auto second = CompleteManifest(described, false, "r-2", "m-2");
  described.add_owns("length");
  const auto third = CompleteManifest(described, false, "r-1", "m-1");
  EXPECT_EQ(first->etag(), second->etag());
  EXPECT_NE(first->etag(), third->etag());
}

TEST(ManifestTest, RefusesWhatBreaksTheRules) {
  const auto refused =
      StatusIs(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID);
  for (const char* name : {"", "Tone", "1tone", "to-ne", "_tone"}) {
    EXPECT_THAT(Complete(MakeManifest(name, "d", {})), refused) << name;
  }
  EXPECT_THAT(Complete(MakeManifest(std::string(64, 'a'), "d", {})), refused);
  EXPECT_THAT(Complete(MakeManifest("tone", "", {})), refused);
  v1::Manifest manifest = MakeManifest("tone", "d", {});
  manifest.set_claim_threshold(0.2);
  EXPECT_THAT(Complete(manifest), refused);
  manifest.set_claim_threshold(1.1);
  EXPECT_THAT(Complete(manifest), refused);
  manifest.set_claim_threshold(std::numeric_limits<double>::quiet_NaN());
  EXPECT_THAT(Complete(manifest), refused);
  manifest = MakeManifest("tone", "d", {});
  manifest.add_capabilities("run");
  EXPECT_THAT(Complete(manifest, /*runs=*/false), refused);
}

}  // namespace
}  // namespace alhf::sdk
