#include "sdk/src/stored_memory.h"

#include <leveldb/iterator.h>

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/status.h"
#include "sdk/src/codec.h"

namespace alhf::sdk {
namespace {

absl::string_view ToView(const leveldb::Slice& bytes) {
  return absl::string_view(bytes.data(), bytes.size());
}

// Calls `visit(key, value)` for each key that starts with `prefix`, from
// `start` on, until it returns false.
template <typename Visit>
absl::Status Scan(const MemoryStore& store, leveldb::Iterator& at,
                  absl::string_view start, absl::string_view prefix,
                  const Visit& visit) {
  for (at.Seek(leveldb::Slice(start.data(), start.size()));
       at.Valid() && absl::StartsWith(ToView(at.key()), prefix); at.Next()) {
    if (!visit(ToView(at.key()), ToView(at.value()))) break;
  }
  return store.Checked(at.status());
}

bool Contains(const google::protobuf::RepeatedPtrField<std::string>& ids,
              absl::string_view id) {
  return std::any_of(ids.begin(), ids.end(),
                     [id](const std::string& each) { return each == id; });
}

bool IsWanted(v1::LessonState state,
              const std::vector<v1::LessonState>& states) {
  if (states.empty()) return state != v1::LESSON_ERASED;
  return std::find(states.begin(), states.end(), state) != states.end();
}

}  // namespace

absl::Status NoSuchLesson(absl::string_view lesson_id) {
  return Error(absl::StatusCode::kNotFound, Reason::LESSON_NOT_FOUND,
               absl::StrCat("there is no lesson ", lesson_id,
                            " at this position: list the lessons"),
               {{"lesson", std::string(lesson_id)}});
}

absl::StatusOr<v1::Position> StoredMemory::NewestPosition(
    const MemoryStore& store, const leveldb::Snapshot* snapshot,
    absl::string_view tenant) {
  ALHF_ASSIGN_OR_RETURN(const std::optional<std::string> stored,
                        store.Get(snapshot, PositionKey(tenant)));
  if (!stored.has_value()) return v1::Position();
  ALHF_ASSIGN_OR_RETURN(storage::v1::AppliedPosition applied,
                        Decode<storage::v1::AppliedPosition>(*stored));
  return std::move(*applied.mutable_position());
}

StoredMemory::StoredMemory(const MemoryStore* store, SharedSnapshot snapshot,
                           std::string tenant, v1::Position position)
    : store_(store),
      snapshot_(std::move(snapshot)),
      tenant_(std::move(tenant)),
      position_(std::move(position)) {}

absl::StatusOr<bool> StoredMemory::ReadRevision(
    leveldb::Iterator& at, Revised kind, absl::string_view name,
    google::protobuf::MessageLite* value) const {
  const std::string prefix = RevisionsPrefix(tenant_, kind, name);
  bool found = false;
  absl::Status decoded;
  ALHF_RETURN_IF_ERROR(
      Scan(*store_, at, RevisionKey(tenant_, kind, name, position_.sequence()),
           prefix, [&](absl::string_view, absl::string_view bytes) {
             found = true;
             decoded = DecodeInto(bytes, value);
             return false;
           }));
  ALHF_RETURN_IF_ERROR(decoded);
  return found;
}

absl::StatusOr<std::optional<v1::Lesson>> StoredMemory::Find(
    leveldb::Iterator& at, absl::string_view lesson_id) const {
  storage::v1::LessonRevision revision;
  ALHF_ASSIGN_OR_RETURN(const bool found, ReadRevision(at, Revised::kLesson,
                                                       lesson_id, &revision));
  if (!found) return std::nullopt;
  return std::optional<v1::Lesson>(std::move(*revision.mutable_lesson()));
}

absl::StatusOr<v1::Lesson> StoredMemory::Get(
    absl::string_view lesson_id) const {
  const auto at = store_->Iterate(snapshot_.get());
  ALHF_ASSIGN_OR_RETURN(std::optional<v1::Lesson> lesson, Find(*at, lesson_id));
  if (!lesson.has_value()) return NoSuchLesson(lesson_id);
  return *std::move(lesson);
}

absl::StatusOr<std::vector<v1::Lesson>> StoredMemory::List(
    const std::vector<v1::LessonState>& states) const {
  std::vector<v1::Lesson> lessons;
  ALHF_RETURN_IF_ERROR(
      VisitLessons("", [&](absl::string_view, v1::Lesson lesson) {
        if (IsWanted(lesson.state(), states)) {
          lessons.push_back(std::move(lesson));
        }
        return true;
      }));
  return lessons;
}

absl::Status StoredMemory::VisitLessons(
    absl::string_view place,
    const std::function<bool(absl::string_view, v1::Lesson)>& visit) const {
  const auto order = store_->Iterate(snapshot_.get());
  const auto lessons = store_->Iterate(snapshot_.get());
  const std::string prefix = OrderPrefix(tenant_);
  absl::Status failed;
  const auto visit_place = [&](absl::string_view key, absl::string_view) {
    const absl::string_view here = absl::StripPrefix(key, prefix);
    const auto parsed = ParseOrderPlace(here);
    if (here == place || !parsed.has_value()) return true;
    if (parsed->learned_sequence > position_.sequence()) return false;
    auto lesson = Find(*lessons, parsed->lesson_id);
    if (!lesson.ok()) {
      failed = lesson.status();
      return false;
    }
    // A lesson that was learned again has its old place too.
    if (!lesson->has_value() ||
        (*lesson)->learned_sequence() != parsed->learned_sequence) {
      return true;
    }
    return visit(here, **std::move(lesson));
  };
  ALHF_RETURN_IF_ERROR(
      Scan(*store_, *order, absl::StrCat(prefix, place), prefix, visit_place));
  return failed;
}

absl::StatusOr<std::optional<std::string>> StoredMemory::Derived(
    absl::string_view key) const {
  const auto at = store_->Iterate(snapshot_.get());
  storage::v1::DerivedValue value;
  ALHF_ASSIGN_OR_RETURN(const bool found,
                        ReadRevision(*at, Revised::kDerived, key, &value));
  if (!found || value.deleted()) return std::nullopt;
  return std::optional<std::string>(std::move(*value.mutable_value()));
}

absl::Status StoredMemory::VisitKeys(
    absl::string_view after,
    const std::function<bool(absl::string_view, absl::string_view)>& visit)
    const {
  const auto at = store_->Iterate(snapshot_.get());
  const std::string prefix = TenantPrefix(tenant_);
  return Scan(*store_, *at, absl::StrCat(prefix, after), prefix,
              [&](absl::string_view key, absl::string_view value) {
                const absl::string_view here = absl::StripPrefix(key, prefix);
                return here == after || visit(here, value);
              });
}

absl::StatusOr<std::vector<std::string>> StoredMemory::RevisionKeys(
    Revised kind, absl::string_view name) const {
  const auto at = store_->Iterate(snapshot_.get());
  const std::string prefix = RevisionsPrefix(tenant_, kind, name);
  std::vector<std::string> keys;
  ALHF_RETURN_IF_ERROR(Scan(*store_, *at, prefix, prefix,
                            [&](absl::string_view key, absl::string_view) {
                              keys.emplace_back(key);
                              return true;
                            }));
  return keys;
}

absl::StatusOr<std::vector<StoredMemory::KeyedDerived>>
StoredMemory::DerivedFrom(absl::string_view lesson_id) const {
  const auto at = store_->Iterate(snapshot_.get());
  const std::string prefix = KindPrefix(tenant_, Revised::kDerived);
  std::vector<KeyedDerived> found;
  std::string last;
  absl::Status decoded;
  const auto visit = [&](absl::string_view key, absl::string_view bytes) {
    const auto sequence = SequenceOf(key);
    const absl::string_view name =
        key.substr(prefix.size(), key.size() - prefix.size() - 9);
    if (!sequence.has_value() || *sequence > position_.sequence() ||
        name == last) {
      return true;
    }
    last = std::string(name);
    KeyedDerived derived{last, {}};
    decoded = DecodeInto(bytes, &derived.value);
    if (!derived.value.deleted() &&
        Contains(derived.value.lesson_ids(), lesson_id)) {
      found.push_back(std::move(derived));
    }
    return decoded.ok();
  };
  ALHF_RETURN_IF_ERROR(Scan(*store_, *at, prefix, prefix, visit));
  ALHF_RETURN_IF_ERROR(decoded);
  return found;
}

absl::StatusOr<std::vector<std::string>> StoredMemory::KeysDerivedFrom(
    absl::string_view lesson_id) const {
  const auto at = store_->Iterate(snapshot_.get());
  const std::string prefix = KindPrefix(tenant_, Revised::kDerived);
  std::vector<std::string> keys;
  absl::Status decoded;
  const auto visit = [&](absl::string_view key, absl::string_view bytes) {
    storage::v1::DerivedValue value;
    decoded = DecodeInto(bytes, &value);
    if (Contains(value.lesson_ids(), lesson_id)) keys.emplace_back(key);
    return decoded.ok();
  };
  ALHF_RETURN_IF_ERROR(Scan(*store_, *at, prefix, prefix, visit));
  ALHF_RETURN_IF_ERROR(decoded);
  return keys;
}

}  // namespace alhf::sdk
