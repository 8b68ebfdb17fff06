#include "components/sql_generator/word_net.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fstream>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace alhf::sql_generator {
namespace {

constexpr size_t kMeanings = 2;
// Further up all is a thing.
constexpr int kDeepest = 10;

using Fields = std::vector<std::string>;

Fields Split(const std::string& line) {
  return absl::StrSplit(line, ' ', absl::SkipEmpty());
}

// The first field of the line at `at`, which may be inside a line.
std::string LineFrom(std::ifstream& file, std::streamoff at) {
  file.clear();
  file.seekg(at);
  std::string line;
  if (at > 0) std::getline(file, line);  // the rest of the one before
  line.clear();
  std::getline(file, line);
  return line;
}

absl::string_view KeyOf(absl::string_view line) {
  return line.substr(0, line.find(' '));
}

}  // namespace

// The line of a sorted file that begins with `key`; empty: none.
std::string WordNet::Line(absl::string_view file, absl::string_view key) const {
  std::ifstream in(absl::StrCat(folder_, "/", file), std::ios::binary);
  if (!in) return "";
  in.seekg(0, std::ios::end);
  std::streamoff low = 0;
  std::streamoff high = in.tellg();
  while (low < high) {
    const std::streamoff middle = low + (high - low) / 2;
    const std::string line = LineFrom(in, middle);
    // Lines of the licence begin with blanks, before all words.
    if (!line.empty() && KeyOf(line) < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const std::string line = LineFrom(in, low);
  return KeyOf(line) == key ? line : "";
}

// "lemma pos synsets pointers [symbol…] senses tagged [offset…]"
std::vector<std::string> WordNet::Offsets(absl::string_view part,
                                          absl::string_view word) const {
  const std::string lemma = absl::StrReplaceAll(word, {{" ", "_"}});
  const Fields fields = Split(Line(absl::StrCat("index.", part), lemma));
  size_t senses = 0;
  if (fields.size() < 4 || !absl::SimpleAtoi(fields[2], &senses) ||
      senses >= fields.size()) {
    return {};
  }
  std::vector<std::string> offsets(
      fields.end() - static_cast<std::ptrdiff_t>(senses), fields.end());
  if (offsets.size() > kMeanings) offsets.resize(kMeanings);
  return offsets;
}

// "offset file type words(hex) [word id]… pointers [symbol offset pos link]…"
WordNet::Meaning WordNet::Read(absl::string_view part,
                               const std::string& offset) const {
  Meaning meaning;
  std::ifstream in(absl::StrCat(folder_, "/data.", part), std::ios::binary);
  int64_t at = 0;
  std::string line;
  if (!in || !absl::SimpleAtoi(offset, &at) || !in.seekg(at) ||
      !std::getline(in, line)) {
    return meaning;
  }
  const Fields fields = Split(line);
  uint32_t words = 0;
  if (fields.size() < 4 || !absl::SimpleHexAtoi(fields[3], &words)) {
    return meaning;
  }
  size_t next = 4 + 2 * static_cast<size_t>(words);
  if (next >= fields.size()) return meaning;
  for (size_t i = 4; i < next; i += 2) {
    // "galore(ip)" says where an adjective stands.
    const std::string word = fields[i].substr(0, fields[i].find('('));
    meaning.words.push_back(absl::StrReplaceAll(word, {{"_", " "}}));
  }
  for (++next; next + 3 < fields.size() && fields[next] != "|"; next += 4) {
    if (fields[next + 2] != "n") continue;
    if (fields[next] == "@") meaning.hypernyms.push_back(fields[next + 1]);
    if (fields[next] == "\\") meaning.pertains.push_back(fields[next + 1]);
  }
  return meaning;
}

std::vector<std::string> WordNet::Singulars(absl::string_view word) const {
  std::vector<std::string> forms = {std::string(word)};
  const Fields irregular = Split(Line("noun.exc", word));
  if (irregular.size() > 1) forms.push_back(irregular[1]);
  absl::string_view stem = word;
  if (absl::ConsumeSuffix(&stem, "ies")) {
    forms.push_back(absl::StrCat(stem, "y"));
  } else if (absl::ConsumeSuffix(&stem, "s") && !absl::EndsWith(stem, "s")) {
    forms.emplace_back(stem);
    if (absl::ConsumeSuffix(&stem, "e")) forms.emplace_back(stem);
  }
  return forms;
}

std::vector<std::string> WordNet::Plurals(absl::string_view noun) const {
  std::vector<std::string> plurals;
  std::ifstream in(absl::StrCat(folder_, "/noun.exc"));
  for (std::string line; std::getline(in, line);) {
    const Fields fields = Split(line);
    if (fields.size() > 1 && fields[1] == noun) plurals.push_back(fields[0]);
  }
  return plurals;
}

std::vector<std::string> WordNet::Synonyms(absl::string_view word) const {
  std::vector<std::string> synonyms;
  const auto add = [&](const Meaning& meaning) {
    for (const std::string& other : meaning.words) {
      const bool known =
          absl::EqualsIgnoreCase(other, word) ||
          std::find(synonyms.begin(), synonyms.end(), other) != synonyms.end();
      if (!known) synonyms.push_back(other);
    }
  };
  for (const std::string& form : Singulars(word)) {
    for (const std::string& offset : Offsets("noun", form)) {
      add(Read("noun", offset));
    }
  }
  for (const std::string& offset : Offsets("adj", word)) {
    for (const std::string& noun : Read("adj", offset).pertains) {
      add(Read("noun", noun));
    }
  }
  return synonyms;
}

bool WordNet::IsPerson(absl::string_view noun) const {
  for (const std::string& form : Singulars(noun)) {
    for (const std::string& offset : Offsets("noun", form)) {
      if (LeadsToPerson(offset, 0)) return true;
    }
  }
  return false;
}

bool WordNet::LeadsToPerson(const std::string& offset, int depth) const {
  const Meaning meaning = Read("noun", offset);
  if (std::find(meaning.words.begin(), meaning.words.end(), "person") !=
      meaning.words.end()) {
    return true;
  }
  return depth < kDeepest &&
         std::any_of(meaning.hypernyms.begin(), meaning.hypernyms.end(),
                     [&](const std::string& up) {
                       return LeadsToPerson(up, depth + 1);
                     });
}

}  // namespace alhf::sql_generator
