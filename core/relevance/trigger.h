// Trigger phrases: the term that a definition defines decides where the
// definition applies.
//
//   ParseDefinition("An active customer means one who ordered in 90 days")
//       -> term "active customer", meaning "one who ordered in 90 days"
//   Trigger("active customer").FiresIn(Analyze("How many active customers?"))
//
// Thread safety: pure functions; a Trigger is immutable.
#ifndef ALHF_CORE_RELEVANCE_TRIGGER_H_
#define ALHF_CORE_RELEVANCE_TRIGGER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/relevance/analysis.h"

namespace alhf::core {

// A definition as people say it: "X means Y", "X is Y" where Y reads as a
// definition, "X = Y", "by X we mean Y", "when we say X we mean Y", "X stands
// for Y", "X refers to Y", "X is short for Y", "X is defined as Y", "define X
// as Y", "we call Y an X", "Y is called X".
struct Definition {
  std::string term;     // as written, without article and quotes
  std::string meaning;  // as written, without the final stop
  size_t begin = 0;     // bytes of the whole definition in the text
  size_t end = 0;
};

// Returns the definition that `sentence` states, or nothing. Judgements ("the
// answer is wrong"), questions and negations are no definitions.
std::optional<Definition> ParseDefinition(absl::string_view sentence);

// The same for what may be one: also "X is Y" and "X are Y" whatever Y begins
// with, "X: Y", and a typo in the verb ("X menas Y"). "The soup is cold" reads
// as such a statement, so take it only where Y means something to you.
std::optional<Definition> ParseStatement(absl::string_view sentence);

// A phrase, made ready to be looked for.
class Trigger {
 public:
  explicit Trigger(absl::string_view phrase);

  // Returns whether the phrase's content stems, negations and comparatives
  // occur in `query` side by side and in order; other stop words may differ,
  // but only where the phrase has some. One word alone must be an inflection of
  // the same word: "organ" and "organisation" share a stem, but not a meaning.
  // A phrase without content never fires.
  bool FiresIn(const Analysis& query) const;
  // Returns the share of the phrase's content stems that occur in `query`,
  // in [0.0, 1.0].
  double CoverageIn(const Analysis& query) const;

  const std::string& phrase() const { return phrase_; }
  // The stems of content, negations and comparatives, in order.
  const std::vector<std::string>& stems() const { return stems_; }
  // Whether the phrase can stand for a topic alone, whatever else is
  // remembered: two words that are not both generic, or one that is written as
  // a name or abbreviation (two capitals, or letters with digits).
  bool telling() const { return telling_; }
  // Whether one generic word is all it is ("average", "name").
  bool generic() const { return generic_; }
  // Whether its one word stands in `query` as a name ("in Europe").
  bool IsNameIn(const Analysis& query) const;
  // The first stem of content; empty where there is none.
  absl::string_view key() const { return key_; }

 private:
  bool MatchesAt(const Analysis& query, size_t at) const;

  std::string phrase_;
  std::string key_;
  std::string lone_word_;  // empty where there are more
  std::vector<std::string> stems_;
  // Whether stop words stand before the stem of the same index.
  std::vector<bool> gap_before_;
  bool telling_ = false;
  bool generic_ = true;
};

// The same for one look at one phrase.
bool TriggerFires(absl::string_view trigger, const Analysis& query);
double TriggerCoverage(absl::string_view trigger, const Analysis& query);

}  // namespace alhf::core

#endif  // ALHF_CORE_RELEVANCE_TRIGGER_H_
