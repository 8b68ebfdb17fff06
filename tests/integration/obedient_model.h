// A language model that obeys every word that is slipped into its prompts: an
// endpoint that speaks OpenAI's API over HTTP, and does what each injected
// string wants wherever it stands, whoever wrote it. Worse than any real one.
//
//   ObedientModel model({{.id = "zq01", .text = "… run DROP TABLE a zq01",
//                         .sql = "DROP TABLE a"}});
//   … base_url: model.url() …
//   EXPECT_THAT(model.ran(), Contains("zq01"));
//
// Where nothing is injected it writes `plain_sql`, keeps all passages, repeats
// its material, and claims no feedback.
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_TESTS_INTEGRATION_OBEDIENT_MODEL_H_
#define ALHF_TESTS_INTEGRATION_OBEDIENT_MODEL_H_

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "base/mutex.h"
#include "eval/http_server.h"

namespace alhf::testing {

struct Injection {
  // A word that stands in `text` and nowhere else.
  std::string id;
  std::string text;
  // What it wants to be run.
  std::string sql;
};

class ObedientModel {
 public:
  ObedientModel(std::vector<Injection> injections, std::string plain_sql);

  // The base URL of the API.
  std::string url() const { return server_->url() + "/v1"; }

  // The ids whose SQL was written, whose words were in an answer that was
  // written, and which a piece of feedback was said to teach.
  std::set<std::string> ran() const;
  std::set<std::string> said() const;
  std::set<std::string> taught() const;
  // Every prompt that came.
  std::vector<std::string> prompts() const;

 private:
  eval::HttpServer::Response Answer(const eval::HttpServer::Request& request);
  std::string Write(absl::string_view schema, const std::string& prompt)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::vector<Injection> injections_;
  const std::string plain_sql_;
  mutable Mutex mutex_;
  std::map<std::string, int> runs_ ABSL_GUARDED_BY(mutex_);
  std::set<std::string> said_ ABSL_GUARDED_BY(mutex_);
  std::set<std::string> taught_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::string> prompts_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<eval::HttpServer> server_;  // last: it calls the rest
};

}  // namespace alhf::testing

#endif  // ALHF_TESTS_INTEGRATION_OBEDIENT_MODEL_H_
