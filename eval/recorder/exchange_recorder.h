// HTTP exchanges with an endpoint of models, kept in files by the hash of the
// request, so that a later run gets the same answers without the endpoint. It
// stands between those who ask and the endpoint, as a server on the loopback.
//
//   ExchangeRecorder recorder(options, http.get());
//   ALHF_ASSIGN_OR_RETURN(auto server, HttpServer::Start(0,
//       [&](const auto& request) { return recorder.Answer(request); }));
//   …
//   if (recorder.counts().missing > 0) …                 // record again
//
// Requests are equal where they differ in the ids of lessons alone. A recording
// holds the request's path and body and the response's status,
// type and body; no header, and so no key. Prompts hold people's words.
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_EVAL_RECORDER_EXCHANGE_RECORDER_H_
#define ALHF_EVAL_RECORDER_EXCHANGE_RECORDER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "alhf/sdk/model/http_client.h"
#include "base/mutex.h"
#include "eval/http_server.h"

namespace alhf::eval {

struct RecorderOptions {
  // Where the recordings are; must be there.
  std::string folder;
  // The endpoint's base URL, e.g. "https://models.example/v1". Empty: nothing
  // is asked, what is not recorded is missing.
  std::string upstream;
  // Sent as a bearer token. Empty: none.
  std::string key;
  // Tokens, as the endpoint counts them, after which nothing is asked any more.
  // 0: no limit.
  uint64_t budget_tokens = 0;
  absl::Duration timeout = absl::Minutes(2);
};

struct RecorderCounts {
  size_t replayed = 0;
  size_t recorded = 0;
  // Requests that no recording and no endpoint answered.
  size_t missing = 0;
  // Those that the endpoint answered with an error, or not at all.
  size_t failed = 0;
  // Of what was recorded now.
  uint64_t tokens = 0;
  bool budget_spent = false;
};

class ExchangeRecorder {
 public:
  // `http` must outlive it.
  ExchangeRecorder(RecorderOptions options, sdk::HttpClient* http)
      : options_(std::move(options)), http_(http) {}

  // Answers from the recording where there is one, else from the endpoint, and
  // records that where its status is 2xx. Without either the answer is an error
  // that says "record again".
  HttpServer::Response Answer(const HttpServer::Request& request);

  RecorderCounts counts();

  // Returns the name of the file for a request: 64 hexadecimal digits. Ids of
  // lessons are new with each run, and their order with them: they do not
  // count.
  static std::string NameOf(absl::string_view path, absl::string_view body);

 private:
  std::optional<HttpServer::Response> Replay(const std::string& name) const;
  HttpServer::Response Ask(const std::string& path,
                           const HttpServer::Request& request);
  absl::Status Record(const std::string& name, const std::string& path,
                      const std::string& body,
                      const HttpServer::Response& response) const;

  const RecorderOptions options_;
  sdk::HttpClient* const http_;
  Mutex mutex_;
  RecorderCounts counts_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace alhf::eval

#endif  // ALHF_EVAL_RECORDER_EXCHANGE_RECORDER_H_
