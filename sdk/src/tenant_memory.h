// One tenant's memory of a component: applies entries one after the other, and
// gives readers views that never change under them.
//
// A view is position, snapshot and index of one moment. The index that readers
// may hold is left alone; the next batch goes into one that nobody reads (the
// one before the newest, which then catches up), so that neither side waits
// for the other and nothing is built anew in the usual course.
//
// Thread safety: all methods may run concurrently; `Apply` runs one at a time.
// Ownership: must outlive its views; store, component and scorer must outlive
// it.
#ifndef ALHF_SDK_SRC_TENANT_MEMORY_H_
#define ALHF_SDK_SRC_TENANT_MEMORY_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "alhf/sdk/component.h"
#include "alhf/v1/feedback.pb.h"
#include "base/mutex.h"
#include "core/relevance/lesson_index.h"
#include "core/relevance/scorer.h"
#include "sdk/src/lesson_vectors.h"
#include "sdk/src/memory_store.h"
#include "sdk/src/stored_memory.h"

namespace alhf::sdk {

// A tenant's memory at one moment.
struct MemoryView {
  v1::Position position;
  SharedSnapshot snapshot;
  std::shared_ptr<const core::LessonIndex> index;
};

class TenantMemory {
 public:
  struct Parts {
    MemoryStore* store = nullptr;
    const Component* component = nullptr;
    std::string component_name;
    const core::Scorer* scorer = nullptr;
    LessonVectors* vectors = nullptr;  // null: words alone
    // Called where lessons lack their vectors, and `CatchUp` is wanted.
    std::function<void()> on_lacking = [] {};
  };
  TenantMemory(Parts parts, std::string tenant);

  const std::string& tenant() const { return tenant_; }

  // Returns the newest view. The first call reads the whole memory.
  absl::StatusOr<MemoryView> Read();

  // Returns the newest position.
  absl::StatusOr<v1::Position> Position();

  // Lets go of what the store held before: another tenant's words may be in it.
  void RenewSnapshot();

  // Lets go of all that the store gave: the next call reads it again.
  void Forget();

  // Applies the entries of `request` that are new, each atomically with its
  // position, and returns the position reached. Where an entry fails, those
  // before it stay applied. Errors as of Feedback.ApplyChanges.
  absl::StatusOr<v1::Position> Apply(const v1::ApplyChangesRequest& request);

  // Makes some hundred of the vectors that lessons lack, shows them to readers,
  // and asks for more where some are left; holds up nobody. Errors are the
  // encoder's and the store's: what was made before stays.
  absl::Status CatchUp();

 private:
  struct Version {
    explicit Version(const core::Scorer* scorer) : index(scorer) {}
    core::LessonIndex index;
    bool complete = true;  // every lesson had its vector when it was built
    int readers = 0;       // guarded by mutex_
  };
  using SharedVersion = std::shared_ptr<Version>;
  // A lesson as the index takes it.
  struct Change {
    v1::Lesson lesson;
    core::CompactVector vector;
  };

  absl::Status Load() ABSL_EXCLUSIVE_LOCKS_REQUIRED(writer_mutex_);
  absl::Status EnsureLoaded();
  absl::StatusOr<SharedVersion> BuildVersion(const StoredMemory& memory) const;
  // Of lessons that are no longer in `memory`.
  absl::Status DropLostVectors(const StoredMemory& memory) const;
  StoredMemory Newest(v1::Position position) const;

  // Writes what `entry` does and adds the lessons that it changed to
  // `changed`.
  absl::Status ApplyEntry(const v1::Entry& entry, bool drop_first,
                          const v1::Position& before,
                          std::vector<v1::Lesson>& changed)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(writer_mutex_);
  // Shows readers the memory at `position`; `changed` are the lessons that
  // changed since the last time, `rebuilt` says that no older ones are left.
  void Publish(const v1::Position& position, std::vector<Change> changed,
               bool rebuilt) ABSL_EXCLUSIVE_LOCKS_REQUIRED(writer_mutex_);
  // Adds their vectors to lessons that changed, and drops those of erased ones.
  std::vector<Change> WithVectors(const std::vector<v1::Lesson>& lessons) const;
  // Shows readers the vectors of `lessons`, which were made meanwhile, where
  // they are still as they were.
  absl::Status ShowVectors(const std::vector<v1::Lesson>& lessons)
      ABSL_LOCKS_EXCLUDED(writer_mutex_);
  // Returns a version that lacks only what changed, which nobody reads.
  absl::StatusOr<SharedVersion> FreeVersion(bool rebuilt)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(writer_mutex_);
  void Release(Version& version);

  const Parts parts_;
  const std::string tenant_;

  // Held by the one who writes; never while a reader waits for it.
  Mutex writer_mutex_ ABSL_ACQUIRED_BEFORE(mutex_);
  // The version before the newest, and what it lacks of the newest.
  SharedVersion spare_ ABSL_GUARDED_BY(writer_mutex_);
  std::vector<Change> spare_lacks_ ABSL_GUARDED_BY(writer_mutex_);

  // Held for moments only.
  Mutex mutex_;
  SharedVersion newest_ ABSL_GUARDED_BY(mutex_);  // null: not loaded yet
  v1::Position position_ ABSL_GUARDED_BY(mutex_);
  SharedSnapshot snapshot_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_TENANT_MEMORY_H_
