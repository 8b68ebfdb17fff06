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
#include "components/answer_writer/wordings.h"

namespace alhf::answer_writer {
namespace {

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
    {Lead::kWith,
     "end|ends|finish|close|conclude with sentence|words|line|remark|note|"
     "reminder"},
    {Lead::kWith, "end|ends|finish|close|conclude with"},
    {Lead::kWith, "end|ends|finish|close|conclude <> with"},
    {Lead::kWith,
     "add|put|write|append at|to|as end|bottom|last of? <> sentence|line?"},
    {Lead::kColon, "add|append|mention|write|say|state $"},
};

// "Might I ask you to give …", "when I ask how to …" add nothing.
bool AsksTheWriter(absl::string_view sentence, const sdk::PhraseMatch& match) {
  const std::vector<sdk::Token> tokens =
      sdk::Analyze(sentence.substr(0, match.end)).tokens;
  const auto asks = std::find_if(
      tokens.begin(), tokens.end(), [&match](const sdk::Token& token) {
        return token.begin >= match.begin && token.stem == "ask";
      });
  return asks != tokens.end() &&
         std::any_of(asks, tokens.end(), [](const sdk::Token& token) {
           return token.text == "you" || token.text == "how" ||
                  token.text == "what" || token.text == "where";
         });
}

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
    if (lead == Lead::kTo && AsksTheWriter(sentence, match)) continue;
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

// The wordings of sentence `i`, else of it and the next one together.
std::vector<Wording> WordingsFrom(
    absl::string_view text,
    const std::vector<std::pair<size_t, size_t>>& sentences, size_t i,
    size_t* end) {
  const size_t begin = sentences[i].first;
  for (size_t last = i; last < std::min(i + 2, sentences.size()); ++last) {
    *end = sentences[last].second;
    std::vector<Wording> found = ReadWordings(text.substr(begin, *end - begin));
    if (!found.empty()) return found;
  }
  return {};
}

}  // namespace

std::vector<Addition> ReadAdditions(absl::string_view text) {
  std::vector<Addition> additions;
  const auto sentences = sdk::Sentences(text);
  for (size_t i = 0; i < sentences.size(); ++i) {
    const auto& [begin, end] = sentences[i];
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
      additions.push_back(std::move(addition));
      continue;
    }
    for (const Wording& wording :
         WordingsFrom(text, sentences, i, &addition.end)) {
      Addition each = addition;
      *each.style.add_wordings() = wording;
      additions.push_back(std::move(each));
    }
    while (i + 1 < sentences.size() && !additions.empty() &&
           additions.back().end > sentences[i + 1].first) {
      ++i;
    }
  }
  return additions;
}

}  // namespace alhf::answer_writer
