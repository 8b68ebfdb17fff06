#include "tests/property/random_conversation.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "alhf/testing/status_matchers.h"
#include "components/sql_generator/sql_generator.h"

namespace alhf::testing {
namespace {

absl::Time TimeOf(int day) {
  return absl::UnixEpoch() + absl::Hours(24) * day + absl::Hours(9);
}

Value ValueOf(const v1::Cell& cell) {
  switch (cell.value_case()) {
    case v1::Cell::kText:
      return cell.text();
    case v1::Cell::kInteger:
      return static_cast<double>(cell.integer());
    case v1::Cell::kNumber:
      return cell.number();
    case v1::Cell::kBoolean:
      return cell.boolean() ? 1.0 : 0.0;
    case v1::Cell::VALUE_NOT_SET:
      break;
  }
  return {};
}

}  // namespace

uint64_t FromEnvironment(const char* name, uint64_t otherwise) {
  const char* text = getenv(name);
  uint64_t value = 0;
  return text != nullptr && absl::SimpleAtoi(text, &value) ? value : otherwise;
}

TestFolder::TestFolder()
    : path_(absl::StrCat(::testing::TempDir(), "random.XXXXXX")) {
  EXPECT_NE(mkdtemp(path_.data()), nullptr);
}

TestFolder::~TestFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void LoadSqlite(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  const std::string all =
      absl::StrCat("PRAGMA synchronous = OFF; BEGIN;", sql, "COMMIT");
  char* error = nullptr;
  sqlite3_exec(database, all.c_str(), nullptr, nullptr, &error);
  ASSERT_EQ(error, nullptr) << error << "\n" << sql;
  sqlite3_close(database);
}

std::vector<Row> RowsOf(const v1::Table& table) {
  std::vector<Row> rows;
  for (const v1::Row& from : table.rows()) {
    Row& row = rows.emplace_back();
    for (const v1::Cell& cell : from.cells()) row.push_back(ValueOf(cell));
  }
  return rows;
}

RandomConversation::RandomConversation(const RandomDatabase& database,
                                       const std::string& uri)
    : now_(TimeOf(database.today)), clock_(now_) {
  std::ofstream(folder_.path() + "/semantic.textproto") << SemanticOf(database);
  sql_generator::Config config;
  config.set_semantic_file("semantic.textproto");
  config.add_databases()->set_name("random");
  config.mutable_databases(0)->set_uri(uri);
  auto source = sql_generator::Database::Make(config, folder_.path(), clock_);
  EXPECT_THAT(source, IsOk());
  harness_ = std::make_unique<ComponentHarness>(
      std::make_unique<sql_generator::SqlGenerator>(*std::move(source),
                                                    clock_));
}

v1::StepOutput RandomConversation::Ask(const std::string& text) {
  v1::Query query;
  query.set_text(text);
  query.mutable_now()->set_seconds(absl::ToUnixSeconds(now_));
  const auto output = harness_->Run(query);
  EXPECT_THAT(output, IsOk()) << text;
  return output.value_or(v1::StepOutput());
}

std::string RandomConversation::Teach(const std::string& text) {
  const auto assessment = harness_->Teach(text);
  if (!assessment.ok()) return assessment.status().ToString();
  if (assessment->outcome() != v1::OUTCOME_CLAIMED) return "not claimed";
  for (const v1::Proposal& proposal : assessment->proposals()) {
    if (proposal.effect() != v1::EFFECT_ENFORCED) {
      return "not enforced: " + proposal.understood_as();
    }
  }
  return assessment->proposals().size() == 1 ? "" : "not one lesson";
}

}  // namespace alhf::testing
