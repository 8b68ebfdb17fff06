// `alhf eval curve` over real processes: figures that were worked out by hand,
// and what it leaves alone.
#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "alhf/v1/feedback.grpc.pb.h"
#include "google/protobuf/util/json_util.h"
#include "tests/integration/system_test.h"

namespace alhf::testing {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Optional;

// One record for the SQL generator and one for the answer writer that a later
// one ends. Sentences that the components are known to understand.
constexpr char kScenario[] =
    R"({"id":"tiny","now":"2026-01-15T12:00:00Z","feedback":[)"
    R"({"id":"f1","guideline":"weeks","question":)"
    R"("How many orders were there per week of the year in 2025?",)"
    R"("text":"We are on Postgres, use ISO weeks.",)"
    R"("assign":["sql_generator"]},)"
    R"({"id":"f2","guideline":"bullets","question":)"
    R"("What does the handbook say about expenses?",)"
    R"("text":"Answer in bullets.","assign":["answer_writer"],)"
    R"("after":["f1"]},)"
    R"({"id":"f3","guideline":"prose","question":)"
    R"("Where are visitors signed in?",)"
    R"("text":"No bullets, write prose.","assign":["answer_writer"],)"
    R"("supersedes":["f2"]}],"questions":[)"
    R"({"text":"Show me the weekly number of orders in 2025",)"
    R"("applies":["weeks","bullets","prose"],"checks":[)"
    R"({"kind":"sql_contains","value":"isoyear","for":"weeks"},)"
    R"({"kind":"sql_parses_as","value":"postgresql","for":"weeks"}]},)"
    R"({"text":"How many days of paid leave do full-time staff have?",)"
    R"("applies":["bullets","prose"],"checks":[)"
    R"({"kind":"sources_include","value":"leave","for":"completeness"},)"
    R"({"kind":"format","value":"bullets","for":"bullets"},)"
    R"({"kind":"format","value":"prose","for":"prose"}]},)"
    R"({"text":"How many customers are there?",)"
    R"("applies":["weeks","bullets","prose"],"checks":[)"
    R"({"kind":"rows_equal_sql","value":"SELECT COUNT(*) FROM customers",)"
    R"("for":"completeness"}]}]})";

class EvalCurveTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = "/tmp/alhf-XXXXXX";
    ASSERT_NE(mkdtemp(folder_.data()), nullptr);
    file_ = folder_ + "/tiny.jsonl";
    std::ofstream(file_) << kScenario << "\n";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  CommandResult Alhf(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), MiniSystem::Program("alhf"));
    return RunCommand(arguments,
                      {"XDG_STATE_HOME=" + folder_ + "/state", "NO_COLOR=1"},
                      absl::Minutes(4));
  }

  // Measures and returns the JSON.
  json Curve(std::vector<std::string> options) const {
    options.insert(options.begin(), {"eval", "curve", file_, "--json"});
    const CommandResult result = Alhf(options);
    EXPECT_THAT(result.exit_code, Optional(0)) << result.err;
    EXPECT_EQ(result.err, "");
    return json::parse(result.out, nullptr, false);
  }

  std::string folder_;
  std::string file_;
};

// The points of a policy.
json Points(const json& curve, const std::string& policy) {
  for (const json& each : curve["policies"]) {
    if (each["policy"] == policy) return each["points"];
  }
  return json::array();
}

std::vector<double> Values(const json& points, const std::string& name) {
  std::vector<double> values;
  for (const json& point : points) values.push_back(point[name].get<double>());
  return values;
}

TEST_F(EvalCurveTest, FiguresAreThoseOfTheHand) {
  const std::string plot = folder_ + "/curve.svg";
  const json curve = Curve({"--policy", "alhf,none,oracle", "--points",
                            "0,1,2,3,32", "--plot", plot});
  const json alhf = Points(curve, "alhf");
  ASSERT_EQ(alhf.size(), 5);
  EXPECT_EQ(alhf[4]["records"], 32);
  EXPECT_EQ(alhf[0]["questions"], 3);
  // Of the three requirements the first answer meets one: it is prose. Then
  // the weeks come; then bullets, which are no prose; then bullets are ended,
  // and two of two are met.
  EXPECT_THAT(Values(alhf, "adherence"),
              ElementsAre(1. / 3, 2. / 3, 2. / 3, 1, 1));
  EXPECT_THAT(Values(Points(curve, "none"), "adherence"),
              ElementsAre(1. / 3, 1. / 3, 1. / 3, 0.5, 0.5));
  EXPECT_THAT(Values(Points(curve, "oracle"), "adherence"),
              ElementsAre(1. / 3, 2. / 3, 2. / 3, 1, 1));
  EXPECT_THAT(Values(alhf, "completeness"), ElementsAre(1, 1, 1, 1, 1));
  EXPECT_THAT(Values(alhf, "harm"), ElementsAre(0, 0, 0, 0, 0));
  EXPECT_THAT(Values(alhf, "assignment_precision"), ElementsAre(1, 1, 1, 1, 1));
  EXPECT_THAT(Values(alhf, "assignment_recall"), ElementsAre(1, 1, 1, 1, 1));
  EXPECT_EQ(curve["attained"].back()["attained"], 1);
  EXPECT_EQ(alhf[3]["ci"]["adherence"]["method"], "exact binomial");
  EXPECT_EQ(alhf[3]["ci"]["adherence"]["enough_clusters"], false);
  EXPECT_TRUE(std::filesystem::file_size(plot) > 1000);
  // What it began with is gone again.
  EXPECT_TRUE(std::filesystem::is_empty(folder_ + "/state/alhf/eval"));
}

TEST_F(EvalCurveTest, AFileThatIsWrongStartsNothing) {
  std::ofstream(file_, std::ios::app) << "{}\n";
  const CommandResult result = Alhf({"eval", "curve", file_});
  EXPECT_THAT(result.exit_code, Optional(1));
  EXPECT_THAT(result.err, HasSubstr("tiny.jsonl:2: \"id\" is missing"));
}

// Everything that the memories of a tenant hold.
std::string Export(MiniSystem& system, const std::string& tenant) {
  std::string all;
  for (const std::string& name : MiniSystem::Components()) {
    const auto stub = v1::Feedback::NewStub(grpc::CreateChannel(
        system.Address(name), grpc::InsecureChannelCredentials()));
    v1::ExportMemoryRequest request;
    request.set_tenant(tenant);
    do {
      grpc::ClientContext context;
      v1::ExportMemoryResponse response;
      const grpc::Status status =
          stub->ExportMemory(&context, request, &response);
      EXPECT_TRUE(status.ok()) << status.error_message();
      request.set_page_token(response.next_page_token());
      for (const auto& item : response.items()) {
        absl::StrAppend(&all, item.key(), item.value());
      }
    } while (!request.page_token().empty());
  }
  return all;
}

TEST_F(EvalCurveTest, TenantsOfARunningSystemStayAsTheyAre) {
  ASSERT_OK_AND_ASSIGN(const auto system, MiniSystem::Start());
  Conversation talk(system->coordinator(), "acme");
  ASSERT_OK_AND_ASSIGN(const v1::Exchange answer, talk.Ask(kWeeks));
  ASSERT_OK(talk.Teach(answer.id(), kIsoFeedback).status());
  const std::string before = Export(*system, "acme");
  ASSERT_FALSE(before.empty());
  const json curve = Curve(
      {"--address", system->Address(MiniSystem::kCoordinator), "--database",
       ALHF_SAMPLE_DATABASE, "--policy", "alhf", "--points", "0,3"});
  EXPECT_THAT(Values(Points(curve, "alhf"), "adherence"),
              ElementsAre(1. / 3, 1));
  EXPECT_EQ(Export(*system, "acme"), before);
  ASSERT_OK_AND_ASSIGN(const v1::GetStatusResponse status, talk.Status());
  EXPECT_EQ(status.records(), 1);
  EXPECT_EQ(status.exchanges(), 1);
}

// An agent of somebody's own: it asks the coordinator for plans, answers in its
// own way, and records what it did.
class TinyAgent {
 public:
  explicit TinyAgent(v1::Coordinator::StubInterface& coordinator)
      : coordinator_(coordinator),
        port_(server_.bind_to_any_port("127.0.0.1")) {
    server_.Post("/v1/chat/completions", [this](const httplib::Request& request,
                                                httplib::Response& response) {
      Answer(request, response);
    });
    thread_ = std::thread([this] { server_.listen_after_bind(); });
  }
  ~TinyAgent() {
    server_.stop();
    thread_.join();
  }
  std::string url() const {
    return absl::StrCat("http://127.0.0.1:", port_, "/v1");
  }

 private:
  void Answer(const httplib::Request& request, httplib::Response& response) {
    const json body = json::parse(request.body);
    const std::string question = body["messages"][0]["content"];
    v1::ComposePlanRequest plan;
    plan.set_tenant(request.get_header_value("X-Alhf-Tenant"));
    plan.mutable_query()->set_text(question);
    plan.mutable_query()->set_user(request.get_header_value("X-Alhf-User"));
    google::protobuf::util::JsonStringToMessage(
        request.get_header_value("X-Alhf-Overlay"),
        plan.mutable_query()->mutable_overlay());
    grpc::ClientContext plan_context;
    v1::ComposePlanResponse planned;
    coordinator_.ComposePlan(&plan_context, plan, &planned);

    v1::RecordExchangeRequest record;
    record.set_tenant(plan.tenant());
    v1::Exchange& exchange = *record.mutable_exchange();
    exchange.set_id(request.get_header_value("X-Alhf-Exchange-Id"));
    exchange.set_user(plan.query().user());
    exchange.set_question(question);
    exchange.set_answer("As you wish.");
    *exchange.mutable_plan() = planned.plan();
    // It does as it is told: all that applies stands in its answer.
    for (const auto& part : planned.plan().components()) {
      for (const auto& item : part.items()) {
        exchange.set_answer(exchange.answer() + " " + item.text());
      }
    }
    grpc::ClientContext record_context;
    v1::Exchange recorded;
    coordinator_.RecordExchange(&record_context, record, &recorded);
    const json answer = {
        {"choices", {{{"message", {{"content", exchange.answer()}}}}}},
        {"usage", {{"total_tokens", 10}}}};
    response.set_content(answer.dump(), "application/json");
  }

  v1::Coordinator::StubInterface& coordinator_;
  httplib::Server server_;
  const int port_;
  std::thread thread_;
};

TEST_F(EvalCurveTest, SomebodysOwnAgentIsMeasured) {
  std::ofstream(file_)
      << R"({"id":"agent","feedback":[{"id":"f1","question":)"
         R"("What does the handbook say about expenses?",)"
         R"("text":"Answer in bullets.","assign":["answer_writer"]}],)"
         R"("questions":[{"text":"How many customers are there?",)"
         R"("applies":["f1"],"checks":[)"
         R"({"kind":"answer_contains","value":"bullets","for":"f1"},)"
         R"({"kind":"answer_contains","value":"wish","for":"completeness"}]}]})";
  ASSERT_OK_AND_ASSIGN(const auto system, MiniSystem::Start());
  const TinyAgent agent(system->coordinator());
  const json curve =
      Curve({"--address", system->Address(MiniSystem::kCoordinator), "--agent",
             agent.url(), "--policy", "alhf,none,oracle", "--points", "0,1"});
  EXPECT_THAT(Values(Points(curve, "alhf"), "adherence"), ElementsAre(0, 1));
  EXPECT_THAT(Values(Points(curve, "none"), "adherence"), ElementsAre(0, 0));
  EXPECT_THAT(Values(Points(curve, "oracle"), "adherence"), ElementsAre(0, 1));
  EXPECT_THAT(Values(Points(curve, "alhf"), "completeness"), ElementsAre(1, 1));
  EXPECT_THAT(Values(Points(curve, "alhf"), "misapplication"),
              ElementsAre(0, 0));
  EXPECT_THAT(Values(Points(curve, "alhf"), "tokens"), ElementsAre(10, 10));
  EXPECT_EQ(curve["attained"].back()["attained"], 1);
}

TEST_F(EvalCurveTest, ScenariosMayShareATenant) {
  std::string other = kScenario;
  other.replace(other.find("tiny"), 4, "more");
  std::ofstream(file_, std::ios::app) << other << "\n";
  const json curve =
      Curve({"--policy", "alhf", "--points", "0,3", "--together"});
  EXPECT_EQ(Points(curve, "alhf")[1]["questions"], 6);
  EXPECT_THAT(Values(Points(curve, "alhf"), "adherence"),
              ElementsAre(1. / 3, 1));
}

TEST_F(EvalCurveTest, AssignmentIsThatOfTheCoordinator) {
  std::ofstream(file_)
      << R"({"id":"1","text":"We are on Postgres, use ISO weeks.",)"
         R"("label":["sql_generator"],"source":"tiny","context":null})"
         "\n"
         R"({"id":"2","text":"Thanks!","label":[],"source":"tiny",)"
         R"("context":{"question":"Who?","answer_or_sql":"Nobody."}})"
         "\n";
  const CommandResult result = Alhf({"eval", "assignment", file_, "--json"});
  EXPECT_THAT(result.exit_code, Optional(0)) << result.err;
  const json run = json::parse(result.out, nullptr, false);
  ASSERT_EQ(run["methods"].size(), 4);
  EXPECT_EQ(run["methods"][0]["method"], "alhf");
  EXPECT_EQ(run["methods"][0]["sets"][0]["exact"], 1);
  EXPECT_EQ(run["methods"][2]["sets"][0]["exact"], 0);
  EXPECT_EQ(run["methods"][3]["sets"][0]["exact"], 0.5);
}

}  // namespace
}  // namespace alhf::testing
