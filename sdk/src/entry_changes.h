// What one entry of the log does to one tenant's memory: worked out whole
// before anything is written, so that it becomes durable at once or not at all.
//
//   ALHF_ASSIGN_OR_RETURN(EntryEffect effect,
//                         EffectOf(component, name, memory, entry));
//   ALHF_RETURN_IF_ERROR(store->Write(&effect.batch));
//
// Thread safety: pure functions.
#ifndef ALHF_SDK_SRC_ENTRY_CHANGES_H_
#define ALHF_SDK_SRC_ENTRY_CHANGES_H_

#include <leveldb/write_batch.h>

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "alhf/sdk/component.h"
#include "alhf/v1/types.pb.h"
#include "sdk/src/stored_memory.h"

namespace alhf::sdk {

struct EntryEffect {
  // The entry's changes and its position.
  leveldb::WriteBatch batch;
  // Keys that the batch deletes because words are erased.
  std::vector<std::string> erased_keys;
  // The lessons that it changed, as they are after it.
  std::vector<v1::Lesson> lessons;
};

// Returns what `entry` does to `before`. A learned or revised lesson passes
// through the author's `Learn`; `component_name` is the author's component.
//
// INVALID_ARGUMENT, NOT_FOUND LESSON_NOT_FOUND, FAILED_PRECONDITION
//   LESSON_STATE: the entry is malformed, or does not fit the memory. Errors of
//   the author: COMPONENT_FAILED where they name no reason.
absl::StatusOr<EntryEffect> EffectOf(const Component& component,
                                     const std::string& component_name,
                                     const StoredMemory& before,
                                     const v1::Entry& entry);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_ENTRY_CHANGES_H_
