// Longer than 400 lines: because every call finds its tenant here.
#include "coordinator/feedback/feedback_path.h"

#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/mutex.h"
#include "base/status.h"
#include "coordinator/feedback/erasure.h"
#include "coordinator/feedback/feedback_status.h"
#include "coordinator/feedback/record_preview.h"
#include "coordinator/feedback/said_again.h"
#include "coordinator/feedback/task_runner.h"
#include "coordinator/feedback/tenant_feedback.h"

namespace alhf::coordinator {
namespace {

class LogFeedbackPath final : public FeedbackPath {
 public:
  LogFeedbackPath(const FeedbackOptions& options, ComponentRegistry* registry,
                  FeedbackLog* log, const Clock* clock, Executor* executor)
      : options_(options),
        runner_(executor),
        seams_{registry, log, clock, &runner_},
        link_(std::make_shared<Link>()) {
    link_->path = this;
  }
  ~LogFeedbackPath() override {
    {
      MutexLock lock(link_->mutex);
      link_->path = nullptr;
    }
    Drain();
  }

  absl::Status Start();

  void Submit(v1::SubmitFeedbackRequest request, const Giver& giver,
              absl::AnyInvocable<void(absl::StatusOr<v1::FeedbackStatus>)> done)
      override {
    const TaskRunner::Hold hold = runner_.TakeHold();
    if (hold == nullptr) return done(Draining());
    const Giver named = GiverOf(request.user(), giver);
    TenantFeedback& tenant = Make(request.tenant());
    tenant.intake().Submit(std::move(request), named, std::move(done));
  }

  void Preview(
      const v1::SubmitFeedbackRequest& request, const Giver& giver,
      absl::AnyInvocable<void(absl::StatusOr<v1::PreviewFeedbackResponse>)>
          done) override;

  void Reassess(
      const v1::ReassessFeedbackRequest& request, const Giver& giver,
      absl::AnyInvocable<void(absl::StatusOr<v1::ReassessFeedbackResponse>)>
          done) override {
    const TaskRunner::Hold hold = runner_.TakeHold();
    if (hold == nullptr) return done(Draining());
    Make(request.tenant())
        .reassessment()
        .Reassess(request, GiverOf(request.user(), giver), std::move(done));
  }

  void ChangeLesson(
      const v1::ChangeLessonRequest& request, const Giver& giver,
      absl::AnyInvocable<void(absl::StatusOr<v1::ChangeLessonResponse>)> done)
      override {
    const TaskRunner::Hold hold = runner_.TakeHold();
    if (hold == nullptr) return done(Draining());
    Make(request.tenant())
        .editor()
        .Change(request, GiverOf(request.user(), giver), std::move(done));
  }

  void RetryParked(
      const v1::RetryParkedRequest& request, const Giver& giver,
      absl::AnyInvocable<void(absl::StatusOr<v1::RetryParkedResponse>)> done)
      override {
    const TaskRunner::Hold hold = runner_.TakeHold();
    if (hold == nullptr) return done(Draining());
    done(Make(request.tenant()).RetryParked(request, giver));
  }

  absl::StatusOr<v1::RemoveComponentResponse> RemoveComponent(
      const v1::RemoveComponentRequest& request, const Giver& giver) override {
    const TaskRunner::Hold hold = runner_.TakeHold();
    if (hold == nullptr) return Draining();
    return Make(request.tenant()).RemoveComponent(request, giver);
  }

  absl::StatusOr<v1::RebuildComponentResponse> RebuildComponent(
      const v1::RebuildComponentRequest& request) override {
    const TaskRunner::Hold hold = runner_.TakeHold();
    if (hold == nullptr) return Draining();
    return Make(request.tenant()).RebuildComponent(request);
  }

  absl::StatusOr<v1::BackupResponse> CopyLog(
      const std::string& target) const override;

  absl::StatusOr<core::Erased> LookAtErasure(
      const v1::EraseRequest& request) const override {
    const TenantFeedback* tenant = Find(request.tenant());
    if (tenant != nullptr) return tenant->LookAtErasure(request);
    ALHF_ASSIGN_OR_RETURN(const auto erasure, ErasureOf(TenantView(), request));
    return ErasedBy(erasure);
  }
  absl::StatusOr<v1::EraseResponse> Erase(const v1::EraseRequest& request,
                                          const Giver& giver) override {
    const TaskRunner::Hold hold = runner_.TakeHold();
    if (hold == nullptr) return Draining();
    return Make(request.tenant()).Erase(request, giver);
  }
  absl::StatusOr<v1::ChangeRolloutResponse> ChangeRollout(
      const v1::ChangeRolloutRequest& request, const Giver& giver) override {
    const TaskRunner::Hold hold = runner_.TakeHold();
    if (hold == nullptr) return Draining();
    return Make(request.tenant())
        .ChangeRollout(request, GiverOf(request.user(), giver));
  }

  absl::StatusOr<v1::ImportFeedbackResponse> Import(
      const v1::ImportFeedbackRequest& request, const Giver& giver) override {
    const TaskRunner::Hold hold = runner_.TakeHold();
    if (hold == nullptr) return Draining();
    return Make(request.tenant()).Import(request, giver);
  }

  v1::Rollout RolloutOf(const std::string& tenant) const override {
    const TenantFeedback* known = Find(tenant);
    if (known == nullptr) return v1::Rollout();
    return known->journal().Look(
        [](const TenantView& view) { return view.rollout(); });
  }

  std::vector<std::string> MembersOf(const std::string& tenant) const override {
    std::vector<std::string> names;
    const TenantFeedback* known = Find(tenant);
    if (known == nullptr) return names;
    known->journal().Look([&](const TenantView& view) {
      for (const auto& [name, member] : view.members()) names.push_back(name);
    });
    return names;
  }

  void Watch(const v1::WatchFeedbackRequest& request,
             absl::AnyInvocable<bool(const v1::FeedbackStatus&)> on_status,
             absl::AnyInvocable<void(absl::Status)> done) override;

  absl::StatusOr<v1::FeedbackStatus> Get(
      const v1::GetFeedbackRequest& request) const override;
  absl::StatusOr<v1::ListFeedbackResponse> List(
      const v1::ListFeedbackRequest& request) const override;
  absl::StatusOr<v1::ListLessonsResponse> ListLessons(
      const v1::ListLessonsRequest& request) const override;
  absl::StatusOr<v1::Lesson> GetLesson(
      const v1::GetLessonRequest& request) const override;
  std::vector<std::string> Tenants() const override {
    std::vector<std::string> names;
    for (const auto* each : All()) names.push_back(each->journal().tenant());
    return names;
  }
  std::map<std::pair<std::string, v1::LessonState>, uint64_t> CountLessons(
      const std::string& tenant) const override;
  void FillStatus(const std::string& tenant,
                  v1::GetStatusResponse* response) const override;
  void FillComponent(const std::string& tenant,
                     v1::ComponentStatus* component) const override;
  v1::Position End(const std::string& tenant) const override {
    return seams_.log->End(tenant);
  }
  absl::StatusOr<v1::Position> AcceptSnapshot(
      const std::string& tenant, const v1::Snapshot& snapshot) override {
    const TaskRunner::Hold hold = runner_.TakeHold();
    if (hold == nullptr) return Draining();
    return Make(tenant).AcceptSnapshot(snapshot);
  }
  void EndWaits() override {
    for (TenantFeedback* tenant : All()) tenant->ExpireWatchers();
  }
  void Drain() override;

 private:
  // What listeners hold: they may outlive the path.
  struct Link {
    Mutex mutex;
    LogFeedbackPath* path ABSL_GUARDED_BY(mutex) = nullptr;
  };

  static Giver GiverOf(const std::string& named, Giver giver) {
    if (!named.empty()) giver.user = named;
    return giver;
  }

  void OnReady(const std::string& component);
  TenantFeedback* Find(const std::string& tenant) const;
  TenantFeedback& Make(const std::string& tenant);
  std::vector<TenantFeedback*> All() const;

  const FeedbackOptions options_;
  mutable TaskRunner runner_;
  const FeedbackSeams seams_;
  const std::shared_ptr<Link> link_;

  mutable Mutex tenants_mutex_;
  std::map<std::string, std::unique_ptr<TenantFeedback>> tenants_
      ABSL_GUARDED_BY(tenants_mutex_);
};

absl::Status LogFeedbackPath::Start() {
  ALHF_ASSIGN_OR_RETURN(const std::vector<std::string> tenants,
                        seams_.log->Tenants());
  for (const std::string& name : tenants) {
    auto tenant = std::make_unique<TenantFeedback>(name, options_, seams_);
    ALHF_RETURN_IF_ERROR(tenant->Load());
    MutexLock lock(tenants_mutex_);
    tenants_[name] = std::move(tenant);
  }
  seams_.registry->OnReady([link = link_](const std::string& component) {
    MutexLock lock(link->mutex);
    if (link->path != nullptr) link->path->OnReady(component);
  });
  for (TenantFeedback* tenant : All()) tenant->Start();
  log::Info("feedback path started",
            {{"tenants", absl::StrCat(tenants.size())}});
  return absl::OkStatus();
}

void LogFeedbackPath::OnReady(const std::string& component) {
  runner_.Run([this, component] {
    for (TenantFeedback* tenant : All()) tenant->OnReady(component);
  });
}

TenantFeedback* LogFeedbackPath::Find(const std::string& tenant) const {
  MutexLock lock(tenants_mutex_);
  const auto found = tenants_.find(tenant);
  return found == tenants_.end() ? nullptr : found->second.get();
}

// A tenant that is new has nothing to load.
TenantFeedback& LogFeedbackPath::Make(const std::string& tenant) {
  TenantFeedback* made = nullptr;
  {
    MutexLock lock(tenants_mutex_);
    std::unique_ptr<TenantFeedback>& known = tenants_[tenant];
    if (known != nullptr) return *known;
    known = std::make_unique<TenantFeedback>(tenant, options_, seams_);
    made = known.get();
  }
  made->Start();
  return *made;
}

std::vector<TenantFeedback*> LogFeedbackPath::All() const {
  MutexLock lock(tenants_mutex_);
  std::vector<TenantFeedback*> all;
  all.reserve(tenants_.size());
  for (const auto& [name, tenant] : tenants_) all.push_back(tenant.get());
  return all;
}

absl::StatusOr<v1::BackupResponse> LogFeedbackPath::CopyLog(
    const std::string& target) const {
  v1::BackupResponse response;
  ALHF_ASSIGN_OR_RETURN(const std::vector<std::string> tenants,
                        seams_.log->Tenants());
  for (const std::string& tenant : tenants) {
    response.set_tenants(response.tenants() + 1);
    response.set_entries(response.entries() +
                         seams_.log->End(tenant).sequence());
  }
  ALHF_RETURN_IF_ERROR(seams_.log->Snapshot(target));
  return response;
}

void LogFeedbackPath::Preview(
    const v1::SubmitFeedbackRequest& request, const Giver& giver,
    absl::AnyInvocable<void(absl::StatusOr<v1::PreviewFeedbackResponse>)>
        done) {
  TaskRunner::Hold hold = runner_.TakeHold();
  if (hold == nullptr) return done(Draining());
  TenantFeedback& tenant = Make(request.tenant());
  RecordPreview preview;
  preview.assess_timeout = options_.assess_timeout;
  preview.input.now = seams_.clock->Now();
  preview.input.activation = tenant.intake().ActivationOf(request);
  auto record = tenant.intake().MakeRecord(
      request, GiverOf(request.user(), giver), preview.input.now);
  if (!record.ok()) return done(record.status());
  tenant.journal().Look([&](const TenantView& view) {
    for (const std::string& id : record->about_lessons()) {
      const v1::Lesson* lesson = view.FindLesson(id);
      if (lesson != nullptr) preview.input.about.push_back(*lesson);
    }
  });
  preview.input.record = *std::move(record);
  preview.traceparent = giver.traceparent;
  preview.tally = options_.tally;
  preview.link = [&tenant](storage::v1::Payload::Assigned& assigned) {
    std::vector<v1::Lesson> linked;
    tenant.journal().Look([&](const TenantView& view) {
      linked = LinkSaidAgain(view, assigned);
    });
    return linked;
  };
  std::vector<RegisteredComponent> asked = options_.agents.ComponentsOf(
      preview.input.record.agent(), seams_.registry->List(), {});
  PreviewRecord(std::move(preview), asked,
                [hold, done = std::move(done)](auto response) mutable {
                  done(std::move(response));
                });
}

void LogFeedbackPath::Watch(
    const v1::WatchFeedbackRequest& request,
    absl::AnyInvocable<bool(const v1::FeedbackStatus&)> on_status,
    absl::AnyInvocable<void(absl::Status)> done) {
  const TaskRunner::Hold hold = runner_.TakeHold();
  if (hold == nullptr) return done(Draining());
  TenantFeedback* tenant = Find(request.tenant());
  if (tenant == nullptr) {
    return done(RecordNotFound(request.tenant(), request.record_id()));
  }
  tenant->Watch(request.record_id(), std::move(on_status), std::move(done));
}

absl::StatusOr<v1::FeedbackStatus> LogFeedbackPath::Get(
    const v1::GetFeedbackRequest& request) const {
  const TenantFeedback* tenant = Find(request.tenant());
  if (tenant == nullptr) {
    return RecordNotFound(request.tenant(), request.record_id());
  }
  return tenant->Get(request.record_id());
}

absl::StatusOr<v1::ListFeedbackResponse> LogFeedbackPath::List(
    const v1::ListFeedbackRequest& request) const {
  const TenantFeedback* tenant = Find(request.tenant());
  if (tenant != nullptr) return tenant->List(request);
  return ListRecords(TenantView(), request, AppliedFn());
}

absl::StatusOr<v1::ListLessonsResponse> LogFeedbackPath::ListLessons(
    const v1::ListLessonsRequest& request) const {
  const TenantFeedback* tenant = Find(request.tenant());
  if (tenant == nullptr) return ListLessonsOf(TenantView(), request);
  return tenant->journal().Look(
      [&](const TenantView& view) { return ListLessonsOf(view, request); });
}

absl::StatusOr<v1::Lesson> LogFeedbackPath::GetLesson(
    const v1::GetLessonRequest& request) const {
  const auto find = [&](const TenantView& view) -> absl::StatusOr<v1::Lesson> {
    const v1::Lesson* lesson = view.FindLesson(request.lesson_id());
    if (lesson != nullptr) return *lesson;
    return LessonNotFound(request.tenant(), request.lesson_id());
  };
  const TenantFeedback* tenant = Find(request.tenant());
  if (tenant == nullptr) return find(TenantView());
  if (!request.has_as_of()) return tenant->journal().Look(find);
  ALHF_ASSIGN_OR_RETURN(
      const TenantView then,
      FoldLogAsOf(*seams_.log, request.tenant(), request.as_of()));
  return find(then);
}

std::map<std::pair<std::string, v1::LessonState>, uint64_t>
LogFeedbackPath::CountLessons(const std::string& tenant) const {
  const TenantFeedback* known = Find(tenant);
  if (known == nullptr) return {};
  return known->journal().Look(CountLessonsOf);
}

void LogFeedbackPath::FillStatus(const std::string& tenant,
                                 v1::GetStatusResponse* response) const {
  const TenantFeedback* known = Find(tenant);
  if (known == nullptr) {
    *response->mutable_position() = End(tenant);
    response->set_activation(options_.default_activation);
    return;
  }
  known->journal().Look([&](const TenantView& view) {
    FillTenantStatus(view, options_.agents, response);
    response->set_activation(
        EffectiveActivation(view, options_.default_activation));
  });
}

void LogFeedbackPath::FillComponent(const std::string& tenant,
                                    v1::ComponentStatus* component) const {
  const v1::Position end = End(tenant);
  const TenantFeedback* known = Find(tenant);
  // It may have come back with another memory than its lane knows of.
  const v1::Manifest& manifest = component->manifest();
  const Lane* const lane =
      known == nullptr ? nullptr : known->FindLane(manifest.name());
  const uint64_t applied =
      lane == nullptr ? 0 : lane->AppliedIn(manifest.memory_id());
  *component->mutable_applied_position() = end;
  component->mutable_applied_position()->set_sequence(applied);
  component->set_lag(end.sequence() > applied ? end.sequence() - applied : 0);
}

void LogFeedbackPath::Drain() {
  EndWaits();
  runner_.Refuse();
  // A component that hangs would be waited for.
  for (const RegisteredComponent& each : seams_.registry->List()) {
    if (each.client != nullptr) each.client->CancelCalls();
  }
  runner_.Stop();
  for (TenantFeedback* tenant : All()) tenant->CloseWatchers();
}

}  // namespace

absl::StatusOr<std::unique_ptr<FeedbackPath>> FeedbackPath::Create(
    const FeedbackOptions& options, ComponentRegistry* registry,
    FeedbackLog* log, const Clock* clock, Executor* executor) {
  auto path = std::make_unique<LogFeedbackPath>(options, registry, log, clock,
                                                executor);
  ALHF_RETURN_IF_ERROR(path->Start());
  return path;
}

}  // namespace alhf::coordinator
