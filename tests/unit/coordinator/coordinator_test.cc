// The whole coordinator over its socket, with a real component.
#include "coordinator/coordinator.h"

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <latch>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "alhf/sdk/serve.h"
#include "alhf/testing/status_matchers.h"
#include "alhf/v1/coordinator.grpc.pb.h"
#include "alhf/v1/registry.grpc.pb.h"
#include "base/grpc_status.h"
#include "sdk/examples/hello/answer_tone.h"

namespace alhf::coordinator {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;

class CoordinatorTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_NE(mkdtemp(folder_.data()), nullptr);
    sdk::ServeOptions options;
    options.data_folder = folder_ + "/tone";
    options.listen = "unix:" + folder_ + "/run/t.sock";
    auto component = sdk::Serve(std::make_unique<AnswerTone>(), options);
    ASSERT_THAT(component, IsOk());
    component_ = *std::move(component);
    Start();
  }
  void TearDown() override {
    coordinator_.reset();
    component_.reset();
    std::filesystem::remove_all(folder_);
  }

  void Start() {
    config::v1::Coordinator config;
    config.set_data_folder(folder_ + "/data");
    config.set_listen("unix:" + folder_ + "/run/c.sock");
    config.mutable_limits()->set_drain_ms(1);
    auto& component = *config.add_component();
    component.set_name("answer_tone");
    component.set_address(component_->address());
    auto coordinator = Coordinator::Start(config);
    ASSERT_THAT(coordinator, IsOk());
    coordinator_ = *std::move(coordinator);
    channel_ = grpc::CreateChannel(config.listen(),
                                   grpc::InsecureChannelCredentials());
    stub_ = v1::Coordinator::NewStub(channel_);
    WaitUntilServing();
  }

  static void SetDeadline(grpc::ClientContext& context) {
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::seconds(30));
    context.set_wait_for_ready(true);
  }

  // Calls a unary method of the stub.
  template <typename Response, typename Request, typename Method>
  absl::StatusOr<Response> Call(Method method, const Request& request) {
    grpc::ClientContext context;
    SetDeadline(context);
    Response response;
    const auto status = ((*stub_).*method)(&context, request, &response);
    if (!status.ok()) return FromGrpcStatus(status);
    return response;
  }

  void WaitUntilServing() {
    v1::ListComponentsRequest request;
    request.set_tenant("t");
    for (int tries = 0; tries < 3000; ++tries) {
      const auto response = Call<v1::ListComponentsResponse>(
          &v1::Coordinator::Stub::ListComponents, request);
      ASSERT_THAT(response, IsOk());
      if (response->components(0).health() == v1::COMPONENT_SERVING) return;
    }
    FAIL() << "the component was never seen";
  }

  v1::SubmitFeedbackRequest Words(const std::string& text) {
    v1::SubmitFeedbackRequest request;
    request.set_tenant("t");
    request.mutable_record()->set_text(text);
    request.mutable_record()->mutable_exchange()->set_question("How many?");
    request.mutable_record()->mutable_exchange()->set_answer("Seven.");
    request.set_wait_for(v1::WAIT_FOR_LEARNED);
    request.mutable_wait()->set_seconds(20);
    return request;
  }
  absl::StatusOr<v1::SubmitFeedbackResponse> Submit(
      const v1::SubmitFeedbackRequest& request) {
    return Call<v1::SubmitFeedbackResponse>(
        &v1::Coordinator::Stub::SubmitFeedback, request);
  }
  absl::StatusOr<v1::ComposePlanResponse> Plan(const std::string& question) {
    v1::ComposePlanRequest request;
    request.set_tenant("t");
    request.mutable_query()->set_text(question);
    return Call<v1::ComposePlanResponse>(&v1::Coordinator::Stub::ComposePlan,
                                         request);
  }

  std::string folder_ = ::testing::TempDir() + "/coXXXXXX";
  std::unique_ptr<sdk::Server> component_;
  std::unique_ptr<Coordinator> coordinator_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::Coordinator::Stub> stub_;
};

TEST_F(CoordinatorTest, TeachesAndPlansAndRemembersOverARestart) {
  const auto taught = Submit(Words("Always keep answers short and friendly."));
  ASSERT_THAT(taught, IsOk());
  EXPECT_EQ(taught->status().state(), v1::FEEDBACK_LEARNED);
  EXPECT_TRUE(taught->status().record().detached());
  ASSERT_EQ(taught->status().lessons_size(), 1);
  auto plan = Plan("How much?");
  ASSERT_THAT(plan, IsOk());
  ASSERT_EQ(plan->plan().components_size(), 1);
  ASSERT_EQ(plan->plan().components(0).items_size(), 1);

  coordinator_.reset();
  Start();
  plan = Plan("How much?");
  ASSERT_THAT(plan, IsOk());
  EXPECT_EQ(plan->plan().components(0).items(0).lesson_id(),
            taught->status().lessons(0).id());
}

TEST_F(CoordinatorTest, TheSameRequestIdGetsTheSameRecord) {
  auto request = Words("Always keep answers short and friendly.");
  request.set_request_id("r-1");
  const auto first = Submit(request);
  const auto second = Submit(request);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(first->status().record().id(), second->status().record().id());
  request.mutable_record()->set_text("Never be short.");
  EXPECT_THAT(Submit(request), StatusIs(absl::StatusCode::kInvalidArgument,
                                        Reason::REQUEST_ID_REUSED));
}

TEST_F(CoordinatorTest, APreviewStoresNothing) {
  const auto request = Words("Always keep answers short and friendly.");
  const auto preview = Call<v1::PreviewFeedbackResponse>(
      &v1::Coordinator::Stub::PreviewFeedback, request);
  ASSERT_THAT(preview, IsOk());
  ASSERT_EQ(preview->lessons_size(), 1);
  EXPECT_EQ(preview->lessons(0).component(), "answer_tone");
  EXPECT_TRUE(preview->record().detached());
  v1::ListFeedbackRequest list;
  list.set_tenant("t");
  const auto records = Call<v1::ListFeedbackResponse>(
      &v1::Coordinator::Stub::ListFeedback, list);
  ASSERT_THAT(records, IsOk());
  EXPECT_EQ(records->records_size(), 0);
  const auto plan = Plan("How much?");
  ASSERT_THAT(plan, IsOk());
  EXPECT_EQ(plan->plan().components(0).items_size(), 0);

  // What it would learn can be tried out.
  v1::ComposePlanRequest with;
  with.set_tenant("t");
  with.mutable_query()->set_text("How much?");
  *with.mutable_query()->mutable_overlay()->add_with() = preview->lessons(0);
  const auto tried =
      Call<v1::ComposePlanResponse>(&v1::Coordinator::Stub::ComposePlan, with);
  ASSERT_THAT(tried, IsOk());
  ASSERT_EQ(tried->plan().components(0).items_size(), 1);
  EXPECT_EQ(tried->plan().components(0).items(0).lesson_id(),
            preview->lessons(0).id());
}

TEST_F(CoordinatorTest, NamesWhatIsNotThere) {
  auto request = Words("short");
  request.mutable_record()->clear_exchange();
  EXPECT_THAT(Submit(request), StatusIs(absl::StatusCode::kInvalidArgument,
                                        Reason::FIELD_REQUIRED));
  request.mutable_record()->mutable_exchange()->set_id("x-none");
  EXPECT_THAT(Submit(request), StatusIs(absl::StatusCode::kNotFound,
                                        Reason::EXCHANGE_NOT_FOUND));
  request = Words("short");
  request.mutable_record()->add_assign_to("nobody");
  EXPECT_THAT(Submit(request), StatusIs(absl::StatusCode::kNotFound,
                                        Reason::COMPONENT_NOT_FOUND));
  request = Words("short");
  request.mutable_record()->add_about_lessons("l-none");
  EXPECT_THAT(Submit(request),
              StatusIs(absl::StatusCode::kNotFound, Reason::LESSON_NOT_FOUND));
  v1::GetFeedbackRequest get;
  get.set_tenant("t");
  get.set_record_id("f-none");
  EXPECT_THAT(
      Call<v1::FeedbackStatus>(&v1::Coordinator::Stub::GetFeedback, get),
      StatusIs(absl::StatusCode::kNotFound, Reason::RECORD_NOT_FOUND));
}

TEST_F(CoordinatorTest, RecordsExchangesOfOthersAndTakesFeedbackOnThem) {
  v1::RecordExchangeRequest record;
  record.set_tenant("t");
  record.set_request_id("r-9");
  record.mutable_exchange()->set_question("How many?");
  record.mutable_exchange()->set_answer("Seven.");
  const auto exchange =
      Call<v1::Exchange>(&v1::Coordinator::Stub::RecordExchange, record);
  ASSERT_THAT(exchange, IsOk());
  const auto again =
      Call<v1::Exchange>(&v1::Coordinator::Stub::RecordExchange, record);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(exchange->id(), again->id());

  auto request = Words("Always keep answers short and friendly.");
  request.mutable_record()->mutable_exchange()->Clear();
  request.mutable_record()->mutable_exchange()->set_id("last");
  const auto taught = Submit(request);
  ASSERT_THAT(taught, IsOk());
  EXPECT_FALSE(taught->status().record().detached());
  EXPECT_EQ(taught->status().record().exchange().id(), exchange->id());
}

TEST_F(CoordinatorTest, RefusesToAskWithoutAPipeline) {
  v1::AskRequest request;
  request.set_tenant("t");
  request.mutable_query()->set_text("How many?");
  grpc::ClientContext context;
  SetDeadline(context);
  const auto reader = stub_->Ask(&context, request);
  v1::AskEvent event;
  EXPECT_FALSE(reader->Read(&event));
  EXPECT_THAT(
      FromGrpcStatus(reader->Finish()),
      StatusIs(absl::StatusCode::kUnimplemented, Reason::NOT_IMPLEMENTED));
}

TEST_F(CoordinatorTest, StreamsTheStatusOfARecordUntilItIsLearned) {
  const auto taught = Submit(Words("Always keep answers short and friendly."));
  ASSERT_THAT(taught, IsOk());
  v1::WatchFeedbackRequest request;
  request.set_tenant("t");
  request.set_record_id(taught->status().record().id());
  grpc::ClientContext context;
  SetDeadline(context);
  const auto reader = stub_->WatchFeedback(&context, request);
  v1::FeedbackStatus status;
  v1::FeedbackState last = v1::FEEDBACK_STATE_UNSPECIFIED;
  while (reader->Read(&status)) last = status.state();
  EXPECT_THAT(FromGrpcStatus(reader->Finish()), IsOk());
  EXPECT_EQ(last, v1::FEEDBACK_LEARNED);
}

TEST_F(CoordinatorTest, ALiveNameCannotBeTaken) {
  const auto registry = v1::Registry::NewStub(channel_);
  v1::JoinRequest request;
  request.mutable_manifest()->set_name("answer_tone");
  request.mutable_manifest()->set_description("another one");
  request.mutable_manifest()->set_protocol_min(1);
  request.mutable_manifest()->set_protocol_max(1);
  request.set_address("unix:" + folder_ + "/run/other.sock");
  grpc::ClientContext context;
  SetDeadline(context);
  v1::JoinResponse response;
  EXPECT_THAT(
      FromGrpcStatus(registry->Join(&context, request, &response)),
      StatusIs(absl::StatusCode::kAlreadyExists, Reason::COMPONENT_NAME_TAKEN));
  grpc::ClientContext renew_context;
  SetDeadline(renew_context);
  v1::RenewRequest renew;
  renew.set_lease_id("none");
  v1::RenewResponse renewed;
  EXPECT_THAT(FromGrpcStatus(registry->Renew(&renew_context, renew, &renewed)),
              StatusIs(absl::StatusCode::kNotFound, Reason::LEASE_EXPIRED));
}

TEST_F(CoordinatorTest, StopsWithCallsStillInItsQueues) {
  constexpr int kCalls = 500;
  struct ListCall {
    grpc::ClientContext context;
    v1::ListFeedbackRequest request;
    v1::ListFeedbackResponse response;
  };
  std::vector<ListCall> calls(kCalls);
  std::latch answered(kCalls);
  for (ListCall& call : calls) {
    call.request.set_tenant("t");
    stub_->async()->ListFeedback(
        &call.context, &call.request, &call.response,
        [&answered](const grpc::Status&) { answered.count_down(); });
  }
  coordinator_.reset();
  answered.wait();
}

TEST_F(CoordinatorTest, AnotherOneOnTheSameFolderIsRefused) {
  config::v1::Coordinator config;
  config.set_data_folder(folder_ + "/data");
  config.set_listen("unix:" + folder_ + "/run/d.sock");
  EXPECT_THAT(Coordinator::Start(config),
              StatusIs(absl::StatusCode::kUnavailable, Reason::STORE_LOCKED));
}

}  // namespace
}  // namespace alhf::coordinator
