#include "components/sql_generator/setting_proposals.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/components/sql_generator/library.h"

namespace alhf::sql_generator {
namespace {

class SettingProposalsTest : public ::testing::Test {
 protected:
  // Conflict key, and "!" where it is enforced; "" where nothing is proposed.
  std::string Of(const std::string& text, bool single = true) {
    const InstructionContext context{&workshop_.catalog(), "shop",
                                     absl::CivilDay(2026, 1, 15)};
    v1::Proposal proposal;
    proposal.set_effect(v1::EFFECT_ENFORCED);
    const Clause clause{text, sdk::Analyze(text).tokens};
    if (!ProposeSetting(clause, single, context, proposal)) return "";
    EXPECT_FALSE(proposal.understood_as().empty());
    return proposal.conflict_key() +
           (proposal.effect() == v1::EFFECT_ENFORCED ? "!" : "");
  }
  Library workshop_{WorkshopSql(), WorkshopSemantic()};
};

TEST_F(SettingProposalsTest, ProposesEach) {
  EXPECT_EQ(Of("use postgres"), "dialect:shop!");
  EXPECT_EQ(Of("use snowflake"), "dialect:shop");
  EXPECT_EQ(Of("use ISO weeks"), "week_convention!");
  EXPECT_EQ(Of("at most 5 rows"), "row_limit!");
  EXPECT_EQ(Of("our fiscal year starts in May"), "fiscal_calendar!");
  EXPECT_EQ(Of("our fiscal year starts on 6 May"), "fiscal_calendar");
  EXPECT_EQ(Of("for jobs use the mended date"), "date:jobs!");
  EXPECT_EQ(Of("thank you"), "");
}

TEST_F(SettingProposalsTest, SomeTakeSeveralClauses) {
  EXPECT_EQ(Of("fiscal year begins 1 may, not january", false),
            "fiscal_calendar!");
  EXPECT_EQ(Of("use the mended date, not the brought date", false),
            "date:jobs!");
  EXPECT_EQ(Of("at most 5 rows", false), "");
}

TEST_F(SettingProposalsTest, AddsFacets) {
  v1::Proposal proposal;
  AddFacet(proposal, "table", "jobs");
  EXPECT_EQ(proposal.scope().facets(0).value(), "jobs");
}

}  // namespace
}  // namespace alhf::sql_generator
