#include "components/answer_writer/instructions.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "alhf/sdk/conditions.h"
#include "alhf/sdk/phrases.h"
#include "alhf/sdk/proposals.h"
#include "alhf/sdk/scope.h"
#include "alhf/sdk/text.h"
#include "alhf/sdk/topic_words.h"
#include "alhf/sdk/words.h"
#include "components/answer_writer/additions.h"
#include "components/answer_writer/answer_scope.h"
#include "components/answer_writer/draft.h"
#include "components/answer_writer/material.h"
#include "components/answer_writer/notation.h"
#include "components/answer_writer/sayings.h"
#include "components/answer_writer/style_names.h"

namespace alhf::answer_writer {
namespace {

constexpr double kSure = 0.9;
constexpr double kLikely = 0.7;
// "Shorter" without a number: half of the answer, within these bounds.
constexpr size_t kShortest = 12;
constexpr size_t kShortEnough = 40;

uint32_t ShorterThan(absl::string_view answer) {
  const size_t half = WordCount(answer) / 2;
  return static_cast<uint32_t>(
      half == 0 ? kShortEnough : std::clamp(half, kShortest, kShortEnough));
}

// What is too long is the answer that it is said of: rows are not cut because
// quotes were long.
AnswerKind KindShortened(const v1::FeedbackRecord& record) {
  if (sdk::BreadthOf(record.text()) == v1::BREADTH_COMPONENT) {
    return ANSWER_KIND_UNSPECIFIED;
  }
  return KindSaidOf(record.exchange());
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

// "Energy totals" are of energy.
std::string WithoutSums(absl::string_view topic) {
  std::vector<std::string> words;
  for (const sdk::Token& token : sdk::Analyze(topic).tokens) {
    if (!sdk::Among(token.text, {"total", "totals", "figures", "values",
                                 "amounts", "sums", "numbers"})) {
      words.push_back(token.text);
    }
  }
  return absl::StrJoin(words, " ");
}

// "Lists of boats", "boat lists": not how many there are, nor what a list has
// beside other words, as "about list weights".
bool SpeaksOfLists(absl::string_view topic) {
  static const auto& compound = *new sdk::PhraseBook(
      {"about|on|for|regarding|concerning|with|by list <>"});
  static const auto& book = *new sdk::PhraseBook(
      {"lists|listing|listings of|with <>",
       "list|lists|listing all|any|the|our|my? <>", "*? *? lists|listings"});
  return compound.Read(topic).empty() && !book.Read(topic).empty();
}

// The condition of `text`, which may be all that it names as its topic; "where
// it is broken down by harbour" says more.
std::optional<KindCondition> ConditionIn(
    absl::string_view text, const std::optional<sdk::NamedTopic>& topic) {
  const auto condition = KindConditionIn(text);
  if (!condition.has_value() || !condition->several || !topic.has_value()) {
    return condition;
  }
  const std::string said(
      text.substr(condition->begin, condition->end - condition->begin));
  const auto stems = sdk::Analyze(said).content_stems;
  for (const std::string& stem : sdk::Analyze(topic->words).content_stems) {
    if (std::find(stems.begin(), stems.end(), stem) == stems.end()) {
      return std::nullopt;
    }
  }
  return condition;
}

// Reads one record: what it says, for which answers, under which conditions.
class Reader {
 public:
  explicit Reader(const v1::FeedbackRecord& record)
      : record_(record),
        text_(record.text()),
        topic_(sdk::TopicOf(text_)),
        condition_(ConditionIn(text_, topic_)),
        additions_(ReadAdditions(text_)) {}

  std::vector<Instruction> Run() {
    for (const Addition& addition : additions_) {
      v1::Span span;
      span.set_begin(static_cast<uint32_t>(addition.begin));
      span.set_end(static_cast<uint32_t>(addition.end));
      Saying saying;
      saying.style = addition.style;
      saying.match.begin = addition.said_begin;
      saying.match.end = addition.said_end;
      Add(std::move(saying), span);
    }
    std::vector<Saying> sayings = ReadSayings(text_);
    // "Too long, at most 40 words" says how long once.
    const bool counted =
        std::any_of(sayings.begin(), sayings.end(), [](const Saying& saying) {
          return !saying.shorter && saying.style.has_value() &&
                 (saying.style->max_words() > 0 ||
                  saying.style->max_sentences() > 0);
        });
    for (const Saying& saying : sayings) {
      if (saying.style.has_value()) {
        said_.emplace_back(saying.match.begin, saying.match.end);
      }
    }
    // "Too long! When I ask for steps, write …": the complaint is why.
    const bool conditional =
        std::any_of(sayings.begin(), sayings.end(), [&](const Saying& saying) {
          return !saying.shorter &&
                 Conditional(saying.match.begin, saying.match.end);
        });
    for (Saying& saying : sayings) {
      if (Belongs(saying)) continue;
      if (saying.shorter && (counted || conditional)) continue;
      if (saying.shorter) {
        saying.style->set_max_words(ShorterThan(record_.exchange().answer()));
      }
      const v1::Span span = SpanWith(topic_, saying.match, text_);
      Add(std::move(saying), span);
    }
    DropAsides();
    return std::move(found_);
  }

 private:
  // Beside what was understood, a wish in another sentence is a reason: "as
  // bullets. Long paragraphs scare people."
  void DropAsides() {
    const auto sentence = [this](const Instruction& instruction) {
      const size_t at = instruction.proposal.span().begin();
      for (const auto& [begin, end] : sdk::Sentences(text_)) {
        if (at < end) return begin;
      }
      return text_.size();
    };
    const auto enforced = [](const Instruction& instruction) {
      return instruction.proposal.effect() == v1::EFFECT_ENFORCED;
    };
    std::set<size_t> understood;
    for (const Instruction& instruction : found_) {
      if (enforced(instruction)) understood.insert(sentence(instruction));
    }
    if (understood.empty()) return;
    found_.erase(
        std::remove_if(found_.begin(), found_.end(),
                       [&](const Instruction& instruction) {
                         return !enforced(instruction) &&
                                understood.count(sentence(instruction)) == 0;
                       }),
        found_.end());
  }

  // Words of the topic, of a condition or of a note instruct nothing
  // themselves; nor is there a wish beside an addition that was read.
  bool Belongs(const Saying& saying) const {
    const sdk::PhraseMatch& match = saying.match;
    const auto within = [&match](const auto& range) {
      return range.has_value() && match.begin >= range->begin &&
             match.end <= range->end;
    };
    if (within(topic_) || within(condition_)) return true;
    if (!saying.style.has_value() && NamesPage(match.end)) return true;
    return std::any_of(
        additions_.begin(), additions_.end(), [&](const Addition& a) {
          const bool same = match.begin >= a.begin && match.begin < a.end;
          return (same && !saying.style.has_value()) ||
                 (match.begin < a.said_end && match.end > a.said_begin);
        });
  }

  // "The tone of voice page": what stands there wishes for no tone.
  bool NamesPage(size_t end) const {
    constexpr size_t kNear = 3;
    const std::vector<sdk::Token> tokens =
        sdk::Analyze(absl::string_view(text_).substr(end)).tokens;
    for (size_t i = 0; i < std::min(kNear, tokens.size()); ++i) {
      const std::string& word = tokens[i].text;
      if (word == "page" || word == "document" || word == "folder") return true;
    }
    return false;
  }

  // Whether the wish has a word of the question that it was given on: then it
  // is for such questions, and for all where it has none.
  bool SpeaksOfQuestion() const {
    const auto asked =
        sdk::Analyze(record_.exchange().question()).content_stems;
    const auto said = sdk::Analyze(text_).content_stems;
    return std::any_of(said.begin(), said.end(), [&](const std::string& stem) {
      return std::find(asked.begin(), asked.end(), stem) != asked.end();
    });
  }

  // Whether the words around [begin, end) set a condition that nothing here
  // has read, or deny them.
  bool Conditional(size_t begin, size_t end) const {
    if (sdk::IsDenied(text_, begin, end)) return true;
    std::vector<std::pair<size_t, size_t>> read = said_;
    read.emplace_back(begin, end);
    if (condition_.has_value()) {
      read.emplace_back(condition_->begin, condition_->end);
    }
    return sdk::LeavesConditionUnread(text_, begin, read, topic_);
  }

  // The kind of answer that the instruction is for, by its own words, those of
  // the topic, and those around it.
  AnswerKind KindFor(const Style& style, bool shorter, const v1::Span& span,
                     size_t begin) const {
    if (style.only_for() != ANSWER_KIND_UNSPECIFIED) return style.only_for();
    if (condition_.has_value()) return condition_->kind;
    AnswerKind kind =
        topic_.has_value() ? KindOf(TopicWords()) : ANSWER_KIND_UNSPECIFIED;
    if (kind != ANSWER_KIND_UNSPECIFIED) return kind;
    // A note may speak of anything.
    const size_t end = style.notes().empty() ? span.end() : begin;
    if (end > span.begin()) {
      kind = KindOf(text_.substr(span.begin(), end - span.begin()));
    }
    if (kind != ANSWER_KIND_UNSPECIFIED) return kind;
    if (shorter) return KindShortened(record_);
    return topic_.has_value() ? KindSaidOf(record_.exchange()) : kind;
  }

  // The topic that the text names. "For questions about numbers" names a kind
  // of answer and none.
  TopicParts TopicFor(bool understood) const {
    if (!topic_.has_value() || NamesKindAlone(topic_->words)) return {};
    if (condition_.has_value() && condition_->several) return {};
    if (!understood) return {topic_->words, ""};
    const v1::Exchange& exchange = record_.exchange();
    const Material material = Gather(exchange.question(), exchange.steps());
    return SplitTopic(topic_->words, material.facets.ValuesOf(kDatePartFacet));
  }

  // Fills in what structure of answers the instruction is for besides its kind.
  // "By harbour" is of rows that are listed so, whatever else is asked.
  void Confine(TopicParts& topic, const Saying& saying, Style& style) const {
    style.set_date_part(topic.date_part);
    const std::vector<sdk::Token> words = sdk::Analyze(topic.words).tokens;
    if (words.size() > 1 && (words[0].text == "by" || words[0].text == "per")) {
      style.set_listed(topic.words.substr(words[1].begin));
      topic.words.clear();
    }
    // "When I ask which boats": of rows that list them.
    static const auto& asks_which =
        *new sdk::PhraseBook({"ask|asks|asked|asking which <>"});
    if (topic_.has_value() && !topic.words.empty() &&
        style.only_for() != ANSWER_KIND_PASSAGES &&
        !asks_which.Read(TopicWords()).empty()) {
      style.set_listed(std::exchange(topic.words, ""));
    }
    if (!topic_.has_value() &&
        KindOf(saying.about) == ANSWER_KIND_UNSPECIFIED) {
      style.set_listed(saying.about);
    }
    if (!style.numbers().measures().empty()) {
      topic.words = WithoutSums(topic.words);
    }
    style.set_lists_things(!topic.words.empty() &&
                           style.only_for() == ANSWER_KIND_ROWS &&
                           SpeaksOfLists(TopicWords()));
    if (!style.date_part().empty() || !style.listed().empty()) {
      style.set_only_for(ANSWER_KIND_ROWS);
    }
    if (topic.words.empty() || style.only_for() == ANSWER_KIND_ROWS ||
        !sdk::SumsUp(TopicWords())) {
      return;
    }
    style.set_folder(FolderCalled(topic.words, record_.exchange()));
    if (style.folder().empty()) return;
    style.set_only_for(ANSWER_KIND_PASSAGES);
    topic.words.clear();
  }

  // What is understood is for all answers of its structure, or for its topic.
  static void SetScope(const Style& style, const TopicParts& topic,
                       v1::Scope& scope) {
    scope.set_breadth(v1::BREADTH_COMPONENT);
    for (const auto& [key, value] : FacetsFor(style)) {
      v1::Facet& facet = *scope.add_facets();
      facet.set_key(key);
      facet.set_value(value);
    }
    if (topic.words.empty()) return;
    scope.set_breadth(v1::BREADTH_TOPIC);
    scope.set_topic(topic.words);
    for (const std::string& trigger : sdk::TopicTriggers(topic.words)) {
      scope.add_triggers(trigger);
    }
  }

  // "EUR, and no € sign" says one thing twice.
  bool IsSaid(const v1::Proposal& again) const {
    return std::any_of(
        found_.begin(), found_.end(), [&again](const Instruction& other) {
          return other.proposal.conflict_key() == again.conflict_key() &&
                 other.proposal.directive().payload() ==
                     again.directive().payload();
        });
  }

  absl::string_view TopicWords() const {
    return text_.substr(topic_->begin, topic_->end - topic_->begin);
  }

  void Add(Saying saying, const v1::Span& span) {
    std::optional<Style>& style = saying.style;
    const size_t begin = saying.match.begin;
    Instruction instruction;
    v1::Proposal& proposal = instruction.proposal;
    const bool conditional = Conditional(begin, saying.match.end);
    if (conditional) style.reset();
    TopicParts topic = TopicFor(style.has_value());
    if (style.has_value()) {
      style->set_only_for(KindFor(*style, saying.shorter, span, begin));
      style->set_several(condition_.has_value() && condition_->several);
      Confine(topic, saying, *style);
      *proposal.mutable_directive() = sdk::MakeDirective(*style);
      proposal.set_understood_as(Describe(*style));
      proposal.set_conflict_key(KeyOf(*style));
      proposal.set_effect(v1::EFFECT_ENFORCED);
      instruction.score = kSure;
    } else {
      proposal = sdk::GuidanceProposal(record_);
      instruction.score = kLikely;
    }
    if (style.has_value()) {
      SetScope(*style, topic, *proposal.mutable_scope());
    } else if (!topic_.has_value() && !conditional && !SpeaksOfQuestion()) {
      v1::Scope& scope = *proposal.mutable_scope();
      scope.clear_topic();
      scope.set_breadth(v1::BREADTH_COMPONENT);
    }
    *proposal.mutable_span() = span;
    if (style.has_value() && IsSaid(proposal)) return;
    found_.push_back(std::move(instruction));
  }

  const v1::FeedbackRecord& record_;
  const absl::string_view text_;
  const std::optional<sdk::NamedTopic> topic_;
  const std::optional<KindCondition> condition_;
  const std::vector<Addition> additions_;
  // Bytes of what is understood.
  std::vector<std::pair<size_t, size_t>> said_;
  std::vector<Instruction> found_;
};

}  // namespace

std::vector<Instruction> ReadInstructions(const v1::FeedbackRecord& record) {
  return Reader(record).Run();
}

}  // namespace alhf::answer_writer
