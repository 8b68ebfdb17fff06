#include <nlohmann/json.hpp>

#include "absl/strings/escaping.h"
#include "alhf/config/v1/keys.pb.h"
#include "base/text.h"
#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class KeyTest : public CliTest {
 protected:
  KeyTest() { server_ = nullptr; }  // no coordinator is asked
};

TEST_F(KeyTest, TheLineHasTheDigestAndNotTheKey) {
  const Result result = Alhf({"key", "new", "--role", "expert", "--tenant",
                              "acme", "--user", "ann", "--json"});
  ASSERT_EQ(result.code, ExitCode::kOk) << result.err;
  const auto json = nlohmann::json::parse(result.out);
  const std::string key = json["key"];
  EXPECT_THAT(key, StartsWith("alhf_"));
  EXPECT_EQ(key.size(), 5u + 43u);  // 256 bits
  EXPECT_THAT(json["line"].get<std::string>(), Not(HasSubstr(key)));
  const auto keys = Proto<config::v1::Keys>(json["line"]);
  ASSERT_EQ(keys.key_size(), 1);
  EXPECT_EQ(keys.key(0).sha256(), absl::BytesToHexString(Sha256(key)));
  EXPECT_EQ(keys.key(0).role(), config::v1::EXPERT);
  EXPECT_THAT(keys.key(0).tenant(), ::testing::ElementsAre("acme"));
  EXPECT_EQ(keys.key(0).user(), "ann");
  EXPECT_NE(keys.key(0).id(), "");
}

TEST_F(KeyTest, NoTwoKeysAreTheSame) {
  const std::vector<std::string> command = {
      "key", "new", "--role", "agent", "--every-tenant", "--json"};
  const auto one = nlohmann::json::parse(Alhf(command).out);
  const auto two = nlohmann::json::parse(Alhf(command).out);
  EXPECT_NE(one["key"], two["key"]);
  const auto keys = Proto<config::v1::Keys>(one["line"]);
  EXPECT_THAT(keys.key(0).tenant(), ::testing::ElementsAre("*"));
  EXPECT_EQ(keys.key(0).user(), "");
}

TEST_F(KeyTest, PeopleAreToldWhatIsWhat) {
  const Result result = Alhf({"key", "new", "--role", "component",
                              "--component", "retriever", "--id", "r"});
  EXPECT_THAT(result.out, HasSubstr("alhf_"));
  EXPECT_THAT(result.out, HasSubstr("key { id: \"r\" sha256: "));
  EXPECT_THAT(result.out, HasSubstr("component: \"retriever\""));
}

}  // namespace
}  // namespace alhf::cli
