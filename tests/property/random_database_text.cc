// The SQL and the semantic file of a random database.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "tests/property/calendar.h"
#include "tests/property/random_database.h"

namespace alhf::testing {
namespace {

std::string TypeOf(const RandomColumn& column) {
  switch (column.kind) {
    case Kind::kInteger:
      return "INTEGER";
    case Kind::kDecimal:
      return "NUMERIC(10, 2)";
    case Kind::kText:
      return column.key ? "VARCHAR(20)" : "TEXT";
    case Kind::kFlag:
      // By its name alone a number of the second kind is a flag.
      return column.name.size() % 2 == 0 ? "BOOLEAN" : "INTEGER";
    case Kind::kDate:
      return "DATE";
    case Kind::kTimestamp:
      return "TIMESTAMP";
  }
  return "";
}

std::string CreateTable(const RandomDatabase& database, size_t t) {
  std::vector<std::string> lines;
  for (const RandomColumn& column : database.tables[t].columns) {
    std::string line = absl::StrCat(Quoted(column.name), " ", TypeOf(column));
    if (lines.empty()) {
      absl::StrAppend(&line, " PRIMARY KEY");
    } else if (!column.nullable) {
      absl::StrAppend(&line, " NOT NULL");
    }
    const auto refers_to =
        column.declared && column.parent ? column.parent : column.unmeant;
    if (refers_to) {
      const RandomTable& parent = database.tables[*refers_to];
      absl::StrAppend(&line, " REFERENCES ", Quoted(parent.name), " (",
                      Quoted(parent.columns[0].name), ")");
    }
    lines.push_back(std::move(line));
  }
  return absl::StrCat("CREATE TABLE ", Quoted(database.tables[t].name), " (\n",
                      "  ", absl::StrJoin(lines, ",\n  "), ");\n");
}

std::string Insert(const RandomTable& table) {
  std::vector<std::string> rows;
  for (const Row& row : table.rows) {
    std::vector<std::string> cells;
    for (size_t c = 0; c < row.size(); ++c) {
      cells.push_back(ValueSql(table.columns[c], row[c]));
    }
    rows.push_back(absl::StrCat("(", absl::StrJoin(cells, ", "), ")"));
  }
  if (rows.empty()) return "";
  return absl::StrCat("INSERT INTO ", Quoted(table.name), " VALUES\n  ",
                      absl::StrJoin(rows, ",\n  "), ";\n");
}

// A string of a textproto.
std::string Text(const std::string& text) {
  return absl::StrCat(
      "\"", absl::StrReplaceAll(text, {{"\\", "\\\\"}, {"\"", "\\\""}}), "\"");
}

class SemanticWriter {
 public:
  explicit SemanticWriter(const RandomDatabase& database)
      : database_(database) {}

  std::string Write() const {
    std::string out;
    for (const RandomTable& table : database_.tables) {
      absl::StrAppend(&out, Words(table), Dimensions(table), Links(table));
    }
    for (const NamedMeasure& m : database_.measures) {
      absl::StrAppend(&out, "measures {\n", Names(m.words),
                      MeasureBody(m.measure), "}\n");
    }
    for (const NamedTest& filter : database_.filters) {
      absl::StrAppend(&out, "filters {\n", Names(filter.words));
      for (const Test& test : filter.test.all) {
        absl::StrAppend(&out, "  conditions {", ConditionBody(test), " }\n");
      }
      absl::StrAppend(&out, "}\n");
    }
    for (const ValueWord& value : database_.values) {
      absl::StrAppend(&out, "values { table: ", TableName(value.place.table),
                      " column: ", Text(database_.At(value.place).name),
                      " value: ", Text(value.values[0]),
                      " synonyms: ", Text(value.word), " }\n");
    }
    return absl::StrCat(out, "ignored_words: ", Text(database_.ignored), "\n");
  }

 private:
  std::string TableName(size_t table) const {
    return Text(database_.tables[table].name);
  }

  std::string Words(const RandomTable& table) const {
    std::string out =
        absl::StrCat("tables {\n  table: ", Text(table.name), "\n");
    for (size_t i = 1; i < table.words.size(); ++i) {
      absl::StrAppend(&out, "  names: ", Text(table.words[i]), "\n");
    }
    if (!table.verb.empty()) {
      absl::StrAppend(&out, "  verbs: ", Text(table.verb), "\n");
    }
    if (table.date_named) {
      const RandomTable& of = database_.tables[table.date->table];
      absl::StrAppend(&out, "  date_column: ",
                      Text(absl::StrCat(&of == &table ? "" : of.name,
                                        &of == &table ? "" : ".",
                                        database_.At(*table.date).name)),
                      "\n");
    }
    if (table.label_named) {
      absl::StrAppend(&out, "  label_column: ",
                      Text(table.columns[*table.label].name), "\n");
    }
    if (table.amount_named) {
      absl::StrAppend(
          &out, "  amount: ", Text(Expression(table, *table.amount)), "\n");
    }
    return out + "}\n";
  }

  static std::string Names(const std::vector<std::string>& words) {
    std::string out = absl::StrCat("  name: ", Text(words[0]), "\n");
    for (size_t i = 1; i < words.size(); ++i) {
      absl::StrAppend(&out, "  synonyms: ", Text(words[i]), "\n");
    }
    return out;
  }

  std::string Dimensions(const RandomTable& table) const {
    std::string out;
    for (const RandomColumn& column : table.columns) {
      if (!column.dimension) continue;
      absl::StrAppend(&out, "dimensions { name: ", Text(column.words.back()),
                      " table: ", Text(table.name),
                      " column: ", Text(column.name), " }\n");
    }
    return out;
  }

  std::string Links(const RandomTable& table) const {
    std::string out;
    for (const RandomColumn& column : table.columns) {
      if (!column.parent || column.declared) continue;
      absl::StrAppend(&out, "foreign_keys { table: ", Text(table.name),
                      " columns: ", Text(column.name),
                      " parent_table: ", TableName(*column.parent), " }\n");
    }
    return out;
  }

  static std::string Expression(const RandomTable& table,
                                const Amount& amount) {
    const auto column = [&table](size_t c) {
      return Quoted(table.columns[c].name);
    };
    std::string out = column(amount.left);
    if (amount.sign == 0) return out;
    absl::StrAppend(&out, " ", std::string(1, amount.sign), " ");
    return amount.right ? out + column(*amount.right)
                        : absl::StrCat(out, amount.constant);
  }

  std::string MeasureBody(const Measure& measure) const {
    const RandomTable& table = database_.tables[measure.table];
    std::string out = absl::StrCat(
        "  table: ", Text(table.name),
        " expression: ", Text(Expression(table, *measure.amount)), "\n");
    if (measure.aggregate == Aggregate::kAverage) {
      absl::StrAppend(&out, "  aggregate: AGGREGATE_AVERAGE\n");
    } else if (measure.aggregate == Aggregate::kMaximum) {
      absl::StrAppend(&out, "  aggregate: AGGREGATE_MAXIMUM\n");
    }
    for (const Test& test : measure.tests) {
      absl::StrAppend(&out, "  conditions {", ConditionBody(test), " }\n");
    }
    for (const Minus& minus : measure.minus) {
      const RandomTable& of = database_.tables[minus.table];
      absl::StrAppend(&out, "  minus { name: \"less\" table: ", Text(of.name),
                      " expression: ", Text(Expression(of, minus.amount)),
                      " }\n");
    }
    return out;
  }

  std::string ConditionBody(const Test& test) const {
    std::string out =
        absl::StrCat(" table: ", TableName(test.place.table),
                     " column: ", Text(database_.At(test.place).name));
    if (test.negated) absl::StrAppend(&out, " negated: true");
    if (test.kind == Test::Kind::kFlag) {
      return absl::StrCat(out, " is_true: true");
    }
    if (test.kind == Test::Kind::kNumber) {
      return absl::StrCat(out, " compare { operator: ",
                          test.op == Operator::kGreater ? "GREATER" : "AT_MOST",
                          " number: ", test.number, " }");
    }
    return absl::StrCat(out, " one_of { values: ", Text(test.values[0]), " }");
  }

  const RandomDatabase& database_;
};

}  // namespace

std::string Quoted(const std::string& name) {
  return absl::StrCat("\"", name, "\"");
}

std::string Literal(const std::string& text) {
  return absl::StrCat("'", absl::StrReplaceAll(text, {{"'", "''"}}), "'");
}

std::string ValueSql(const RandomColumn& column, const Value& value) {
  if (IsNull(value)) return "NULL";
  if (const auto* text = std::get_if<std::string>(&value)) {
    return Literal(*text);
  }
  const double number = std::get<double>(value);
  const int day = static_cast<int>(number);
  switch (column.kind) {
    case Kind::kDate:
      return Literal(Written(day));
    case Kind::kTimestamp:
      return Literal(
          absl::StrFormat("%s %02d:30:00", Written(day),
                          static_cast<int>((number - day) * 24 + 0.5)));
    case Kind::kFlag:
      if (TypeOf(column) == "INTEGER") return absl::StrCat(number);
      return number == 1 ? "TRUE" : "FALSE";
    case Kind::kDecimal:
      return absl::StrFormat("%.2f", number);
    default:
      return absl::StrCat(number);
  }
}

std::string SqlOf(const RandomDatabase& database) {
  std::string out;
  for (const size_t t : ParentsFirst(database)) {
    absl::StrAppend(&out, CreateTable(database, t), Insert(database.tables[t]));
  }
  return out;
}

std::string SemanticOf(const RandomDatabase& database) {
  return SemanticWriter(database).Write();
}

}  // namespace alhf::testing
