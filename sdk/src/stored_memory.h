// One tenant's memory as it lies in the store, at one position.
//
// Thread safety: const methods may run concurrently.
// Ownership: the store must outlive it; the snapshot is shared.
#ifndef ALHF_SDK_SRC_STORED_MEMORY_H_
#define ALHF_SDK_SRC_STORED_MEMORY_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "alhf/sdk/memory.h"
#include "alhf/storage/v1/memory.pb.h"
#include "google/protobuf/message_lite.h"
#include "sdk/src/memory_keys.h"
#include "sdk/src/memory_store.h"

namespace alhf::sdk {

class StoredMemory final : public Memory {
 public:
  // The tenant's newest position that `snapshot` holds; sequence 0 where it
  // holds nothing.
  static absl::StatusOr<v1::Position> NewestPosition(
      const MemoryStore& store, const leveldb::Snapshot* snapshot,
      absl::string_view tenant);

  // What was written after `position` is not seen.
  StoredMemory(const MemoryStore* store, SharedSnapshot snapshot,
               std::string tenant, v1::Position position);

  absl::StatusOr<v1::Lesson> Get(absl::string_view lesson_id) const override;
  absl::StatusOr<std::vector<v1::Lesson>> List(
      const std::vector<v1::LessonState>& states) const override;
  absl::StatusOr<std::optional<std::string>> Derived(
      absl::string_view key) const override;
  v1::Position position() const override { return position_; }

  const std::string& tenant() const { return tenant_; }

  // Calls `visit` for each lesson after `place` (empty: from the oldest on) in
  // order of learning, with its own place, until it returns false.
  absl::Status VisitLessons(
      absl::string_view place,
      const std::function<bool(absl::string_view place, v1::Lesson lesson)>&
          visit) const;

  // Calls `visit` for every key of the tenant after `after`, in order and
  // without the tenant, until it returns false. All revisions, also those
  // after the position.
  absl::Status VisitKeys(
      absl::string_view after,
      const std::function<bool(absl::string_view key, absl::string_view value)>&
          visit) const;

  // Returns the keys, whole, of all revisions of `name`.
  absl::StatusOr<std::vector<std::string>> RevisionKeys(
      Revised kind, absl::string_view name) const;

  // A derived value as it is now, with its key.
  struct KeyedDerived {
    std::string key;
    storage::v1::DerivedValue value;
  };
  // Returns the values, as they are at the position, that `lesson_id` is a
  // source of.
  absl::StatusOr<std::vector<KeyedDerived>> DerivedFrom(
      absl::string_view lesson_id) const;
  // Returns the keys, whole, of every revision of a derived value that
  // `lesson_id` was ever a source of.
  absl::StatusOr<std::vector<std::string>> KeysDerivedFrom(
      absl::string_view lesson_id) const;

 private:
  // Reads the newest revision of `name` up to the position.
  absl::StatusOr<bool> ReadRevision(leveldb::Iterator& at, Revised kind,
                                    absl::string_view name,
                                    google::protobuf::MessageLite* value) const;
  absl::StatusOr<std::optional<v1::Lesson>> Find(
      leveldb::Iterator& at, absl::string_view lesson_id) const;

  const MemoryStore* const store_;
  const SharedSnapshot snapshot_;
  const std::string tenant_;
  const v1::Position position_;
};

// Returns the error for a lesson that is not there.
absl::Status NoSuchLesson(absl::string_view lesson_id);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_STORED_MEMORY_H_
