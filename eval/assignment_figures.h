// How well records found the components that should learn from them.
//
//   exact      share of rows learned by just the components of the label
//   precision  of the rows that a component learned, those that name it
//   recall     of the rows that name a component, those that it learned
//
// Thread safety: pure functions and plain values.
#ifndef ALHF_EVAL_ASSIGNMENT_FIGURES_H_
#define ALHF_EVAL_ASSIGNMENT_FIGURES_H_

#include <cstddef>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <vector>

#include "eval/metrics.h"

namespace alhf::eval {

struct AssignedRow {
  std::string source;
  std::set<std::string> label;
  std::set<std::string> learned;
  // Some component asked rather than decide; nobody learned.
  bool unsure = false;
};

struct ComponentFigures {
  Ratio precision;
  Ratio recall;
};

struct AssignmentFigures {
  std::string source;
  Ratio exact;
  // Rows whose label is not the most frequent one of the source: what a source
  // gives away by its style alone does not help here.
  Ratio minority_exact;
  size_t unsure = 0;
  // By component; "none" stands for nobody.
  std::map<std::string, ComponentFigures> by_component;
};

// Returns the source that figures are of: "bird" of "bird/train".
std::string SourceOf(const std::string& source);

// Returns the figures by source, in order of their names; "bird/train" and
// "bird/dev" are one, "bird".
std::vector<AssignmentFigures> FiguresOf(const std::vector<AssignedRow>& rows);

nlohmann::json ToJson(const AssignmentFigures& figures);

}  // namespace alhf::eval

#endif  // ALHF_EVAL_ASSIGNMENT_FIGURES_H_
