#include "base/grpc_event_stream.h"

#include <utility>

#include "absl/memory/memory.h"
#include "base/grpc_message.h"
#include "base/grpc_status.h"

namespace alhf {

std::shared_ptr<EventStream> EventStream::New(
    absl::AnyInvocable<void(const absl::Status&)> on_end) {
  std::shared_ptr<EventStream> stream =
      absl::WrapUnique(new EventStream(std::move(on_end)));
  MutexLock lock(stream->mutex_);
  stream->self_ = stream;
  return stream;
}

bool EventStream::Push(const google::protobuf::Message& message, Keep keep) {
  {
    MutexLock lock(mutex_);
    if (broken_) return false;
    if (keep == Keep::kIfRoom && waiting_.size() >= kMaxWaiting) return true;
    waiting_.push_back(SerializeMessage(message));
  }
  Next();
  return true;
}

void EventStream::Close(const absl::Status& status) {
  {
    MutexLock lock(mutex_);
    if (finished_) return;
    closed_ = true;
    status_ = ToGrpcStatus(status);
  }
  Next();
}

void EventStream::OnWriteDone(bool ok) {
  {
    MutexLock lock(mutex_);
    writing_ = false;
    if (!ok) {
      broken_ = true;
      waiting_.clear();
    }
  }
  Next();
}

void EventStream::OnCancel() {
  {
    MutexLock lock(mutex_);
    broken_ = true;
    waiting_.clear();
  }
  Next();
}

void EventStream::OnDone() {
  // The last reference may be this one: it ends after the lock.
  std::shared_ptr<EventStream> self;
  MutexLock lock(mutex_);
  self = std::move(self_);
}

void EventStream::Next() {
  bool finish = false;
  {
    MutexLock lock(mutex_);
    if (writing_ || finished_) return;
    if (waiting_.empty() && !closed_ && !broken_) return;
    finish = waiting_.empty();
    if (finish) {
      finished_ = true;
      if (!closed_) status_ = grpc::Status::CANCELLED;
    } else {
      writing_ = true;
      current_ = std::move(waiting_.front());
      waiting_.pop_front();
    }
  }
  // Only the one that set `writing_` or `finished_` comes here.
  if (finish) {
    if (on_end_) on_end_(FromGrpcStatus(status_));
    Finish(status_);
  } else {
    StartWrite(&current_);
  }
}

}  // namespace alhf
