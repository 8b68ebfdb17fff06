#include "components/retriever/model_stage.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "alhf/sdk/model/prompt.h"
#include "alhf/sdk/status.h"
#include "alhf/sdk/text.h"
#include "components/retriever/search.h"

namespace alhf::retriever {
namespace {

constexpr char kInstructions[] =
    R"(Choose the passages of documents that answer the question.

Answer with a JSON object:
- keep: the numbers of the passages that hold the answer or a part of it, best
  first, no more than are wanted. None where none of them helps.
- queries: none. Where none of the passages helps: up to three other wordings
  of the question, in words that the documents may use.

A passage that only shares words with the question does not help.)";

// The model chooses among so many times what is wanted.
constexpr uint32_t kChoice = 4;
constexpr uint32_t kMostShown = 24;
constexpr size_t kShownText = 700;
constexpr int kMostQueries = 3;

std::string CandidatesText(const std::vector<v1::Passage>& passages) {
  std::string text;
  for (size_t i = 0; i < passages.size(); ++i) {
    const v1::Passage& passage = passages[i];
    absl::StrAppend(&text, i + 1, ". [", passage.source(), "] ",
                    absl::StrJoin(passage.headings(), " > "), "\n",
                    CutUtf8(passage.text(), kShownText), "\n\n");
  }
  return text;
}

// Returns the passages of `more` that `passages` has not, after those.
void Add(const std::vector<v1::Passage>& more,
         std::vector<v1::Passage>& passages) {
  for (const v1::Passage& passage : more) {
    const bool known = std::any_of(
        passages.begin(), passages.end(), [&](const v1::Passage& other) {
          return other.source() == passage.source() &&
                 other.text() == passage.text();
        });
    if (!known && passages.size() < kMostShown) passages.push_back(passage);
  }
}

absl::StatusOr<ChosenPassages> Choose(const sdk::ModelTask& task,
                                      const std::vector<v1::Passage>& from,
                                      uint32_t wanted,
                                      sdk::ModelSession& model) {
  const v1::Query& query = task.request.query();
  sdk::PromptParts parts;
  parts.instructions = kInstructions;
  parts.guidance = task.guidance;
  parts.material = {
      {"conversation", sdk::TurnsText(query)},
      {"wanted", absl::StrCat(wanted, " at most\n")},
      {"passages", from.empty() ? "none was found\n" : CandidatesText(from)}};
  parts.question = query.text();
  std::vector<sdk::ChatMessage> messages = sdk::BuildPrompt(parts);
  ChosenPassages chosen;
  ALHF_RETURN_IF_ERROR(model.AskJson(messages, chosen));
  return chosen;
}

v1::StepOutput OutputOf(const ChosenPassages& chosen,
                        const std::vector<v1::Passage>& from, uint32_t wanted,
                        const v1::StepOutput& embedded) {
  v1::StepOutput output;
  std::set<int> kept;
  for (const int number : chosen.keep()) {
    const bool there = number >= 1 && number <= static_cast<int>(from.size());
    if (!there || kept.size() == wanted || !kept.insert(number).second)
      continue;
    *output.add_passages() = from[static_cast<size_t>(number) - 1];
  }
  if (output.passages().empty()) {
    *output.mutable_refusal() = embedded.refusal();
    output.mutable_refusal()->set_reason("the documents have nothing on this");
    return output;
  }
  *output.mutable_notes() = embedded.notes();
  return output;
}

}  // namespace

absl::StatusOr<std::optional<v1::StepOutput>> PassageModelStage::Answer(
    const sdk::ModelTask& task, sdk::ModelSession& model) const {
  Search search = SearchOf(max_passages_, task.items, task.context.now());
  const uint32_t wanted = search.max_passages();
  search.set_max_passages(std::min(wanted * kChoice, kMostShown));
  ALHF_ASSIGN_OR_RETURN(const Found found,
                        index_->Find(task.request.query().text(), search));
  std::vector<v1::Passage> passages;
  Add(found.passages, passages);
  ALHF_ASSIGN_OR_RETURN(ChosenPassages chosen,
                        Choose(task, passages, wanted, model));
  if (chosen.keep().empty() && !chosen.queries().empty()) {
    const size_t before = passages.size();
    const int count = std::min(chosen.queries_size(), kMostQueries);
    for (int i = 0; i < count; ++i) {
      ALHF_ASSIGN_OR_RETURN(const Found more,
                            index_->Find(chosen.queries(i), search));
      Add(more.passages, passages);
    }
    if (passages.size() > before) {
      ALHF_ASSIGN_OR_RETURN(chosen, Choose(task, passages, wanted, model));
    }
  }
  return OutputOf(chosen, passages, wanted, task.embedded);
}

}  // namespace alhf::retriever
