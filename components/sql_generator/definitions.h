// What people say of their data, settled against the catalog: the meaning of a
// term, and rows to leave out or to keep to.
//
//   ResolveTerm(catalog, "active reader", "borrowed in the last 90 days", day)
//   ResolveFilter(catalog, "cancelled loans", /*exclude=*/true, day)
//
// Every word must be accounted for, as in a question; what is not fully
// understood is not resolved.
//
// Thread safety: pure functions.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_DEFINITIONS_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_DEFINITIONS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "components/sql_generator/catalog.h"
#include "components/sql_generator/sql_generator.pb.h"

namespace alhf::sql_generator {

template <typename Directive>
struct Resolved {
  // Unset: not resolved.
  std::optional<Directive> directive;
  // What the words were taken to mean, in one line.
  std::string meaning;
};

Resolved<TermDefinition> ResolveTerm(const Catalog& catalog,
                                     const std::string& term,
                                     const std::string& meaning,
                                     absl::CivilDay today);

// `words` name rows; `exclude`: all but these count, else only these. Returns
// one filter, or one for each table where several hold the value under like
// names ("country", "billing_country"); none where it was not resolved. Where
// several could be meant, the only one that rows asked for in `question` have
// is.
std::vector<Resolved<DefaultFilter>> ResolveFilters(
    const Catalog& catalog, const std::string& words, bool exclude,
    absl::CivilDay today, absl::string_view question = "");

// The words of `text` that name rows by what they are, from the first that is
// of the data to the last: "late loans" of "there are late loans in it".
// Empty where it names none.
std::string RowsNamed(const Catalog& catalog, absl::string_view text);

// The table that all of `text` is a name of, the first of several. Nothing:
// none.
std::optional<size_t> TableNamed(const Catalog& catalog,
                                 absl::string_view text);

// The table that `text` names among its words, the first of several.
std::optional<size_t> RowsTable(const Catalog& catalog, absl::string_view text);

// Returns whether some word of `text` is a name or value of the database.
bool NamesData(const Catalog& catalog, absl::string_view text);
// Returns whether every word of `text` is accounted for, and some word is more
// than a filler.
bool IsUnderstood(const Catalog& catalog, absl::string_view text);
// The same, where some word is of the data.
bool IsOfData(const Catalog& catalog, absl::string_view text);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_DEFINITIONS_H_
