#include "sdk/src/call_context.h"

#include <functional>

#include "alhf/testing/status_matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/sdk/src/memory_fixture.h"

namespace alhf::sdk {
namespace {

using ::absl::StatusCode;
using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class CallContextTest : public ::testing::Test {
 protected:
  void SetUp() override {
    v1::Lesson week = MakeLesson("l-week", "Use ISO weeks.");
    week.mutable_scope()->add_facets()->set_key("date_part");
    week.mutable_scope()->mutable_facets(0)->set_value("week");
    v1::Lesson annes = MakeLesson("l-ann", "Round to two.");
    annes.mutable_scope()->set_user("ann");
    v1::Lesson shadow = MakeLesson("l-shadow", "Round to three.");
    shadow.set_state(v1::LESSON_SHADOW);
    ASSERT_THAT(host_->ApplyChanges(Entries({
                    MakeEntry(1, {Learn(week)}),
                    MakeEntry(2, {Learn(annes)}),
                    MakeEntry(3, {Learn(shadow)}),
                    MakeEntry(4, {Retire("l-week")}),
                })),
                IsOk());
    request_ = Question("How many were there?");
  }

  absl::StatusOr<v1::Adjustment> Adjust() {
    auto response = host_->AdjustQuery(request_);
    if (!response.ok()) return response.status();
    return response->adjustment();
  }
  std::vector<std::string> Recalled() {
    const auto adjustment = Adjust();
    EXPECT_THAT(adjustment, IsOk());
    std::vector<std::string> ids;
    if (!adjustment.ok()) return ids;
    for (const auto& item : adjustment->items())
      ids.push_back(item.lesson_id());
    return ids;
  }
  v1::Query& query() { return *request_.mutable_query(); }

  HostedComponent host_;
  v1::AdjustQueryRequest request_;
};

TEST_F(CallContextTest, RecallsWhatIsInForceForTheUser) {
  EXPECT_THAT(Recalled(), ElementsAre("l-shadow"));
  query().set_user("ann");
  EXPECT_THAT(Recalled(), UnorderedElementsAre("l-ann", "l-shadow"));
}

TEST_F(CallContextTest, ReadsTheMemoryAsOfAPosition) {
  *query().mutable_as_of() = At(1);
  EXPECT_THAT(Recalled(), ElementsAre("l-week"));
  EXPECT_EQ(Adjust()->position().sequence(), 1);
  *query().mutable_as_of() = At(0);
  EXPECT_THAT(Recalled(), IsEmpty());
  *query().mutable_as_of() = At(4);
  EXPECT_THAT(Recalled(), ElementsAre("l-shadow"));
  *query().mutable_as_of() = At(5);
  EXPECT_THAT(Adjust(), StatusIs(StatusCode::kFailedPrecondition,
                                 Reason::POSITION_AHEAD));
}

TEST_F(CallContextTest, FacetsOfTheQueryGate) {
  *query().mutable_as_of() = At(1);
  auto* known = query().add_facets();
  known->set_key("date_part");
  known->add_values("month");
  known->set_complete(true);
  EXPECT_THAT(Recalled(), IsEmpty());
  EXPECT_EQ(Adjust()->rejected().count(), 1);
  EXPECT_EQ(Adjust()->facets(0).key(), "date_part");
}

TEST_F(CallContextTest, TheOverlayHoldsForOneQueryOnly) {
  v1::Overlay& overlay = *query().mutable_overlay();
  overlay.add_without("l-shadow");
  EXPECT_THAT(Recalled(), IsEmpty());
  *overlay.add_with() = MakeLesson("l-new", "Round to four.");
  overlay.mutable_with(0)->set_component("plain");
  overlay.mutable_with(0)->set_state(v1::LESSON_HELD);
  EXPECT_THAT(Recalled(), ElementsAre("l-new"));
  overlay.set_recall(v1::RECALL_NONE);
  EXPECT_THAT(Recalled(), IsEmpty());
  overlay.Clear();
  EXPECT_THAT(Recalled(), ElementsAre("l-shadow"));
}

TEST_F(CallContextTest, AnOverlayAddsNoOtherComponentsLessonAndNoKnownId) {
  v1::Lesson& added = *query().mutable_overlay()->add_with();
  added = MakeLesson("l-new", "Round to four.");
  added.set_component("another");
  EXPECT_THAT(Recalled(), ElementsAre("l-shadow"));
  added.set_component("plain");
  added.set_id("l-ann");
  EXPECT_THAT(Adjust(),
              StatusIs(StatusCode::kInvalidArgument, Reason::FIELD_INVALID));
}

TEST_F(CallContextTest, AllMeansAllOfTheUsers) {
  query().mutable_overlay()->set_recall(v1::RECALL_ALL);
  EXPECT_THAT(Recalled(), ElementsAre("l-shadow"));
  query().set_user("ann");
  EXPECT_THAT(Recalled(), UnorderedElementsAre("l-ann", "l-shadow"));
  query().mutable_overlay()->set_recall(v1::RECALL_LISTED);
  query().mutable_overlay()->add_listed("l-ann");
  EXPECT_THAT(Recalled(), ElementsAre("l-ann"));
}

TEST_F(CallContextTest, ExplainsWhenAsked) {
  EXPECT_THAT(Adjust()->scored(), IsEmpty());
  query().set_explain(true);
  query().set_user("ann");
  EXPECT_EQ(Adjust()->scored_size(), 2);
}

// Looks at what it is given.
class Curious final : public PlainComponent {
 public:
  absl::StatusOr<v1::Adjustment> Adjust(const Context& context,
                                        const v1::Query& query) const override {
    look(context, query);
    return v1::Adjustment();
  }
  std::function<void(const Context&, const v1::Query&)> look;
};

TEST(CallContextFactsTest, AFollowUpsWordsRuleOutNoFacet) {
  auto curious = std::make_shared<Curious>();
  HostedComponent host(curious);
  v1::Lesson lesson = MakeLesson("l-1", "Count boats by hull.");
  lesson.mutable_scope()->set_breadth(v1::BREADTH_TOPIC);
  v1::Facet& facet = *lesson.mutable_scope()->add_facets();
  facet.set_key("table");
  facet.set_value("boats");
  ASSERT_THAT(host->ApplyChanges(Entries({MakeEntry(1, {Learn(lesson)})})),
              IsOk());
  size_t recalled = 0;
  v1::Adjustment adjustment;
  curious->look = [&](const Context& context, const v1::Query& query) {
    FacetSet facets;
    facets.Add("table", {}, /*complete=*/true);
    adjustment = *context.RecallAdjustment(query, facets);
    recalled = static_cast<size_t>(adjustment.items_size());
  };
  v1::AdjustQueryRequest request = Question("And those of 2024?");
  request.mutable_query()->add_turns()->set_question(
      "Count boats by hull, please");
  ASSERT_THAT(host->AdjustQuery(request), IsOk());
  EXPECT_EQ(recalled, 1);
  EXPECT_FALSE(adjustment.facets(0).complete());
  request.mutable_query()->set_text("How many boats are there by hull?");
  ASSERT_THAT(host->AdjustQuery(request), IsOk());
  EXPECT_EQ(recalled, 0);
  EXPECT_TRUE(adjustment.facets(0).complete());
}

TEST(CallContextFactsTest, ShowsTenantAgentTimesAndMemory) {
  auto curious = std::make_shared<Curious>();
  HostedComponent host(curious);
  ASSERT_THAT(
      host->ApplyChanges(Entries({MakeEntry(1, {Learn("l-1", "Round.")})})),
      IsOk());
  v1::AdjustQueryRequest request = Question("How many?");
  request.set_agent("bot");
  request.mutable_query()->mutable_now()->set_seconds(1234);
  const absl::Time deadline = absl::FromUnixSeconds(99);
  int looks = 0;
  curious->look = [&](const Context& context, const v1::Query& query) {
    ++looks;
    EXPECT_EQ(context.tenant(), "acme");
    EXPECT_EQ(context.agent(), "bot");
    EXPECT_EQ(context.deadline(), deadline);
    EXPECT_EQ(context.now(), absl::FromUnixSeconds(1234));
    EXPECT_EQ(context.memory().position().sequence(), 1);
    EXPECT_FALSE(context.assume_in_scope());
    const auto recollections = context.Recall(query, {});
    ASSERT_THAT(recollections, IsOk());
    ASSERT_EQ(recollections->size(), 1);
    EXPECT_EQ(recollections->front().lesson.text(), "Round.");
  };
  ASSERT_THAT(host->AdjustQuery(request, {.deadline = deadline}), IsOk());
  EXPECT_EQ(looks, 1);
}

}  // namespace
}  // namespace alhf::sdk
