#include "components/sql_generator/number_definitions.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "alhf/sdk/text.h"
#include "alhf/sdk/words.h"
#include "components/sql_generator/builder.h"
#include "components/sql_generator/identifier.h"
#include "components/sql_generator/marks.h"
#include "components/sql_generator/meaning_words.h"
#include "components/sql_generator/operands.h"
#include "components/sql_generator/reader.h"

namespace alhf::sql_generator {
namespace {

using Kind = Meaning::Kind;

// "net of waivers", "less discounts": what is taken off.
std::string TakenOff(absl::string_view meaning, absl::string_view term) {
  const auto tokens = sdk::Analyze(meaning).tokens;
  size_t at = 0;
  // "takings minus waivers" says the term again.
  const auto term_tokens = sdk::Analyze(term).tokens;
  while (at < tokens.size() && at < term_tokens.size() &&
         tokens[at].stem == term_tokens[at].stem) {
    ++at;
  }
  if (at >= tokens.size()) return "";
  const bool net = tokens[at].text == "net" && at + 1 < tokens.size() &&
                   Among(tokens[at + 1].text, {"of", "from"});
  if (!net && !Among(tokens[at].text, {"minus", "less", "after", "without",
                                       "excluding", "net"})) {
    return "";
  }
  at += net ? 2 : 1;
  if (at >= tokens.size()) return "";
  return std::string(meaning.substr(tokens[at].begin));
}

// The table's own condition, without a look at others.
bool IsOf(const std::string& table,
          const google::protobuf::RepeatedPtrField<Condition>& conditions) {
  return std::all_of(
      conditions.begin(), conditions.end(), [&table](const Condition& c) {
        return absl::EqualsIgnoreCase(c.table(), table) && !c.has_exists() &&
               IsOf(table, c.all_of().conditions());
      });
}

class NumberResolver {
 public:
  NumberResolver(const Catalog& catalog, absl::CivilDay today)
      : catalog_(catalog), schema_(catalog.schema()), today_(today) {}

  // What is taken off a measure: an amount, or rows.
  std::optional<Measure> Less(const Measure& measure, const std::string& what) {
    Measure less = measure;
    if (const auto other = Other(measure, what)) {
      *less.add_minus() = *other;
      return less;
    }
    const auto table = schema_.Find(measure.table());
    // Of several alike the measure's own rows are meant.
    const auto filters = ResolveFilters(catalog_, what, true, today_);
    for (const auto& rows : filters) {
      const auto of = schema_.Find(rows.directive->table());
      if (!table || (filters.size() > 1 && of != table) ||
          !schema_.WayUp(*table, *of).found) {
        continue;
      }
      less.mutable_conditions()->MergeFrom(rows.directive->conditions());
      return less;
    }
    return std::nullopt;
  }

  std::optional<Measure> Number(const std::vector<Operand>& operands) {
    const bool product = operands.size() == 2 && operands[1].sign == '*' &&
                         !NumberIn(operands[1].words);
    if (product) return Product(operands[0].words, operands[1].words);
    auto number = One(operands[0].words, operands.size() > 1);
    for (size_t i = 1; i < operands.size() && number; ++i) {
      if (!Take(operands[i], *number)) return std::nullopt;
    }
    return number;
  }

 private:
  MarkedQuestion Marked(const std::string& words) const {
    return MarkWords({&catalog_.vocabulary(), nullptr, today_},
                     WithoutLead(words));
  }

  // A number by itself. `counts`: rows that are named are counted.
  std::optional<Measure> One(const std::string& words, bool counts) const {
    const MarkedQuestion marked = Marked(words);
    // "sales and rentals" are two.
    const bool lists = std::any_of(
        marked.marks.begin(), marked.marks.end(),
        [](const Mark& m) { return m.comma || m.Is(Keyword::kAnd); });
    if (lists) return std::nullopt;
    Reading reading = Read(marked);
    if (reading.measures.empty() && counts && reading.mentions.size() == 1) {
      AskedMention& rows = reading.mentions[0];
      if (rows.negated || rows.verb) return std::nullopt;
      rows.is_operand = true;
      reading.measures.push_back({AGGREGATE_COUNT, rows.of, rows.words});
    }
    if (reading.measures.size() == 1) return Built(reading);
    return counts ? ColumnNamed(marked) : std::nullopt;
  }

  std::optional<Measure> Built(const Reading& reading) const {
    const auto built = BuildNumber(catalog_, reading, today_);
    if (!built.ok || built.tree.measures.size() != 1) return std::nullopt;
    const MeasureNode& node = built.tree.measures[0];
    if (node.table != built.tree.root) return std::nullopt;
    Measure measure;
    measure.set_name(node.name);
    measure.set_table(schema_.table(node.table).name);
    measure.set_expression(node.expression);
    measure.set_aggregate(node.aggregate);
    measure.mutable_minus()->Assign(node.minus.begin(), node.minus.end());
    measure.mutable_plus()->Assign(node.plus.begin(), node.plus.end());
    if (node.over) *measure.mutable_over() = *node.over;
    for (const auto* conditions : {&node.conditions, &built.tree.conditions}) {
      measure.mutable_conditions()->MergeFrom(
          {conditions->begin(), conditions->end()});
    }
    return measure;
  }

  // The columns of numbers that "price" or "price of books" can be.
  std::vector<Meaning> ColumnsNamed(const MarkedQuestion& marked) const {
    if (marked.marks.empty() || marked.marks.size() > 2 ||
        !marked.not_understood.empty()) {
      return {};
    }
    auto columns = Only(marked.marks[0].meanings, IsNumber);
    std::erase_if(columns, [&marked](const Meaning& m) {
      if (m.column == nullptr) return true;
      if (marked.marks.size() == 1) return false;
      const auto tables = Tables(marked.marks[1].meanings);
      return std::none_of(
          tables.begin(), tables.end(),
          [&m](const Meaning& table) { return table.table == m.table; });
    });
    return columns;
  }

  Measure SumOf(size_t table, std::string expression) const {
    Measure measure;
    measure.set_table(schema_.table(table).name);
    measure.set_expression(std::move(expression));
    measure.set_aggregate(AGGREGATE_SUM);
    return measure;
  }

  // "price", a column of numbers that one table has.
  std::optional<Measure> ColumnNamed(const MarkedQuestion& marked) const {
    const auto columns = ColumnsNamed(marked);
    if (columns.size() != 1) return std::nullopt;
    return SumOf(columns[0].table, QuoteName(columns[0].column->name));
  }

  // "price times quantity", of one row.
  std::optional<Measure> Product(const std::string& one,
                                 const std::string& other) const {
    std::optional<Measure> product;
    const auto others = ColumnsNamed(Marked(other));
    for (const Meaning& a : ColumnsNamed(Marked(one))) {
      for (const Meaning& b : others) {
        if (a.table != b.table) continue;
        if (product) return std::nullopt;  // more than one way
        product = SumOf(a.table, absl::StrCat(QuoteName(a.column->name), " * ",
                                              QuoteName(b.column->name)));
      }
    }
    return product;
  }

  // "divided by 39", "times 1.19": of each row, which sums and means keep.
  static bool Scale(char sign, double by, Measure& number) {
    if (number.aggregate() == AGGREGATE_COUNT) {
      number.set_expression("1");
      number.set_aggregate(AGGREGATE_SUM);
    }
    const bool kept = number.aggregate() == AGGREGATE_SUM ||
                      number.aggregate() == AGGREGATE_AVERAGE ||
                      number.aggregate() == AGGREGATE_MINIMUM ||
                      number.aggregate() == AGGREGATE_MAXIMUM;
    if (!kept || by <= 0 || number.expression().empty() ||
        !number.minus().empty() || !number.plus().empty()) {
      return false;
    }
    number.set_expression(absl::StrCat("(", number.expression(), ") ",
                                       std::string(1, sign), " ", by));
    return true;
  }

  bool Take(const Operand& operand, Measure& number) const {
    const auto by = NumberIn(operand.words);
    if (by && (operand.sign == '/' || operand.sign == '*')) {
      return !number.has_over() && Scale(operand.sign, *by, number);
    }
    if (number.has_over() || operand.sign == '*') return false;
    if (operand.sign == '/') {
      const auto over = One(operand.words, /*counts=*/true);
      if (!over || over->table() != number.table() || over->has_over() ||
          !over->minus().empty() || !over->plus().empty() ||
          !IsOf(over->table(), over->conditions())) {
        return false;
      }
      *number.mutable_over() = *over;
      return true;
    }
    if (number.aggregate() == AGGREGATE_COUNT) {
      number.set_expression("1");
      number.set_aggregate(AGGREGATE_SUM);
    }
    if (number.aggregate() != AGGREGATE_SUM &&
        number.aggregate() != AGGREGATE_UNSPECIFIED) {
      return false;
    }
    const auto other = Other(number, operand.words);
    if (!other) return false;
    *(operand.sign == '-' ? number.add_minus() : number.add_plus()) = *other;
    return true;
  }

  // What can be added to or taken off each row of `measure`: of the row, or of
  // rows that belong to it. Where rows are counted, rows; else, amounts.
  std::optional<Measure> Other(const Measure& measure,
                               const std::string& words) const {
    const MarkedQuestion marked = Marked(words);
    if (marked.marks.size() == 1 && marked.not_understood.empty()) {
      return Named(measure, marked.marks[0]);
    }
    auto other = One(words, /*counts=*/true);
    if (!other || other->has_over() || !other->minus().empty() ||
        !other->plus().empty() || !Belongs(*other, measure)) {
      return std::nullopt;
    }
    if (other->aggregate() == AGGREGATE_COUNT) {
      if (measure.expression() != "1") return std::nullopt;
      other->set_expression("1");
    } else if (other->aggregate() != AGGREGATE_SUM) {
      return std::nullopt;
    }
    other->set_aggregate(AGGREGATE_SUM);
    return other;
  }

  std::optional<Measure> Named(const Measure& measure, const Mark& mark) const {
    std::vector<Measure> found;
    for (const Kind kind : {Kind::kMeasure, Kind::kColumn, Kind::kTable}) {
      for (const Meaning& m : mark.meanings) {
        const bool counts = measure.expression() == "1";
        if (m.kind != kind || (counts && kind != Kind::kTable)) continue;
        Measure other;
        other.set_name(mark.words);
        other.set_table(schema_.table(m.table).name);
        if (kind == Kind::kMeasure) {
          other = *m.measure;
        } else if (kind == Kind::kTable) {
          other.set_expression(
              measure.expression() == "1" ? "1" : catalog_.AmountOf(m.table));
        } else if (m.column->IsNumber()) {
          other.set_expression(QuoteName(m.column->name));
        }
        if (other.expression().empty() || !other.minus().empty() ||
            !other.plus().empty() || other.has_over() ||
            !Belongs(other, measure)) {
          continue;
        }
        found.push_back(std::move(other));
      }
      // A number of the row itself is nearer than others.
      const bool own = std::any_of(
          found.begin(), found.end(),
          [&](const Measure& m) { return m.table() == measure.table(); });
      if (own) {
        std::erase_if(found, [&](const Measure& m) {
          return m.table() != measure.table();
        });
      }
      if (!found.empty()) break;
    }
    if (found.size() != 1) return std::nullopt;
    return found.front();
  }

  // Whether each row of `other` belongs to one row of `measure`.
  bool Belongs(const Measure& other, const Measure& measure) const {
    const auto from = schema_.Find(other.table());
    const auto to = schema_.Find(measure.table());
    if (!from || !to) return false;
    if (*from == *to) return IsOf(other.table(), other.conditions());
    const Way way = schema_.WayUp(*from, *to);
    return way.found && !way.ambiguous;
  }

  const Catalog& catalog_;
  const Schema& schema_;
  const absl::CivilDay today_;
};

std::string Explained(const Measure& measure) {
  const auto one = [](const Measure& m) {
    return m.expression().empty()
               ? absl::StrCat("rows of ", m.table())
               : absl::StrCat(m.table(), ": ", m.expression());
  };
  std::string text = one(measure);
  for (const Measure& m : measure.minus()) {
    absl::StrAppend(&text, ", less ", one(m));
  }
  for (const Measure& m : measure.plus()) {
    absl::StrAppend(&text, ", and ", one(m));
  }
  if (measure.has_over()) {
    absl::StrAppend(&text, ", divided by ", one(measure.over()));
  }
  if (!measure.conditions().empty()) absl::StrAppend(&text, ", of some rows");
  return text;
}

}  // namespace

const Measure* MeasureNamed(const Catalog& catalog, absl::string_view text) {
  const MarkedQuestion marked = MarkWords(
      {&catalog.vocabulary(), nullptr, absl::CivilDay()}, WithoutLead(text));
  if (marked.marks.size() != 1 || !marked.not_understood.empty()) {
    return nullptr;
  }
  for (const Meaning& m : marked.marks[0].meanings) {
    if (m.kind == Kind::kMeasure) return m.measure;
  }
  return nullptr;
}

Resolved<TermDefinition> ResolveNumber(const Catalog& catalog,
                                       const std::string& term,
                                       const std::string& meaning,
                                       absl::CivilDay today) {
  Resolved<TermDefinition> resolved;
  NumberResolver resolver(catalog, today);
  std::optional<Measure> number;
  const Measure* known = MeasureNamed(catalog, term);
  const std::string taken = known == nullptr ? "" : TakenOff(meaning, term);
  if (!taken.empty()) {
    number = resolver.Less(*known, taken);
  } else if (const auto operands = OperandsOf(meaning); !operands.empty()) {
    number = resolver.Number(operands);
    if (!number) number = NumberOfRow(catalog.schema(), operands);
    // One name alone is another name for the same.
    if (number && operands.size() == 1 &&
        MeasureNamed(catalog, meaning) != nullptr) {
      number.reset();
    }
  }
  if (!number) return resolved;
  resolved.meaning = Explained(*number);
  number->set_name(term);
  *resolved.directive.emplace().mutable_measure() = *std::move(number);
  return resolved;
}

}  // namespace alhf::sql_generator
