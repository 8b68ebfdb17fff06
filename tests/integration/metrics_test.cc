// /metrics of real processes, scraped by a real Prometheus.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "tests/support/eventually.h"
#include "tests/support/mini_system.h"
#include "tests/support/process.h"

namespace alhf::testing {
namespace {

using ::testing::Optional;

class MetricsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    home_ = "/tmp/alhf-XXXXXX";
    ASSERT_NE(mkdtemp(home_.data()), nullptr);
    Start("coordinator",
          {MiniSystem::Program("alhf-coordinator"), "--metrics", "127.0.0.1:0"},
          coordinator_);
    Start("component",
          {MiniSystem::Program("alhf-component"), "--manifest",
           ALHF_STOCK_EXAMPLE, "--metrics", "127.0.0.1:0"},
          component_);
    ASSERT_TRUE(Eventually([&] {
      return absl::StrContains(Alhf({"components"}).out, "serving");
    })) << Log("component");
  }
  void TearDown() override {
    prometheus_.reset();
    component_.reset();
    coordinator_.reset();
    std::filesystem::remove_all(home_);
  }

  void Start(const std::string& name, const std::vector<std::string>& command,
             std::unique_ptr<Process>& process) {
    auto started =
        Process::Start(command, absl::StrCat(home_, "/", name, ".log"),
                       {"ALHF_HOME=" + home_});
    ASSERT_THAT(started, IsOk());
    process = *std::move(started);
  }
  std::string Log(const std::string& name) const {
    std::stringstream text;
    text << std::ifstream(absl::StrCat(home_, "/", name, ".log")).rdbuf();
    return text.str();
  }
  // The first group of `pattern` in the log of a process, once it is there.
  std::string AwaitInLog(const std::string& name, const std::string& pattern) {
    std::smatch match;
    std::string log;
    EXPECT_TRUE(Eventually([&] {
      log = Log(name);
      return std::regex_search(log, match, std::regex(pattern));
    })) << log;
    return match.size() > 1 ? match[1].str() : "";
  }
  CommandResult Alhf(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), MiniSystem::Program("alhf"));
    return RunCommand(arguments, {"ALHF_HOME=" + home_,
                                  "XDG_STATE_HOME=" + home_ + "/state"});
  }

  std::string home_;
  std::unique_ptr<Process> coordinator_;
  std::unique_ptr<Process> component_;
  std::unique_ptr<Process> prometheus_;
};

TEST_F(MetricsTest, PrometheusScrapesEachProcess) {
  const std::string metrics = "metrics.* address=\"(127.0.0.1:[0-9]+)\"";
  const std::string coordinator = AwaitInLog("coordinator", metrics);
  const std::string component = AwaitInLog("component", metrics);
  ASSERT_THAT(Alhf({"plan", "Where do I change my address?"}).exit_code,
              Optional(0));
  std::ofstream(home_ + "/prometheus.yml")
      << "global: {scrape_interval: 1s, scrape_timeout: 1s}\n"
      << "scrape_configs:\n"
      << "- job_name: alhf\n"
      << "  static_configs:\n"
      << "  - targets: ['" << coordinator << "', '" << component << "']\n";
  Start("prometheus",
        {"/usr/bin/prometheus",
         absl::StrCat("--config.file=", home_, "/prometheus.yml"),
         absl::StrCat("--storage.tsdb.path=", home_, "/tsdb"),
         "--web.listen-address=127.0.0.1:0"},
        prometheus_);
  const std::string address =
      AwaitInLog("prometheus", "istening on.* address=(127.0.0.1:[0-9]+)");
  ASSERT_NE(address, "");
  httplib::Client client("http://" + address);
  const auto value = [&](const std::string& query) {
    const auto answer = client.Get(
        "/api/v1/query", httplib::Params{{"query", query}}, httplib::Headers());
    // It answers in words while it starts.
    if (!answer || answer->status != 200) return std::string();
    const auto json = nlohmann::json::parse(answer->body, nullptr, false);
    if (json.is_discarded()) return std::string();
    return json.value("/data/result/0/value/1"_json_pointer, std::string());
  };
  EXPECT_TRUE(Eventually([&] { return value("sum(up)") == "2"; }))
      << value("sum(up)") << Log("prometheus");
  EXPECT_TRUE(Eventually([&] {
    return value(
               "grpc_server_handled_total{grpc_method=\"ComposePlan\","
               "grpc_code=\"OK\"}") == "1";
  })) << client.Get("/api/v1/label/grpc_method/values")->body;
  EXPECT_TRUE(Eventually([&] {
    return value(
               "grpc_server_handled_total{grpc_method=\"AdjustQuery\","
               "grpc_code=\"OK\"}") == "1";
  }));
  const auto comes = [&](const std::string& query, const std::string& wanted) {
    EXPECT_TRUE(Eventually([&] { return value(query) == wanted; }))
        << query << " is " << value(query);
  };
  comes("alhf_plans_total{outcome=\"unchanged\"}", "1");
  comes("alhf_components{health=\"serving\"}", "1");
  comes("count(process_resident_memory_bytes > 1e6)", "2");
  comes("count(time() - process_start_time_seconds < 3600)", "2");
  // What is taught afterwards is seen by the next scrapes.
  ASSERT_THAT(Alhf({"feedback", "At most 60 words, please.", "--question",
                    "How do I reset my password?", "--answer",
                    "Click on the link.", "--timeout", "50s"})
                  .exit_code,
              Optional(0));
  ASSERT_THAT(Alhf({"plan", "How do I reset my password?"}).exit_code,
              Optional(0));
  comes("alhf_lessons{tenant=\"default\",state=\"active\"}", "1");
  comes("alhf_records{tenant=\"default\"}", "1");
  comes("alhf_records_awaiting_assessment{tenant=\"default\"}", "0");
  comes("alhf_component_lag_entries{tenant=\"default\"}", "0");
  comes("alhf_parked_entries{tenant=\"default\"}", "0");
  comes("alhf_exchanges{tenant=\"default\"}", "0");
  comes("alhf_log_position{tenant=\"default\"} > 2", "4");
  comes("alhf_plans_total{outcome=\"adjusted\"}", "1");
  comes("sum(alhf_lessons_applied_total)", "1");
  component_.reset();
  comes("sum(alhf_component_up)", "0");
}

TEST_F(MetricsTest, OtherAddressesAreRefused) {
  const CommandResult result = RunCommand(
      {MiniSystem::Program("alhf-coordinator"), "--metrics", "0.0.0.0:0"},
      {"ALHF_HOME=" + home_ + "/other"});
  EXPECT_THAT(result.exit_code, Optional(1));
  EXPECT_THAT(result.err, ::testing::HasSubstr("only 127.0.0.1:PORT"));
}

}  // namespace
}  // namespace alhf::testing
