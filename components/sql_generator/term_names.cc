#include "components/sql_generator/term_names.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "alhf/sdk/text.h"

namespace alhf::sql_generator {
namespace {

struct TableAtEnd {
  size_t table = 0;
  size_t begin = 0;  // of its name, in the term
};

std::optional<TableAtEnd> EndOf(const Catalog& catalog,
                                absl::string_view term) {
  const auto tokens = sdk::Analyze(term).tokens;
  for (size_t at = 0; at < tokens.size(); ++at) {
    const auto found = catalog.vocabulary().At(term, tokens, at);
    if (at + found.length != tokens.size()) continue;
    for (const Meaning& m : found.meanings) {
      if (m.kind != Meaning::Kind::kTable) continue;
      return TableAtEnd{m.table, tokens[at].begin};
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> NamesOfTerm(const Catalog& catalog,
                                     const std::string& term) {
  std::vector<std::string> names = {term};
  const auto tokens = sdk::Analyze(term).tokens;
  if (tokens.empty()) return names;
  const auto found = catalog.vocabulary().At(term, tokens, 0);
  if (found.length == tokens.size()) {
    for (const Meaning& m : found.meanings) {
      if (m.kind != Meaning::Kind::kMeasure) continue;
      names.push_back(m.measure->name());
      names.insert(names.end(), m.measure->synonyms().begin(),
                   m.measure->synonyms().end());
    }
    return names;
  }
  const auto end = EndOf(catalog, term);
  if (!end || end->begin == 0) return names;
  for (const std::string& name : catalog.NamesOf(end->table)) {
    names.push_back(absl::StrCat(term.substr(0, end->begin), name));
  }
  return names;
}

std::string BriefTerm(const Catalog& catalog, const std::string& term) {
  const auto end = EndOf(catalog, term);
  if (!end) return "";
  std::string brief = term.substr(0, end->begin);
  while (!brief.empty() && brief.back() == ' ') brief.pop_back();
  return brief;
}

}  // namespace alhf::sql_generator
