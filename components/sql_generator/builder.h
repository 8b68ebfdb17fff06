// From a reading to a syntax tree: settles which table and column each word
// means, and by which way along foreign keys they come together.
//
//   Built built = Build(*catalog, settings, reading, today, "Europe/Berlin");
//   if (!built.ok) refuse(built.refusal);
//
// A word that two columns could be meant by is settled by the tables that the
// question names, then by what the measured rows themselves refer to; where
// two are left, the question is refused. Conditions on rows that refer to the
// measured rows become EXISTS, so that nothing is counted twice.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_BUILDER_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_BUILDER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "alhf/v1/types.pb.h"
#include "components/sql_generator/catalog.h"
#include "components/sql_generator/query_tree.h"
#include "components/sql_generator/reading.h"
#include "components/sql_generator/settings.h"

namespace alhf::sql_generator {

struct Built {
  bool ok = false;
  // Not ok, but for something that can be taught: tables and date parts are
  // all that it is about.
  bool structured = false;
  QueryTree tree;
  // Words of the question and what they were taken to mean.
  std::vector<std::string> interpretation;
  // What was left out of account, and why.
  std::vector<std::string> notes;
  // Tables whose rows the query looks at, and those that they belong to.
  std::vector<std::string> tables;
  // Those of them whose own rows are counted, listed or told apart.
  std::vector<std::string> own_tables;
  std::vector<std::string> date_parts;
  // What the rows list: columns ("readers.country"), and tables whose rows are
  // told apart.
  std::vector<std::string> listed;
  // The first rows are asked for, and not how many.
  bool ranked = false;
  // Where not ok.
  v1::Refusal refusal;
};

// `catalog` and `settings` must outlive the result.
Built Build(const Catalog& catalog, const Settings& settings,
            const Reading& reading, absl::CivilDay today,
            const std::string& time_zone);

// Returns the number that `reading` asks for, without dimensions: ready for a
// lesson, of the tree's root. Not ok: it is more, or less, than that.
Built BuildNumber(const Catalog& catalog, const Reading& reading,
                  absl::CivilDay today);

// Returns the conditions that `reading`, which asks for nothing, puts on rows
// of `table`: ready for a lesson. Not ok: it is more, or less, than that.
Built BuildConditions(const Catalog& catalog, const Reading& reading,
                      size_t table, absl::CivilDay today);

// Returns one condition that holds where all of `conditions`, one or more, do.
Condition AllOf(const std::vector<Condition>& conditions);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_BUILDER_H_
