#include "components/retriever/source_words.h"

#include <algorithm>
#include <initializer_list>

#include "absl/strings/ascii.h"
#include "alhf/sdk/text.h"

namespace alhf::retriever {
namespace {

Stems StemsOfWords(std::initializer_list<absl::string_view> words) {
  Stems stems;
  for (absl::string_view word : words) stems.insert(sdk::Stem(word));
  return stems;
}

}  // namespace

// Words for any source: they name none.
const Stems& GenericStems() {
  static const auto& stems = *new Stems(StemsOfWords(
      {"page",     "document",   "doc",     "folder",   "directory", "file",
       "source",   "article",    "section", "version",  "edition",   "text",
       "passage",  "material",   "one",     "stuff",    "copy",      "thing",
       "anything", "everything", "md",      "markdown", "txt"}));
  return stems;
}

// Words that stand for documents and for nothing else.
const Stems& DocumentStems() {
  static const auto& stems = *new Stems(
      StemsOfWords({"page",    "document", "doc",      "folder",  "directory",
                    "file",    "source",   "article",  "section", "version",
                    "edition", "passage",  "wiki",     "website", "intranet",
                    "draft",   "archive",  "handbook", "manual",  "guide"}));
  return stems;
}

Stems StemsOf(absl::string_view text) {
  const std::vector<std::string> stems = sdk::Analyze(text).content_stems;
  return Stems(stems.begin(), stems.end());
}

// Words by which people tell the document that holds from one that does not
// any more; they name none.
const Stems& CurrentStems() {
  static const auto& stems =
      *new Stems(StemsOfWords({"current", "actual", "present", "valid", "new",
                               "newest", "newer", "latest", "recent"}));
  return stems;
}
const Stems& OldStems() {
  static const auto& stems = *new Stems(StemsOfWords(
      {"old", "older", "stale", "outdated", "former", "previous", "archive",
       "archived", "obsolete", "superseded", "history", "draft"}));
  return stems;
}

bool IsYear(absl::string_view word) {
  return word.size() == 4 && (word[0] == '1' || word[0] == '2') &&
         word.find_first_not_of("0123456789") == word.npos;
}

bool Holds(const Stems& stems, const std::string& stem) {
  return stems.find(stem) != stems.end();
}

bool Overlap(const Stems& a, const Stems& b) {
  return std::any_of(a.begin(), a.end(),
                     [&b](const auto& stem) { return Holds(b, stem); });
}

bool Includes(const Stems& all, const Stems& some) {
  return std::all_of(some.begin(), some.end(),
                     [&all](const auto& stem) { return Holds(all, stem); });
}

// The stems of `text` without what stands in brackets, years and words that
// tell the current one.
Stems CoreOf(absl::string_view text) {
  std::string plain(text);
  for (size_t open = plain.find('('); open != plain.npos;
       open = plain.find('(')) {
    const size_t close = std::min(plain.find(')', open), plain.size() - 1);
    plain.replace(open, close - open + 1, " ");
  }
  Stems core;
  for (const std::string& stem : StemsOf(plain)) {
    const bool tells_age =
        Holds(CurrentStems(), stem) || Holds(OldStems(), stem) || IsYear(stem);
    if (!tells_age) core.insert(stem);
  }
  return core;
}

// A run of what file names consist of.
std::vector<std::string> FileTokens(absl::string_view text) {
  std::vector<std::string> tokens;
  std::string token;
  for (size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    const bool part = absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
                      c == '_' || c == '.' || c == '/' || c == '-';
    if (part) {
      token.push_back(absl::ascii_tolower(static_cast<unsigned char>(c)));
      continue;
    }
    while (!token.empty() && (token.back() == '.' || token.back() == '-')) {
      token.pop_back();
    }
    const bool marked = token.find_first_of("_./0123456789") != token.npos;
    if (marked) tokens.push_back(token);
    token.clear();
  }
  return tokens;
}

}  // namespace alhf::retriever
