#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class LessonsTest : public CliTest {
 protected:
  LessonsTest() {
    server_->change.Returns(Proto<v1::ChangeLessonResponse>(R"pb(
      lesson { id: "l-1" component: "alpha" state: LESSON_ACTIVE }
      position { sequence: 9 }
      state: FEEDBACK_LEARNED
    )pb"));
  }
  v1::ChangeLessonRequest Sent() const {
    return server_->change.requests().back();
  }
};

TEST_F(LessonsTest, ChangesALesson) {
  const Result result =
      Alhf({"accept", "l-1", "--request-id", "r-1", "--user", "other"});
  EXPECT_EQ(result.code, ExitCode::kOk);
  EXPECT_THAT(result.out, HasSubstr("l-1 is active in alpha"));
  EXPECT_EQ(Sent().tenant(), "default");
  EXPECT_EQ(Sent().lesson_id(), "l-1");
  EXPECT_EQ(Sent().request_id(), "r-1");
  EXPECT_EQ(Sent().user(), "other");
  EXPECT_EQ(Sent().wait_for(), v1::WAIT_FOR_LEARNED);
  EXPECT_TRUE(Sent().change().has_accept());
  EXPECT_THAT(Alhf({"restore", "l-1", "--json"}).out,
              HasSubstr("\"state\": \"FEEDBACK_LEARNED\""));
  EXPECT_TRUE(Sent().change().has_restore());
}

TEST_F(LessonsTest, EditSendsTheNewWords) {
  Alhf({"edit", "l-1", "new words"});
  EXPECT_EQ(Sent().change().revise().lesson().text(), "new words");
  Alhf({"edit", "l-1", "-"}, "words of a file\n");
  EXPECT_EQ(Sent().change().revise().lesson().text(), "words of a file");
}

TEST_F(LessonsTest, ABreadthIsSentWithoutWords) {
  EXPECT_EQ(Alhf({"breadth", "l-1", "topic"}).code, ExitCode::kOk);
  const v1::Lesson sent = Sent().change().revise().lesson();
  EXPECT_EQ(sent.text(), "");
  EXPECT_EQ(sent.scope().breadth(), v1::BREADTH_TOPIC);
}

TEST_F(LessonsTest, ForgetSaysWhy) {
  Alhf({"forget", "l-1", "--note", "we moved"});
  EXPECT_EQ(Sent().change().retire().reason(), v1::RETIRE_FORGOTTEN);
  EXPECT_EQ(Sent().change().retire().note(), "we moved");
}

TEST_F(LessonsTest, ShowsOne) {
  server_->lesson.Returns(Proto<v1::Lesson>("id: 'l-1' text: 'Use weeks'"));
  EXPECT_THAT(Alhf({"lesson", "l-1"}).out, HasSubstr("Use weeks"));
  EXPECT_EQ(server_->lesson.requests()[0].lesson_id(), "l-1");
}

TEST_F(LessonsTest, ListsThemWithWhatIsMissing) {
  server_->lessons.Returns(Proto<v1::ListLessonsResponse>(
      "lessons { id: 'l-1' } missing { component: 'beta' reason: 'gone' }"));
  const Result result = Alhf({"lessons", "--component", "alpha", "--state",
                              "held", "--record", "f-1"});
  EXPECT_THAT(result.out, HasSubstr("l-1"));
  EXPECT_THAT(result.out, HasSubstr("missing beta: gone\n"));
  const v1::ListLessonsRequest request = server_->lessons.requests()[0];
  EXPECT_EQ(request.component(), "alpha");
  EXPECT_EQ(request.record_id(), "f-1");
  EXPECT_THAT(request.states(), ElementsAre(v1::LESSON_HELD));
}

}  // namespace
}  // namespace alhf::cli
