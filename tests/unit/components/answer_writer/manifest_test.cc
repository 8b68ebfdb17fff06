#include "components/answer_writer/manifest.h"

#include <gtest/gtest.h>

#include <set>

namespace alhf::answer_writer {
namespace {

TEST(ManifestTest, HasExamplesOfBothSidesAndNoneTwice) {
  const v1::Manifest manifest = MakeManifest();
  EXPECT_EQ(manifest.name(), kComponentName);
  EXPECT_GT(manifest.examples_in_scope_size(), 30);
  EXPECT_GT(manifest.examples_out_of_scope_size(), 30);
  EXPECT_EQ(manifest.makes_size(), 1);
  std::set<std::string> all(manifest.examples_in_scope().begin(),
                            manifest.examples_in_scope().end());
  all.insert(manifest.examples_out_of_scope().begin(),
             manifest.examples_out_of_scope().end());
  EXPECT_EQ(static_cast<int>(all.size()),
            manifest.examples_in_scope_size() +
                manifest.examples_out_of_scope_size());
}

}  // namespace
}  // namespace alhf::answer_writer
