#include "sdk/model/completion_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/testing/status_matchers.h"
#include "base/status.h"
#include "tests/unit/sdk/model/endpoint_fixture.h"

namespace alhf::sdk {
namespace {

using ::alhf::testing::IsOk;
using ::testing::ElementsAre;

HttpResponse Of(const std::string& type, const std::string& body = "") {
  HttpResponse response;
  response.status = 200;
  if (!type.empty()) response.headers["content-type"] = type;
  response.body = body;
  return response;
}

const char kEvents[] = "text/event-stream; charset=utf-8";

TEST(CompletionReaderTest, ReadsAWholeAnswer) {
  CompletionReader reader(nullptr);
  ASSERT_THAT(reader.End(Of("application/json", Completion("yes").body)),
              IsOk());
  EXPECT_EQ(reader.reply().text, "yes");
}

TEST(CompletionReaderTest, TellsAStreamAsItComes) {
  std::vector<std::string> told;
  CompletionReader reader([&](absl::string_view text) {
    told.emplace_back(text.data(), text.size());
  });
  reader.OnData(Delta("one ") + Delta("two"));
  EXPECT_THAT(told, ElementsAre("one ", "two"));
  reader.OnData(Event("[DONE]") + Delta("never"));
  ASSERT_THAT(reader.End(Of(kEvents)), IsOk());
  EXPECT_EQ(reader.reply().text, "one two");
}

TEST(CompletionReaderTest, WhoWasAskedToStreamMayAnswerWhole) {
  CompletionReader reader(nullptr);
  const std::string body = Completion("yes").body;
  reader.OnData(body.substr(0, 10));
  reader.OnData(body.substr(10));
  ASSERT_THAT(reader.End(Of("application/json")), IsOk());
  EXPECT_EQ(reader.reply().text, "yes");
}

TEST(CompletionReaderTest, AStreamHasAnEnd) {
  CompletionReader cut(nullptr);
  cut.OnData(Delta("half"));
  const absl::Status status = cut.End(Of(kEvents));
  EXPECT_THAT(status, HasCode(absl::StatusCode::kUnavailable));
  EXPECT_EQ(ReasonOf(status), Reason::MODEL_UNAVAILABLE);
  CompletionReader finished(nullptr);
  finished.OnData(Delta("all"));
  finished.OnData(
      Event(R"({"choices": [{"delta": {}, "finish_reason": "stop"}]})"));
  EXPECT_THAT(finished.End(Of(kEvents)), IsOk());
}

TEST(CompletionReaderTest, ABrokenStreamIsSaidToBe) {
  CompletionReader reader(nullptr);
  reader.OnData(Delta("one") + Event("{nonsense") + Delta("two"));
  EXPECT_THAT(reader.End(Of(kEvents)), HasCode(absl::StatusCode::kInternal));
  EXPECT_EQ(reader.reply().text, "one");
}

TEST(CompletionReaderTest, AnotherContentTypeIsNoAnswer) {
  for (const char* type : {"text/html", "text/plain", ""}) {
    CompletionReader reader(nullptr);
    const absl::Status status = reader.End(Of(type, Completion("yes").body));
    EXPECT_THAT(status, HasCode(absl::StatusCode::kInternal)) << type;
    EXPECT_EQ(ReasonOf(status), Reason::MODEL_ANSWER_INVALID);
  }
  EXPECT_THAT(CheckIsJson(Of("application/problem+json")), IsOk());
}

}  // namespace
}  // namespace alhf::sdk
