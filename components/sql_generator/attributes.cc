#include "components/sql_generator/attributes.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace alhf::sql_generator {
namespace {

struct Attribute {
  absl::string_view superlatives;
  // Words of columns, the likeliest first.
  absl::string_view columns;
  bool of_one_kind = true;
};

constexpr Attribute kAttributes[] = {
    {" most expensive, least expensive, cheapest, dearest, priciest,",
     "price cost fee rate charge"},
    {" longest, shortest,",
     "duration length minutes hours seconds milliseconds distance"},
    {" heaviest, lightest,", "weight"},
    {" tallest,", "height"},
    {" highest rated, best rated, top rated, lowest rated, worst rated,",
     "rating score stars"},
    {" biggest, largest, smallest,", "size area capacity", false},
};

const Attribute* Find(absl::string_view superlative) {
  const std::string listed =
      absl::StrCat(" ", absl::AsciiStrToLower(superlative), ",");
  for (const Attribute& attribute : kAttributes) {
    if (absl::StrContains(attribute.superlatives, listed)) return &attribute;
  }
  return nullptr;
}

}  // namespace

bool IsOfOneKind(absl::string_view superlative) {
  const Attribute* attribute = Find(superlative);
  return attribute != nullptr && attribute->of_one_kind;
}

const Column* AttributeOf(const Table& table, absl::string_view superlative) {
  const Attribute* attribute = Find(superlative);
  if (attribute == nullptr) return nullptr;
  for (const absl::string_view word : absl::StrSplit(attribute->columns, ' ')) {
    const Column* only = nullptr;
    for (const Column& column : table.columns) {
      const std::vector<std::string> name = NameWords(column.name);
      if (!column.IsNumber() || column.key || column.integer_flag ||
          std::find(name.begin(), name.end(), word) == name.end()) {
        continue;
      }
      if (only != nullptr) return nullptr;
      only = &column;
    }
    if (only != nullptr) return only;
  }
  return nullptr;
}

}  // namespace alhf::sql_generator
