// Prompts: instructions first and what changes last, so that prompt caches
// hit; everything that people or documents said is fenced as data. Building is
// deterministic.
//
//   PromptParts parts;
//   parts.instructions = "Answer the question from the passages.";
//   parts.guidance = request.plan().guidance();
//   parts.material = {{"passages", passages}};
//   parts.question = request.query().text();
//   std::vector<ChatMessage> messages = BuildPrompt(parts);
//
// Thread safety: pure functions.
#ifndef ALHF_SDK_MODEL_PROMPT_H_
#define ALHF_SDK_MODEL_PROMPT_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "alhf/sdk/model/chat_model.h"
#include "alhf/v1/types.pb.h"
#include "core/compose/fence.h"

namespace alhf::sdk {

using core::Fenced;

struct PromptParts {
  // What to do and how to answer; the same for every question.
  std::string instructions;
  // What the component knows whatever is asked, e.g. a schema: name, text.
  std::vector<std::pair<std::string, std::string>> reference;
  // `ComponentPlan.guidance`: fenced already. Empty: nothing was taught.
  std::string guidance;
  // What belongs to this question: name, text.
  std::vector<std::pair<std::string, std::string>> material;
  std::string question;
};

// Returns a system message of instructions and reference, and a user message
// of guidance, material and question. Names are [a-z_]+; parts that are empty
// are left out.
std::vector<ChatMessage> BuildPrompt(const PromptParts& parts);

// Returns the last turns of the conversation as a text for the material.
std::string TurnsText(const v1::Query& query);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_MODEL_PROMPT_H_
