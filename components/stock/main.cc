#include "alhf/sdk/serve.h"
#include "components/stock/stock.h"

int main(int argc, char** argv) {
  return alhf::sdk::ServeMain(
      argc, argv,
      {.name = "alhf-component",
       .file_option = "--manifest",
       .file_help = "What the component owns, a textproto file",
       .joins = true},
      &alhf::stock::MakeStock);
}
