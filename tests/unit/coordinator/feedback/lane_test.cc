#include "coordinator/feedback/lane.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>

#include "base/status.h"
#include "tests/unit/coordinator/feedback/path_fixture.h"

namespace alhf::coordinator {
namespace {

using absl::StatusCode;
using testing::Eventually;
using testing::IsOk;
using testing::StatusIs;

bool Learns(const v1::ApplyChangesRequest& request, const std::string& text) {
  for (const v1::Entry& entry : request.entries()) {
    for (const v1::Change& change : entry.changes()) {
      if (change.learn().lesson().text() == text) return true;
    }
  }
  return false;
}

class LaneTest : public PathFixture {
 protected:
  // Submits words whose lesson `alpha` then refuses with `error`.
  v1::FeedbackStatus SubmitRefused(testing::FakeComponent& alpha,
                                   const std::string& text,
                                   absl::Status error) {
    alpha.SetApplyFault([text, error](const v1::ApplyChangesRequest& request) {
      return Learns(request, text) ? error : absl::OkStatus();
    });
    return *Submit(Words(text, v1::WAIT_FOR_ASSESSED));
  }
};

TEST_F(LaneTest, EveryComponentGetsEveryPositionInOrder) {
  auto alpha = registry_.Add("alpha");
  auto beta = registry_.Add("beta");
  Open();
  for (int i = 0; i < 4; ++i) Teach(absl::StrCat("@alpha number ", i));
  ASSERT_TRUE(Eventually([&] { return CaughtUp(*beta); }));
  uint64_t next = 1;
  for (const auto& request : beta->applied()) {
    for (const v1::Entry& entry : request.entries()) {
      EXPECT_EQ(entry.position().sequence(), next++);
      ASSERT_EQ(entry.changes_size(), 1);
      EXPECT_TRUE(entry.changes(0).has_none());
    }
  }
  EXPECT_EQ(next, log_->End("acme").sequence() + 1);
}

TEST_F(LaneTest, RetryableErrorsAreTriedAgain) {
  for (const auto code :
       {StatusCode::kUnavailable, StatusCode::kResourceExhausted,
        StatusCode::kAborted, StatusCode::kDeadlineExceeded}) {
    auto alpha = registry_.Add("alpha");
    Open(absl::StrCat("/log", static_cast<int>(code)));
    std::atomic<int> failures = 3;
    alpha->SetApplyFault([&](const auto&) {
      return failures-- > 0 ? absl::Status(code, "again") : absl::OkStatus();
    });
    EXPECT_EQ(Teach("@alpha a").state(), v1::FEEDBACK_LEARNED);
    EXPECT_EQ(Status().parked_size(), 0);
    Close();
  }
}

TEST_F(LaneTest, AnotherErrorParksTheEntryAndTheLaneGoesOn) {
  auto alpha = registry_.Add("alpha");
  Open();
  const auto refused = SubmitRefused(*alpha, "@alpha poison",
                                     absl::InternalError("no such thing"));
  ASSERT_TRUE(Eventually([&] { return Status().parked_size() == 1; }));
  const v1::Parked parked = Status().parked(0);
  EXPECT_EQ(parked.component(), "alpha");
  EXPECT_EQ(parked.position().sequence(), refused.position().sequence());
  EXPECT_NE(parked.reason().find("no such thing"), std::string::npos);
  EXPECT_EQ(Teach("@alpha fine").state(), v1::FEEDBACK_LEARNED);
  ASSERT_EQ(alpha->Lessons("acme").size(), 1u);
  EXPECT_EQ(alpha->Lessons("acme")[0].text(), "@alpha fine");
  // The view agrees with the memory, and nobody says that it was learned.
  ASSERT_EQ(Lessons().size(), 1u);
  EXPECT_EQ(Get(refused.record().id())->state(), v1::FEEDBACK_ASSESSED);
}

TEST_F(LaneTest, AParkedEntryIsRetriedAtANewPosition) {
  auto alpha = registry_.Add("alpha");
  Open();
  const auto refused =
      SubmitRefused(*alpha, "@alpha poison", absl::InternalError("not now"));
  ASSERT_TRUE(Eventually([&] { return Status().parked_size() == 1; }));
  alpha->SetApplyFault(nullptr);
  v1::RetryParkedRequest request;
  request.set_tenant("acme");
  request.set_component("alpha");
  *request.mutable_position() = Status().parked(0).position();
  request.set_request_id("r-1");
  const auto retried = Retry(request);
  ASSERT_THAT(retried, IsOk());
  EXPECT_GT(retried->position().sequence(), refused.position().sequence());
  ASSERT_TRUE(Eventually([&] {
    return Get(refused.record().id())->state() == v1::FEEDBACK_LEARNED;
  }));
  EXPECT_EQ(Status().parked_size(), 0);
  ASSERT_EQ(alpha->Lessons("acme").size(), 1u);
  EXPECT_EQ(alpha->Lessons("acme")[0].learned_sequence(),
            retried->position().sequence());
  // The same request again is the same retry; another one finds nothing.
  EXPECT_EQ(Retry(request)->position().sequence(),
            retried->position().sequence());
  request.set_request_id("r-2");
  EXPECT_THAT(Retry(request), StatusIs(StatusCode::kFailedPrecondition,
                                       Reason::ENTRY_NOT_PARKED));
  // A rebuilt memory resolves the log to the same.
  const std::string before = alpha->Export("acme");
  alpha->LoseMemory();
  registry_.SetHealth("alpha", v1::COMPONENT_SERVING);
  EXPECT_TRUE(Eventually([&] { return alpha->Export("acme") == before; }));
}

TEST_F(LaneTest, AnEntryIsNotParkedThatTheComponentHas) {
  auto alpha = registry_.Add("alpha");
  Open();
  Teach("@alpha first");
  // It applies, and then says that it did not.
  std::atomic<bool> lie = true;
  testing::FakeComponent* component = alpha.get();
  alpha->SetApplyFault(
      [&lie, component](const v1::ApplyChangesRequest& request) {
        if (!Learns(request, "@alpha second") || !lie.exchange(false)) {
          return absl::OkStatus();
        }
        component->ApplyChanges({}, request, [](const auto&) {});
        return absl::InternalError("lost the answer");
      });
  EXPECT_EQ(Teach("@alpha second").state(), v1::FEEDBACK_LEARNED);
  EXPECT_EQ(Status().parked_size(), 0);
  EXPECT_EQ(alpha->Lessons("acme").size(), 2u);
}

TEST_F(LaneTest, OneOfManyIsFoundAndParkedAlone) {
  auto alpha = registry_.Add("alpha");
  Open();
  alpha->SetApplyFault(
      [](const auto&) { return absl::UnavailableError("away"); });
  options_.apply_timeout = absl::Milliseconds(1);
  Reopen();
  for (int i = 0; i < 6; ++i) {
    ASSERT_THAT(
        Submit(Words(absl::StrCat("@alpha ", i), v1::WAIT_FOR_ASSESSED)),
        IsOk());
  }
  alpha->SetApplyFault([](const v1::ApplyChangesRequest& request) {
    return Learns(request, "@alpha 3") ? absl::InternalError("poison")
                                       : absl::OkStatus();
  });
  EXPECT_TRUE(Eventually([&] { return alpha->Lessons("acme").size() == 5; }));
  EXPECT_TRUE(Eventually([&] { return Status().parked_size() == 1; }));
}

TEST_F(LaneTest, AnHourOfFailingWhileHealthyParks) {
  auto alpha = registry_.Add("alpha");
  Open();
  SubmitRefused(*alpha, "@alpha slow", absl::UnavailableError("busy"));
  const auto calls = [&] { return alpha->applied().size(); };
  size_t before = calls();
  ASSERT_TRUE(Eventually([&] { return calls() > before + 2; }));
  EXPECT_EQ(Status().parked_size(), 0);
  clock_.Advance(absl::Minutes(59));
  before = calls();
  ASSERT_TRUE(Eventually([&] { return calls() > before + 2; }));
  EXPECT_EQ(Status().parked_size(), 0);
  clock_.Advance(absl::Minutes(2));
  EXPECT_TRUE(Eventually([&] { return Status().parked_size() == 1; }));
}

TEST_F(LaneTest, FailingWhileUnreachableNeverParks) {
  auto alpha = registry_.Add("alpha");
  Open();
  SubmitRefused(*alpha, "@alpha slow", absl::UnavailableError("down"));
  registry_.SetHealth("alpha", v1::COMPONENT_UNREACHABLE);
  clock_.Advance(absl::Hours(5));
  const size_t before = alpha->applied().size();
  ASSERT_TRUE(Eventually([&] { return alpha->applied().size() > before + 3; }));
  EXPECT_EQ(Status().parked_size(), 0);
  alpha->SetApplyFault(nullptr);
  registry_.SetHealth("alpha", v1::COMPONENT_SERVING);
  EXPECT_TRUE(Eventually([&] { return CaughtUp(*alpha); }));
}

TEST_F(LaneTest, AComponentThatRefusesEvenNothingIsNotParkedForEver) {
  auto alpha = registry_.Add("alpha");
  alpha->SetApplyFault(
      [](const auto&) { return absl::InternalError("broken"); });
  Open();
  ASSERT_THAT(Submit(Words("thanks", v1::WAIT_FOR_ASSESSED)), IsOk());
  const size_t before = alpha->applied().size();
  ASSERT_TRUE(Eventually([&] { return alpha->applied().size() > before + 5; }));
  EXPECT_EQ(Status().parked_size(), 0);
  EXPECT_EQ(log_->End("acme").sequence(), 4u);  // joined, record, two more
}

TEST_F(LaneTest, ALostMemoryIsReplayed) {
  auto alpha = registry_.Add("alpha");
  Open();
  for (int i = 0; i < 3; ++i) Teach(absl::StrCat("@alpha number ", i));
  const std::string before = alpha->Export("acme");
  alpha->LoseMemory();
  EXPECT_TRUE(alpha->Lessons("acme").empty());
  registry_.SetHealth("alpha", v1::COMPONENT_SERVING);
  EXPECT_TRUE(Eventually([&] { return alpha->Export("acme") == before; }));
}

TEST_F(LaneTest, ALostMemoryIsNotAsFarAsTheOneBefore) {
  auto alpha = registry_.Add("alpha");
  Open();
  Teach("@alpha first");
  ASSERT_TRUE(Eventually([&] { return CaughtUp(*alpha); }));
  const auto lag = [&] {
    v1::ComponentStatus status;
    *status.mutable_manifest() = alpha->manifest();
    path_->FillComponent("acme", &status);
    return status.lag();
  };
  ASSERT_TRUE(Eventually([&] { return lag() == 0; }));
  alpha->LoseMemory();  // and its lane has not heard of it
  EXPECT_EQ(lag(), log_->End("acme").sequence());
  registry_.SetHealth("alpha", v1::COMPONENT_SERVING);
  EXPECT_TRUE(Eventually([&] { return lag() == 0; }));
  EXPECT_EQ(alpha->Lessons("acme").size(), 1u);
}

TEST_F(LaneTest, ALostMemoryIsNoticedByTheGapToo) {
  auto alpha = registry_.Add("alpha");
  Open();
  Teach("@alpha first");
  alpha->LoseMemory();  // and nobody says that it is ready
  ASSERT_THAT(Submit(Words("@alpha second", v1::WAIT_FOR_DURABLE)), IsOk());
  EXPECT_TRUE(Eventually([&] { return alpha->Lessons("acme").size() == 2; }));
  EXPECT_EQ(Status().parked_size(), 0);
}

TEST_F(LaneTest, AMemoryAheadOfTheLogIsRebuilt) {
  auto alpha = registry_.Add("alpha");
  Open();
  Teach("@alpha kept");
  ASSERT_TRUE(Eventually([&] { return CaughtUp(*alpha); }));
  Close();
  env_.CopyFolder("/log", "/older");
  Open();
  Teach("@alpha lost");
  ASSERT_EQ(alpha->Lessons("acme").size(), 2u);
  Close();
  Open("/older");
  EXPECT_TRUE(Eventually([&] { return alpha->Lessons("acme").size() == 1; }));
  EXPECT_EQ(alpha->Lessons("acme")[0].text(), "@alpha kept");
  EXPECT_TRUE(CaughtUp(*alpha));
}

TEST_F(LaneTest, AMemoryOfAnotherEpochIsRebuilt) {
  auto alpha = registry_.Add("alpha");
  Open();
  Teach("@alpha kept");
  ASSERT_THAT(log_->Snapshot("/restored"), IsOk());
  Teach("@alpha lost");
  Close();
  Open("/restored");
  ASSERT_TRUE(Eventually([&] { return CaughtUp(*alpha); }));
  Teach("@alpha new");
  ASSERT_EQ(alpha->Lessons("acme").size(), 2u);
  EXPECT_EQ(alpha->Lessons("acme")[0].text(), "@alpha kept");
  EXPECT_EQ(alpha->Lessons("acme")[0].position().epoch(), 2u);
  EXPECT_EQ(alpha->Lessons("acme")[1].text(), "@alpha new");
}

TEST_F(LaneTest, AMemoryOfAnotherLogIsRebuilt) {
  auto alpha = registry_.Add("alpha");
  Open("/one");
  Teach("@alpha one");
  Close();
  Open("/two");
  Teach("@alpha two");
  ASSERT_EQ(alpha->Lessons("acme").size(), 1u);
  EXPECT_EQ(alpha->Lessons("acme")[0].text(), "@alpha two");
}

TEST_F(LaneTest, BatchesKeepTheLimitsOfTheProtocol) {
  Open();
  for (int i = 0; i < 150; ++i) {
    ASSERT_THAT(Submit(Words("thanks", v1::WAIT_FOR_ASSESSED)), IsOk());
  }
  auto alpha = registry_.Add("alpha");
  ASSERT_TRUE(Eventually([&] { return CaughtUp(*alpha); }));
  int largest = 0;
  for (const auto& request : alpha->applied()) {
    largest = std::max(largest, request.entries_size());
  }
  EXPECT_EQ(largest, 256);
}

}  // namespace
}  // namespace alhf::coordinator
