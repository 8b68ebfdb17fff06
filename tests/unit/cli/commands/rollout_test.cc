#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST_F(CliTest, PauseAndResumeSayWhatHoldsNow) {
  server_->rollout.Replies([](const v1::ChangeRolloutRequest& request)
                               -> absl::StatusOr<v1::ChangeRolloutResponse> {
    v1::ChangeRolloutResponse response;
    response.mutable_rollout()->set_paused(request.paused());
    response.mutable_rollout()->set_changed_by(request.user());
    response.mutable_rollout()->set_note(request.note());
    return response;
  });
  const Result paused = Alhf({"pause", "--note", "odd answers"});
  EXPECT_EQ(paused.code, ExitCode::kOk) << paused.err;
  EXPECT_THAT(paused.out, AllOf(HasSubstr("lessons are paused"),
                                HasSubstr("someone: odd answers"),
                                HasSubstr("alhf resume")));
  EXPECT_THAT(Alhf({"resume"}).out, HasSubstr("lessons are in force"));
  const auto sent = server_->rollout.requests();
  ASSERT_THAT(sent, SizeIs(2));
  EXPECT_TRUE(sent[0].paused());
  EXPECT_FALSE(sent[0].has_holdout());
  EXPECT_TRUE(sent[1].has_paused());
  EXPECT_FALSE(sent[1].paused());
}

TEST_F(CliTest, HoldoutIsSetOrShown) {
  v1::ChangeRolloutResponse response;
  response.mutable_rollout()->set_holdout(0.1);
  server_->rollout.Returns(response);
  EXPECT_THAT(Alhf({"holdout", "0.1"}).out,
              AllOf(HasSubstr("10.0 % of exchanges held out"),
                    HasSubstr("alhf compare")));
  ASSERT_THAT(server_->rollout.requests(), SizeIs(1));
  EXPECT_EQ(server_->rollout.requests()[0].holdout(), 0.1);
  EXPECT_FALSE(server_->rollout.requests()[0].has_paused());
  v1::GetStatusResponse status;
  status.mutable_rollout()->set_holdout(0.25);
  server_->status.Returns(status);
  EXPECT_THAT(Alhf({"holdout"}).out, HasSubstr("25.0 %"));
  EXPECT_THAT(Alhf({"status"}).out, HasSubstr("25.0 % of exchanges held out"));
  EXPECT_THAT(Alhf({"holdout", "--json"}).out, HasSubstr("\"holdout\": 0.25"));
}

TEST_F(CliTest, ActivationIsSetOrShown) {
  v1::ChangeRolloutResponse response;
  response.mutable_rollout()->set_activation(v1::ACTIVATION_SHADOW);
  server_->rollout.Returns(response);
  EXPECT_THAT(Alhf({"activation", "shadow", "--agent", "bot"}).out,
              HasSubstr("new ones begin as shadow"));
  Alhf({"activation", "default"});
  const auto sent = server_->rollout.requests();
  ASSERT_THAT(sent, SizeIs(2));
  EXPECT_EQ(sent[0].activation(), v1::ACTIVATION_SHADOW);
  EXPECT_EQ(sent[0].agent(), "bot");
  EXPECT_FALSE(sent[0].has_paused());
  EXPECT_TRUE(sent[1].has_activation());
  EXPECT_EQ(sent[1].activation(), v1::ACTIVATION_UNSPECIFIED);
  EXPECT_EQ(sent[1].agent(), "");
  v1::GetStatusResponse status;
  status.mutable_rollout()->set_activation(v1::ACTIVATION_HOLD);
  server_->status.Returns(status);
  EXPECT_THAT(Alhf({"activation"}).out, HasSubstr("begin as hold"));
}

TEST_F(CliTest, CompareShowsBothSidesWithIntervals) {
  server_->exchanges.Returns(Proto<v1::ListExchangesResponse>(R"pb(
    exchanges {
      id: "x-1"
      plan { holdout: 0.5 }
    }
    exchanges {
      id: "x-2"
      plan { holdout: 0.5 withheld: WITHHELD_HOLDOUT }
    }
  )pb"));
  server_->records.Returns(Proto<v1::ListFeedbackResponse>(
      "records { record { kind: RECORD_TEXT exchange { id: 'x-2' } } }"));
  const Result result = Alhf({"compare"});
  EXPECT_EQ(result.code, ExitCode::kOk) << result.err;
  EXPECT_THAT(
      result.out,
      AllOf(HasSubstr("1 exchange with lessons, 1 held out"),
            HasSubstr("corrected"), HasSubstr("100.0 % [20.7 %, 100.0 %] of 1"),
            HasSubstr("-100.0 [")));
  EXPECT_THAT(Alhf({"compare", "--json"}).out, HasSubstr("\"difference\""));
  server_->exchanges.Returns({});
  EXPECT_THAT(Alhf({"compare"}).out, HasSubstr("alhf holdout 0.1"));
}

TEST_F(CliTest, APlanSaysWhyItIsEmpty) {
  v1::ComposePlanResponse response;
  response.mutable_plan()->set_withheld(v1::WITHHELD_PAUSED);
  server_->plan.Returns(response);
  EXPECT_THAT(Alhf({"plan", "How many?"}).out,
              HasSubstr("the tenant is paused"));
  server_->exchange.Returns(Proto<v1::Exchange>(
      "id: 'x-1' plan { withheld: WITHHELD_HOLDOUT holdout: 0.1 }"));
  EXPECT_THAT(Alhf({"explain", "x-1"}).out,
              HasSubstr("one of the holdout of 10.0 %"));
}

}  // namespace
}  // namespace alhf::cli
