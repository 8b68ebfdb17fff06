// Longer than 400 lines: because the forms are told apart from one another.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "alhf/sdk/phrases.h"
#include "alhf/sdk/text.h"
#include "sdk/src/topic_vocabulary.h"

namespace alhf::sdk {
namespace {

using Words = absl::flat_hash_set<absl::string_view>;

// `rest` names the topic; where nothing follows it, the instruction itself may
// stand there without a comma.
const PhraseBook& Phrases() {
  static const auto& book = *new PhraseBook(
      {"how to @questions|things|stuff|matters",
       "what to do @questions|things|stuff|matters|cases",
       "^ @questions|answers|anything|everything @about <>",
       "^ <> stuff|matters should|must|needs|need|has|have",
       "keep|make|give|write|put|answers? @questions|answers|replies @about <>",
       "every|each|all|any @questions|answer|answers|reply|replies @about <>",
       "only? for|in|on <> @questions",
       "only? for|in|on|to @questions|answers|answer|anything|everything "
       "@about <>",
       "for|in|on? anything|everything|all to? do with <>",
       "^ with regard|respect|reference to <>",
       "in terms|case of <>",
       "when|whenever|if *? *? wants|want to know|hear @about <>",
       "each|every time *? *? ask|asks|asked|asking @about|for <>",
       "each|every time @questions|answer|topic? is|are|its @about <>",
       "^ list|lists|table|tables|overview|overviews of <>",
       "^ <> questions need|needs|get|should|must|in|as",
       "when|whenever|if *? *? ask|asks|asked|asking @about|for <>",
       "when|whenever|if i|we|you ask|asks|asked which|what|who <>",
       "when|whenever|if i|we|you ask|asks|asked how many|much <>",
       "when|whenever <> is|are|was|were "
       "asked|wanted|requested|mentioned|concerned|involved|discussed for?",
       "when|whenever <> comes|come|pops|turns up",
       "when|whenever|if subject|topic|matter|issue is|concerns <>",
       "as far as <> is|are concerned|go|goes",
       "^ as for <>",
       "this|that|it|they only|just? applies|apply|goes|go|holds|hold|counts|"
       "count only|just? for|to <>",
       "this|that|thats|it|its is? only|just|meant for|about <>",
       "in|for|on lists|tables|overviews|rankings of <>",
       "when|whenever|if @questions|answer|topic? is|are|its @about <>",
       "when|whenever|if i|we|you|someone|somebody|people? "
       "compare|compares|comparing|rank|ranks|ranking|count|counts|counting|"
       "list|lists|listing|showing|printing <>",
       "when|whenever|if|where i|we|you|they|someone|somebody|people "
       "say|says|write|writes|mention|mentions <>",
       "when|whenever|if i|we|you|someone|somebody|one|people? "
       "has|have|needs|need|wants|want|must|should to? do|act "
       "something|anything",
       "when|whenever|if *? *? ask|asks|asked|asking how to do a? "
       "something|anything|thing|things|stuff|it",
       "when|whenever|if i|we|you|they|people? "
       "answering|talking|speaking|talk|talks|speak|speaks @about|of <>",
       "when|whenever|if comes|come|gets to <>",
       "only|just for @about? <>",
       "questions|queries|requests @about <>",
       "when|whenever|if i|we|you|they|people ask|asks|enquire|inquire <>"},
      {{"questions", "questions|question|queries|topics|requests"},
       {"about", "about|on|regarding|concerning|around"}});
  return book;
}

// What "those" is, after a text that says "everything on ropes goes to …".
std::string Antecedent(absl::string_view before) {
  static const PhraseBook& book = *new PhraseBook(
      {"everything|anything|all|stuff|things|matters|questions|data "
       "on|about|of|regarding|concerning|around|with <>"});
  static const auto& ends = *new Words{"to",   "into", "for",  "in", "from",
                                       "goes", "go",   "gets", "is", "are"};
  const auto matches = book.Read(before);
  if (matches.empty()) return "";
  const std::string& rest = matches.back().rest;
  for (const Token& token : Analyze(rest).tokens) {
    if (ends.contains(token.text)) return rest.substr(0, token.begin);
  }
  return rest;
}

bool IsOneOf(const std::vector<Token>& tokens, size_t at, const Words& words) {
  return at < tokens.size() && words.contains(tokens[at].text);
}

// "Below 40 words", "are answered from", "not longer than".
bool BeginsLimit(const std::vector<Token>& tokens, size_t at) {
  static const auto& limits = *new Words{"below", "under",  "within", "over",
                                         "to",    "around", "at",     "with"};
  static const auto& most = *new Words{"most", "least", "max", "maximum"};
  static const auto& passive = *new Words{"are", "were", "is", "be"};
  static const auto& done =
      *new Words{"answered", "taken", "written", "kept", "quoted", "given"};
  static const auto& longer = *new Words{"longer", "more", "above", "over"};
  const bool number =
      at + 1 < tokens.size() && NumberOf(tokens[at + 1].text) >= 0;
  if (IsOneOf(tokens, at, limits)) {
    return number || IsOneOf(tokens, at + 1, most);
  }
  if (IsOneOf(tokens, at, passive)) return IsOneOf(tokens, at + 1, done);
  return tokens[at].text == "not" && IsOneOf(tokens, at + 1, longer);
}

// A form that is asked for, after the topic that it is for.
bool IsForm(absl::string_view word) {
  static const auto& words =
      *new Words{"bullet", "bullets", "numbered", "prose", "json"};
  return words.contains(word);
}

// Where the instruction begins in `tokens`, those of a topic that nothing
// follows.
size_t InstructionIn(const std::vector<Token>& tokens) {
  for (size_t i = 1; i < tokens.size(); ++i) {
    const std::string& word = tokens[i].text;
    const bool counts = word == "no" || NumberOf(word) >= 0;
    // "Answers on ropes should be short", "… as a list".
    static const auto& came =
        *new Words{"came", "come", "comes", "were", "was", "are", "is"};
    static const auto& how =
        *new Words{"as", "always", "given", "sorted", "in", "ordered"};
    if (IsOneOf(tokens, i, came) && IsOneOf(tokens, i + 1, how)) return i;
    if (word == "should" || word == "must" || word == "shall" || word == "as" ||
        word == "get" || word == "need" || word == "needs" || word == "have" ||
        word == "also") {
      return i;
    }
    const bool part = i + 1 < tokens.size() && IsPart(tokens[i + 1].text);
    if (word == "in" &&
        (part || (i + 1 < tokens.size() && IsForm(tokens[i + 1].text)))) {
      return i;
    }
    if (BeginsLimit(tokens, i)) return i;
    // "Five will do", "20 suffice"
    static const auto& enough =
        *new Words{"will", "would", "suffice", "is", "are", "max", "maximum"};
    if (NumberOf(word) >= 0 && IsOneOf(tokens, i + 1, enough)) return i;
    if (IsVerb(word) || (counts && part) || IsPart(word)) return i;
  }
  return tokens.size();
}

std::optional<NamedTopic> ByPhrase(absl::string_view text) {
  for (const PhraseMatch& match : Phrases().Read(text)) {
    absl::string_view words = match.rest;
    NamedTopic topic;
    topic.begin = match.begin;
    topic.end = match.end;
    if (words.empty()) {  // "when somebody has to do something"
      topic.words = "do something";
      return topic;
    }
    const std::vector<Token> tokens = Analyze(match.rest).tokens;
    if (match.rest_begin + words.size() == match.end) {
      const size_t at = InstructionIn(tokens);
      if (at < tokens.size()) {
        topic.end = match.rest_begin + tokens[at].begin;
        words = words.substr(0, tokens[at].begin);
      }
    } else {
      // "In one line for such questions": the nearest one counts.
      for (const Token& token : tokens) {
        if (token.text != "for" && token.text != "in") continue;
        topic.begin = match.rest_begin + token.begin;
        words = absl::string_view(match.rest).substr(token.end);
      }
    }
    static const auto& back = *new Words{"those", "these", "them", "that"};
    const std::vector<Token> said = Analyze(words).tokens;
    const std::string antecedent = said.size() == 1 && IsOneOf(said, 0, back)
                                       ? Antecedent(text.substr(0, match.begin))
                                       : "";
    if (!antecedent.empty()) words = antecedent;
    topic.words = WithoutFigures(absl::StripAsciiWhitespace(words));
    if (absl::StartsWith(topic.words, "of ")) topic.words.erase(0, 3);
    // "… every answer on ropes with: …"
    if (absl::EndsWith(topic.words, " with")) {
      topic.words.resize(topic.words.size() - 5);
    }
    if (SaysSomething(topic.words)) return topic;
    // "In bullets for questions about ropes" begins anew inside.
    if (topic.begin > match.begin) {
      if (auto inner = ByPhrase(text.substr(topic.begin))) {
        inner->begin += topic.begin;
        inner->end += topic.begin;
        return inner;
      }
    }
  }
  return std::nullopt;
}

// Whether a sentence of its own begins at `tokens[at]`, with what it is about:
// "For ropes the new page is valid", "for ropes is valid …", "for masts they
// stay in".
bool BeginsSentence(const std::vector<Token>& tokens, size_t at) {
  static const auto& verbs =
      *new Words{"is", "are", "applies", "apply", "holds", "counts"};
  static const auto& subjects = *new Words{"they", "it",  "it's",  "that's",
                                           "he",   "she", "there", "there's"};
  const bool noun =
      IsOneOf(tokens, at, {"a", "an", "the"}) &&
      (!tokens[at - 1].stop_word || IsOneOf(tokens, at - 1, {"us", "me"}));
  return noun || IsOneOf(tokens, at, verbs) || IsOneOf(tokens, at, subjects) ||
         (tokens[at].text == "its" && IsOneOf(tokens, at + 1, {"fine", "ok"}));
}

// "They stay in", "it's fine": for this topic all is as it was.
bool IsException(absl::string_view said) {
  static const auto& things =
      *new Words{"they", "those", "these", "it", "it's", "its"};
  static const auto& be = *new Words{"is", "are", "can", "may"};
  static const auto& stays =
      *new Words{"stay", "stays", "remain", "remains", "still",  "count",
                 "fine", "ok",    "okay",   "in",      "needed", "wanted"};
  const std::vector<Token> tokens = Analyze(said).tokens;
  const size_t verb = IsOneOf(tokens, 1, be) ? 2 : 1;
  return IsOneOf(tokens, 0, things) && IsOneOf(tokens, verb, stays);
}

bool OpensTopic(absl::string_view word) {
  return word == "for" || word == "on" || word == "about" ||
         word == "regarding" || word == "concerning";
}

// Joins the items of a list, or leads one in.
bool Lists(absl::string_view word) {
  static const auto& words = *new Words{"like", "such", "as", "and", "or"};
  return words.contains(word);
}

bool HasList(const std::vector<Token>& tokens) {
  return std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
    return token.text == "like" || token.text == "such";
  });
}

// "Money: two decimals" is for all answers that have some.
bool IsOfAnyAnswer(absl::string_view word) {
  static const auto& words =
      *new Words{"money",   "currency", "amounts", "dates",  "times",
                 "numbers", "figures",  "lists",   "tables", "answers"};
  return words.contains(word);
}

// The topic that `part` of a sentence opens with; `begin`: where it stands in
// the text.
std::optional<NamedTopic> OpeningOf(absl::string_view part, size_t begin) {
  constexpr size_t kMostWords = 4;
  constexpr size_t kMostListed = 12;
  const std::vector<Token> tokens = Analyze(part).tokens;
  const bool preposition = !tokens.empty() && OpensTopic(tokens[0].text);
  const size_t first = preposition ? 1 : 0;
  const size_t most = HasList(tokens) ? kMostListed : kMostWords;
  for (size_t i = first + 1; i < std::min(tokens.size(), first + most + 1);
       ++i) {
    const absl::string_view between =
        part.substr(tokens[i - 1].end, tokens[i].begin - tokens[i - 1].end);
    const bool colon =
        absl::StrContains(between, ":") || absl::StrContains(between, "->");
    const bool instructs =
        IsVerb(tokens[i].text) || IsForm(tokens[i].text) ||
        BeginsLimit(tokens, i) ||
        (NumberOf(tokens[i].text) >= 0 && i + 1 < tokens.size() &&
         IsPart(tokens[i + 1].text));
    const bool stops =
        (colon && !Demonstrates(tokens[i].text)) ||
        (preposition && (absl::StrContains(between, ",") || instructs ||
                         BeginsSentence(tokens, i)));
    const Token& last = tokens[i - 1];
    // "For anything by mast" is read by what it is grouped by.
    if (OpensOnly(last.text) || IsPart(last.text) ||
        IsTitle(tokens[first].text) ||
        (stops && i == first + 1 && IsOfAnyAnswer(tokens[first].text)) ||
        IsOneOf(tokens, first, {"anything", "everything"})) {
      break;
    }
    const bool lists = i > 1 && Lists(last.text);
    if (!preposition && !lists &&
        (IsVerb(last.text) || last.stop_word || last.number)) {
      break;
    }
    if (!stops) continue;
    NamedTopic topic;
    topic.begin = begin + tokens[0].begin;
    topic.end = begin + tokens[i].begin;
    topic.words = WithoutFigures(part.substr(
        tokens[first].begin, tokens[i - 1].end - tokens[first].begin));
    if (SaysSomething(topic.words)) return topic;
    break;
  }
  return std::nullopt;
}

// "For ropes use …", "on ropes, …", "ropes: …" at a sentence's beginning; "for
// ropes …" also after a comma or colon.
std::optional<NamedTopic> ByOpening(absl::string_view text,
                                    bool exception = false) {
  for (const auto& [begin, end] : Sentences(text)) {
    const absl::string_view sentence = text.substr(begin, end - begin);
    if (auto topic = OpeningOf(sentence, begin)) {
      if (IsException(text.substr(topic->end, end - topic->end)) != exception) {
        continue;
      }
      return topic;
    }
    if (exception) continue;
    const std::vector<Token> tokens = Analyze(sentence).tokens;
    for (size_t i = 1; i < tokens.size(); ++i) {
      const absl::string_view between = sentence.substr(
          tokens[i - 1].end, tokens[i].begin - tokens[i - 1].end);
      const bool opens = tokens[i].text == "for" &&
                         between.find_first_of(",:;") != between.npos;
      if (!opens) continue;
      const size_t at = tokens[i].begin;
      if (auto topic = OpeningOf(sentence.substr(at), begin + at)) return topic;
    }
  }
  return std::nullopt;
}

// "Freight in whole crowns", "prices as a table": what stands first is the
// topic, unless it is what any answer has.
std::optional<NamedTopic> ByForm(absl::string_view text) {
  constexpr size_t kMostWords = 3;
  static const auto& shows =
      *new Words{"show", "write", "give", "put", "print", "display", "present"};
  static const auto& joins =
      *new Words{"in", "as", "into", "belong", "belongs"};
  static const auto& forms = *new Words{
      "whole",    "full",    "round",   "thousand", "thousands", "millions",
      "k",        "million", "table",   "bullets",  "bullet",    "list",
      "numbered", "json",    "csv",     "points",   "prose",     "tables",
      "a",        "one",     "two",     "three",    "tonnes",    "tons",
      "kilos",    "hours",   "minutes", "percent"};
  static const auto& passive =
      *new Words{"are",    "is",     "be",    "to",        "should",
                 "must",   "stated", "given", "shown",     "written",
                 "always", "please", "pls",   "expressed", "displayed"};
  static const auto& anything =
      *new Words{"dates",  "date",    "times",   "time",   "money",  "currency",
                 "sums",   "amounts", "amount",  "values", "value",  "totals",
                 "rows",   "results", "result",  "output", "text",   "texts",
                 "lists",  "list",    "names",   "days",   "number", "numbers",
                 "tables", "figures", "decimals"};
  for (const auto& [begin, end] : Sentences(text)) {
    const absl::string_view sentence = text.substr(begin, end - begin);
    const std::vector<Token> tokens = Analyze(sentence).tokens;
    for (size_t first = 0; first + 2 < tokens.size(); ++first) {
      // "Show freight in whole crowns", "from now on freight is given in …"
      const bool begins = first == 0 ||
                          shows.contains(tokens[first - 1].text) ||
                          (first < 5 && (tokens[first - 1].text == "on" ||
                                         tokens[first - 1].text == "please"));
      if (!begins) continue;
      size_t i = first;
      while (i < std::min(tokens.size(), first + kMostWords) &&
             !tokens[i].stop_word && !tokens[i].number &&
             !IsVerb(tokens[i].text) && !IsPart(tokens[i].text) &&
             !anything.contains(tokens[i].text)) {
        ++i;
      }
      const size_t last = i;
      while (IsOneOf(tokens, i, passive)) ++i;
      const bool measured = i + 2 < tokens.size() &&
                            NumberOf(tokens[i + 1].text) >= 0 &&
                            IsPart(tokens[i + 2].text);
      if (last == first || !IsOneOf(tokens, i, joins) ||
          !(measured || IsOneOf(tokens, i + 1, forms) ||
            IsOneOf(tokens, i + 1, joins))) {
        continue;
      }
      const size_t at = tokens[first].begin;
      NamedTopic topic{
          std::string(sentence.substr(at, tokens[last - 1].end - at)),
          begin + at, begin + tokens[last - 1].end};
      if (SaysSomething(topic.words)) return topic;
    }
  }
  return std::nullopt;
}

// Where "whenever there's a" begins before `at`; `at` where it does not.
size_t WhenBefore(const std::vector<Token>& tokens, size_t at) {
  static const auto& light = *new Words{
      "a",     "an",      "the", "is",      "it", "it's", "be",  "they",
      "there", "there's", "are", "they're", "of", "some", "any", "something"};
  size_t begin = at;
  while (begin > 0 && light.contains(tokens[begin - 1].text)) --begin;
  if (begin == 0) return at;
  const std::string& word = tokens[begin - 1].text;
  return word == "when" || word == "whenever" || word == "if" || word == "where"
             ? begin - 1
             : at;
}

// "Sort the rows by weight": whether a verb of sorting stands before what is
// counted at `tokens[at]`, so that "by" names the order's key.
bool IsSorted(const std::vector<Token>& tokens, size_t at) {
  static const auto& verbs =
      *new Words{"sort",   "sorts",   "order",    "orders", "rank",
                 "ranks",  "arrange", "arranges", "sorted", "ordered",
                 "ranked", "sorting", "ordering", "ranking"};
  static const auto& between =
      *new Words{"the", "all", "any", "my", "our", "of", "these", "those"};
  while (at > 0 && between.contains(tokens[at - 1].text)) --at;
  return at > 0 && verbs.contains(tokens[at - 1].text);
}

// "Totals by region as …", "figures per day in …".
std::optional<NamedTopic> ByGrouping(absl::string_view text) {
  static const auto& counted =
      *new Words{"totals",  "counts", "results",   "sums",       "amounts",
                 "values",  "rows",   "anything",  "everything", "split",
                 "grouped", "broken", "breakdown", "breakdowns"};
  static const auto& ends = *new Words{
      "belong", "belongs", "come",   "go",    "look",   "read", "fit", "as",
      "in",     "into",    "with",   "to",    "should", "must", "are", "get",
      "need",   "pls",     "please", "when",  "if",     "and",  "a",   "an",
      "it",     "i'd",     "i'll",   "would", "the"};
  const std::vector<Token> tokens = Analyze(text).tokens;
  for (size_t i = 0; i + 2 < tokens.size(); ++i) {
    const bool grouped =
        tokens[i + 1].text == "by" || tokens[i + 1].text == "per";
    // "Week by week"
    const bool each = grouped && tokens[i].text == tokens[i + 2].text &&
                      !IsPart(tokens[i].text) && !IsManner(tokens[i].text);
    if (!grouped || !(each || IsFigures(tokens[i].text) ||
                      counted.contains(tokens[i].text))) {
      continue;
    }
    if (!each && IsSorted(tokens, i)) continue;
    if (each) {
      return NamedTopic{
          std::string(text.substr(tokens[i + 1].begin,
                                  tokens[i + 2].end - tokens[i + 1].begin)),
          tokens[WhenBefore(tokens, i)].begin, tokens[i + 2].end};
    }
    size_t end = i + 2;
    while (end < tokens.size() && !ends.contains(tokens[end].text) &&
           !IsVerb(tokens[end].text) && !IsPart(tokens[end].text) &&
           tokens[end].begin == tokens[end - 1].end + 1) {
      ++end;
    }
    const size_t begin = tokens[i + 1].begin;
    NamedTopic topic{
        std::string(text.substr(begin, tokens[end - 1].end - begin)),
        tokens[WhenBefore(tokens, i)].begin, tokens[end - 1].end};
    if (end > i + 2 && SaysSomething(topic.words)) return topic;
  }
  return std::nullopt;
}

// "Monthly figures as …", "for monthly figures …".
std::optional<NamedTopic> ByFigures(absl::string_view text) {
  static const auto& sizes =
      *new Words{"big",   "large", "small", "long",  "whole", "round",
                 "exact", "full",  "high",  "plain", "raw",   "real"};
  const std::vector<Token> tokens = Analyze(text).tokens;
  for (size_t i = 1; i < tokens.size(); ++i) {
    const Token& token = tokens[i - 1];
    if (!IsFigures(tokens[i].text) || token.stop_word || token.number ||
        IsVerb(token.text) || sizes.contains(token.text) ||
        tokens[i].begin != token.end + 1) {
      continue;
    }
    return NamedTopic{
        std::string(text.substr(token.begin, token.end - token.begin)),
        token.begin, tokens[i].end};
  }
  return std::nullopt;
}

// `text` with what stands in brackets blank, so that it parts nothing.
std::string WithoutBrackets(absl::string_view text) {
  std::string plain(text);
  for (size_t open = plain.find('('); open != plain.npos;
       open = plain.find('(', open + 1)) {
    const size_t close = plain.find(')', open);
    if (close == plain.npos) break;
    std::fill(plain.begin() + static_cast<ptrdiff_t>(open),
              plain.begin() + static_cast<ptrdiff_t>(close) + 1, ' ');
  }
  return plain;
}

// Takes in the examples that follow `topic`: "(…)", ", such as …".
void TakeExamples(absl::string_view text, NamedTopic& topic) {
  const size_t open = text.find('(', topic.begin);
  const size_t words_end = topic.begin + text.substr(topic.begin).find(')') + 1;
  if (open != text.npos && words_end > open &&
      absl::StripAsciiWhitespace(text.substr(std::min(open, topic.end),
                                             open - std::min(open, topic.end)))
          .empty()) {
    absl::StrAppend(&topic.words, " ", text.substr(open, words_end - open));
    topic.end = std::max(topic.end, words_end);
    return;
  }
  const absl::string_view after = text.substr(topic.end);
  const std::vector<Token> tokens = Analyze(after).tokens;
  const bool such = tokens.size() > 2 && tokens[0].text == "such";
  if (!such && (tokens.size() < 2 || tokens[0].text != "like")) return;
  size_t end = after.find_first_of(":;.!?");
  for (size_t i = 1; i < tokens.size(); ++i) {
    if (tokens[i].begin >= end) break;
    if (!IsVerb(tokens[i].text) && NumberOf(tokens[i].text) < 0) continue;
    end = tokens[i].begin;
    break;
  }
  end = std::min(end, after.size());
  absl::StrAppend(&topic.words, " ",
                  absl::StripAsciiWhitespace(
                      after.substr(tokens[0].begin, end - tokens[0].begin)));
  topic.end += end;
}

std::optional<NamedTopic> PlainTopicOf(absl::string_view text) {
  if (auto topic = ByPhrase(text)) return topic;
  if (auto topic = ByOpening(text)) return topic;
  if (auto topic = ByGrouping(text)) return topic;
  if (auto topic = ByFigures(text)) return topic;
  return ByForm(text);
}

}  // namespace

std::optional<NamedTopic> TopicOf(absl::string_view text) {
  auto topic = PlainTopicOf(WithoutBrackets(text));
  if (topic.has_value()) TakeExamples(text, *topic);
  return topic;
}

std::optional<NamedTopic> ExceptionOf(absl::string_view text) {
  return ByOpening(text, /*exception=*/true);
}

}  // namespace alhf::sdk
