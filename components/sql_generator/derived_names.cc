#include "components/sql_generator/derived_names.h"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "alhf/sdk/text.h"
#include "components/sql_generator/keywords.h"
#include "components/sql_generator/written_names.h"

namespace alhf::sql_generator {
namespace {

bool IsDateWord(absl::string_view word) {
  return absl::StrContains(" at date datetime day dt of on time timestamp ts ",
                           absl::StrCat(" ", word, " "));
}

// What happened at the date of `column`: "closed" for "closed_date", "signup"
// and "sign up" for "SignupDate".
std::vector<std::string> DateVerbs(const Column& column) {
  std::vector<std::string> name = NameWords(column.name);
  std::erase_if(name, IsDateWord);
  if (!column.IsDate() || name.empty() || column.key ||
      name.size() == NameWords(column.name).size()) {
    return {};
  }
  std::vector<std::string> verbs = {absl::StrJoin(name, " ")};
  const std::string& last = name.back();
  for (const absl::string_view end : {"up", "in", "out", "off"}) {
    if (last.size() < end.size() + 3 || !absl::EndsWith(last, end)) continue;
    verbs.push_back(
        absl::StrCat(last.substr(0, last.size() - end.size()), " ", end));
  }
  const auto add = [&](absl::string_view name,
                       std::initializer_list<const char*> others) {
    if (last == name) verbs.insert(verbs.end(), others.begin(), others.end());
  };
  if (last.size() > 4 && absl::EndsWith(last, "ed")) {
    verbs.push_back(absl::StrCat(last.substr(0, last.size() - 1), "ment"));
    verbs.push_back(absl::StrCat(last.substr(0, last.size() - 2), "ing"));
  }
  add("start", {"begin", "began", "begun"});
  add("left", {"leaving", "leave"});
  add("paid", {"payment"});
  add("sold", {"selling"});
  add("bought", {"purchase"});
  add("sent", {"sending"});
  add("born", {"birth"});
  return verbs;
}

bool IsUnit(absl::string_view word) {
  return absl::StrContains(
      " seconds minutes hours mins secs grams kilograms kg km kw kwh mwh "
      "meters metres sqm sqft m2 cm mm "
      "kilometers "
      "kilometres miles litres liters cents euros dollars percent eur usd gbp "
      "chf g mg tons tonnes ms ",
      absl::StrCat(" ", word, " "));
}

bool IsTaken(const Vocabulary& vocabulary, const std::string& words) {
  const auto tokens = sdk::Analyze(words).tokens;
  return IsKeyword(words) || ReadDatePart(tokens, 0).has_value() ||
         vocabulary.At(words, tokens, 0).length == tokens.size();
}

// Where nothing else is called so: "toll" for a column "toll_amount",
// "distance" and "miles" for "distance_miles", "cost" for a price.
void AddShortNames(const Schema& schema, Vocabulary& vocabulary) {
  std::vector<std::pair<std::string, Meaning>> names;
  for (size_t t = 0; t < schema.tables().size(); ++t) {
    for (const Column& column : schema.table(t).columns) {
      std::vector<std::string> name = NameWords(column.name);
      if (!column.IsNumber() || column.key) continue;
      const Meaning meaning{
          .kind = Meaning::Kind::kColumn, .table = t, .column = &column};
      const std::string last = name.back();
      if (last == "price") names.emplace_back("cost", meaning);
      if (name.size() < 2) continue;
      if (IsUnit(last)) names.emplace_back(last, meaning);
      if (!IsUnit(last) && last != "amount" && last != "value") continue;
      name.pop_back();
      names.emplace_back(absl::StrJoin(name, " "), meaning);
    }
  }
  std::erase_if(names, [&vocabulary](const auto& name) {
    return IsTaken(vocabulary, name.first);
  });
  for (const auto& [name, meaning] : names) vocabulary.Add(name, meaning);
}

// "net amount" for "amount_net": two words, either first.
void AddTurnedNames(const Schema& schema, Vocabulary& vocabulary) {
  for (size_t t = 0; t < schema.tables().size(); ++t) {
    for (const Column& column : schema.table(t).columns) {
      const std::vector<std::string> name = NameWords(column.name);
      if (name.size() != 2 || !column.IsNumber() || column.key ||
          IsUnit(name[1])) {
        continue;
      }
      vocabulary.Add(
          absl::StrCat(name[1], " ", name[0]),
          {.kind = Meaning::Kind::kColumn, .table = t, .column = &column});
    }
  }
}

// "loans" for a table "book_loans", where that is one table alone.
void AddShortTables(const Schema& schema, Vocabulary& vocabulary) {
  std::map<std::string, std::vector<size_t>> tables;
  for (size_t t = 0; t < schema.tables().size(); ++t) {
    const std::vector<std::string> name = NameWords(schema.table(t).name);
    if (name.size() > 1) tables[sdk::Stem(name.back())].push_back(t);
  }
  for (const auto& named : tables) {
    const std::vector<size_t>& of = named.second;
    if (of.size() != 1) continue;
    const std::string name = NameWords(schema.table(of[0]).name).back();
    // A flag may be called so too: marks.cc tells "proof" from "proofs", and
    // "ordered" from "orders".
    const auto tokens = sdk::Analyze(name).tokens;
    const auto known = vocabulary.At(name, tokens, 0);
    const bool taken =
        known.length == tokens.size() &&
        !std::all_of(
            known.meanings.begin(), known.meanings.end(),
            [&of](const Meaning& m) {
              return (m.kind == Meaning::Kind::kColumn && m.column->IsFlag()) ||
                     (m.kind == Meaning::Kind::kVerb && m.table == of[0] &&
                      m.column != nullptr);
            });
    if (taken || IsKeyword(name)) continue;
    vocabulary.Add(name, {.kind = Meaning::Kind::kTable, .table = of[0]});
  }
}

// "closed" for a column "closed_date": rows that it dates.
void AddDateWords(const Schema& schema, Vocabulary& vocabulary) {
  for (size_t t = 0; t < schema.tables().size(); ++t) {
    for (const Column& column : schema.table(t).columns) {
      const auto verbs = DateVerbs(column);
      for (const std::string& verb : verbs) {
        for (const std::string& name :
             {absl::StrCat(verb, " date"), absl::StrCat("date of ", verb),
              absl::StrCat("day of ", verb)}) {
          vocabulary.Add(
              name,
              {.kind = Meaning::Kind::kColumn, .table = t, .column = &column});
        }
      }
      for (const std::string& verb : verbs) {
        const auto tokens = sdk::Analyze(verb).tokens;
        const auto known = vocabulary.At(verb, tokens, 0);
        const bool taken =
            known.length == tokens.size() &&
            std::any_of(known.meanings.begin(), known.meanings.end(),
                        [t](const Meaning& m) {
                          return m.kind != Meaning::Kind::kVerb || m.table == t;
                        });
        if (taken) continue;
        vocabulary.Add(verb, {.kind = Meaning::Kind::kVerb,
                              .table = t,
                              .column = &column,
                              .form = verb});
      }
    }
  }
}

}  // namespace

const Column* DatedBy(const Table& table, absl::string_view verb) {
  for (const Column& column : table.columns) {
    const auto verbs = DateVerbs(column);
    if (!verbs.empty() && sdk::Stem(verbs[0]) == sdk::Stem(verb)) {
      return &column;
    }
  }
  return nullptr;
}

void AddDerivedNames(const Schema& schema, Vocabulary& vocabulary) {
  AddWrittenNames(schema, vocabulary);
  AddDateWords(schema, vocabulary);
  AddShortNames(schema, vocabulary);
  AddShortTables(schema, vocabulary);
  AddTurnedNames(schema, vocabulary);
}

}  // namespace alhf::sql_generator
