#include "components/sql_generator/statements.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "alhf/sdk/text.h"
#include "alhf/sdk/words.h"
#include "components/sql_generator/definitions.h"

namespace alhf::sql_generator {
namespace {

std::string BareTerm(absl::string_view words) {
  const auto tokens = sdk::Analyze(words).tokens;
  size_t first = 0;
  while (first + 1 < tokens.size() &&
         Among(tokens[first].text, {"a", "an", "the"})) {
    ++first;
  }
  return tokens.empty() ? std::string(words)
                        : std::string(words.substr(tokens[first].begin));
}

// "A loan is called a gift if its fee is 0": the condition is of the meaning.
void MoveCondition(const Catalog* catalog, Statement& definition) {
  for (const absl::string_view lead :
       {" only if ", " only when ", " as long as ", " if ", " when ", " where ",
        " once "}) {
    for (std::string* part : {&definition.term, &definition.meaning}) {
      const size_t at = part->find(std::string(lead));
      if (at == std::string::npos || at == 0) continue;
      const std::string condition = part->substr(at + lead.size());
      const std::string head = part->substr(0, at);
      if (part == &definition.term) {
        definition.term = head;
      } else if (catalog == nullptr || IsOfData(*catalog, head)) {
        continue;
      } else {
        // "A loan is a gift if …"
        definition.meaning = std::exchange(definition.term, BareTerm(head));
      }
      absl::StrAppend(&definition.meaning, " where ", condition);
      return;
    }
  }
}

// Words for what is asked and answered, whatever it is about.
bool IsGeneral(absl::string_view term) {
  const auto tokens = sdk::Analyze(term).tokens;
  return std::all_of(tokens.begin(), tokens.end(), [](const sdk::Token& token) {
    return token.stop_word || token.number || IsForeign(token.text) ||
           Among(token.stem, {"amount", "column", "data", "date", "figur",
                              "list", "name", "number", "period", "report",
                              "row", "tabl", "total", "unit", "valu"});
  });
}

// "Loans count as late until they" names nothing.
bool IsClause(absl::string_view term) {
  const auto tokens = sdk::Analyze(term).tokens;
  return std::any_of(tokens.begin(), tokens.end(), [](const sdk::Token& token) {
    return token.stop_word &&
           !Among(token.text, {"a", "an", "and", "in", "no", "non", "not", "of",
                               "off", "on", "our", "out", "over", "own", "the",
                               "to", "under", "up", "we"});
  });
}

// "Private readers have no company": what a term's rows have.
std::optional<Statement> ReadHave(const std::string& sentence,
                                  const Catalog* catalog) {
  const auto tokens = sdk::Analyze(sentence).tokens;
  for (size_t i = 1; i + 1 < tokens.size() && i < 6; ++i) {
    if (!Among(tokens[i].text, {"have", "has"})) continue;
    const bool denied =
        i > 1 && Among(tokens[i - 1].text, {"don't", "dont", "doesn't", "not"});
    size_t last = denied ? i - 2 : i - 1;
    if (last > 0 && Among(tokens[last].text, {"do", "does"})) --last;
    Statement statement;
    statement.term = BareTerm(sentence.substr(0, tokens[last].end));
    // "Readers have no company" tells of readers, it defines no word.
    if (catalog == nullptr || IsOfData(*catalog, statement.term) ||
        tokens[0].stop_word) {
      return std::nullopt;
    }
    const bool no = tokens[i + 1].text == "no";
    if (no && i + 2 == tokens.size()) return std::nullopt;
    statement.meaning =
        absl::StrCat(no || denied ? "without " : "with ",
                     sentence.substr(tokens[no ? i + 2 : i + 1].begin));
    return statement;
  }
  return std::nullopt;
}

// The sentence without whose words these are: "in our house", "for us".
std::string WithoutHouse(const std::string& sentence) {
  const auto tokens = sdk::Analyze(sentence).tokens;
  if (tokens.size() < 5) return sentence;
  size_t first = 0;
  if (Among(tokens[0].text, {"in", "at", "within", "for"}) &&
      Among(tokens[1].text, {"our", "this", "my"})) {
    first = 3;
  } else if (Among(tokens[0].text, {"for", "with"}) && tokens[1].text == "us") {
    first = 2;
  }
  return sentence.substr(tokens[first].begin);
}

}  // namespace

bool IsForeign(absl::string_view word) {
  return Among(word,
               {"answer",    "answers",   "bullet",  "bullets",   "chapter",
                "citation",  "citations", "doc",     "docs",      "document",
                "documents", "file",      "files",   "folder",    "heading",
                "headings",  "page",      "pages",   "paragraph", "paragraphs",
                "passage",   "passages",  "reply",   "section",   "sentence",
                "sentences", "source",    "sources", "summary",   "tone",
                "word",      "words"});
}

std::optional<Statement> ReadStatement(const std::string& whole,
                                       const Catalog* catalog) {
  const std::string sentence = WithoutHouse(whole);
  const auto definition = sdk::ParseStatement(sentence);
  if (!definition) return ReadHave(sentence, catalog);
  Statement statement{definition->term, definition->meaning,
                      sdk::ParseDefinition(sentence).has_value()};
  MoveCondition(catalog, statement);
  // "The figures are for Spain" defines nothing.
  const bool unsure = IsGeneral(statement.term) || IsClause(statement.term);
  if (!statement.sure && unsure) return std::nullopt;
  return statement;
}

}  // namespace alhf::sql_generator
