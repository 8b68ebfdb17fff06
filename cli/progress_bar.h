// A line on a terminal that says how far something is; nothing elsewhere.
//
//   ProgressBar bar(err, width);
//   bar.Show(3, 12);
//   bar.Clear();
//
// Thread safety: one thread at a time. Ownership: the stream must outlive it.
#ifndef ALHF_CLI_PROGRESS_BAR_H_
#define ALHF_CLI_PROGRESS_BAR_H_

#include <cstddef>
#include <ostream>
#include <string>

#include "absl/time/time.h"
#include "base/clock.h"

namespace alhf::cli {

class ProgressBar {
 public:
  // `width`: columns of the terminal; 0: there is none, and nothing is shown.
  ProgressBar(std::ostream& out, int width, const Clock* clock)
      : out_(out), width_(width), clock_(clock), start_(clock->Now()) {}
  ~ProgressBar() { Clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // Shows `done` of `all`, where it looks other than before.
  void Show(size_t done, size_t all);
  void Clear();

 private:
  std::ostream& out_;
  const int width_;
  const Clock* const clock_;
  const absl::Time start_;
  std::string shown_;
};

// Returns the bar as a line of at most `width` columns, with how long it may
// still take.
std::string RenderBar(size_t done, size_t all, absl::Duration elapsed,
                      int width);

}  // namespace alhf::cli

#endif  // ALHF_CLI_PROGRESS_BAR_H_
