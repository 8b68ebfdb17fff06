#include "alhf/sdk/topic_words.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "alhf/sdk/phrases.h"
#include "alhf/sdk/text.h"

namespace alhf::sdk {
namespace {

using Words = absl::flat_hash_set<absl::string_view>;
using Tokens = std::vector<Token>;

// So many words in a row, without a comma, are a list of words.
constexpr size_t kBareList = 3;

bool IsSummary(absl::string_view word) {
  static const auto& words = *new Words{
      "rule",        "rules",     "stuff",    "matter",  "matters",
      "things",      "thing",     "topic",    "topics",  "question",
      "questions",   "issue",     "issues",   "policy",  "policies",
      "information", "info",      "affairs",  "details", "procedures",
      "subjects",    "enquiries", "inquiries"};
  return words.contains(word);
}

// "A list of ports"
bool IsListing(absl::string_view word) {
  static const auto& words =
      *new Words{"list",   "lists",   "table",    "tables",
                 "number", "numbers", "overview", "names"};
  return words.contains(word);
}

bool Joins(absl::string_view word) {
  return word == "and" || word == "or" || word == "nor" || word == "plus";
}

bool LeadsExamples(const Tokens& tokens, size_t at) {
  const std::string& word = tokens[at].text;
  const bool as = at + 1 < tokens.size() && tokens[at + 1].text == "as";
  return word == "like" || word == "including" || word == "especially" ||
         word == "namely" || word == "eg" || (word == "such" && as);
}

// Of "such as", "for example" and the like, which lead a list in.
bool IsLead(absl::string_view word) {
  static const auto& words =
      *new Words{"like", "such", "as",      "for", "e",
                 "g",    "eg",   "example", "say", "including"};
  return words.contains(word);
}

std::string Slice(absl::string_view text, const Tokens& tokens, size_t begin,
                  size_t end) {
  while (begin < end && tokens[begin].stop_word) ++begin;
  if (begin == end) return "";
  return std::string(text.substr(tokens[begin].begin,
                                 tokens[end - 1].end - tokens[begin].begin));
}

// "a, b and c" -> {"a", "b", "c"}; "a b c", where a list must be -> each word.
std::vector<std::string> ItemsOf(absl::string_view text, bool is_list) {
  const Tokens tokens = Analyze(text).tokens;
  std::vector<std::string> items;
  size_t begin = 0;
  const auto take = [&](size_t end) {
    std::string item = Slice(text, tokens, begin, end);
    if (!item.empty() && item != "etc") items.push_back(std::move(item));
  };
  for (size_t i = 0; i < tokens.size(); ++i) {
    const size_t last = i == 0 ? 0 : tokens[i - 1].end;
    const bool parted =
        i > 0 &&
        text.substr(last, tokens[i].begin - last).find_first_of(",;/&+") !=
            absl::string_view::npos;
    const bool joins = Joins(tokens[i].text) || tokens[i].text == "etc";
    if (!parted && !joins) continue;
    take(i);
    begin = joins ? i + 1 : i;
  }
  take(tokens.size());
  if (!is_list || items.size() != 1) return items;
  const Tokens words = Analyze(items[0]).tokens;
  const bool bare =
      words.size() >= kBareList &&
      std::none_of(words.begin(), words.end(),
                   [](const Token& token) { return token.stop_word; });
  if (!bare) return items;
  items.clear();
  for (const Token& word : words) items.push_back(word.text);
  return items;
}

struct Topic {
  absl::string_view head;
  absl::string_view examples;
};

// Parts what a topic is called from the examples that it lists.
Topic Part(absl::string_view topic) {
  const size_t open = topic.find('(');
  if (open != absl::string_view::npos) {
    const size_t close = std::min(topic.find(')', open), topic.size());
    return {topic.substr(0, open), topic.substr(open + 1, close - open - 1)};
  }
  const Tokens tokens = Analyze(topic).tokens;
  for (size_t i = 1; i + 1 < tokens.size(); ++i) {
    if (!LeadsExamples(tokens, i)) continue;
    return {topic.substr(0, tokens[i].begin), topic.substr(tokens[i].end)};
  }
  return {topic, ""};
}

absl::string_view WithoutLead(absl::string_view examples) {
  for (const Token& token : Analyze(examples).tokens) {
    if (!IsLead(token.text)) return examples.substr(token.begin);
  }
  return "";
}

// "Has to do something", "something to do".
bool IsDoing(absl::string_view head) {
  const Tokens tokens = Analyze(head).tokens;
  bool does = false;
  bool something = false;
  for (const Token& token : tokens) {
    does = does || token.text == "do" || token.text == "act";
    something = something || token.text == "something" ||
                token.text == "anything" || token.text == "what";
  }
  return does && something && tokens.size() <= 5;
}

}  // namespace

bool SumsUp(absl::string_view phrase) {
  static const auto& words =
      *new Words{"rules",    "stuff",   "matters",    "things",
                 "policies", "affairs", "procedures", "issues"};
  const Tokens tokens = Analyze(phrase).tokens;
  return std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
    return words.contains(token.text);
  });
}

std::string TopicMatter(absl::string_view topic) {
  const absl::string_view head = Part(topic).head;
  const Tokens tokens = Analyze(head).tokens;
  size_t begin = 0;
  size_t end = tokens.size();
  // "The rules of ships", "questions about ships"
  for (size_t i = 0; i + 2 < tokens.size(); ++i) {
    const std::string& next = tokens[i + 1].text;
    const bool lists = next == "of" && IsListing(tokens[i].text);
    if ((lists || IsSummary(tokens[i].text)) &&
        (next == "of" || next == "about" || next == "on" || next == "for" ||
         next == "with" || next == "around")) {
      begin = i + 2;
    }
  }
  while (end > begin + 1 && IsSummary(tokens[end - 1].text)) --end;
  return Slice(head, tokens, begin, end);
}

std::vector<std::string> TopicTriggers(absl::string_view topic) {
  const Topic parts = Part(topic);
  const std::string matter = TopicMatter(topic);
  std::vector<std::string> triggers;
  const auto add = [&triggers](std::string phrase) {
    if (std::find(triggers.begin(), triggers.end(), phrase) == triggers.end()) {
      triggers.push_back(std::move(phrase));
    }
  };
  const std::vector<std::string> examples =
      ItemsOf(WithoutLead(parts.examples), true);
  if (IsDoing(parts.head)) add(std::string(kProcedure));
  const Tokens head = Analyze(parts.head).tokens;
  // "Deck stuff like ropes" only sums the examples up.
  const bool sums_up =
      !examples.empty() && !head.empty() && IsSummary(head.back().text);
  if (!sums_up && !IsDoing(parts.head)) {
    for (std::string& item : ItemsOf(matter, false)) add(std::move(item));
  }
  for (const std::string& example : examples) add(example);
  if (triggers.empty()) {
    add(std::string(absl::StripAsciiWhitespace(topic)));
  }
  return triggers;
}

std::string WordsOfForm(absl::string_view question) {
  static const auto& book = *new PhraseBook(
      {"what|how should|shall|must|can|do|does|has|have to? i|we|you|one|"
       "somebody|someone|they to? do|proceed|act|handle|deal|react",
       "what to? do", "what now|next $", "what must|needs be? done",
       "how to <>", "how do|can|should|shall|must i|we|you|one <>",
       "which|what steps <>"});
  return book.Read(question).empty() ? "" : std::string(kProcedure);
}

}  // namespace alhf::sdk
