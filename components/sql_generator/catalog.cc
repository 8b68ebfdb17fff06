#include "components/sql_generator/catalog.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "alhf/sdk/status.h"
#include "alhf/sdk/text.h"
#include "components/sql_generator/checks.h"
#include "components/sql_generator/derived_names.h"
#include "components/sql_generator/expression.h"
#include "components/sql_generator/identifier.h"
#include "components/sql_generator/keywords.h"

namespace alhf::sql_generator {
namespace {

// The words of `name` less those of the table's own name before them:
// "order_date" of "orders" -> "date".
std::vector<std::string> WithoutTable(const std::vector<std::string>& name,
                                      const std::vector<std::string>& table) {
  if (name.size() <= table.size()) return {};
  for (size_t i = 0; i < table.size(); ++i) {
    if (sdk::Stem(name[i]) != sdk::Stem(table[i])) return {};
  }
  return {name.begin() + static_cast<ptrdiff_t>(table.size()), name.end()};
}

bool EndsWithAny(absl::string_view text,
                 std::initializer_list<absl::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [text](absl::string_view end) {
    return absl::EndsWith(text, end);
  });
}

// "bill_no" of "bills" is not meant by "no", nor a column "what" by "what".
bool SaysNothingAlone(const std::vector<std::string>& words) {
  if (words.size() != 1 || !IsKeyword(words[0])) return false;
  const auto tokens = sdk::Analyze(words[0]).tokens;
  return tokens.size() == 1 && tokens[0].stop_word;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Catalog>> Catalog::Load(
    Connection& connection, const Semantic& semantic, const Clock& clock) {
  ALHF_ASSIGN_OR_RETURN(Schema schema, connection.ReadSchema());
  for (const ForeignKey& key : semantic.foreign_keys()) {
    ALHF_RETURN_IF_ERROR(schema.Add(key));
  }
  std::shared_ptr<Catalog> catalog(
      new Catalog(std::move(schema), semantic, connection.engine()));
  ALHF_RETURN_IF_ERROR(Annotate(catalog->Check(), "semantic file"));
  ALHF_RETURN_IF_ERROR(catalog->FindFlags(connection, clock));
  catalog->AddNames();
  catalog->AddSemanticNames();
  catalog->AddLabelNames();
  AddDerivedNames(catalog->schema_, catalog->vocabulary_);
  ALHF_RETURN_IF_ERROR(catalog->AddValues(connection, clock));
  return std::shared_ptr<const Catalog>(std::move(catalog));
}

Catalog::Catalog(Schema schema, Semantic semantic, Engine engine)
    : schema_(std::move(schema)),
      semantic_(std::move(semantic)),
      engine_(engine) {}

absl::Status Catalog::Check() const {
  for (const TableWords& words : semantic_.tables()) {
    const auto table = schema_.Find(words.table());
    if (!table.has_value()) return UnknownName("tables", words.table());
    if (!words.label_column().empty()) {
      ALHF_RETURN_IF_ERROR(
          CheckColumn(schema_, "tables", words.table(), words.label_column()));
    }
    if (!words.date_column().empty() && !NamedDate(words).has_value()) {
      return UnknownName("tables", words.date_column());
    }

    if (!words.amount().empty()) {
      ALHF_RETURN_IF_ERROR(
          CheckExpression(words.amount(), schema_.table(*table)));
    }
  }
  for (const Measure& measure : semantic_.measures()) {
    ALHF_RETURN_IF_ERROR(CheckMeasure(schema_, measure));
  }
  for (const Dimension& d : semantic_.dimensions()) {
    ALHF_RETURN_IF_ERROR(
        CheckColumn(schema_, "dimensions", d.table(), d.column()));
  }
  for (const NamedFilter& filter : semantic_.filters()) {
    for (const Condition& condition : filter.conditions()) {
      ALHF_RETURN_IF_ERROR(
          Annotate(CheckCondition(schema_, condition),
                   absl::StrCat("filter \"", filter.name(), "\"")));
    }
  }
  for (const ValueWords& value : semantic_.values()) {
    ALHF_RETURN_IF_ERROR(
        CheckColumn(schema_, "values", value.table(), value.column()));
  }
  return absl::OkStatus();
}

// Names of tables and columns, alone and as "<row> <column>".
void Catalog::AddNames() {
  for (size_t t = 0; t < schema_.tables().size(); ++t) {
    const Table& table = schema_.table(t);
    Meaning row{.kind = Meaning::Kind::kTable, .table = t};
    const std::vector<std::string> names = NamesOf(t);
    for (const std::string& name : names) vocabulary_.Add(name, row);
    if (const TableWords* words = WordsOf(t)) {
      row.kind = Meaning::Kind::kVerb;
      for (const std::string& verb : words->verbs()) {
        row.form = verb;
        row.column = DatedBy(table, verb);
        vocabulary_.Add(verb, row);
      }
    }
    for (const Column& column : table.columns) {
      const Meaning meaning{
          .kind = Meaning::Kind::kColumn, .table = t, .column = &column};
      std::vector<std::string> name = NameWords(column.name);
      const auto add = [&](const std::vector<std::string>& words) {
        if (!SaysNothingAlone(words)) {
          vocabulary_.Add(absl::StrJoin(words, " "), meaning);
        }
      };
      add(name);
      if (auto says = FlagWords(column.name);
          column.IsFlag() && !says.empty()) {
        name = std::move(says);
        vocabulary_.Add(absl::StrJoin(name, " "), meaning);
      }
      const auto rest = WithoutTable(name, NameWords(table.name));
      // Alone a key's "id" says nothing.
      if (!column.key) add(rest);
      const std::string own = absl::StrJoin(rest.empty() ? name : rest, " ");
      for (const std::string& row_name : names) {
        vocabulary_.Add(absl::StrCat(row_name, " ", own), meaning);
      }
    }
  }
}

// "name", "reader name" for what tells rows apart: "full_name", a title, a
// first and a last name.
void Catalog::AddLabelNames() {
  for (size_t t = 0; t < schema_.tables().size(); ++t) {
    std::vector<const Column*> labels = LabelsOf(t);
    if (LabelOf(t) == nullptr && labels.size() == 1) labels.clear();
    for (const Column* label : labels) {
      const bool name =
          LabelOf(t) != nullptr && NameWords(label->name).back() == "name";
      const Meaning meaning{.kind = Meaning::Kind::kColumn,
                            .table = t,
                            .column = label,
                            .stand_in = !name};
      vocabulary_.Add("name", meaning);
      for (const std::string& row : NamesOf(t)) {
        vocabulary_.Add(absl::StrCat(row, " name"), meaning);
      }
    }
    // "The ids of late loans"
    const Table& table = schema_.table(t);
    if (table.primary_key.size() == 1) {
      vocabulary_.Add("id", {.kind = Meaning::Kind::kColumn,
                             .table = t,
                             .column = table.Find(table.primary_key[0]),
                             .stand_in = true});
    }
  }
}

void Catalog::AddSemanticNames() {
  const auto add = [this](const auto& named, const Meaning& meaning) {
    vocabulary_.Add(named.name(), meaning);
    for (const std::string& word : named.synonyms()) {
      vocabulary_.Add(word, meaning);
    }
  };
  for (const Measure& measure : semantic_.measures()) {
    add(measure, {.kind = Meaning::Kind::kMeasure,
                  .table = *schema_.Find(measure.table()),
                  .measure = &measure});
  }
  for (const Dimension& d : semantic_.dimensions()) {
    add(d, {.kind = Meaning::Kind::kColumn,
            .table = *schema_.Find(d.table()),
            .column = schema_.FindColumn(d.table(), d.column())});
  }
  for (const NamedFilter& filter : semantic_.filters()) {
    if (filter.conditions().empty()) continue;
    add(filter, {.kind = Meaning::Kind::kFilter,
                 .table = *schema_.Find(filter.conditions(0).table()),
                 .filter = &filter});
  }
  for (const ValueWords& value : semantic_.values()) {
    const Meaning meaning{
        .kind = Meaning::Kind::kValue,
        .table = *schema_.Find(value.table()),
        .column = schema_.FindColumn(value.table(), value.column()),
        .value = value.value()};
    vocabulary_.AddValue(value.value(), meaning);
    for (const std::string& word : value.synonyms()) {
      vocabulary_.AddValue(word, meaning);
    }
  }
  for (const std::string& word : semantic_.ignored_words()) {
    vocabulary_.Add(word, {.kind = Meaning::Kind::kIgnored});
  }
}

const TableWords* Catalog::WordsOf(size_t table) const {
  for (const TableWords& words : semantic_.tables()) {
    if (absl::EqualsIgnoreCase(words.table(), schema_.table(table).name)) {
      return &words;
    }
  }
  return nullptr;
}

std::vector<std::string> Catalog::NamesOf(size_t table) const {
  std::vector<std::string> names = {NameOfRow(table)};
  if (const TableWords* words = WordsOf(table)) {
    names.insert(names.end(), words->names().begin(), words->names().end());
  }
  return names;
}

std::string Catalog::NameOfRow(size_t table) const {
  return absl::StrJoin(NameWords(schema_.table(table).name), " ");
}

const Column* Catalog::LabelOf(size_t table) const {
  const Table& t = schema_.table(table);
  const TableWords* words = WordsOf(table);
  if (words != nullptr && !words->label_column().empty()) {
    return t.Find(words->label_column());
  }
  for (const absl::string_view label : {"name", "title", "full name"}) {
    for (const Column& column : t.columns) {
      const auto name = NameWords(column.name);
      const auto rest = WithoutTable(name, NameWords(t.name));
      if (absl::StrJoin(name, " ") == label ||
          absl::StrJoin(rest, " ") == label) {
        return &column;
      }
    }
  }
  // A text that is called as the rows are.
  for (const Column& column : t.columns) {
    if (column.kind == ColumnKind::kText && !column.key &&
        absl::EqualsIgnoreCase(column.name, t.name)) {
      return &column;
    }
  }
  // "hotel_name", where no other is a name.
  const Column* only = nullptr;
  for (const Column& column : t.columns) {
    const auto name = NameWords(column.name);
    if (column.kind != ColumnKind::kText || name.empty() ||
        name.back() != "name") {
      continue;
    }
    if (only != nullptr) return nullptr;
    only = &column;
  }
  return only;
}

std::vector<const Column*> Catalog::LabelsOf(size_t table) const {
  if (const Column* label = LabelOf(table)) return {label};
  const Column* first = nullptr;
  const Column* last = nullptr;
  std::vector<const Column*> apart;
  for (const Column& column : schema_.table(table).columns) {
    const std::string name = absl::StrJoin(NameWords(column.name), " ");
    if (EndsWithAny(name, {"first name", "forename", "given name"})) {
      first = &column;
    }
    if (EndsWithAny(name, {"last name", "surname", "family name"})) {
      last = &column;
    }
    if (column.tells_apart && column.coded && !column.key) {
      apart.push_back(&column);
    }
  }
  if (first != nullptr && last != nullptr) return {first, last};
  // A code that is each row's own, where no other is.
  if (apart.size() == 1) return apart;
  return {};
}

std::string Catalog::AmountOf(size_t table) const {
  const TableWords* words = WordsOf(table);
  if (words != nullptr && !words->amount().empty()) return words->amount();
  std::string only;
  int found = 0;
  for (const Measure& measure : semantic_.measures()) {
    if (measure.expression().empty() ||
        *schema_.Find(measure.table()) != table) {
      continue;
    }
    only = measure.expression();
    ++found;
  }
  if (found > 0) return found == 1 ? only : "";
  for (const Column& column : schema_.table(table).columns) {
    if (!column.IsNumber() || column.key || column.integer_flag) continue;
    only = QuoteName(column.name);
    ++found;
  }
  return found == 1 ? only : "";
}

}  // namespace alhf::sql_generator
