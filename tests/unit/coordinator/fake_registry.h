// A registry of components whose answers a test sets, without a network.
//
//   FakeRegistry registry;
//   FakeClient& a = registry.Add("a");
//   a.on_adjust = [](const auto& request) { return adjustment; };
//
// Answers come on the thread of the call unless a test holds them back.
#ifndef ALHF_TESTS_UNIT_COORDINATOR_FAKE_REGISTRY_H_
#define ALHF_TESTS_UNIT_COORDINATOR_FAKE_REGISTRY_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/mutex.h"
#include "base/status.h"
#include "coordinator/registry/component_registry.h"

namespace alhf::coordinator {

class FakeClient final : public ComponentClient {
 public:
  using RunEvents = std::function<void(const v1::RunEvent&)>;

  std::function<absl::StatusOr<v1::Adjustment>(const v1::AdjustQueryRequest&)>
      on_adjust;
  std::function<absl::Status(const v1::RunRequest&, const RunEvents&)> on_run;
  // Where set: brings the answer of `AdjustQuery`, e.g. on another thread.
  std::function<void(std::function<void()>)> deliver;
  // Where set: `Run` ends only when the test calls what it gets here.
  std::function<void(std::function<void(absl::Status)>)> hold_run;

  void GetManifest(const CallOptions&, const v1::GetManifestRequest&,
                   Callback<v1::GetManifestResponse> done) override {
    done(v1::GetManifestResponse());
  }
  void AssessFeedback(const CallOptions&, const v1::AssessFeedbackRequest&,
                      Callback<v1::AssessFeedbackResponse> done) override {
    done(v1::AssessFeedbackResponse());
  }
  void ApplyChanges(const CallOptions&, const v1::ApplyChangesRequest&,
                    Callback<v1::ApplyChangesResponse> done) override {
    done(v1::ApplyChangesResponse());
  }
  void AdjustQuery(const CallOptions& options,
                   const v1::AdjustQueryRequest& request,
                   Callback<v1::AdjustQueryResponse> done) override {
    {
      MutexLock lock(mutex_);
      adjust_options_.push_back(options);
      adjust_requests_.push_back(request);
    }
    absl::StatusOr<v1::AdjustQueryResponse> response =
        v1::AdjustQueryResponse();
    if (on_adjust) {
      absl::StatusOr<v1::Adjustment> answer = on_adjust(request);
      if (answer.ok()) {
        *response->mutable_adjustment() = *std::move(answer);
      } else {
        response = answer.status();
      }
    }
    if (!deliver) return done(std::move(response));
    auto shared =
        std::make_shared<Callback<v1::AdjustQueryResponse>>(std::move(done));
    deliver([shared, response] { (*shared)(response); });
  }
  void ListLessons(const CallOptions&, const v1::ListLessonsRequest&,
                   Callback<v1::ListLessonsResponse> done) override {
    done(v1::ListLessonsResponse());
  }
  void GetLesson(const CallOptions&, const v1::GetLessonRequest&,
                 Callback<v1::Lesson> done) override {
    done(v1::Lesson());
  }
  void Run(const CallOptions& options, const v1::RunRequest& request,
           absl::AnyInvocable<void(const v1::RunEvent&)> on_event,
           absl::AnyInvocable<void(absl::Status)> done) override {
    {
      MutexLock lock(mutex_);
      run_options_.push_back(options);
      run_requests_.push_back(request);
    }
    absl::Status status;
    if (on_run) {
      status =
          on_run(request, [&](const v1::RunEvent& event) { on_event(event); });
    }
    if (!hold_run) return done(std::move(status));
    auto held = std::make_shared<absl::AnyInvocable<void(absl::Status)>>(
        std::move(done));
    hold_run([held](absl::Status end) { (*held)(std::move(end)); });
  }

  std::vector<CallOptions> adjust_options() const {
    MutexLock lock(mutex_);
    return adjust_options_;
  }
  std::vector<v1::AdjustQueryRequest> adjust_requests() const {
    MutexLock lock(mutex_);
    return adjust_requests_;
  }
  std::vector<CallOptions> run_options() const {
    MutexLock lock(mutex_);
    return run_options_;
  }
  std::vector<v1::RunRequest> run_requests() const {
    MutexLock lock(mutex_);
    return run_requests_;
  }

 private:
  mutable Mutex mutex_;
  std::vector<CallOptions> adjust_options_ ABSL_GUARDED_BY(mutex_);
  std::vector<v1::AdjustQueryRequest> adjust_requests_ ABSL_GUARDED_BY(mutex_);
  std::vector<CallOptions> run_options_ ABSL_GUARDED_BY(mutex_);
  std::vector<v1::RunRequest> run_requests_ ABSL_GUARDED_BY(mutex_);
};

class FakeRegistry final : public ComponentRegistry {
 public:
  // Adds a component; it serves unless told otherwise.
  FakeClient& Add(const std::string& name,
                  v1::ComponentHealth health = v1::COMPONENT_SERVING,
                  const std::string& detail = "") {
    auto client = std::make_shared<FakeClient>();
    FakeClient& reference = *client;
    RegisteredComponent component;
    component.name = name;
    component.address = "unix:/run/" + name + ".sock";
    auto manifest = std::make_shared<v1::Manifest>();
    manifest->set_name(name);
    component.manifest = std::move(manifest);
    component.health = health;
    component.detail = detail;
    component.client = std::move(client);
    MutexLock lock(mutex_);
    components_[name] = std::move(component);
    return reference;
  }

  std::vector<RegisteredComponent> List() const override {
    MutexLock lock(mutex_);
    std::vector<RegisteredComponent> list;
    for (const auto& [name, component] : components_) list.push_back(component);
    return list;
  }
  std::optional<RegisteredComponent> Find(
      absl::string_view name) const override {
    MutexLock lock(mutex_);
    const auto found = components_.find(std::string(name));
    if (found == components_.end()) return std::nullopt;
    return found->second;
  }
  void OnReady(absl::AnyInvocable<void(const std::string&)>) override {}

 private:
  mutable Mutex mutex_;
  std::map<std::string, RegisteredComponent> components_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace alhf::coordinator

#endif  // ALHF_TESTS_UNIT_COORDINATOR_FAKE_REGISTRY_H_
