#include "tests/property/random_database.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "tests/property/calendar.h"
#include "tests/property/random_meanings.h"

namespace alhf::testing {
namespace {

class Maker {
 public:
  Maker(Dice& dice, InventedWords& words) : dice_(dice), words_(words) {}

  RandomDatabase Make() {
    out_.today = DayOf({2025, 6, 1}) + dice_.Between(0, 300);
    out_.ignored = words_.Noun();
    out_.tables.resize(2 + dice_.Below(4));
    for (RandomTable& table : out_.tables) AddTable(table);
    for (size_t i = 1; i < out_.tables.size(); ++i) {
      const size_t other = dice_.Below(i);
      dice_.Chance(0.6) ? AddLink(i, other) : AddLink(other, i);
    }
    for (RandomTable& table : out_.tables) AddColumns(table);
    for (const size_t t : ParentsFirst(out_)) AddRowsOf(out_.tables[t]);
    return std::move(out_);
  }

 private:
  void AddTable(RandomTable& table) {
    table.words.push_back(words_.Phrase());
    const std::string plural = Plural(table.words[0]);
    table.name = Name(dice_.Chance(0.6) ? plural : table.words[0]);
    while (dice_.Chance(0.3)) table.words.push_back(words_.Noun());
    RandomColumn key;
    key.key = true;
    if (dice_.Chance(0.5)) {
      key.name = "id";
    } else {
      key.name = absl::StrCat(table.name, "_id");
    }
    if (dice_.Chance(0.1)) {
      key.name = "code";
      key.kind = Kind::kText;
    }
    table.columns.push_back(key);
  }

  // In one of the styles that databases are written in.
  std::string Name(const std::string& words) {
    const std::vector<std::string> all = absl::StrSplit(words, ' ');
    if (dice_.Chance(0.75)) return absl::StrJoin(all, "_");
    std::string camel;
    for (const std::string& word : all) {
      camel += camel.empty() && dice_.Chance(0.5) ? word : Capital(word);
    }
    return camel;
  }

  void AddLink(size_t child, size_t parent) {
    RandomTable& table = out_.tables[child];
    const RandomTable& to = out_.tables[parent];
    RandomColumn link;
    link.name = absl::StrCat(to.name, dice_.Chance(0.5) ? "_ref" : "_id");
    link.kind = to.columns[0].kind;
    link.key = true;
    link.nullable = dice_.Chance(0.35);
    link.parent = parent;
    link.declared = dice_.Chance(0.85);
    table.columns.push_back(link);
    if (table.verb.empty() && dice_.Chance(0.5)) table.verb = words_.Verb();
  }

  void AddColumns(RandomTable& table) {
    AddLabel(table);
    const auto add = [&](Kind kind, int most) {
      for (int n = dice_.Between(0, most); n > 0; --n) AddColumn(table, kind);
    };
    add(Kind::kInteger, 2);
    add(Kind::kDecimal, 2);
    add(Kind::kText, 2);
    add(Kind::kFlag, 1);
    if (dice_.Chance(0.6)) AddColumn(table, Kind::kDate);
    if (dice_.Chance(0.25)) AddColumn(table, Kind::kTimestamp);
  }

  void AddLabel(RandomTable& table) {
    if (!dice_.Chance(0.5)) return;
    RandomColumn column;
    column.kind = Kind::kText;
    column.name = dice_.Of({"name", "title"});
    column.words = {column.name};
    if (dice_.Chance(0.3)) {
      const std::string noun = words_.Noun();
      column.name = noun;
      column.words = {noun};
      table.label_named = true;
    } else if (dice_.Chance(0.3)) {
      column.name = absl::StrCat(table.name, "_name");
      column.words = {"name"};
    }
    table.label = table.columns.size();
    table.columns.push_back(column);
  }

  void AddColumn(RandomTable& table, Kind kind) {
    RandomColumn column;
    column.kind = kind;
    column.nullable = dice_.Chance(0.4);
    std::string words = words_.Phrase();
    // Tables that have columns of the same name.
    if (!shared_.empty() && dice_.Chance(0.15)) words = dice_.Of(shared_);
    column.words = {words};
    column.name = Name(words);
    if (kind == Kind::kFlag) {
      column.name = absl::StrCat("is_", Name(words));
    } else if (dice_.Chance(0.15)) {
      column.name = absl::StrReplaceAll(
          absl::StrCat(table.words[0], "_", words), {{" ", "_"}});
    }
    for (const RandomColumn& other : table.columns) {
      if (std::count(other.words.begin(), other.words.end(), words) > 0) return;
    }
    if (kind != Kind::kFlag) shared_.push_back(words);
    if (dice_.Chance(0.15)) {
      column.words.push_back(words_.Phrase());
      column.dimension = true;
    }
    table.columns.push_back(column);
  }

  // ------------------------------------------------------------------- rows

  void AddRowsOf(RandomTable& table) {
    const size_t rows = dice_.Chance(0.03) ? 0 : 2 + dice_.Below(40);
    table.rows.resize(rows);
    for (RandomColumn& column : table.columns) {
      const bool first = &column == table.columns.data();
      const std::vector<std::string> texts = Texts(column, rows);
      for (size_t r = 0; r < rows; ++r) {
        table.rows[r].push_back(first ? KeyOf(column, r) : Any(column, texts));
      }
      // Nothing to refer to.
      const auto& cells = table.rows;
      const bool null = std::any_of(cells.begin(), cells.end(), [](auto& row) {
        return IsNull(row.back());
      });
      column.nullable = column.nullable || null;
    }
  }

  static Value KeyOf(const RandomColumn& column, size_t row) {
    if (column.kind == Kind::kText) return absl::StrCat("x", 100 + row);
    return static_cast<double>(row + 1);
  }

  std::vector<std::string> Texts(const RandomColumn& column, size_t rows) {
    std::vector<std::string> texts;
    if (column.kind != Kind::kText || column.key) return texts;
    if (!pools_.empty() && dice_.Chance(0.1)) return dice_.Of(pools_);
    for (size_t n = 1 + dice_.Below(std::min<size_t>(6, rows + 1)); n > 0;
         --n) {
      texts.push_back(words_.Value());
    }
    pools_.push_back(texts);
    return texts;
  }

  Value Any(const RandomColumn& column, const std::vector<std::string>& texts) {
    if (column.nullable && dice_.Chance(0.25)) return {};
    if (column.parent) {
      const auto& rows = out_.tables[*column.parent].rows;
      if (rows.empty()) return {};
      return rows[dice_.Below(rows.size())][0];
    }
    switch (column.kind) {
      case Kind::kInteger:
        return static_cast<double>(dice_.Between(-3, 20));
      case Kind::kDecimal:
        return dice_.Between(-20, 240) / 4.0;
      case Kind::kText:
        return dice_.Of(texts);
      case Kind::kFlag:
        return static_cast<double>(dice_.Below(2));
      case Kind::kDate:
        return static_cast<double>(AnyDay());
      case Kind::kTimestamp:
        return AnyDay() + dice_.Between(0, 23) / 24.0;
    }
    return {};
  }

  // Near the turn of a year more often, where weeks differ.
  int AnyDay() {
    if (dice_.Chance(0.4)) {
      return DayOf({dice_.Between(2023, 2027), 1, 1}) + dice_.Between(-8, 8);
    }
    return out_.today + 20 - dice_.Between(0, 1100);
  }

  Dice& dice_;
  InventedWords& words_;
  std::vector<std::string> shared_;
  std::vector<std::vector<std::string>> pools_;
  RandomDatabase out_;
};

}  // namespace

std::optional<size_t> LinkTo(const RandomDatabase& database, size_t from,
                             size_t to) {
  const auto& columns = database.tables[from].columns;
  for (size_t c = 0; c < columns.size(); ++c) {
    if (columns[c].parent == to) return c;
  }
  return std::nullopt;
}

std::vector<size_t> ParentsFirst(const RandomDatabase& database) {
  std::vector<size_t> order;
  const auto placed = [&order](size_t t) {
    return std::find(order.begin(), order.end(), t) != order.end();
  };
  while (order.size() < database.tables.size()) {
    for (size_t t = 0; t < database.tables.size(); ++t) {
      const auto& columns = database.tables[t].columns;
      if (!placed(t) &&
          std::all_of(columns.begin(), columns.end(), [&](const auto& c) {
            return !c.parent || placed(*c.parent);
          })) {
        order.push_back(t);
      }
    }
  }
  return order;
}

RandomDatabase MakeRandomDatabase(Dice& dice, InventedWords& words) {
  RandomDatabase database = Maker(dice, words).Make();
  AddMeanings(database, dice, words);
  return database;
}

}  // namespace alhf::testing
