// Tenants never meet (TENANT_02, TENANT_03): what one asks and teaches is
// answered the same whether it is alone or another does the same things, at
// random, in between. Real processes.
//
// RapidCheck makes the acts, and fewer of them where a case fails:
//
//   RC_PARAMS="max_success=50" build/release/bin/tenants_test
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <stdlib.h>

#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/integration/system_test.h"

namespace alhf::testing {
namespace {

// As many cases as an ordinary run has time for, the same each time.
constexpr char kOrdinary[] = "max_success=3 seed=1 verbose_shrinking=1";
constexpr int kMostActs = 40;

// One thing that a tenant does: asks, or says something about its last answer.
struct Act {
  bool other = false;  // it is the other tenant's
  bool asks = true;
  std::string words;
};

void showValue(const Act& act, std::ostream& out) {
  out << (act.other ? "globex " : "acme ") << (act.asks ? "asks" : "says")
      << " '" << act.words << "'";
}

rc::Gen<Act> ActOf(bool asks, std::vector<std::string> words) {
  return rc::gen::map(rc::gen::pair(rc::gen::arbitrary<bool>(),
                                    rc::gen::elementOf(std::move(words))),
                      [asks](std::pair<bool, std::string> of) {
                        return Act{of.first, asks, std::move(of.second)};
                      });
}

rc::Gen<std::vector<Act>> Acts() {
  const auto question =
      ActOf(true, {
                      kWeeks,
                      kWeeksReworded,
                      kLeave,
                      "How many orders were there in 2025?",
                      "How many customers are there per segment?",
                      "How do I book a business trip?",
                      "What were the sales per month in 2025?",
                  });
  const auto saying = ActOf(false, {
                                       kIsoFeedback,
                                       "Leave out test accounts.",
                                       "Answer in bullet points, please.",
                                       "At most 40 words.",
                                       "Never use the archive.",
                                       "Weekly figures start on Sunday.",
                                       "Sales means orders that were paid.",
                                       "Be friendlier in all answers.",
                                   });
  return rc::gen::resize(
      kMostActs,
      rc::gen::container<std::vector<Act>>(
          rc::gen::weightedOneOf<Act>({{2, question}, {1, saying}})));
}

// What came of acts, without the ids, which are new in each system.
class Tenant {
 public:
  // Asks first: what is said is said of an answer.
  explicit Tenant(Conversation talk) : talk_(std::move(talk)) {
    seen_.push_back(Ask(kWeeks));
  }

  void Do(const Act& act) {
    seen_.push_back(act.asks ? Ask(act.words) : Teach(act.words));
  }
  const std::vector<std::string>& seen() const { return seen_; }

 private:
  std::string Ask(const std::string& question) {
    const auto answer = talk_.Ask(question);
    RC_ASSERT(answer.ok());
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
    RC_ASSERT(status.ok());
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
    RC_ASSERT(lessons.ok());
    return absl::StrCat(seen, "\n", lessons->size(), " lessons");
  }

  Conversation talk_;
  std::string last_;
  std::vector<std::string> seen_;
};

class TenantsTest : public SystemTest {
 protected:
  // Returns what acme sees of `acts`, which the other does besides, or not.
  std::vector<std::string> Seen(const std::vector<Act>& acts, bool alone) {
    system_ = nullptr;
    StartSystem();
    RC_ASSERT(!HasFatalFailure());
    Tenant acme(Talk("acme"));
    std::optional<Tenant> other;
    if (!alone) other.emplace(Talk("globex"));
    for (const Act& act : acts) {
      if (!act.other) acme.Do(act);
      if (act.other && !alone) other->Do(act);
    }
    return acme.seen();
  }
};

TEST_F(TenantsTest, OneIsAnsweredAsIfItWereAlone) {
  setenv("RC_PARAMS", kOrdinary, /*overwrite=*/0);
  EXPECT_TRUE(rc::check([this] {
    const std::vector<Act> acts = *Acts();
    RC_ASSERT(Seen(acts, false) == Seen(acts, true));
  }));
}

}  // namespace
}  // namespace alhf::testing
