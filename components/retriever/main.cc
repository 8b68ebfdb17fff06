#include "alhf/sdk/model/endpoint_encoder.h"
#include "alhf/sdk/serve.h"
#include "components/retriever/retriever.h"

int main(int argc, char** argv) {
  return alhf::sdk::ServeMain(
      argc, argv,
      {.name = "alhf-retriever",
       .open_endpoint = &alhf::sdk::OpenEndpointEncoder},
      &alhf::retriever::MakeRetriever);
}
