// Each process is stopped and started again while people teach and ask: no call
// fails that is tried again as docs/protocol.md says, and there are no two
// seconds in which nobody is answered.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/backoff.h"
#include "base/grpc_status.h"
#include "base/mutex.h"
#include "base/status.h"
#include "tests/support/conversation.h"
#include "tests/support/eventually.h"
#include "tests/support/mini_system.h"

namespace alhf::testing {
namespace {

constexpr char kQuestion[] = "How many orders were there in 2025?";
constexpr int kCallers = 4;  // of each kind
constexpr absl::Duration kLongestGap = absl::Seconds(2);
// Of one call, with all its tries.
constexpr absl::Duration kPatience = absl::Seconds(10);
constexpr Backoff kBackoff = {absl::Milliseconds(50), absl::Seconds(1)};

// People who make one kind of call over and over, each tried again as its
// error says.
class Callers {
 public:
  using Call = std::function<absl::Status(grpc::ClientContext&)>;

  explicit Callers(Call call) : call_(std::move(call)) {
    for (int i = 0; i < kCallers; ++i) {
      threads_.emplace_back([this, i] {
        std::mt19937 random(static_cast<unsigned>(i));
        while (!stop_) Insist(random);
      });
    }
  }
  ~Callers() { Stop(); }
  void Stop() {
    stop_ = true;
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

  uint64_t succeeded() {
    MutexLock lock(mutex_);
    return succeeded_;
  }
  // Of those that failed in the end; empty: none did.
  std::string failure() {
    MutexLock lock(mutex_);
    return failure_;
  }
  // The longest time in which none of them succeeded.
  absl::Duration gap() {
    MutexLock lock(mutex_);
    return gap_;
  }

 private:
  void Insist(std::mt19937& random) {
    const absl::Time deadline = absl::Now() + kPatience;
    for (int tries = 0;; ++tries) {
      grpc::ClientContext context;
      context.set_wait_for_ready(true);
      context.set_deadline(absl::ToChronoTime(deadline));
      const absl::Status status = call_(context);
      if (status.ok()) return Succeeded();
      const absl::Duration pause =
          DelayOf(kBackoff, tries,
                  std::uniform_real_distribution<>(0, 1)(random)) +
          RetryDelayOf(status).value_or(absl::ZeroDuration());
      if (!IsRetryable(status.code()) || absl::Now() + pause > deadline) {
        MutexLock lock(mutex_);
        failure_ = status.ToString();
        return;
      }
      absl::SleepFor(pause);
    }
  }

  void Succeeded() {
    MutexLock lock(mutex_);
    const absl::Time now = absl::Now();
    if (succeeded_++ > 0) gap_ = std::max(gap_, now - last_);
    last_ = now;
  }

  const Call call_;
  std::atomic<bool> stop_ = false;
  Mutex mutex_;
  uint64_t succeeded_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Time last_ ABSL_GUARDED_BY(mutex_);
  absl::Duration gap_ ABSL_GUARDED_BY(mutex_);
  std::string failure_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::thread> threads_;
};

Callers::Call Plans(MiniSystem& system) {
  return [&](grpc::ClientContext& context) {
    v1::ComposePlanRequest request;
    request.set_tenant("acme");
    request.mutable_query()->set_text(kQuestion);
    v1::ComposePlanResponse response;
    ALHF_RETURN_IF_ERROR(FromGrpcStatus(
        system.coordinator().ComposePlan(&context, request, &response)));
    // Without a component's part it is an answer, and not the one wanted.
    return response.plan().degraded()
               ? absl::UnavailableError(response.plan().ShortDebugString())
               : absl::OkStatus();
  };
}

Callers::Call Records(MiniSystem& system) {
  const auto number = std::make_shared<std::atomic<int>>(0);
  return [&, number](grpc::ClientContext& context) {
    v1::SubmitFeedbackRequest request;
    request.set_tenant("acme");
    request.set_request_id(absl::StrCat("r-", ++*number));
    request.set_wait_for(v1::WAIT_FOR_DURABLE);
    request.mutable_record()->set_kind(v1::RECORD_TEXT);
    request.mutable_record()->set_text("Never use the folder archive.");
    request.mutable_record()->mutable_exchange()->set_question(kQuestion);
    request.mutable_record()->mutable_exchange()->set_answer("An answer.");
    v1::SubmitFeedbackResponse response;
    return FromGrpcStatus(
        system.coordinator().SubmitFeedback(&context, request, &response));
  };
}

class RestartTest : public ::testing::TestWithParam<const char*> {};

TEST_P(RestartTest, NoCallFailsAndNobodyWaitsLong) {
  ASSERT_OK_AND_ASSIGN(const auto system, MiniSystem::Start());
  Callers plans(Plans(*system));
  Callers records(Records(*system));
  const auto go_on = [&](uint64_t calls) {
    const uint64_t before = std::min(plans.succeeded(), records.succeeded());
    return Eventually([&] {
      return std::min(plans.succeeded(), records.succeeded()) >= before + calls;
    });
  };
  ASSERT_TRUE(go_on(3));
  ASSERT_OK(system->Stop(GetParam()));
  ASSERT_OK(system->StartProcess(GetParam()));
  ASSERT_TRUE(go_on(3));
  plans.Stop();
  records.Stop();
  std::cout << GetParam() << ": no whole plan for "
            << absl::FormatDuration(plans.gap()) << ", no record taken for "
            << absl::FormatDuration(records.gap()) << "\n";
  EXPECT_EQ(plans.failure(), "");
  EXPECT_EQ(records.failure(), "");
  EXPECT_LE(plans.gap(), kLongestGap);
  EXPECT_LE(records.gap(), kLongestGap);
}

INSTANTIATE_TEST_SUITE_P(Processes, RestartTest,
                         ::testing::Values(MiniSystem::kCoordinator,
                                           MiniSystem::kRetriever,
                                           MiniSystem::kSqlGenerator,
                                           MiniSystem::kAnswerWriter));

// A step that hangs is given up when the time to drain is over.
TEST(DrainTest, SigtermEndsTheCoordinatorInTheTimeThatIsConfigured) {
  constexpr absl::Duration kDrain = absl::Seconds(1);
  MiniSystemOptions options;
  options.coordinator_config = "limits { drain_ms: 1000 run_ms: 600000 }\n";
  ASSERT_OK_AND_ASSIGN(const auto system, MiniSystem::Start(options));
  // It answers nothing, and holds its plan open and its step.
  Process& writer = system->process(MiniSystem::kAnswerWriter);
  writer.Pause();
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Minutes(10)));
  v1::AskRequest request;
  request.set_tenant("acme");
  request.mutable_query()->set_text(kQuestion);
  const auto stream = system->coordinator().Ask(&context, request);
  v1::AskEvent event;
  ASSERT_TRUE(stream->Read(&event)) << "the plan, without the writer's part";

  const absl::Time start = absl::Now();
  system->process(MiniSystem::kCoordinator).Terminate();
  const auto code =
      system->process(MiniSystem::kCoordinator).Await(absl::Seconds(60));
  const absl::Duration took = absl::Now() - start;
  writer.Continue();
  std::cout << "ended after " << absl::FormatDuration(took) << "\n";
  EXPECT_EQ(code, 0);
  EXPECT_LT(took, kDrain + absl::Seconds(3));
  bool answered = false;
  while (stream->Read(&event)) answered = answered || event.has_answer();
  EXPECT_FALSE(answered);
  EXPECT_FALSE(stream->Finish().ok());
}

// Nobody who waits for a component keeps the coordinator from ending.
TEST(DrainTest, WhoWaitsIsAnsweredWithTheStateReached) {
  MiniSystemOptions options;
  options.coordinator_config = "limits { drain_ms: 60000 assess_ms: 60000 }\n";
  ASSERT_OK_AND_ASSIGN(const auto system, MiniSystem::Start(options));
  Process& writer = system->process(MiniSystem::kAnswerWriter);
  writer.Pause();
  absl::StatusOr<v1::FeedbackStatus> answer = absl::UnknownError("none");
  std::thread waiting([&] {
    Conversation talk(system->coordinator(), "acme");
    v1::SubmitFeedbackRequest request;
    request.mutable_record()->set_text("Never use the folder archive.");
    request.mutable_record()->mutable_exchange()->set_question(kQuestion);
    request.mutable_record()->mutable_exchange()->set_answer("An answer.");
    request.set_wait_for(v1::WAIT_FOR_LEARNED);
    request.mutable_wait()->set_seconds(60);
    answer = talk.Submit(request);
  });
  Conversation talk(system->coordinator(), "acme");
  EXPECT_TRUE(Eventually([&] {
    const auto status = talk.Status();
    return status.ok() && status->records() == 1;
  }));
  const absl::Time start = absl::Now();
  system->process(MiniSystem::kCoordinator).Terminate();
  const auto code =
      system->process(MiniSystem::kCoordinator).Await(absl::Seconds(60));
  const absl::Duration took = absl::Now() - start;
  writer.Continue();
  waiting.join();
  std::cout << "ended after " << absl::FormatDuration(took) << "\n";
  EXPECT_EQ(code, 0);
  EXPECT_LT(took, absl::Seconds(10));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->state(), v1::FEEDBACK_DURABLE);
}

}  // namespace
}  // namespace alhf::testing
