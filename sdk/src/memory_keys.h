// Keys of a memory. The tenant comes first in each; revisions of one thing lie
// side by side, newest first, so that "as of a position" is one seek:
//
//   NUL header                                         MemoryHeader
//   NUL purge                                          PurgeList
//   NUL sum                                            8 bytes (memory_sum.h)
//   tenant NUL p                                       AppliedPosition
//   tenant NUL l lesson NUL ~sequence                  LessonRevision
//   tenant NUL o learned_sequence lesson               (empty): oldest first
//   tenant NUL d key NUL ~sequence                     DerivedValue
//   tenant NUL s name NUL ~sequence                    v1::Snapshot
//
// Numbers are 8 bytes, big-endian; `~` turns their order round.
//
// Thread safety: pure functions.
#ifndef ALHF_SDK_SRC_MEMORY_KEYS_H_
#define ALHF_SDK_SRC_MEMORY_KEYS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace alhf::sdk {

// What has revisions.
enum class Revised : char { kLesson = 'l', kDerived = 'd', kSnapshot = 's' };

std::string HeaderKey();
std::string PurgeKey();
std::string SumKey();
// What every key of `tenant` starts with.
std::string TenantPrefix(absl::string_view tenant);
std::string PositionKey(absl::string_view tenant);

// What every key of that kind starts with.
std::string KindPrefix(absl::string_view tenant, Revised kind);
// What every revision of `name` starts with. `name` has no NUL.
std::string RevisionsPrefix(absl::string_view tenant, Revised kind,
                            absl::string_view name);
// Sorts before every older revision of `name`.
std::string RevisionKey(absl::string_view tenant, Revised kind,
                        absl::string_view name, uint64_t sequence);
// The sequence at the end of a revision's key, nothing where it is too short.
std::optional<uint64_t> SequenceOf(absl::string_view revision_key);

std::string OrderPrefix(absl::string_view tenant);
// A lesson's place in the order of learning, without the prefix.
std::string OrderPlace(uint64_t learned_sequence, absl::string_view lesson_id);
struct Place {
  uint64_t learned_sequence;
  absl::string_view lesson_id;
};
std::optional<Place> ParseOrderPlace(absl::string_view place);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_MEMORY_KEYS_H_
