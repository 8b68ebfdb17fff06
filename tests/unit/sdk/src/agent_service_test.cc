#include "sdk/src/agent_service.h"

#include <future>

#include "tests/unit/sdk/src/blocking_component.h"
#include "tests/unit/sdk/src/served_component.h"

namespace alhf::sdk {
namespace {

using ::absl::StatusCode;
using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;

// Writes as many lines as the question says, then the result.
class Chatty final : public PlainComponent, public Agent {
 public:
  absl::Status Run(const Context& context, const v1::RunRequest& request,
                   RunWriter& writer) const override {
    if (request.query().text() == "fail") return absl::InternalError("broken");
    for (int i = 0; i < std::stoi(request.query().text()); ++i) {
      writer.Progress(std::to_string(i));
    }
    ALHF_ASSIGN_OR_RETURN(const auto found,
                          context.Recall(request.query(), {}));
    std::vector<v1::AdjustmentItem> items;
    for (const auto& each : found) items.push_back(each.item);
    v1::StepOutput output;
    output.set_text(std::to_string(writer.Late(items).size()));
    writer.Output(std::move(output));
    return absl::OkStatus();
  }
};

v1::RunRequest Stage(const std::string& text) {
  v1::RunRequest request;
  request.set_tenant("acme");
  request.mutable_query()->set_text(text);
  return request;
}

struct Streamed {
  std::vector<v1::RunEvent> events;
  absl::Status status;
};

Streamed RunStage(ServedComponent& served, const v1::RunRequest& request) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::seconds(30));
  const auto reader = served.agent().Run(&context, request);
  Streamed streamed;
  v1::RunEvent event;
  while (reader->Read(&event)) streamed.events.push_back(event);
  streamed.status = FromGrpcStatus(reader->Finish());
  return streamed;
}

TEST(AgentServiceTest, StreamsInOrderWithTheOutputLast) {
  ServedComponent served(std::make_unique<Chatty>());
  v1::ApplyChangesResponse applied;
  ASSERT_THAT(
      served.Call(&v1::Feedback::Stub::ApplyChanges,
                  Entries({MakeEntry(1, {Learn("l-1", "Round.")})}), &applied),
      IsOk());
  v1::RunRequest request = Stage("100");
  *request.mutable_query()->mutable_min_position() = At(1);
  const Streamed streamed = RunStage(served, request);
  ASSERT_THAT(streamed.status, IsOk());
  ASSERT_EQ(streamed.events.size(), 102);
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(streamed.events[i].progress(), std::to_string(i));
  }
  EXPECT_EQ(streamed.events[100].late().lesson_id(), "l-1");
  EXPECT_EQ(streamed.events[101].output().text(), "1");
}

TEST(AgentServiceTest, FailuresEndTheStream) {
  ServedComponent served(std::make_unique<Chatty>());
  EXPECT_THAT(RunStage(served, Stage("fail")).status,
              StatusIs(StatusCode::kInternal, Reason::COMPONENT_FAILED));
  EXPECT_THAT(RunStage(served, Stage("")).status,
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_REQUIRED));
  EXPECT_THAT(RunStage(served, Stage("\xFF")).status,
              StatusIs(StatusCode::kInvalidArgument, Reason::INVALID_UTF8));
}

TEST(AgentServiceTest, AComponentWithoutAStageDoesNotServeOne) {
  ServedComponent served(std::make_unique<PlainComponent>());
  EXPECT_EQ(RunStage(served, Stage("1")).status.code(),
            StatusCode::kUnimplemented);
}

TEST(AgentServiceTest, ACallerWhoGoesLeavesNothingBehind) {
  Gate gate;
  ServedComponent served(std::make_unique<BlockingComponent>(&gate));
  {
    grpc::ClientContext context;
    const auto reader = served.agent().Run(&context, Stage("1"));
    v1::RunEvent event;
    ASSERT_TRUE(reader->Read(&event));
    EXPECT_EQ(event.progress(), "waiting");
    context.TryCancel();
    EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
  }
  gate.Open();
  const Streamed next = RunStage(served, Stage("next"));
  ASSERT_THAT(next.status, IsOk());
  EXPECT_EQ(next.events.back().output().text(), "next");
}

}  // namespace
}  // namespace alhf::sdk
