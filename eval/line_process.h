// A program that answers each line with a line.
//
//   ALHF_ASSIGN_OR_RETURN(auto cat, LineProcess::Start({"/bin/cat"}));
//   cat->Ask("hello", absl::Seconds(5)) == "hello"
//
// Thread safety: `Ask` may be called from many threads; they take turns. Start
// it from a thread that outlives it (base/process.h).
#ifndef ALHF_EVAL_LINE_PROCESS_H_
#define ALHF_EVAL_LINE_PROCESS_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "base/mutex.h"
#include "base/process.h"

namespace alhf::eval {

class LineProcess {
 public:
  // Errors are those of Process::Start.
  static absl::StatusOr<std::unique_ptr<LineProcess>> Start(
      const std::vector<std::string>& command);
  ~LineProcess();
  LineProcess(const LineProcess&) = delete;
  LineProcess& operator=(const LineProcess&) = delete;

  // Sends `line`, which holds no line feed, and returns the line that comes
  // back. UNAVAILABLE: the program ended. DEADLINE_EXCEEDED: nothing came; it
  // is of no use any more.
  absl::StatusOr<std::string> Ask(absl::string_view line,
                                  absl::Duration timeout);

 private:
  LineProcess(std::unique_ptr<Process> process, int socket)
      : process_(std::move(process)), socket_(socket) {}

  Mutex mutex_;
  const std::unique_ptr<Process> process_;
  const int socket_;
  // What came after the last line.
  std::string rest_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace alhf::eval

#endif  // ALHF_EVAL_LINE_PROCESS_H_
