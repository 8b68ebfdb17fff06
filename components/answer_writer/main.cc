#include "alhf/sdk/serve.h"
#include "components/answer_writer/answer_writer.h"

int main(int argc, char** argv) {
  return alhf::sdk::ServeMain(argc, argv, {.name = "alhf-answer-writer"},
                              &alhf::answer_writer::MakeAnswerWriter);
}
