#include "components/sql_generator/adjustments.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "alhf/sdk/proposals.h"
#include "alhf/sdk/text.h"
#include "components/sql_generator/sql_generator.pb.h"

namespace alhf::sql_generator {
namespace {

void SetParameter(v1::AdjustmentItem& item, absl::string_view name,
                  const std::string& value) {
  item.set_target(std::string(name));
  item.mutable_parameter()->set_name(std::string(name));
  item.mutable_parameter()->mutable_value()->set_string_value(value);
}

void SetFilter(v1::AdjustmentItem& item, const DefaultFilter& filter) {
  item.set_target(filter.table());
  auto& out = *item.mutable_filter();
  for (const Condition& c : filter.conditions()) {
    out.set_exclude(c.negated());
    out.set_field(absl::StrCat(c.table(), ".", c.column()));
    out.mutable_values()->MergeFrom(c.one_of().values());
  }
  if (out.values().empty()) out.add_values(filter.words());
}

std::vector<std::string> Stems(absl::string_view words) {
  std::vector<std::string> stems;
  for (const sdk::Token& token : sdk::Analyze(words).tokens) {
    stems.push_back(token.stem);
  }
  return stems;
}

}  // namespace

void Describe(v1::AdjustmentItem& item) {
  const v1::Directive& directive = item.directive();
  if (const auto dialect = sdk::ReadDirective<Dialect>(directive)) {
    SetParameter(item, "dialect", dialect->name());
  } else if (const auto weeks = sdk::ReadDirective<WeekConvention>(directive)) {
    SetParameter(item, "week_convention",
                 WeekConvention::Kind_Name(weeks->kind()));
  } else if (const auto term = sdk::ReadDirective<TermDefinition>(directive)) {
    item.set_target(term->term());
    item.mutable_expansion()->set_term(term->term());
    item.mutable_expansion()->add_terms(term->meaning());
  } else if (const auto filter = sdk::ReadDirective<DefaultFilter>(directive)) {
    SetFilter(item, *filter);
  } else if (const auto limit = sdk::ReadDirective<RowLimit>(directive)) {
    item.set_target("rows");
    item.mutable_limit()->set_name("rows");
    item.mutable_limit()->set_value(limit->rows());
  } else if (const auto date = sdk::ReadDirective<DatePreference>(directive)) {
    SetParameter(item, "date_column",
                 absl::StrCat(date->table(), ".", date->column()));
  } else if (const auto fiscal =
                 sdk::ReadDirective<FiscalCalendar>(directive)) {
    SetParameter(item, "fiscal_calendar", absl::StrCat(fiscal->first_month()));
  }
}

void Apply(const v1::AdjustmentItem& item, Settings& settings) {
  if (item.effect() != v1::EFFECT_ENFORCED) return;
  const v1::Directive& directive = item.directive();
  if (const auto dialect = sdk::ReadDirective<Dialect>(directive)) {
    if (const auto engine = EngineNamed(dialect->name())) {
      settings.dialect = engine;
    }
  } else if (const auto weeks = sdk::ReadDirective<WeekConvention>(directive)) {
    settings.weeks = weeks->kind();
  } else if (auto term = sdk::ReadDirective<TermDefinition>(directive)) {
    // The last word on a term counts.
    std::erase_if(settings.terms, [&term](const TermDefinition& other) {
      return Stems(other.term()) == Stems(term->term());
    });
    settings.terms.push_back(*std::move(term));
  } else if (auto filter = sdk::ReadDirective<DefaultFilter>(directive)) {
    settings.filters.push_back(*std::move(filter));
  } else if (const auto limit = sdk::ReadDirective<RowLimit>(directive)) {
    (limit->of_rankings() ? settings.top_limit : settings.row_limit) =
        limit->rows();
  } else if (auto date = sdk::ReadDirective<DatePreference>(directive)) {
    settings.dates.push_back(*std::move(date));
  } else if (auto fiscal = sdk::ReadDirective<FiscalCalendar>(directive)) {
    settings.fiscal = *std::move(fiscal);
  }
}

}  // namespace alhf::sql_generator
