#include "core/relevance/gate.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "google/protobuf/text_format.h"

namespace alhf::core {
namespace {

v1::Scope ScopeOf(const std::string& text) {
  v1::Scope scope;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &scope));
  return scope;
}

struct GateCase {
  const char* scope;
  const char* shut;
  int present = 0;
  int unknown = 0;
};

class GateTest : public ::testing::TestWithParam<GateCase> {};

TEST_P(GateTest, LetsPassWhatTheScopeCovers) {
  QueryScope query;
  query.agent = "sky";
  query.user = "ada";
  query.now = absl::FromUnixSeconds(1000);
  query.facets.Add("date_part", {"week"}, /*complete=*/true);
  query.facets.Add("table", {"moons"}, /*complete=*/false);
  const GateResult result = Gate(ScopeOf(GetParam().scope), query);
  EXPECT_EQ(result.shut, GetParam().shut);
  EXPECT_EQ(result.present, GetParam().present);
  EXPECT_EQ(result.unknown, GetParam().unknown);
  EXPECT_EQ(result.open(), *GetParam().shut == '\0');
  EXPECT_EQ(result.foreign(), result.shut == "user" || result.shut == "agent");
}

INSTANTIATE_TEST_SUITE_P(
    Table, GateTest,
    ::testing::Values(
        GateCase{"", ""}, GateCase{"agent: 'sky' user: 'ada'", ""},
        GateCase{"agent: 'sea'", "agent"}, GateCase{"user: 'bob'", "user"},
        GateCase{"user: 'Ada'", "user"},
        GateCase{"not_before { seconds: 1000 }", ""},
        GateCase{"not_before { seconds: 1001 }", "not yet valid"},
        GateCase{"not_after { seconds: 1000 }", ""},
        GateCase{"not_after { seconds: 999 }", "expired"},
        GateCase{"facets { key: 'date_part' value: 'Week' }", "", 1, 0},
        GateCase{"facets { key: 'date_part' value: 'month' }",
                 "facet date_part:month ABSENT"},
        GateCase{"facets { key: 'table' value: 'stars' }", "", 0, 1},
        GateCase{"facets { key: 'table' value: 'moons' }"
                 "facets { key: 'dialect' value: 'sqlite' }"
                 "facets { key: 'date_part' value: 'week' }",
                 "", 2, 1},
        GateCase{"facets { key: 'table' value: 'moons' }"
                 "facets { key: 'date_part' value: 'year' }",
                 "facet date_part:year ABSENT"},
        // Who asks counts before what is asked.
        GateCase{"user: 'bob' facets { key: 'date_part' value: 'year' }",
                 "user"}));

}  // namespace
}  // namespace alhf::core
