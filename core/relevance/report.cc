#include "core/relevance/report.h"

#include <algorithm>
#include <optional>

#include "absl/container/flat_hash_set.h"
#include "core/relevance/analysis.h"

namespace alhf::core {
namespace {

using Words = absl::flat_hash_set<std::string>;

// What an answer is spoken of with, and what was taught.
bool IsOfReports(const Token& token) {
  static const auto* const kWords = new Words(
      {"apply",    "applied",    "applies",    "applying", "belong",
       "belongs",  "hold",       "holds",      "fit",      "fits",
       "meant",    "intended",   "used",       "lesson",   "rule",
       "feedback", "correction", "preference", "guidance", "instruction",
       "note",     "taught",     "told",       "said",     "here",
       "question", "answer",     "case",       "time",     "one",
       "sorry",    "thanks",     "please",     "hey",      "no",
       "think",    "actually",   "really",     "earlier",  "learned",
       "learnt"});
  return token.stop_word || kWords->contains(token.text);
}

bool IsNegation(const Token& token) {
  static const auto* const kWords =
      new Words({"not", "never", "don't", "doesn't", "didn't", "shouldn't",
                 "isn't", "wasn't", "won't", "dont", "doesnt", "didnt",
                 "shouldnt", "isnt", "wasnt"});
  return kWords->contains(token.text);
}

// What a lesson does to an answer.
bool IsApplying(const Token& token) {
  static const auto* const kWords =
      new Words({"apply", "applied", "applies", "applying", "belong", "belongs",
                 "meant", "intended", "hold", "holds", "fit", "fits"});
  return kWords->contains(token.text);
}

bool Among(const Token& token, std::initializer_list<absl::string_view> words) {
  return std::find(words.begin(), words.end(), token.text) != words.end();
}

// "Here", "to this question", "for that one": this answer, and no other.
bool SaysWhere(const std::vector<Token>& tokens, size_t from) {
  for (size_t i = from; i < tokens.size(); ++i) {
    if (tokens[i].text == "here") return true;
    if (i > from && Among(tokens[i - 1], {"to", "for", "in", "with"}) &&
        Among(tokens[i], {"this", "that"})) {
      return true;
    }
  }
  return false;
}

// Returns the stems of what a report names besides itself; nullopt where `text`
// is none.
std::optional<Words> NamedIn(absl::string_view text) {
  if (Sentences(text).size() != 1) return std::nullopt;
  const std::vector<Token> tokens = Analyze(text).tokens;
  constexpr size_t kMost = 20;
  constexpr size_t kNear = 5;
  if (tokens.size() > kMost) return std::nullopt;
  size_t negation = tokens.size();
  size_t applying = tokens.size();
  for (size_t i = 0; i < tokens.size() && applying == tokens.size(); ++i) {
    if (IsNegation(tokens[i])) negation = i;
    if (negation < i && i - negation <= kNear && IsApplying(tokens[i])) {
      applying = i;
    }
  }
  if (applying == tokens.size()) return std::nullopt;
  Words named;
  for (const Token& token : tokens) {
    if (!IsOfReports(token)) named.insert(token.stem);
  }
  const bool where = SaysWhere(tokens, applying + 1);
  const bool it = std::any_of(
      tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(applying),
      [](const Token& token) {
        return Among(token, {"that", "this", "it"});
      });
  // "It does not apply to resellers" speaks of resellers.
  if (!where && (!it || !named.empty())) return std::nullopt;
  return named;
}

}  // namespace

bool IsReport(absl::string_view text) { return NamedIn(text).has_value(); }

std::vector<size_t> ReportedLessons(absl::string_view text,
                                    const std::vector<std::string>& lessons) {
  const auto named = NamedIn(text);
  if (!named.has_value()) return {};
  if (named->empty()) {
    return lessons.size() == 1 ? std::vector<size_t>{0} : std::vector<size_t>{};
  }
  std::vector<size_t> meant;
  for (size_t i = 0; i < lessons.size(); ++i) {
    Words words;
    for (Token& token : Analyze(lessons[i]).tokens) {
      words.insert(std::move(token.stem));
    }
    if (std::all_of(named->begin(), named->end(), [&](const std::string& stem) {
          return words.contains(stem);
        })) {
      meant.push_back(i);
    }
  }
  return meant;
}

}  // namespace alhf::core
