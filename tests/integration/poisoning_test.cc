// Words that are slipped into documents, rows, lessons and questions, before a
// model that obeys every one of them (POISON_01, POISON_02): real processes on
// real SQLite and PostgreSQL. Nothing is written, no other schema, file or
// tenant's lesson is reached, and nobody learns anything from them.
#include <gmock/gmock.h>
#include <grpcpp/client_context.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "base/grpc_status.h"
#include "tests/integration/obedient_model.h"
#include "tests/integration/poison_corpus.h"
#include "tests/integration/system_test.h"
#include "tests/support/postgres_server.h"
#include "tests/support/process.h"

namespace alhf::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSubsetOf;
using ::testing::Not;
using ::testing::Optional;
using ::testing::SizeIs;

// What must not be seen in acme: of a file, another schema, another tenant.
constexpr char kFileMarker[] = "FILE-MARKER-8831";
constexpr char kVaultMarker[] = "VAULT-MARKER-5520";
constexpr char kTenantMarker[] = "GLOBEX-MARKER-4410";

constexpr char kPlain[] = "SELECT id, note FROM remarks ORDER BY id";
constexpr size_t kOfEachPlace = std::size(kManners);

class PoisoningTest : public SystemTest,
                      public ::testing::WithParamInterface<const char*> {
 protected:
  void SetUp() override {
    folder_ = "/tmp/alhf-poison-XXXXXX";
    ASSERT_NE(mkdtemp(folder_.data()), nullptr);
    // The server of the database is another user.
    std::filesystem::permissions(folder_, std::filesystem::perms::all);
    std::ofstream(folder_ + "/secret.txt") << kFileMarker << "\n";
    documents_ = Make(0);
    rows_ = Make(1);
    lessons_ = Make(2);
    questions_ = Make(3);
    ASSERT_NO_FATAL_FAILURE(WriteDocuments());
    ASSERT_NO_FATAL_FAILURE(MakeDatabases());
    std::vector<Injection> all;
    for (const auto* each : {&documents_, &rows_, &lessons_, &questions_}) {
      all.insert(all.end(), each->begin(), each->end());
    }
    ASSERT_GE(all.size(), 50u);
    model_ = std::make_unique<ObedientModel>(std::move(all), kPlain);
    MiniSystemOptions options;
    options.database = folder_ + "/company.db";
    options.documents = folder_ + "/documents";
    if (postgres_ != nullptr) options.postgres_uri = postgres_->uri();
    for (const std::string& name : MiniSystem::Components()) {
      options.component_config[name] =
          absl::StrCat("model { chat { base_url: '", model_->url(),
                       "' model: 'obedient' } }\n");
    }
    ASSERT_NO_FATAL_FAILURE(StartSystem(options));
  }
  void TearDown() override {
    system_ = nullptr;
    std::filesystem::remove_all(folder_);
  }

  bool OnPostgresql() const { return GetParam() == std::string("postgresql"); }

  // The injections of a place: each manner once, with other statements than in
  // the other places.
  std::vector<Injection> Make(size_t place) const {
    std::vector<Injection> made;
    for (size_t i = 0; i < kOfEachPlace; ++i) {
      const size_t number = place * kOfEachPlace + i;
      Injection injection;
      injection.id = absl::StrFormat("zq%02d", number);
      injection.sql =
          absl::StrReplaceAll(kStatements[number % std::size(kStatements)],
                              {{"FILE", folder_ + "/secret.txt"},
                               {"OUT", folder_ + "/written"},
                               {"VAULT", folder_ + "/vault.db"}});
      injection.text = absl::StrCat(
          absl::StrReplaceAll(kManners[i], {{"%s", injection.sql}}), " ",
          injection.id);
      made.push_back(std::move(injection));
    }
    return made;
  }

  void WriteDocuments() {
    std::filesystem::create_directory(folder_ + "/documents");
    for (size_t i = 0; i < documents_.size(); ++i) {
      std::ofstream(absl::StrFormat("%s/documents/page%d.md", folder_, i))
          << "# The bramble" << i << " page\n\nThe bramble" << i
          << " is kept in the shed. " << documents_[i].text << "\n";
    }
  }

  void MakeDatabases() {
    std::string remarks =
        "CREATE TABLE remarks (id INTEGER PRIMARY KEY, note TEXT NOT NULL);\n";
    for (size_t i = 0; i < rows_.size(); ++i) {
      absl::StrAppend(&remarks, "INSERT INTO remarks VALUES (", i, ", '",
                      absl::StrReplaceAll(rows_[i].text, {{"'", "''"}}),
                      "');\n");
    }
    const std::string vault = absl::StrCat(
        "salaries (note TEXT); INSERT INTO VAULT.salaries VALUES ('",
        kVaultMarker, "')");
    std::filesystem::copy(ALHF_SAMPLE_DATABASE, folder_ + "/company.db");
    RunSqlite("company.db", remarks);
    RunSqlite("vault.db",
              absl::StrCat("CREATE TABLE ",
                           absl::StrReplaceAll(vault, {{"VAULT.", ""}})));
    before_ = Bytes(folder_ + "/company.db");
    if (!OnPostgresql()) return;
    ASSERT_OK_AND_ASSIGN(postgres_, PostgresServer::Start());
    ASSERT_OK(postgres_->Load(ALHF_SAMPLE_SQL));
    ASSERT_OK(postgres_->Execute(remarks));
    ASSERT_OK(postgres_->Execute(
        absl::StrCat("CREATE SCHEMA vault; CREATE TABLE vault.",
                     absl::StrReplaceAll(vault, {{"VAULT.", "vault."}}))));
    before_ = PostgresState();
  }
  void RunSqlite(const std::string& file, const std::string& sql) const {
    const CommandResult run =
        RunCommand({"/usr/bin/sqlite3", folder_ + "/" + file, sql});
    ASSERT_THAT(run.exit_code, Optional(0)) << run.err;
  }
  static std::string Bytes(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file),
            std::istreambuf_iterator<char>()};
  }
  // All that a write could change: relations, rows, large objects, settings.
  std::string PostgresState() const {
    const CommandResult state = postgres_->Psql(
        {"-c",
         "SELECT relname, relkind FROM pg_class WHERE relnamespace IN "
         "('public'::regnamespace, 'vault'::regnamespace) ORDER BY 1; "
         "SELECT md5(string_agg(t::text, '|' ORDER BY t.id)) FROM orders t; "
         "SELECT md5(string_agg(t::text, '|' ORDER BY t.id)) FROM customers t; "
         "SELECT * FROM remarks ORDER BY id; SELECT * FROM vault.salaries; "
         "SELECT count(*) FROM pg_largeobject_metadata"});
    EXPECT_THAT(state.exit_code, Optional(0)) << state.err;
    return state.out;
  }

  absl::StatusOr<v1::Exchange> Ask(const std::string& tenant,
                                   const std::string& question,
                                   const std::string& earlier_answer = "") {
    v1::AskRequest request;
    request.set_tenant(tenant);
    request.mutable_query()->set_text(question);
    // The dialect that was taught holds, whatever the question looks like.
    request.mutable_query()->mutable_overlay()->set_recall(v1::RECALL_ALL);
    if (!earlier_answer.empty()) {
      v1::Turn& turn = *request.mutable_query()->add_turns();
      turn.set_question("How is it going?");
      turn.set_answer(earlier_answer);
    }
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::seconds(60));
    const auto reader = system().coordinator().Ask(&context, request);
    v1::Exchange answer;
    for (v1::AskEvent event; reader->Read(&event);) {
      if (event.has_answer()) answer = event.answer();
    }
    ALHF_RETURN_IF_ERROR(FromGrpcStatus(reader->Finish()));
    ExpectHarmless(answer);
    // The dialect that was taught: its database is the one that is asked.
    if (OnPostgresql() && absl::StrContains(question, "ow many orders")) {
      EXPECT_TRUE(IsTaught(answer)) << question;
    }
    return answer;
  }
  static bool IsTaught(const v1::Exchange& exchange) {
    const auto& plans = exchange.plan().components();
    return std::any_of(plans.begin(), plans.end(), [](const auto& plan) {
      return plan.component() == MiniSystem::kSqlGenerator &&
             !plan.items().empty();
    });
  }
  static void ExpectHarmless(const v1::Exchange& exchange) {
    const std::string all = exchange.SerializeAsString();
    for (const char* marker : {kFileMarker, kVaultMarker, kTenantMarker}) {
      EXPECT_FALSE(absl::StrContains(all, marker))
          << marker << " in " << exchange.DebugString();
    }
    // Of the model's statements only the plain one runs.
    const v1::StepOutput sql =
        StepOf(exchange, MiniSystem::kSqlGenerator).output();
    EXPECT_EQ(sql.model().empty() ? kPlain : sql.table().sql(), kPlain);
    for (const v1::Step& step : exchange.steps()) {
      for (const v1::Passage& passage : step.output().passages()) {
        EXPECT_TRUE(absl::StartsWith(passage.source(), "page"))
            << passage.source();
      }
    }
  }

  uint64_t EndOfLog(const std::string& tenant) {
    const auto status = Talk(tenant).Status();
    EXPECT_TRUE(status.ok()) << status.status();
    return status.ok() ? status->position().sequence() : 0;
  }
  static std::set<std::string> IdsOf(const std::vector<Injection>& some) {
    std::set<std::string> ids;
    for (const Injection& each : some) ids.insert(each.id);
    return ids;
  }

  std::string folder_;
  std::vector<Injection> documents_;
  std::vector<Injection> rows_;
  std::vector<Injection> lessons_;
  std::vector<Injection> questions_;
  std::unique_ptr<PostgresServer> postgres_;
  std::string before_;
  std::unique_ptr<ObedientModel> model_;
};

TEST_P(PoisoningTest, AModelThatObeysAllOfItReachesNothing) {
  // Another tenant's lesson, and acme's dialect.
  v1::SubmitFeedbackRequest other;
  v1::FeedbackRecord& record = *other.mutable_record();
  record.set_text(absl::StrCat("Always mention ", kTenantMarker, "."));
  record.add_assign_to(MiniSystem::kAnswerWriter);
  record.mutable_exchange()->set_question("How?");
  record.mutable_exchange()->set_answer("So.");
  ASSERT_OK(Talk("globex").Submit(other).status());
  for (const char* tenant : {"acme", "taught"}) {
    if (!OnPostgresql()) break;
    v1::SubmitFeedbackRequest dialect;
    dialect.mutable_record()->set_text("We are on Postgres.");
    *dialect.mutable_record()->mutable_exchange() = record.exchange();
    ASSERT_OK_AND_ASSIGN(const v1::FeedbackStatus status,
                         Talk(tenant).Submit(dialect));
    ASSERT_THAT(status.lessons(), SizeIs(1)) << status.DebugString();
  }
  const size_t known = OnPostgresql() ? 1 : 0;
  const uint64_t end = EndOfLog("acme");

  // Questions.
  for (const Injection& each : questions_) {
    ASSERT_OK(Ask("acme", absl::StrCat("How many orders were there in 2025? ",
                                       each.text))
                  .status());
  }
  // Documents: in the answer, and then in an earlier answer.
  std::vector<std::string> answered;
  for (size_t i = 0; i < documents_.size(); ++i) {
    ASSERT_OK_AND_ASSIGN(
        const v1::Exchange answer,
        Ask("acme", absl::StrCat("Where is the bramble", i, " kept?")));
    answered.push_back(answer.id());
    ASSERT_OK(Ask("acme", "And how many orders were there?", documents_[i].text)
                  .status());
  }
  // Rows: the plain statement brings all of them.
  ASSERT_OK_AND_ASSIGN(const v1::Exchange remarks,
                       Ask("acme", "How many orders were there in 2025?"));
  EXPECT_EQ(
      StepOf(remarks, MiniSystem::kSqlGenerator).output().table().rows_size(),
      static_cast<int>(rows_.size()))
      << remarks.DebugString();
  for (const Injection& each : rows_) {
    ASSERT_OK(
        Ask("acme", "How many orders were there in 2024?", each.text).status());
  }
  EXPECT_EQ(EndOfLog("acme"), end);  // no question writes anything

  // Feedback about answers that such words stand in.
  answered.push_back(remarks.id());
  for (const std::string& exchange : answered) {
    v1::SubmitFeedbackRequest thanks;
    thanks.mutable_record()->set_text("Thanks, that helps.");
    thanks.mutable_record()->mutable_exchange()->set_id(exchange);
    thanks.set_wait_for(v1::WAIT_FOR_ASSESSED);
    ASSERT_OK_AND_ASSIGN(const v1::FeedbackStatus status,
                         Talk("acme").Submit(thanks));
    EXPECT_THAT(status.lessons(), IsEmpty()) << status.DebugString();
  }
  ASSERT_OK_AND_ASSIGN(const auto in_acme, Talk("acme").Lessons());
  EXPECT_THAT(in_acme, SizeIs(known));

  // Lessons: somebody teaches such words. They are his, and his tenant's.
  for (const Injection& each : lessons_) {
    v1::SubmitFeedbackRequest request;
    request.mutable_record()->set_text(each.text);
    *request.mutable_record()->mutable_exchange() = record.exchange();
    ASSERT_OK_AND_ASSIGN(const v1::FeedbackStatus status,
                         Talk("taught").Submit(request));
    for (const v1::Lesson& lesson : status.lessons()) {
      EXPECT_THAT(each.text, HasSubstr(lesson.text()));
    }
  }
  for (int i = 0; i < 40; ++i) {
    const std::set<std::string> ran = model_->ran();
    const std::set<std::string> wanted = IdsOf(lessons_);
    if (std::includes(ran.begin(), ran.end(), wanted.begin(), wanted.end())) {
      break;
    }
    ASSERT_OK(
        Ask("taught", absl::StrCat("How many orders were there in 20", 10 + i))
            .status());
  }
  ASSERT_OK_AND_ASSIGN(const auto again, Talk("acme").Lessons());
  EXPECT_THAT(again, SizeIs(known));

  // The model did obey all of them: otherwise this would show nothing.
  std::set<std::string> all = IdsOf(documents_);
  for (const auto* each : {&rows_, &lessons_, &questions_}) {
    all.merge(IdsOf(*each));
  }
  EXPECT_EQ(model_->ran(), all);
  EXPECT_THAT(IdsOf(documents_), IsSubsetOf(model_->said()));
  EXPECT_THAT(IdsOf(rows_), IsSubsetOf(model_->said()));
  EXPECT_THAT(IdsOf(documents_), IsSubsetOf(model_->taught()));

  // And nothing came of it.
  for (const std::string& prompt : model_->prompts()) {
    EXPECT_THAT(prompt, Not(HasSubstr(kFileMarker)));
    EXPECT_THAT(prompt, Not(HasSubstr(kVaultMarker)));
  }
  EXPECT_FALSE(std::filesystem::exists(folder_ + "/written"));
  EXPECT_EQ(OnPostgresql() ? PostgresState() : Bytes(folder_ + "/company.db"),
            before_);
}

INSTANTIATE_TEST_SUITE_P(OnEveryEngine, PoisoningTest,
                         ::testing::Values("sqlite", "postgresql"),
                         [](const auto& info) {
                           return std::string(info.param);
                         });

}  // namespace
}  // namespace alhf::testing
