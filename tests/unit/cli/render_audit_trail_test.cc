#include "cli/render_audit_trail.h"

#include "alhf/testing/status_matchers.h"
#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using alhf::testing::IsOk;
using alhf::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(RenderAuditTrailTest, OneLineForEachThingThatWasDone) {
  const auto response = Proto<v1::ListAuditResponse>(R"pb(
    entries {
      time { seconds: 1700000000 }
      principal: "key:gateway"
      user: "ann"
      action: AUDIT_READ
      call: "ListFeedback"
      of_user: "bob"
      items: 12
      times: 3
    }
    entries {
      time { seconds: 1700000000 }
      principal: "owner:root"
      action: AUDIT_ROLLED_OUT
      redacted: true
    }
    entries {
      principal: "key:ann"
      action: AUDIT_REFUSED
      call: "Erase"
      role: "member"
      named_tenant: "globex"
    }
    entries {
      principal: "x\033[31m"
      action: AUDIT_ACCEPTED
      lesson_ids: "l-1"
      lesson_ids: "l-2"
    }
  )pb");
  const std::string text = RenderAuditTrail(response, Style());
  EXPECT_THAT(text, HasSubstr("key:gateway  ann  read"));
  EXPECT_THAT(text, HasSubstr("ListFeedback of bob 12 items 3 times"));
  EXPECT_THAT(text, HasSubstr("rolled out"));
  EXPECT_THAT(text, HasSubstr("refused     Erase as member in tenant globex"));
  EXPECT_THAT(text, HasSubstr("(words erased)"));
  EXPECT_THAT(text, HasSubstr("l-1 l-2"));
  EXPECT_THAT(text, Not(HasSubstr("\033")));
  EXPECT_EQ(RenderAuditTrail({}, Style()), "nothing of that kind was done\n");
}

TEST(RenderAuditTrailTest, ChainsSayHowFarTheyHold) {
  auto response = Proto<v1::VerifyAuditResponse>(R"pb(
    chains {
      head { chain: AUDIT_ACTS sequence: 12 }
      redacted: 2
    }
    chains {
      head { chain: AUDIT_ACCESSES sequence: 6 }
      broken_at: 7
      broken_because: "the digest of entry 7 is wrong"
    }
    chains { head { chain: AUDIT_ACCESSES } }
  )pb");
  response.mutable_chains(0)->mutable_head()->set_digest(
      std::string(32, '\x0f'));
  std::string digest;
  for (int i = 0; i < 32; ++i) digest += "0f";
  EXPECT_EQ(
      RenderAuditChains(response),
      "acts: 12 entries hold, 2 without erased words; end acts:12:" + digest +
          "\n"
          "accesses: broken at entry 7: the digest of entry 7 is wrong\n"
          "accesses: 0 entries hold\n");
}

TEST(RenderAuditTrailTest, AnEndIsReadAsItIsPrinted) {
  v1::AuditHead head;
  head.set_chain(v1::AUDIT_ACCESSES);
  head.set_sequence(7);
  head.set_digest(std::string(16, 'a') + std::string(16, '\0'));
  const auto parsed = ParseHead(HeadText(head));
  ASSERT_THAT(parsed, IsOk());
  EXPECT_EQ(parsed->SerializeAsString(), head.SerializeAsString());
  const std::string digest(64, 'a');
  EXPECT_THAT(ParseHead("acts:1:" + digest), IsOk());
  for (const std::string& wrong :
       {std::string(), "acts:1:" + digest.substr(1), "acts:0:" + digest,
        "acts:x:" + digest, "words:1:" + digest, "acts:1:" + digest + ":",
        "acts:1:" + digest.substr(1) + "g"}) {
    EXPECT_THAT(ParseHead(wrong), StatusIs(absl::StatusCode::kInvalidArgument,
                                           Reason::FIELD_INVALID))
        << wrong;
  }
}

}  // namespace
}  // namespace alhf::cli
