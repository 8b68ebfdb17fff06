#include "eval/line_process.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status.h"

namespace alhf::eval {
namespace {

absl::Status Ended() {
  return absl::UnavailableError("the program ended before it answered");
}

}  // namespace

absl::StatusOr<std::unique_ptr<LineProcess>> LineProcess::Start(
    const std::vector<std::string>& command) {
  std::array<int, 2> ends;
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return absl::InternalError(
        absl::StrCat("socketpair: ", std::strerror(errno)));
  }
  auto process = Process::Start(command, StandardFiles{ends[1], ends[1], -1});
  close(ends[1]);
  if (!process.ok()) {
    close(ends[0]);
    return process.status();
  }
  return std::unique_ptr<LineProcess>(
      new LineProcess(*std::move(process), ends[0]));
}

LineProcess::~LineProcess() { close(socket_); }

absl::StatusOr<std::string> LineProcess::Ask(absl::string_view line,
                                             absl::Duration timeout) {
  MutexLock lock(mutex_);
  const std::string sent = absl::StrCat(line, "\n");
  size_t at = 0;
  std::array<char, 4096> buffer;
  // Both ways at once: a program that answers while it reads would otherwise
  // wait for us, and we for it.
  while (at < sent.size() || rest_.find('\n') == std::string::npos) {
    const bool sending = at < sent.size();
    pollfd ready = {
        socket_, static_cast<int16_t>(sending ? POLLIN | POLLOUT : POLLIN), 0};
    const int count =
        poll(&ready, 1, static_cast<int>(absl::ToInt64Milliseconds(timeout)));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      return absl::DeadlineExceededError("the program did not answer in time");
    }
    if (sending && (ready.revents & POLLOUT) != 0) {
      const ssize_t n = send(socket_, sent.data() + at, sent.size() - at,
                             MSG_NOSIGNAL | MSG_DONTWAIT);
      if (n <= 0 && errno != EAGAIN) return Ended();
      if (n > 0) at += static_cast<size_t>(n);
    }
    if ((ready.revents & (POLLIN | POLLHUP | POLLERR)) != 0) {
      const ssize_t n = recv(socket_, buffer.data(), buffer.size(), 0);
      if (n <= 0) return Ended();
      rest_.append(buffer.data(), static_cast<size_t>(n));
    }
  }
  const size_t end = rest_.find('\n');
  std::string answer = rest_.substr(0, end);
  rest_.erase(0, end + 1);
  return answer;
}

}  // namespace alhf::eval
