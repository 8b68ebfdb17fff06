#include "alhf/sdk/serve.h"
#include "components/sql_generator/sql_generator.h"

int main(int argc, char** argv) {
  return alhf::sdk::ServeMain(argc, argv, {.name = "alhf-sql-generator"},
                              alhf::sql_generator::SqlGenerator::FromFile);
}
