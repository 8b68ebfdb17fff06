#include "coordinator/feedback/tenant_feedback.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

#include "alhf/testing/status_matchers.h"
#include "coordinator/feedback/feedback_status.h"
#include "coordinator/feedback/leveldb_feedback_log.h"
#include "tests/support/fake_component.h"
#include "tests/support/fault_env.h"
#include "tests/unit/coordinator/feedback/log_entries.h"

namespace alhf::coordinator {
namespace {

using testing::IsOk;
using testing::StatusIs;

// With an executor that runs in the caller's thread and components that answer
// in it, everything has happened when a call returns.
class TenantFeedbackTest : public ::testing::Test {
 protected:
  ~TenantFeedbackTest() override { runner_.Stop(); }

  v1::FeedbackStatus Submit(const std::string& text) {
    v1::SubmitFeedbackRequest request;
    request.set_tenant("acme");
    request.mutable_record()->set_text(text);
    request.mutable_record()->mutable_exchange()->add_steps();
    request.set_wait_for(v1::WAIT_FOR_LEARNED);
    std::optional<absl::StatusOr<v1::FeedbackStatus>> answer;
    tenant_->intake().Submit(request, {"unix:1", "ann", v1::ROLE_EXPERT},
                             [&](auto status) { answer = std::move(status); });
    EXPECT_TRUE(answer.has_value());
    EXPECT_THAT(*answer, IsOk());
    return **std::move(answer);
  }

  testing::FaultEnv env_;
  ManualClock clock_{TestTime()};
  InlineExecutor executor_;
  std::unique_ptr<FeedbackLog> log_ =
      *OpenLevelDbFeedbackLog({.folder = "/log", .env = &env_});
  testing::FakeRegistry registry_;
  TaskRunner runner_{&executor_};
  std::unique_ptr<TenantFeedback> tenant_ = std::make_unique<TenantFeedback>(
      "acme", FeedbackOptions{},
      FeedbackSeams{&registry_, log_.get(), &clock_, &runner_});
};

TEST_F(TenantFeedbackTest, LearnsWithoutAThreadOfItsOwn) {
  auto alpha = registry_.Add("alpha");
  tenant_->Start();
  const auto status = Submit("@alpha a");
  EXPECT_EQ(status.state(), v1::FEEDBACK_LEARNED);
  EXPECT_EQ(tenant_->Applied("alpha"), log_->End("acme").sequence());
  EXPECT_EQ(tenant_->Applied("nobody"), 0u);
  EXPECT_EQ(alpha->Lessons("acme").size(), 1u);
}

TEST_F(TenantFeedbackTest, AStatusIsLightAndGetIsWhole) {
  registry_.Add("alpha");
  tenant_->Start();
  const auto status = Submit("@alpha a");
  EXPECT_EQ(status.record().exchange().steps_size(), 0);
  const auto whole = tenant_->Get(status.record().id());
  ASSERT_THAT(whole, IsOk());
  EXPECT_EQ(whole->record().exchange().steps_size(), 1);
  EXPECT_EQ(whole->lessons_size(), 1);
}

TEST_F(TenantFeedbackTest, AComponentThatGetsReadyJoinsWhereThereIsALog) {
  tenant_->Start();
  registry_.Add("alpha");
  tenant_->OnReady("alpha");
  EXPECT_EQ(log_->End("acme").sequence(), 0u);  // nothing was said yet
  Submit("@alpha a");
  registry_.Add("beta");
  tenant_->OnReady("beta");
  const bool is_member = tenant_->journal().Look(
      [](const TenantView& view) { return view.members().count("beta") > 0; });
  EXPECT_TRUE(is_member);
  EXPECT_EQ(tenant_->Applied("beta"), log_->End("acme").sequence());
}

TEST_F(TenantFeedbackTest, NothingWaitsForAComponentThatWasRemoved) {
  registry_.Add("alpha");
  auto beta = registry_.Add("beta");
  tenant_->Start();
  Submit("@beta a");
  beta->SetAway(true);
  registry_.SetHealth("beta", v1::COMPONENT_UNREACHABLE);
  Submit("@alpha b");
  const auto awaiting = [&] {
    v1::GetStatusResponse status;
    tenant_->journal().Look([&](const TenantView& view) {
      FillTenantStatus(view, Agents(), &status);
    });
    return status.awaiting_assessment();
  };
  EXPECT_EQ(awaiting(), 1u);

  v1::RemoveComponentRequest request;
  request.set_tenant("acme");
  request.set_component("beta");
  const Giver ann = {"unix:1", "ann", v1::ROLE_EXPERT};
  EXPECT_THAT(tenant_->RemoveComponent(request, ann),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       Reason::COMPONENT_REGISTERED));
  registry_.Remove("beta");
  const auto removed = tenant_->RemoveComponent(request, ann);
  ASSERT_THAT(removed, IsOk());
  EXPECT_EQ(removed->position().sequence(), log_->End("acme").sequence());
  EXPECT_EQ(awaiting(), 0u);
  EXPECT_THAT(
      tenant_->RemoveComponent(request, ann),
      StatusIs(absl::StatusCode::kNotFound, Reason::COMPONENT_NOT_FOUND));

  // It comes back with an empty memory, and has all that it had.
  auto again = registry_.Add("beta");
  tenant_->OnReady("beta");
  EXPECT_EQ(again->Lessons("acme").size(), 1u);
  EXPECT_EQ(tenant_->Applied("beta"), log_->End("acme").sequence());
}

}  // namespace
}  // namespace alhf::coordinator
