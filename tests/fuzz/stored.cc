#include <optional>
#include <string>

#include "alhf/storage/v1/memory.pb.h"
#include "coordinator/feedback/log_codec.h"
#include "coordinator/feedback/table_end.h"
#include "core/relevance/compact_vector.h"
#include "sdk/src/codec.h"
#include "tests/fuzz/targets.h"

namespace alhf::fuzz {

void ReadStored(absl::string_view bytes) {
  // Envelope and payload, divided at a place that the bytes name.
  const size_t at =
      bytes.empty() ? 0 : static_cast<unsigned char>(bytes[0]) % bytes.size();
  const coordinator::SealedEntry sealed{std::string(bytes.substr(0, at)),
                                        std::string(bytes.substr(at))};
  coordinator::Unseal(sealed, 1, "").IgnoreError();
  coordinator::SealRedacted(bytes, std::nullopt).IgnoreError();
  coordinator::DecodeMark(bytes).IgnoreError();
  sdk::Decode<storage::v1::MemoryHeader>(bytes).IgnoreError();
  sdk::Decode<storage::v1::LessonRevision>(bytes).IgnoreError();
  core::FromBytes(bytes);
  std::string table(bytes);
  coordinator::MendTableEnd(table);
}

}  // namespace alhf::fuzz
