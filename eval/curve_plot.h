// The curve as a picture: adherence above, harm below, a line for each policy,
// with the interval as a band.
//
//   file << RenderSvg(curve, "company.jsonl");
//
// Thread safety: pure functions.
#ifndef ALHF_EVAL_CURVE_PLOT_H_
#define ALHF_EVAL_CURVE_PLOT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "eval/curve.h"

namespace alhf::eval {

// Returns an SVG document (W3C, SVG 1.1) that needs no other file.
std::string RenderSvg(const Curve& curve, absl::string_view title);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_CURVE_PLOT_H_
