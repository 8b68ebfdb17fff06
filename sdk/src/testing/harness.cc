#include "alhf/testing/harness.h"

#include <leveldb/env.h>
#include <leveldb/helpers/memenv.h>

#include <random>
#include <utility>

#include "absl/strings/str_cat.h"
#include "alhf/storage/v1/memory.pb.h"
#include "base/clock.h"
#include "base/status.h"
#include "base/text.h"
#include "core/compose/composer.h"
#include "sdk/src/component_host.h"

namespace alhf::testing {
namespace {

constexpr char kTenant[] = "test";
constexpr char kUser[] = "expert";

absl::Time Beginning() {
  return absl::FromCivil(absl::CivilSecond(2026, 1, 5, 9, 0, 0),
                         absl::UTCTimeZone());
}

v1::Lesson ToLesson(const v1::FeedbackRecord& record,
                    const v1::Proposal& proposal, absl::string_view component,
                    std::string id) {
  v1::Lesson lesson;
  lesson.set_id(std::move(id));
  lesson.set_tenant(kTenant);
  lesson.set_component(std::string(component));
  lesson.set_text(record.text());
  v1::Source& source = *lesson.add_sources();
  if (proposal.has_span()) {
    const v1::Span& span = proposal.span();
    lesson.set_text(
        record.text().substr(span.begin(), span.end() - span.begin()));
    *source.mutable_span() = span;
  }
  source.set_record_id(record.id());
  source.set_question(record.exchange().question());
  lesson.set_understood_as(proposal.understood_as());
  *lesson.mutable_scope() = proposal.scope();
  if (proposal.has_directive()) {
    *lesson.mutable_directive() = proposal.directive();
  }
  lesson.set_effect(proposal.effect());
  lesson.set_conflict_key(proposal.conflict_key());
  lesson.set_state(proposal.effect() == v1::EFFECT_NOT_UNDERSTOOD
                       ? v1::LESSON_HELD
                       : v1::LESSON_ACTIVE);
  lesson.set_giver(kUser);
  lesson.set_giver_role(v1::ROLE_EXPERT);
  return lesson;
}

}  // namespace

struct ComponentHarness::State {
  std::shared_ptr<const sdk::Component> component;
  std::unique_ptr<leveldb::Env> env;
  ManualClock clock{Beginning()};
  std::mt19937_64 random{1};
  std::unique_ptr<sdk::ComponentHost> host;
  // Why there is no host.
  absl::Status broken;
  std::vector<v1::Entry> entries;
  int records = 0;

  absl::Status Open();
  absl::Status Apply(const std::vector<v1::Entry>& batch);
  v1::FeedbackRecord NextRecord(absl::string_view text,
                                const v1::Exchange& exchange);
  absl::StatusOr<v1::Assessment> Assess(const v1::FeedbackRecord& record);
  absl::StatusOr<v1::StepOutput> RunStage(const v1::RunRequest& request);
};

absl::Status ComponentHarness::State::Open() {
  host = nullptr;  // frees the lock
  sdk::ComponentHost::Options options;
  options.data_folder = "/memory";
  options.env = env.get();
  options.clock = &clock;
  auto opened = sdk::ComponentHost::Create(component, options, random);
  broken = opened.status();
  if (opened.ok()) host = *std::move(opened);
  return broken;
}

absl::Status ComponentHarness::State::Apply(
    const std::vector<v1::Entry>& batch) {
  ALHF_RETURN_IF_ERROR(broken);
  v1::ApplyChangesRequest request;
  request.set_tenant(kTenant);
  request.mutable_entries()->Assign(batch.begin(), batch.end());
  return host->ApplyChanges(request).status();
}

v1::FeedbackRecord ComponentHarness::State::NextRecord(
    absl::string_view text, const v1::Exchange& exchange) {
  v1::FeedbackRecord record;
  record.set_id(absl::StrCat("f-", ++records));
  record.set_tenant(kTenant);
  record.set_kind(v1::RECORD_TEXT);
  record.set_text(std::string(text));
  *record.mutable_exchange() = exchange;
  record.set_giver(kUser);
  record.set_giver_role(v1::ROLE_EXPERT);
  *record.mutable_time() = ToProto(clock.Now());
  return record;
}

absl::StatusOr<v1::Assessment> ComponentHarness::State::Assess(
    const v1::FeedbackRecord& record) {
  ALHF_RETURN_IF_ERROR(broken);
  v1::AssessFeedbackRequest request;
  request.set_tenant(kTenant);
  *request.mutable_record() = record;
  ALHF_ASSIGN_OR_RETURN(v1::AssessFeedbackResponse response,
                        host->AssessFeedback(request));
  return std::move(*response.mutable_assessment());
}

absl::StatusOr<v1::StepOutput> ComponentHarness::State::RunStage(
    const v1::RunRequest& request) {
  v1::StepOutput output;
  ALHF_RETURN_IF_ERROR(host->Run(request, {}, [&](v1::RunEvent event) {
    if (event.has_output()) output = std::move(*event.mutable_output());
  }));
  return output;
}

ComponentHarness::ComponentHarness(std::unique_ptr<sdk::Component> component)
    : state_(std::make_unique<State>()) {
  state_->component = std::move(component);
  state_->env.reset(leveldb::NewMemEnv(leveldb::Env::Default()));
  // Every method tells where this failed.
  state_->Open().IgnoreError();
}

ComponentHarness::~ComponentHarness() = default;

absl::StatusOr<v1::Assessment> ComponentHarness::Assess(
    absl::string_view text, const v1::Exchange& exchange) {
  return state_->Assess(state_->NextRecord(text, exchange));
}

absl::StatusOr<v1::Assessment> ComponentHarness::Teach(
    absl::string_view text, const v1::Exchange& exchange) {
  const v1::FeedbackRecord record = state_->NextRecord(text, exchange);
  ALHF_ASSIGN_OR_RETURN(v1::Assessment assessment, state_->Assess(record));
  if (assessment.outcome() != v1::OUTCOME_CLAIMED) return assessment;
  std::vector<v1::Change> changes;
  for (const v1::Proposal& proposal : assessment.proposals()) {
    v1::Change& change = changes.emplace_back();
    *change.mutable_learn()->mutable_lesson() =
        ToLesson(record, proposal, assessment.component(),
                 absl::StrCat("l-", state_->records, "-", changes.size()));
  }
  ALHF_RETURN_IF_ERROR(Apply(changes));
  return assessment;
}

absl::Status ComponentHarness::Apply(const std::vector<v1::Change>& changes) {
  v1::Entry entry;
  entry.mutable_position()->set_log_id("harness");
  entry.mutable_position()->set_epoch(1);
  entry.mutable_position()->set_sequence(state_->entries.size() + 1);
  *entry.mutable_time() = ToProto(state_->clock.Now());
  entry.set_principal(kUser);
  entry.mutable_changes()->Assign(changes.begin(), changes.end());
  ALHF_RETURN_IF_ERROR(state_->Apply({entry}));
  state_->entries.push_back(std::move(entry));
  state_->clock.Advance(absl::Minutes(1));
  return absl::OkStatus();
}

absl::StatusOr<v1::Adjustment> ComponentHarness::Adjust(
    absl::string_view question) {
  v1::Query query;
  query.set_text(std::string(question));
  return Adjust(query);
}

absl::StatusOr<v1::Adjustment> ComponentHarness::Adjust(
    const v1::Query& query) {
  ALHF_RETURN_IF_ERROR(state_->broken);
  v1::AdjustQueryRequest request;
  request.set_tenant(kTenant);
  *request.mutable_query() = query;
  ALHF_ASSIGN_OR_RETURN(v1::AdjustQueryResponse response,
                        state_->host->AdjustQuery(request));
  return std::move(*response.mutable_adjustment());
}

absl::StatusOr<v1::StepOutput> ComponentHarness::Run(
    absl::string_view question, const std::vector<v1::Step>& inputs) {
  v1::Query query;
  query.set_text(std::string(question));
  return Run(query, inputs);
}

absl::StatusOr<v1::StepOutput> ComponentHarness::Run(
    const v1::Query& query, const std::vector<v1::Step>& inputs) {
  ALHF_ASSIGN_OR_RETURN(const v1::Adjustment adjustment, Adjust(query));
  const core::ComposeOptions options;
  const v1::Plan plan =
      core::PrecedenceComposer().Compose({adjustment}, {}, options);
  v1::RunRequest request;
  request.set_tenant(kTenant);
  request.set_exchange_id("x-1");
  *request.mutable_query() = query;
  if (!query.has_now()) {
    *request.mutable_query()->mutable_now() = ToProto(state_->clock.Now());
  }
  if (!plan.components().empty()) *request.mutable_plan() = plan.components(0);
  request.mutable_inputs()->Assign(inputs.begin(), inputs.end());
  for (const v1::AdjustmentItem& item : request.plan().items()) {
    if (!item.conflict_key().empty()) {
      request.add_settled_conflict_keys(item.conflict_key());
    }
  }
  request.set_firing_threshold(options.firing.threshold);
  return state_->RunStage(request);
}

absl::StatusOr<std::vector<v1::Lesson>> ComponentHarness::Lessons() {
  ALHF_RETURN_IF_ERROR(state_->broken);
  v1::ListLessonsRequest request;
  request.set_tenant(kTenant);
  std::vector<v1::Lesson> lessons;
  do {
    ALHF_ASSIGN_OR_RETURN(v1::ListLessonsResponse page,
                          state_->host->ListLessons(request));
    lessons.insert(lessons.end(), page.lessons().begin(), page.lessons().end());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return lessons;
}

absl::Status ComponentHarness::Restart() { return state_->Open(); }

absl::Status ComponentHarness::Rebuild() {
  state_->host = nullptr;  // closes the memory before its files go
  state_->env.reset(leveldb::NewMemEnv(leveldb::Env::Default()));
  ALHF_RETURN_IF_ERROR(state_->Open());
  return state_->Apply(state_->entries);
}

std::string ComponentHarness::Export() {
  if (state_->host == nullptr) return "";
  v1::ExportMemoryRequest request;
  request.set_tenant(kTenant);
  std::string bytes;
  do {
    const auto page = state_->host->ExportMemory(request);
    if (!page.ok()) return "";
    for (const auto& item : page->items()) {
      absl::StrAppend(&bytes, item.key(), "=", item.value(), "\n");
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return bytes;
}

}  // namespace alhf::testing
