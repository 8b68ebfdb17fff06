// What a component remembers: lessons, and what its author derives from them.
// One tenant's memory at one position; LevelDB underneath.
//
// Thread safety: a `Memory` is an immutable snapshot; it may be used from many
// threads while its context lives.
#ifndef ALHF_SDK_MEMORY_H_
#define ALHF_SDK_MEMORY_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "alhf/v1/types.pb.h"

namespace alhf::sdk {

class Memory {
 public:
  virtual ~Memory() = default;

  // Returns the lesson. NOT_FOUND LESSON_NOT_FOUND: there is none.
  virtual absl::StatusOr<v1::Lesson> Get(absl::string_view lesson_id) const = 0;

  // Returns the lessons in one of `states` (empty: all but ERASED), oldest
  // first.
  virtual absl::StatusOr<std::vector<v1::Lesson>> List(
      const std::vector<v1::LessonState>& states) const = 0;

  // Returns a value that `LearnContext::Derive` stored, or nothing.
  virtual absl::StatusOr<std::optional<std::string>> Derived(
      absl::string_view key) const = 0;

  // The position that this snapshot has.
  virtual v1::Position position() const = 0;
};

}  // namespace alhf::sdk

#endif  // ALHF_SDK_MEMORY_H_
