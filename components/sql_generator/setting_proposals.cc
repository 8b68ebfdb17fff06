#include "components/sql_generator/setting_proposals.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "alhf/sdk/facets.h"
#include "alhf/sdk/proposals.h"
#include "alhf/sdk/words.h"
#include "components/sql_generator/calendar_readers.h"
#include "components/sql_generator/connection.h"
#include "components/sql_generator/dates.h"
#include "components/sql_generator/definitions.h"

namespace alhf::sql_generator {
namespace {

// Something is said of `what` that the engine cannot act on.
void NotUnderstood(v1::Proposal& proposal, absl::string_view what,
                   const Clause& clause) {
  proposal.set_understood_as(absl::StrCat(
      what, ", not understood: ", WordsOf(clause, 0, clause.tokens.size())));
  proposal.set_effect(v1::EFFECT_GUIDANCE_ONLY);
}

void Propose(const Clause& clause, const Dialect& dialect,
             const InstructionContext& context, v1::Proposal& proposal) {
  proposal.set_conflict_key(absl::StrCat("dialect:", context.database));
  if (dialect.name().empty()) {
    return NotUnderstood(proposal, "which SQL to write", clause);
  }
  const bool printed = EngineNamed(dialect.name()).has_value();
  proposal.set_understood_as(
      printed ? absl::StrCat("SQL is written for ", dialect.name())
              : absl::StrCat("SQL is wanted for ", dialect.name(),
                             ", which this engine does not write"));
  if (!printed) proposal.set_effect(v1::EFFECT_GUIDANCE_ONLY);
  *proposal.mutable_directive() = sdk::MakeDirective(dialect);
}

void Propose(const Clause& clause, WeekConvention weeks,
             const InstructionContext& context, v1::Proposal& proposal) {
  AddFacet(proposal, "date_part", "week");
  proposal.set_conflict_key("week_convention");
  // ISO weeks do start on Monday: no reason to leave them.
  if (weeks.kind() == WeekConvention::MONDAY &&
      context.weeks == WeekConvention::ISO) {
    weeks.set_kind(WeekConvention::ISO);
  }
  switch (weeks.kind()) {
    case WeekConvention::MONDAY:
      proposal.set_understood_as(
          "weeks start on Monday, and days before the year's first Monday "
          "are week 0; ISO 8601 weeks are others: say so if they are meant");
      break;
    case WeekConvention::ISO:
      proposal.set_understood_as(
          "weeks are ISO 8601: from Monday, week 1 has the first Thursday");
      break;
    case WeekConvention::US:
      proposal.set_understood_as(
          "weeks are US weeks: from Sunday, week 1 has January 1");
      break;
    default:
      return NotUnderstood(proposal, "how weeks are counted", clause);
  }
  *proposal.mutable_directive() = sdk::MakeDirective(weeks);
}

void Propose(const RowLimit& limit, v1::Proposal& proposal) {
  proposal.set_understood_as(absl::StrCat(
      "at most ", limit.rows(), " rows",
      limit.of_rankings() ? " where the first are asked for" : ""));
  proposal.set_conflict_key(limit.of_rankings() ? "top_limit" : "row_limit");
  AddFacet(proposal, sdk::kListedRowsFacet,
           limit.of_rankings() ? sdk::kRanked : sdk::kAnyRows);
  *proposal.mutable_directive() = sdk::MakeDirective(limit);
}

void Propose(const Clause& clause, const FiscalCalendar& fiscal,
             v1::Proposal& proposal) {
  AddFacet(proposal, "date_part", "fiscal_year");
  proposal.set_conflict_key("fiscal_calendar");
  if (fiscal.first_month() == 0) {
    return NotUnderstood(proposal, "when fiscal years begin", clause);
  }
  proposal.set_understood_as(
      absl::StrCat("fiscal years begin in ",
                   MonthName(static_cast<int>(fiscal.first_month())),
                   " and are named after the year that they ",
                   fiscal.named_after_end() ? "end in" : "begin in"));
  *proposal.mutable_directive() = sdk::MakeDirective(fiscal);
}

void Propose(const DatePreference& date, v1::Proposal& proposal) {
  AddFacet(proposal, "table", date.table());
  proposal.set_conflict_key(absl::StrCat("date:", date.table()));
  proposal.set_understood_as(absl::StrCat("periods of ", date.table(),
                                          " go by their ", date.column()));
  *proposal.mutable_directive() = sdk::MakeDirective(date);
}

// What `words` name in kListedRowsFacet; nothing where that is not one thing.
std::string ListedBy(const Catalog& catalog, const std::string& words) {
  const auto tokens = sdk::Analyze(words).tokens;
  for (size_t at = 0; at < tokens.size(); ++at) {
    const auto found = catalog.vocabulary().At(words, tokens, at);
    if (at + found.length != tokens.size()) continue;
    std::set<std::string> tables;
    std::set<std::string> columns;
    for (const Meaning& m : found.meanings) {
      const std::string& table = catalog.schema().table(m.table).name;
      if (m.kind == Meaning::Kind::kTable) tables.insert(table);
      if (m.kind == Meaning::Kind::kColumn) {
        columns.insert(absl::StrCat(table, ".", m.column->name));
      }
    }
    const std::set<std::string>& names = tables.empty() ? columns : tables;
    return names.size() == 1 ? *names.begin() : "";
  }
  return "";
}

// "At most 5 rows for readers", "… when I ask for readers".
bool ProposeLimitFor(const Clause& clause, const Catalog& catalog,
                     v1::Proposal& proposal) {
  const auto& tokens = clause.tokens;
  for (size_t i = 2; i + 1 < tokens.size(); ++i) {
    if (tokens[i].text != "for" && tokens[i].text != "when" &&
        tokens[i].text != "about") {
      continue;
    }
    const Clause before{
        clause.text,
        {tokens.begin(), tokens.begin() + static_cast<ptrdiff_t>(i)}};
    auto limit = ReadRowLimit(before);
    if (!limit) limit = ReadBareLimit(before);
    if (!limit) continue;
    if (tokens[i].text == "when" &&
        AsksForTheFirst(WordsOf(clause, i, tokens.size()))) {
      Propose(*limit, proposal);
      HoldForTheFirst(proposal);
      return true;
    }
    size_t first = i + 1;
    while (first + 1 < tokens.size() &&
           (IsCommon(tokens[first].text) || tokens[first].text == "ask" ||
            tokens[first].text == "asked" || tokens[first].text == "about" ||
            tokens[first].text == "questions")) {
      ++first;
    }
    const Clause topic{
        clause.text,
        {tokens.begin() + static_cast<ptrdiff_t>(first), tokens.end()}};
    const std::string words = WordsOf(topic, 0, topic.tokens.size());
    if (!IsOfData(catalog, words)) continue;
    Propose(*limit, proposal);
    HoldWhereListed(catalog, words, proposal);
    return true;
  }
  return false;
}

// "Five readers are enough."
bool ProposeNamedLimit(const Clause& clause, const Catalog& catalog,
                       v1::Proposal& proposal) {
  const auto named = ReadNamedLimit(clause);
  if (!named || !IsOfData(catalog, named->name)) return false;
  Propose(named->limit, proposal);
  HoldWhereListed(catalog, named->name, proposal);
  return true;
}

}  // namespace

bool AsksForTheFirst(absl::string_view words) {
  const auto tokens = sdk::Analyze(words).tokens;
  return std::any_of(tokens.begin(), tokens.end(), [](const sdk::Token& token) {
    return sdk::Among(token.text, {"most", "least", "top", "best", "worst",
                                   "fewest", "ranking", "rankings"}) ||
           (token.text.size() > 5 && absl::EndsWith(token.text, "est"));
  });
}

void HoldForTheFirst(v1::Proposal& proposal) {
  auto limit = sdk::ReadDirective<RowLimit>(proposal.directive());
  if (!limit || limit->of_rankings()) return;
  limit->set_of_rankings(true);
  for (v1::Facet& facet : *proposal.mutable_scope()->mutable_facets()) {
    if (facet.key() == sdk::kListedRowsFacet) facet.set_value(sdk::kRanked);
  }
  proposal.set_conflict_key("top_limit");
  proposal.set_understood_as(
      absl::StrCat(proposal.understood_as(), " where the first are asked for"));
  *proposal.mutable_directive() = sdk::MakeDirective(*limit);
}

void HoldWhereListed(const Catalog& catalog, const std::string& words,
                     v1::Proposal& proposal) {
  const std::string listed = ListedBy(catalog, words);
  if (!listed.empty()) AddFacet(proposal, sdk::kListedRowsFacet, listed);
  v1::Scope& scope = *proposal.mutable_scope();
  scope.set_breadth(v1::BREADTH_TOPIC);
  scope.set_topic(words);
  scope.add_triggers(words);
  proposal.set_understood_as(
      absl::StrCat(proposal.understood_as(), " for ", words));
}

bool ProposeSetting(const Clause& clause, bool single,
                    const InstructionContext& context, v1::Proposal& proposal) {
  if (const auto fiscal = ReadFiscalCalendar(clause)) {
    Propose(clause, *fiscal, proposal);
    return true;
  }
  if (context.catalog != nullptr) {
    if (const auto date = ReadDatePreference(clause, *context.catalog)) {
      Propose(*date, proposal);
      return true;
    }
  }
  if (const auto weeks = ReadWeekConvention(clause)) {
    if (!single && weeks->kind() == WeekConvention::KIND_UNSPECIFIED) {
      return false;
    }
    Propose(clause, *weeks, context, proposal);
    return true;
  }
  if (!single) return false;
  if (const auto dialect = ReadDialect(clause)) {
    Propose(clause, *dialect, context, proposal);
  } else if (const auto top = ReadTopLimit(clause)) {
    Propose(*top, proposal);
  } else if (const auto limit = ReadRowLimit(clause)) {
    Propose(*limit, proposal);
  } else {
    return context.catalog != nullptr &&
           (ProposeLimitFor(clause, *context.catalog, proposal) ||
            ProposeNamedLimit(clause, *context.catalog, proposal));
  }
  return true;
}

void AddFacet(v1::Proposal& proposal, const std::string& key,
              const std::string& value) {
  v1::Facet& facet = *proposal.mutable_scope()->add_facets();
  facet.set_key(key);
  facet.set_value(value);
}

}  // namespace alhf::sql_generator
