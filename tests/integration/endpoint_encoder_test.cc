// An endpoint of embeddings in the place of the sentence encoder, over real
// processes and real HTTP.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/status.h"
#include "tests/integration/system_test.h"
#include "tests/support/eventually.h"
#include "tests/support/topic_endpoint.h"

namespace alhf::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Optional;

constexpr char kWish[] = "I don't eat meat or fish.";
// Shares no word with the wish.
constexpr char kDinner[] = "Which restaurant would you recommend for supper?";

constexpr char kOther[] = "When is the next meeting?";

class EndpointEncoderSystemTest : public SystemTest {
 protected:
  void SetUp() override {
    folder_ = "/tmp/alhf-encoder-XXXXXX";
    ASSERT_NE(mkdtemp(folder_.data()), nullptr);
  }
  void TearDown() override {
    system_ = nullptr;
    std::filesystem::remove_all(folder_);
  }
  void Start(const std::string& encoder) {
    MiniSystemOptions options;
    options.encoder = encoder;
    ASSERT_NO_FATAL_FAILURE(StartSystem(options));
  }
  // Teaches the wish; returns the lesson's id.
  absl::StatusOr<std::string> Teach(Conversation& talk) {
    v1::SubmitFeedbackRequest request;
    v1::FeedbackRecord& record = *request.mutable_record();
    record.set_text(kWish);
    record.add_assign_to(MiniSystem::kAnswerWriter);
    record.mutable_exchange()->set_question(kOther);
    record.mutable_exchange()->set_answer("Next Monday.");
    ALHF_ASSIGN_OR_RETURN(const v1::FeedbackStatus taught,
                          talk.Submit(request));
    if (taught.lessons_size() != 1) {
      return absl::InternalError(taught.ShortDebugString());
    }
    return taught.lessons(0).id();
  }
  // The lessons that apply to the question about supper.
  std::vector<std::string> Applied(Conversation& talk) {
    std::vector<std::string> ids;
    const auto plan = talk.Plan(kDinner);
    EXPECT_TRUE(plan.ok()) << plan.status();
    if (!plan.ok()) return ids;
    for (const v1::ComponentPlan& component : plan->components()) {
      for (const v1::AdjustmentItem& item : component.items()) {
        ids.push_back(item.lesson_id());
      }
    }
    return ids;
  }

  std::string folder_;
  TopicEndpoint endpoint_;
};

TEST_F(EndpointEncoderSystemTest, ALessonAppliesThatSharesNoWord) {
  ASSERT_NO_FATAL_FAILURE(Start(endpoint_.WriteFiles(folder_)));
  Conversation talk = Talk("acme");
  ASSERT_OK_AND_ASSIGN(const std::string lesson, Teach(talk));
  EXPECT_THAT(Applied(talk), ElementsAre(lesson));
  // Once for the coordinator and all components.
  EXPECT_EQ(endpoint_.TimesAsked(kDinner), 1);
  EXPECT_THAT(Applied(talk), ElementsAre(lesson));
  EXPECT_EQ(endpoint_.TimesAsked(kDinner), 2);

  const size_t asked = endpoint_.asked().size();
  ASSERT_OK(system().RestartAll());
  EXPECT_THAT(Applied(talk), ElementsAre(lesson));
  // The vectors are kept: the query alone, and what proves the model.
  EXPECT_EQ(endpoint_.asked().size(), asked + 1);

  const CommandResult status = system().Alhf({"status"});
  ASSERT_THAT(status.exit_code, Optional(0)) << status.err;
  EXPECT_THAT(status.out, HasSubstr("topics/"));
}

TEST_F(EndpointEncoderSystemTest, ByWordsAloneItDoesNot) {
  ASSERT_NO_FATAL_FAILURE(Start("none"));
  Conversation talk = Talk("acme");
  ASSERT_OK_AND_ASSIGN(const std::string lesson, Teach(talk));
  EXPECT_THAT(Applied(talk), IsEmpty());
}

TEST_F(EndpointEncoderSystemTest, WhileItIsDownEverythingGoesByWords) {
  endpoint_.Be(TopicEndpoint::kDown);
  ASSERT_NO_FATAL_FAILURE(Start(endpoint_.WriteFiles(folder_)));
  Conversation talk = Talk("acme");
  ASSERT_OK_AND_ASSIGN(const std::string lesson, Teach(talk));
  EXPECT_THAT(Applied(talk), IsEmpty());
  endpoint_.Be(TopicEndpoint::kWell);
  EXPECT_TRUE(Eventually(
      [&] { return Applied(talk) == std::vector<std::string>{lesson}; }));
}

}  // namespace
}  // namespace alhf::testing
