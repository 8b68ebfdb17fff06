// The server's end of a stream: messages go in from any thread and out one at
// a time, as gRPC wants.
//
//   const std::shared_ptr<EventStream> stream = EventStream::New();
//   worker->Start([stream] {
//     stream->Push(event);
//     stream->Close(absl::OkStatus());  // once, last
//   });
//   return stream.get();                // to gRPC
//
// A caller who goes ends the stream at once, whatever its worker still does.
//
// Thread safety: `Push()` and `Close()` may be called from many threads, no
// `Push()` after `Close()`. Ownership: shared by its users and gRPC.
#ifndef ALHF_BASE_GRPC_EVENT_STREAM_H_
#define ALHF_BASE_GRPC_EVENT_STREAM_H_

#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/server_callback.h>
#include <grpcpp/support/status.h>

#include <cstddef>
#include <deque>
#include <memory>
#include <utility>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "base/mutex.h"
#include "google/protobuf/message.h"

namespace alhf {

class EventStream final : public grpc::ServerWriteReactor<grpc::ByteBuffer> {
 public:
  // Returns a stream that lives until gRPC is done with it, and longer for
  // those who hold it. `on_end`, where given, is called once with how it ends.
  static std::shared_ptr<EventStream> New(
      absl::AnyInvocable<void(const absl::Status&)> on_end = nullptr);

  // What becomes of a message when the caller reads too slowly.
  enum class Keep { kAlways, kIfRoom };

  // Messages that wait for the caller before `kIfRoom` drops one.
  static constexpr size_t kMaxWaiting = 256;

  // Sends `message` after those before it. Returns false when the caller has
  // gone.
  bool Push(const google::protobuf::Message& message,
            Keep keep = Keep::kAlways);

  // Ends the stream after what was pushed; without effect where it has ended.
  void Close(const absl::Status& status);

  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

 private:
  explicit EventStream(absl::AnyInvocable<void(const absl::Status&)> on_end)
      : on_end_(std::move(on_end)) {}

  // Starts the next operation where none is under way.
  void Next();

  Mutex mutex_;
  std::deque<grpc::ByteBuffer> waiting_ ABSL_GUARDED_BY(mutex_);
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  // gRPC's own reference.
  std::shared_ptr<EventStream> self_ ABSL_GUARDED_BY(mutex_);
  absl::AnyInvocable<void(const absl::Status&)> on_end_;
  // Written before, and read after, what the flags above order.
  grpc::ByteBuffer current_;
  grpc::Status status_;
};

}  // namespace alhf

#endif  // ALHF_BASE_GRPC_EVENT_STREAM_H_
