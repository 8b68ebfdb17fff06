#include "tests/support/fake_component.h"

#include <leveldb/env.h>
#include <leveldb/helpers/memenv.h>

#include <utility>

#include "absl/random/random.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "alhf/sdk/component.h"
#include "base/status.h"
#include "base/text.h"
#include "sdk/src/component_host.h"

namespace alhf::testing {
namespace {

using coordinator::Callback;
using coordinator::CallOptions;

class ScriptedAuthor final : public sdk::Component {
 public:
  explicit ScriptedAuthor(std::string name) : name_(std::move(name)) {}

  v1::Manifest Describe() const override {
    v1::Manifest manifest;
    manifest.set_name(name_);
    manifest.set_description("a scripted component");
    manifest.add_owns(name_);
    manifest.set_protocol_min(1);
    manifest.set_protocol_max(1);
    return manifest;
  }

  absl::StatusOr<v1::Assessment> Assess(
      const sdk::Context& context,
      const v1::FeedbackRecord& record) const override {
    const std::string& text = record.text();
    v1::Assessment assessment;
    assessment.set_score(ScoreOf(text));
    assessment.set_reason("scripted");
    if (assessment.score() < 0.5 && !context.assume_in_scope()) {
      return assessment;
    }
    for (size_t begin = 0; begin < text.size();) {
      const size_t end = std::min(text.find(';', begin), text.size());
      Propose(text, begin, end, *assessment.add_proposals());
      begin = end + 1;
    }
    return assessment;
  }

  absl::StatusOr<v1::Adjustment> Adjust(const sdk::Context& context,
                                        const v1::Query& query) const override {
    return context.RecallAdjustment(query, {});
  }

 private:
  double ScoreOf(const std::string& text) const {
    if (absl::StrContains(text, "@" + name_)) return 0.9;
    return absl::StrContains(text, "?" + name_) ? 0.4 : 0.1;
  }

  void Propose(const std::string& text, size_t begin, size_t end,
               v1::Proposal& proposal) const {
    const std::string words = text.substr(begin, end - begin);
    proposal.mutable_span()->set_begin(static_cast<uint32_t>(begin));
    proposal.mutable_span()->set_end(static_cast<uint32_t>(end));
    proposal.mutable_scope()->set_breadth(v1::BREADTH_COMPONENT);
    if (absl::StrContains(words, "gibberish")) {
      proposal.set_effect(v1::EFFECT_NOT_UNDERSTOOD);
      return;
    }
    proposal.set_effect(v1::EFFECT_ENFORCED);
    proposal.set_understood_as(absl::StrCat(name_, ": ", words));
  }

  const std::string name_;
};

absl::Status Away(const std::string& name) {
  return Error(absl::StatusCode::kUnavailable, Reason::COMPONENT_UNAVAILABLE,
               absl::StrCat(name, " is away"));
}

absl::Time DeadlineOf(const CallOptions& options) {
  return absl::Now() + options.timeout;
}

}  // namespace

FakeComponent::FakeComponent(std::string name) : name_(std::move(name)) {
  LoseMemory();
}

FakeComponent::~FakeComponent() { HoldAssess(false); }

void FakeComponent::LoseMemory() {
  absl::BitGen random;
  std::unique_ptr<leveldb::Env> disk(
      leveldb::NewMemEnv(leveldb::Env::Default()));
  sdk::ComponentHost::Options options;
  options.data_folder = "/memory";
  options.env = disk.get();
  auto host = sdk::ComponentHost::Create(
      std::make_shared<ScriptedAuthor>(name_), options, random);
  MutexLock lock(mutex_);
  // The old disk stays for as long as a call may still use it.
  disks_.push_back(std::move(disk));
  host_ = *std::move(host);
}

std::shared_ptr<sdk::ComponentHost> FakeComponent::host() {
  MutexLock lock(mutex_);
  return host_;
}

void FakeComponent::SetAway(bool away) {
  MutexLock lock(mutex_);
  away_ = away;
}

void FakeComponent::SetApplyFault(ApplyFault fault) {
  MutexLock lock(mutex_);
  apply_fault_ = std::move(fault);
}

void FakeComponent::SetAssessFault(AssessFault fault) {
  MutexLock lock(mutex_);
  assess_fault_ = std::move(fault);
}

void FakeComponent::SetLearner(Learner learner) {
  MutexLock lock(mutex_);
  learner_ = std::move(learner);
}

void FakeComponent::HoldAssess(bool hold) {
  std::vector<absl::AnyInvocable<void()>> released;
  {
    MutexLock lock(mutex_);
    hold_assess_ = hold;
    if (!hold) released.swap(held_);
  }
  for (auto& each : released) each();
}

absl::Status FakeComponent::CheckThere() {
  MutexLock lock(mutex_);
  return away_ ? Away(name_) : absl::OkStatus();
}

std::string FakeComponent::Export(const std::string& tenant) {
  v1::ExportMemoryRequest request;
  request.set_tenant(tenant);
  request.set_page_size(1000);
  std::string bytes;
  do {
    const auto page = host()->ExportMemory(request);
    if (!page.ok()) return page.status().ToString();
    for (const auto& item : page->items()) {
      absl::StrAppend(&bytes, item.key(), "=", item.value(), "\n");
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return bytes;
}

std::vector<v1::Lesson> FakeComponent::Lessons(const std::string& tenant) {
  v1::ListLessonsRequest request;
  request.set_tenant(tenant);
  request.set_page_size(1000);
  const auto page = host()->ListLessons(request);
  if (!page.ok()) return {};
  return {page->lessons().begin(), page->lessons().end()};
}

uint64_t FakeComponent::Applied(const std::string& tenant) {
  v1::GetManifestRequest request;
  request.set_tenant(tenant);
  const auto response = host()->GetManifest(request);
  if (!response.ok()) return 0;
  return response->manifest().applied_position().sequence();
}

v1::Manifest FakeComponent::manifest() { return host()->manifest(); }

std::vector<v1::AssessFeedbackRequest> FakeComponent::assessed() {
  MutexLock lock(mutex_);
  return assessed_;
}

std::vector<v1::ApplyChangesRequest> FakeComponent::applied() {
  MutexLock lock(mutex_);
  return applied_;
}

void FakeComponent::GetManifest(const CallOptions&,
                                const v1::GetManifestRequest& request,
                                Callback<v1::GetManifestResponse> done) {
  const absl::Status there = CheckThere();
  if (!there.ok()) return done(there);
  done(host()->GetManifest(request));
}

void FakeComponent::AssessFeedback(const CallOptions& options,
                                   const v1::AssessFeedbackRequest& request,
                                   Callback<v1::AssessFeedbackResponse> done) {
  AssessFault fault;
  Learner learner;
  {
    MutexLock lock(mutex_);
    assessed_.push_back(request);
    if (hold_assess_) {
      auto held = std::make_shared<decltype(done)>(std::move(done));
      held_.push_back([this, options, request, held] {
        AssessFeedback(options, request, std::move(*held));
      });
      return;
    }
    fault = assess_fault_;
    learner = learner_;
  }
  const absl::Status there = CheckThere();
  if (!there.ok()) return done(there);
  const absl::Status fails = fault ? fault(request) : absl::OkStatus();
  if (!fails.ok()) return done(fails);
  auto response = host()->AssessFeedback(
      request, {.deadline = DeadlineOf(options),
                .traceparent = options.trace.traceparent});
  if (response.ok() && learner) learner(*response->mutable_assessment());
  done(std::move(response));
}

void FakeComponent::ApplyChanges(const CallOptions&,
                                 const v1::ApplyChangesRequest& request,
                                 Callback<v1::ApplyChangesResponse> done) {
  ApplyFault fault;
  {
    MutexLock lock(mutex_);
    applied_.push_back(request);
    fault = apply_fault_;
  }
  const absl::Status there = CheckThere();
  if (!there.ok()) return done(there);
  const absl::Status fails = fault ? fault(request) : absl::OkStatus();
  if (!fails.ok()) return done(fails);
  done(host()->ApplyChanges(request));
}

void FakeComponent::AdjustQuery(const CallOptions& options,
                                const v1::AdjustQueryRequest& request,
                                Callback<v1::AdjustQueryResponse> done) {
  const absl::Status there = CheckThere();
  if (!there.ok()) return done(there);
  done(
      host()->AdjustQuery(request, {.deadline = DeadlineOf(options),
                                    .traceparent = options.trace.traceparent}));
}

void FakeComponent::ListLessons(const CallOptions&,
                                const v1::ListLessonsRequest& request,
                                Callback<v1::ListLessonsResponse> done) {
  const absl::Status there = CheckThere();
  if (!there.ok()) return done(there);
  done(host()->ListLessons(request));
}

void FakeComponent::GetLesson(const CallOptions&,
                              const v1::GetLessonRequest& request,
                              Callback<v1::Lesson> done) {
  const absl::Status there = CheckThere();
  if (!there.ok()) return done(there);
  done(host()->GetLesson(request));
}

void FakeComponent::Run(const CallOptions&, const v1::RunRequest&,
                        absl::AnyInvocable<void(const v1::RunEvent&)>,
                        absl::AnyInvocable<void(absl::Status)> done) {
  done(Error(absl::StatusCode::kUnimplemented, Reason::NOT_IMPLEMENTED,
             "a scripted component runs no stage"));
}

std::shared_ptr<FakeComponent> FakeRegistry::Add(const std::string& name,
                                                 bool from_beginning) {
  auto component = std::make_shared<FakeComponent>(name);
  {
    MutexLock lock(mutex_);
    coordinator::RegisteredComponent& entry = components_[name];
    entry.name = name;
    entry.manifest =
        std::make_shared<const v1::Manifest>(component->manifest());
    entry.health = v1::COMPONENT_SERVING;
    entry.from_beginning = from_beginning;
    entry.client = component;
  }
  TellReady(name);
  return component;
}

void FakeRegistry::Remove(const std::string& name) {
  MutexLock lock(mutex_);
  components_.erase(name);
}

void FakeRegistry::SetHealth(const std::string& name,
                             v1::ComponentHealth health) {
  {
    MutexLock lock(mutex_);
    components_[name].health = health;
  }
  if (health == v1::COMPONENT_SERVING) TellReady(name);
}

void FakeRegistry::TellReady(const std::string& name) {
  MutexLock lock(listeners_mutex_);
  for (auto& listener : listeners_) listener(name);
}

std::vector<coordinator::RegisteredComponent> FakeRegistry::List() const {
  MutexLock lock(mutex_);
  std::vector<coordinator::RegisteredComponent> list;
  for (const auto& [name, component] : components_) list.push_back(component);
  return list;
}

std::optional<coordinator::RegisteredComponent> FakeRegistry::Find(
    absl::string_view name) const {
  MutexLock lock(mutex_);
  const auto found = components_.find(std::string(name));
  if (found == components_.end()) return std::nullopt;
  return found->second;
}

void FakeRegistry::OnReady(
    absl::AnyInvocable<void(const std::string&)> listener) {
  MutexLock lock(listeners_mutex_);
  listeners_.push_back(std::move(listener));
}

}  // namespace alhf::testing
