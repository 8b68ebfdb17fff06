#include "core/relevance/facets.h"

#include <gtest/gtest.h>

namespace alhf::core {
namespace {

TEST(FacetsTest, NothingKnownIsUnknown) {
  EXPECT_EQ(FacetSet().StateOf("date_part", "week"), FacetState::kUnknown);
}

TEST(FacetsTest, CompleteKnowledgeMakesOthersAbsent) {
  FacetSet query;
  query.Add("date_part", {"week"}, /*complete=*/true);
  query.Add("table", {"moons"}, /*complete=*/false);
  EXPECT_EQ(query.StateOf("date_part", "week"), FacetState::kPresent);
  EXPECT_EQ(query.StateOf("date_part", "month"), FacetState::kAbsent);
  EXPECT_EQ(query.StateOf("table", "moons"), FacetState::kPresent);
  EXPECT_EQ(query.StateOf("table", "stars"), FacetState::kUnknown);
}

TEST(FacetsTest, CompleteWithoutValuesMakesAllAbsent) {
  FacetSet query;
  query.Add("date_part", {}, /*complete=*/true);
  EXPECT_EQ(query.StateOf("date_part", "week"), FacetState::kAbsent);
}

TEST(FacetsTest, ValuesCompareWithoutCaseKeysWithIt) {
  FacetSet query;
  query.Add("dialect", {"PostgreSQL"}, /*complete=*/true);
  EXPECT_EQ(query.StateOf("dialect", "postgresql"), FacetState::kPresent);
  EXPECT_EQ(query.StateOf("Dialect", "postgresql"), FacetState::kUnknown);
}

TEST(FacetsTest, KnowledgeAddsUp) {
  FacetSet one, two;
  one.Add("table", {"moons"}, /*complete=*/false);
  two.Add("table", {"stars"}, /*complete=*/true);
  two.Add("dialect", {"sqlite"}, /*complete=*/false);
  one.Merge(two);
  EXPECT_EQ(one.StateOf("table", "moons"), FacetState::kPresent);
  EXPECT_EQ(one.StateOf("table", "stars"), FacetState::kPresent);
  EXPECT_EQ(one.StateOf("table", "rocks"), FacetState::kAbsent);
  EXPECT_EQ(one.StateOf("dialect", "sqlite"), FacetState::kPresent);
}

TEST(FacetsTest, WithoutLimitsNothingIsRuledOut) {
  FacetSet facets;
  facets.Add("table", {"boats"}, /*complete=*/true);
  const FacetSet open = facets.WithoutLimits();
  EXPECT_EQ(open.StateOf("table", "boats"), FacetState::kPresent);
  EXPECT_EQ(open.StateOf("table", "crews"), FacetState::kUnknown);
  EXPECT_EQ(facets.StateOf("table", "crews"), FacetState::kAbsent);
}

TEST(FacetsTest, ValuesAndCompletenessCanBeAskedFor) {
  FacetSet query;
  query.Add("table", {"Stars", "moons"}, /*complete=*/true);
  query.Add("dialect", {"sqlite"}, /*complete=*/false);
  EXPECT_EQ(query.ValuesOf("table"), (std::set<std::string>{"moons", "stars"}));
  EXPECT_TRUE(query.IsComplete("table"));
  EXPECT_FALSE(query.IsComplete("dialect"));
  EXPECT_FALSE(query.IsComplete("document"));
  EXPECT_TRUE(query.ValuesOf("document").empty());
}

TEST(FacetsTest, ProtosRoundTripInOrder) {
  FacetSet query;
  query.Add("table", {"Stars", "moons", "stars"}, /*complete=*/true);
  query.Add("dialect", {}, /*complete=*/false);
  const auto proto = query.ToProto();
  ASSERT_EQ(proto.size(), 2);
  EXPECT_EQ(proto[0].key(), "dialect");
  EXPECT_EQ(proto[1].key(), "table");
  ASSERT_EQ(proto[1].values_size(), 2);
  EXPECT_EQ(proto[1].values(0), "moons");
  EXPECT_TRUE(proto[1].complete());
  const FacetSet again(proto);
  EXPECT_EQ(again.StateOf("table", "STARS"), FacetState::kPresent);
  EXPECT_EQ(again.StateOf("table", "rocks"), FacetState::kAbsent);
}

}  // namespace
}  // namespace alhf::core
