#include "base/status.h"
#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class ChatTest : public CliTest {
 protected:
  ChatTest() {
    server_->ask.Replies([](const v1::AskRequest& request)
                             -> absl::StatusOr<std::vector<v1::AskEvent>> {
      v1::AskEvent event;
      event.mutable_answer()->set_id("x-" +
                                     request.query().text().substr(0, 1));
      event.mutable_answer()->set_answer("about " + request.query().text());
      return std::vector<v1::AskEvent>{event};
    });
    server_->feedback.Returns(Proto<v1::SubmitFeedbackResponse>(
        "status { record { id: 'f-1' } assignment { parts { component: 'alpha' "
        "} } }"));
  }
};

TEST_F(ChatTest, AsksAndTellsWhatWasWrongWithTheAnswerAbove) {
  const Result result =
      Alhf({"chat"}, "How many?\n! Use weeks.\n\nWhy?\n/quit\nnever\n");
  EXPECT_EQ(result.code, ExitCode::kOk) << result.err;
  EXPECT_THAT(result.out,
              AllOf(HasSubstr("about How many?"), HasSubstr("alpha"),
                    HasSubstr("about Why?"), Not(HasSubstr("never"))));
  const auto asked = server_->ask.requests();
  ASSERT_THAT(asked, SizeIs(2));
  EXPECT_EQ(asked[0].query().turns_size(), 0);
  EXPECT_EQ(asked[1].query().turns(0).question(), "How many?");
  EXPECT_NE(asked[0].query().conversation_id(), "");
  EXPECT_EQ(asked[0].query().conversation_id(),
            asked[1].query().conversation_id());
  ASSERT_THAT(server_->feedback.requests(), SizeIs(1));
  EXPECT_EQ(server_->feedback.requests()[0].record().text(), "Use weeks.");
  EXPECT_EQ(server_->feedback.requests()[0].record().exchange().id(), "x-H");
}

TEST_F(ChatTest, GoesOnAfterAnError) {
  server_->feedback.Fails(Error(absl::StatusCode::kResourceExhausted,
                                Reason::QUEUE_FULL, "too much"));
  const Result result = Alhf({"chat"}, "!early\nHow?\n!late\nWhy?\n");
  EXPECT_EQ(result.code, ExitCode::kOk);
  EXPECT_THAT(result.err, AllOf(HasSubstr("there is no answer above"),
                                HasSubstr("too much")));
  EXPECT_THAT(result.out, HasSubstr("about Why?"));
}

}  // namespace
}  // namespace alhf::cli
