#include "sdk/src/entry_changes.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "base/text.h"
#include "core/lessons/apply_change.h"
#include "sdk/src/author_calls.h"
#include "sdk/src/codec.h"

namespace alhf::sdk {
namespace {

using absl::StatusCode;
using storage::v1::DerivedValue;

constexpr size_t kMaxIdBytes = 128;
constexpr size_t kMaxDerivedBytes = 1 << 20;

absl::Status Malformed(Reason reason, absl::string_view field,
                       absl::string_view what) {
  return Error(StatusCode::kInvalidArgument, reason, what,
               {{"field", std::string(field)}});
}

// Part of a key: visible ASCII.
bool IsName(absl::string_view name) {
  return !name.empty() && name.size() <= kMaxIdBytes &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return c > ' ' && c < '\x7F'; });
}

// The memory before an entry, with what the entry has changed so far.
class ChangingMemory final : public Memory {
 public:
  ChangingMemory(const StoredMemory& before, v1::Position position)
      : before_(before), position_(std::move(position)) {}

  absl::StatusOr<v1::Lesson> Get(absl::string_view lesson_id) const override {
    const auto changed = lessons_.find(std::string(lesson_id));
    if (changed != lessons_.end()) return changed->second;
    return before_.Get(lesson_id);
  }

  absl::StatusOr<std::vector<v1::Lesson>> List(
      const std::vector<v1::LessonState>& states) const override;

  absl::StatusOr<std::optional<std::string>> Derived(
      absl::string_view key) const override {
    const auto changed = derived_.find(std::string(key));
    if (changed == derived_.end()) return before_.Derived(key);
    if (changed->second.deleted()) return std::nullopt;
    return changed->second.value();
  }

  v1::Position position() const override { return before_.position(); }

  void Put(v1::Lesson lesson) { lessons_[lesson.id()] = std::move(lesson); }
  void PutDerived(absl::string_view key, DerivedValue value) {
    derived_[std::string(key)] = std::move(value);
  }
  // Takes what was derived from the lesson out of force.
  absl::Status DropDerivedFrom(const std::string& lesson_id);
  // Removes the lesson's revisions and those of what was derived from it;
  // `tombstone` stays.
  absl::Status Erase(v1::Lesson tombstone);
  void Adopt(const v1::Snapshot& snapshot) {
    snapshots_[snapshot.name()] = snapshot;
  }

  EntryEffect ToEffect() const;

 private:
  const StoredMemory& before_;
  const v1::Position position_;
  std::map<std::string, v1::Lesson> lessons_;
  std::map<std::string, DerivedValue> derived_;
  std::map<std::string, v1::Snapshot> snapshots_;
  std::set<std::string> removed_keys_;
};

absl::StatusOr<std::vector<v1::Lesson>> ChangingMemory::List(
    const std::vector<v1::LessonState>& states) const {
  // Every state, so that those that changed state are not taken twice.
  ALHF_ASSIGN_OR_RETURN(
      const std::vector<v1::Lesson> stored,
      before_.List({v1::LESSON_HELD, v1::LESSON_SHADOW, v1::LESSON_ACTIVE,
                    v1::LESSON_RETIRED, v1::LESSON_ERASED}));
  std::map<std::pair<uint64_t, std::string>, v1::Lesson> ordered;
  const auto add = [&](const v1::Lesson& lesson) {
    const bool wanted = states.empty()
                            ? lesson.state() != v1::LESSON_ERASED
                            : std::find(states.begin(), states.end(),
                                        lesson.state()) != states.end();
    if (wanted) ordered[{lesson.learned_sequence(), lesson.id()}] = lesson;
  };
  for (const v1::Lesson& lesson : stored) {
    if (!lessons_.contains(lesson.id())) add(lesson);
  }
  for (const auto& [id, lesson] : lessons_) add(lesson);
  std::vector<v1::Lesson> lessons;
  for (auto& [place, lesson] : ordered) lessons.push_back(std::move(lesson));
  return lessons;
}

absl::Status ChangingMemory::DropDerivedFrom(const std::string& lesson_id) {
  ALHF_ASSIGN_OR_RETURN(const auto stored, before_.DerivedFrom(lesson_id));
  DerivedValue deleted;
  deleted.set_deleted(true);
  for (const auto& [key, value] : stored) derived_.emplace(key, deleted);
  for (auto& [key, value] : derived_) {
    const auto& ids = value.lesson_ids();
    if (std::find(ids.begin(), ids.end(), lesson_id) != ids.end()) {
      value = deleted;
    }
  }
  return absl::OkStatus();
}

absl::Status ChangingMemory::Erase(v1::Lesson tombstone) {
  ALHF_RETURN_IF_ERROR(DropDerivedFrom(tombstone.id()));
  ALHF_ASSIGN_OR_RETURN(const std::vector<std::string> revisions,
                        before_.RevisionKeys(Revised::kLesson, tombstone.id()));
  ALHF_ASSIGN_OR_RETURN(const std::vector<std::string> derived,
                        before_.KeysDerivedFrom(tombstone.id()));
  removed_keys_.insert(revisions.begin(), revisions.end());
  removed_keys_.insert(derived.begin(), derived.end());
  Put(std::move(tombstone));
  return absl::OkStatus();
}

EntryEffect ChangingMemory::ToEffect() const {
  const std::string& tenant = before_.tenant();
  const uint64_t sequence = position_.sequence();
  EntryEffect effect;
  for (const std::string& key : removed_keys_) effect.batch.Delete(key);
  effect.erased_keys.assign(removed_keys_.begin(), removed_keys_.end());
  for (const auto& [id, lesson] : lessons_) {
    storage::v1::LessonRevision revision;
    *revision.mutable_lesson() = lesson;
    revision.set_erased(lesson.state() == v1::LESSON_ERASED);
    effect.batch.Put(RevisionKey(tenant, Revised::kLesson, id, sequence),
                     Encode(revision));
    effect.batch.Put(absl::StrCat(OrderPrefix(tenant),
                                  OrderPlace(lesson.learned_sequence(), id)),
                     "");
    effect.lessons.push_back(lesson);
  }
  for (const auto& [key, value] : derived_) {
    effect.batch.Put(RevisionKey(tenant, Revised::kDerived, key, sequence),
                     Encode(value));
  }
  for (const auto& [name, snapshot] : snapshots_) {
    effect.batch.Put(RevisionKey(tenant, Revised::kSnapshot, name, sequence),
                     Encode(snapshot));
  }
  storage::v1::AppliedPosition applied;
  *applied.mutable_position() = position_;
  effect.batch.Put(PositionKey(tenant), Encode(applied));
  return effect;
}

// What an author's `Learn` is given for one lesson.
class LessonLearning final : public LearnContext {
 public:
  LessonLearning(const std::string& tenant, absl::Time entry_time,
                 const v1::Lesson& lesson, ChangingMemory& memory)
      : tenant_(tenant),
        entry_time_(entry_time),
        lesson_(lesson),
        memory_(memory) {}

  const std::string& tenant() const override { return tenant_; }
  absl::Time entry_time() const override { return entry_time_; }
  const Memory& memory() const override { return memory_; }
  absl::Status Store(const v1::Lesson& lesson) override;
  absl::Status Derive(absl::string_view key, absl::string_view value,
                      const std::vector<std::string>& lesson_ids) override;

  bool stored() const { return stored_; }

 private:
  const std::string& tenant_;
  const absl::Time entry_time_;
  const v1::Lesson& lesson_;
  ChangingMemory& memory_;
  bool stored_ = false;
};

absl::Status LessonLearning::Store(const v1::Lesson& lesson) {
  if (lesson.id() != lesson_.id() || lesson.text() != lesson_.text()) {
    return ComponentFailed(
        "Learn",
        absl::StrCat("it stored lesson '", lesson.id(), "' where it was given ",
                     lesson_.id(), ": keep id and text as they are"));
  }
  v1::Lesson kept = lesson;
  // What the entry decides is not the author's to change.
  kept.set_tenant(lesson_.tenant());
  kept.set_component(lesson_.component());
  kept.set_state(lesson_.state());
  *kept.mutable_create_time() = lesson_.create_time();
  *kept.mutable_update_time() = lesson_.update_time();
  *kept.mutable_position() = lesson_.position();
  kept.set_etag(lesson_.etag());
  kept.set_learned_sequence(lesson_.learned_sequence());
  memory_.Put(std::move(kept));
  stored_ = true;
  return absl::OkStatus();
}

absl::Status LessonLearning::Derive(
    absl::string_view key, absl::string_view value,
    const std::vector<std::string>& lesson_ids) {
  if (!IsName(key)) {
    return ComponentFailed("Learn",
                           "a key of a derived value must be 1 to 128 visible "
                           "ASCII characters");
  }
  if (value.size() > kMaxDerivedBytes) {
    return ComponentFailed(
        "Learn", absl::StrCat("the derived value ", key, " has ", value.size(),
                              " bytes, the limit is ", kMaxDerivedBytes));
  }
  if (lesson_ids.empty()) {
    return ComponentFailed(
        "Learn", absl::StrCat("the derived value ", key, " names no lesson"));
  }
  DerivedValue derived;
  derived.set_value(std::string(value));
  for (const std::string& id : lesson_ids) {
    if (id != lesson_.id() && !memory_.Get(id).ok()) {
      return ComponentFailed(
          "Learn", absl::StrCat("the derived value ", key, " names lesson ", id,
                                ", which is not there"));
    }
    derived.add_lesson_ids(id);
  }
  memory_.PutDerived(key, std::move(derived));
  return absl::OkStatus();
}

// Applies the changes of one entry, one after the other.
class EntryChanges {
 public:
  EntryChanges(const Component& component, const std::string& component_name,
               const StoredMemory& before, const v1::Entry& entry)
      : component_(component),
        component_name_(component_name),
        tenant_(before.tenant()),
        entry_(entry),
        memory_(before, entry.position()) {}

  absl::Status Apply(const v1::Change& change);
  EntryEffect ToEffect() const { return memory_.ToEffect(); }

 private:
  // Fills in whose lesson a learned or revised one is.
  absl::Status Own(v1::Lesson& lesson) const;
  absl::Status ApplyToLesson(const v1::Change& change);
  absl::Status Learn(const v1::Lesson& lesson);
  absl::Status Adopt(const v1::Snapshot& snapshot);

  const Component& component_;
  const std::string& component_name_;
  const std::string& tenant_;
  const v1::Entry& entry_;
  ChangingMemory memory_;
};

absl::Status EntryChanges::Apply(const v1::Change& change) {
  switch (change.kind_case()) {
    case v1::Change::kNone:
      return absl::OkStatus();
    case v1::Change::kAdoptSnapshot:
      return Adopt(change.adopt_snapshot().snapshot());
    case v1::Change::kLearn: {
      v1::Change owned = change;
      ALHF_RETURN_IF_ERROR(Own(*owned.mutable_learn()->mutable_lesson()));
      return ApplyToLesson(owned);
    }
    case v1::Change::kRevise: {
      v1::Change owned = change;
      ALHF_RETURN_IF_ERROR(Own(*owned.mutable_revise()->mutable_lesson()));
      return ApplyToLesson(owned);
    }
    case v1::Change::KIND_NOT_SET:
      return Malformed(Reason::FIELD_REQUIRED, "entries.changes",
                       "a change has no kind that this version knows: send "
                       "`none` where the component has no part");
    default:
      return ApplyToLesson(change);
  }
}

absl::Status EntryChanges::Own(v1::Lesson& lesson) const {
  const auto own = [](std::string* field, const std::string& ours,
                      absl::string_view name) {
    if (field->empty()) *field = ours;
    if (*field == ours) return absl::OkStatus();
    return Malformed(Reason::FIELD_INVALID, name,
                     absl::StrCat(name, " is ", *field, ", this is ", ours));
  };
  ALHF_RETURN_IF_ERROR(own(lesson.mutable_tenant(), tenant_, "lesson.tenant"));
  ALHF_RETURN_IF_ERROR(own(lesson.mutable_scope()->mutable_tenant(), tenant_,
                           "lesson.scope.tenant"));
  return own(lesson.mutable_component(), component_name_, "lesson.component");
}

absl::Status EntryChanges::ApplyToLesson(const v1::Change& change) {
  const std::string id = core::LessonIdOf(change);
  if (!IsName(id)) {
    return Malformed(Reason::FIELD_INVALID, "entries.changes",
                     "a lesson's id must be 1 to 128 visible ASCII characters");
  }
  std::optional<v1::Lesson> lesson;
  if (auto found = memory_.Get(id); found.ok()) {
    lesson = *std::move(found);
  } else if (!absl::IsNotFound(found.status())) {
    return found.status();
  }
  ALHF_ASSIGN_OR_RETURN(lesson,
                        core::ApplyChange(std::move(lesson), change, entry_));
  if (change.has_learn() || change.has_revise()) return Learn(*lesson);
  if (change.has_erase()) return memory_.Erase(*std::move(lesson));
  memory_.Put(*std::move(lesson));
  return absl::OkStatus();
}

absl::Status EntryChanges::Learn(const v1::Lesson& lesson) {
  ALHF_RETURN_IF_ERROR(memory_.DropDerivedFrom(lesson.id()));
  LessonLearning learning(tenant_, FromProto(entry_.time()), lesson, memory_);
  ALHF_RETURN_IF_ERROR(
      CallAuthor("Learn", [&] { return component_.Learn(learning, lesson); }));
  if (learning.stored()) return absl::OkStatus();
  return ComponentFailed("Learn", "it did not store the lesson");
}

absl::Status EntryChanges::Adopt(const v1::Snapshot& snapshot) {
  if (!IsName(snapshot.name())) {
    return Malformed(Reason::FIELD_INVALID, "adopt_snapshot.snapshot.name",
                     "a snapshot's name must be 1 to 128 visible ASCII "
                     "characters");
  }
  memory_.Adopt(snapshot);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<EntryEffect> EffectOf(const Component& component,
                                     const std::string& component_name,
                                     const StoredMemory& before,
                                     const v1::Entry& entry) {
  if (entry.changes().empty()) {
    return Malformed(Reason::FIELD_REQUIRED, "entries.changes",
                     absl::StrCat("entry ", entry.position().sequence(),
                                  " has no changes: send `none` where the "
                                  "component has no part"));
  }
  EntryChanges changes(component, component_name, before, entry);
  for (const v1::Change& change : entry.changes()) {
    if (auto applied = changes.Apply(change); !applied.ok()) {
      return Annotate(applied,
                      absl::StrCat("entry ", entry.position().sequence()));
    }
  }
  return changes.ToEffect();
}

}  // namespace alhf::sdk
