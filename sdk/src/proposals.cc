#include "alhf/sdk/proposals.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/util/json_util.h"

namespace alhf::sdk {
namespace {

std::string DeterministicBytes(const google::protobuf::Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

// Whether both scopes cover the same queries, whoever asks.
bool SameReach(const v1::Scope& a, const v1::Scope& b) {
  v1::Scope left = a;
  v1::Scope right = b;
  for (v1::Scope* scope : {&left, &right}) {
    scope->clear_tenant();
    scope->clear_agent();
    scope->clear_user();
    scope->clear_counterexamples();
  }
  return DeterministicBytes(left) == DeterministicBytes(right);
}

v1::Relation::Kind KindOf(const v1::Lesson& lesson,
                          const v1::Proposal& proposal) {
  const bool same_reach = SameReach(lesson.scope(), proposal.scope());
  if (lesson.directive().payload() == proposal.directive().payload()) {
    return same_reach ? v1::Relation::SAME_AS : v1::Relation::KIND_UNSPECIFIED;
  }
  if (same_reach) return v1::Relation::CONTRADICTS;
  const bool wide = lesson.scope().breadth() == v1::BREADTH_COMPONENT;
  const bool narrow = proposal.scope().breadth() != v1::BREADTH_COMPONENT;
  return wide && narrow ? v1::Relation::NARROWS
                        : v1::Relation::KIND_UNSPECIFIED;
}

}  // namespace

v1::Directive MakeDirective(const google::protobuf::Message& message) {
  v1::Directive directive;
  directive.set_type_name(message.GetDescriptor()->full_name());
  directive.set_payload(DeterministicBytes(message));
  std::string json;
  if (google::protobuf::util::MessageToJsonString(message, &json).ok()) {
    // A message is an object in JSON, and so a Struct.
    const auto status = google::protobuf::util::JsonStringToMessage(
        json, directive.mutable_display());
    if (!status.ok()) directive.clear_display();
  }
  return directive;
}

absl::Status RelateTo(const Memory& memory, v1::Proposal& proposal) {
  if (proposal.conflict_key().empty()) return absl::OkStatus();
  ALHF_ASSIGN_OR_RETURN(
      const std::vector<v1::Lesson> lessons,
      memory.List({v1::LESSON_HELD, v1::LESSON_SHADOW, v1::LESSON_ACTIVE}));
  for (const v1::Lesson& lesson : lessons) {
    if (lesson.conflict_key() != proposal.conflict_key()) continue;
    const v1::Relation::Kind kind = KindOf(lesson, proposal);
    if (kind == v1::Relation::KIND_UNSPECIFIED) continue;
    v1::Relation& relation = *proposal.add_relations();
    relation.set_kind(kind);
    relation.set_lesson_id(lesson.id());
    relation.set_reason(absl::StrCat("earlier: ", lesson.understood_as()));
  }
  return absl::OkStatus();
}

}  // namespace alhf::sdk
