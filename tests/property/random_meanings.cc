#include "tests/property/random_meanings.h"

#include <utility>
#include <vector>

namespace alhf::testing {
namespace {

class Meanings {
 public:
  Meanings(RandomDatabase& database, Dice& dice, InventedWords& words)
      : out_(database), dice_(dice), words_(words) {}

  void Add() {
    for (size_t t = 0; t < out_.tables.size(); ++t) AddMeasures(t);
    for (size_t t = 0; t < out_.tables.size(); ++t) {
      Describe(t);
      AddFilter(t);
    }
    for (size_t t = 0; t < out_.tables.size(); ++t) Date(t);
  }

 private:
  std::vector<size_t> NumbersOf(size_t t) const {
    std::vector<size_t> numbers;
    const auto& columns = out_.tables[t].columns;
    for (size_t c = 0; c < columns.size(); ++c) {
      const bool number = columns[c].kind == Kind::kInteger ||
                          columns[c].kind == Kind::kDecimal;
      if (number && !columns[c].key) numbers.push_back(c);
    }
    return numbers;
  }

  Amount AnyAmount(const std::vector<size_t>& numbers) {
    Amount amount;
    amount.left = dice_.Of(numbers);
    if (dice_.Chance(0.4)) return amount;
    amount.sign = dice_.Of({"+", "-", "*", "/"})[0];
    if (dice_.Chance(0.7)) {
      amount.right = dice_.Of(numbers);
    } else {
      amount.constant = dice_.Between(2, 9);
    }
    return amount;
  }

  void AddMeasures(size_t t) {
    const auto numbers = NumbersOf(t);
    if (numbers.empty() || !dice_.Chance(0.5)) return;
    do {
      NamedMeasure named;
      named.words.push_back(words_.Phrase());
      if (dice_.Chance(0.4)) named.words.push_back(words_.Phrase());
      named.measure.table = t;
      named.measure.aggregate = Aggregate::kSum;
      if (dice_.Chance(0.3)) {
        named.measure.aggregate =
            dice_.Chance(0.6) ? Aggregate::kAverage : Aggregate::kMaximum;
      }
      named.measure.amount = AnyAmount(numbers);
      if (dice_.Chance(0.3)) AddTests(t, named.measure.tests);
      if (named.measure.aggregate == Aggregate::kSum && dice_.Chance(0.2)) {
        AddMinus(t, numbers, named.measure);
      }
      out_.measures.push_back(std::move(named));
    } while (dice_.Chance(0.3));
  }

  void AddMinus(size_t t, const std::vector<size_t>& numbers,
                Measure& measure) {
    for (size_t child = 0; child < out_.tables.size(); ++child) {
      const auto of_child = NumbersOf(child);
      if (LinkTo(out_, child, t) && !of_child.empty()) {
        measure.minus.push_back({child, AnyAmount(of_child)});
        return;
      }
    }
    measure.minus.push_back({t, AnyAmount(numbers)});
  }

  // One test, on a column that has values.
  void AddTests(size_t t, std::vector<Test>& tests) {
    const RandomTable& table = out_.tables[t];
    for (size_t c = 0; c < table.columns.size(); ++c) {
      const RandomColumn& column = table.columns[c];
      if (column.key || table.rows.empty() || !dice_.Chance(0.4)) continue;
      const Value& value = table.rows[dice_.Below(table.rows.size())][c];
      Test test;
      test.place = {t, c};
      if (IsNull(value)) continue;
      if (column.kind == Kind::kText) {
        test.values.push_back(std::get<std::string>(value));
      } else if (column.kind == Kind::kFlag) {
        test.kind = Test::Kind::kFlag;
      } else if (column.kind == Kind::kInteger) {
        test.kind = Test::Kind::kNumber;
        test.op = dice_.Chance(0.5) ? Operator::kGreater : Operator::kAtMost;
        test.number = std::get<double>(value);
      } else {
        continue;
      }
      test.negated = dice_.Chance(0.2);
      tests.push_back(std::move(test));
      return;
    }
  }

  void AddFilter(size_t t) {
    if (!dice_.Chance(0.4)) return;
    NamedTest named;
    AddTests(t, named.test.all);
    if (dice_.Chance(0.4)) AddTests(t, named.test.all);
    if (named.test.all.empty()) return;
    if (named.test.all.size() == 2 &&
        named.test.all[0].place == named.test.all[1].place) {
      named.test.all.pop_back();
    }
    named.test.kind = Test::Kind::kAllOf;
    named.test.place = {t, 0};
    named.words.push_back(words_.Noun());
    if (dice_.Chance(0.4)) named.words.push_back(words_.Noun());
    out_.filters.push_back(std::move(named));
  }

  void Describe(size_t t) {
    RandomTable& table = out_.tables[t];
    if (const auto numbers = NumbersOf(t); !numbers.empty()) {
      std::vector<Amount> measured;
      for (const NamedMeasure& m : out_.measures) {
        if (m.measure.table == t) measured.push_back(*m.measure.amount);
      }
      if (dice_.Chance(0.25)) {
        table.amount = AnyAmount(numbers);
        table.amount_named = true;
      } else if (measured.size() == 1) {
        table.amount = measured[0];
      } else if (measured.empty() && numbers.size() == 1) {
        table.amount = Amount{numbers[0]};
      }
    }
    for (size_t c = 0; c < table.columns.size(); ++c) {
      if (table.columns[c].kind != Kind::kText || table.columns[c].key)
        continue;
      if (table.rows.empty() || !dice_.Chance(0.3)) continue;
      const Value& value = dice_.Of(table.rows)[c];
      if (IsNull(value)) continue;
      out_.values.push_back(
          {{t, c}, {std::get<std::string>(value)}, words_.Noun()});
    }
  }

  std::vector<size_t> DatesOf(size_t t) const {
    std::vector<size_t> dates;
    const auto& columns = out_.tables[t].columns;
    for (size_t c = 0; c < columns.size(); ++c) {
      if (columns[c].kind == Kind::kDate ||
          columns[c].kind == Kind::kTimestamp) {
        dates.push_back(c);
      }
    }
    return dates;
  }

  // What dates the rows: the only date that they have or are said to have, or
  // else that of the nearest rows that they belong to, if that is one.
  void Date(size_t t) {
    RandomTable& table = out_.tables[t];
    if (table.date) return;
    const auto own = DatesOf(t);
    if (own.size() > 1) {
      if (dice_.Chance(0.2)) return;
      table.date = Place{t, dice_.Of(own)};
      table.date_named = true;
    }
    if (own.size() == 1) table.date = Place{t, own[0]};
    if (!own.empty()) return;
    std::vector<size_t> level = {t};
    std::vector<Place> found;
    while (!level.empty() && found.empty()) {
      std::vector<size_t> next;
      for (const size_t at : level) {
        for (const RandomColumn& column : out_.tables[at].columns) {
          if (column.parent) next.push_back(*column.parent);
        }
      }
      for (const size_t at : next) {
        const auto dates = DatesOf(at);
        if (dates.size() > 1) Date(at);
        if (dates.size() > 1 && out_.tables[at].date) {
          found.push_back(*out_.tables[at].date);
        } else {
          for (const size_t c : dates) found.push_back({at, c});
        }
      }
      level = std::move(next);
    }
    if (found.size() == 1) table.date = found[0];
    if (found.size() > 1 && dice_.Chance(0.5)) {
      table.date = dice_.Of(found);
      table.date_named = true;
    }
  }

  RandomDatabase& out_;
  Dice& dice_;
  InventedWords& words_;
};

}  // namespace

void AddMeanings(RandomDatabase& database, Dice& dice, InventedWords& words) {
  Meanings(database, dice, words).Add();
}

}  // namespace alhf::testing
