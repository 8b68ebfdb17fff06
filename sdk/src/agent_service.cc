#include "sdk/src/agent_service.h"

#include <deque>
#include <memory>
#include <utility>

#include "base/grpc_message.h"
#include "base/grpc_status.h"
#include "base/mutex.h"
#include "sdk/src/grpc_deadline.h"
#include "sdk/src/request_checks.h"

namespace alhf::sdk {
namespace {

// A caller that reads more slowly than this loses lines of progress.
constexpr size_t kMaxWaiting = 256;

// Events go in from the thread that runs the stage and out one at a time, as
// gRPC wants. Deletes itself when gRPC is done with it.
class EventStream final : public grpc::ServerWriteReactor<grpc::ByteBuffer> {
 public:
  void Push(const v1::RunEvent& event) {
    {
      MutexLock lock(mutex_);
      if (broken_ || (event.has_progress() && waiting_.size() >= kMaxWaiting)) {
        return;
      }
      waiting_.push_back(SerializeMessage(event));
    }
    Next();
  }

  // Ends the stream after what was pushed. Call once, last.
  void Close(const absl::Status& status) {
    {
      MutexLock lock(mutex_);
      closed_ = true;
      status_ = ToGrpcStatus(status);
    }
    Next();
  }

  void OnWriteDone(bool ok) override {
    {
      MutexLock lock(mutex_);
      writing_ = false;
      if (!ok) {
        // The caller is gone.
        broken_ = true;
        waiting_.clear();
      }
    }
    Next();
  }

  void OnDone() override { delete this; }

 private:
  // Starts the next operation where none is under way. After `Finish` this may
  // be gone.
  void Next() {
    bool finish = false;
    {
      MutexLock lock(mutex_);
      if (writing_ || finished_) return;
      if (waiting_.empty() && !closed_) return;
      finish = waiting_.empty();
      if (finish) {
        finished_ = true;
      } else {
        writing_ = true;
        current_ = std::move(waiting_.front());
        waiting_.pop_front();
      }
    }
    // Only the one that set `writing_` or `finished_` comes here.
    if (finish) {
      Finish(status_);
    } else {
      StartWrite(&current_);
    }
  }

  Mutex mutex_;
  std::deque<grpc::ByteBuffer> waiting_ ABSL_GUARDED_BY(mutex_);
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  // Written before, and read after, what the flags above order.
  grpc::ByteBuffer current_;
  grpc::Status status_;
};

}  // namespace

grpc::ServerWriteReactor<grpc::ByteBuffer>* AgentService::Run(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* bytes) {
  auto* stream = new EventStream();
  auto request = std::make_shared<v1::RunRequest>();
  absl::Status status = ParseMessage(*bytes, request.get());
  if (status.ok()) status = CheckRequest(*request);
  if (!status.ok()) {
    stream->Close(status);
    return stream;
  }
  const absl::Time deadline = DeadlineOf(*context);
  lanes_->RunAfter(
      request->tenant(), request->query().min_position(), deadline,
      Lane::kQuery,
      [host = host_, stream, request, deadline](absl::Status taken) {
        if (taken.ok()) {
          taken = host->Run(*request, deadline, [stream](v1::RunEvent event) {
            stream->Push(event);
          });
        }
        stream->Close(taken);
      });
  return stream;
}

}  // namespace alhf::sdk
