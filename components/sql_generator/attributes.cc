#include "components/sql_generator/attributes.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "components/sql_generator/written_names.h"

namespace alhf::sql_generator {
namespace {

struct Attribute {
  // Superlatives, comparatives and "how long".
  absl::string_view phrases;
  // Words of columns, the likeliest first.
  absl::string_view columns;
  bool of_one_kind = true;
};

constexpr Attribute kAttributes[] = {
    {" most expensive, least expensive, cheapest, dearest, priciest, "
     "more expensive than, cheaper than, dearer than, how expensive,",
     "price cost fee rate charge"},
    {" longest, shortest, longer than, shorter than, how long,",
     "duration length minutes hours seconds milliseconds distance"},
    {" heaviest, lightest, heavier than, lighter than, how heavy,", "weight"},
    {" tallest, taller than, how tall,", "height"},
    {" thickest, thinnest, thicker than, thinner than, how thick,",
     "thickness"},
    {" widest, narrowest, wider than, narrower than, how wide,", "width"},
    {" deepest, deeper than, how deep,", "depth"},
    {" farthest, furthest, nearest, closest, farther than, further than, "
     "nearer than, closer than, how far,",
     "distance"},
    {" fastest, slowest, faster than, slower than, how fast,", "speed"},
    {" oldest, youngest, older than, younger than,", "age"},
    {" highest rated, best rated, top rated, lowest rated, worst rated,",
     "rating score stars"},
    {" biggest, largest, smallest,", "size area capacity", false},
};

const Attribute* Find(absl::string_view phrase) {
  const std::string listed =
      absl::StrCat(" ", absl::AsciiStrToLower(phrase), ",");
  for (const Attribute& attribute : kAttributes) {
    if (absl::StrContains(attribute.phrases, listed)) return &attribute;
  }
  return nullptr;
}

bool Says(const Column& column, absl::string_view word) {
  const std::vector<std::string> name = SpelledOut(NameWords(column.name));
  return std::find(name.begin(), name.end(), word) != name.end();
}

}  // namespace

bool SpeaksOf(absl::string_view phrase, const Column& column) {
  const Attribute* attribute = Find(phrase);
  if (attribute == nullptr) return false;
  const std::vector<absl::string_view> words =
      absl::StrSplit(attribute->columns, ' ');
  return std::any_of(
      words.begin(), words.end(),
      [&column](absl::string_view w) { return Says(column, w); });
}

bool IsOfOneKind(absl::string_view phrase) {
  const Attribute* attribute = Find(phrase);
  return attribute != nullptr && attribute->of_one_kind;
}

const Column* AttributeOf(const Table& table, absl::string_view phrase) {
  const Attribute* attribute = Find(phrase);
  if (attribute == nullptr) return nullptr;
  for (const absl::string_view word : absl::StrSplit(attribute->columns, ' ')) {
    const Column* only = nullptr;
    for (const Column& column : table.columns) {
      if (!column.IsNumber() || column.key || column.integer_flag ||
          !Says(column, word)) {
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
