#include "core/relevance/gate_index.h"

#include <gtest/gtest.h>

#include "google/protobuf/text_format.h"

namespace alhf::core {
namespace {

v1::Scope ScopeOf(const std::string& text) {
  v1::Scope scope;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &scope));
  return scope;
}

TEST(GateIndexTest, TheSameConditionsShareAGate) {
  GateIndex gates;
  const auto open = gates.Add(ScopeOf(""));
  const auto moons = gates.Add(ScopeOf("facets { key: 't' value: 'moons' }"));
  EXPECT_NE(open, moons);
  // What no gate looks at makes no difference.
  EXPECT_EQ(gates.Add(ScopeOf("topic: 'ice' triggers: 'old moon'")), open);
  EXPECT_EQ(gates.Add(ScopeOf("facets { key: 't' value: 'moons' } "
                              "breadth: BREADTH_COMPONENT")),
            moons);
  EXPECT_NE(gates.Add(ScopeOf("user: 'ada'")), open);
  EXPECT_NE(gates.Add(ScopeOf("not_after { }")), open);
}

TEST(GateIndexTest, AGateLivesAsLongAsItIsUsed) {
  GateIndex gates;
  const auto gate = gates.Add(ScopeOf("user: 'ada'"));
  gates.Add(ScopeOf("user: 'ada'"));
  gates.Remove(gate);
  EXPECT_EQ(gates.ConditionsOf(gate).user(), "ada");
  gates.Remove(gate);
  EXPECT_EQ(gates.Add(ScopeOf("user: 'bob'")), gate);
  EXPECT_EQ(gates.ConditionsOf(gate).user(), "bob");
  EXPECT_EQ(gates.capacity(), 1u);
}

TEST(GateIndexTest, JudgesAsTheGateDoes) {
  GateIndex gates;
  const char* const kScopes[] = {
      "",
      "user: 'ada'",
      "user: 'bob'",
      "agent: 'sea'",
      "facets { key: 't' value: 'moons' } facets { key: 'x' value: 'y' }",
      "facets { key: 't' value: 'stars' }",
      "not_after { seconds: 5 }"};
  std::vector<GateIndex::GateId> ids;
  for (const char* scope : kScopes) ids.push_back(gates.Add(ScopeOf(scope)));
  QueryScope query;
  query.user = "ada";
  query.now = absl::FromUnixSeconds(6);
  query.facets.Add("t", {"moons"}, /*complete=*/true);
  JudgedGates judged(gates, query);
  for (int round = 0; round < 2; ++round) {
    for (size_t i = 0; i < ids.size(); ++i) {
      const GateResult want = Gate(ScopeOf(kScopes[i]), query);
      const GateResult& got = judged.Of(ids[i]);
      EXPECT_EQ(got.shut, want.shut) << kScopes[i];
      EXPECT_EQ(got.present, want.present) << kScopes[i];
      EXPECT_EQ(got.unknown, want.unknown) << kScopes[i];
    }
  }
  EXPECT_EQ(&judged.Of(ids[0]), &judged.Of(ids[0]));
}

}  // namespace
}  // namespace alhf::core
