#include "components/answer_writer/model_stage.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "alhf/sdk/facets.h"
#include "alhf/sdk/model/prompt.h"
#include "alhf/sdk/status.h"
#include "alhf/sdk/text.h"
#include "components/answer_writer/answer_scope.h"
#include "components/answer_writer/extras.h"
#include "components/answer_writer/instructions.h"
#include "components/answer_writer/material.h"
#include "components/answer_writer/rows.h"

namespace alhf::answer_writer {
namespace {

constexpr char kInstructions[] =
    R"(Write the answer to the question, from the rows and passages below alone.
Give every number as it is there. After what comes from a passage, cite it as
[path]. Where rows and passages do not hold the answer, say so. Be brief: no
introduction, nothing that was not asked for. Write nothing but the answer.)";

constexpr uint32_t kUsualRows = 60;
constexpr size_t kMaxPassage = size_t{4} << 10;
constexpr size_t kMaxAnswer = size_t{64} << 10;

std::string RowsText(const v1::Table& table, uint32_t max_rows) {
  if (table.columns().empty()) return "";
  std::string text = TableHead(table);
  const int shown = std::min<int>(table.rows_size(),
                                  static_cast<int>(std::min(max_rows, 10000u)));
  for (int i = 0; i < shown; ++i) {
    absl::StrAppend(&text, TableLine(table.rows(i)), "\n");
  }
  if (table.rows_size() > shown || table.truncated()) {
    absl::StrAppend(&text, "and more rows that are not shown\n");
  }
  return text;
}

std::string PassagesText(const std::vector<v1::Passage>& passages) {
  std::string text;
  for (const v1::Passage& passage : passages) {
    const std::string day = DayOf(passage);
    absl::StrAppend(&text, text.empty() ? "" : "\n", "[", passage.source(), "]",
                    passage.headings().empty() ? "" : " ",
                    absl::StrJoin(passage.headings(), " > "),
                    day.empty() ? "" : absl::StrCat(" (", day, ")"), "\n",
                    CutUtf8(passage.text(), kMaxPassage), "\n");
  }
  return text;
}

}  // namespace

absl::StatusOr<sdk::ModelScope> WritingModelStage::Scope() const {
  sdk::ModelScope scope;
  v1::FacetKnowledge& kinds = scope.may.emplace_back();
  kinds.set_key(std::string(kAnswerKindFacet));
  kinds.add_values(NameOf(ANSWER_KIND_ROWS));
  kinds.add_values(NameOf(ANSWER_KIND_PASSAGES));
  return scope;
}

absl::StatusOr<std::optional<v1::StepOutput>> WritingModelStage::Answer(
    const sdk::ModelTask& task, sdk::ModelSession& model) const {
  const Material material =
      Gather(task.request.query().text(), task.request.inputs());
  if (material.kind == ANSWER_KIND_NONE) return std::nullopt;
  const v1::Query& query = task.request.query();
  sdk::PromptParts parts;
  parts.instructions = kInstructions;
  parts.guidance = task.guidance;
  parts.material = {
      {"conversation", sdk::TurnsText(query)},
      {"statement", material.table.sql()},
      {"meaning", absl::StrJoin(material.table.interpretation(), "\n")},
      {"rows",
       RowsText(material.table,
                config_.max_rows() == 0 ? kUsualRows : config_.max_rows())},
      {"passages", PassagesText(material.passages)}};
  parts.question = query.text();
  ALHF_ASSIGN_OR_RETURN(const std::string text,
                        model.AskText(sdk::BuildPrompt(parts)));
  // What the embedded engine noted of the material holds for this text too.
  v1::StepOutput output = task.embedded;
  // It sees all of it.
  auto& facets = *output.mutable_facets();
  facets.erase(std::remove_if(facets.begin(), facets.end(),
                              [](const v1::FacetKnowledge& known) {
                                return known.key() == sdk::kMadeFromFacet;
                              }),
               facets.end());
  output.set_text(CutUtf8(absl::StripAsciiWhitespace(text), kMaxAnswer));
  if (output.text().empty()) return std::nullopt;
  return output;
}

}  // namespace alhf::answer_writer
