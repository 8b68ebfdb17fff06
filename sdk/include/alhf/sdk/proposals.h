// Typed directives and how a proposal relates to what is remembered.
//
//   proposal.mutable_directive() = MakeDirective(limit);
//   RelateTo(context.memory(), proposal);
//   …
//   if (auto limit = ReadDirective<Limit>(item.directive())) …
//
// Thread safety: pure functions.
#ifndef ALHF_SDK_PROPOSALS_H_
#define ALHF_SDK_PROPOSALS_H_

#include <optional>

#include "absl/status/status.h"
#include "alhf/sdk/memory.h"
#include "alhf/v1/types.pb.h"
#include "google/protobuf/message.h"

namespace alhf::sdk {

// Returns `message` as a directive: equal messages give equal bytes.
v1::Directive MakeDirective(const google::protobuf::Message& message);

// Returns the directive's message, or nothing where it is of another type or
// damaged.
template <typename Message>
std::optional<Message> ReadDirective(const v1::Directive& directive) {
  Message message;
  if (directive.type_name() != message.GetDescriptor()->full_name() ||
      !message.ParseFromString(directive.payload())) {
    return std::nullopt;
  }
  return message;
}

// Adds the relations of `proposal` to the lessons that are in force or held
// and have its conflict key: SAME_AS where directive and scope are equal,
// CONTRADICTS where they settle the same topic differently, NARROWS where the
// proposal has a topic and the lesson has none.
absl::Status RelateTo(const Memory& memory, v1::Proposal& proposal);

}  // namespace alhf::sdk

#endif  // ALHF_SDK_PROPOSALS_H_
