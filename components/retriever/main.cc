#include "alhf/sdk/serve.h"
#include "components/retriever/retriever.h"

int main(int argc, char** argv) {
  return alhf::sdk::ServeMain(argc, argv, {.name = "alhf-retriever"},
                              &alhf::retriever::MakeRetriever);
}
