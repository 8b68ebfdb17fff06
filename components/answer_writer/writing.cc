#include "components/answer_writer/writing.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "alhf/sdk/topic_words.h"
#include "components/answer_writer/draft.h"
#include "components/answer_writer/excerpt.h"
#include "components/answer_writer/extras.h"
#include "components/answer_writer/json_answer.h"
#include "components/answer_writer/measures.h"
#include "components/answer_writer/notation.h"
#include "components/answer_writer/rows.h"
#include "components/answer_writer/statements.h"

namespace alhf::answer_writer {
namespace {

constexpr size_t kUsualSentences = 3;
// Of steps: all that a page has, in its order.
constexpr size_t kUsualSteps = 12;
constexpr size_t kUsualRows = 60;
// Rows that are still readable as a sentence.
constexpr int kRowsInProse = 5;
// Words that are left to the answer, whatever else is asked for.
constexpr size_t kLeastAnswer = 8;
constexpr size_t kNoLimit = std::numeric_limits<size_t>::max();

std::string CitationOf(const v1::Passage& passage, const Style& style) {
  if (style.citations() == CITATIONS_NONE) return "";
  std::string citation = passage.source();
  if (style.citations() == CITATIONS_SECTION && !passage.headings().empty()) {
    absl::StrAppend(&citation, ", ",
                    passage.headings(passage.headings_size() - 1));
  }
  if (CitesDates(style) && passage.has_date()) {
    absl::StrAppend(&citation, ", ", DayOf(passage));
  }
  return citation;
}

bool IsList(Form form) { return form == FORM_BULLETS || form == FORM_NUMBERED; }

// One statement as a unit of a draft of this form.
Unit UnitOf(Form form, absl::string_view text, std::string citation) {
  switch (form) {
    case FORM_TABLE:
      return {citation.empty()
                  ? absl::StrCat("| ", text, " |")
                  : absl::StrCat("| ", text, " | ", citation, " |"),
              ""};
    case FORM_BULLETS:
    case FORM_NUMBERED:
      return {citation.empty() ? absl::StrCat("- ", text)
                               : absl::StrCat("- ", text, " [", citation, "]"),
              ""};
    default:
      return {std::string(text), std::move(citation)};
  }
}

void OrderStatements(Order order, const std::vector<v1::Passage>& passages,
                     std::vector<Statement>& statements) {
  const auto day = [&](const Statement& s) {
    return passages[s.passage].date().seconds();
  };
  const auto less = [&](const Statement& a, const Statement& b) {
    switch (order) {
      case ORDER_NEWEST_FIRST:
        return day(a) > day(b);
      case ORDER_OLDEST_FIRST:
        return day(a) < day(b);
      case ORDER_ALPHABETICAL:
        return passages[a.passage].source() < passages[b.passage].source();
      default:
        return false;
    }
  };
  std::stable_sort(statements.begin(), statements.end(), less);
}

// Chooses statements; where one is contradicted by an older page, room is
// left to say so.
Statements ChooseFor(absl::string_view question, const Material& material,
                     const Style& style, size_t sentences) {
  Statements found = ChooseStatements(question, material.passages, sentences);
  const size_t room = std::min(found.disagreements.size(), sentences - 1);
  found.disagreements.resize(room);
  if (found.chosen.size() + room > sentences) {
    Statements fewer =
        ChooseStatements(question, material.passages, sentences - room);
    fewer.disagreements.resize(std::min(fewer.disagreements.size(), room));
    found = std::move(fewer);
  }
  OrderStatements(style.order(), material.passages, found.chosen);
  return found;
}

// The words that are left of `room` where so many stand around them; all of it
// where nothing would be left.
size_t RoomBeside(size_t around, size_t room) {
  return room == kNoLimit || room <= around ? room : room - around;
}

// The sentences of the passage that has the best one, as they stand in it.
Statements StepsOf(absl::string_view question, const Material& material,
                   size_t most) {
  Statements steps = ChooseStatements(question, material.passages, 1);
  if (steps.chosen.empty()) return steps;
  const size_t passage = steps.chosen[0].passage;
  steps = Statements();
  for (std::string& text : PlainSentences(material.passages[passage].text())) {
    if (steps.chosen.size() == most) break;
    Statement step;
    step.text = std::move(text);
    step.passage = passage;
    step.position = steps.chosen.size();
    steps.chosen.push_back(std::move(step));
  }
  return steps;
}

bool AsksForSteps(absl::string_view question, const Style& style) {
  return style.form() == FORM_NUMBERED && style.max_sentences() == 0 &&
         !sdk::WordsOfForm(question).empty();
}

// What an excerpt of `best`, for which there is little room, is taken from: a
// sentence without a figure goes together with the one beside it that has one.
std::string ExcerptedFrom(absl::string_view question, const Material& material,
                          const Statement& best) {
  if (HasFigure(question, best.text)) return best.text;
  const Statements two = ChooseStatements(question, material.passages, 2);
  if (two.chosen.size() < 2) return best.text;
  const Statement& first = two.chosen[0];
  const Statement& second = two.chosen[1];
  const bool beside =
      first.passage == second.passage && first.position + 1 == second.position;
  const std::string both = absl::StrCat(first.text, " ", second.text);
  return beside && absl::StrContains(both, best.text) &&
                 HasFigure(question, both)
             ? both
             : best.text;
}

// How many sentences to write, and in how many words.
struct Limits {
  size_t sentences = kUsualSentences;
  // The words of all of it, where one statement is all there is.
  size_t room = kNoLimit;
  // One statement is all there is because more are too long.
  bool shortened = false;
};

Draft DraftPassages(absl::string_view question, const Material& material,
                    const Style& style, const Limits& limits) {
  const auto [sentences, room, shortened] = limits;
  const std::vector<v1::Passage>& passages = material.passages;
  const Statements found =
      AsksForSteps(question, style)
          ? StepsOf(question, material, sentences)
          : ChooseFor(question, material, style, sentences);
  const Form form = style.form();
  Draft draft;
  draft.numbered = form == FORM_NUMBERED;
  draft.separator = IsList(form) || form == FORM_TABLE ? '\n' : ' ';
  if (form == FORM_TABLE) {
    draft.head = style.citations() == CITATIONS_NONE
                     ? "| Answer |\n| --- |\n"
                     : "| Answer | Source |\n| --- | --- |\n";
  }
  for (const Statement& statement : found.chosen) {
    std::string citation = CitationOf(passages[statement.passage], style);
    const size_t around = WordCount(citation) + WordCount(draft.head);
    const size_t most = sentences == 1 ? RoomBeside(around, room) : kNoLimit;
    const std::string text = shortened && sentences == 1
                                 ? ExcerptedFrom(question, material, statement)
                                 : statement.text;
    draft.units.push_back(
        UnitOf(form, Excerpt(question, text, most), std::move(citation)));
  }
  for (const Disagreement& d : found.disagreements) {
    const v1::Passage& older = passages[d.older.passage];
    draft.units.push_back(
        UnitOf(form,
               absl::StrCat("That is of ", DayOf(passages[d.newer.passage]),
                            "; an older page, of ", DayOf(older), ", says: \"",
                            d.older.text, "\""),
               CitationOf(older, style)));
  }
  return draft;
}

// Several rows go into a table where they are too many for a sentence and
// nothing else is wished.
Form RowsForm(const v1::Table& table, const Style& style) {
  if (style.form() != FORM_UNSPECIFIED) return style.form();
  return table.rows_size() > kRowsInProse ? FORM_TABLE : FORM_PROSE;
}

Draft DraftRows(const Material& material, const Style& style) {
  v1::Table table = material.table;
  OrderRows(style.order(), table);
  if (style.has_numbers()) {
    ConvertMeasures(style.numbers().measures(), table);
    WriteUnits(style.numbers().measures(), table);
    WriteNumbers(style.numbers(), table);
  }
  const Form form = RowsForm(table, style);
  Draft draft;
  draft.numbered = form == FORM_NUMBERED;
  draft.counts_rest = true;
  draft.separator = '\n';
  if (table.rows().empty()) {
    draft.units.push_back({"No rows fit the question.", ""});
    return draft;
  }
  if (form == FORM_TABLE) {
    draft.head = TableHead(table);
  } else if (!IsList(form) && table.rows_size() > 1) {
    draft.head = RowsOpening(table);
    draft.separator = "; ";
    draft.end = '.';
  }
  for (const v1::Row& row : table.rows()) {
    if (form == FORM_TABLE) {
      draft.units.push_back({TableLine(row), ""});
    } else if (IsList(form)) {
      draft.units.push_back({absl::StrCat("- ", ShortRow(table, row)), ""});
    } else {
      draft.units.push_back({table.rows_size() == 1 ? RowSentence(table, row)
                                                    : ShortRow(table, row),
                             ""});
    }
  }
  return draft;
}

std::string WriteNothing(const Material& material) {
  std::vector<std::string> parts = {"I cannot answer that."};
  std::vector<std::string> unnamed;
  for (const std::string& word : material.not_understood) {
    const bool named =
        std::any_of(material.reasons.begin(), material.reasons.end(),
                    [&](const std::string& reason) {
                      return absl::StrContains(absl::AsciiStrToLower(reason),
                                               absl::AsciiStrToLower(word));
                    });
    if (!named) unnamed.push_back(word);
  }
  if (!unnamed.empty()) {
    parts.push_back(absl::StrCat(
        "I did not understand: ", absl::StrJoin(unnamed, ", "), "."));
  }
  for (const std::string& reason : material.reasons) {
    std::string sentence =
        absl::StrCat(reason, absl::EndsWith(reason, ".") ? "" : ".");
    sentence[0] = absl::ascii_toupper(static_cast<unsigned char>(sentence[0]));
    parts.push_back(std::move(sentence));
  }
  for (const std::string& component : material.failed) {
    parts.push_back(absl::StrCat(component, " could not be asked."));
  }
  return absl::StrJoin(parts, " ");
}

void PutInWords(const Style& style, Draft& draft) {
  draft.head = InWords(style, draft.head);
  for (Unit& unit : draft.units) unit.text = InWords(style, unit.text);
}

// Keeps of `extras` what leaves the answer at least half of the words, and of
// the style's notes what leaves it some: they were asked for word by word, and
// are no sentences of the answer's own.
std::string FitExtras(std::vector<std::string> extras, size_t most,
                      const Style& style, size_t most_words) {
  extras.resize(std::min(extras.size(), most));
  for (std::string& extra : extras) extra = InWords(style, extra);
  std::vector<std::string> notes(style.notes().begin(), style.notes().end());
  const auto text = [&] {
    return absl::StrCat(absl::StrJoin(extras, " "),
                        extras.empty() || notes.empty() ? "" : " ",
                        absl::StrJoin(notes, " "));
  };
  const size_t half = most_words / 2;
  const size_t most_notes = most_words - std::min(half, kLeastAnswer);
  while (!extras.empty() && WordCount(text()) > half) extras.pop_back();
  while (!notes.empty() && WordCount(text()) > most_notes) notes.pop_back();
  return text();
}

size_t FirstSet(size_t a, size_t b, size_t c) {
  return a > 0 ? a : b > 0 ? b : c;
}

}  // namespace

std::string WriteAnswer(absl::string_view question, const Material& material,
                        const Style& style, const Config& config) {
  if (material.kind == ANSWER_KIND_NONE) return WriteNothing(material);
  const bool rows = material.kind == ANSWER_KIND_ROWS;
  const size_t sentences =
      AsksForSteps(question, style)
          ? kUsualSteps
          : FirstSet(style.max_sentences(), config.max_sentences(),
                     kUsualSentences);
  const size_t words = style.max_words() > 0 ? style.max_words() : kNoLimit;
  const size_t most_rows = FirstSet(config.max_rows(), kUsualRows, 1);
  const bool asks_sql = AsksForSql(question);
  const std::string sql = asks_sql || Wants(style, EXTRA_SQL)
                              ? Say(EXTRA_SQL, material)
                              : std::string();

  const auto draft_of = [&](const Limits& limits) {
    Draft draft = rows ? DraftRows(material, style)
                       : DraftPassages(question, material, style, limits);
    PutInWords(style, draft);
    return draft;
  };
  Draft draft = draft_of({sentences});
  if (style.form() == FORM_JSON) {
    return WriteJson(material, style, draft.units,
                     rows ? most_rows : sentences);
  }
  // The rows are one sentence.
  const size_t said = rows ? 1 : std::min(draft.units.size(), sentences);
  const std::string extras = FitExtras(
      SayAll(style, material),
      style.max_sentences() > 0 ? sentences - said : kNoLimit, style, words);
  const size_t room = words - (words == kNoLimit ? 0 : WordCount(extras));
  // Fewer statements, the best ones, rather than the first of them cut off.
  for (size_t most = sentences; !rows && most > 0; --most) {
    if (WordCount(Render(draft, draft.units.size())) <= room) break;
    draft = draft_of({std::max<size_t>(most - 1, 1), room, sentences > 1});
  }
  std::vector<std::string> parts;
  if (asks_sql && !sql.empty()) parts.push_back(sql);
  // A statement that was not run has no rows to show.
  if (!rows || material.table.columns_size() > 0 || sql.empty()) {
    parts.push_back(Fit(draft, rows ? most_rows : sentences, room));
  }
  if (!extras.empty()) parts.push_back(extras);
  if (!asks_sql && !sql.empty()) parts.push_back(sql);
  const bool blocks = draft.separator == "\n" || !sql.empty();
  return absl::StrJoin(parts, blocks ? "\n\n" : " ");
}

}  // namespace alhf::answer_writer
