#include "eval/curve_plot.h"

#include <cmath>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"

namespace alhf::eval {
namespace {

constexpr double kWidth = 760;
constexpr double kHeight = 640;
constexpr double kLeft = 60;
constexpr double kRight = 610;
// Colours that differ for the colour-blind too (M. Okabe, K. Ito, 2008).
constexpr const char* kColours[] = {"#0072b2", "#999999", "#d55e00",
                                    "#cc79a7", "#009e73", "#e69f00"};

std::string Escaped(absl::string_view text) {
  return absl::StrReplaceAll(
      text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}});
}

std::string Text(double x, double y, absl::string_view anchor,
                 absl::string_view text) {
  return absl::StrFormat(
      "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y,
      anchor, Escaped(text));
}

std::string Line(double x1, double y1, double x2, double y2) {
  return absl::StrFormat(
      "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" "
      "stroke=\"#dddddd\"/>\n",
      x1, y1, x2, y2);
}

// One diagram of one metric, between two heights of the picture.
class Panel {
 public:
  Panel(const Curve& curve, Metric metric, double top, double bottom)
      : curve_(curve), metric_(metric), top_(top), bottom_(bottom) {}

  std::string Render(absl::string_view title) const {
    std::string svg = Text(kLeft, top_ - 10, "start", title);
    for (int percent = 0; percent <= 100; percent += 20) {
      const double y = Y(percent / 100.);
      absl::StrAppend(
          &svg, Line(kLeft, y, kRight, y),
          Text(kLeft - 8, y + 4, "end", absl::StrCat(percent, " %")));
    }
    for (size_t i = 0; i < Points(); ++i) {
      absl::StrAppend(&svg,
                      Text(X(i), bottom_ + 18, "middle",
                           absl::StrCat(curve_.policies[0].points[i].records)));
    }
    for (size_t i = 0; i < curve_.policies.size(); ++i) {
      absl::StrAppend(&svg, RenderPolicy(curve_.policies[i], ColourOf(i)));
    }
    return svg;
  }

  static const char* ColourOf(size_t policy) {
    return kColours[policy % std::size(kColours)];
  }

 private:
  size_t Points() const {
    return curve_.policies.empty() ? 0 : curve_.policies[0].points.size();
  }
  // Points lie at equal distances: each is about twice the one before.
  double X(size_t point) const {
    const double steps = Points() < 2 ? 1 : static_cast<double>(Points() - 1);
    return kLeft + 10 +
           (kRight - kLeft - 20) * static_cast<double>(point) / steps;
  }
  double Y(double value) const { return bottom_ - (bottom_ - top_) * value; }

  std::string RenderPolicy(const PolicyCurve& policy,
                           absl::string_view colour) const {
    std::string line;
    std::string above;
    std::string below;
    std::string dots;
    for (size_t i = 0; i < policy.points.size(); ++i) {
      const Figure& figure = policy.points[i][metric_];
      if (!figure.value.has_value()) continue;
      absl::StrAppendFormat(&line, "%.1f,%.1f ", X(i), Y(*figure.value));
      absl::StrAppendFormat(
          &dots, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n",
          X(i), Y(*figure.value), colour);
      const double high =
          figure.interval ? figure.interval->high : *figure.value;
      const double low = figure.interval ? figure.interval->low : *figure.value;
      absl::StrAppendFormat(&above, "%.1f,%.1f ", X(i), Y(high));
      below = absl::StrFormat("%.1f,%.1f ", X(i), Y(low)) + below;
    }
    return absl::StrFormat(
        "<polygon points=\"%s%s\" fill=\"%s\" fill-opacity=\"0.12\"/>\n"
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" "
        "stroke-width=\"2\"/>\n%s",
        above, below, colour, line, colour, dots);
  }

  const Curve& curve_;
  const Metric metric_;
  const double top_;
  const double bottom_;
};

}  // namespace

std::string RenderSvg(const Curve& curve, absl::string_view title) {
  std::string svg = absl::StrFormat(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" "
      "height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\" font-family=\"sans-serif\" "
      "font-size=\"12\">\n<rect width=\"100%%\" height=\"100%%\" "
      "fill=\"white\"/>\n",
      kWidth, kHeight, kWidth, kHeight);
  absl::StrAppend(&svg, Text(kLeft, 24, "start", title),
                  Panel(curve, Metric::kAdherence, 60, 340)
                      .Render("adherence (bands: 95 % intervals)"),
                  Panel(curve, Metric::kHarm, 410, 590).Render("harm"),
                  Text((kLeft + kRight) / 2, kHeight - 12, "middle",
                       "feedback records given"));
  for (size_t i = 0; i < curve.policies.size(); ++i) {
    const double y = 70 + 20 * static_cast<double>(i);
    absl::StrAppendFormat(
        &svg,
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"14\" height=\"4\" fill=\"%s\"/>\n",
        kRight + 20, y - 6, Panel::ColourOf(i));
    absl::StrAppend(&svg,
                    Text(kRight + 42, y, "start", curve.policies[i].policy));
  }
  return svg + "</svg>\n";
}

}  // namespace alhf::eval
