#include "components/sql_generator/other_words.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "alhf/sdk/text.h"
#include "components/sql_generator/keywords.h"

namespace alhf::sql_generator {
namespace {

// Words of offices that WordNet tells apart.
constexpr absl::string_view kRings[] = {
    "employee colleague staff personnel worker coworker",
    "supplier vendor",
    "order purchase",
};

bool MeansPeople(absl::string_view word) {
  return word == "people" || word == "persons" || word == "person" ||
         word == "folks";
}

// More than so many unknown words are a question about something else.
constexpr size_t kMostUnknown = 3;

std::vector<std::string> InRing(const std::string& word) {
  std::vector<std::string> others;
  for (const absl::string_view ring : kRings) {
    const std::vector<std::string> words = absl::StrSplit(ring, ' ');
    const bool holds = std::any_of(
        words.begin(), words.end(),
        [&word](const auto& w) { return sdk::Stem(w) == sdk::Stem(word); });
    if (holds) others.insert(others.end(), words.begin(), words.end());
  }
  return others;
}

// What all of `phrase` means, but for what a column's flag or a verb is.
std::vector<Meaning> MeaningsOf(const Catalog& catalog,
                                const std::string& phrase) {
  const auto tokens = sdk::Analyze(phrase).tokens;
  if (tokens.empty()) return {};
  auto found = catalog.vocabulary().At(phrase, tokens, 0);
  if (found.length < tokens.size()) return {};
  return std::move(found.meanings);
}

bool SameMeanings(const std::vector<Meaning>& a,
                  const std::vector<Meaning>& b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(),
                    [](const Meaning& x, const Meaning& y) {
                      return x.kind == y.kind && x.table == y.table &&
                             x.column == y.column && x.value == y.value;
                    });
}

bool IsName(const std::vector<Meaning>& meanings) {
  return std::any_of(meanings.begin(), meanings.end(), [](const Meaning& m) {
    return m.kind == Meaning::Kind::kTable ||
           m.kind == Meaning::Kind::kColumn ||
           m.kind == Meaning::Kind::kMeasure;
  });
}

}  // namespace

// The only name or value of the database that means the same. Empty: none, or
// several that mean different things.
std::string OtherWords::NameFor(const std::string& word) const {
  std::vector<std::string> others = InRing(word);
  for (const std::string& synonym : words_.Synonyms(word)) {
    others.push_back(synonym);
    const auto plurals = words_.Plurals(absl::AsciiStrToLower(synonym));
    others.insert(others.end(), plurals.begin(), plurals.end());
  }
  // Values are too many for common nouns: of them only names are taken.
  const auto is_proper = [](const std::string& other) {
    return absl::ascii_isupper(static_cast<unsigned char>(other[0]));
  };
  std::string only;
  std::vector<Meaning> its;
  for (const std::string& other : others) {
    const auto meanings = MeaningsOf(catalog_, other);
    if (meanings.empty() || !(IsName(meanings) || is_proper(other))) continue;
    if (only.empty() || (IsName(meanings) && !IsName(its))) {
      only = other;
      its = meanings;
    } else if (IsName(meanings) == IsName(its) &&
               !SameMeanings(meanings, its)) {
      return "";
    }
  }
  return only;
}

std::vector<std::string> OtherWords::TablesOfPeople() const {
  std::vector<std::string> names;
  for (size_t t = 0; t < catalog_.schema().tables().size(); ++t) {
    const auto words = NameWords(catalog_.schema().table(t).name);
    if (!words.empty() && words_.IsPerson(words.back())) {
      names.push_back(catalog_.NameOfRow(t));
    }
  }
  return names;
}

std::vector<ReadAs> OtherWords::For(
    const std::vector<std::string>& unknown) const {
  std::set<std::string> words;
  for (const std::string& written : unknown) {
    const auto tokens = sdk::Analyze(written).tokens;
    // What is the database's was not understood for what is around it.
    const bool known = std::all_of(
        tokens.begin(), tokens.end(), [this](const sdk::Token& token) {
          return catalog_.vocabulary().HasWord(token);
        });
    if (known) continue;
    if (tokens.size() != 1 || tokens[0].number || tokens[0].stop_word ||
        tokens[0].text.size() < 3 || InKeyword(tokens[0].text)) {
      return {};
    }
    words.insert(tokens[0].text);
  }
  if (words.empty() || words.size() > kMostUnknown) return {};
  std::vector<ReadAs> ways(1);
  for (const std::string& word : words) {
    std::vector<std::string> names = {NameFor(word)};
    if (names[0].empty() && MeansPeople(word)) names = TablesOfPeople();
    std::vector<ReadAs> more;
    for (const std::string& name : names) {
      if (name.empty()) continue;
      for (ReadAs way : ways) {
        way[word] = name;
        more.push_back(std::move(way));
      }
    }
    ways = std::move(more);
  }
  return ways;
}

}  // namespace alhf::sql_generator
