#include "sdk/src/memory_keys.h"

#include "absl/strings/str_cat.h"
#include "base/text.h"

namespace alhf::sdk {
namespace {

constexpr absl::string_view kNul("\0", 1);
constexpr size_t kNumber = 8;

}  // namespace

std::string HeaderKey() { return absl::StrCat(kNul, "header"); }
std::string PurgeKey() { return absl::StrCat(kNul, "purge"); }
std::string SumKey() { return absl::StrCat(kNul, "sum"); }

std::string TenantPrefix(absl::string_view tenant) {
  return absl::StrCat(tenant, kNul);
}

std::string PositionKey(absl::string_view tenant) {
  return absl::StrCat(tenant, kNul, "p");
}

std::string KindPrefix(absl::string_view tenant, Revised kind) {
  const char letter = static_cast<char>(kind);
  return absl::StrCat(tenant, kNul, absl::string_view(&letter, 1));
}

std::string RevisionsPrefix(absl::string_view tenant, Revised kind,
                            absl::string_view name) {
  return absl::StrCat(KindPrefix(tenant, kind), name, kNul);
}

std::string RevisionKey(absl::string_view tenant, Revised kind,
                        absl::string_view name, uint64_t sequence) {
  std::string key = RevisionsPrefix(tenant, kind, name);
  AppendBigEndian64(key, ~sequence);
  return key;
}

std::optional<uint64_t> SequenceOf(absl::string_view revision_key) {
  if (revision_key.size() < kNumber) return std::nullopt;
  return ~ReadBigEndian64(revision_key.substr(revision_key.size() - kNumber));
}

std::string OrderPrefix(absl::string_view tenant) {
  return absl::StrCat(tenant, kNul, "o");
}

std::string OrderPlace(uint64_t learned_sequence, absl::string_view lesson_id) {
  std::string place;
  AppendBigEndian64(place, learned_sequence);
  absl::StrAppend(&place, lesson_id);
  return place;
}

std::optional<Place> ParseOrderPlace(absl::string_view place) {
  if (place.size() <= kNumber) return std::nullopt;
  return Place{ReadBigEndian64(place), place.substr(kNumber)};
}

}  // namespace alhf::sdk
