// Tables, columns and foreign keys of one database, and the ways between its
// tables.
//
//   Schema schema(tables);
//   Way way = schema.WayUp(lines, customers);  // each row has one: no doubles
//   if (way.ambiguous) …
//
// Thread safety: immutable once built.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_SCHEMA_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_SCHEMA_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "components/sql_generator/sql_generator.pb.h"

namespace alhf::sql_generator {

enum class ColumnKind {
  kInteger,
  kNumber,
  kText,
  kBoolean,
  kDate,
  kTimestamp,
  kTimestampWithZone,
  kOther,
};

struct Column {
  std::string name;
  ColumnKind kind = ColumnKind::kOther;
  bool nullable = true;
  // A date that the database holds as text (ISO 8601).
  bool date_as_text = false;
  // An integer that holds 0 and 1 only, by its name ("is_…", "…_flag") or by
  // its rows.
  bool integer_flag = false;
  // Of a text that is "Y" or "N", or as clear words: the one that means yes.
  std::string yes{};
  // A text that no two rows share, and every row has.
  bool tells_apart = false;
  // All of its texts have figures: "HV-4".
  bool coded = false;
  // Part of a primary or foreign key.
  bool key = false;

  bool IsNumber() const {
    return kind == ColumnKind::kInteger || kind == ColumnKind::kNumber;
  }
  bool IsDate() const {
    return kind == ColumnKind::kDate || kind == ColumnKind::kTimestamp ||
           kind == ColumnKind::kTimestampWithZone;
  }
  bool IsFlag() const {
    return kind == ColumnKind::kBoolean || integer_flag || !yes.empty();
  }
};

// `columns` of the table refer to `parent_columns` of the table `parent`.
struct Reference {
  std::vector<std::string> columns;
  std::string parent;
  std::vector<std::string> parent_columns;
};

struct Table {
  std::string name;
  std::vector<Column> columns;
  std::vector<std::string> primary_key;
  std::vector<Reference> references;

  const Column* Find(absl::string_view column) const;
};

// One step along a foreign key.
struct Step {
  size_t from = 0;  // table index
  size_t to = 0;
  const Reference* reference = nullptr;
  // From the referring row to its parent: at most one row.
  bool up = true;
};

struct Way {
  bool found = false;
  // There is another as short.
  bool ambiguous = false;
  std::vector<Step> steps;
};

class Schema {
 public:
  Schema() = default;
  explicit Schema(std::vector<Table> tables);
  // Movable only: steps point into the tables.
  Schema(Schema&&) = default;
  Schema& operator=(Schema&&) = default;

  const std::vector<Table>& tables() const { return tables_; }
  const Table& table(size_t index) const { return tables_[index]; }
  // For what the rows say of their columns.
  Table& table(size_t index) { return tables_[index]; }
  std::optional<size_t> Find(absl::string_view table) const;
  const Column* FindColumn(absl::string_view table,
                           absl::string_view column) const;

  // Adds a foreign key that the database does not declare.
  // INVALID_ARGUMENT CONFIG_INVALID: it names what is not there.
  absl::Status Add(const ForeignKey& key);

  // Returns the shortest way that only goes from rows to their parents.
  Way WayUp(size_t from, size_t to) const;
  // Returns the shortest way along foreign keys in either direction.
  Way AnyWay(size_t from, size_t to) const;

 private:
  Way Search(size_t from, size_t to, bool up_only) const;

  std::vector<Table> tables_;
};

// Returns the words of a name: "unit_price", "UnitPrice" -> {"unit", "price"}.
std::vector<std::string> NameWords(absl::string_view name);

// Returns what a flag's name says of a row: "is_late", "late_flag" -> {"late"};
// nothing where the name is no flag's.
std::vector<std::string> FlagWords(absl::string_view name);

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_SCHEMA_H_
