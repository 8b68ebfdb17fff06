#include "tests/fuzz/targets.h"
#include "tests/fuzz/text.h"
#include "tests/unit/components/sql_generator/library.h"

namespace alhf::fuzz {

void ReadQuestions(absl::string_view bytes) {
  static const auto* const library = new sql_generator::Library();
  library->Sql(AsText(bytes));
}

}  // namespace alhf::fuzz
