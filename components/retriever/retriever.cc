#include "components/retriever/retriever.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "alhf/sdk/config.h"
#include "alhf/sdk/idle_lessons.h"
#include "alhf/sdk/model/model_component.h"
#include "alhf/sdk/proposals.h"
#include "alhf/sdk/scope.h"
#include "alhf/sdk/status.h"
#include "alhf/sdk/text.h"
#include "components/retriever/manifest.h"
#include "components/retriever/model_stage.h"
#include "components/retriever/search.h"

namespace alhf::retriever {
namespace {

constexpr char kFacet[] = "document";
constexpr uint32_t kUsualPassages = 3;
// A lesson with this score is taken to apply.
constexpr double kRecalled = 0.5;
// Of a lesson on sources that the question is not about: a candidate.
constexpr double kElsewhere = 0.35;
constexpr double kPreferenceShown = 4.0;
// What the manifest alone may score where nothing speaks of documents.
constexpr double kOtherMatters = 0.25;

// Whether it is about an answer that no passage was quoted in, and does not
// speak of documents.
bool MadeByOthers(const v1::FeedbackRecord& record) {
  const v1::Exchange& exchange = record.exchange();
  return exchange.steps_size() > 0 && !MentionsSources(record.text()) &&
         (!QuotedPassages(exchange) || AsksForRows(exchange));
}

// Fills in what `search` does, for people and for other agents.
void Explain(const Search& search, v1::AdjustmentItem& item) {
  if (search.max_passages() > 0) {
    item.set_target("passages");
    item.mutable_limit()->set_name("passages");
    item.mutable_limit()->set_value(search.max_passages());
  } else if (search.newest_first()) {
    item.set_target("date");
    item.mutable_boost()->set_field("date");
    item.mutable_boost()->set_value("newest");
    item.mutable_boost()->set_factor(kPreferenceShown);
  } else if (!search.not_before().empty() || search.this_year() ||
             search.max_age_days() > 0) {
    item.set_target("date");
    item.mutable_filter()->set_exclude(true);
    item.mutable_filter()->set_field("date");
    item.mutable_filter()->add_values(
        search.this_year() ? "before this year"
        : search.max_age_days() > 0
            ? absl::StrCat("older than ", search.max_age_days(), " days")
            : absl::StrCat("before ", search.not_before()));
  } else if (search.expansions_size() > 0) {
    const Expansion& expansion = search.expansions(0);
    item.set_target(expansion.term());
    item.mutable_expansion()->set_term(expansion.term());
    item.mutable_expansion()->add_terms(expansion.meaning());
  } else if (search.sources_size() > 0) {
    const Sources& sources = search.sources(0);
    item.set_target(absl::StrJoin(sources.paths(), ", "));
    if (sources.use() == Sources::PREFER) {
      item.mutable_boost()->set_field(kFacet);
      item.mutable_boost()->set_value(item.target());
      item.mutable_boost()->set_factor(kPreferenceShown);
    } else {
      item.mutable_filter()->set_exclude(sources.use() == Sources::LEAVE_OUT);
      item.mutable_filter()->set_field(kFacet);
      *item.mutable_filter()->mutable_values() = sources.paths();
    }
  }
}

v1::Refusal RefusalOf(const Found& found) {
  v1::Refusal refusal;
  refusal.set_reason(found.left_out > 0
                         ? "only documents that are left out have something "
                           "on this"
                         : "the documents have nothing on this");
  for (const std::string& word : found.unknown_words) {
    refusal.add_not_understood(word);
  }
  return refusal;
}

// The document that the question is answered best from; empty: none.
std::string BestOf(const Found& found) {
  return found.passages.empty() ? "" : found.passages[0].source();
}

sdk::FacetSet DocumentFacets(const Found& found) {
  sdk::FacetSet facets;
  facets.Add(kFacet, {found.sources.begin(), found.sources.end()}, true);
  return facets;
}

// What lessons that may bear on `query` set aside, whatever for. Nothing is
// quoted of it that words alone do not find: which lessons apply goes by words.
absl::StatusOr<Search> SetAside(const sdk::Context& context,
                                const v1::Query& query) {
  ALHF_ASSIGN_OR_RETURN(const auto recalled,
                        context.Recall(query, sdk::FacetSet()));
  Search aside;
  for (const sdk::Recollection& each : recalled) {
    const auto learned = sdk::ReadDirective<Search>(each.lesson.directive());
    if (!learned) continue;
    for (const Sources& sources : learned->sources()) {
      if (sources.use() == Sources::LEAVE_OUT) *aside.add_sources() = sources;
    }
  }
  return aside;
}

// Whether documents say any of the things that `text` speaks of.
absl::StatusOr<bool> KnowsThingsIn(const PassageIndex& index,
                                   absl::string_view text) {
  // What people say of anything.
  static const auto& orders = *new std::set<std::string, std::less<>>{
      "leave", "ignore", "skip", "exclude", "drop",   "keep", "take",
      "count", "show",   "list", "give",    "say",    "tell", "put",
      "ask",   "answer", "page", "source",  "answers"};
  for (const sdk::Token& token : sdk::Analyze(text).tokens) {
    if (token.stop_word || token.number || orders.count(token.text) > 0) {
      continue;
    }
    ALHF_ASSIGN_OR_RETURN(const bool knows, index.Knows(token.text));
    if (knows) return true;
  }
  return false;
}

// Passages with their scores, in their order.
std::string AsText(const absl::StatusOr<Found>& found) {
  if (!found.ok()) return found.status().ToString();
  v1::StepOutput output;
  for (const v1::Passage& passage : found->passages) {
    *output.add_passages() = passage;
  }
  return output.SerializeAsString();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Retriever>> Retriever::Open(
    const Config& config, std::shared_ptr<const sdk::Encoder> encoder) {
  if (config.folder().empty()) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
                 "`folder` is not set: name the folder of documents",
                 {{"field", "folder"}});
  }
  ALHF_ASSIGN_OR_RETURN(const std::vector<Document> documents,
                        ReadDocuments(config.folder()));
  ALHF_ASSIGN_OR_RETURN(std::unique_ptr<PassageIndex> index,
                        PassageIndex::Build(documents, std::move(encoder)));
  return std::unique_ptr<Retriever>(
      new Retriever(config, documents, std::move(index)));
}

Retriever::Retriever(const Config& config,
                     const std::vector<Document>& documents,
                     std::unique_ptr<PassageIndex> index)
    : max_passages_(config.max_passages() == 0 ? kUsualPassages
                                               : config.max_passages()),
      names_(config.folder(), documents),
      index_(std::move(index)),
      instructions_(&names_, index_.get(), max_passages_) {}

v1::Manifest Retriever::Describe() const { return MakeManifest(); }

absl::StatusOr<v1::Assessment> Retriever::Assess(
    const sdk::Context& context, const v1::FeedbackRecord& record) const {
  const v1::Manifest manifest = Describe();
  ALHF_ASSIGN_OR_RETURN(v1::Assessment assessment,
                        context.AssessByManifest(record));
  const bool assumed = context.assume_in_scope();
  std::vector<Instruction> found;
  if (assumed || sdk::CouldTeach(record.text())) {
    ALHF_ASSIGN_OR_RETURN(found, instructions_.Read(record));
  }
  if (MadeByOthers(record)) {
    assessment.set_score(std::min(assessment.score(), kOtherMatters));
  }
  const double by_manifest = assessment.score();
  if (found.empty()) {
    ALHF_ASSIGN_OR_RETURN(const bool knows,
                          KnowsThingsIn(*index_, record.text()));
    assessment.set_score(sdk::ScoreNotUnderstood(record, by_manifest, knows));
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
  const bool claimed = assessment.outcome() == v1::OUTCOME_CLAIMED;
  if (!claimed && !assumed) return assessment;
  for (Instruction& instruction : found) {
    const bool own =
        sdk::OutcomeOf(manifest, instruction.score) == v1::OUTCOME_CLAIMED;
    if (!own && !assumed) continue;
    ALHF_RETURN_IF_ERROR(sdk::RelateTo(context.memory(), instruction.proposal));
    *assessment.add_proposals() = std::move(instruction.proposal);
  }
  if (assessment.proposals_size() == 0) {
    *assessment.add_proposals() = sdk::GuidanceProposal(record);
  }
  return assessment;
}

// Abbreviations are spelled out first, and wanted sources found: they decide
// which documents a question is about.
absl::StatusOr<Found> Retriever::FindPlainly(const sdk::Context& context,
                                             const v1::Query& query) const {
  ALHF_ASSIGN_OR_RETURN(const std::vector<sdk::Recollection> terms,
                        context.Recall(query, sdk::FacetSet()));
  Search search;
  std::vector<Search> wanted;
  for (const sdk::Recollection& term : terms) {
    const auto learned = sdk::ReadDirective<Search>(term.lesson.directive());
    if (!learned || term.item.score() < kRecalled) continue;
    search.mutable_expansions()->MergeFrom(learned->expansions());
    wanted.push_back(*learned);
  }
  ALHF_ASSIGN_OR_RETURN(Found found, index_->Find(query.text(), search));
  for (const Search& learned : wanted) {
    if (!HoldsFor(query.text(), BestOf(found), found.sources, learned)) {
      continue;
    }
    for (const Sources& sources : learned.sources()) {
      if (sources.use() != Sources::PREFER) continue;
      Sources& preferred = *search.add_sources();
      preferred = sources;
      preferred.clear_rivals();  // a question may be about them
    }
  }
  if (search.sources().empty()) return found;
  ALHF_ASSIGN_OR_RETURN(Found again, index_->Find(query.text(), search));
  again.sources.insert(found.sources.begin(), found.sources.end());
  // What answers best before anything is preferred is what it is about.
  if (!found.passages.empty()) again.passages = std::move(found.passages);
  return again;
}

absl::StatusOr<v1::Adjustment> Retriever::Adjust(const sdk::Context& context,
                                                 const v1::Query& query) const {
  ALHF_ASSIGN_OR_RETURN(const Found found, FindPlainly(context, query));
  ALHF_ASSIGN_OR_RETURN(v1::Adjustment adjustment,
                        context.RecallAdjustment(query, DocumentFacets(found)));
  const bool by_scope = query.overlay().recall() == v1::RECALL_DEFAULT;
  for (v1::AdjustmentItem& item : *adjustment.mutable_items()) {
    const auto search = sdk::ReadDirective<Search>(item.directive());
    if (!search) continue;
    Explain(*search, item);
    if (!by_scope || item.score() <= kElsewhere ||
        HoldsFor(query.text(), BestOf(found), found.sources, *search)) {
      continue;
    }
    item.set_score(kElsewhere);
    item.set_why("the question is about other documents");
  }
  return adjustment;
}

absl::Status Retriever::Run(const sdk::Context& context,
                            const v1::RunRequest& request,
                            sdk::RunWriter& writer) const {
  const sdk::Items items(request.plan().items().begin(),
                         request.plan().items().end());
  const std::string& question = request.query().text();
  const auto find_by = [&](const sdk::Items& acting) {
    return index_->Find(question,
                        SearchOf(max_passages_, acting, context.now()));
  };
  ALHF_ASSIGN_OR_RETURN(Found found, find_by(items));
  v1::StepOutput output;
  if (found.sources.empty()) {
    ALHF_ASSIGN_OR_RETURN(const Search aside,
                          SetAside(context, request.query()));
    const auto near_by = [&](const sdk::Items& acting) {
      Search search = SearchOf(max_passages_, acting, context.now());
      search.MergeFrom(aside);
      return index_->Find(question, search, Reach::kNear);
    };
    ALHF_ASSIGN_OR_RETURN(found, near_by(items));
    // To look for what is near costs too much to do it for each lesson again:
    // either all of them were idle, or none is said to have been.
    std::optional<std::string> without;
    const auto text_without = [&](const sdk::Items&) {
      if (!without.has_value()) without = AsText(near_by({}));
      return *without;
    };
    sdk::NameIdleLessons(items, AsText(found), text_without, output);
  } else {
    const auto text_by = [&](const sdk::Items& acting) {
      return AsText(find_by(acting));
    };
    sdk::NameIdleLessons(items, AsText(found), text_by, output);
  }
  if (found.passages.empty()) {
    *output.mutable_refusal() = RefusalOf(found);
  } else {
    for (const v1::Passage& passage : found.passages) {
      *output.add_passages() = passage;
    }
    if (found.left_out > 0) {
      output.add_notes(
          absl::StrCat(found.left_out, " passages of sources left out"));
    }
    *output.mutable_facets() = DocumentFacets(found).ToProto();
  }
  writer.Output(std::move(output));
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<sdk::Component>> MakeRetriever(
    const std::string& path) {
  if (path.empty()) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
                 "no configuration: give --config FILE with `folder`");
  }
  Config config;
  ALHF_RETURN_IF_ERROR(ReadTextProto(path, &config));
  const std::filesystem::path folder(config.folder());
  if (!config.folder().empty() && folder.is_relative()) {
    config.set_folder(
        (std::filesystem::path(path).parent_path() / folder).string());
  }
  // The file that lies beside the programs, whatever lessons are compared by.
  ALHF_ASSIGN_OR_RETURN(std::shared_ptr<const sdk::Encoder> encoder,
                        sdk::OpenEncoder());
  ALHF_ASSIGN_OR_RETURN(std::unique_ptr<Retriever> retriever,
                        Retriever::Open(config, std::move(encoder)));
  if (!config.has_model()) return retriever;
  auto stage = std::make_unique<PassageModelStage>(retriever->index(),
                                                   retriever->max_passages());
  auto component =
      sdk::WithModel(config.model(), std::move(retriever), std::move(stage));
  if (!component.ok()) return Annotate(component.status(), path);
  return component;
}

}  // namespace alhf::retriever
