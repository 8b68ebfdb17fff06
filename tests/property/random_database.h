// A random database of invented nouns, its rows in memory, its SQL, and its
// semantic file.
//
//   Dice dice(17);
//   const RandomDatabase database = MakeRandomDatabase(dice);
//   Load(SqlOf(database)); Write(SemanticOf(database));
//
// Two to five tables; foreign keys make a tree of them, so that one way leads
// from each to each. What the semantic file's rules make of it (dates, labels,
// amounts) is worked out here by the words of its documentation.
//
// Thread safety: pure functions.
#ifndef ALHF_TESTS_PROPERTY_RANDOM_DATABASE_H_
#define ALHF_TESTS_PROPERTY_RANDOM_DATABASE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tests/property/dice.h"
#include "tests/property/invented_words.h"
#include "tests/property/question.h"

namespace alhf::testing {

enum class Kind { kInteger, kDecimal, kText, kFlag, kDate, kTimestamp };

struct RandomColumn {
  std::string name;  // in the database
  // What people call it, in the singular; empty: nothing, it is a key.
  std::vector<std::string> words;
  Kind kind = Kind::kInteger;
  bool nullable = false;
  bool key = false;
  std::optional<size_t> parent;  // the table that it refers to the key of
  bool declared = true;          // as a foreign key, in the database
  // It refers to that table's key and no question means it.
  std::optional<size_t> unmeant;
  bool dimension = false;  // the last of `words` is in the semantic file
};

struct RandomTable {
  std::string name;
  // What people call a row, in the singular; the first is the table's name.
  std::vector<std::string> words;
  std::string verb;                   // empty: none
  std::vector<RandomColumn> columns;  // the first is the primary key
  std::optional<size_t> label;
  std::optional<Place> date;
  std::optional<Amount> amount;
  // In the semantic file, because the rules would find another or none.
  bool label_named = false;
  bool date_named = false;
  bool amount_named = false;
  std::vector<Row> rows;
};

struct NamedMeasure {
  std::vector<std::string> words;
  Measure measure;
};

// Tests on rows of one table that have a name. With a noun it is a name of
// rows, and said before that noun only.
struct NamedTest {
  std::vector<std::string> words;
  Test test;
  std::string noun = "";
};

// A word for a value, or for any of several.
struct ValueWord {
  Place place;
  std::vector<std::string> values;
  std::string word;
};

struct RandomDatabase {
  std::vector<RandomTable> tables;
  std::vector<NamedMeasure> measures;
  std::vector<NamedTest> filters;
  std::vector<ValueWord> values;
  std::string ignored;
  int today = 0;

  const RandomColumn& At(Place place) const {
    return tables[place.table].columns[place.column];
  }
};

RandomDatabase MakeRandomDatabase(Dice& dice, InventedWords& words);

// Statements that SQLite and PostgreSQL read alike.
std::string SqlOf(const RandomDatabase& database);
// The textproto of a Semantic.
std::string SemanticOf(const RandomDatabase& database);

// Returns `name` in double quotes, `text` in single ones.
std::string Quoted(const std::string& name);
std::string Literal(const std::string& text);
// Returns a value as SQL writes it.
std::string ValueSql(const RandomColumn& column, const Value& value);
// Returns the column of `from` that refers to its parent `to`, or nothing.
std::optional<size_t> LinkTo(const RandomDatabase& database, size_t from,
                             size_t to);
// Returns the tables, each after those that it refers to.
std::vector<size_t> ParentsFirst(const RandomDatabase& database);

}  // namespace alhf::testing

#endif  // ALHF_TESTS_PROPERTY_RANDOM_DATABASE_H_
