// Components and a registry for tests of the coordinator: the real memory and
// change applier of the SDK around a scripted author, called without a wire,
// that can be away, refuse, hang and lose their memory.
//
//   FakeRegistry registry;
//   auto alpha = registry.Add("alpha");
//   alpha->SetAway(true);
//   registry.SetHealth("alpha", v1::COMPONENT_SERVING);  // says it is ready
//
// The author claims (0.9) a text that says "@NAME" and is unsure (0.4) about
// one that says "?NAME". It proposes each part between semicolons as a lesson
// of its own; a part that says "gibberish" it does not understand.
//
// Thread safety: all methods may be called from many threads. Callbacks run in
// the caller's thread, or in the thread that releases what was held.
#ifndef ALHF_TESTS_SUPPORT_FAKE_COMPONENT_H_
#define ALHF_TESTS_SUPPORT_FAKE_COMPONENT_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "base/mutex.h"
#include "coordinator/registry/component_client.h"
#include "coordinator/registry/component_registry.h"

namespace leveldb {
class Env;
}
namespace alhf::sdk {
class ComponentHost;
}

namespace alhf::testing {

class FakeComponent final : public coordinator::ComponentClient {
 public:
  explicit FakeComponent(std::string name);
  ~FakeComponent() override;

  // Every call fails with UNAVAILABLE while it is away.
  void SetAway(bool away);
  // What fails, and how; OK lets it pass. Null: nothing fails.
  using ApplyFault =
      std::function<absl::Status(const v1::ApplyChangesRequest&)>;
  using AssessFault =
      std::function<absl::Status(const v1::AssessFeedbackRequest&)>;
  void SetApplyFault(ApplyFault fault);
  void SetAssessFault(AssessFault fault);
  // Another learner: what it makes of each assessment. Null: nothing.
  using Learner = std::function<void(v1::Assessment&)>;
  void SetLearner(Learner learner);
  // While it holds, AssessFeedback is not answered.
  void HoldAssess(bool hold);
  // As if the data folder had been deleted and the process started again.
  void LoseMemory();

  // The memory of `tenant` as bytes, for comparing.
  std::string Export(const std::string& tenant);
  std::vector<v1::Lesson> Lessons(const std::string& tenant);
  uint64_t Applied(const std::string& tenant);
  v1::Manifest manifest();
  // What it was asked to assess and to apply, in order.
  std::vector<v1::AssessFeedbackRequest> assessed();
  std::vector<v1::ApplyChangesRequest> applied();

  void GetManifest(
      const coordinator::CallOptions& options,
      const v1::GetManifestRequest& request,
      coordinator::Callback<v1::GetManifestResponse> done) override;
  void AssessFeedback(
      const coordinator::CallOptions& options,
      const v1::AssessFeedbackRequest& request,
      coordinator::Callback<v1::AssessFeedbackResponse> done) override;
  void ApplyChanges(
      const coordinator::CallOptions& options,
      const v1::ApplyChangesRequest& request,
      coordinator::Callback<v1::ApplyChangesResponse> done) override;
  void AdjustQuery(
      const coordinator::CallOptions& options,
      const v1::AdjustQueryRequest& request,
      coordinator::Callback<v1::AdjustQueryResponse> done) override;
  void ListLessons(
      const coordinator::CallOptions& options,
      const v1::ListLessonsRequest& request,
      coordinator::Callback<v1::ListLessonsResponse> done) override;
  void GetLesson(const coordinator::CallOptions& options,
                 const v1::GetLessonRequest& request,
                 coordinator::Callback<v1::Lesson> done) override;
  void Run(const coordinator::CallOptions& options,
           const v1::RunRequest& request,
           absl::AnyInvocable<void(const v1::RunEvent&)> on_event,
           absl::AnyInvocable<void(absl::Status)> done) override;

 private:
  // The error of a component that is away, else OK.
  absl::Status CheckThere();
  std::shared_ptr<sdk::ComponentHost> host();

  const std::string name_;
  Mutex mutex_;
  std::vector<std::unique_ptr<leveldb::Env>> disks_ ABSL_GUARDED_BY(mutex_);
  std::shared_ptr<sdk::ComponentHost> host_ ABSL_GUARDED_BY(mutex_);
  bool away_ ABSL_GUARDED_BY(mutex_) = false;
  bool hold_assess_ ABSL_GUARDED_BY(mutex_) = false;
  ApplyFault apply_fault_ ABSL_GUARDED_BY(mutex_);
  AssessFault assess_fault_ ABSL_GUARDED_BY(mutex_);
  Learner learner_ ABSL_GUARDED_BY(mutex_);
  std::vector<absl::AnyInvocable<void()>> held_ ABSL_GUARDED_BY(mutex_);
  std::vector<v1::AssessFeedbackRequest> assessed_ ABSL_GUARDED_BY(mutex_);
  std::vector<v1::ApplyChangesRequest> applied_ ABSL_GUARDED_BY(mutex_);
};

class FakeRegistry final : public coordinator::ComponentRegistry {
 public:
  // Adds a component that is serving; listeners hear of it.
  std::shared_ptr<FakeComponent> Add(const std::string& name,
                                     bool from_beginning = false);
  // As if it had been stopped and taken out of the configuration.
  void Remove(const std::string& name);
  // Listeners hear of it where it is SERVING now.
  void SetHealth(const std::string& name, v1::ComponentHealth health);

  std::vector<coordinator::RegisteredComponent> List() const override;
  std::optional<coordinator::RegisteredComponent> Find(
      absl::string_view name) const override;
  void OnReady(absl::AnyInvocable<void(const std::string&)> listener) override;

 private:
  void TellReady(const std::string& name);

  mutable Mutex mutex_;
  std::map<std::string, coordinator::RegisteredComponent, std::less<>>
      components_ ABSL_GUARDED_BY(mutex_);
  Mutex listeners_mutex_;
  std::vector<absl::AnyInvocable<void(const std::string&)>> listeners_
      ABSL_GUARDED_BY(listeners_mutex_);
};

}  // namespace alhf::testing

#endif  // ALHF_TESTS_SUPPORT_FAKE_COMPONENT_H_
