#include <sstream>

#include "base/status.h"
#include "google/protobuf/util/json_util.h"
#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class AskTest : public CliTest {
 protected:
  AskTest() {
    server_->ask.Returns(
        {Proto<v1::AskEvent>("plan { position { sequence: 7 } }"),
         Proto<v1::AskEvent>("progress { component: 'a' text: 'reading' }"),
         Proto<v1::AskEvent>("step { component: 'a' "
                             "output { text: 't' } }"),
         Proto<v1::AskEvent>("answer { id: 'x-1' answer: '53 weeks.' }")});
  }
};

TEST_F(AskTest, TheAnswerAloneIsOnStandardOutput) {
  const Result result = Alhf({"ask", "How many?"});
  EXPECT_EQ(result.code, ExitCode::kOk);
  EXPECT_EQ(result.out, "53 weeks.\n");
  EXPECT_EQ(result.err,
            "· a: reading\n"
            "· a: wrote the text (0 ms)\n"
            "x-1 · alhf explain · alhf feedback \"…\"\n");
  ASSERT_THAT(server_->ask.requests(), SizeIs(1));
  const v1::AskRequest request = server_->ask.requests()[0];
  EXPECT_EQ(request.tenant(), "default");
  EXPECT_EQ(request.query().text(), "How many?");
  EXPECT_EQ(request.query().user(), "someone");
}

TEST_F(AskTest, JsonIsOneEventALine) {
  const Result result = Alhf({"ask", "How many?", "--json"});
  EXPECT_EQ(result.code, ExitCode::kOk);
  EXPECT_EQ(result.err, "");
  std::istringstream lines(result.out);
  std::vector<v1::AskEvent> events;
  for (std::string line; std::getline(lines, line);) {
    ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(
                    line, &events.emplace_back())
                    .ok())
        << line;
  }
  ASSERT_THAT(events, SizeIs(4));
  EXPECT_EQ(events[0].plan().position().sequence(), 7u);
  EXPECT_EQ(events[3].answer().answer(), "53 weeks.");
}

TEST_F(AskTest, AStreamWithoutAnAnswerIsAnError) {
  server_->ask.Returns({});
  const Result result = Alhf({"ask", "How many?"});
  EXPECT_EQ(result.code, ExitCode::kRefused);
  EXPECT_THAT(result.err, HasSubstr("without an answer"));
}

TEST_F(AskTest, AnErrorOfTheSystemIsShown) {
  server_->ask.Fails(Error(absl::StatusCode::kInvalidArgument,
                           Reason::FIELD_REQUIRED, "query.text is empty",
                           {{"field", "query.text"}}));
  const Result result = Alhf({"ask", ""});
  EXPECT_EQ(result.code, ExitCode::kRefused);
  EXPECT_THAT(result.err, HasSubstr("field: query.text"));
}

TEST_F(AskTest, PlanAsksAndRendersAPlan) {
  server_->plan.Returns(Proto<v1::ComposePlanResponse>(
      "plan { components { component: 'a' } position { sequence: 7 } }"));
  const Result result =
      Alhf({"plan", "How many?", "--explain", "--component", "a"});
  EXPECT_EQ(result.code, ExitCode::kOk);
  EXPECT_EQ(result.out, "a\n  no lesson applied\nat position 7\n");
  const auto requests = server_->plan.requests();
  ASSERT_THAT(requests, SizeIs(1));
  EXPECT_TRUE(requests[0].query().explain());
  EXPECT_THAT(requests[0].components(), ::testing::ElementsAre("a"));
  EXPECT_THAT(Alhf({"plan", "q", "--json"}).out,
              HasSubstr("\"sequence\": \"7\""));
}

}  // namespace
}  // namespace alhf::cli
