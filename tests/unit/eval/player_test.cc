#include "eval/player.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "eval/scenario_reader.h"
#include "tests/unit/eval/fake_system.h"

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

// f1 comes to questions with "red"; f2, which should be the finder's, says
// "writer" and "blue"; f3 ends f1.
constexpr char kScenario[] =
    R"({"id":"s","feedback":[)"
    R"({"id":"f1","question":"first?","text":"red writer","assign":["writer"]},)"
    R"({"id":"f2","question":"second?","text":"blue writer",)"
    R"("assign":["finder"],"after":["f1"]},)"
    R"({"id":"f3","question":"third?","text":"green writer",)"
    R"("assign":["writer"],"supersedes":["f1"],"after":["f2"]}],)"
    R"("questions":[)"
    R"({"text":"a red boat","applies":["f1"],"checks":[)"
    R"({"kind":"answer_contains","value":"red writer","for":"f1"}]},)"
    R"({"text":"a boat","applies":["f2"],"checks":[)"
    R"({"kind":"answer_contains","value":"blue","for":"f2"},)"
    R"({"kind":"answer_contains","value":"Answer","for":"completeness"}]},)"
    R"({"text":"a blue sea","applies":[]}]})";

class PlayerTest : public ::testing::Test {
 protected:
  PlayerTest() {
    auto file = ParseScenarios(kScenario, "s.jsonl");
    EXPECT_TRUE(file.ok()) << file.status();
    scenarios_ = std::move(file->scenarios);
    checker_ = *Checker::Make(scenarios_, nullptr);
  }

  // Plays and returns results by policy and records.
  std::map<std::pair<std::string, size_t>, PointResult> Play(
      const std::vector<Policy>& policies, bool perfect,
      const std::vector<size_t>& points = {0, 1, 2, 3}) {
    Lane lane;
    lane.seed = 1;
    lane.name = "s";
    lane.tenant = perfect ? "oracle" : "shared";
    lane.scenarios = {0};
    lane.policies = policies;
    lane.perfect_assignment = perfect;
    Player::Parts parts;
    parts.system = &system_;
    parts.checker = checker_.get();
    parts.scenarios = &scenarios_;
    parts.cache = &cache_;
    parts.now = absl::FromUnixSeconds(1'000'000);
    parts.threads = 3;
    Player player(parts, lane);
    EXPECT_EQ(player.depth(), 3);
    std::map<std::pair<std::string, size_t>, PointResult> results;
    const absl::Status status = player.Play(
        points,
        [&](Policy policy, size_t records) {
          return skipped_.count({NameOf(policy), records}) == 0;
        },
        [&](PointResult result) {
          results[{result.policy, result.records}] = std::move(result);
          return absl::OkStatus();
        },
        [&] { ++steps_; });
    EXPECT_TRUE(status.ok()) << status;
    return results;
  }

  std::vector<Scenario> scenarios_;
  std::unique_ptr<Checker> checker_;
  FakeSystem system_;
  AnswerCache cache_;
  std::set<std::pair<std::string, size_t>> skipped_;
  size_t steps_ = 0;
};

TEST_F(PlayerTest, MeasuresWhatTheSystemDoes) {
  auto results = Play({Policy::kAlhf}, false);
  EXPECT_THAT(system_.taught(),
              ElementsAre("red writer", "blue writer", "green writer"));
  ASSERT_THAT(results, SizeIs(4));
  const auto at = [&](size_t records, size_t question) -> const Outcome& {
    return results[{"alhf", records}].outcomes[question];
  };
  // The red question: not taught, met, met, and then ended.
  EXPECT_EQ(at(0, 0).requirements[0].failure, "not taught");
  EXPECT_TRUE(at(0, 0).nothing_applies);
  EXPECT_TRUE(at(1, 0).requirements[0].met);
  EXPECT_FALSE(at(1, 0).nothing_applies);
  EXPECT_TRUE(at(1, 0).requirements[0].counts);
  EXPECT_THAT(at(1, 0).misapplied, IsEmpty());
  EXPECT_FALSE(at(3, 0).requirements[0].counts);
  EXPECT_THAT(at(3, 0).misapplied, ElementsAre("f1: superseded still fires"));
  // The blue lesson was learned by the wrong component.
  EXPECT_EQ(at(2, 1).requirements[0].failure, "not assigned");
  EXPECT_EQ(at(2, 1).complete, true);
  // And it comes where it should not.
  EXPECT_THAT(at(2, 2).misapplied, ElementsAre("f2: misapplied"));
  EXPECT_NE(at(2, 2).fingerprint, at(0, 2).fingerprint);
  EXPECT_EQ(at(1, 2).fingerprint, at(0, 2).fingerprint);

  const auto& assignments = results[{"alhf", 3}].assignments;
  ASSERT_THAT(assignments, SizeIs(3));
  EXPECT_EQ(assignments[1].right, 0);
  EXPECT_EQ(assignments[1].assigned, 1);
  EXPECT_EQ(assignments[1].expected, 1);
  // Three records and three questions at four points.
  EXPECT_EQ(steps_, 3 + 4 * 3);
}

TEST_F(PlayerTest, EachRecordIsTaughtOnTheAnswerToItsOwnQuestion) {
  Play({Policy::kAlhf}, false, {2});
  std::vector<std::string> kept;
  for (const AskOptions& each : system_.asked()) {
    if (each.keep) kept.push_back(each.question);
    EXPECT_EQ(each.tenant, "shared");
    EXPECT_EQ(each.now, absl::FromUnixSeconds(1'000'000));
  }
  EXPECT_THAT(kept, ElementsAre("first?", "second?"));
  // Questions see what was taught.
  EXPECT_EQ(system_.asked().back().min_position.sequence(), 2);
}

TEST_F(PlayerTest, PoliciesShareWhatIsTaught) {
  auto results = Play({Policy::kAlhf, Policy::kNone, Policy::kAll}, false);
  EXPECT_THAT(results, SizeIs(12));
  EXPECT_THAT(system_.taught(), SizeIs(3));
  EXPECT_FALSE((results[{"none", 3}].outcomes[1].requirements[0].met));
  EXPECT_THAT((results[{"none", 3}].outcomes[2].misapplied), IsEmpty());
  EXPECT_TRUE((results[{"all", 3}].outcomes[1].requirements[0].met));
  EXPECT_THAT((results[{"all", 3}].outcomes[2].misapplied),
              UnorderedElementsAre("f1: superseded still fires",
                                   "f2: misapplied", "f3: misapplied"));
  // 3 for records, 3 before anything is taught, and then 3 for each point of
  // alhf and all: nothing that is known is asked again.
  EXPECT_THAT(system_.asked(), SizeIs(3 + 3 + 2 * 3 * 3));
}

TEST_F(PlayerTest, TheOracleAppliesJustWhatIsNamed) {
  auto results = Play({Policy::kOracle}, true);
  EXPECT_TRUE((results[{"oracle", 2}].outcomes[0].requirements[0].met));
  // Assigned as it should be, the finder learned it.
  EXPECT_TRUE((results[{"oracle", 2}].outcomes[1].requirements[0].met));
  EXPECT_THAT((results[{"oracle", 3}].outcomes[2].misapplied), IsEmpty());
  EXPECT_EQ((results[{"oracle", 3}].outcomes[2].fingerprint),
            (results[{"oracle", 0}].outcomes[2].fingerprint));
  EXPECT_THAT((results[{"oracle", 3}].outcomes[0].misapplied), IsEmpty());
}

TEST_F(PlayerTest, ASystemThatMayChangeItsMindIsAskedEachTime) {
  system_.SetDeterministic(false);
  Play({Policy::kNone}, false);
  EXPECT_THAT(system_.asked(), SizeIs(3 + 4 * 3));
}

TEST_F(PlayerTest, WhatIsKnownIsNotAsked) {
  skipped_ = {{"alhf", 0}, {"alhf", 1}, {"alhf", 3}};
  auto results = Play({Policy::kAlhf}, false);
  EXPECT_THAT(results, SizeIs(1));
  // Taught anew as far as needed, and not further.
  EXPECT_THAT(system_.taught(), SizeIs(2));
  EXPECT_TRUE((results[{"alhf", 2}].outcomes[0].requirements[0].met));
}

}  // namespace
}  // namespace alhf::eval
