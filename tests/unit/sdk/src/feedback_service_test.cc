#include "sdk/src/feedback_service.h"

#include <grpcpp/generic/generic_stub.h>

#include <future>
#include <thread>

#include "base/grpc_message.h"
#include "tests/unit/sdk/src/blocking_component.h"
#include "tests/unit/sdk/src/served_component.h"

namespace alhf::sdk {
namespace {

using ::absl::StatusCode;
using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;
using Stub = v1::Feedback::Stub;

class FeedbackServiceTest : public ::testing::Test {
 protected:
  absl::Status Apply(const v1::ApplyChangesRequest& request) {
    v1::ApplyChangesResponse response;
    return served_.Call(&Stub::ApplyChanges, request, &response);
  }

  ServedComponent served_{std::make_unique<PlainComponent>()};
};

TEST_F(FeedbackServiceTest, EveryMethodAnswers) {
  v1::GetManifestRequest manifest;
  v1::GetManifestResponse described;
  ASSERT_THAT(served_.Call(&Stub::GetManifest, manifest, &described), IsOk());
  EXPECT_EQ(described.manifest().name(), "plain");

  v1::AssessFeedbackRequest assess;
  assess.set_tenant("acme");
  assess.mutable_record()->set_text("Round to two.");
  v1::AssessFeedbackResponse assessed;
  ASSERT_THAT(served_.Call(&Stub::AssessFeedback, assess, &assessed), IsOk());
  EXPECT_EQ(assessed.assessment().outcome(), v1::OUTCOME_CLAIMED);

  v1::ApplyChangesResponse applied;
  ASSERT_THAT(
      served_.Call(&Stub::ApplyChanges,
                   Entries({MakeEntry(1, {Learn("l-1", "Round.")})}), &applied),
      IsOk());
  EXPECT_EQ(applied.applied_position().sequence(), 1);

  v1::AdjustQueryResponse adjusted;
  ASSERT_THAT(
      served_.Call(&Stub::AdjustQuery, Question("How many?"), &adjusted),
      IsOk());
  EXPECT_EQ(adjusted.adjustment().items_size(), 1);

  v1::ListLessonsRequest list;
  list.set_tenant("acme");
  v1::ListLessonsResponse listed;
  ASSERT_THAT(served_.Call(&Stub::ListLessons, list, &listed), IsOk());
  EXPECT_EQ(listed.lessons_size(), 1);

  v1::GetLessonRequest get;
  get.set_tenant("acme");
  get.set_lesson_id("l-1");
  v1::Lesson lesson;
  ASSERT_THAT(served_.Call(&Stub::GetLesson, get, &lesson), IsOk());
  EXPECT_EQ(lesson.text(), "Round.");

  v1::ExportMemoryRequest dump;
  dump.set_tenant("acme");
  v1::ExportMemoryResponse dumped;
  ASSERT_THAT(served_.Call(&Stub::ExportMemory, dump, &dumped), IsOk());
  EXPECT_EQ(dumped.items_size(), 3);
}

TEST_F(FeedbackServiceTest, ErrorsTravelWithTheirReasonAndWords) {
  const absl::Status gap = Apply(Entries({MakeEntry(5, {None()})}));
  EXPECT_THAT(gap,
              StatusIs(StatusCode::kFailedPrecondition, Reason::POSITION_GAP));
  EXPECT_EQ(ErrorInfoOf(gap)->metadata().at("applied_sequence"), "0");
  EXPECT_THAT(Apply(Entries({}, "")),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_REQUIRED));
}

TEST_F(FeedbackServiceTest, TextThatIsNotUtf8IsNamed) {
  v1::AdjustQueryResponse response;
  const absl::Status status = served_.Call(
      &Stub::AdjustQuery, Question("bad \xC3\x28 byte"), &response);
  EXPECT_THAT(status,
              StatusIs(StatusCode::kInvalidArgument, Reason::INVALID_UTF8));
  EXPECT_EQ(ErrorInfoOf(status)->metadata().at("field"), "query.text");
}

TEST_F(FeedbackServiceTest, BytesThatAreNoRequestAreRefused) {
  grpc::GenericStub stub(served_.channel());
  grpc::ClientContext context;
  const grpc::Slice slice("\xFF\xFF\xFF");
  grpc::ByteBuffer request(&slice, 1);
  grpc::ByteBuffer response;
  std::promise<grpc::Status> done;
  stub.UnaryCall(&context, "/alhf.v1.Feedback/AdjustQuery", {}, &request,
                 &response,
                 [&](grpc::Status status) { done.set_value(status); });
  EXPECT_THAT(FromGrpcStatus(done.get_future().get()),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_INVALID));
}

TEST_F(FeedbackServiceTest, WaitsForAPosition) {
  v1::AdjustQueryRequest request = Question("How many?");
  *request.mutable_query()->mutable_min_position() = At(1);
  auto waiting = std::async(std::launch::async, [&] {
    v1::AdjustQueryResponse response;
    absl::Status status = served_.Call(&Stub::AdjustQuery, request, &response);
    EXPECT_EQ(response.adjustment().items_size(), 1);
    return status;
  });
  ASSERT_THAT(Apply(Entries({MakeEntry(1, {Learn("l-1", "Round.")})})), IsOk());
  EXPECT_THAT(waiting.get(), IsOk());
}

TEST_F(FeedbackServiceTest, APositionThatIsNotReachedInTimeIsStale) {
  v1::AdjustQueryRequest request = Question("How many?");
  *request.mutable_query()->mutable_min_position() = At(1);
  v1::AdjustQueryResponse response;
  EXPECT_THAT(
      served_.Call(&Stub::AdjustQuery, request, &response,
                   std::chrono::milliseconds(1500)),
      StatusIs(StatusCode::kFailedPrecondition, Reason::POSITION_STALE));
  v1::AssessFeedbackRequest assess;
  assess.set_tenant("acme");
  assess.mutable_record()->set_text("Round to two.");
  *assess.mutable_min_position() = At(1);
  v1::AssessFeedbackResponse assessed;
  EXPECT_THAT(
      served_.Call(&Stub::AssessFeedback, assess, &assessed,
                   std::chrono::milliseconds(1500)),
      StatusIs(StatusCode::kFailedPrecondition, Reason::POSITION_STALE));
}

TEST_F(FeedbackServiceTest, QueriesGoOnWhileEntriesAreApplied) {
  std::vector<std::thread> callers;
  std::atomic<bool> done = false;
  for (int i = 0; i < 3; ++i) {
    callers.emplace_back([&] {
      while (!done) {
        v1::AdjustQueryResponse response;
        ASSERT_THAT(
            served_.Call(&Stub::AdjustQuery, Question("How many?"), &response),
            IsOk());
        // Entry n learns the n-th lesson; all of them apply.
        ASSERT_EQ(response.adjustment().items_size(),
                  std::min<uint64_t>(
                      response.adjustment().position().sequence(), 64));
      }
    });
  }
  for (uint64_t sequence = 1; sequence <= 50; ++sequence) {
    ASSERT_THAT(
        Apply(Entries({MakeEntry(
            sequence, {Learn(absl::StrCat("l-", sequence), "Round.")})})),
        IsOk());
  }
  done = true;
  for (std::thread& caller : callers) caller.join();
}

TEST(FeedbackServiceQueueTest, AFullQueueIsTold) {
  Gate gate;
  ServeOptions options;
  options.queue = 1;
  ServedComponent served(std::make_unique<BlockingComponent>(&gate), options);
  // One for each thread of the query path, and one that waits for a thread.
  std::vector<std::future<absl::Status>> calls;
  const auto call = [&] {
    v1::AdjustQueryResponse response;
    return served.Call(&Stub::AdjustQuery, Question("How many?"), &response);
  };
  const int threads = static_cast<int>(CallLanes::Options().query_threads);
  for (int i = 0; i < threads; ++i) {
    calls.push_back(std::async(std::launch::async, call));
    gate.AwaitCallers(i + 1);
  }
  // Of two more, one finds the queue full.
  std::promise<absl::Status> refused;
  std::atomic<int> refusals = 0;
  const auto overload = [&] {
    const absl::Status status = call();
    if (!status.ok() && refusals++ == 0) refused.set_value(status);
    return status;
  };
  auto one = std::async(std::launch::async, overload);
  auto two = std::async(std::launch::async, overload);
  EXPECT_THAT(refused.get_future().get(),
              StatusIs(StatusCode::kResourceExhausted, Reason::QUEUE_FULL));
  gate.Open();
  for (auto& each : calls) EXPECT_THAT(each.get(), IsOk());
  EXPECT_NE(one.get().ok(), two.get().ok());
}

}  // namespace
}  // namespace alhf::sdk
