// An endpoint of embeddings on the loopback, real HTTP, that knows two topics,
// food and boats: texts of one are alike whatever their words. It misbehaves
// on demand and counts what it is asked.
//
//   TopicEndpoint endpoint;
//   const std::string file = endpoint.WriteFiles(folder);   //
//   encoder.textproto endpoint.Be(TopicEndpoint::kDown);
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_TESTS_SUPPORT_TOPIC_ENDPOINT_H_
#define ALHF_TESTS_SUPPORT_TOPIC_ENDPOINT_H_

#include <memory>
#include <string>
#include <vector>

#include "alhf/config/v1/encoder.pb.h"
#include "base/mutex.h"
#include "eval/http_server.h"

namespace alhf::testing {

class TopicEndpoint {
 public:
  enum Mood {
    kWell,
    kDown,          // 503
    kSilent,        // no answer, ever
    kGarbage,       // no JSON
    kOtherSize,     // vectors of two numbers
    kAnotherModel,  // the topics are turned about
    kPicky,         // 400 for what speaks of a secret
  };

  TopicEndpoint();
  ~TopicEndpoint();

  void Be(Mood mood);
  // Closes every connection: nobody listens any more.
  void Leave() { server_ = nullptr; }
  std::string url() const;

  // What was asked, in the order in which it came.
  struct Asked {
    std::vector<std::string> texts;
    std::string authorization;
  };
  std::vector<Asked> asked();
  // Of the requests, those with `text` among theirs.
  int TimesAsked(const std::string& text);

  // Model "topics", the key in the variable TOPIC_KEY where `key`.
  config::v1::EmbeddingEncoder Config(bool key = false) const;
  // Of its vectors; nearness reads as it is.
  static config::v1::EncoderProfile Profile();
  // Writes both into `folder` and returns the path of the encoder's file.
  std::string WriteFiles(const std::string& folder) const;

 private:
  eval::HttpServer::Response Answer(const eval::HttpServer::Request& request);

  Mutex mutex_;
  Mood mood_ ABSL_GUARDED_BY(mutex_) = kWell;
  std::vector<Asked> asked_ ABSL_GUARDED_BY(mutex_);
  // Last: its threads use the rest.
  std::unique_ptr<eval::HttpServer> server_;
};

}  // namespace alhf::testing

#endif  // ALHF_TESTS_SUPPORT_TOPIC_ENDPOINT_H_
