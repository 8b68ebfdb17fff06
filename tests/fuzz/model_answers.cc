#include <string>

#include "alhf/v1/types.pb.h"
#include "sdk/model/assessment.pb.h"
#include "sdk/model/completion_reader.h"
#include "sdk/model/json_answer.h"
#include "sdk/model/openai_wire.h"
#include "tests/fuzz/targets.h"

namespace alhf::fuzz {

void ReadModelAnswers(absl::string_view bytes) {
  sdk::ParseChat(bytes).IgnoreError();
  sdk::ParseEmbeddings(bytes, 1).IgnoreError();
  sdk::HttpResponse response;
  response.status = 200;
  response.headers["content-type"] = "text/event-stream";
  sdk::CompletionReader streamed([](absl::string_view) {});
  // In two parts: an event may be cut anywhere.
  streamed.OnData(bytes.substr(0, bytes.size() / 3));
  streamed.OnData(bytes.substr(bytes.size() / 3));
  streamed.End(response).IgnoreError();
  sdk::ModelAssessment assessment;
  sdk::ReadAnswer(bytes, assessment).IgnoreError();
}

}  // namespace alhf::fuzz
