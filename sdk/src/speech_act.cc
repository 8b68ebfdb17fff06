#include "sdk/src/speech_act.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "alhf/sdk/scope.h"
#include "alhf/sdk/text.h"

namespace alhf::sdk {
namespace {

using Words = absl::flat_hash_set<std::string>;

const Words& Greetings() {
  static const auto* const words =
      new Words({"hi", "hello", "hey", "greetings", "bye", "goodbye", "morning",
                 "evening", "afternoon", "night", "there", "everyone", "day"});
  return *words;
}

const Words& Thanks() {
  static const auto* const words =
      new Words({"thank", "thanks", "thankyou", "thx", "cheers", "appreciate",
                 "appreciated", "grateful"});
  return *words;
}

const Words& Praise() {
  static const auto* const words =
      new Words({"great",         "good",     "perfect",     "perfectly",
                 "excellent",     "awesome",  "nice",        "nicely",
                 "wonderful",     "amazing",  "brilliant",   "fantastic",
                 "helpful",       "useful",   "informative", "clear",
                 "clearly",       "concise",  "thorough",    "accurate",
                 "accurately",    "correct",  "correctly",   "right",
                 "cool",          "love",     "happy",       "ok",
                 "okay",          "fine",     "well",        "fully",
                 "comprehensive", "relevant", "satisfied",   "directly",
                 "exactly"});
  return *words;
}

// Words that make a complaint or a wish out of praise.
const Words& Reservations() {
  static const auto* const words = new Words(
      {"but",    "however",   "although", "though",    "except",     "not",
       "no",     "never",     "should",   "would",     "could",      "must",
       "need",   "needs",     "please",   "next",      "instead",    "without",
       "too",    "more",      "less",     "missing",   "wrong",      "rather",
       "always", "only",      "better",   "lacks",     "lacking",    "fails",
       "unless", "unhelpful", "unclear",  "incorrect", "irrelevant", "use",
       "make",   "means",     "i'd",      "we'd",      "pls",        "plz"});
  return *words;
}

const Words& QuestionOpeners() {
  static const auto* const words =
      new Words({"what", "who",  "whom", "whose", "which", "when",  "where",
                 "why",  "how",  "is",   "are",   "was",   "were",  "do",
                 "does", "did",  "can",  "could", "will",  "would", "should",
                 "has",  "have", "had",  "may",   "am"});
  return *words;
}

const Words& Auxiliaries() {
  static const auto* const words = new Words(
      {"is", "are", "was", "were", "do", "does", "did", "can", "could", "will",
       "would", "should", "has", "have", "had", "may", "am", "shall"});
  return *words;
}

template <typename Predicate>
bool AnyOf(const std::vector<Token>& tokens, const Predicate& predicate) {
  return std::any_of(tokens.begin(), tokens.end(), predicate);
}

bool AnyIn(const std::vector<Token>& tokens, const Words& words) {
  return AnyOf(tokens,
               [&](const Token& token) { return words.contains(token.text); });
}

// Whether a sentence without a mark at its end asks. "When a day is missing,
// say so" and "do not round" open like questions and are none.
bool OpensAQuestion(const std::vector<Token>& tokens) {
  if (tokens.size() <= 3) return false;
  const std::string& first = tokens[0].text;
  if (first == "when" || first == "where") {
    return Auxiliaries().contains(tokens[1].text);
  }
  if (first == "do") return tokens[1].text != "not";
  return QuestionOpeners().contains(first);
}

// "I want to have no car", and not "I want to see tables".
bool WantsToDo(const std::vector<Token>& tokens, size_t want) {
  static const auto* const kShown =
      new Words({"see", "read", "get", "hear", "know"});
  return want + 2 < tokens.size() && tokens[want].text == "want" &&
         tokens[want + 1].text == "to" &&
         !kShown->contains(tokens[want + 2].text);
}

const Words& AnswerNouns() {
  static const auto* const words =
      new Words({"answer", "answers", "answering", "reply", "replies",
                 "response", "responses", "question", "questions"});
  return *words;
}

// Words of "every" that say it of something else than all answers: "we go
// everywhere by bicycle", "I don't want any device that listens".
bool IsOfSomethingElse(const std::vector<Token>& tokens, size_t at) {
  static const auto* const kGoing =
      new Words({"go", "walk", "drive", "ride", "cycle", "bike", "get"});
  static const auto* const kWhich = new Words({"that", "which", "who"});
  constexpr size_t kNoun = 4;  // words of "any small device that"
  if (tokens[at].text == "everywhere") {
    return at > 0 && kGoing->contains(tokens[at - 1].text);
  }
  if (tokens[at].text != "any") return false;
  const size_t end = std::min(tokens.size(), at + kNoun);
  for (size_t i = at + 1; i < end; ++i) {
    if (AnswerNouns().contains(tokens[i].text)) return false;
    if (kWhich->contains(tokens[i].text)) return i > at + 1;
  }
  return false;
}

// "I never eat meat" says something about the speaker, wherever food comes up;
// "I never want tables" and "always round my answers" about every answer.
bool IsOfTheSpeaker(const std::vector<Token>& tokens) {
  static const auto* const kSelf =
      new Words({"i", "i'm", "i've", "i'd", "i'll", "my"});
  static const auto* const kAsked = new Words({"want", "expect", "wish"});
  if (tokens.empty() || !kSelf->contains(tokens[0].text)) return false;
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (AnswerNouns().contains(tokens[i].text)) return false;
    if (kAsked->contains(tokens[i].text) && !WantsToDo(tokens, i)) return false;
  }
  return true;
}

// "Never" and "always" of an order, and not of a tale: "it never arrived".
bool IsOrdered(const std::vector<Token>& tokens, size_t at) {
  static const auto* const kTelling =
      new Words({"the", "a", "an", "our", "this", "these", "that"});
  if (at + 1 == tokens.size()) return tokens[at].text == "always";
  const bool told = kTelling->contains(tokens[at + 1].text);
  return !told && (at == 0 || tokens[at - 1].stop_word ||
                   AnswerNouns().contains(tokens[at - 1].text));
}

// "Can you use bullets, please?", "whenever it is late, would you kindly …?",
// "may I ask you to …?", and not "may I ask how many …?".
bool IsWish(const std::vector<Token>& tokens) {
  static const auto* const kCan =
      new Words({"can", "could", "would", "will", "may", "might", "wouldn't",
                 "couldn't"});
  static const auto* const kKindly = new Words({"kindly", "please", "be"});
  static const auto* const kDone =
      new Words({"written", "shown", "given", "put", "sorted", "ordered",
                 "listed", "left", "kept", "rounded", "added", "spelled",
                 "spelt", "excluded", "ignored"});
  static const auto* const kFine = new Words(
      {"possible", "helpful", "nice", "better", "great", "good", "best"});
  static const auto* const kAsk =
      new Words({"ask", "request", "suggest", "propose", "beg", "invite"});
  static const auto* const kAsked =
      new Words({"how", "what", "which", "who", "whom", "whose", "when",
                 "where", "why", "if", "whether", "about", "for"});
  constexpr size_t kNear = 4;
  const auto is = [&tokens](size_t at, const Words& words) {
    return at < tokens.size() && words.contains(tokens[at].text);
  };
  for (size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (!is(i, *kCan)) continue;
    if (tokens[i + 1].text == "you" && (i == 0 || is(i + 2, *kKindly))) {
      return true;
    }
    // "Could dates be written out?"
    for (size_t at = i + 2; at < std::min(i + kNear, tokens.size()); ++at) {
      if (tokens[at].text == "be" && is(at + 1, *kDone)) return true;
    }
    // "Would it be possible to …?"
    if (tokens[i + 1].text == "it" && is(i + 2, *kKindly) &&
        is(i + 3, *kFine)) {
      return true;
    }
    if (tokens[i + 1].text != "i" && tokens[i + 1].text != "we") continue;
    for (size_t at = i + 2; at < std::min(i + kNear, tokens.size()); ++at) {
      if (!is(at, *kAsk)) continue;
      const bool whom = at + 1 < tokens.size() && tokens[at + 1].text == "you";
      return at + 1 < tokens.size() && !is(at + (whom ? 2 : 1), *kAsked);
    }
  }
  return false;
}

// "I like it", and not "as digits, like 25".
bool SaysLiked(const std::vector<Token>& tokens) {
  static const auto* const kWho =
      new Words({"i", "we", "really", "everybody", "they", "all", "did", "do"});
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].text == "liked") return true;
    const bool whose = i == 0 || kWho->contains(tokens[i - 1].text);
    if (tokens[i].text == "like" && whose) return true;
  }
  return false;
}

}  // namespace

SpeechAct SpeechActOf(absl::string_view sentence) {
  const Analysis analysis = Analyze(sentence);
  const std::vector<Token>& tokens = analysis.tokens;
  if (tokens.empty()) return SpeechAct::kGreeting;
  if (absl::EndsWith(sentence, "?") ||
      (!absl::EndsWith(sentence, ".") && OpensAQuestion(tokens))) {
    return IsWish(tokens) ? SpeechAct::kStatement : SpeechAct::kQuestion;
  }
  const bool reserved = AnyIn(tokens, Reservations());
  if (!reserved && AnyIn(tokens, Thanks())) return SpeechAct::kThanks;
  if (tokens.size() <= 4 && Greetings().contains(tokens[0].text)) {
    return SpeechAct::kGreeting;
  }
  if (!reserved && (AnyIn(tokens, Praise()) || SaysLiked(tokens))) {
    return SpeechAct::kPraise;
  }
  return SpeechAct::kStatement;
}

bool CouldTeach(absl::string_view text) {
  for (const auto& [begin, end] : Sentences(text)) {
    const absl::string_view sentence = text.substr(begin, end - begin);
    if (SpeechActOf(sentence) == SpeechAct::kStatement &&
        !Analyze(sentence).content_stems.empty()) {
      return true;
    }
  }
  return false;
}

v1::Breadth BreadthOf(absl::string_view text) {
  static const auto* const kEverywhere = new Words(
      {"always", "never", "every", "all", "any", "everywhere", "generally"});
  const Analysis analysis = Analyze(text);
  const auto& tokens = analysis.tokens;
  const bool own = IsOfTheSpeaker(tokens);
  for (size_t i = 0; i < tokens.size(); ++i) {
    // "It is not always filled" says when, and not for what.
    static const auto* const kDenies =
        new Words({"not", "isn't", "isnt", "aren't", "arent", "doesn't",
                   "doesnt", "don't", "dont", "wasn't", "weren't"});
    const bool denied = tokens[i].text == "always" && i > 0 &&
                        kDenies->contains(tokens[i - 1].text);
    // "Not any more" says since when.
    const bool since =
        tokens[i].text == "any" && i + 1 < tokens.size() &&
        (tokens[i + 1].text == "more" || tokens[i + 1].text == "longer");
    const bool adverb = tokens[i].text == "always" || tokens[i].text == "never";
    if (!own && !denied && !since && kEverywhere->contains(tokens[i].text) &&
        !IsOfSomethingElse(tokens, i) && (!adverb || IsOrdered(tokens, i))) {
      return v1::BREADTH_COMPONENT;
    }
    if (tokens[i].text == "on" && i >= 2 && tokens[i - 1].text == "now" &&
        tokens[i - 2].text == "from") {
      return v1::BREADTH_COMPONENT;
    }
  }
  return v1::BREADTH_TOPIC;
}

}  // namespace alhf::sdk
