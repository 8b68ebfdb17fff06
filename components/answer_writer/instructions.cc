#include "components/answer_writer/instructions.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "alhf/sdk/conditions.h"
#include "alhf/sdk/phrases.h"
#include "alhf/sdk/proposals.h"
#include "alhf/sdk/scope.h"
#include "alhf/sdk/text.h"
#include "components/answer_writer/material.h"
#include "components/answer_writer/sayings.h"
#include "components/answer_writer/writing.h"

namespace alhf::answer_writer {
namespace {

constexpr double kSure = 0.9;
constexpr double kLikely = 0.7;
// "Shorter" without a number: half of the answer, within these bounds.
constexpr size_t kShortest = 12;
constexpr size_t kShortEnough = 40;
constexpr uint32_t kLongerSentences = 6;
constexpr int64_t kMostCounted = 10000;

uint32_t Counted(int64_t number) {
  return static_cast<uint32_t>(std::clamp<int64_t>(number, 1, kMostCounted));
}

uint32_t ShorterThan(absl::string_view answer) {
  const size_t half = WordCount(answer) / 2;
  return static_cast<uint32_t>(
      half == 0 ? kShortEnough : std::clamp(half, kShortest, kShortEnough));
}

// A style with the one thing set that is said; nothing for a wish.
std::optional<Style> StyleOf(const Saying& saying, absl::string_view answer) {
  Style style;
  const int64_t number =
      saying.match.numbers.empty() ? 0 : saying.match.numbers[0];
  switch (saying.says) {
    case Says::kForm:
      style.set_form(static_cast<Form>(saying.value));
      break;
    case Says::kMostWords:
      style.set_max_words(Counted(number));
      break;
    case Says::kFewerWords:
      style.set_max_words(Counted(number - 1));
      break;
    case Says::kMostSentences:
      style.set_max_sentences(Counted(number));
      break;
    case Says::kOneSentence:
      style.set_max_sentences(1);
      break;
    case Says::kShorter:
      style.set_max_words(ShorterThan(answer));
      break;
    case Says::kLonger:
      style.set_max_sentences(kLongerSentences);
      break;
    case Says::kOrder:
      style.set_order(static_cast<Order>(saying.value));
      break;
    case Says::kCite:
      style.set_citations(static_cast<Citations>(saying.value));
      break;
    case Says::kMention:
    case Says::kDoNotMention:
      style.add_mentions()->set_extra(static_cast<Extra>(saying.value));
      style.mutable_mentions(0)->set_off(saying.says == Says::kDoNotMention);
      break;
    case Says::kWish:
    case Says::kNothing:
      return std::nullopt;
  }
  return style;
}

// What is too long is the answer that it is said of: rows are not cut because
// quotes were long.
AnswerKind KindShortened(const v1::FeedbackRecord& record) {
  if (sdk::BreadthOf(record.text()) == v1::BREADTH_COMPONENT) {
    return ANSWER_KIND_UNSPECIFIED;
  }
  const AnswerKind kind = Gather(record.exchange().steps()).kind;
  return kind == ANSWER_KIND_NONE ? ANSWER_KIND_UNSPECIFIED : kind;
}

// Without its prefix, in lower case: "FORM_PROSE" -> "prose".
std::string Word(absl::string_view name, absl::string_view prefix) {
  std::string word = absl::AsciiStrToLower(name.substr(prefix.size()));
  std::replace(word.begin(), word.end(), '_', ' ');
  return word;
}

std::string KeyOf(const Style& style) {
  const std::string kind = style.only_for() == ANSWER_KIND_UNSPECIFIED
                               ? ""
                               : absl::StrCat(":", NameOf(style.only_for()));
  if (style.form() != FORM_UNSPECIFIED) return absl::StrCat("form", kind);
  if (style.order() != ORDER_UNSPECIFIED) return absl::StrCat("order", kind);
  if (style.citations() != CITATIONS_UNSPECIFIED) return "citations";
  if (style.mentions_size() > 0) {
    return absl::StrCat("mention:",
                        Word(Extra_Name(style.mentions(0).extra()), "EXTRA_"));
  }
  return absl::StrCat("length", kind);
}

// Only how rows or passages look can be meant for one kind of answer; what to
// cite or mention names its own.
bool MayBeForOneKind(Says says) {
  return says != Says::kCite && says != Says::kMention &&
         says != Says::kDoNotMention;
}

// A clause that names the topic alone belongs to the instruction beside it.
v1::Span SpanWith(const std::optional<sdk::NamedTopic>& topic,
                  const sdk::PhraseMatch& match, absl::string_view text) {
  v1::Span span = match.span;
  if (!topic.has_value()) return span;
  const size_t begin = std::min<size_t>(span.begin(), topic->begin);
  const size_t end = std::max<size_t>(span.end(), topic->end);
  const size_t between_begin = std::min<size_t>(span.end(), topic->end);
  const size_t between_end = std::max<size_t>(span.begin(), topic->begin);
  const bool apart =
      between_begin < between_end &&
      !sdk::Analyze(text.substr(between_begin, between_end - between_begin))
           .tokens.empty();
  if (!apart) {
    span.set_begin(static_cast<uint32_t>(begin));
    span.set_end(static_cast<uint32_t>(end));
  }
  return span;
}

}  // namespace

std::string Describe(const Style& style) {
  std::string text;
  if (style.form() != FORM_UNSPECIFIED) {
    text = absl::StrCat("write as ", Word(Form_Name(style.form()), "FORM_"));
  } else if (style.max_words() > 0) {
    text = absl::StrFormat("write at most %d words", style.max_words());
  } else if (style.max_sentences() > 0) {
    text = absl::StrFormat("write at most %d sentence%s", style.max_sentences(),
                           style.max_sentences() == 1 ? "" : "s");
  } else if (style.order() != ORDER_UNSPECIFIED) {
    text = absl::StrCat("order: ", Word(Order_Name(style.order()), "ORDER_"));
  } else if (style.citations() != CITATIONS_UNSPECIFIED) {
    text = absl::StrCat("cite ",
                        Word(Citations_Name(style.citations()), "CITATIONS_"));
  } else if (style.mentions_size() > 0) {
    text = absl::StrCat(
        style.mentions(0).off() ? "do not mention the " : "mention the ",
        Word(Extra_Name(style.mentions(0).extra()), "EXTRA_"));
  }
  return style.only_for() == ANSWER_KIND_UNSPECIFIED
             ? text
             : absl::StrCat(text, ", where ", NameOf(style.only_for()),
                            " answer");
}

std::vector<Instruction> ReadInstructions(const v1::FeedbackRecord& record) {
  std::vector<Instruction> found;
  const absl::string_view text = record.text();
  const auto topic = sdk::TopicOf(text);
  const AnswerKind topic_kind =
      topic.has_value() ? KindOf(topic->words) : ANSWER_KIND_UNSPECIFIED;
  for (const Saying& saying : ReadSayings(text)) {
    // Words of the topic itself instruct nothing.
    if (topic.has_value() && saying.match.begin >= topic->begin &&
        saying.match.end <= topic->end) {
      continue;
    }
    Instruction instruction;
    v1::Proposal& proposal = instruction.proposal;
    std::optional<Style> style;
    if (!sdk::LeavesConditionUnread(text, saying.match)) {
      style = StyleOf(saying, record.exchange().answer());
    }
    const v1::Span span = SpanWith(topic, saying.match, text);
    AnswerKind kind = topic_kind;
    if (style.has_value()) {
      if (kind == ANSWER_KIND_UNSPECIFIED && MayBeForOneKind(saying.says)) {
        kind = KindOf(text.substr(span.begin(), span.end() - span.begin()));
      }
      if (kind == ANSWER_KIND_UNSPECIFIED && saying.says == Says::kShorter) {
        kind = KindShortened(record);
      }
      style->set_only_for(kind);
      *proposal.mutable_directive() = sdk::MakeDirective(*style);
      proposal.set_understood_as(Describe(*style));
      proposal.set_conflict_key(KeyOf(*style));
      proposal.set_effect(v1::EFFECT_ENFORCED);
      instruction.score = kSure;
    } else {
      proposal = sdk::GuidanceProposal(record);
      instruction.score = kLikely;
    }
    v1::Scope& scope = *proposal.mutable_scope();
    scope.clear_topic();
    scope.set_breadth(v1::BREADTH_COMPONENT);
    if (kind != ANSWER_KIND_UNSPECIFIED) {
      v1::Facet& facet = *scope.add_facets();
      facet.set_key(std::string(kAnswerKindFacet));
      facet.set_value(NameOf(kind));
    } else if (topic.has_value()) {
      scope.set_breadth(v1::BREADTH_TOPIC);
      scope.set_topic(topic->words);
      scope.add_triggers(topic->words);
    }
    *proposal.mutable_span() = span;
    found.push_back(std::move(instruction));
  }
  return found;
}

}  // namespace alhf::answer_writer
