#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

using AuditCommandTest = CliTest;

TEST_F(AuditCommandTest, ListsWhatIsAskedForOverAllPages) {
  server_->audit.Replies([](const v1::ListAuditRequest& request)
                             -> absl::StatusOr<v1::ListAuditResponse> {
    // A page without rows is not the last one.
    if (request.page_token().empty()) {
      return Proto<v1::ListAuditResponse>("next_page_token: '2'");
    }
    return Proto<v1::ListAuditResponse>(
        "entries { principal: 'key:a' action: AUDIT_READ call: 'ListLessons' "
        "}");
  });
  const Result listed =
      Alhf({"audit", "--action", "read", "--for", "ann", "--days", "1"});
  EXPECT_EQ(listed.code, ExitCode::kOk);
  EXPECT_THAT(listed.out, HasSubstr("ListLessons"));
  ASSERT_THAT(server_->audit.requests(), SizeIs(2));
  const v1::ListAuditRequest request = server_->audit.requests()[0];
  EXPECT_EQ(request.user(), "ann");
  EXPECT_EQ(request.actions(0), v1::AUDIT_READ);
  EXPECT_TRUE(request.has_not_before());
}

TEST_F(AuditCommandTest, VerifyExitsWithOneWhereAChainIsBroken) {
  server_->verify_audit.Returns(Proto<v1::VerifyAuditResponse>(
      "chains { head { chain: AUDIT_ACTS sequence: 3 } }"));
  const Result holds = Alhf({"audit", "verify"});
  EXPECT_EQ(holds.code, ExitCode::kOk);
  EXPECT_THAT(holds.out, HasSubstr("acts: 3 entries hold"));
  server_->verify_audit.Returns(Proto<v1::VerifyAuditResponse>(
      "chains { head { chain: AUDIT_ACTS sequence: 3 } broken_at: 4 "
      "broken_because: 'it is gone' }"));
  const Result broken =
      Alhf({"audit", "verify", "--head", "acts:3:" + std::string(64, 'a')});
  EXPECT_EQ(broken.code, ExitCode::kRefused);
  EXPECT_THAT(broken.out, HasSubstr("broken at entry 4: it is gone"));
  EXPECT_EQ(server_->verify_audit.requests()[1].heads(0).sequence(), 3u);
  EXPECT_EQ(Alhf({"audit", "verify", "--head", "nonsense"}).code,
            ExitCode::kRefused);
}

TEST_F(AuditCommandTest, ReassessAcceptsWhatWasLookedAt) {
  server_->records.Returns(Proto<v1::ListFeedbackResponse>(R"pb(
    records { record { id: "f-3" } }
    records { record { id: "f-2" kind: RECORD_THUMB } }
    records { record { id: "f-1" } }
  )pb"));
  server_->reassess.Replies(
      [](const v1::ReassessFeedbackRequest& request)
          -> absl::StatusOr<v1::ReassessFeedbackResponse> {
        v1::ReassessFeedbackResponse response;
        response.set_record_id(request.record_id());
        if (request.record_id() == "f-1") return response;
        response.add_differences()->set_kind(v1::LessonDifference::GONE);
        response.set_etag("tag");
        if (request.accept()) response.mutable_position()->set_sequence(9);
        return response;
      });
  const Result shown = Alhf({"reassess"});
  EXPECT_EQ(shown.code, ExitCode::kOk);
  EXPECT_THAT(shown.out, HasSubstr("2 records assessed anew, 1 with a"));
  ASSERT_THAT(server_->reassess.requests(), SizeIs(2));
  EXPECT_EQ(server_->reassess.requests()[0].record_id(), "f-1");
  EXPECT_FALSE(server_->reassess.requests()[1].accept());

  const Result accepted = Alhf({"reassess", "f-3", "--accept", "--json"});
  EXPECT_EQ(accepted.code, ExitCode::kOk);
  EXPECT_THAT(accepted.out, HasSubstr("\"position\""));
  ASSERT_THAT(server_->reassess.requests(), SizeIs(4));
  EXPECT_TRUE(server_->reassess.requests()[3].accept());
  EXPECT_EQ(server_->reassess.requests()[3].etag(), "tag");
}

}  // namespace
}  // namespace alhf::cli
