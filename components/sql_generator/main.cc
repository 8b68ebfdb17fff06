#include "alhf/sdk/model/endpoint_encoder.h"
#include "alhf/sdk/serve.h"
#include "components/sql_generator/sql_generator.h"

int main(int argc, char** argv) {
  return alhf::sdk::ServeMain(
      argc, argv,
      {.name = "alhf-sql-generator",
       .open_endpoint = &alhf::sdk::OpenEndpointEncoder},
      alhf::sql_generator::SqlGenerator::FromFile);
}
