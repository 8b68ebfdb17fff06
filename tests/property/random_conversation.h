// The SQL generator over a random database, without a wire: what is asked of it
// and taught to it.
//
//   const TestFolder folder;
//   LoadSqlite(folder.path() + "/random.db", SqlOf(database));
//   RandomConversation conversation(database, "sqlite:" + …);
//   EXPECT_EQ(conversation.Teach("We are on Postgres."), "");
//   const v1::StepOutput output = conversation.Ask("sales in 2021");
//
// Thread safety: thread-compatible.
#ifndef ALHF_TESTS_PROPERTY_RANDOM_CONVERSATION_H_
#define ALHF_TESTS_PROPERTY_RANDOM_CONVERSATION_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "alhf/sdk/clock.h"
#include "alhf/testing/harness.h"
#include "alhf/v1/types.pb.h"
#include "tests/property/question.h"
#include "tests/property/random_database.h"

namespace alhf::testing {

// Returns the number that the environment variable `name` holds.
uint64_t FromEnvironment(const char* name, uint64_t otherwise);

// A folder that is removed with the object.
class TestFolder {
 public:
  TestFolder();
  ~TestFolder();
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// Makes an SQLite file of `sql`; a failure is the test's.
void LoadSqlite(const std::string& path, const std::string& sql);

std::vector<Row> RowsOf(const v1::Table& table);

class RandomConversation {
 public:
  // `uri`: where the database lies.
  RandomConversation(const RandomDatabase& database, const std::string& uri);

  v1::StepOutput Ask(const std::string& text);

  // What is wrong with how `text` was understood, or "".
  std::string Teach(const std::string& text);

 private:
  const TestFolder folder_;
  const absl::Time now_;
  ManualClock clock_;
  std::unique_ptr<ComponentHarness> harness_;
};

}  // namespace alhf::testing

#endif  // ALHF_TESTS_PROPERTY_RANDOM_CONVERSATION_H_
