#include "components/answer_writer/additions.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "alhf/sdk/phrases.h"
#include "alhf/sdk/text.h"

namespace alhf::answer_writer {
namespace {

constexpr size_t kLongestWording = 4;  // words

struct Range {
  size_t begin = 0;
  size_t end = 0;
};

// The words between the first pair of quotation marks in `text`.
std::optional<Range> QuotedIn(absl::string_view text) {
  for (const auto& [open, close] :
       {std::pair<absl::string_view, absl::string_view>{"\"", "\""},
        {"\xE2\x80\x9C", "\xE2\x80\x9D"},
        {"\xE2\x80\x9E", "\xE2\x80\x9C"}}) {
    const size_t begin = text.find(open);
    if (begin == text.npos) continue;
    const size_t end = text.find(close, begin + open.size());
    if (end != text.npos) return Range{begin + open.size(), end};
  }
  return std::nullopt;
}

std::string AsSentence(absl::string_view words) {
  std::string text(absl::StripAsciiWhitespace(words));
  while (!text.empty() && (text.back() == '.' || text.back() == ',')) {
    text.pop_back();
  }
  if (text.empty()) return text;
  text[0] = absl::ascii_toupper(static_cast<unsigned char>(text[0]));
  const bool ends = absl::EndsWith(text, "!") || absl::EndsWith(text, "?");
  return ends ? text : absl::StrCat(text, ".");
}

// How a note is led in, up to its own words.
enum class Lead {
  kThat,      // "add that …"
  kNoteThat,  // "note that …": to whom is not clear
  kTo,        // "remind people to …"
  kWith,      // "end … with …"
  kColon,     // "add: …"
};

struct LeadRule {
  Lead lead;
  absl::string_view pattern;
};

constexpr LeadRule kLeads[] = {
    {Lead::kTo, "tell|remind|advise|ask *? *? to"},
    {Lead::kThat, "tell|remind|warn|inform *? *? that"},
    {Lead::kThat, "add|adding|mention|state|append that"},
    {Lead::kThat, "hint|reminder|remark|warning that"},
    {Lead::kNoteThat, "note|say|point|warn that"},
    {Lead::kWith, "end|finish|close|conclude <> with"},
    {Lead::kColon, "add|append|mention|write|say|state $"},
};

std::optional<Range> NoteIn(absl::string_view sentence,
                            const std::optional<sdk::NamedTopic>& topic) {
  static const auto& book = *new sdk::PhraseBook([] {
    std::vector<std::string> patterns;
    for (const LeadRule& rule : kLeads) patterns.emplace_back(rule.pattern);
    return patterns;
  }());
  for (const sdk::PhraseMatch& match : book.Read(sentence)) {
    const Lead lead = kLeads[match.rule].lead;
    const absl::string_view after = sentence.substr(match.end);
    const bool colon = absl::StartsWith(after, ":");
    const auto quoted = QuotedIn(after);
    if (lead == Lead::kNoteThat && !topic.has_value()) continue;
    if (lead == Lead::kColon && !colon && !quoted) continue;
    if (lead == Lead::kWith && !colon && !quoted) continue;
    if (quoted) {
      return Range{match.end + quoted->begin, match.end + quoted->end};
    }
    Range note{match.end + (colon ? 1 : 0), sentence.size()};
    // "… when somebody asks about it" is no part of the note.
    if (topic.has_value() && topic->begin > note.begin) {
      note.end = topic->begin;
    }
    return note;
  }
  return std::nullopt;
}

// Words after which nothing belongs to a wording any more.
bool EndsWording(absl::string_view word) {
  return word == "when" || word == "if" || word == "for" || word == "in" ||
         word == "because" || word == "please" || word == "pls" ||
         word == "everywhere" || word == "always" || word == "there" ||
         word == "since" || word == "whenever" || word == "and" ||
         word == "but";
}

std::string WordingPart(absl::string_view words) {
  const std::vector<sdk::Token> tokens = sdk::Analyze(words).tokens;
  size_t count = 0;
  while (count < tokens.size() && !EndsWording(tokens[count].text)) ++count;
  size_t first = 0;
  while (first < count &&
         (tokens[first].text == "the" || tokens[first].text == "word" ||
          tokens[first].text == "term")) {
    ++first;
  }
  if (first == count || count - first > kLongestWording) return "";
  return std::string(words.substr(tokens[first].begin,
                                  tokens[count - 1].end - tokens[first].begin));
}

std::optional<Wording> WordingIn(absl::string_view sentence) {
  // `to` comes first where true.
  static constexpr std::array<bool, 4> kToFirst = {true, false, false, false};
  static const auto& book = *new sdk::PhraseBook(
      {"say|write|call|spell|term <> instead|rather|not|never than? <>",
       "instead than? <> say|write|call|spell <>",
       "replace word|words? <> with|by <>",
       "dont|never|not say|write|call <> say|write|call <>"});
  // Across commas: "say X, not Y".
  std::string whole(sentence);
  std::replace(whole.begin(), whole.end(), ',', ' ');
  for (const sdk::PhraseMatch& match : book.Read(whole)) {
    const std::string first = WordingPart(match.rest);
    const std::string second = WordingPart(match.second_rest);
    if (first.empty() || second.empty()) continue;
    Wording wording;
    wording.set_to(kToFirst[match.rule] ? first : second);
    wording.set_from(kToFirst[match.rule] ? second : first);
    return wording;
  }
  return std::nullopt;
}

bool IsWordByte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return absl::ascii_isalnum(byte) || byte >= 0x80 || c == '_';
}

// Replaces `from` where it stands as a whole, in either case of its first
// letter, also with a plural "s".
std::string Replaced(absl::string_view text, const Wording& wording) {
  const std::string& from = wording.from();
  std::string out;
  int brackets = 0;
  for (size_t at = 0; at < text.size();) {
    if (text[at] == '[') ++brackets;
    if (text[at] == ']') --brackets;
    const absl::string_view here = text.substr(at, from.size());
    size_t end = at + from.size();
    const bool begins = at == 0 || !IsWordByte(text[at - 1]);
    // "Money backs" is none.
    const bool plural = !absl::StrContains(wording.to(), " ") &&
                        end < text.size() && text[end] == 's' &&
                        (end + 1 == text.size() || !IsWordByte(text[end + 1]));
    if (brackets > 0 || !begins || !absl::EqualsIgnoreCase(here, from) ||
        (!plural && end < text.size() && IsWordByte(text[end]))) {
      out.push_back(text[at++]);
      continue;
    }
    std::string to = wording.to();
    if (absl::ascii_isupper(static_cast<unsigned char>(here[0]))) {
      to[0] = absl::ascii_toupper(static_cast<unsigned char>(to[0]));
    }
    absl::StrAppend(&out, to, plural ? "s" : "");
    at = end + (plural ? 1 : 0);
  }
  return out;
}

}  // namespace

std::vector<Addition> ReadAdditions(absl::string_view text) {
  std::vector<Addition> additions;
  for (const auto& [begin, end] : sdk::Sentences(text)) {
    const absl::string_view sentence = text.substr(begin, end - begin);
    Addition addition;
    addition.begin = addition.said_begin = addition.said_end = begin;
    addition.end = end;
    if (const auto note = NoteIn(sentence, sdk::TopicOf(sentence))) {
      const std::string words =
          AsSentence(sentence.substr(note->begin, note->end - note->begin));
      if (words.empty()) continue;
      addition.style.add_notes(words);
      addition.said_begin = begin + note->begin;
      addition.said_end = begin + note->end;
    } else if (const auto wording = WordingIn(sentence)) {
      *addition.style.add_wordings() = *wording;
    } else {
      continue;
    }
    additions.push_back(std::move(addition));
  }
  return additions;
}

std::string WithWordings(const Style& style, absl::string_view text) {
  std::string out(text);
  for (const Wording& wording : style.wordings()) {
    out = Replaced(out, wording);
  }
  return out;
}

}  // namespace alhf::answer_writer
