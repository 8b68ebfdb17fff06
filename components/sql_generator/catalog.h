// What is known of one database: its schema, the semantic file, and the words
// for all of it, values of the data among them.
//
//   ALHF_ASSIGN_OR_RETURN(auto catalog,
//                         Catalog::Load(*connection, semantic, clock));
//   catalog->vocabulary().At(text, tokens, 0)
//
// Thread safety: immutable once loaded.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_CATALOG_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_CATALOG_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "alhf/sdk/clock.h"
#include "components/sql_generator/connection.h"
#include "components/sql_generator/schema.h"
#include "components/sql_generator/sql_generator.pb.h"
#include "components/sql_generator/vocabulary.h"

namespace alhf::sql_generator {

struct DateColumn {
  size_t table = 0;
  const Column* column = nullptr;
};

class Catalog {
 public:
  // Reads schema and values over `connection`. Values become words of at most
  // 200 text columns, 20,000 a column and 100,000 in all, none longer than 64
  // bytes, as far as 5 seconds reach; a column that has more is left out whole.
  //
  // INVALID_ARGUMENT CONFIG_INVALID: the semantic file names what is not in
  //   the database; otherwise the errors of `Connection`.
  static absl::StatusOr<std::shared_ptr<const Catalog>> Load(
      Connection& connection, const Semantic& semantic, const Clock& clock);

  Catalog(const Catalog&) = delete;
  Catalog& operator=(const Catalog&) = delete;

  const Schema& schema() const { return schema_; }
  const Semantic& semantic() const { return semantic_; }
  const Vocabulary& vocabulary() const { return vocabulary_; }
  Engine engine() const { return engine_; }

  // What people call a row of the table: its name, and names of the file.
  std::vector<std::string> NamesOf(size_t table) const;
  // The first of them: the table's name without more.
  std::string NameOfRow(size_t table) const;
  // The date that "in 2025" means: of several, the likeliest. Nothing: there is
  // none, or several tables have one.
  std::optional<DateColumn> DateOf(size_t table) const;
  // When whom its rows are of was born.
  std::optional<DateColumn> BirthOf(size_t table) const;
  // Whether the semantic file says which.
  bool NamesDateOf(size_t table) const;
  // The column that names a row. Null: none.
  const Column* LabelOf(size_t table) const;
  // The columns that people tell rows by: the label, else a first and a last
  // name, else the only text that no two rows share.
  std::vector<const Column*> LabelsOf(size_t table) const;
  // The expression that "over 500" means. Empty: none, or not one only.
  std::string AmountOf(size_t table) const;

 private:
  Catalog(Schema schema, Semantic semantic, Engine engine);

  absl::Status Check() const;
  void AddNames();
  void AddLabelNames();
  void AddSemanticNames();
  absl::Status AddValues(Connection& connection, const Clock& clock);
  absl::Status FindFlags(Connection& connection, const Clock& clock);
  absl::Status AddFacts(Connection& connection, absl::Duration time,
                        size_t table, const std::string& name,
                        const std::vector<v1::Row>& rows);
  void AddValuesOf(size_t table, const Column& column,
                   const std::vector<v1::Row>& rows);
  const TableWords* WordsOf(size_t table) const;
  std::optional<DateColumn> NamedDate(const TableWords& words) const;
  std::vector<DateColumn> DatesOf(size_t table) const;
  Schema schema_;
  const Semantic semantic_;
  const Engine engine_;
  Vocabulary vocabulary_;
};

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_CATALOG_H_
