#include "tests/conformance/trial_tenant.h"

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "base/status.h"
#include "base/text.h"
#include "google/protobuf/util/message_differencer.h"
#include "tests/conformance/changes.h"
#include "tests/conformance/verdict.h"

namespace alhf::conformance {
namespace {

constexpr uint64_t kEpoch = 1;
// Small, so that lists come in pages.
constexpr int kPageSize = 3;
// Of a list that does not end.
constexpr int kMaxPages = 10'000;
// When a log of the suite begins.
constexpr int64_t kLogBegins = 1'750'000'000;

absl::Status Endless(absl::string_view list) {
  return Mismatch(absl::StrCat(list, " to come to an end"),
                  absl::StrCat("a next page after ", kMaxPages, " pages"));
}

}  // namespace

v1::Position TrialTenant::At(uint64_t sequence) const {
  v1::Position position;
  position.set_log_id(log_id_);
  position.set_epoch(kEpoch);
  position.set_sequence(sequence);
  return position;
}

v1::Entry TrialTenant::EntryAt(uint64_t sequence,
                               std::vector<v1::Change> changes) const {
  v1::Entry entry;
  *entry.mutable_position() = At(sequence);
  *entry.mutable_time() = ToProto(
      absl::FromUnixSeconds(kLogBegins + static_cast<int64_t>(sequence)));
  entry.set_principal("alhf-conformance");
  for (v1::Change& change : changes) *entry.add_changes() = std::move(change);
  return entry;
}

absl::Status TrialTenant::Append(std::vector<v1::Change> changes) {
  const v1::Entry entry = EntryAt(sequence_ + 1, std::move(changes));
  if (const auto applied = Send({entry}); !applied.ok()) {
    return Mismatch(absl::StrCat("entry ", entry.position().sequence(),
                                 " to be applied: ", entry.ShortDebugString()),
                    Describe(applied.status()));
  }
  ++sequence_;
  return absl::OkStatus();
}

absl::StatusOr<v1::Position> TrialTenant::Send(
    const std::vector<v1::Entry>& entries, bool rebuild) const {
  v1::ApplyChangesRequest request;
  request.set_tenant(name_);
  request.set_rebuild(rebuild);
  for (const v1::Entry& entry : entries) *request.add_entries() = entry;
  ALHF_ASSIGN_OR_RETURN(const auto response, component_->ApplyChanges(request));
  return response.applied_position();
}

absl::StatusOr<v1::Assessment> TrialTenant::Assess(
    const v1::FeedbackRecord& record, bool assume_in_scope) const {
  v1::AssessFeedbackRequest request;
  request.set_tenant(name_);
  *request.mutable_record() = record;
  request.mutable_record()->set_tenant(name_);
  request.mutable_record()->mutable_exchange()->set_tenant(name_);
  request.set_assume_in_scope(assume_in_scope);
  ALHF_ASSIGN_OR_RETURN(const auto response,
                        component_->AssessFeedback(request));
  return response.assessment();
}

absl::StatusOr<v1::Adjustment> TrialTenant::Adjust(
    const v1::Query& query, const std::string& agent) const {
  v1::AdjustQueryRequest request;
  request.set_tenant(name_);
  request.set_agent(agent);
  *request.mutable_query() = query;
  ALHF_ASSIGN_OR_RETURN(const auto response, component_->AdjustQuery(request));
  return response.adjustment();
}

absl::StatusOr<v1::Lesson> TrialTenant::Get(
    const std::string& lesson_id, std::optional<uint64_t> as_of) const {
  v1::GetLessonRequest request;
  request.set_tenant(name_);
  request.set_lesson_id(lesson_id);
  if (as_of.has_value()) *request.mutable_as_of() = At(*as_of);
  return component_->GetLesson(request);
}

absl::StatusOr<std::vector<v1::Lesson>> TrialTenant::List(
    const std::vector<v1::LessonState>& states) const {
  v1::ListLessonsRequest request;
  request.set_tenant(name_);
  request.set_page_size(kPageSize);
  for (const v1::LessonState state : states) request.add_states(state);
  std::vector<v1::Lesson> lessons;
  for (int page = 0; page < kMaxPages; ++page) {
    ALHF_ASSIGN_OR_RETURN(const auto response,
                          component_->ListLessons(request));
    lessons.insert(lessons.end(), response.lessons().begin(),
                   response.lessons().end());
    request.set_page_token(response.next_page_token());
    if (request.page_token().empty()) return lessons;
  }
  return Endless("the list of lessons");
}

absl::StatusOr<MemoryExport> TrialTenant::Export() const {
  v1::ExportMemoryRequest request;
  request.set_tenant(name_);
  MemoryExport exported;
  for (int page = 0; page < kMaxPages; ++page) {
    ALHF_ASSIGN_OR_RETURN(const auto response,
                          component_->ExportMemory(request));
    for (const auto& item : response.items()) {
      exported.items.emplace_back(item.key(), item.value());
    }
    exported.position = response.applied_position();
    request.set_page_token(response.next_page_token());
    if (request.page_token().empty()) return exported;
  }
  return Endless("the export");
}

absl::Status TrialTenant::ExpectUnchanged(const MemoryExport& before) const {
  ALHF_ASSIGN_OR_RETURN(const MemoryExport after, Export());
  const auto describe = [](const MemoryExport& memory) {
    return absl::StrCat(memory.items.size(), " items at sequence ",
                        memory.position.sequence());
  };
  const bool same = after.items == before.items &&
                    google::protobuf::util::MessageDifferencer::Equals(
                        after.position, before.position);
  return Expect(
      same,
      absl::StrCat("the memory to stay as it was, with ", describe(before)),
      absl::StrCat("a changed export: ", describe(after)));
}

absl::Status TrialTenant::Empty() const {
  ALHF_ASSIGN_OR_RETURN(const v1::Position applied, Send({}));
  if (applied.sequence() == 0) return absl::OkStatus();
  // One by one, in case that a rebuild does not drop them; of another log,
  // where a case left one.
  const std::vector<v1::LessonState> all = {v1::LESSON_HELD, v1::LESSON_SHADOW,
                                            v1::LESSON_ACTIVE,
                                            v1::LESSON_RETIRED};
  ALHF_ASSIGN_OR_RETURN(const std::vector<v1::Lesson> lessons, List(all));
  v1::Entry erase = EntryAt(applied.sequence() + 1, {});
  *erase.mutable_position() = applied;
  erase.mutable_position()->set_sequence(applied.sequence() + 1);
  for (const v1::Lesson& lesson : lessons) {
    *erase.add_changes() = Erase(lesson.id());
  }
  if (!lessons.empty()) ALHF_RETURN_IF_ERROR(Send({erase}).status());
  ALHF_RETURN_IF_ERROR(Send({EntryAt(1, {None()})}, /*rebuild=*/true).status());
  ALHF_ASSIGN_OR_RETURN(const std::vector<v1::Lesson> left, List(all));
  if (left.empty()) return absl::OkStatus();
  return absl::InternalError(
      absl::StrCat(left.size(), " lessons are still there"));
}

}  // namespace alhf::conformance
