#include "core/relevance/silence.h"

#include <algorithm>
#include <cmath>

namespace alhf::core {
namespace {

constexpr double kPromised = 10;
// Of the written examples (eval/training/preferences.txt): from 1.0 to 0.3 % of
// the silent queries within 0.4.
constexpr double kTail = 0.33;

}  // namespace

double RaiseFor(size_t reports) {
  return kTail *
         std::log(std::max(1.0, static_cast<double>(reports) / kPromised));
}

}  // namespace alhf::core
