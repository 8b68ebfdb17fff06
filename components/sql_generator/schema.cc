#include "components/sql_generator/schema.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "alhf/sdk/status.h"

namespace alhf::sql_generator {
namespace {

absl::Status Unknown(absl::string_view what, absl::string_view name) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               absl::StrCat("foreign_keys: the database has no ", what, " \"",
                            name, "\""),
               {{"name", std::string(name)}});
}

}  // namespace

const Column* Table::Find(absl::string_view column) const {
  for (const Column& c : columns) {
    if (absl::EqualsIgnoreCase(c.name, column)) return &c;
  }
  return nullptr;
}

Schema::Schema(std::vector<Table> tables) : tables_(std::move(tables)) {
  for (Table& table : tables_) {
    // What refers to a table that this user does not see leads nowhere.
    std::erase_if(table.references, [this](const Reference& r) {
      return !Find(r.parent).has_value();
    });
    for (Reference& r : table.references) {
      const Table& parent = tables_[*Find(r.parent)];
      if (r.parent_columns.empty()) r.parent_columns = parent.primary_key;
    }
    std::erase_if(table.references, [](const Reference& r) {
      return r.columns.empty() || r.columns.size() != r.parent_columns.size();
    });
    for (Column& column : table.columns) {
      const auto holds = [&column](const std::vector<std::string>& names) {
        return std::any_of(names.begin(), names.end(),
                           [&column](const std::string& name) {
                             return absl::EqualsIgnoreCase(name, column.name);
                           });
      };
      column.key = holds(table.primary_key);
      if (column.key) column.nullable = false;
      for (const Reference& r : table.references) {
        column.key = column.key || holds(r.columns);
      }
    }
  }
}

std::optional<size_t> Schema::Find(absl::string_view table) const {
  for (size_t i = 0; i < tables_.size(); ++i) {
    if (absl::EqualsIgnoreCase(tables_[i].name, table)) return i;
  }
  return std::nullopt;
}

const Column* Schema::FindColumn(absl::string_view table,
                                 absl::string_view column) const {
  const auto index = Find(table);
  return index.has_value() ? tables_[*index].Find(column) : nullptr;
}

absl::Status Schema::Add(const ForeignKey& key) {
  const auto child = Find(key.table());
  if (!child.has_value()) return Unknown("table", key.table());
  const auto parent = Find(key.parent_table());
  if (!parent.has_value()) return Unknown("table", key.parent_table());
  Reference reference;
  reference.parent = tables_[*parent].name;
  reference.columns.assign(key.columns().begin(), key.columns().end());
  reference.parent_columns.assign(key.parent_columns().begin(),
                                  key.parent_columns().end());
  if (reference.parent_columns.empty()) {
    reference.parent_columns = tables_[*parent].primary_key;
  }
  for (const std::string& column : reference.parent_columns) {
    if (tables_[*parent].Find(column) == nullptr) {
      return Unknown("column", absl::StrCat(key.parent_table(), ".", column));
    }
  }
  if (reference.columns.empty() ||
      reference.columns.size() != reference.parent_columns.size()) {
    return Unknown("matching key in", key.parent_table());
  }
  for (const std::string& column : reference.columns) {
    const auto at =
        std::find_if(tables_[*child].columns.begin(),
                     tables_[*child].columns.end(), [&column](const Column& c) {
                       return absl::EqualsIgnoreCase(c.name, column);
                     });
    if (at == tables_[*child].columns.end()) {
      return Unknown("column", absl::StrCat(key.table(), ".", column));
    }
    at->key = true;
  }
  tables_[*child].references.push_back(std::move(reference));
  return absl::OkStatus();
}

Way Schema::WayUp(size_t from, size_t to) const {
  return Search(from, to, /*up_only=*/true);
}

Way Schema::AnyWay(size_t from, size_t to) const {
  return Search(from, to, /*up_only=*/false);
}

// Breadth first; a table that two shortest ways reach makes all beyond it
// ambiguous.
Way Schema::Search(size_t from, size_t to, bool up_only) const {
  struct Reached {
    size_t distance = 0;
    bool seen = false;
    bool ambiguous = false;
    Step step;
  };
  std::vector<Reached> reached(tables_.size());
  reached[from].seen = true;
  std::deque<size_t> queue = {from};
  const auto visit = [&](const Step& step) {
    Reached& target = reached[step.to];
    const size_t distance = reached[step.from].distance + 1;
    if (!target.seen) {
      target = {distance, true, reached[step.from].ambiguous, step};
      queue.push_back(step.to);
    } else if (target.distance == distance) {
      target.ambiguous = true;
    }
  };
  while (!queue.empty()) {
    const size_t at = queue.front();
    queue.pop_front();
    for (const Reference& r : tables_[at].references) {
      visit({at, *Find(r.parent), &r, true});
    }
    if (up_only) continue;
    for (size_t child = 0; child < tables_.size(); ++child) {
      for (const Reference& r : tables_[child].references) {
        if (*Find(r.parent) == at) visit({at, child, &r, false});
      }
    }
  }
  Way way;
  if (!reached[to].seen) return way;
  way.found = true;
  way.ambiguous = reached[to].ambiguous;
  for (size_t at = to; at != from; at = reached[at].step.from) {
    way.steps.push_back(reached[at].step);
  }
  std::reverse(way.steps.begin(), way.steps.end());
  return way;
}

std::vector<std::string> NameWords(absl::string_view name) {
  std::vector<std::string> words;
  std::string word;
  const auto flush = [&] {
    if (!word.empty()) words.push_back(std::exchange(word, ""));
  };
  for (size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool letter = absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
                        static_cast<unsigned char>(c) >= 0x80;
    if (!letter) {
      flush();
      continue;
    }
    // "unitPrice", "HTTPCode": a capital begins a word after a small letter,
    // or before one.
    if (absl::ascii_isupper(c) && i > 0 &&
        (absl::ascii_islower(name[i - 1]) ||
         (i + 1 < name.size() && absl::ascii_islower(name[i + 1])))) {
      flush();
    }
    word += absl::ascii_tolower(c);
  }
  flush();
  return words;
}

std::vector<std::string> FlagWords(absl::string_view name) {
  std::vector<std::string> words = NameWords(name);
  if (words.size() < 2) return {};
  if (words[0] == "is" || words[0] == "has" || words[0] == "was") {
    words.erase(words.begin());
  } else if (words.back() == "flag" || words.back() == "yn") {
    words.pop_back();
  } else if (words[0] == "flag") {
    words.erase(words.begin());
  } else {
    return {};
  }
  return words;
}

}  // namespace alhf::sql_generator
