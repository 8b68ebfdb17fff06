#include "coordinator/feedback/request_digest.h"

#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "base/text.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace alhf::coordinator {
namespace {

// The type's name keeps requests of different kinds apart.
std::string Digest(const google::protobuf::Message& request) {
  return Sha256(
      absl::StrCat(request.GetTypeName(), "\n", StableBytes(request)));
}

}  // namespace

std::string StableBytes(const google::protobuf::Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

std::string DigestOf(v1::SubmitFeedbackRequest request,
                     absl::string_view user) {
  request.clear_wait();
  request.clear_wait_for();
  request.set_user(std::string(user));
  v1::FeedbackRecord& record = *request.mutable_record();
  record.clear_id();
  record.clear_giver();
  record.clear_giver_role();
  record.clear_time();
  if (!record.detached()) {
    // The rest was filled in from the exchange store.
    const std::string id = record.exchange().id();
    record.mutable_exchange()->Clear();
    record.mutable_exchange()->set_id(id);
  }
  return Digest(request);
}

std::string DigestOf(v1::ChangeLessonRequest request, absl::string_view user) {
  request.clear_wait();
  request.clear_wait_for();
  request.set_user(std::string(user));
  return Digest(request);
}

std::string DigestOf(v1::RetryParkedRequest request) {
  // A position that was read before a restore names the same entry.
  request.mutable_position()->clear_epoch();
  return Digest(request);
}

absl::Status RequestIdReused(absl::string_view request_id) {
  return Error(
      absl::StatusCode::kInvalidArgument, Reason::REQUEST_ID_REUSED,
      absl::StrCat("request_id ", request_id,
                   " was used before with another request: take a "
                   "new one"),
      {{"field", "request_id"}, {"request_id", std::string(request_id)}});
}

}  // namespace alhf::coordinator
