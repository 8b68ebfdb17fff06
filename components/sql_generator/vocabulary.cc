#include "components/sql_generator/vocabulary.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "components/sql_generator/keywords.h"

namespace alhf::sql_generator {
namespace {

constexpr size_t kLongestPhrase = 8;
// Shorter words are too often one letter from others.
constexpr size_t kShortestTypo = 6;

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

void KeepFlagOrTable(bool before_table, std::vector<Meaning>& meanings) {
  const auto is_flag = [](const Meaning& m) {
    return m.kind == Meaning::Kind::kColumn && m.column->IsFlag();
  };
  const auto is_table = [](const Meaning& m) {
    return m.kind == Meaning::Kind::kTable;
  };
  if (std::none_of(meanings.begin(), meanings.end(), is_flag) ||
      std::none_of(meanings.begin(), meanings.end(), is_table)) {
    return;
  }
  if (before_table) {
    std::erase_if(meanings, is_table);
  } else {
    std::erase_if(meanings, is_flag);
  }
}

void Vocabulary::Add(absl::string_view phrase, const Meaning& meaning) {
  const auto tokens = sdk::Analyze(phrase).tokens;
  if (tokens.empty() || tokens.size() > kLongestPhrase) return;
  longest_ = std::max(longest_, tokens.size());
  Insert(names_[Joined(tokens, 0, tokens.size(), &sdk::Token::stem)], meaning);
  AddWords(tokens, /*as_written=*/false);
}

void Vocabulary::AddValue(absl::string_view value, const Meaning& meaning) {
  const auto tokens = sdk::Analyze(value).tokens;
  if (tokens.empty() || tokens.size() > kLongestPhrase) return;
  longest_ = std::max(longest_, tokens.size());
  Insert(values_[Joined(tokens, 0, tokens.size(), &sdk::Token::text)], meaning);
  AddWords(tokens, /*as_written=*/true);
}

void Vocabulary::AddWords(const std::vector<sdk::Token>& tokens,
                          bool as_written) {
  for (const sdk::Token& token : tokens) {
    if (token.number) continue;
    words_[token.text[0]].insert(token.text);
    if (!as_written) stems_.insert(token.stem);
  }
}

std::vector<Meaning> Vocabulary::ValuesNamed(absl::string_view text) const {
  const auto tokens = sdk::Analyze(text).tokens;
  const auto* values =
      tokens.empty() ? nullptr : Value(text, tokens, 0, tokens.size());
  if (values == nullptr) return {};
  std::vector<Meaning> named;
  std::copy_if(
      values->begin(), values->end(), std::back_inserter(named),
      [](const Meaning& m) { return m.kind == Meaning::Kind::kValue; });
  return named;
}

bool Vocabulary::HasWord(const sdk::Token& token) const {
  if (token.text.empty() || stems_.contains(token.stem)) return true;
  const auto words = words_.find(token.text[0]);
  return words != words_.end() && words->second.contains(token.text);
}

std::string Vocabulary::Nearest(const sdk::Token& token) const {
  if (token.text.size() + 1 < kShortestTypo || token.number) return "";
  const auto words = words_.find(token.text[0]);
  if (words == words_.end()) return "";
  std::string nearest;
  std::string stem;
  for (const std::string& word : words->second) {
    // A letter for another makes too many words of short ones.
    const size_t shortest =
        word.size() == token.text.size() &&
                !std::is_permutation(word.begin(), word.end(),
                                     token.text.begin())
            ? kShortestTypo + 2
            : kShortestTypo;
    if (word.size() < shortest || !sdk::OneEditApart(word, token.text)) {
      continue;
    }
    const std::string its_stem = sdk::Stem(word);
    if (!stem.empty() && its_stem != stem) return "";
    if (nearest.empty() || word < nearest) nearest = word;
    stem = its_stem;
  }
  return nearest;
}

const std::vector<Meaning>* Vocabulary::Value(
    absl::string_view text, const std::vector<sdk::Token>& tokens, size_t at,
    size_t length) const {
  const std::string words = Joined(tokens, at, length, &sdk::Token::text);
  auto found = values_.find(words);
  // "As" is no plural of a value "A".
  const bool plural = words.size() > 2 && absl::EndsWith(words, "s");
  if (found == values_.end() && plural) {
    found = values_.find(words.substr(0, words.size() - 1));
  }
  if (found == values_.end() && words.size() > 1) {
    found = values_.find(absl::StrCat(words, "s"));
  }
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
      // A table or measure is no value; a column, or a verb that comes of one,
      // may share its name with one.
      const bool taken = std::any_of(
          found.meanings.begin(), found.meanings.end(), [](const Meaning& m) {
            return m.kind != Meaning::Kind::kColumn &&
                   !(m.kind == Meaning::Kind::kVerb && m.column != nullptr);
          });
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
