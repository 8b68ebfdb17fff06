#include "sdk/src/component_host.h"

#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "base/leveldb_files.h"
#include "base/log.h"
#include "base/status.h"
#include "base/text.h"
#include "base/trace_context.h"
#include "core/lessons/apply_change.h"
#include "sdk/src/assessment.h"
#include "sdk/src/author_calls.h"
#include "sdk/src/correction.h"
#include "sdk/src/lesson_pages.h"
#include "sdk/src/manifest.h"
#include "sdk/src/position.h"
#include "sdk/src/request_checks.h"

namespace alhf::sdk {
namespace {

using absl::StatusCode;

// Beside the memory's folder: LevelDB wants one to itself.
constexpr char kVectorsSuffix[] = "-vectors";
// So long those who read an older state are waited for.
constexpr absl::Duration kPurgePatience = absl::Seconds(2);

std::string AsideName(const std::string& folder, absl::Time now) {
  return absl::StrCat(
      folder, ".damaged-",
      absl::FormatTime("%Y%m%dT%H%M%E3S", now, absl::UTCTimeZone()));
}

void LogSetAside(const std::string& component, const std::string& aside,
                 absl::string_view why) {
  log::Warn("a damaged memory is set aside and will be rebuilt",
            {{"component", component},
             {"aside", aside},
             {"error", std::string(why)}});
}

absl::StatusOr<std::unique_ptr<MemoryStore>> OpenMemory(
    const MemoryStore::Options& options, absl::Time now,
    absl::BitGenRef random) {
  auto store = MemoryStore::Open(options, random);
  if (ReasonOf(store.status()) != Reason::STORE_DAMAGED) return store;
  const std::string aside = AsideName(options.folder, now);
  ALHF_RETURN_IF_ERROR(FromLevelDb(
      MoveStore(options.env, options.folder, aside), options.folder));
  LogSetAside(options.component, aside, store.status().message());
  return MemoryStore::Open(options, random);
}

absl::Status Stale(const v1::Position& applied, const v1::Position& wanted) {
  return Error(
      StatusCode::kFailedPrecondition, Reason::POSITION_STALE,
      absl::StrCat("position ", wanted.sequence(),
                   " was not reached in time, only ", applied.sequence(),
                   " is: ask again, or without min_position"),
      {{"sequence", absl::StrCat(wanted.sequence())},
       {"applied_sequence", absl::StrCat(applied.sequence())}});
}

// Fills in whose adjustment it is, then checks ADJUST_03.
absl::Status CompleteAdjustment(const Context& context,
                                const std::string& component,
                                v1::Adjustment& adjustment) {
  adjustment.set_component(component);
  *adjustment.mutable_position() = context.memory().position();
  for (v1::AdjustmentItem& item : *adjustment.mutable_items()) {
    item.set_component(component);
    if (item.lesson_id().empty()) {
      return ComponentFailed("Adjust", "an item names no lesson");
    }
    if (!(item.score() >= 0.0 && item.score() <= 1.0)) {
      return ComponentFailed("Adjust", absl::StrCat("the score ", item.score(),
                                                    " is not in [0.0, 1.0]"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

ComponentHost::ComponentHost(std::shared_ptr<const Component> component,
                             const Options& options)
    : component_(std::move(component)),
      folder_(options.data_folder),
      agent_(dynamic_cast<const Agent*>(component_.get())),
      clock_(options.clock == nullptr ? &system_clock_ : options.clock),
      encoder_(options.encoder),
      scorer_(core::ScorerFor(encoder_.get())) {}

absl::StatusOr<std::unique_ptr<ComponentHost>> ComponentHost::Create(
    std::shared_ptr<const Component> component, const Options& options,
    absl::BitGenRef random) {
  auto host = absl::WrapUnique(new ComponentHost(component, options));
  ALHF_ASSIGN_OR_RETURN(
      v1::Manifest described,
      CallAuthor("Describe", [&]() -> absl::StatusOr<v1::Manifest> {
        return component->Describe();
      }));
  // Checked before a folder is made for it.
  ALHF_RETURN_IF_ERROR(
      CompleteManifest(described, host->runs(), "", "").status());
  MemoryStore::Options store;
  store.folder = options.data_folder;
  store.component = described.name();
  store.env = options.env;
  ALHF_ASSIGN_OR_RETURN(host->store_,
                        OpenMemory(store, host->clock_->Now(), random));
  // Vectors that no scorer was fitted to would be of no use.
  if (!host->scorer_->encoder_id().empty()) {
    ALHF_ASSIGN_OR_RETURN(
        host->vectors_,
        LessonVectors::Open(
            {absl::StrCat(options.data_folder, kVectorsSuffix), options.env},
            options.encoder));
    described.set_encoder_id(options.encoder->id());
  }
  ALHF_ASSIGN_OR_RETURN(
      host->manifest_,
      CompleteManifest(std::move(described), host->runs(),
                       RandomId("r-", random), host->store_->memory_id()));
  const bool remote = options.encoder != nullptr && options.encoder->remote();
  host->scope_model_ = std::make_unique<const ScopeModel>(
      host->manifest_, remote ? options.local_encoder : options.encoder);
  if (remote && host->vectors_ != nullptr) {
    host->catch_up_ = std::make_unique<Later>(
        [host = host.get()] { return host->CatchUp(); }, options.catch_up);
  }
  return host;
}

TenantMemory& ComponentHost::MemoryOf(const std::string& tenant) {
  MutexLock lock(mutex_);
  std::unique_ptr<TenantMemory>& memory = memories_[tenant];
  if (memory == nullptr) {
    TenantMemory::Parts parts;
    parts.store = store_.get();
    parts.component = component_.get();
    parts.component_name = manifest_.name();
    parts.scorer = scorer_.get();
    parts.vectors = vectors_.get();
    if (catch_up_ != nullptr) {
      parts.on_lacking = [this] { catch_up_->Want(); };
    }
    memory = std::make_unique<TenantMemory>(std::move(parts), tenant);
  }
  return *memory;
}

absl::StatusOr<StoredMemory> ComponentHost::ReadMemory(
    const std::string& tenant) {
  ALHF_ASSIGN_OR_RETURN(const MemoryView view, MemoryOf(tenant).Read());
  return StoredMemory(store_.get(), view.snapshot, tenant, view.position);
}

absl::StatusOr<std::unique_ptr<CallContext>> ComponentHost::MakeContext(
    const Call& call) {
  ALHF_ASSIGN_OR_RETURN(MemoryView view, MemoryOf(call.tenant).Read());
  if (!HasReached(view.position, call.min_position)) {
    return Stale(view.position, call.min_position);
  }
  if (call.as_of != nullptr) {
    ALHF_RETURN_IF_ERROR(CheckAsOf(view.position, *call.as_of));
    if (call.as_of->sequence() < view.position.sequence()) {
      view.position = *call.as_of;
      view.index = nullptr;
    }
  }
  CallContext::Parts parts;
  parts.scope = {call.tenant, call.agent, manifest_.name(), call.now};
  parts.deadline = call.origin.deadline;
  parts.traceparent = call.origin.traceparent;
  parts.assume_in_scope = call.assume_in_scope;
  parts.scope_model = scope_model_.get();
  parts.scorer = scorer_.get();
  parts.vectors = vectors_.get();
  parts.memory = std::make_unique<StoredMemory>(store_.get(), view.snapshot,
                                                call.tenant, view.position);
  parts.index = std::move(view.index);
  return std::make_unique<CallContext>(std::move(parts));
}

absl::StatusOr<std::unique_ptr<CallContext>> ComponentHost::QueryContext(
    const std::string& tenant, const std::string& agent, const v1::Query& query,
    const CallOrigin& origin) {
  Call call{tenant, agent, origin,
            query.has_now() ? FromProto(query.now()) : clock_->Now(),
            query.min_position()};
  if (query.has_as_of()) call.as_of = &query.as_of();
  return MakeContext(call);
}

absl::StatusOr<v1::GetManifestResponse> ComponentHost::GetManifest(
    const v1::GetManifestRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckRequest(request));
  // The coordinator asks again and again, also where nobody teaches.
  if (store_->damaged()) ALHF_RETURN_IF_ERROR(RecoverMemory());
  v1::GetManifestResponse response;
  *response.mutable_manifest() = manifest_;
  response.mutable_manifest()->set_memory_id(store_->memory_id());
  if (!request.tenant().empty()) {
    ALHF_ASSIGN_OR_RETURN(
        *response.mutable_manifest()->mutable_applied_position(),
        MemoryOf(request.tenant()).Position());
  }
  return response;
}

absl::StatusOr<v1::AssessFeedbackResponse> ComponentHost::AssessFeedback(
    const v1::AssessFeedbackRequest& request, const CallOrigin& origin) {
  ALHF_RETURN_IF_ERROR(CheckRequest(request));
  const v1::FeedbackRecord& record = request.record();
  Call call{request.tenant(), request.agent(), origin,
            record.has_time() ? FromProto(record.time()) : clock_->Now(),
            request.min_position()};
  call.assume_in_scope = request.assume_in_scope();
  if (request.has_as_of()) call.as_of = &request.as_of();
  ALHF_ASSIGN_OR_RETURN(const auto context, MakeContext(call));
  v1::AssessFeedbackResponse response;
  ALHF_ASSIGN_OR_RETURN(*response.mutable_assessment(),
                        CallAuthor("Assess", [&] {
                          return component_->Assess(*context, record);
                        }));
  v1::Assessment& assessment = *response.mutable_assessment();
  ALHF_RETURN_IF_ERROR(CompleteAssessment(
      manifest_, request, context->memory().position(), assessment));
  ALHF_RETURN_IF_ERROR(ScopeCorrections(context->memory(), record, assessment));
  return response;
}

// What came of calls whose callers record their traces.
void ComponentHost::LogApplied(const v1::ApplyChangesRequest& request) const {
  for (const v1::Entry& entry : request.entries()) {
    if (!IsSampled(entry.traceparent())) continue;
    for (const v1::Change& change : entry.changes()) {
      if (change.has_none()) continue;
      log::Info("change applied",
                {{"component", manifest_.name()},
                 {"tenant", request.tenant()},
                 {"lesson", core::LessonIdOf(change)},
                 {"sequence", absl::StrCat(entry.position().sequence())},
                 {"trace_id", TraceIdOf(entry.traceparent())}});
    }
  }
}

absl::StatusOr<v1::ApplyChangesResponse> ComponentHost::ApplyChanges(
    const v1::ApplyChangesRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckRequest(request));
  if (store_->refused() || store_->damaged()) {
    ALHF_RETURN_IF_ERROR(RecoverMemory());
  }
  absl::StatusOr<v1::Position> applied =
      MemoryOf(request.tenant()).Apply(request);
  if (store_->purges()) PurgeMemory();
  if (applied.ok()) LogApplied(request);
  // Also where it failed: the entries before the one that did are applied.
  if (on_applied_ && !request.entries().empty()) on_applied_(request.tenant());
  if (!applied.ok() && store_->damaged()) {
    ALHF_RETURN_IF_ERROR(RecoverMemory());
    // No fault of the entry, which would be parked for another code.
    return absl::UnavailableError(
        "the memory was damaged and is empty now: ask for its position");
  }
  if (!applied.ok()) return applied.status();
  v1::ApplyChangesResponse response;
  *response.mutable_applied_position() = *std::move(applied);
  return response;
}

std::vector<TenantMemory*> ComponentHost::Memories() {
  std::vector<TenantMemory*> memories;
  MutexLock lock(mutex_);
  for (const auto& [tenant, memory] : memories_) {
    memories.push_back(memory.get());
  }
  return memories;
}

absl::Status ComponentHost::CatchUp() {
  absl::Status status;
  for (TenantMemory* memory : Memories()) status.Update(memory->CatchUp());
  if (!status.ok()) {
    log::Warn("sentence vectors are behind the memory",
              {{"component", manifest_.name()},
               {"error", std::string(status.message())}});
  }
  return status;
}

absl::Status ComponentHost::RecoverMemory() {
  MutexLock one_by_one(recovering_mutex_);
  if (!store_->refused() && !store_->damaged()) return absl::OkStatus();
  for (TenantMemory* memory : Memories()) memory->Forget();
  if (store_->damaged()) {
    absl::BitGen random;
    const std::string aside = AsideName(folder_, clock_->Now());
    ALHF_RETURN_IF_ERROR(store_->StartAnew(aside, kPurgePatience, random));
    LogSetAside(manifest_.name(), aside, "a call met the damage");
    return absl::OkStatus();
  }
  ALHF_RETURN_IF_ERROR(store_->Reopen(kPurgePatience));
  log::Info("memory opened again", {{"component", manifest_.name()}});
  return absl::OkStatus();
}

void ComponentHost::PurgeMemory() {
  for (TenantMemory* memory : Memories()) memory->RenewSnapshot();
  // What is not done is done at the next change, or when it starts again.
  const absl::StatusOr<bool> purged = store_->Purge(kPurgePatience);
  if (!purged.ok() || !*purged) {
    log::Warn(
        "erased words are still in the memory's files",
        {{"error", purged.ok() ? "an older state is still being read"
                               : std::string(purged.status().message())}});
  }
}

absl::StatusOr<v1::AdjustQueryResponse> ComponentHost::AdjustQuery(
    const v1::AdjustQueryRequest& request, const CallOrigin& origin) {
  ALHF_RETURN_IF_ERROR(CheckRequest(request));
  const v1::Query& query = request.query();
  ALHF_ASSIGN_OR_RETURN(
      const auto context,
      QueryContext(request.tenant(), request.agent(), query, origin));
  v1::AdjustQueryResponse response;
  v1::Adjustment& adjustment = *response.mutable_adjustment();
  ALHF_ASSIGN_OR_RETURN(adjustment, CallAuthor("Adjust", [&] {
                          return component_->Adjust(*context, query);
                        }));
  ALHF_RETURN_IF_ERROR(
      CompleteAdjustment(*context, manifest_.name(), adjustment));
  return response;
}

absl::StatusOr<v1::ListLessonsResponse> ComponentHost::ListLessons(
    const v1::ListLessonsRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckRequest(request));
  ALHF_ASSIGN_OR_RETURN(const StoredMemory memory,
                        ReadMemory(request.tenant()));
  return PageOfLessons(memory, request);
}

absl::StatusOr<v1::Lesson> ComponentHost::GetLesson(
    const v1::GetLessonRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckRequest(request));
  ALHF_ASSIGN_OR_RETURN(const MemoryView view,
                        MemoryOf(request.tenant()).Read());
  v1::Position position = view.position;
  if (request.has_as_of()) {
    ALHF_RETURN_IF_ERROR(CheckAsOf(position, request.as_of()));
    position = request.as_of();
  }
  return StoredMemory(store_.get(), view.snapshot, request.tenant(), position)
      .Get(request.lesson_id());
}

absl::StatusOr<v1::ExportMemoryResponse> ComponentHost::ExportMemory(
    const v1::ExportMemoryRequest& request) {
  ALHF_RETURN_IF_ERROR(CheckRequest(request));
  ALHF_ASSIGN_OR_RETURN(const StoredMemory memory,
                        ReadMemory(request.tenant()));
  return PageOfMemory(memory, request);
}

absl::Status ComponentHost::Run(const v1::RunRequest& request,
                                const CallOrigin& origin,
                                const StageWriter::Sink& sink) {
  if (agent_ == nullptr) {
    return Error(StatusCode::kUnimplemented, Reason::NOT_IMPLEMENTED,
                 absl::StrCat(manifest_.name(), " runs no stage"),
                 {{"component", manifest_.name()}});
  }
  ALHF_RETURN_IF_ERROR(CheckRequest(request));
  ALHF_ASSIGN_OR_RETURN(
      const auto context,
      QueryContext(request.tenant(), request.agent(), request.query(), origin));
  StageWriter writer(request, manifest_.name(), sink);
  ALHF_RETURN_IF_ERROR(CallAuthor(
      "Run", [&] { return agent_->Run(*context, request, writer); }));
  return writer.Finish();
}

bool ComponentHost::IsReached(const std::string& tenant,
                              const v1::Position& position) {
  if (position.sequence() == 0) return true;
  const auto applied = MemoryOf(tenant).Position();
  return !applied.ok() || HasReached(*applied, position);
}

}  // namespace alhf::sdk
