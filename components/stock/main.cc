#include "alhf/sdk/model/endpoint_encoder.h"
#include "alhf/sdk/serve.h"
#include "components/stock/stock.h"

int main(int argc, char** argv) {
  return alhf::sdk::ServeMain(
      argc, argv,
      {.name = "alhf-component",
       .file_option = "--manifest",
       .file_help = "What the component owns, a textproto file",
       .joins = true,
       .open_endpoint = &alhf::sdk::OpenEndpointEncoder},
      &alhf::stock::MakeStock);
}
