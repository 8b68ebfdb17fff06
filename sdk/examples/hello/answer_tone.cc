#include "sdk/examples/hello/answer_tone.h"

#include "alhf/sdk/serve.h"

int main(int argc, char** argv) {
  return alhf::sdk::ServeMain(argc, argv, std::make_unique<AnswerTone>());
}
