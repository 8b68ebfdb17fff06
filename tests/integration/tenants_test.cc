// Tenants never meet (TENANT_02, TENANT_03): what one asks and teaches is
// answered the same whether it is alone or another does the same things, at
// random, in between. Real processes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/integration/system_test.h"

namespace alhf::testing {
namespace {

constexpr int kSteps = 14;

constexpr const char* kQuestions[] = {
    kWeeks,
    kWeeksReworded,
    kLeave,
    "How many orders were there in 2025?",
    "How many customers are there per segment?",
    "How do I book a business trip?",
    "What were the sales per month in 2025?",
};
constexpr const char* kSayings[] = {
    kIsoFeedback,
    "Leave out test accounts.",
    "Answer in bullet points, please.",
    "At most 40 words.",
    "Never use the archive.",
    "Weekly figures start on Sunday.",
    "Sales means orders that were paid.",
    "Be friendlier in all answers.",
};

// One thing that a tenant does: asks, or says something about its last answer.
struct Act {
  bool asks = true;
  std::string words;
};

std::vector<Act> RandomActs(std::mt19937& random) {
  std::vector<Act> acts = {{true, kQuestions[random() % 7]}};
  while (acts.size() < kSteps) {
    const bool asks = random() % 3 > 0;
    acts.push_back(
        {asks, asks ? kQuestions[random() % 7] : kSayings[random() % 8]});
  }
  return acts;
}

// What came of acts, without the ids, which are new in each system.
class Tenant {
 public:
  Tenant(Conversation talk, std::vector<Act> acts)
      : talk_(std::move(talk)), acts_(std::move(acts)) {}

  bool HasMore() const { return next_ < acts_.size(); }
  void Go() {
    const Act& act = acts_[next_++];
    seen_.push_back(act.asks ? Ask(act.words) : Teach(act.words));
  }
  const std::vector<std::string>& seen() const { return seen_; }

 private:
  std::string Ask(const std::string& question) {
    const auto answer = talk_.Ask(question);
    EXPECT_TRUE(answer.ok()) << answer.status();
    if (!answer.ok()) return "";
    last_ = answer->id();
    std::string seen = absl::StrCat("asked ", question, "\n", answer->answer());
    for (const v1::Step& step : answer->steps()) {
      absl::StrAppend(
          &seen, "\n", step.component(), ": ", step.output().table().sql(), " ",
          step.output().passages_size(), " passages ", step.error());
    }
    for (const v1::ComponentPlan& plan : answer->plan().components()) {
      // Of equals, the order is that of their ids.
      std::set<std::string> lines;
      for (const auto* items : {&plan.items(), &plan.set_aside()}) {
        for (const v1::AdjustmentItem& item : *items) {
          lines.insert(absl::StrCat(plan.component(), " ", item.text(), " ",
                                    item.score(), " ", item.why(), " ",
                                    v1::Disposition_Name(item.disposition())));
        }
      }
      for (const std::string& line : lines) absl::StrAppend(&seen, "\n", line);
      absl::StrAppend(&seen, "\n", plan.component(), " rejected ",
                      plan.rejected().count(), " ",
                      plan.rejected().nearest_score());
    }
    return seen;
  }
  std::string Teach(const std::string& text) {
    const auto status = talk_.Teach(last_, text);
    EXPECT_TRUE(status.ok()) << status.status();
    if (!status.ok()) return "";
    std::string seen = absl::StrCat("said ", text);
    for (const v1::Assessment& each : status->assessments()) {
      absl::StrAppend(&seen, "\n", each.component(), " ",
                      v1::Outcome_Name(each.outcome()), " ", each.score(), " ",
                      each.reason());
    }
    for (const v1::Lesson& lesson : status->lessons()) {
      absl::StrAppend(&seen, "\n", lesson.component(), " ", lesson.text(), " ",
                      lesson.understood_as(), " ",
                      v1::LessonState_Name(lesson.state()), " ",
                      lesson.learned_sequence());
    }
    const auto lessons = talk_.Lessons();
    EXPECT_TRUE(lessons.ok()) << lessons.status();
    return absl::StrCat(seen, "\n", lessons.ok() ? lessons->size() : 0,
                        " lessons");
  }

  Conversation talk_;
  const std::vector<Act> acts_;
  size_t next_ = 0;
  std::string last_;
  std::vector<std::string> seen_;
};

class TenantsTest : public SystemTest,
                    public ::testing::WithParamInterface<int> {};

TEST_P(TenantsTest, OneIsAnsweredAsIfItWereAlone) {
  std::mt19937 random(static_cast<unsigned>(GetParam()));
  const std::vector<Act> own = RandomActs(random);
  const std::vector<Act> others = RandomActs(random);

  ASSERT_NO_FATAL_FAILURE(StartSystem());
  Tenant alone(Talk("acme"), own);
  while (alone.HasMore()) alone.Go();
  system_ = nullptr;

  ASSERT_NO_FATAL_FAILURE(StartSystem());
  Tenant acme(Talk("acme"), own);
  Tenant other(Talk("globex"), others);
  while (acme.HasMore() || other.HasMore()) {
    const bool first =
        other.HasMore() && (!acme.HasMore() || random() % 2 == 0);
    (first ? other : acme).Go();
  }
  for (int i = 0; i < kSteps; ++i) {
    EXPECT_EQ(acme.seen()[i], alone.seen()[i])
        << "act " << i << " of seed " << GetParam();
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, TenantsTest, ::testing::Range(1, 4));

}  // namespace
}  // namespace alhf::testing
