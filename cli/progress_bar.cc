#include "cli/progress_bar.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace alhf::cli {
namespace {

// Before so much is done nobody knows how long it takes.
constexpr double kTelling = 0.02;

}  // namespace

std::string RenderBar(size_t done, size_t all, absl::Duration elapsed,
                      int width) {
  const double share =
      all == 0 ? 1 : static_cast<double>(done) / static_cast<double>(all);
  std::string rest;
  if (share >= kTelling && share < 1) {
    const absl::Duration left = elapsed * ((1 - share) / share);
    rest = absl::StrCat(
        ", ", absl::FormatDuration(absl::Floor(left, absl::Seconds(1))),
        " left");
  }
  const std::string text =
      absl::StrFormat(" %3.0f %%  %d of %d%s", share * 100, done, all, rest);
  const int room = std::min(40, width - static_cast<int>(text.size()) - 3);
  if (room <= 0) return text.substr(0, static_cast<size_t>(width - 1));
  const int full = static_cast<int>(share * room);
  std::string bar;
  for (int i = 0; i < room; ++i) bar += i < full ? "█" : "░";
  return bar + text;
}

void ProgressBar::Show(size_t done, size_t all) {
  if (width_ == 0) return;
  std::string line = RenderBar(done, all, clock_->Now() - start_, width_);
  if (line == shown_) return;
  out_ << "\r\x1b[K" << line << std::flush;
  shown_ = std::move(line);
}

void ProgressBar::Clear() {
  if (shown_.empty()) return;
  out_ << "\r\x1b[K" << std::flush;
  shown_.clear();
}

}  // namespace alhf::cli
