// W3C trace context through real processes: what they log of one call.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "alhf/client/client.h"
#include "tests/integration/system_test.h"
#include "tests/support/eventually.h"

namespace alhf::testing {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kLimits[] =
    "limits { assess_ms: 20000 adjust_ms: 10000 run_ms: 30000 }\n";

std::string TraceId(char digit) { return std::string(32, digit); }

// The header of a caller whose place in the trace is "00f067aa0ba902b7".
std::string Traceparent(const std::string& trace_id, bool sampled = true) {
  return absl::StrCat("00-", trace_id, "-00f067aa0ba902b7-",
                      sampled ? "01" : "00");
}

class TraceTest : public SystemTest {
 protected:
  // Lines of a process about calls of `method`, once there are `count`.
  std::vector<std::string> CallsIn(const std::string& process,
                                   const std::string& method,
                                   const std::string& trace_id, size_t count) {
    std::vector<std::string> lines;
    const auto look = [&] {
      lines = Lines(process,
                    absl::StrCat("\"call\" method=\"alhf.v1.", method, "\""),
                    trace_id);
      return lines.size() >= count;
    };
    EXPECT_TRUE(Eventually(look)) << method << " in " << process << "\n"
                                  << system().Log(process);
    return lines;
  }
  // Lines with both texts.
  std::vector<std::string> Lines(const std::string& process,
                                 const std::string& what,
                                 const std::string& trace_id) {
    std::vector<std::string> lines;
    for (const auto line : absl::StrSplit(system().Log(process), '\n')) {
      if (absl::StrContains(line, what) && absl::StrContains(line, trace_id)) {
        lines.emplace_back(line);
      }
    }
    return lines;
  }
  static std::string Field(const std::string& line, const std::string& name) {
    std::smatch match;
    return std::regex_search(line, match, std::regex(name + "=\"([^\"]*)\""))
               ? match[1].str()
               : "";
  }
  void Ask(const std::string& question, const std::string& traceparent,
           v1::Exchange* answer = nullptr) {
    v1::AskRequest request;
    request.set_tenant("acme");
    request.mutable_query()->set_text(question);
    grpc::ClientContext context;
    if (!traceparent.empty()) {
      context.AddMetadata("traceparent", traceparent);
    }
    const auto stream = system().coordinator().Ask(&context, request);
    v1::AskEvent event;
    while (stream->Read(&event)) {
      if (event.has_answer() && answer != nullptr) *answer = event.answer();
    }
    ASSERT_TRUE(stream->Finish().ok());
  }
};

TEST_F(TraceTest, AQuestionIsFollowedToEveryComponent) {
  ASSERT_NO_FATAL_FAILURE(StartSystem());
  const std::string id = TraceId('a');
  v1::Exchange answer;
  Ask(kWeeks, Traceparent(id), &answer);
  const auto asked = CallsIn("coordinator", "Coordinator/Ask", id, 1);
  ASSERT_THAT(asked, SizeIs(1));
  EXPECT_EQ(Field(asked[0], "parent_id"), "00f067aa0ba902b7");
  EXPECT_EQ(Field(asked[0], "code"), "OK");
  EXPECT_EQ(answer.external_trace_id(), id);
  // The coordinator's place is the parent of every component's.
  const std::string span = Field(asked[0], "span_id");
  for (const std::string& component : MiniSystem::Components()) {
    const auto adjusted = CallsIn(component, "Feedback/AdjustQuery", id, 1);
    const auto ran = CallsIn(component, "Agent/Run", id, 1);
    EXPECT_THAT(adjusted, SizeIs(1)) << component;
    EXPECT_THAT(ran, SizeIs(1)) << component;
    for (const std::string& line : adjusted) {
      EXPECT_EQ(Field(line, "parent_id"), span) << line;
      EXPECT_NE(Field(line, "span_id"), span) << line;
    }
  }
}

TEST_F(TraceTest, AClientsTraceGoesWithWhatWasTaught) {
  ASSERT_NO_FATAL_FAILURE(StartSystem());
  std::string header;
  const auto client =
      client::Connect({.address = system().Address(MiniSystem::kCoordinator),
                       .tenant = "acme",
                       .record_timeout = absl::Seconds(30),
                       .feedback_timeout = absl::Seconds(60),
                       .traceparent = [&header] { return header; }});
  ASSERT_OK(client.status());
  header = Traceparent(TraceId('b'));
  const client::Recorded recorded = (*client)->Record(kWeeks, "53 weeks.");
  ASSERT_OK(recorded.failure);
  header = Traceparent(TraceId('c'));
  const client::Receipt receipt =
      (*client)->Feedback(kIsoFeedback, recorded, {.wait = absl::Seconds(50)});
  ASSERT_OK(receipt.failure);
  ASSERT_EQ(receipt.status.state(), v1::FEEDBACK_LEARNED);
  CallsIn("coordinator", "Coordinator/RecordExchange", TraceId('b'), 1);
  CallsIn("coordinator", "Coordinator/SubmitFeedback", TraceId('c'), 1);
  // Assessing and learning come later, by the log, in the same trace.
  for (const char* what : {"\"record taken\"", "\"record assigned\""}) {
    const auto lines = Lines("coordinator", what, TraceId('c'));
    ASSERT_THAT(lines, SizeIs(1)) << what;
    EXPECT_EQ(Field(lines[0], "record"), receipt.status.record().id());
  }
  for (const std::string& component : MiniSystem::Components()) {
    CallsIn(component, "Feedback/AssessFeedback", TraceId('c'), 1);
  }
  const auto learned =
      Lines("sql_generator", "\"change applied\"", TraceId('c'));
  ASSERT_THAT(learned, SizeIs(receipt.status.lessons_size()));
  for (int i = 0; i < receipt.status.lessons_size(); ++i) {
    EXPECT_EQ(Field(learned[static_cast<size_t>(i)], "lesson"),
              receipt.status.lessons(i).id());
  }
}

TEST_F(TraceTest, WhoTracesNothingIsNotLogged) {
  ASSERT_NO_FATAL_FAILURE(StartSystem());
  Ask(kWeeks, "");
  Ask(kWeeks, Traceparent(TraceId('d'), false));
  Ask(kWeeks, "not a header");
  for (const char* process : {"coordinator", "retriever", "sql_generator"}) {
    EXPECT_THAT(Lines(process, "\"call\"", ""), IsEmpty()) << process;
  }
}

TEST_F(TraceTest, TheCoordinatorBeginsATraceWhereThereIsNone) {
  MiniSystemOptions options;
  options.coordinator_config = absl::StrCat(kLimits, "log_calls: true\n");
  ASSERT_NO_FATAL_FAILURE(StartSystem(options));
  Ask(kWeeks, "");
  const auto asked = CallsIn("coordinator", "Coordinator/Ask", "", 1);
  ASSERT_THAT(asked, SizeIs(1));
  const std::string id = Field(asked[0], "trace_id");
  EXPECT_THAT(id, SizeIs(32));
  EXPECT_EQ(Field(asked[0], "parent_id"), "");
  for (const std::string& component : MiniSystem::Components()) {
    EXPECT_THAT(CallsIn(component, "Feedback/AdjustQuery", id, 1), SizeIs(1));
  }
  // What a caller brings is not taken over where it is no header.
  Ask(kWeeks, "00-not-a-header");
  const auto both = CallsIn("coordinator", "Coordinator/Ask", "", 2);
  ASSERT_THAT(both, SizeIs(2));
  EXPECT_THAT(both, Each(Not(HasSubstr("not-a-header"))));
  EXPECT_NE(Field(both[0], "trace_id"), Field(both[1], "trace_id"));
}

}  // namespace
}  // namespace alhf::testing
