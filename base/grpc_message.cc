#include "base/grpc_message.h"

#include <grpcpp/impl/codegen/proto_utils.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "base/text.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"

namespace alhf {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

// Returns the path of the first string field of `input` that is not UTF-8.
std::optional<std::string> FindInvalidUtf8(const Descriptor& type,
                                           CodedInputStream& input) {
  while (const uint32_t tag = input.ReadTag()) {
    const FieldDescriptor* field =
        type.FindFieldByNumber(WireFormatLite::GetTagFieldNumber(tag));
    const bool delimited = WireFormatLite::GetTagWireType(tag) ==
                           WireFormatLite::WIRETYPE_LENGTH_DELIMITED;
    if (field == nullptr || !delimited) {
      if (!WireFormatLite::SkipField(&input, tag)) return std::nullopt;
      continue;
    }
    std::string value;
    if (!WireFormatLite::ReadBytes(&input, &value)) return std::nullopt;
    if (field->type() == FieldDescriptor::TYPE_STRING && !IsUtf8(value)) {
      return field->name();
    }
    if (field->type() != FieldDescriptor::TYPE_MESSAGE) continue;
    CodedInputStream nested(reinterpret_cast<const uint8_t*>(value.data()),
                            static_cast<int>(value.size()));
    if (auto path = FindInvalidUtf8(*field->message_type(), nested)) {
      return absl::StrCat(field->name(), ".", *path);
    }
  }
  return std::nullopt;
}

absl::Status ExplainParseError(const grpc::ByteBuffer& bytes,
                               const Descriptor& type) {
  std::vector<grpc::Slice> slices;
  std::string flat;
  if (bytes.Dump(&slices).ok()) {
    for (const grpc::Slice& slice : slices) {
      flat.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
    }
  }
  CodedInputStream input(reinterpret_cast<const uint8_t*>(flat.data()),
                         static_cast<int>(flat.size()));
  if (const auto field = FindInvalidUtf8(type, input)) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::INVALID_UTF8,
                 absl::StrCat(*field, " is not UTF-8: send text as UTF-8"),
                 {{"field", *field}});
  }
  return Error(absl::StatusCode::kInvalidArgument, Reason::FIELD_INVALID,
               absl::StrCat("the request is not a ", type.full_name(),
                            ": use the protos of this version"),
               {{"field", ""}});
}

}  // namespace

absl::Status ParseMessage(const grpc::ByteBuffer& bytes,
                          google::protobuf::Message* message) {
  // The reader only walks the buffer, though its type does not say so.
  grpc::ProtoBufferReader reader(const_cast<grpc::ByteBuffer*>(&bytes));
  if (reader.status().ok() && message->ParseFromZeroCopyStream(&reader)) {
    return absl::OkStatus();
  }
  return ExplainParseError(bytes, *message->GetDescriptor());
}

grpc::ByteBuffer SerializeMessage(const google::protobuf::Message& message) {
  grpc::ByteBuffer bytes;
  bool own_buffer = false;
  // Never fails: every field of proto3 is optional.
  (void)grpc::GenericSerialize<grpc::ProtoBufferWriter,
                               google::protobuf::Message>(message, &bytes,
                                                          &own_buffer);
  return bytes;
}

}  // namespace alhf
