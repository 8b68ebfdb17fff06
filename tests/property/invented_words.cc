#include "tests/property/invented_words.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace alhf::testing {
namespace {

constexpr size_t kTelling = 5;  // letters that tell one word from all others

}  // namespace

std::string InventedWords::Noun() {
  static const char* const kOnsets[] = {"b", "d", "f", "g", "k",  "l", "m",
                                        "n", "p", "r", "t", "v",  "z", "dr",
                                        "s", "w", "j", "h", "pl", "kr"};
  static const char* const kCodas[] = {"k", "p", "t", "m", "n", "g",
                                       "b", "f", "l", "z", "r"};
  static const char* const kVowels[] = {"a", "e", "i", "o", "u"};
  const auto any = [this](const auto& all) {
    return all[dice_.Below(std::size(all))];
  };
  for (;;) {
    std::string word;
    for (int syllable = 0; syllable < 2; ++syllable) {
      word = word + any(kOnsets) + any(kVowels) + any(kCodas);
    }
    if (dice_.Chance(0.1)) word += "y";
    // English words that questions are made of, and endings that a stemmer
    // takes off.
    const bool english =
        word == "number" || word == "bottom" || word == "without";
    bool ending = false;
    for (const char* end : {"al", "er", "ment", "ant", "ent", "ful", "ly", "iz",
                            "ator", "ism", "if", "ety", "ity", "nes"}) {
      ending = ending || absl::EndsWith(word, end);
    }
    if (english || ending) continue;
    if (taken_.insert(word.substr(0, kTelling)).second) return word;
  }
}

std::string InventedWords::Value() {
  std::string value = Capital(Noun());
  if (dice_.Chance(0.15)) value += " " + Capital(Noun());
  if (dice_.Chance(0.05)) value += "-" + Capital(Noun());
  if (dice_.Chance(0.05)) value = "D'" + value;
  if (dice_.Chance(0.05)) value = absl::AsciiStrToUpper(value);
  if (dice_.Chance(0.05)) value = absl::AsciiStrToLower(value);
  return value;
}

std::string Plural(const std::string& noun) {
  if (absl::EndsWith(noun, "y")) {
    return noun.substr(0, noun.size() - 1) + "ies";
  }
  return noun + (absl::EndsWith(noun, "z") ? "es" : "s");
}

std::string Capital(std::string word) {
  word[0] = absl::ascii_toupper(static_cast<unsigned char>(word[0]));
  return word;
}

}  // namespace alhf::testing
