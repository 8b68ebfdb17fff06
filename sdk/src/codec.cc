#include "sdk/src/codec.h"

#include "absl/strings/str_cat.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace alhf::sdk {

std::string Encode(const google::protobuf::MessageLite& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializePartialToCodedStream(&coded);
  }
  return bytes;
}

absl::Status DecodeInto(absl::string_view bytes,
                        google::protobuf::MessageLite* message) {
  if (message->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::OkStatus();
  }
  return Error(absl::StatusCode::kDataLoss, Reason::STORE_DAMAGED,
               absl::StrCat("a stored ", message->GetTypeName(),
                            " cannot be read: delete the data folder, the "
                            "memory is rebuilt from the log"),
               {{"type", message->GetTypeName()}});
}

}  // namespace alhf::sdk
