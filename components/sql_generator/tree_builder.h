// How `Build` works: one object settles one reading, part by part, and stops at
// the first that cannot be settled. Its methods lie, by part, in
// tree_builder.cc (root, closing), tree_joins.cc (choosing, joins),
// tree_operands.cc (dimensions, measures), tree_filters.cc, tree_tests.cc and
// tree_dates.cc (conditions of the question), tree_defaults.cc (what was taught
// to be left out).
//
// Methods that return bool return false when a refusal was written.
//
// Thread safety: used by one call's thread only.
#ifndef ALHF_COMPONENTS_SQL_GENERATOR_TREE_BUILDER_H_
#define ALHF_COMPONENTS_SQL_GENERATOR_TREE_BUILDER_H_

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "components/sql_generator/builder.h"
#include "components/sql_generator/dates.h"

namespace alhf::sql_generator {

class TreeBuilder {
 public:
  // The references must outlive the builder.
  TreeBuilder(const Catalog& catalog, const Settings& settings,
              const Reading& reading, absl::CivilDay today,
              const std::string& time_zone);

  // Use one of these, once.
  Built Query();
  // One number, for a lesson.
  Built Number();
  // The conditions on rows of `table`, for a lesson.
  Built Conditions(size_t table);

 private:
  using Kind = Meaning::Kind;
  // A table and a column, lower case.
  using ColumnKey = std::pair<std::string, std::string>;

  // Rows that refer to rows of the root and are named, tested or dated.
  struct Group {
    size_t table = 0;
    bool negated = false;
    std::vector<Condition> conditions;
    // So many rows; else, one or more.
    std::optional<Comparison> count;
  };

  // Refusals, root and closing.
  bool Refuse(std::string reason);
  bool NotUnderstood(const std::string& words);
  bool Failed() const;
  bool Understood();
  void Say(absl::string_view words, absl::string_view meaning);
  Built Finish(bool ok);
  bool FindRoot();
  std::optional<size_t> ListedTable();
  std::optional<size_t> TableOf(const std::vector<Meaning>& of,
                                const std::string& words,
                                std::optional<size_t> preferred);
  bool CloseGroups();
  bool CheckFanOut();
  bool AddOrder();
  bool OrderBy(size_t table, const Column& column, bool descending);
  bool AddAskedOrder(const AskedOrder& order);
  bool AddOrderByAge(const AskedOrder& order);
  void ListTables();

  // Choosing and joins.
  const std::string& NameOf(size_t table) const;
  std::string NameOf(const Meaning& m) const;
  bool IsUp(size_t from, size_t table) const;
  std::set<size_t> MentionedTables() const;
  std::set<size_t> SpokenTables() const;
  const Meaning* Choose(const std::vector<Meaning>& of,
                        const std::string& words);
  void Ambiguous(const std::vector<const Meaning*>& of,
                 const std::string& words);
  bool Join(size_t table);
  bool MayLackParent(const Step& step) const;
  bool NoWay(size_t table, const Way& way);
  bool IsJoined(size_t table) const;

  // Dimensions and measures.
  bool AddDimensions();
  bool AddNamed(const AskedDimension& dimension);
  void AddColumn(size_t table, const Column* column);
  bool AddDatePart(const AskedDimension& dimension);
  std::string MeaningOf(DatePart part) const;
  std::optional<DateColumn> DateFor(int anchor, const std::string& words);
  std::string ChosenOf(const DateColumn& date, int anchor) const;
  std::optional<DateColumn> OwnDate(size_t table, const std::string& words);
  bool AddMeasures();
  bool AddMeasure(const AskedMeasure& read);
  bool AddWorth(const AskedMeasure& read);
  bool AddOfColumn(const AskedMeasure& read, const Meaning& column);
  bool AddDateOf(const AskedMeasure& read);
  bool IsLookup(const Meaning& column) const;
  bool ListsRows() const;
  bool RankByColumn(const AskedMeasure& read);
  std::optional<DateColumn> RankDate();
  static std::string NamedFor(Aggregate aggregate, absl::string_view name,
                              absl::string_view total);
  bool AddDefined(const AskedMeasure& read, const Measure& measure);
  bool AddAmount();

  // Conditions.
  bool AddFilters();
  bool Place(Condition condition, const std::string& words);
  bool Sums() const;
  bool CannotSplit(size_t table, const std::string& words);
  bool JoinFor(const Condition& condition);
  Group* GroupFor(size_t table);
  static void CollectColumns(const Condition& condition,
                             std::set<ColumnKey>& columns);
  bool AddMentions();
  bool AddMention(size_t index);
  bool AddDateColumn(size_t index);
  bool PlaceDone(size_t index, const Meaning& verb);
  bool HasDates(size_t mention) const;
  static Condition Done(const std::string& table, const Column& column);
  bool AddNulls();
  void RequireRow(size_t table);
  bool CountedAlready(const AskedMention& mention) const;
  bool AddComparisons();
  bool AddThan(const AskedComparison& read);
  bool AddRow(const AskedComparison& read);
  bool AddRowCount(const AskedComparison& read);
  bool PlaceAll(const std::vector<Condition>& conditions, bool negated,
                const std::string& words);
  bool AmountSubject(const AskedComparison& read, Condition& condition);
  bool NamedSubject(const AskedComparison& read, Condition& condition);
  bool AddDates();
  bool HoldsToday(const AskedDates& read, const DateColumn& date) const;
  bool CheckDates(const AskedDates& read, const DateColumn& date);

  // Values, flags, filters and terms.
  bool AddTests();
  bool AddTestRun(size_t begin, size_t end);
  std::vector<Meaning> ValuesOf(const AskedTest& test,
                                std::vector<std::vector<Meaning>>& values);
  std::vector<Meaning> Nearest(const AskedTest& test,
                               const std::vector<Meaning>& columns);
  bool AddValues(const AskedTest& test, const std::vector<Meaning>& columns,
                 const std::vector<std::vector<Meaning>>& values);
  bool AddTest(const AskedTest& test);
  bool PlaceTest(const AskedTest& test, Condition condition);
  bool CheckRepeats();

  // Default filters.
  bool AddDefaultFilters();
  bool CallsOneRow() const;
  bool AsksFor(const DefaultFilter& filter) const;
  void AddDefaultFilter(const DefaultFilter& filter, size_t table);

  const Catalog& catalog_;
  const Schema& schema_;
  const Settings& settings_;
  const Reading& reading_;
  Built out_;
  QueryTree tree_;
  // The result is kept: "last 90 days" are others tomorrow.
  bool lasting_ = false;
  // Words that speak of fiscal years, which nobody has explained.
  std::string needs_fiscal_;
  std::vector<Group> groups_;
  // Dates that were placed: the span of each column.
  std::vector<std::pair<const Column*, DaySpan>> dated_;
  // Columns that the question itself puts conditions on.
  std::set<ColumnKey> explicit_;
};

}  // namespace alhf::sql_generator

#endif  // ALHF_COMPONENTS_SQL_GENERATOR_TREE_BUILDER_H_
