#include "components/sql_generator/derived_names.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "alhf/sdk/text.h"
#include "components/sql_generator/keywords.h"

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
  if (last == "start") {
    for (const char* verb : {"begin", "began", "begun"}) verbs.push_back(verb);
  }
  return verbs;
}

// "toll" for a column "toll_amount", where nothing else is called so.
void AddShortNames(const Schema& schema, Vocabulary& vocabulary) {
  for (size_t t = 0; t < schema.tables().size(); ++t) {
    for (const Column& column : schema.table(t).columns) {
      std::vector<std::string> name = NameWords(column.name);
      if (!column.IsNumber() || column.key || name.size() < 2 ||
          (name.back() != "amount" && name.back() != "value")) {
        continue;
      }
      name.pop_back();
      const std::string words = absl::StrJoin(name, " ");
      if (IsKeyword(words)) continue;
      const auto tokens = sdk::Analyze(words).tokens;
      if (vocabulary.At(words, tokens, 0).length == tokens.size()) continue;
      vocabulary.Add(
          words,
          {.kind = Meaning::Kind::kColumn, .table = t, .column = &column});
    }
  }
}

// "closed" for a column "closed_date": rows that it dates.
void AddDateWords(const Schema& schema, Vocabulary& vocabulary) {
  for (size_t t = 0; t < schema.tables().size(); ++t) {
    for (const Column& column : schema.table(t).columns) {
      const auto verbs = DateVerbs(column);
      if (!verbs.empty()) {
        vocabulary.Add(
            absl::StrCat(verbs[0], " date"),
            {.kind = Meaning::Kind::kColumn, .table = t, .column = &column});
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
  AddDateWords(schema, vocabulary);
  AddShortNames(schema, vocabulary);
}

}  // namespace alhf::sql_generator
