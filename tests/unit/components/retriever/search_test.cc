#include "components/retriever/search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/sdk/proposals.h"

namespace alhf::retriever {
namespace {

v1::AdjustmentItem Learned(uint64_t sequence, const Search& search) {
  v1::AdjustmentItem item;
  item.set_learned_sequence(sequence);
  *item.mutable_directive() = sdk::MakeDirective(search);
  return item;
}

TEST(SearchOfTest, TheLastWordCounts) {
  Search five;
  five.set_max_passages(5);
  Search two;
  two.set_max_passages(2);
  Search newest;
  newest.set_newest_first(true);
  EXPECT_EQ(SearchOf(3, {}, absl::UnixEpoch()).max_passages(), 3u);
  const Search search =
      SearchOf(3, {Learned(9, two), Learned(4, five), Learned(5, newest)},
               absl::UnixEpoch());
  EXPECT_EQ(search.max_passages(), 2u);
  EXPECT_TRUE(search.newest_first());
}

TEST(SearchOfTest, GuidanceSetsNothing) {
  v1::AdjustmentItem item;
  item.mutable_guidance()->set_text("be careful");
  EXPECT_EQ(SearchOf(3, {item}, absl::UnixEpoch()).ByteSizeLong(),
            SearchOf(3, {}, absl::UnixEpoch()).ByteSizeLong());
}

}  // namespace
}  // namespace alhf::retriever
