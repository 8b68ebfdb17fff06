#include "components/sql_generator/engine.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "alhf/sdk/status.h"
#include "alhf/sdk/text.h"
#include "components/sql_generator/checks.h"
#include "components/sql_generator/marks.h"
#include "components/sql_generator/other_words.h"
#include "components/sql_generator/printer.h"
#include "components/sql_generator/reading.h"
#include "components/sql_generator/term_names.h"

namespace alhf::sql_generator {
namespace {

// Whether all that is asked of is the rows themselves and what they belong to.
bool IsDirect(const QueryTree& tree) {
  return !tree.multiplied &&
         std::none_of(tree.conditions.begin(), tree.conditions.end(),
                      [](const Condition& c) { return c.has_exists(); });
}

class QuestionBuilder {
 public:
  // The references must outlive the object.
  QuestionBuilder(const Catalog& catalog, const AskedQuestion& question,
                  const Settings& settings, absl::CivilDay today)
      : catalog_(catalog),
        question_(question),
        settings_(settings),
        today_(today),
        terms_(TermVocabulary(catalog, settings.terms)) {}

  // Words that are none of the database's are read as others where that makes
  // one question of it, and no other.
  Built Run(const WordNet& word_net, bool& about_data) const {
    Built built = With(nullptr, about_data);
    const auto& unknown = built.refusal.not_understood();
    if (built.ok || unknown.empty()) return built;
    const auto ways =
        OtherWords(catalog_, word_net).For({unknown.begin(), unknown.end()});
    std::optional<Built> only;
    for (const ReadAs& way : ways) {
      bool about = false;
      Built read = With(&way, about);
      if (!read.ok || (ways.size() > 1 && !IsDirect(read.tree))) continue;
      if (only.has_value()) return built;
      only = std::move(read);
    }
    if (!only.has_value()) return built;
    about_data = true;
    return *std::move(only);
  }

 private:
  Built With(const ReadAs* read_as, bool& about_data) const {
    const WordSense sense{&catalog_.vocabulary(),
                          &terms_,
                          today_,
                          settings_.weeks,
                          settings_.fiscal ? &*settings_.fiscal : nullptr,
                          read_as};
    const Reading reading = Read(MarkWords(sense, question_.text));
    about_data = reading.about_data;
    return Build(catalog_, settings_, reading, today_, question_.time_zone);
  }

  const Catalog& catalog_;
  const AskedQuestion& question_;
  const Settings& settings_;
  const absl::CivilDay today_;
  const Vocabulary terms_;
};

}  // namespace

absl::StatusOr<absl::CivilDay> TodayIn(const std::string& time_zone,
                                       absl::Time now) {
  absl::TimeZone zone = absl::UTCTimeZone();
  if (!time_zone.empty() && !absl::LoadTimeZone(time_zone, &zone)) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::FIELD_INVALID,
                 absl::StrCat("query.time_zone \"", time_zone,
                              "\" is no IANA time zone, e.g. Europe/Berlin"),
                 {{"field", "query.time_zone"}});
  }
  return absl::ToCivilDay(now, zone);
}

Vocabulary TermVocabulary(const Catalog& catalog,
                          const std::vector<TermDefinition>& terms) {
  Vocabulary vocabulary;
  for (const TermDefinition& term : terms) {
    if (!term.same_as().empty()) {
      const auto tokens = sdk::Analyze(term.same_as()).tokens;
      const auto found = catalog.vocabulary().At(term.same_as(), tokens, 0);
      if (found.length < tokens.size()) continue;
      for (const Meaning& m : found.meanings) vocabulary.Add(term.term(), m);
      continue;
    }
    Meaning meaning{.kind = Meaning::Kind::kTerm, .term = &term};
    if (term.has_measure()) {
      const auto table = catalog.schema().Find(term.measure().table());
      if (!table || !CheckMeasure(catalog.schema(), term.measure()).ok()) {
        continue;
      }
      meaning = {.kind = Meaning::Kind::kMeasure,
                 .table = *table,
                 .measure = &term.measure()};
    } else if (!term.conditions().empty()) {
      const auto table = catalog.schema().Find(
          term.table().empty() ? term.conditions(0).table() : term.table());
      if (!table) continue;
      meaning.table = *table;
    }
    for (const std::string& name : NamesOfTerm(catalog, term.term())) {
      vocabulary.Add(name, meaning);
    }
    const std::string brief = BriefTerm(catalog, term.term());
    if (brief.empty() || term.conditions().empty()) continue;
    meaning.brief = true;
    vocabulary.AddValue(brief, meaning);
  }
  return vocabulary;
}

absl::StatusOr<Understood> SqlEngine::Understand(const AskedQuestion& question,
                                                 const Settings& settings,
                                                 Freshness freshness) const {
  ALHF_ASSIGN_OR_RETURN(const absl::CivilDay today,
                        TodayIn(question.time_zone, question.now));
  Understood understood;
  if (settings.dialect.has_value()) {
    understood.source = database_.SourceOf(*settings.dialect).value_or(0);
  }
  for (const Freshness fresh : {freshness, Freshness::kNewest}) {
    ALHF_ASSIGN_OR_RETURN(auto catalog,
                          database_.CatalogOf(understood.source, fresh));
    if (catalog == understood.catalog) break;
    understood.built = QuestionBuilder(*catalog, question, settings, today)
                           .Run(database_.word_net(), understood.about_data);
    understood.executed = catalog->engine();
    understood.dialect = settings.dialect.value_or(catalog->engine());
    understood.catalog = std::move(catalog);
    if (understood.built.ok || !understood.about_data ||
        freshness == Freshness::kAny) {
      break;
    }
  }
  return understood;
}

absl::StatusOr<v1::StepOutput> SqlEngine::Answer(const Understood& question,
                                                 absl::Duration time) const {
  v1::StepOutput output;
  const Built& built = question.built;
  if (!built.ok) {
    *output.mutable_refusal() = built.refusal;
    return output;
  }
  ALHF_ASSIGN_OR_RETURN(const std::string executed,
                        Print(built.tree, question.executed));
  v1::Table& table = *output.mutable_table();
  ALHF_ASSIGN_OR_RETURN(*table.mutable_sql(),
                        Print(built.tree, question.dialect));
  table.set_dialect(NameOf(question.dialect));
  table.set_database(database_.name());
  if (question.dialect != question.executed) {
    table.set_executed_sql(executed);
    table.set_executed_dialect(NameOf(question.executed));
    output.add_notes(absl::StrCat("The SQL is for ", NameOf(question.dialect),
                                  "; the rows are from the same data in ",
                                  NameOf(question.executed),
                                  ", the only engine that is connected."));
  }
  ExecuteLimits limits = database_.limits();
  limits.time = std::min(limits.time, time);
  ALHF_ASSIGN_OR_RETURN(ResultSet result,
                        database_.Execute(question.source, executed, limits));
  table.set_truncated(result.truncated);
  table.mutable_columns()->Assign(result.columns.begin(), result.columns.end());
  for (v1::Row& row : result.rows) *table.add_rows() = std::move(row);
  table.mutable_interpretation()->Assign(built.interpretation.begin(),
                                         built.interpretation.end());
  for (const std::string& note : built.notes) output.add_notes(note);
  return output;
}

}  // namespace alhf::sql_generator
