#include "components/sql_generator/manners.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_split.h"

namespace alhf::sql_generator {
namespace {

// Each word is one of those between the strokes.
constexpr absl::string_view kCourtesies[] = {
    "if i|we may|might|could",
    "if i|we may|might|could ask|enquire|inquire|know",
    "if i|we may|might|could trouble|bother|ask you",
    "if you please|would|could|can|may|don't",
    "if it is no|not trouble",
    "if it is not too much trouble",
    "if it isn't too much trouble",
    "when you have a moment|minute|second",
    "would|could|will|can you be so kind|good|nice as to",
    "be so kind|good|nice as to",
    "be kind|good enough to",
    "would|could|will|can you kindly|please",
    "would|do you mind",
    "telling|showing|giving me|us",
    "would|could|can you find|work out",
    "would|could|can you tell|show|give|let me|us",
    "let me|us have|see|know",
    "may|might i|we",
    "i|we should",
    "i|we should|would like|love",
    "may|might|could|can i|we trouble|bother|ask you for|to",
    "may|might|could|can i|we enquire|inquire|ask|know|see|have",
    "may|might|could|can i|we please enquire|inquire|ask|know|see|have",
    "i|we should|would be grateful|glad|happy|obliged|pleased|thankful for|to",
    "i|we should|would be most|very|much grateful|glad|happy|obliged for|to",
    "i'd be grateful|glad|happy|obliged for|to",
    "i|we should|would like|love|wish|need to know|see|have|ask|learn",
    "i'd|we'd like|love to know|see|have|ask|learn",
    "i|we need|want to know|see|have",
    "i|we wonder",
    "i|we was|were|am|are wondering",
    "i'm wondering",
    "do you happen to know",
    "do you know",
    "just wondering|curious",
    "thank you",
    "thank you very much",
    "many thanks",
    "thanks",
    "pray",
    "hi",
    "hello",
    "hey",
    "please",
};

constexpr std::pair<absl::string_view, absl::string_view> kHaste[] = {
    {"w", "with"},       {"n", "and"},        {"u", "you"},
    {"r", "are"},        {"ur", "your"},      {"hav", "have"},
    {"rite", "right"},   {"wat", "what"},     {"wot", "what"},
    {"whats", "what"},   {"wats", "what"},    {"wich", "which"},
    {"whitch", "which"}, {"wen", "when"},     {"til", "until"},
    {"gimme", "give"},   {"lemme", "let"},    {"whos", "who"},
    {"hows", "how"},     {"bout", "about"},   {"abt", "about"},
    {"thru", "through"}, {"befor", "before"}, {"jsut", "just"}};

bool IsOneOf(absl::string_view word, absl::string_view alternatives) {
  for (const absl::string_view one : absl::StrSplit(alternatives, '|')) {
    if (one == word) return true;
  }
  return false;
}

}  // namespace

size_t CourtesyAt(const std::vector<sdk::Token>& tokens, size_t at) {
  size_t longest = 0;
  for (const absl::string_view courtesy : kCourtesies) {
    size_t i = at;
    bool all = true;
    for (const absl::string_view word : absl::StrSplit(courtesy, ' ')) {
      all = all && i < tokens.size() && IsOneOf(tokens[i].text, word);
      ++i;
    }
    if (all) longest = std::max(longest, i - at);
  }
  return longest;
}

std::string MeantBy(absl::string_view word) {
  for (const auto& [written, meant] : kHaste) {
    if (written == word) return std::string(meant);
  }
  return "";
}

}  // namespace alhf::sql_generator
