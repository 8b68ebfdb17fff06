#include "cli/commands/try_out.h"

#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST_F(CliTest, TriesLessonsUnderOtherIdsAndNamesTheirOwn) {
  server_->exchange.Returns(Proto<v1::Exchange>("id: 'x-1'"));
  server_->preview.Returns(Proto<v1::PreviewFeedbackResponse>(
      "lessons { id: 'l-1' state: LESSON_HELD learned_sequence: 4 "
      "effect: EFFECT_ENFORCED }"
      "lessons { id: 'l-2' effect: EFFECT_NOT_UNDERSTOOD }"));
  server_->exchanges.Returns(Proto<v1::ListExchangesResponse>(
      "exchanges { id: 'x-1' question: 'How many?' user: 'ann' }"));
  server_->plan.Replies([](const v1::ComposePlanRequest& request)
                            -> absl::StatusOr<v1::ComposePlanResponse> {
    v1::ComposePlanResponse response;
    auto& part = *response.mutable_plan()->add_components();
    part.add_items()->set_lesson_id(request.query().overlay().with(0).id());
    return response;
  });
  const Result result = Alhf({"preview", "Use weeks.", "--json"});
  EXPECT_EQ(result.code, ExitCode::kOk) << result.err;
  EXPECT_THAT(result.out, HasSubstr("\"lessonIds\": [\n    \"l-1\""));
  ASSERT_THAT(server_->plan.requests(), SizeIs(1));
  const v1::Query query = server_->plan.requests()[0].query();
  EXPECT_TRUE(query.what_if());
  EXPECT_EQ(query.user(), "ann");
  ASSERT_THAT(query.overlay().with(), SizeIs(1));
  EXPECT_EQ(query.overlay().with(0).id(), "l-1-tried");
  EXPECT_EQ(query.overlay().with(0).state(), v1::LESSON_ACTIVE);
}

TEST_F(CliTest, NothingUnderstoodIsNothingToTry) {
  server_->exchange.Returns(Proto<v1::Exchange>("id: 'x-1'"));
  server_->preview.Returns(Proto<v1::PreviewFeedbackResponse>(
      "lessons { id: 'l-2' effect: EFFECT_NOT_UNDERSTOOD }"));
  EXPECT_EQ(Alhf({"preview", "Hm."}).code, ExitCode::kOk);
  EXPECT_THAT(server_->exchanges.requests(), IsEmpty());
}

}  // namespace
}  // namespace alhf::cli
