#include "components/sql_generator/vocabulary.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "components/sql_generator/keywords.h"

namespace alhf::sql_generator {
namespace {

constexpr size_t kLongestPhrase = 8;

std::string Joined(const std::vector<sdk::Token>& tokens, size_t at,
                   size_t length, std::string sdk::Token::*part) {
  std::string joined;
  for (size_t i = at; i < at + length; ++i) {
    absl::StrAppend(&joined, i == at ? "" : " ", tokens[i].*part);
  }
  return joined;
}

bool Same(const Meaning& a, const Meaning& b) {
  return a.kind == b.kind && a.table == b.table && a.column == b.column &&
         a.value == b.value && a.measure == b.measure && a.filter == b.filter &&
         a.term == b.term;
}

void Insert(std::vector<Meaning>& meanings, const Meaning& meaning) {
  const bool known =
      std::any_of(meanings.begin(), meanings.end(),
                  [&meaning](const Meaning& m) { return Same(m, meaning); });
  if (!known) meanings.push_back(meaning);
}

}  // namespace

void Vocabulary::Add(absl::string_view phrase, const Meaning& meaning) {
  const auto tokens = sdk::Analyze(phrase).tokens;
  if (tokens.empty() || tokens.size() > kLongestPhrase) return;
  longest_ = std::max(longest_, tokens.size());
  Insert(names_[Joined(tokens, 0, tokens.size(), &sdk::Token::stem)], meaning);
}

void Vocabulary::AddValue(absl::string_view value, const Meaning& meaning) {
  const auto tokens = sdk::Analyze(value).tokens;
  if (tokens.empty() || tokens.size() > kLongestPhrase) return;
  longest_ = std::max(longest_, tokens.size());
  Insert(values_[Joined(tokens, 0, tokens.size(), &sdk::Token::text)], meaning);
}

const std::vector<Meaning>* Vocabulary::Value(
    absl::string_view text, const std::vector<sdk::Token>& tokens, size_t at,
    size_t length) const {
  const std::string words = Joined(tokens, at, length, &sdk::Token::text);
  auto found = values_.find(words);
  if (found == values_.end() && absl::EndsWith(words, "s")) {
    found = values_.find(words.substr(0, words.size() - 1));
  }
  if (found == values_.end()) found = values_.find(absl::StrCat(words, "s"));
  if (found == values_.end()) return nullptr;
  // "IT", "US": a word that says something else besides counts as a value only
  // where it is written as the data has it, in capitals.
  if (length == 1 && (IsFiller(words) || IsKeyword(words))) {
    const absl::string_view written =
        text.substr(tokens[at].begin, tokens[at].end - tokens[at].begin);
    const bool as_in_data =
        written != words &&
        std::any_of(
            found->second.begin(), found->second.end(),
            [&written](const Meaning& m) { return m.value == written; });
    if (!as_in_data || at == 0) return nullptr;
  }
  return &found->second;
}

Vocabulary::Found Vocabulary::At(absl::string_view text,
                                 const std::vector<sdk::Token>& tokens,
                                 size_t at) const {
  for (size_t length = std::min(longest_, tokens.size() - at); length > 0;
       --length) {
    Found found;
    const auto name =
        names_.find(Joined(tokens, at, length, &sdk::Token::stem));
    const size_t begin = tokens[at].begin;
    const bool comma = absl::StrContains(
        text.substr(begin, tokens[at + length - 1].end - begin), ", ");
    if (name != names_.end() && !comma) found = {length, name->second};
    if (const auto* value = Value(text, tokens, at, length)) {
      // A table or measure is no value; a column may share its name with one.
      const bool taken = std::any_of(
          found.meanings.begin(), found.meanings.end(),
          [](const Meaning& m) { return m.kind != Meaning::Kind::kColumn; });
      if (!taken) {
        found.length = length;
        found.meanings.insert(found.meanings.end(), value->begin(),
                              value->end());
      }
    }
    if (found.length > 0) return found;
  }
  return {};
}

}  // namespace alhf::sql_generator
