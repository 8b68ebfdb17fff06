// An author's component with all that stands between it and the wire, without
// the wire: requests in, responses out. The gRPC services and the test harness
// both stand on it.
//
// Thread safety: all methods may run concurrently.
// Ownership: Env and clock, where given, must outlive it.
#ifndef ALHF_SDK_SRC_COMPONENT_HOST_H_
#define ALHF_SDK_SRC_COMPONENT_HOST_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/random/bit_gen_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "alhf/sdk/agent.h"
#include "alhf/sdk/component.h"
#include "alhf/v1/agent.pb.h"
#include "alhf/v1/feedback.pb.h"
#include "base/backoff.h"
#include "base/clock.h"
#include "base/mutex.h"
#include "core/relevance/scorer.h"
#include "sdk/src/call_context.h"
#include "sdk/src/later.h"
#include "sdk/src/lesson_vectors.h"
#include "sdk/src/memory_store.h"
#include "sdk/src/stage_writer.h"
#include "sdk/src/tenant_memory.h"

namespace alhf::sdk {

// What a call brings along beside its request.
struct CallOrigin {
  absl::Time deadline = absl::InfiniteFuture();
  // W3C trace context, to pass on; may be empty.
  std::string traceparent = {};
};

class ComponentHost {
 public:
  struct Options {
    std::string data_folder;
    // Not owned; null means the real ones.
    leveldb::Env* env = nullptr;
    const Clock* clock = nullptr;
    // Null: lessons are recalled by words alone.
    std::shared_ptr<const core::Encoder> encoder;
    // Of records that are assessed, where `encoder` is remote: the weights of
    // assignment are fitted to the encoder in the tree. Null: words alone.
    std::shared_ptr<const core::Encoder> local_encoder;
    // Between attempts at vectors that a remote encoder did not make.
    Backoff catch_up = {absl::Seconds(1), absl::Minutes(1)};
  };

  // Opens the memory of `component`, which may be an `Agent` too. `random`
  // names replica and memory.
  //
  // A memory that is damaged is set aside as FOLDER.damaged-TIME, and an empty
  // one takes its place: the coordinator fills it from the log. So is one whose
  // damage a later call meets, at the next `GetManifest` or `ApplyChanges`.
  //
  // INVALID_ARGUMENT CONFIG_INVALID: manifest or folder; UNAVAILABLE
  //   STORE_LOCKED.
  static absl::StatusOr<std::unique_ptr<ComponentHost>> Create(
      std::shared_ptr<const Component> component, const Options& options,
      absl::BitGenRef random);

  // As it was at the start.
  const v1::Manifest& manifest() const { return manifest_; }
  // Whether the component is an `Agent`.
  bool runs() const { return agent_ != nullptr; }

  // Does what the first assessment would be late for. Optional.
  void Prepare() const { scope_model_->Prepare(); }

  // One method for each RPC; effects and errors as its proto says. None waits:
  // a `min_position` that is not reached is POSITION_STALE at once.
  absl::StatusOr<v1::GetManifestResponse> GetManifest(
      const v1::GetManifestRequest& request);
  absl::StatusOr<v1::AssessFeedbackResponse> AssessFeedback(
      const v1::AssessFeedbackRequest& request, const CallOrigin& origin = {});
  absl::StatusOr<v1::ApplyChangesResponse> ApplyChanges(
      const v1::ApplyChangesRequest& request);
  absl::StatusOr<v1::AdjustQueryResponse> AdjustQuery(
      const v1::AdjustQueryRequest& request, const CallOrigin& origin = {});
  absl::StatusOr<v1::ListLessonsResponse> ListLessons(
      const v1::ListLessonsRequest& request);
  absl::StatusOr<v1::Lesson> GetLesson(const v1::GetLessonRequest& request);
  absl::StatusOr<v1::ExportMemoryResponse> ExportMemory(
      const v1::ExportMemoryRequest& request);
  // `sink` gets the events in order, the output last.
  absl::Status Run(const v1::RunRequest& request, const CallOrigin& origin,
                   const StageWriter::Sink& sink);

  // Returns whether waiting for `position` has an end: it is reached, or the
  // tenant's memory cannot be read.
  bool IsReached(const std::string& tenant, const v1::Position& position);
  // Calls `listener` with the tenant after its memory moved on. Before any
  // other call.
  void OnApplied(std::function<void(const std::string& tenant)> listener) {
    on_applied_ = std::move(listener);
  }

 private:
  ComponentHost(std::shared_ptr<const Component> component,
                const Options& options);

  TenantMemory& MemoryOf(const std::string& tenant);
  // Makes the vectors that lessons lack.
  absl::Status CatchUp();
  void LogApplied(const v1::ApplyChangesRequest& request) const;
  // Takes erased words out of the files.
  void PurgeMemory();
  // Opens the memory anew after a write that was refused, and sets it aside
  // where it is damaged.
  absl::Status RecoverMemory();
  std::vector<TenantMemory*> Memories();
  absl::StatusOr<StoredMemory> ReadMemory(const std::string& tenant);

  // What a call's context is made from.
  struct Call {
    const std::string& tenant;
    const std::string& agent;
    const CallOrigin& origin;
    absl::Time now;
    const v1::Position& min_position;
    // Null: the newest.
    const v1::Position* as_of = nullptr;
    bool assume_in_scope = false;
  };
  absl::StatusOr<std::unique_ptr<CallContext>> MakeContext(const Call& call);
  // The context of a query; AdjustQuery's and Run's alike.
  absl::StatusOr<std::unique_ptr<CallContext>> QueryContext(
      const std::string& tenant, const std::string& agent,
      const v1::Query& query, const CallOrigin& origin);

  const std::shared_ptr<const Component> component_;
  const std::string folder_;
  const Agent* const agent_;  // null: it runs no stage
  const SystemClock system_clock_;
  const Clock* const clock_;
  const std::shared_ptr<const core::Encoder> encoder_;  // the scorer's; or null
  const std::unique_ptr<const core::Scorer> scorer_;
  std::unique_ptr<const ScopeModel> scope_model_;
  std::unique_ptr<MemoryStore> store_;
  std::unique_ptr<LessonVectors> vectors_;  // null: words alone
  v1::Manifest manifest_;
  std::function<void(const std::string&)> on_applied_;

  Mutex recovering_mutex_;
  Mutex mutex_;
  absl::flat_hash_map<std::string, std::unique_ptr<TenantMemory>> memories_
      ABSL_GUARDED_BY(mutex_);
  // Last: its thread uses the memories. Null: no encoder is remote.
  std::unique_ptr<Later> catch_up_;
};

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_COMPONENT_HOST_H_
