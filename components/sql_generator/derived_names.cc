#include "components/sql_generator/derived_names.h"

#include <algorithm>
#include <array>
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
  const auto is_birth = [](const std::string& word) {
    return word == "birthday" || word == "birthdate" || word == "dob";
  };
  if (column.IsDate() && std::any_of(name.begin(), name.end(), is_birth)) {
    return {"born"};
  }
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

bool IsTaken(const Vocabulary& vocabulary, const std::string& words) {
  const auto tokens = sdk::Analyze(words).tokens;
  const auto part = ReadDatePart(tokens, 0);
  return IsKeyword(words) || (part && part->length == tokens.size()) ||
         vocabulary.At(words, tokens, 0).length == tokens.size();
}

using Names = std::vector<std::pair<std::string, Meaning>>;

// What `column` may be called in short: "toll" for "toll_amount", "distance"
// and "miles" for "distance_miles", "cost" for a price, "pieces" for a
// quantity; "signer" for "signed_by"; "permit" and "permit ends" for
// "permit_until".
Names ShortNames(size_t table, const Column& column) {
  const Meaning meaning{
      .kind = Meaning::Kind::kColumn, .table = table, .column = &column};
  std::vector<std::string> name = SpelledOut(NameWords(column.name));
  if (name.empty() || column.key) return {};
  Names names;
  const auto add = [&](const std::string& short_name) {
    if (!short_name.empty()) names.emplace_back(short_name, meaning);
  };
  const std::string last = name.back();
  name.pop_back();
  const std::string rest = absl::StrJoin(name, " ");
  if (column.IsNumber()) {
    // "The initial weight" of "start_weight_kg".
    if (const bool first = !name.empty() && name[0] == "start";
        first || (!name.empty() && name[0] == "end")) {
      std::vector<std::string> other = name;
      if (!IsUnit(last)) other.push_back(last);
      other.erase(other.begin());
      for (const absl::string_view word :
           first ? std::array{"initial", "starting", "opening"}
                 : std::array{"final", "ending", "closing"}) {
        add(absl::StrCat(word, " ", absl::StrJoin(other, " ")));
      }
    }
    if (last == "price") add("cost");
    if (last == "quantity") {
      for (const char* pieces : {"pieces", "units", "quantity"}) add(pieces);
    }
    if (name.empty()) return names;
    if (IsUnit(last)) add(last);
    if (IsUnit(last) || last == "amount" || last == "value") add(rest);
    // "Price" for "price_eur_m3".
    while (IsUnit(last) && name.size() > 1 && IsUnit(name.back())) {
      name.pop_back();
      add(absl::StrJoin(name, " "));
    }
    return names;
  }
  if (name.empty()) return names;
  if (last == "by" && name.size() == 1 && absl::EndsWith(rest, "ed")) {
    const std::string done = rest.substr(0, rest.size() - 1);
    add(absl::StrCat(done, "r"));
    add(absl::StrCat(done.substr(0, done.size() - 1), "or"));
  }
  if (column.IsDate() && (last == "until" || last == "expiry" ||
                          last == "expires" || last == "end")) {
    if (name.back() == "valid") name.pop_back();
    const std::string what = absl::StrJoin(name, " ");
    for (const char* ends : {"ends", "expires", "runs out", "end"}) {
      if (!what.empty()) add(absl::StrCat(what, " ", ends));
    }
  }
  return names;
}

// Where nothing else is called so; alone, and after what its rows are called:
// "ride distance".
void AddShortNames(const Schema& schema, Vocabulary& vocabulary) {
  Names names;
  std::map<std::string, Names> heads;
  for (size_t t = 0; t < schema.tables().size(); ++t) {
    const std::string row =
        absl::StrJoin(SpelledOut(NameWords(schema.table(t).name)), " ");
    for (const Column& column : schema.table(t).columns) {
      const Names own = ShortNames(t, column);
      names.insert(names.end(), own.begin(), own.end());
      if (column.key) continue;
      const Meaning meaning{
          .kind = Meaning::Kind::kColumn, .table = t, .column = &column};
      const auto spelled = SpelledOut(NameWords(column.name));
      names.emplace_back(absl::StrCat(row, " ", absl::StrJoin(spelled, " ")),
                         meaning);
      for (const auto& [name, of] : own) {
        names.emplace_back(absl::StrCat(row, " ", name), of);
      }
      // "depot" for "HomeDepot", where no other column ends so.
      if (spelled.size() == 2 && column.kind == ColumnKind::kText &&
          spelled[1].size() > 3) {
        heads[spelled[1]].emplace_back(spelled[1], meaning);
        names.emplace_back(absl::StrCat(row, " ", spelled[1]), meaning);
      }
    }
  }
  for (const auto& [head, of] : heads) {
    if (of.size() == 1 && head != "name") names.push_back(of[0]);
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

// What is done where a row of such a name is made: "inspected" for
// inspections, "shipped" for shipments.
std::vector<std::string> TableVerbs(const std::string& row) {
  static constexpr std::pair<absl::string_view, absl::string_view> kEnds[] = {
      {"ription", "ribed"}, {"lure", "led"},    {"rture", "rted"},
      {"ction", "cted"},    {"ation", "ated"},  {"ption", "pted"},
      {"ision", "ised"},    {"tment", "ted"},   {"pment", "pped"},
      {"ment", "ed"},       {"mance", "med"},   {"very", "vered"},
      {"oval", "oved"},     {"ental", "ented"}, {"ctor", "cted"},
      {"king", "ked"},      {"ding", "ded"},    {"ting", "ted"},
      {"ning", "ned"}};
  std::string noun = row;
  if (absl::EndsWith(noun, "ies")) {
    noun.replace(noun.size() - 3, 3, "y");
  } else if (absl::EndsWith(noun, "s")) {
    noun.pop_back();
  }
  for (const auto& [end, verb] : kEnds) {
    if (noun.size() < end.size() + 2 || !absl::EndsWith(noun, end)) continue;
    noun.resize(noun.size() - end.size());
    return {absl::StrCat(noun, verb)};
  }
  return {};
}

void AddTableVerbs(const Schema& schema, Vocabulary& vocabulary) {
  for (size_t t = 0; t < schema.tables().size(); ++t) {
    const auto name = SpelledOut(NameWords(schema.table(t).name));
    if (name.empty()) continue;
    for (const std::string& verb : TableVerbs(name.back())) {
      if (IsTaken(vocabulary, verb)) continue;
      vocabulary.Add(verb,
                     {.kind = Meaning::Kind::kVerb, .table = t, .form = verb});
    }
  }
}

}  // namespace

bool IsUnit(absl::string_view word) {
  return absl::StrContains(
      " seconds minutes hours mins secs grams kilograms kg km kw kwh mwh "
      "meters metres sqm sqft m2 cm mm "
      "kilometers "
      "kilometres miles litres liters cents euros dollars percent eur usd gbp "
      "chf g mg tons tonnes ms l m3 ml m hl t ",
      absl::StrCat(" ", word, " "));
}

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
  AddTableVerbs(schema, vocabulary);
}

}  // namespace alhf::sql_generator
