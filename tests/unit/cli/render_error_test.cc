#include "cli/render_error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/cord.h"
#include "alhf/rpc/v1/errors.pb.h"
#include "base/status.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"

namespace alhf::cli {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

const ErrorContext kContext{"unix:/run/c.sock", "alhf --tenant one", ""};

absl::Status TextMissing() {
  return Error(absl::StatusCode::kInvalidArgument, Reason::FIELD_REQUIRED,
               "record.text is empty: send what the person said",
               {{"field", "record.text"}});
}

TEST(RenderErrorTest, NamesReasonAndField) {
  EXPECT_EQ(RenderError(TextMissing(), kContext),
            "alhf: record.text is empty: send what the person said "
            "(INVALID_ARGUMENT FIELD_REQUIRED)\n"
            "  field: record.text\n");
  EXPECT_EQ(ExitCodeOf(TextMissing()), ExitCode::kRefused);
}

TEST(RenderErrorTest, NamesEachFieldOfABadRequest) {
  rpc::v1::BadRequest request;
  for (const char* field : {"query.text", "tenant"}) {
    auto* violation = request.add_field_violations();
    violation->set_field(field);
    violation->set_description("is too long");
  }
  absl::Status status = TextMissing();
  status.SetPayload("type.googleapis.com/google.rpc.BadRequest",
                    absl::Cord(request.SerializeAsString()));
  EXPECT_THAT(RenderError(status, kContext),
              EndsWith("  field: query.text: is too long\n"
                       "  field: tenant: is too long\n"));
}

TEST(RenderErrorTest, SaysHowToStartWhatCannotBeReached) {
  const absl::Status status =
      absl::UnavailableError("failed to connect to all addresses");
  EXPECT_EQ(RenderError(status, kContext),
            "alhf: the coordinator at unix:/run/c.sock cannot be reached: "
            "failed to connect to all addresses (UNAVAILABLE)\n"
            "  what to do: start the system with deploy/quickstart, or name "
            "another address with --address or ALHF_ADDRESS\n");
  EXPECT_EQ(ExitCodeOf(status), ExitCode::kUnreachable);
}

TEST(RenderErrorTest, AReasonMeansThatSomebodyAnswered) {
  const absl::Status status =
      Error(absl::StatusCode::kUnavailable, Reason::COMPONENT_UNAVAILABLE,
            "no component of the pipeline answered");
  EXPECT_EQ(ExitCodeOf(status), ExitCode::kRefused);
  EXPECT_THAT(RenderError(status, kContext),
              HasSubstr("what to do: alhf --tenant one components shows"));
}

TEST(RenderErrorTest, SaysWhatToDoForEachReasonThatACallerCanMend) {
  const auto advice = [](Reason reason) {
    return RenderError(Error(absl::StatusCode::kNotFound, reason, "m"),
                       kContext);
  };
  EXPECT_THAT(advice(Reason::EXCHANGE_NOT_FOUND), HasSubstr("exchanges lists"));
  EXPECT_THAT(advice(Reason::RECORD_NOT_FOUND), HasSubstr("records lists"));
  EXPECT_THAT(advice(Reason::LESSON_NOT_FOUND), HasSubstr("lessons lists"));
  EXPECT_THAT(advice(Reason::REQUEST_ID_REUSED), HasSubstr("--request-id"));
  EXPECT_THAT(advice(Reason::PAGE_TOKEN_INVALID), HasSubstr("--page-token"));
  EXPECT_THAT(advice(Reason::ENTRY_NOT_PARKED), HasSubstr("status shows"));
  EXPECT_THAT(advice(Reason::FIELD_INVALID), Not(HasSubstr("what to do")));
}

TEST(RenderErrorTest, SaysWhenToTryAgain) {
  const absl::Status status = WithRetryDelay(
      Error(absl::StatusCode::kResourceExhausted, Reason::QUEUE_FULL, "full"),
      absl::Milliseconds(1500));
  EXPECT_THAT(RenderError(status, kContext), HasSubstr("try again in 1.5s"));
}

TEST(RenderErrorTest, ATimeoutMayBeSentAgain) {
  ErrorContext context = kContext;
  context.request_id = "cli-abc";
  const absl::Status status = absl::DeadlineExceededError("Deadline Exceeded");
  EXPECT_EQ(RenderError(status, context),
            "alhf: no answer within the timeout (DEADLINE_EXCEEDED)\n"
            "  what to do: give it longer with --timeout\n"
            "  sent again with --request-id cli-abc nothing is done twice\n");
  EXPECT_EQ(ExitCodeOf(status), ExitCode::kTimeout);
  EXPECT_THAT(RenderError(TextMissing(), context), Not(HasSubstr("cli-abc")));
}

TEST(RenderErrorJsonTest, IsOneLineForPrograms) {
  const std::string line = RenderErrorJson(TextMissing());
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  google::protobuf::Struct content;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(line, &content).ok());
  const auto& error = content.fields().at("error").struct_value().fields();
  EXPECT_EQ(error.at("code").string_value(), "INVALID_ARGUMENT");
  EXPECT_EQ(error.at("reason").string_value(), "FIELD_REQUIRED");
  EXPECT_EQ(error.at("message").string_value(),
            "record.text is empty: send what the person said");
  EXPECT_EQ(
      error.at("metadata").struct_value().fields().at("field").string_value(),
      "record.text");
  EXPECT_EQ(error.at("fields").struct_value().fields().count("record.text"),
            1u);
}

}  // namespace
}  // namespace alhf::cli
