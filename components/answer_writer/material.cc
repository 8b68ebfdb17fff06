#include "components/answer_writer/material.h"

#include <algorithm>

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

}  // namespace

Material Gather(const google::protobuf::RepeatedPtrField<v1::Step>& steps) {
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
  } else if (!material.passages.empty()) {
    material.kind = ANSWER_KIND_PASSAGES;
  } else {
    material.not_understood = CommonWords(refusals);
  }
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
