#include "components/answer_writer/answer_writer.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "alhf/sdk/config.h"
#include "alhf/sdk/idle_lessons.h"
#include "alhf/sdk/model/model_component.h"
#include "alhf/sdk/proposals.h"
#include "alhf/sdk/scope.h"
#include "alhf/sdk/status.h"
#include "alhf/sdk/text.h"
#include "alhf/sdk/topic_words.h"
#include "components/answer_writer/additions.h"
#include "components/answer_writer/answer_scope.h"
#include "components/answer_writer/extras.h"
#include "components/answer_writer/instructions.h"
#include "components/answer_writer/manifest.h"
#include "components/answer_writer/material.h"
#include "components/answer_writer/model_stage.h"
#include "components/answer_writer/sayings.h"
#include "components/answer_writer/style_names.h"
#include "components/answer_writer/writing.h"

namespace alhf::answer_writer {
namespace {

// What the words of a definition may score where nothing in it is about
// writing.
constexpr double kDefinition = 0.25;
// Of a lesson whose facets are unknown: a candidate.
constexpr double kLater = 0.35;

// "Be concise" is a wish, though its words are words of praise.
bool BeginsAsWish(absl::string_view text) {
  const std::vector<sdk::Token> tokens = sdk::Analyze(text).tokens;
  const auto first =
      std::find_if(tokens.begin(), tokens.end(), [](const auto& token) {
        return token.text != "please" && token.text != "pls";
      });
  if (first == tokens.end()) return false;
  for (absl::string_view verb :
       {"be", "keep", "make", "give", "write", "use", "show", "cite", "do",
        "tell", "say", "add", "mention", "name", "list", "put"}) {
    if (first->text == verb) return true;
  }
  return false;
}

// The record without what follows a definition: "PTO is leave. Everybody here
// says that word." Nothing in it is about writing.
v1::FeedbackRecord WithoutReasons(const v1::FeedbackRecord& record) {
  v1::FeedbackRecord stated = record;
  const auto sentences = sdk::Sentences(record.text());
  if (sentences.empty()) return stated;
  const auto [begin, end] = sentences[0];
  const std::string first = record.text().substr(begin, end - begin);
  if (!sdk::ParseStatement(first).has_value() || !ReadSayings(first).empty() ||
      !ReadAdditions(record.text()).empty()) {
    return stated;
  }
  // "…, we say that word" wishes nothing; "…: 30 words" does.
  const std::vector<Saying> rest =
      ReadSayings(absl::string_view(record.text()).substr(end));
  const bool wishes =
      std::any_of(rest.begin(), rest.end(), [](const Saying& saying) {
        return saying.style.has_value() && !saying.shorter;
      });
  if (!wishes) stated.set_text(first);
  return stated;
}

// Fills in what the item's style does, for people and for other agents.
void Explain(v1::AdjustmentItem& item) {
  const auto style = sdk::ReadDirective<Style>(item.directive());
  if (!style.has_value()) return;
  item.set_target(item.conflict_key());
  const uint32_t limit =
      style->max_words() > 0 ? style->max_words() : style->max_sentences();
  if (limit > 0) {
    item.mutable_limit()->set_name(style->max_words() > 0 ? "words"
                                                          : "sentences");
    item.mutable_limit()->set_value(limit);
  } else {
    item.mutable_parameter()->set_name(item.conflict_key());
    item.mutable_parameter()->mutable_value()->set_string_value(
        Describe(*style));
  }
}

// A lesson for a structure that the answer may not have is left for later:
// `known` is what the caller knows of it.
void LeaveForLater(const sdk::FacetSet& known, v1::AdjustmentItem& item) {
  const auto style = sdk::ReadDirective<Style>(item.directive());
  if (!style.has_value() || item.score() <= kLater ||
      !WaitsForStructure(*style, known)) {
    return;
  }
  item.set_score(kLater);
  item.set_why("the answer's structure is not known yet");
}

// Days of pages and periods are dates of the answer, where these are shown.
bool ShowsDates(const sdk::Recollection& recollection) {
  const auto style = sdk::ReadDirective<Style>(recollection.item.directive());
  return style.has_value() &&
         (Wants(*style, EXTRA_DOCUMENT_DATE) || Wants(*style, EXTRA_PERIOD) ||
          Wants(*style, EXTRA_INTERPRETATION));
}

// Lessons that the plan could not know of yet: for this structure, or on a
// topic that the columns name.
absl::StatusOr<std::vector<v1::AdjustmentItem>> RecallFor(
    const Material& material, const sdk::Context& context,
    const v1::RunRequest& request) {
  v1::Query query = request.query();
  query.set_text(absl::StrCat(query.text(), " ", SubjectWords(material), " ",
                              sdk::WordsOfForm(query.text())));
  const absl::string_view question = request.query().text();
  ALHF_ASSIGN_OR_RETURN(std::vector<sdk::Recollection> recalled,
                        context.Recall(query, FacetsOf(question, material)));
  if (std::any_of(recalled.begin(), recalled.end(), ShowsDates)) {
    ALHF_ASSIGN_OR_RETURN(
        recalled,
        context.Recall(query, FacetsOf(question, material, /*dated=*/true)));
  }
  std::set<std::string> settled;
  for (const v1::AdjustmentItem& item : request.plan().items()) {
    settled.insert(item.lesson_id());
  }
  for (const v1::AdjustmentItem& item : request.plan().set_aside()) {
    if (!item.overruled_by().empty()) settled.insert(item.lesson_id());
  }
  std::vector<v1::AdjustmentItem> items;
  for (sdk::Recollection& recollection : recalled) {
    v1::AdjustmentItem& item = recollection.item;
    const bool understood =
        sdk::ReadDirective<Style>(item.directive()).has_value();
    if (!understood || settled.count(item.lesson_id()) > 0) continue;
    Explain(item);
    items.push_back(std::move(item));
  }
  return items;
}

// A limit takes the place of that there was none, and the other way round.
void Merge(const Style& learned, Style& style) {
  if (learned.unlimited()) {
    style.clear_max_words();
    style.clear_max_sentences();
  } else if (learned.max_words() > 0 || learned.max_sentences() > 0) {
    style.clear_unlimited();
  }
  style.MergeFrom(learned);
}

// Merges what the items say: what is for one kind of answer after what is for
// all, each in the order in which it was learned.
Style StyleFor(AnswerKind kind, std::vector<v1::AdjustmentItem> items) {
  std::stable_sort(items.begin(), items.end(),
                   [](const auto& a, const auto& b) {
                     return a.learned_sequence() < b.learned_sequence();
                   });
  Style style;
  for (const AnswerKind wanted : {ANSWER_KIND_UNSPECIFIED, kind}) {
    for (const v1::AdjustmentItem& item : items) {
      const auto learned = sdk::ReadDirective<Style>(item.directive());
      if (!learned.has_value() || learned->only_for() != wanted) continue;
      Merge(*learned, style);
    }
  }
  return style;
}

}  // namespace

v1::Manifest AnswerWriter::Describe() const { return MakeManifest(); }

absl::StatusOr<v1::Assessment> AnswerWriter::Assess(
    const sdk::Context& context, const v1::FeedbackRecord& whole) const {
  const v1::Manifest manifest = Describe();
  const v1::FeedbackRecord record = WithoutReasons(whole);
  ALHF_ASSIGN_OR_RETURN(v1::Assessment assessment,
                        context.AssessByManifest(record));
  const bool assumed = context.assume_in_scope();
  std::vector<Instruction> found;
  if (assumed || sdk::CouldTeach(record.text()) ||
      BeginsAsWish(record.text())) {
    found = ReadInstructions(record);
  }
  // Words of a definition wish nothing.
  if (sdk::ParseDefinition(record.text()).has_value()) {
    std::erase_if(found, [](const Instruction& instruction) {
      return instruction.proposal.effect() == v1::EFFECT_GUIDANCE_ONLY;
    });
    if (found.empty()) {
      assessment.set_score(std::min(assessment.score(), kDefinition));
    }
  }
  const double by_manifest = assessment.score();
  if (found.empty()) {
    assessment.set_score(sdk::ScoreNotUnderstood(record, by_manifest));
  }
  for (const Instruction& instruction : found) {
    const double score =
        sdk::ScoreUnderstood(record, by_manifest, instruction.score);
    if (score <= assessment.score()) continue;
    assessment.set_score(score);
    assessment.set_reason(
        absl::StrCat("says: ", instruction.proposal.understood_as()));
  }
  assessment.set_outcome(sdk::OutcomeOf(manifest, assessment.score()));
  if (assessment.outcome() != v1::OUTCOME_CLAIMED && !assumed) {
    return assessment;
  }
  for (Instruction& instruction : found) {
    ALHF_RETURN_IF_ERROR(sdk::RelateTo(context.memory(), instruction.proposal));
    *assessment.add_proposals() = std::move(instruction.proposal);
  }
  if (assessment.proposals().empty()) {
    *assessment.add_proposals() = sdk::GuidanceProposal(whole);
  }
  return assessment;
}

// Which kind of answer it will be is not known before the other steps ran.
absl::StatusOr<v1::Adjustment> AnswerWriter::Adjust(
    const sdk::Context& context, const v1::Query& asked) const {
  v1::Query query = asked;
  if (const std::string form = sdk::WordsOfForm(query.text()); !form.empty()) {
    query.set_text(absl::StrCat(query.text(), " ", form));
  }
  ALHF_ASSIGN_OR_RETURN(v1::Adjustment adjustment,
                        context.RecallAdjustment(query, sdk::FacetSet()));
  const sdk::FacetSet known(query.facets());
  const bool by_scope = query.overlay().recall() == v1::RECALL_DEFAULT;
  for (v1::AdjustmentItem& item : *adjustment.mutable_items()) {
    Explain(item);
    if (by_scope) LeaveForLater(known, item);
  }
  return adjustment;
}

absl::Status AnswerWriter::Run(const sdk::Context& context,
                               const v1::RunRequest& request,
                               sdk::RunWriter& writer) const {
  const Material material = Gather(request.query().text(), request.inputs());
  ALHF_ASSIGN_OR_RETURN(const std::vector<v1::AdjustmentItem> late,
                        RecallFor(material, context, request));
  std::vector<v1::AdjustmentItem> items(request.plan().items().begin(),
                                        request.plan().items().end());
  for (v1::AdjustmentItem& item : writer.Late(late)) {
    items.push_back(std::move(item));
  }
  const auto text_by = [&](const sdk::Items& acting) {
    return WriteAnswer(request.query().text(), material,
                       StyleFor(material.kind, acting), config_);
  };
  v1::StepOutput output;
  output.set_text(text_by(items));
  sdk::NameIdleLessons(items, output.text(), text_by, output);
  if (material.kind != ANSWER_KIND_NONE) {
    for (const std::string& component : material.failed) {
      output.add_notes(absl::StrCat(component, " could not be asked"));
    }
  }
  sdk::FacetSet facets;
  facets.Add(kAnswerKindFacet, {NameOf(material.kind)}, /*complete=*/true);
  facets.Add(sdk::kMadeFromFacet, material.made_from, /*complete=*/true);
  *output.mutable_facets() = facets.ToProto();
  writer.Output(std::move(output));
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<sdk::Component>> MakeAnswerWriter(
    const std::string& path) {
  Config config;
  if (!path.empty()) ALHF_RETURN_IF_ERROR(ReadTextProto(path, &config));
  auto writer = std::make_unique<AnswerWriter>(config);
  if (!config.has_model()) return writer;
  auto component = sdk::WithModel(config.model(), std::move(writer),
                                  std::make_unique<WritingModelStage>(config));
  if (!component.ok()) return Annotate(component.status(), path);
  return component;
}

}  // namespace alhf::answer_writer
