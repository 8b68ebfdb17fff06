// Feedback read as instructions to this engine.
//
//   for (const Instruction& i :
//        ReadInstructions("We are on Postgres, use ISO weeks.", about)) …
//
// A clause is an instruction where each of its words is accounted for: "the
// Postgres page is old" is none. What is clearly meant for this engine and not
// understood is found as well, for a language model.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_INSTRUCTIONS_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_INSTRUCTIONS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "alhf/v1/types.pb.h"
#include "components/sql_generator/catalog.h"

namespace alhf::sql_generator {

// Before the term, in the conflict key of what is said of its meaning.
inline constexpr absl::string_view kTermKey = "term:";

struct InstructionContext {
  // Null: the database cannot be read; see `Instruction.needs_catalog`.
  const Catalog* catalog = nullptr;
  // The value of the facet `database`.
  std::string database;
  absl::CivilDay today;
  // What holds now.
  WeekConvention::Kind weeks = WeekConvention::MONDAY;
  // What was asked before.
  std::string question{};
};

struct Instruction {
  // Ready but for relations. Effect ENFORCED, or GUIDANCE_ONLY where the
  // engine cannot act on it.
  v1::Proposal proposal;
  // How sure it is that the engine is meant, in [0.0, 1.0].
  double score = 0;
  // It speaks of tables and values, which are not at hand: without them
  // nothing can be said of it.
  bool needs_catalog = false;
};

std::vector<Instruction> ReadInstructions(absl::string_view text,
                                          const InstructionContext& context);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_INSTRUCTIONS_H_
