// Longer than 400 lines: because what is computed and what rows are ranked by
// settle one another.
#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "components/sql_generator/attributes.h"
#include "components/sql_generator/identifier.h"
#include "components/sql_generator/reader.h"
#include "components/sql_generator/tree_builder.h"
#include "components/sql_generator/written_names.h"

namespace alhf::sql_generator {
namespace {

std::string Snake(absl::string_view words) {
  return absl::StrJoin(NameWords(words), "_");
}

}  // namespace

bool TreeBuilder::AddDimensions() {
  for (const AskedDimension& dimension : reading_.dimensions) {
    if (dimension.part ? !AddDatePart(dimension) : !AddNamed(dimension)) {
      return false;
    }
  }
  // "Which genres are there": no row is told by its genre.
  const auto& columns = tree_.dimensions;
  const bool values = columns.size() == 1 && reading_.dimensions[0].values &&
                      columns[0].column->kind == ColumnKind::kText &&
                      !reading_.order && !columns[0].column->key &&
                      !columns[0].column->tells_apart &&
                      catalog_.LabelOf(columns[0].table) != columns[0].column;
  tree_.grouped = !reading_.measures.empty() || reading_.top.has_value() ||
                  reading_.distinct || values;
  return true;
}

bool TreeBuilder::AddNamed(const AskedDimension& dimension) {
  const Meaning* meaning = Choose(dimension.of, dimension.words);
  if (meaning == nullptr || !Join(meaning->table)) return false;
  if (meaning->kind == Kind::kColumn) {
    AddColumn(meaning->table, meaning->column);
    Say(dimension.words, NameOf(*meaning));
    return true;
  }
  // "Average fee per loan" is one of all loans.
  const bool of_each =
      meaning->table == tree_.root && !dimension.plural && !dimension.listed &&
      !reading_.measures.empty() &&
      std::all_of(reading_.measures.begin(), reading_.measures.end(),
                  [](const AskedMeasure& m) {
                    return m.aggregate == AGGREGATE_AVERAGE;
                  });
  if (of_each) return true;
  const Table& table = schema_.table(meaning->table);
  for (const std::string& key : table.primary_key) {
    AddColumn(meaning->table, table.Find(key));
  }
  const auto labels = catalog_.LabelsOf(meaning->table);
  for (const Column* label : labels) AddColumn(meaning->table, label);
  if (labels.empty() && table.primary_key.empty()) {
    return Refuse(absl::StrCat("Rows of ", table.name,
                               " have no key and no name to tell them by."));
  }
  Say(dimension.words, absl::StrCat("each row of ", table.name));
  return true;
}

void TreeBuilder::AddColumn(size_t table, const Column* column) {
  for (const DimensionNode& d : tree_.dimensions) {
    if (d.table == table && d.column == column && !d.part) return;
  }
  tree_.dimensions.push_back({table, column, std::nullopt, column->name});
}

bool TreeBuilder::AddDatePart(const AskedDimension& dimension) {
  const DatePart part = dimension.part->part;
  const auto date = DateFor(dimension.anchor, dimension.words);
  // A column that is called "year" is meant where there is no date.
  if (!dimension.of.empty()) {
    if (date) {
      return Refuse(absl::StrCat("\"", dimension.words, "\" could be ",
                                 NameOf(dimension.of[0]), " or a part of ",
                                 NameOf(date->table), ".", date->column->name,
                                 ": say which."));
    }
    out_.refusal.Clear();
    AskedDimension named = dimension;
    named.part.reset();
    return AddNamed(named);
  }
  if (!date || !Join(date->table)) return false;
  if (part == DatePart::kFiscalYear || part == DatePart::kFiscalQuarter) {
    needs_fiscal_ = dimension.words;
    out_.date_parts.push_back(sql_generator::NameOf(DatePart::kFiscalYear));
  }
  // A fiscal quarter is one of the quarters that people speak of.
  if (part == DatePart::kFiscalQuarter) {
    out_.date_parts.push_back(sql_generator::NameOf(DatePart::kQuarter));
  }
  if (dimension.part->weeks) tree_.weeks = *dimension.part->weeks;
  for (const DimensionNode& d : tree_.dimensions) {
    if (d.part == part && d.column == date->column) return true;
  }
  tree_.dimensions.push_back(
      {date->table, date->column, part, sql_generator::NameOf(part)});
  out_.date_parts.push_back(sql_generator::NameOf(part));
  Say(dimension.words,
      absl::StrCat(MeaningOf(part), " of ", NameOf(date->table), ".",
                   date->column->name, ChosenOf(*date, dimension.anchor)));
  return true;
}

std::string TreeBuilder::MeaningOf(DatePart part) const {
  if (part == DatePart::kDayOfWeek) return "day of week, Monday is 1,";
  if (part != DatePart::kWeek) return sql_generator::NameOf(part);
  switch (tree_.weeks) {
    case WeekConvention::ISO:
      return "ISO 8601 week and its year";
    case WeekConvention::US:
      return "US week (from Sunday; week 1 has January 1) and its year";
    default:
      return "week from Monday (0 before the year's first Monday)";
  }
}

// The date that the mention `anchor` dates, or that of the measured rows.
std::optional<DateColumn> TreeBuilder::DateFor(int anchor,
                                               const std::string& words) {
  if (anchor >= 0) {
    const AskedMention& mention =
        reading_.mentions[static_cast<size_t>(anchor)];
    const Meaning* m = Choose(mention.of, mention.words);
    if (m == nullptr) return std::nullopt;
    if (m->column != nullptr) return DateColumn{m->table, m->column};
    if (m->table != tree_.root && !IsUp(tree_.root, m->table)) {
      return OwnDate(m->table, words);
    }
  }
  return OwnDate(tree_.root, words);
}

// "In 2025" of rows with several dates: of which, is said.
std::string TreeBuilder::ChosenOf(const DateColumn& date, int anchor) const {
  const auto named = [&](const AskedMention& m) {
    return std::any_of(m.of.begin(), m.of.end(), [&](const Meaning& of) {
      return of.column == date.column;
    });
  };
  const auto& columns = schema_.table(date.table).columns;
  // Where only one date is in every row it was the only choice.
  const auto dates =
      std::count_if(columns.begin(), columns.end(), [&date](const Column& c) {
        return c.IsDate() && (!c.nullable || date.column->nullable);
      });
  const bool told =
      (anchor >= 0 && named(reading_.mentions[static_cast<size_t>(anchor)])) ||
      std::any_of(settings_.dates.begin(), settings_.dates.end(),
                  [&](const DatePreference& d) {
                    return schema_.FindColumn(d.table(), d.column()) ==
                           date.column;
                  });
  return dates < 2 || told || catalog_.NamesDateOf(date.table)
             ? ""
             : " (the likeliest of its dates)";
}

std::optional<DateColumn> TreeBuilder::OwnDate(size_t table,
                                               const std::string& words) {
  auto date = catalog_.DateOf(table);
  for (const DatePreference& wanted : settings_.dates) {
    const auto of = schema_.Find(wanted.table());
    const Column* column = schema_.FindColumn(wanted.table(), wanted.column());
    const bool dates_it = of == table || (date && of == date->table);
    if (dates_it && column != nullptr && column->IsDate()) {
      date = DateColumn{*of, column};
    }
  }
  if (!date) {
    NotUnderstood(words);
    Refuse(absl::StrCat("Rows of ", NameOf(table),
                        " have no date, or several tables that they belong to "
                        "have one: say which is meant by "
                        "\"",
                        words, "\"."));
  }
  return date;
}

bool TreeBuilder::AddMeasures() {
  if (reading_.measures.size() == 1 && RankByColumn(reading_.measures[0])) {
    return !Failed();
  }
  for (const AskedMeasure& measure : reading_.measures) {
    if (!AddMeasure(measure)) return false;
  }
  if (reading_.measures.empty() && reading_.top) return AddAmount();
  if (reading_.top && reading_.top->by_date) {
    NotUnderstood(reading_.top->words);
    return Refuse("A number of the latest rows alone is more than I can ask.");
  }
  if (tree_.measures.size() == 1 && !tree_.measures[0].over) {
    auto& conditions = tree_.measures[0].conditions;
    for (Condition& c : conditions) {
      if (!Place(std::move(c), "")) return false;
    }
    conditions.clear();
  }
  return true;
}

bool TreeBuilder::AddMeasure(const AskedMeasure& read) {
  MeasureNode node;
  node.table = tree_.root;
  node.aggregate = read.aggregate;
  const auto of = std::find_if(
      read.of.begin(), read.of.end(), [this, &read](const Meaning& m) {
        return m.table == tree_.root ||
               read.aggregate == AGGREGATE_COUNT_DISTINCT;
      });
  if (of == read.of.end()) return NotUnderstood(read.words);
  if (read.of_date) return AddDateOf(read);
  // Of a column that is held to one value, rows are counted.
  const bool held =
      read.aggregate == AGGREGATE_COUNT_DISTINCT && !read.distinct &&
      of->table == tree_.root && reading_.tests.size() == 1 &&
      !reading_.tests[0].negated &&
      std::any_of(reading_.tests[0].of.begin(), reading_.tests[0].of.end(),
                  [of](const Meaning& m) {
                    return m.kind == Kind::kValue && m.column == of->column;
                  });
  if (held) node.aggregate = AGGREGATE_COUNT;
  if (node.aggregate == AGGREGATE_COUNT) {
    node.name = absl::StrCat(Snake(NameOf(tree_.root)), "_count");
    Say(read.words, absl::StrCat("number of rows of ", NameOf(tree_.root)));
  } else if (read.aggregate == AGGREGATE_COUNT_DISTINCT) {
    const Meaning* column = Choose(read.of, read.words);
    if (column == nullptr || !Join(column->table)) return false;
    node.table = column->table;
    node.expression = QuoteName(column->column->name);
    node.name = absl::StrCat(Snake(column->column->name), "_count");
    Say(read.words, absl::StrCat("number of different ", NameOf(*column)));
  } else if (of->kind == Kind::kMeasure) {
    return AddDefined(read, *of->measure);
  } else if (IsTable(*of)) {
    return AddWorth(read);
  } else {
    return AddOfColumn(read, *of);
  }
  tree_.measures.push_back(std::move(node));
  return true;
}

// "When was the first loan"
bool TreeBuilder::AddDateOf(const AskedMeasure& read) {
  const auto date = DateFor(read.anchor, read.words);
  if (!date || !Join(date->table)) return false;
  MeasureNode node;
  node.table = date->table;
  node.aggregate = read.aggregate;
  node.expression = QuoteName(date->column->name);
  node.name =
      absl::StrCat(read.aggregate == AGGREGATE_MINIMUM ? "first_" : "last_",
                   Snake(date->column->name));
  Say(read.words, absl::StrCat(NameOf(date->table), ".", date->column->name,
                               ChosenOf(*date, read.anchor)));
  tree_.measures.push_back(std::move(node));
  return true;
}

// "Sum of loans": of what a loan is worth.
bool TreeBuilder::AddWorth(const AskedMeasure& read) {
  std::string amount = catalog_.AmountOf(tree_.root);
  if (!read.attribute.empty()) {
    const Column* spoken =
        AttributeOf(schema_.table(tree_.root), read.attribute);
    amount = spoken == nullptr ? "" : QuoteName(spoken->name);
  }
  if (amount.empty()) {
    NotUnderstood(read.words);
    return Refuse(
        absl::StrCat("Say which number of ", NameOf(tree_.root), " is meant."));
  }
  MeasureNode node;
  node.table = tree_.root;
  node.aggregate = read.aggregate;
  node.expression = amount;
  node.name = NamedFor(node.aggregate,
                       absl::StrCat(NameOf(tree_.root), "_amount"), "total_");
  Say(read.words, absl::StrCat(NameOf(tree_.root), ": ", amount));
  tree_.measures.push_back(std::move(node));
  return true;
}

bool TreeBuilder::AddOfColumn(const AskedMeasure& read, const Meaning& column) {
  MeasureNode node;
  node.table = tree_.root;
  node.aggregate = read.aggregate;
  const bool adds_up =
      IsAdditive(SpelledOut(NameWords(column.column->name)),
                 read.how_much || absl::EndsWith(read.words, "s"));
  if (read.aggregate == AGGREGATE_UNSPECIFIED) {
    if (!adds_up) {
      return Refuse(absl::StrCat("Say which is meant of \"", read.words,
                                 "\": total, average, lowest or highest."));
    }
    node.aggregate = AGGREGATE_SUM;
  }
  node.expression = QuoteName(column.column->name);
  node.name = NamedFor(node.aggregate, column.column->name, "total_");
  Say(read.words,
      absl::StrCat(read.aggregate == node.aggregate ? "" : "sum of ",
                   NameOf(column)));
  tree_.measures.push_back(std::move(node));
  return true;
}

// Whether what is listed tells rows of the root apart.
bool TreeBuilder::ListsRows() const {
  const auto lists = [this](const std::string& name) {
    return std::any_of(tree_.dimensions.begin(), tree_.dimensions.end(),
                       [&](const DimensionNode& d) {
                         return d.table == tree_.root && !d.part &&
                                d.column->name == name;
                       });
  };
  const Table& table = schema_.table(tree_.root);
  const auto& key = table.primary_key;
  return (!key.empty() && std::all_of(key.begin(), key.end(), lists)) ||
         std::any_of(table.columns.begin(), table.columns.end(),
                     [&lists](const Column& c) {
                       return c.tells_apart && lists(c.name);
                     });
}

// Whether a value that no two rows share is asked for: "weight of DX-7".
bool TreeBuilder::IsLookup(const Meaning& column) const {
  if (!reading_.dimensions.empty() || reading_.top) return false;
  const bool of_row = std::any_of(
      reading_.comparisons.begin(), reading_.comparisons.end(),
      [this, &column](const AskedComparison& c) {
        return c.is_row &&
               reading_.mentions[static_cast<size_t>(c.anchor)].of[0].table ==
                   column.table;
      });
  return of_row ||
         std::any_of(reading_.tests.begin(), reading_.tests.end(),
                     [&column](const AskedTest& test) {
                       return !test.negated && !test.alternative &&
                              std::any_of(test.of.begin(), test.of.end(),
                                          [&column](const Meaning& m) {
                                            return m.kind == Kind::kValue &&
                                                   m.table == column.table &&
                                                   m.column->tells_apart;
                                          });
                     });
}

// "The 5 boats with the highest price", "the price of DX-7": a number of single
// rows, which nothing adds up.
bool TreeBuilder::RankByColumn(const AskedMeasure& read) {
  if (read.aggregate != AGGREGATE_UNSPECIFIED) return false;
  const auto of =
      std::find_if(read.of.begin(), read.of.end(),
                   [this](const Meaning& m) { return m.table == tree_.root; });
  if (of == read.of.end()) return false;
  Meaning column = *of;
  // "How heavy is DX-7"
  if (IsTable(*of) && !read.attribute.empty()) {
    column.column = AttributeOf(schema_.table(of->table), read.attribute);
    if (column.column != nullptr) column.kind = Kind::kColumn;
  }
  if (column.kind != Kind::kColumn) return false;
  const bool ranks =
      reading_.top && !reading_.top->by_date &&
      (ListsRows() ||
       (reading_.top->of_rows &&
        std::all_of(tree_.dimensions.begin(), tree_.dimensions.end(),
                    [this](const DimensionNode& d) {
                      return d.table == tree_.root && !d.part;
                    })));
  if (!ranks && !IsLookup(column)) return false;
  tree_.grouped = false;
  Say(read.words, NameOf(column));
  if (ranks) {
    OrderBy(column.table, *column.column, reading_.top->descending);
  } else {
    AddColumn(column.table, column.column);
  }
  return true;
}

std::string TreeBuilder::NamedFor(Aggregate aggregate, absl::string_view name,
                                  absl::string_view total) {
  static constexpr absl::string_view kPrefixes[] = {
      "", "", "", "average_", "minimum_", "maximum_", ""};
  return absl::StrCat(aggregate == AGGREGATE_SUM ? total : kPrefixes[aggregate],
                      Snake(name));
}

bool TreeBuilder::AddDefined(const AskedMeasure& read, const Measure& measure) {
  MeasureNode node;
  node.table = tree_.root;
  node.expression = measure.expression();
  const Aggregate own = measure.aggregate() != AGGREGATE_UNSPECIFIED
                            ? measure.aggregate()
                        : measure.expression().empty() ? AGGREGATE_COUNT
                                                       : AGGREGATE_SUM;
  node.aggregate =
      read.aggregate == AGGREGATE_UNSPECIFIED ? own : read.aggregate;
  if (node.aggregate != own && (own != AGGREGATE_SUM || measure.has_over())) {
    return Refuse(absl::StrCat("\"", measure.name(),
                               "\" is no number of single rows: ask for it "
                               "as it is."));
  }
  node.minus.assign(measure.minus().begin(), measure.minus().end());
  node.plus.assign(measure.plus().begin(), measure.plus().end());
  if (measure.has_over()) node.over = measure.over();
  node.conditions.assign(measure.conditions().begin(),
                         measure.conditions().end());
  for (const Condition& c : node.conditions) {
    if (!JoinFor(c)) return false;
  }
  node.name =
      NamedFor(node.aggregate == own ? AGGREGATE_UNSPECIFIED : node.aggregate,
               measure.name(), "");
  std::string what =
      measure.expression().empty()
          ? absl::StrCat("rows of ", measure.table())
          : absl::StrCat(measure.table(), ": ", measure.expression());
  for (const Measure& minus : measure.minus()) {
    absl::StrAppend(&what, ", less ", minus.table(), ": ", minus.expression());
  }
  for (const Measure& plus : measure.plus()) {
    absl::StrAppend(&what, ", and ", plus.table(), ": ", plus.expression());
  }
  if (measure.has_over()) {
    absl::StrAppend(&what, ", divided by ", measure.over().table(), ": ",
                    measure.over().expression());
  }
  Say(read.words, what);
  tree_.measures.push_back(std::move(node));
  return true;
}

// "The 5 biggest rows" without a number named.
bool TreeBuilder::AddAmount() {
  const AskedTop& top = *reading_.top;
  if (!top.of_rows && !ListsRows()) {
    return Refuse("Say by which number to rank, e.g. \"by …\".");
  }
  if (const Column* age = AttributeOf(schema_.table(tree_.root), top.words);
      top.by_date && age != nullptr) {
    tree_.grouped = false;
    Say(top.words, absl::StrCat("by ", NameOf(tree_.root), ".", age->name));
    return OrderBy(tree_.root, *age, !top.descending);
  }
  if (top.by_date) {
    const auto date = RankDate();
    if (!date) return false;
    tree_.grouped = false;
    Say(top.words,
        absl::StrCat("by ", NameOf(date->table), ".", date->column->name));
    return OrderBy(date->table, *date->column, top.descending);
  }
  const Table& table = schema_.table(tree_.root);
  const std::string amount =
      IsOfOneKind(top.words) ? "" : catalog_.AmountOf(tree_.root);
  const Column* column = AttributeOf(table, top.words);
  for (const Column& c : table.columns) {
    if (!amount.empty() && amount == QuoteName(c.name)) column = &c;
  }
  if (column != nullptr) {
    tree_.grouped = false;
    Say(top.words, absl::StrCat("by ", NameOf(tree_.root), ".", column->name));
    return OrderBy(tree_.root, *column, top.descending);
  }
  if (amount.empty()) {
    return Refuse("Say by which number to rank, e.g. \"by …\".");
  }
  MeasureNode node;
  node.aggregate = AGGREGATE_SUM;
  node.table = tree_.root;
  node.expression = amount;
  node.name = "ranked_by";
  Say(top.words, absl::StrCat("by ", NameOf(tree_.root), ": ", amount));
  tree_.measures.push_back(std::move(node));
  return true;
}

// The date that "the newest" goes by: what was done last, of people when they
// were born, else what the rows are dated by.
std::optional<DateColumn> TreeBuilder::RankDate() {
  const std::string& words = reading_.top->words;
  if (absl::EqualsIgnoreCase(words, "youngest") ||
      absl::EqualsIgnoreCase(words, "oldest")) {
    if (const auto birth = catalog_.BirthOf(tree_.root)) return birth;
  }
  for (const AskedMention& mention : reading_.mentions) {
    for (const Meaning& m : mention.of) {
      if (!mention.negated && m.column != nullptr && m.column->IsDate() &&
          m.table == tree_.root) {
        return DateColumn{m.table, m.column};
      }
    }
  }
  return OwnDate(tree_.root, words);
}

}  // namespace alhf::sql_generator
