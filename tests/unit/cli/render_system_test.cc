#include "cli/render_system.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

constexpr char kStatus[] = R"pb(
  version: "0.1.0"
  start_time { seconds: 1767225600 }
  position { sequence: 9 }
  records: 3
  awaiting_assessment: 1
  lessons_by_state { key: "LESSON_HELD" value: 1 }
  lessons_by_state { key: "ACTIVE" value: 4 }
  parked {
    component: "beta"
    position { sequence: 5 }
    reason: "INTERNAL COMPONENT_FAILED: no disk"
    time { seconds: 1767225600 }
  }
  components {
    manifest {
      name: "alpha"
      description: "Writes SQL"
      claim_threshold: 0.5
      encoder_id: "use/1"
    }
    address: "unix:/run/a.sock"
    health: COMPONENT_SERVING
    joined: true
    applied_position { sequence: 9 }
  }
  components {
    manifest { name: "beta" }
    address: "unix:/run/b.sock"
    health: COMPONENT_UNREACHABLE
    detail: "connection refused: start it"
    applied_position { sequence: 4 }
    lag: 5
  }
  exchanges: 12
  encoder_id: "use/1"
)pb";

constexpr char kComponents[] =
    "COMPONENT  HEALTH           APPLIED  LAG  CLAIMS FROM  ADDRESS           "
    "DESCRIPTION\n"
    "alpha      serving, joined        9    0         0.50  unix:/run/a.sock  "
    "Writes SQL\n"
    "beta       unreachable            4    5            -  unix:/run/b.sock\n"
    "beta: connection refused: start it\n";

TEST(RenderComponentsTest, ListsThemAndWhatIsWrong) {
  EXPECT_EQ(RenderComponents(Proto<v1::GetStatusResponse>(kStatus).components(),
                             Style{}),
            kComponents);
  EXPECT_EQ(RenderComponents({}, Style{}), "no component is known\n");
}

TEST(RenderStatusTest, ShowsHowTheSystemIs) {
  EXPECT_EQ(RenderStatus(Proto<v1::GetStatusResponse>(kStatus), Style{}),
            absl::StrCat("version        0.1.0\n"
                         "running since  2026-01-01 00:00\n"
                         "position       9\n"
                         "exchanges      12\n"
                         "records        3, 1 awaiting assessment\n"
                         "lessons        4 active, 1 held\n"
                         "encoder        use/1; beta: words alone\n"
                         "rollout        in force\n"
                         "\n",
                         kComponents,
                         "\n"
                         "PARKED IN  POSITION  TIME              REASON\n"
                         "beta              5  2026-01-01 00:00  INTERNAL "
                         "COMPONENT_FAILED: no disk\n"
                         "to try again: alhf retry-parked\n"));
}

TEST(RenderStatusTest, NamesTheAgentsAndSaysHowNewLessonsBegin) {
  auto status = Proto<v1::GetStatusResponse>(
      "activation: ACTIVATION_IMMEDIATE "
      "agents { name: 'bot' components: 'alpha' components: 'beta' } "
      "agents { name: 'shop' components: 'beta' has_pipeline: true }");
  EXPECT_THAT(
      RenderStatus(status, Style{}),
      ::testing::AllOf(
          ::testing::HasSubstr(
              "new lessons    immediate, as the coordinator is configured\n"),
          ::testing::HasSubstr("agent bot      alpha, beta; no pipeline\n"),
          ::testing::HasSubstr("agent shop     beta\n")));
  status.set_activation(v1::ACTIVATION_SHADOW);
  status.mutable_rollout()->set_activation(v1::ACTIVATION_SHADOW);
  EXPECT_THAT(
      RenderStatus(status, Style{}),
      ::testing::HasSubstr("new lessons    shadow, as the tenant says\n"));
}

TEST(RenderStatusTest, SaysThatThereIsNothingYet) {
  EXPECT_EQ(
      RenderStatus(Proto<v1::GetStatusResponse>("version: '0.1.0'"), Style{}),
      "version        0.1.0\n"
      "running since  -\n"
      "position       0\n"
      "exchanges      0\n"
      "records        0, 0 awaiting assessment\n"
      "lessons        none\n"
      "encoder        none, words alone\n"
      "rollout        in force\n"
      "\n"
      "no component is known\n");
}

}  // namespace
}  // namespace alhf::cli
