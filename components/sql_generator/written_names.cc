#include "components/sql_generator/written_names.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "alhf/sdk/text.h"
#include "components/sql_generator/keywords.h"

namespace alhf::sql_generator {
namespace {

struct Short {
  absl::string_view word;
  absl::string_view means;
};

constexpr Short kShort[] = {{"acct", "account"},
                            {"addr", "address"},
                            {"amt", "amount"},
                            {"avg", "average"},
                            {"bal", "balance"},
                            {"cat", "category"},
                            {"cnt", "count"},
                            {"ctry", "country"},
                            {"cur", "currency"},
                            {"curr", "currency"},
                            {"cust", "customer"},
                            {"dept", "department"},
                            {"desc", "description"},
                            {"descr", "description"},
                            {"dest", "destination"},
                            {"disc", "discount"},
                            {"dist", "distance"},
                            {"dob", "birthday"},
                            {"dur", "duration"},
                            {"emp", "employee"},
                            {"grp", "group"},
                            {"hrs", "hours"},
                            {"inv", "invoice"},
                            {"lang", "language"},
                            {"loc", "location"},
                            {"mfr", "manufacturer"},
                            {"mgr", "manager"},
                            {"mins", "minutes"},
                            {"nbr", "number"},
                            {"num", "number"},
                            {"nr", "number"},
                            {"ord", "order"},
                            {"org", "organisation"},
                            {"pct", "percent"},
                            {"perc", "percent"},
                            {"pmt", "payment"},
                            {"prod", "product"},
                            {"purch", "purchase"},
                            {"qty", "quantity"},
                            {"recv", "received"},
                            {"ref", "reference"},
                            {"reg", "region"},
                            {"secs", "seconds"},
                            {"shpmt", "shipment"},
                            {"stat", "status"},
                            {"supp", "supplier"},
                            {"temp", "temperature"},
                            {"tot", "total"},
                            {"trans", "transaction"},
                            {"txn", "transaction"},
                            {"usr", "user"},
                            {"vol", "volume"},
                            {"wgt", "weight"},
                            {"whs", "warehouse"},
                            {"yr", "year"}};

// What a table's name may say besides what a row is.
bool IsKindOfTable(absl::string_view word) {
  static constexpr absl::string_view kKinds[] = {
      "log",    "table", "tbl",  "data", "list",  "records",
      "master", "dim",   "fact", "hdr",  "header"};
  return std::find(std::begin(kKinds), std::end(kKinds), word) !=
         std::end(kKinds);
}

using Names = std::vector<std::pair<std::string, Meaning>>;

void AddTable(const Schema& schema, size_t t, Names& names) {
  const Meaning meaning{.kind = Meaning::Kind::kTable, .table = t};
  const std::string& written = schema.table(t).name;
  const std::vector<std::string> words = NameWords(written);
  names.emplace_back(absl::AsciiStrToLower(written), meaning);
  std::vector<std::string> spelled = SpelledOut(words);
  names.emplace_back(absl::StrJoin(spelled, " "), meaning);
  if (spelled.size() > 1 && IsKindOfTable(spelled.back())) {
    spelled.pop_back();
  } else if (spelled.size() > 1 && IsKindOfTable(spelled.front())) {
    spelled.erase(spelled.begin());
  }
  names.emplace_back(absl::StrJoin(spelled, " "), meaning);
}

void AddColumn(size_t t, const Column& column, Names& names) {
  const Meaning meaning{
      .kind = Meaning::Kind::kColumn, .table = t, .column = &column};
  const std::vector<std::string> words = NameWords(column.name);
  names.emplace_back(absl::AsciiStrToLower(column.name), meaning);
  std::vector<std::string> spelled = SpelledOut(words);
  names.emplace_back(absl::StrJoin(spelled, " "), meaning);
  // "discount" for a percentage of it.
  if (spelled.size() > 1 && spelled.back() == "percent") {
    spelled.pop_back();
    names.emplace_back(absl::StrJoin(spelled, " "), meaning);
  }
}

}  // namespace

std::vector<std::string> SpelledOut(std::vector<std::string> words) {
  for (std::string& word : words) {
    for (const Short& each : kShort) {
      if (word == each.word) word = std::string(each.means);
    }
  }
  return words;
}

void AddWrittenNames(const Schema& schema, Vocabulary& vocabulary) {
  Names names;
  for (size_t t = 0; t < schema.tables().size(); ++t) {
    AddTable(schema, t, names);
    for (const Column& column : schema.table(t).columns) {
      if (!column.key) AddColumn(t, column, names);
    }
  }
  std::erase_if(names, [&vocabulary](const auto& name) {
    const auto tokens = sdk::Analyze(name.first).tokens;
    return tokens.empty() || IsKeyword(name.first) ||
           vocabulary.At(name.first, tokens, 0).length == tokens.size();
  });
  for (const auto& [name, meaning] : names) vocabulary.Add(name, meaning);
}

}  // namespace alhf::sql_generator
