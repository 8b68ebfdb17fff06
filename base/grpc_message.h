// Messages as they come off the wire and go onto it. The generated handlers
// answer bytes that do not parse (one bad UTF-8 character is enough) with an
// UNIMPLEMENTED without a word; a handler over raw bytes can say what is wrong.
//
//   if (absl::Status status = ParseMessage(*bytes, &request); !status.ok()) …
//
// Thread safety: pure functions.
#ifndef ALHF_BASE_GRPC_MESSAGE_H_
#define ALHF_BASE_GRPC_MESSAGE_H_

#include <grpcpp/support/byte_buffer.h>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace alhf {

// Parses `bytes` into `message`.
//
// INVALID_ARGUMENT INVALID_UTF8: names the field; FIELD_INVALID: not a message
//   of this type at all.
absl::Status ParseMessage(const grpc::ByteBuffer& bytes,
                          google::protobuf::Message* message);

// Returns `message` as bytes.
grpc::ByteBuffer SerializeMessage(const google::protobuf::Message& message);

}  // namespace alhf

#endif  // ALHF_BASE_GRPC_MESSAGE_H_
