#include "alhf/sdk/model/endpoint_encoder.h"
#include "alhf/sdk/serve.h"
#include "components/answer_writer/answer_writer.h"

int main(int argc, char** argv) {
  return alhf::sdk::ServeMain(
      argc, argv,
      {.name = "alhf-answer-writer",
       .open_endpoint = &alhf::sdk::OpenEndpointEncoder},
      &alhf::answer_writer::MakeAnswerWriter);
}
