// The sentence vectors of lessons, kept in a LevelDB of their own: what is in
// it can always be encoded again, so it is no part of the memory, is never
// exported, and may be deleted.
//
//   ALHF_ASSIGN_OR_RETURN(auto store, LessonVectors::Open(options, encoder));
//   ALHF_ASSIGN_OR_RETURN(auto vectors, store->VectorsOf(tenant, lessons));
//
// A vector belongs to a lesson, the words that were encoded
// (core::WordsToEncode) and the encoder: other words or another encoder never
// find it.
//
// Thread safety: all methods may run concurrently.
#ifndef ALHF_SDK_SRC_LESSON_VECTORS_H_
#define ALHF_SDK_SRC_LESSON_VECTORS_H_

#include <leveldb/db.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "alhf/v1/types.pb.h"
#include "core/relevance/compact_vector.h"
#include "core/relevance/encoder/encoder.h"

namespace alhf::sdk {

class LessonVectors {
 public:
  struct Options {
    std::string folder;
    // Not owned; null means the real one.
    leveldb::Env* env = nullptr;
  };

  // Opens the store in `folder`; one that is damaged is made anew.
  //
  // INVALID_ARGUMENT CONFIG_INVALID: the folder cannot be used. UNAVAILABLE
  //   STORE_LOCKED: another process holds it.
  static absl::StatusOr<std::unique_ptr<LessonVectors>> Open(
      const Options& options, std::shared_ptr<const core::Encoder> encoder);

  const core::Encoder& encoder() const { return *encoder_; }

  // Returns the vectors of `lessons` of `tenant`, in their order. What is not
  // kept yet is encoded, and kept; what a remote encoder refuses is empty.
  // Errors are the encoder's: what was made before is kept.
  absl::StatusOr<std::vector<core::CompactVector>> VectorsOf(
      absl::string_view tenant, const std::vector<v1::Lesson>& lessons);

  // Returns what is kept of them; the others are empty.
  std::vector<core::CompactVector> KeptOf(
      absl::string_view tenant, const std::vector<v1::Lesson>& lessons) const;

  // The same for who holds somebody up: an encoder of this process makes what
  // is missing, a remote one is not asked.
  std::vector<core::CompactVector> AtHand(
      absl::string_view tenant, const std::vector<v1::Lesson>& lessons);

  // So many are encoded in one call.
  static constexpr size_t kTogether = 32;

  // Removes all that is kept of the lessons `ids` of `tenant`, from the files
  // as well.
  absl::Status Erase(absl::string_view tenant,
                     const std::vector<std::string>& ids);

  // Removes what is kept of lessons of `tenant` that are not in `ids`, e.g.
  // because the process ended before `Erase`.
  absl::Status KeepOnly(absl::string_view tenant,
                        const std::vector<std::string>& ids);

 private:
  LessonVectors(std::unique_ptr<leveldb::DB> db,
                std::shared_ptr<const core::Encoder> encoder)
      : db_(std::move(db)), encoder_(std::move(encoder)) {}

  // Encodes `words` together. Empty for each that a remote encoder refuses.
  absl::StatusOr<std::vector<core::CompactVector>> Encode(
      const std::vector<std::string>& words) const;
  // Removes what is kept of lessons for which `drop` is true.
  absl::Status DropIf(
      absl::string_view tenant,
      absl::FunctionRef<bool(absl::string_view lesson_id)> drop);
  std::string KeyOf(absl::string_view tenant, absl::string_view lesson_id,
                    absl::string_view words) const;

  const std::unique_ptr<leveldb::DB> db_;
  const std::shared_ptr<const core::Encoder> encoder_;
};

}  // namespace alhf::sdk

#endif  // ALHF_SDK_SRC_LESSON_VECTORS_H_
