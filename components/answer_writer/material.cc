#include "components/answer_writer/material.h"

#include <algorithm>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "alhf/sdk/questions.h"
#include "alhf/sdk/text.h"

namespace alhf::answer_writer {
namespace {

bool Holds(const google::protobuf::RepeatedPtrField<std::string>& words,
           const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// What one step could read, another step may have understood: only what every
// refusal names was understood by none.
std::vector<std::string> CommonWords(
    const std::vector<const v1::Refusal*>& refusals) {
  std::vector<std::string> common;
  if (refusals.empty()) return common;
  for (const std::string& word : refusals[0]->not_understood()) {
    if (std::all_of(refusals.begin(), refusals.end(), [&](const auto* refusal) {
          return Holds(refusal->not_understood(), word);
        })) {
      common.push_back(word);
    }
  }
  if (!common.empty()) return common;
  for (const v1::Refusal* refusal : refusals) {
    for (const std::string& word : refusal->not_understood()) {
      if (std::find(common.begin(), common.end(), word) == common.end()) {
        common.push_back(word);
      }
    }
  }
  return common;
}

using Stems = std::set<std::string>;

Stems StemsOf(absl::string_view text) {
  const std::vector<std::string> stems = sdk::Analyze(text).content_stems;
  return Stems(stems.begin(), stems.end());
}

size_t CountIn(const Stems& wanted, const Stems& stems) {
  return static_cast<size_t>(
      std::count_if(wanted.begin(), wanted.end(),
                    [&](const auto& stem) { return stems.count(stem) > 0; }));
}

// The words of the question that no passage has a page with more of.
size_t WordsIn(const Stems& asked, const std::vector<v1::Passage>& passages) {
  size_t most = 0;
  for (const v1::Passage& passage : passages) {
    const std::string page =
        absl::StrCat(absl::StrJoin(passage.headings(), " "), " ",
                     passage.source(), " ", passage.text());
    most = std::max(most, CountIn(asked, StemsOf(page)));
  }
  return most;
}

// "Boats without a berth": no question by its form, but what is to be listed.
bool IsList(absl::string_view question) {
  const std::vector<sdk::Token> tokens = sdk::Analyze(question).tokens;
  return !absl::StrContains(question, "?") && !tokens.empty() &&
         !tokens[0].stop_word;
}

// Whether a step that refused has understood more of the question than the
// passages have of it, or as much of one for figures, or all of a list.
bool IsOthersQuestion(absl::string_view question,
                      const google::protobuf::RepeatedPtrField<v1::Step>& steps,
                      const std::vector<v1::Passage>& passages) {
  const Stems asked = StemsOf(question);
  const size_t quoted = WordsIn(asked, passages);
  const bool figures = sdk::AsksForFigures(question);
  const bool list = IsList(question);
  return std::any_of(steps.begin(), steps.end(), [&](const v1::Step& step) {
    if (!step.output().has_refusal()) return false;
    const size_t understood = sdk::WordsUnderstood(question, step);
    return understood > quoted ||
           (understood == quoted &&
            (figures || (list && understood == asked.size())));
  });
}

// Whether the step has what an answer of this kind is made from.
bool Gives(const v1::StepOutput& output, AnswerKind kind) {
  switch (kind) {
    case ANSWER_KIND_ROWS:
      return output.has_table();
    case ANSWER_KIND_PASSAGES:
      return output.passages_size() > 0;
    default:
      return output.has_refusal();
  }
}

void TakeOrigin(const google::protobuf::RepeatedPtrField<v1::Step>& steps,
                Material& material) {
  for (const v1::Step& step : steps) {
    if (!step.error().empty() || !Gives(step.output(), material.kind)) continue;
    material.made_from.push_back(step.component());
    material.facets.Merge(sdk::FacetSet(step.output().facets()));
    if (material.kind == ANSWER_KIND_ROWS) break;  // of one table
  }
}

}  // namespace

Material Gather(absl::string_view question,
                const google::protobuf::RepeatedPtrField<v1::Step>& steps) {
  Material material;
  bool has_table = false;
  std::vector<const v1::Refusal*> refusals;
  for (const v1::Step& step : steps) {
    const v1::StepOutput& output = step.output();
    if (!step.error().empty()) {
      material.failed.push_back(step.component());
    } else if (output.has_refusal()) {
      refusals.push_back(&output.refusal());
      if (!output.refusal().reason().empty()) {
        material.reasons.push_back(output.refusal().reason());
      }
    } else {
      if (output.has_table() && !has_table) {
        material.table = output.table();
        has_table = true;
      }
      material.passages.insert(material.passages.end(),
                               output.passages().begin(),
                               output.passages().end());
    }
  }
  if (has_table) {
    material.kind = ANSWER_KIND_ROWS;
  } else if (!material.passages.empty() &&
             !IsOthersQuestion(question, steps, material.passages)) {
    material.kind = ANSWER_KIND_PASSAGES;
  } else {
    material.not_understood = CommonWords(refusals);
  }
  TakeOrigin(steps, material);
  return material;
}

std::string NameOf(AnswerKind kind) {
  switch (kind) {
    case ANSWER_KIND_ROWS:
      return "rows";
    case ANSWER_KIND_PASSAGES:
      return "passages";
    default:
      return "none";
  }
}

}  // namespace alhf::answer_writer
