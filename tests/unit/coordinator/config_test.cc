#include "coordinator/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "alhf/testing/status_matchers.h"
#include "base/text_proto.h"

namespace alhf::coordinator {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr char kGood[] = R"(
  data_folder: "data" listen: "unix:run/c.sock"
  component { name: "a" address: "unix:run/a.sock" from_beginning: true }
  pipeline { stage { component: "a" component: "joins" } }
  limits { adjust_ms: 70 firing_threshold: 0.8 queue: 5 drain_ms: 30 }
)";

config::v1::Coordinator Parse(const std::string& text) {
  config::v1::Coordinator config;
  EXPECT_THAT(ParseTextProto(text, "c", &config), IsOk());
  return config;
}

TEST(ConfigTest, ReadsAFileAndMakesPathsAbsolute) {
  std::string folder = ::testing::TempDir() + "configXXXXXX";
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  const std::string path = folder + "/c.textproto";
  std::ofstream(path) << kGood
                      << "jwt { jwks_file: 'k' issuer: 'i' audience: 'a' }";
  const auto config = ReadConfig(path);
  ASSERT_THAT(config, IsOk());
  EXPECT_EQ(config->data_folder(), folder + "/data");
  EXPECT_EQ(config->listen(), "unix:" + folder + "/run/c.sock");
  EXPECT_EQ(config->component(0).address(), "unix:" + folder + "/run/a.sock");
  EXPECT_EQ(config->jwt().jwks_file(), folder + "/k");
  std::filesystem::remove_all(folder);
}

TEST(ConfigTest, WithoutAFileItLiesBelowTheHome) {
  const auto config = DefaultConfig("/srv/alhf");
  ASSERT_THAT(config, IsOk());
  EXPECT_EQ(config->data_folder(), "/srv/alhf/data/coordinator");
  EXPECT_EQ(config->listen(), "unix:/srv/alhf/run/coordinator.sock");
  EXPECT_EQ(config->component_size(), 0);
  EXPECT_THAT(DefaultConfig("/" + std::string(200, 'x')),
              StatusIs(kInvalid, Reason::ADDRESS_REFUSED));
}

TEST(ConfigTest, SaysWhereATypingErrorIs) {
  std::string folder = ::testing::TempDir() + "configXXXXXX";
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  const std::string path = folder + "/c.textproto";
  std::ofstream(path) << "data_folder: \"d\"\nlissten: \"unix:c\"\n";
  const auto config = ReadConfig(path);
  EXPECT_THAT(config, StatusIs(kInvalid, Reason::CONFIG_INVALID));
  EXPECT_THAT(std::string(config.status().message()), StartsWith(path + ":2:"));
  std::filesystem::remove_all(folder);
}

TEST(ConfigTest, RefusesWhatContradictsItself) {
  const struct {
    const char* text;
    Reason reason;
    const char* says;
  } kCases[] = {
      {"listen: 'unix:c'", Reason::CONFIG_INVALID, "data_folder"},
      {"data_folder: 'd'", Reason::CONFIG_INVALID, "listen"},
      {"data_folder: 'd' listen: '127.0.0.1:80'", Reason::ADDRESS_REFUSED,
       "listen"},
      {"data_folder: 'd' listen: 'unix:c' component { address: 'unix:a' }",
       Reason::CONFIG_INVALID, "no name"},
      {"data_folder: 'd' listen: 'unix:c' "
       "component { name: 'a' address: 'unix:a' } "
       "component { name: 'a' address: 'unix:b' }",
       Reason::CONFIG_INVALID, "twice"},
      {"data_folder: 'd' listen: 'unix:c' pipeline { stage {} }",
       Reason::CONFIG_INVALID, "stage"},
      {"data_folder: 'd' listen: 'unix:c' agent { component: 'a' }",
       Reason::CONFIG_INVALID, "agent has no name"},
      {"data_folder: 'd' listen: 'unix:c' agent { name: 'my bot' "
       "component: 'a' }",
       Reason::FIELD_INVALID, "f: agent"},
      {"data_folder: 'd' listen: 'unix:c' agent { name: 'bot' }",
       Reason::CONFIG_INVALID, "'bot' has no component"},
      {"data_folder: 'd' listen: 'unix:c' "
       "agent { name: 'bot' component: 'a' component: 'a' }",
       Reason::CONFIG_INVALID, "of agent 'bot' is there twice"},
      {"data_folder: 'd' listen: 'unix:c' agent { name: 'bot' component: 'a' } "
       "agent { name: 'bot' component: 'b' }",
       Reason::CONFIG_INVALID, "agent 'bot' is there twice"},
      {"data_folder: 'd' listen: 'unix:c' agent { name: 'bot' component: 'a' "
       "pipeline { stage { component: 'b' } } }",
       Reason::CONFIG_INVALID, "'b' of the pipeline of agent 'bot'"},
      {"data_folder: 'd' listen: 'unix:c' limits { firing_threshold: 2 }",
       Reason::CONFIG_INVALID, "firing_threshold"},
      {"data_folder: 'd' listen: 'unix:c' jwt { jwks_file: 'k' issuer: 'i' }",
       Reason::CONFIG_INVALID, "audience"},
      {"data_folder: 'd' listen: 'unix:c' jwt { jwks_file: 'k' issuer: 'i' "
       "audience: 'a' leeway_s: 601 }",
       Reason::CONFIG_INVALID, "leeway_s"},
  };
  for (const auto& c : kCases) {
    const auto status = CheckConfig(Parse(c.text), "f");
    EXPECT_THAT(status, StatusIs(kInvalid, c.reason)) << c.text;
    EXPECT_THAT(std::string(status.message()), HasSubstr(c.says)) << c.text;
  }
}

TEST(ConfigTest, AgentsShareComponents) {
  const auto config = Parse(
      "data_folder: 'd' listen: 'unix:c' "
      "agent { name: 'bot' component: 'a' component: 'b' "
      "  pipeline { stage { component: 'b' } } } "
      "agent { name: 'shop' component: 'b' }");
  EXPECT_THAT(CheckConfig(config, "f"), IsOk());
  const Agents agents = AgentsOf(config);
  EXPECT_TRUE(agents.Has("bot", "a"));
  EXPECT_FALSE(agents.Has("shop", "a"));
  EXPECT_EQ(agents.StagesOf("bot"), Stages{{"b"}});
  EXPECT_TRUE(agents.StagesOf("shop").empty());
  EXPECT_TRUE(FeedbackOptionsOf(config).agents.Has("shop", "b"));
}

TEST(ConfigTest, OptionsHaveDefaults) {
  const auto set = Parse(kGood);
  EXPECT_EQ(QueryOptionsOf(set).adjust_timeout, absl::Milliseconds(70));
  EXPECT_EQ(QueryOptionsOf(set).compose.firing.threshold, 0.8);
  EXPECT_EQ(QueryOptionsOf(set).agents.StagesOf("").size(), 1u);
  EXPECT_EQ(QueueOf(set), 5u);
  EXPECT_EQ(DrainTimeOf(set), absl::Milliseconds(30));
  EXPECT_EQ(KeepExchangesOf(set), absl::Hours(24 * 90));
  EXPECT_EQ(KeepExchangesOf(Parse("limits { keep_exchanges_days: 2 }")),
            absl::Hours(48));
  const GiverLimits::Options limits = GiverLimitsOf(
      Parse("limits { giver_calls_per_minute: 3 keeper_kib_per_day: 2 }"));
  EXPECT_EQ(limits.giver.calls_per_minute, 3);
  EXPECT_EQ(limits.giver.bytes_per_day, 16 << 20);
  EXPECT_EQ(limits.keeper.calls_per_minute, 600'000);
  EXPECT_EQ(limits.keeper.bytes_per_day, 2048);
  const JwtRules rules = JwtRulesOf(
      Parse("jwt { issuer: 'i' audience: 'a' role_claim: 'r' leeway_s: 5 }"));
  EXPECT_EQ(rules.issuer, "i");
  EXPECT_EQ(rules.audience, "a");
  EXPECT_EQ(rules.role_claim, "r");
  EXPECT_EQ(rules.user_claim, "sub");
  EXPECT_EQ(rules.tenants_claim, "tenants");
  EXPECT_EQ(rules.leeway, absl::Seconds(5));
  EXPECT_EQ(JwtRulesOf(Parse("jwt {}")).leeway, absl::Minutes(1));
  EXPECT_TRUE(RegistryOptionsOf(set).components[0].from_beginning);
  const auto unset = Parse("");
  EXPECT_EQ(QueryOptionsOf(unset).adjust_timeout, absl::Milliseconds(500));
  EXPECT_EQ(FeedbackOptionsOf(unset).assess_timeout, absl::Seconds(2));
  EXPECT_EQ(FeedbackOptionsOf(unset).default_activation,
            v1::ACTIVATION_IMMEDIATE);
  EXPECT_EQ(
      FeedbackOptionsOf(Parse("default_activation: HOLD")).default_activation,
      v1::ACTIVATION_HOLD);
}

}  // namespace
}  // namespace alhf::coordinator
