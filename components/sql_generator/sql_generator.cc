#include "components/sql_generator/sql_generator.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "alhf/sdk/config.h"
#include "alhf/sdk/facets.h"
#include "alhf/sdk/idle_lessons.h"
#include "alhf/sdk/model/model_component.h"
#include "alhf/sdk/proposals.h"
#include "alhf/sdk/scope.h"
#include "alhf/sdk/status.h"
#include "alhf/sdk/text.h"
#include "components/sql_generator/adjustments.h"
#include "components/sql_generator/definitions.h"
#include "components/sql_generator/instructions.h"
#include "components/sql_generator/manifest.h"
#include "components/sql_generator/model_stage.h"
#include "components/sql_generator/printer.h"
#include "components/sql_generator/setting_proposals.h"

namespace alhf::sql_generator {
namespace {

// Definitions from this score on shape how a question is read.
constexpr double kRecalled = 0.5;
// How an answer is shown is another's matter.
constexpr double kShown = 0.3;
// A complaint about rows, on an answer that had rows of this component.
constexpr double kComplaint = 0.65;

// A meaning that nothing here bears out, of a term whose meaning is in force:
// whether it is another one cannot be told, so a person is asked, and what acts
// goes on acting.
absl::Status HoldWhereSettled(const sdk::Memory& memory,
                              v1::Proposal& proposal) {
  if (proposal.effect() != v1::EFFECT_GUIDANCE_ONLY ||
      !absl::StartsWith(proposal.conflict_key(), kTermKey)) {
    return absl::OkStatus();
  }
  ALHF_ASSIGN_OR_RETURN(const auto lessons, memory.List({v1::LESSON_ACTIVE}));
  for (const v1::Lesson& lesson : lessons) {
    if (lesson.conflict_key() != proposal.conflict_key() ||
        lesson.effect() != v1::EFFECT_ENFORCED) {
      continue;
    }
    proposal.set_effect(v1::EFFECT_NOT_UNDERSTOOD);
    proposal.clear_relations();
    v1::Relation& relation = *proposal.add_relations();
    relation.set_kind(v1::Relation::CONTRADICTS);
    relation.set_lesson_id(lesson.id());
    relation.set_reason(absl::StrCat("in force: ", lesson.understood_as()));
  }
  return absl::OkStatus();
}

Settings SettingsOf(const sdk::Items& items) {
  Settings settings;
  for (const v1::AdjustmentItem& item : items) Apply(item, settings);
  return settings;
}

// The SQL that answers, in the dialect that is asked for and in the one that
// is run.
std::string SqlText(const absl::StatusOr<Understood>& question) {
  if (!question.ok()) return question.status().ToString();
  if (!question->built.ok) return question->built.refusal.reason();
  std::string text;
  for (const Engine dialect : {question->dialect, question->executed}) {
    const auto sql = Print(question->built.tree, dialect);
    absl::StrAppend(&text, sql.ok() ? *sql : sql.status().ToString(), "\n");
  }
  return text;
}

const Clock& RealClock() {
  static const auto* const kClock = new SystemClock();
  return *kClock;
}

bool HasStemOf(const sdk::Analysis& words, absl::string_view list) {
  return std::any_of(words.tokens.begin(), words.tokens.end(),
                     [list](const sdk::Token& token) {
                       return absl::StrContains(
                           list, absl::StrCat(" ", token.stem, " "));
                     });
}

constexpr absl::string_view kFaults =
    " bad big broken doubl fals high incorrect larg low miss small twice "
    "wrong ";

// Whether `text` speaks of how rows are shown, and of nothing wrong with them.
bool SpeaksOfShowing(absl::string_view text) {
  static constexpr absl::string_view kShows =
      " alphabet ascend bullet chart comma currenc decim descend digit euro "
      "format json order percent round see sentenc separ show sign slide sort "
      "symbol tabl word write ";
  const sdk::Analysis words = sdk::Analyze(text);
  return HasStemOf(words, kShows) && !HasStemOf(words, kFaults);
}

// Whether `text` speaks of how rows were computed: by words of computing, or by
// words for rows and a fault.
bool SpeaksOfRows(absl::string_view text) {
  static constexpr absl::string_view kComputes =
      " aggreg averag count databas distinct duplic filter group join null sql "
      "sum ";
  static constexpr absl::string_view kRows =
      " column figur maximum minimum number queri row tabl valu ";
  const sdk::Analysis words = sdk::Analyze(text);
  return HasStemOf(words, kComputes) ||
         (HasStemOf(words, kRows) && HasStemOf(words, kFaults));
}

// The convention of the newest lesson in force.
absl::StatusOr<WeekConvention::Kind> WeeksTaught(const sdk::Memory& memory) {
  ALHF_ASSIGN_OR_RETURN(const auto lessons, memory.List({v1::LESSON_ACTIVE}));
  auto kind = WeekConvention::MONDAY;
  for (const v1::Lesson& lesson : lessons) {
    const auto weeks = sdk::ReadDirective<WeekConvention>(lesson.directive());
    if (weeks.has_value()) kind = weeks->kind();
  }
  return kind;
}

}  // namespace

SqlGenerator::SqlGenerator(std::shared_ptr<const Database> database,
                           const Clock& clock)
    : database_(std::move(database)),
      clock_(clock),
      engine_(*database_),
      manifest_(MakeManifest()) {}

absl::StatusOr<std::unique_ptr<sdk::Component>> SqlGenerator::FromFile(
    const std::string& path) {
  Config config;
  ALHF_RETURN_IF_ERROR(ReadTextProto(path, &config));
  const size_t slash = path.rfind('/');
  const std::string folder =
      slash == std::string::npos ? "" : path.substr(0, slash);
  auto made = Database::Make(config, folder, RealClock());
  if (!made.ok()) return Annotate(made.status(), path);
  const std::shared_ptr<const Database> database = *std::move(made);
  ALHF_RETURN_IF_ERROR(Annotate(database->ReadAhead(), path));
  auto generator = std::make_unique<SqlGenerator>(database, RealClock());
  if (!config.has_model()) return generator;
  auto component =
      sdk::WithModel(config.model(), std::move(generator),
                     std::make_unique<SqlModelStage>(database, RealClock()));
  if (!component.ok()) return Annotate(component.status(), path);
  return component;
}

bool SqlGenerator::Answered(const v1::FeedbackRecord& record) const {
  const auto& steps = record.exchange().steps();
  return std::any_of(steps.begin(), steps.end(), [](const v1::Step& step) {
    return step.component() == kComponentName &&
           !step.output().table().sql().empty();
  });
}

absl::StatusOr<v1::Assessment> SqlGenerator::Assess(
    const sdk::Context& context, const v1::FeedbackRecord& record) const {
  const auto catalog = database_->CatalogOf(0);
  InstructionContext about;
  if (catalog.ok()) about.catalog = catalog->get();
  about.database = database_->name();
  about.today = absl::ToCivilDay(context.now(), absl::UTCTimeZone());
  about.question = record.exchange().question();
  ALHF_ASSIGN_OR_RETURN(about.weeks, WeeksTaught(context.memory()));

  ALHF_ASSIGN_OR_RETURN(v1::Assessment assessment,
                        context.AssessByManifest(record));
  const double by_manifest = assessment.score();
  for (Instruction& instruction : ReadInstructions(record.text(), about)) {
    // What a term means cannot be guessed at: ask again when it is there.
    if (instruction.needs_catalog) return catalog.status();
    v1::Proposal& proposal = instruction.proposal;
    ALHF_RETURN_IF_ERROR(sdk::RelateTo(context.memory(), proposal));
    ALHF_RETURN_IF_ERROR(HoldWhereSettled(context.memory(), proposal));
    const double score = sdk::ScoreUnderstood(
        record, by_manifest,
        std::max(instruction.score,
                 Answered(record) ? kComplaint : instruction.score));
    if (score > assessment.score() || assessment.proposals().empty()) {
      assessment.set_score(std::max(score, assessment.score()));
      assessment.set_reason(
          absl::StrCat("understood: ", proposal.understood_as()));
    }
    *assessment.add_proposals() = std::move(proposal);
  }
  if (assessment.proposals().empty()) {
    const bool knows =
        about.catalog == nullptr || NamesData(*about.catalog, record.text());
    assessment.set_score(sdk::ScoreNotUnderstood(record, by_manifest, knows));
  }
  if (assessment.proposals().empty() && Answered(record)) {
    if (SpeaksOfShowing(record.text())) {
      assessment.set_score(std::min(assessment.score(), kShown));
      assessment.set_reason("speaks of how an answer is shown");
    } else if (sdk::CouldTeach(record.text()) && SpeaksOfRows(record.text()) &&
               assessment.score() < kComplaint) {
      assessment.set_score(kComplaint);
      assessment.set_reason("speaks of the rows that it gave");
    }
  }
  assessment.set_outcome(sdk::OutcomeOf(manifest_, assessment.score()));
  const bool wanted =
      assessment.outcome() == v1::OUTCOME_CLAIMED || context.assume_in_scope();
  if (!wanted) {
    assessment.clear_proposals();
  } else if (assessment.proposals().empty()) {
    v1::Proposal proposal = sdk::GuidanceProposal(record);
    if (!sdk::CouldTeach(record.text())) {
      proposal.set_effect(v1::EFFECT_NOT_UNDERSTOOD);
    }
    v1::Facet& facet = *proposal.mutable_scope()->add_facets();
    facet.set_key("database");
    facet.set_value(database_->name());
    *assessment.add_proposals() = std::move(proposal);
  }
  return assessment;
}

absl::StatusOr<Understood> SqlGenerator::UnderstandWith(
    const sdk::Context& context, const v1::Query& query,
    const Settings& settings, Freshness freshness) const {
  return engine_.Understand({query.text(), context.now(), query.time_zone()},
                            settings, freshness);
}

sdk::FacetSet SqlGenerator::FacetsOf(const Understood& question) const {
  sdk::FacetSet facets;
  if (question.built.ok || question.built.structured) {
    facets.Add("database", {database_->name()}, /*complete=*/true);
    facets.Add("table", question.built.tables, /*complete=*/true);
    facets.Add(kOwnRowsFacet, question.built.own_tables, /*complete=*/true);
    facets.Add("date_part", question.built.date_parts, /*complete=*/true);
    facets.Add("dialect", {NameOf(question.dialect)}, /*complete=*/true);
    if (question.built.ok) {
      std::vector<std::string> listed = question.built.listed;
      if (!question.built.tree.dimensions.empty())
        listed.push_back(sdk::kAnyRows);
      if (question.built.ranked) listed.push_back(sdk::kRanked);
      facets.Add(sdk::kListedRowsFacet, listed, /*complete=*/true);
    }
  } else if (!question.about_data) {
    facets.Add("database", {}, /*complete=*/true);
  }
  // Else some words are the database's and some are not: unknown.
  return facets;
}

// Reads the question as it is read with the definitions that it triggers.
absl::StatusOr<Understood> SqlGenerator::UnderstandWithMemory(
    const sdk::Context& context, const v1::Query& query) const {
  sdk::FacetSet facets;
  facets.Add("database", {database_->name()}, /*complete=*/true);
  ALHF_ASSIGN_OR_RETURN(auto recalled, context.Recall(query, facets));
  std::sort(recalled.begin(), recalled.end(),
            [](const sdk::Recollection& a, const sdk::Recollection& b) {
              return a.item.position().sequence() <
                     b.item.position().sequence();
            });
  Settings settings;
  for (const sdk::Recollection& recollection : recalled) {
    if (recollection.item.score() < kRecalled) continue;
    Apply(recollection.item, settings);
  }
  // There is no time to read the database again; the run does.
  return UnderstandWith(context, query, settings, Freshness::kAny);
}

absl::StatusOr<v1::Adjustment> SqlGenerator::Adjust(
    const sdk::Context& context, const v1::Query& query) const {
  const auto question = UnderstandWithMemory(context, query);
  // Without the database nothing is known of the question; lessons may apply.
  const bool unknown = !question.ok() && ReasonOf(question.status()) ==
                                             Reason::DATABASE_UNAVAILABLE;
  if (!question.ok() && !unknown) return question.status();
  const sdk::FacetSet facets = unknown ? sdk::FacetSet() : FacetsOf(*question);
  ALHF_ASSIGN_OR_RETURN(v1::Adjustment adjustment,
                        context.RecallAdjustment(query, facets));
  for (v1::AdjustmentItem& item : *adjustment.mutable_items()) {
    sql_generator::Describe(item);
  }
  return adjustment;
}

// What memory has for this question, now that its structure is known, and the
// plan has not.
absl::StatusOr<std::vector<v1::AdjustmentItem>> SqlGenerator::LateItems(
    const sdk::Context& context, const v1::RunRequest& request,
    const Understood& question) const {
  std::set<std::string> known;
  for (const auto* items :
       {&request.plan().items(), &request.plan().set_aside()}) {
    for (const v1::AdjustmentItem& item : *items)
      known.insert(item.lesson_id());
  }
  ALHF_ASSIGN_OR_RETURN(auto recalled,
                        context.Recall(request.query(), FacetsOf(question)));
  std::vector<v1::AdjustmentItem> items;
  for (sdk::Recollection& recollection : recalled) {
    if (known.count(recollection.lesson.id()) > 0) continue;
    sql_generator::Describe(recollection.item);
    items.push_back(std::move(recollection.item));
  }
  return items;
}

absl::Status SqlGenerator::Run(const sdk::Context& context,
                               const v1::RunRequest& request,
                               sdk::RunWriter& writer) const {
  sdk::Items items(request.plan().items().begin(),
                   request.plan().items().end());
  ALHF_ASSIGN_OR_RETURN(Understood question,
                        UnderstandWith(context, request.query(),
                                       SettingsOf(items), Freshness::kCurrent));
  ALHF_ASSIGN_OR_RETURN(const auto late, LateItems(context, request, question));
  const auto acting = late.empty() ? late : writer.Late(late);
  if (!acting.empty()) {
    items.insert(items.end(), acting.begin(), acting.end());
    ALHF_ASSIGN_OR_RETURN(
        question, UnderstandWith(context, request.query(), SettingsOf(items),
                                 Freshness::kCurrent));
  }
  const absl::Duration left = context.deadline() - clock_.Now();
  ALHF_ASSIGN_OR_RETURN(
      v1::StepOutput output,
      engine_.Answer(question, std::max(left, absl::Milliseconds(1))));
  *output.mutable_facets() = FacetsOf(question).ToProto();
  const auto sql_by = [&](const sdk::Items& some) {
    return SqlText(UnderstandWith(context, request.query(), SettingsOf(some),
                                  Freshness::kAny));
  };
  sdk::NameIdleLessons(items, SqlText(question), sql_by, output);
  writer.Output(std::move(output));
  return absl::OkStatus();
}

}  // namespace alhf::sql_generator
