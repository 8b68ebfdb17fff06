#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "alhf/sdk/scope.h"
#include "alhf/sdk/text.h"

namespace alhf::sdk {
namespace {

// What teaches nobody scores at most this.
constexpr double kChatter = 0.1;

std::set<std::string> StemsOf(absl::string_view text) {
  Analysis analysis = Analyze(text);
  return {analysis.content_stems.begin(), analysis.content_stems.end()};
}

template <typename Texts>
std::set<std::string> StemsOfAll(const Texts& texts) {
  std::set<std::string> stems;
  for (const std::string& text : texts) stems.merge(StemsOf(text));
  return stems;
}

// How the words of a record speak for a component and against it.
struct Evidence {
  std::vector<std::string> owned;  // stems of what it owns
  int in_scope = 0;                // stems of examples in scope only
  int out_of_scope = 0;            // stems of examples out of scope only
};

Evidence Weigh(const v1::Manifest& manifest, absl::string_view text) {
  const std::set<std::string> owned = StemsOfAll(manifest.owns());
  const std::set<std::string> in = StemsOfAll(manifest.examples_in_scope());
  const std::set<std::string> out =
      StemsOfAll(manifest.examples_out_of_scope());
  Evidence evidence;
  for (const std::string& stem : StemsOf(text)) {
    const bool ours = owned.contains(stem) || in.contains(stem);
    // A word of both sides ("leave", "use") speaks for neither.
    if (ours == out.contains(stem)) continue;
    if (!ours) {
      ++evidence.out_of_scope;
    } else if (owned.contains(stem)) {
      evidence.owned.push_back(stem);
    } else {
      ++evidence.in_scope;
    }
  }
  return evidence;
}

// Constants: see tests/unit/sdk/src/words_assessment_test.cc for what they
// must hold.
double ScoreOf(const Evidence& evidence, bool named) {
  const double owned = static_cast<double>(evidence.owned.size());
  const double logit = -1.4 + 1.5 * std::sqrt(owned) + 0.5 * evidence.in_scope -
                       0.7 * evidence.out_of_scope + (named ? 1.5 : 0.0);
  return 1.0 / (1.0 + std::exp(-logit));
}

std::string ReasonOf(const Evidence& evidence, bool named) {
  std::vector<std::string> parts;
  if (named) parts.push_back("its step was named");
  if (!evidence.owned.empty()) {
    parts.push_back(
        absl::StrCat("it owns: ", absl::StrJoin(evidence.owned, ", ")));
  }
  if (evidence.in_scope > 0) parts.push_back("near to examples in scope");
  if (evidence.out_of_scope > 0) {
    parts.push_back("near to examples out of scope");
  }
  return parts.empty() ? "shares no words with what it owns"
                       : absl::StrJoin(parts, "; ");
}

}  // namespace

v1::Assessment AssessByWords(const v1::Manifest& manifest,
                             const v1::FeedbackRecord& record) {
  v1::Assessment assessment;
  if (!CouldTeach(record.text())) {
    assessment.set_score(kChatter);
    assessment.set_reason("says nothing that could be learned");
  } else {
    const bool named = record.step() == manifest.name();
    const Evidence evidence = Weigh(manifest, record.text());
    assessment.set_score(ScoreOf(evidence, named));
    assessment.set_reason(ReasonOf(evidence, named));
  }
  assessment.set_outcome(OutcomeOf(manifest, assessment.score()));
  return assessment;
}

}  // namespace alhf::sdk
