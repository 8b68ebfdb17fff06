#include "components/answer_writer/statements.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "alhf/sdk/phrases.h"
#include "alhf/sdk/text.h"
#include "components/answer_writer/excerpt.h"

namespace alhf::answer_writer {
namespace {

using Stems = std::set<std::string>;

// A sentence this near to the best one is worth saying as well.
constexpr double kWorthSaying = 0.4;
// What a word counts that stands in a heading above the sentence: one of its
// own section, which all of it is about, as much as one in it.
constexpr double kHeadingWeight = 0.5;
// What a section is worth whose own heading nobody has asked for.
constexpr double kOtherSection = 0.8;
// A sentence that goes on from the best one gains this share of its score.
constexpr double kNextSentence = 0.4;
constexpr double kBesideBest = 0.95;
// Share of words that two sentences about the same have in common.
constexpr double kSameMatter = 0.4;

// "| a | b |" -> "a, b"; a rule between head and rows gives "".
std::string TableRow(absl::string_view line) {
  std::vector<absl::string_view> cells;
  for (absl::string_view cell : absl::StrSplit(line, '|')) {
    cell = absl::StripAsciiWhitespace(cell);
    const bool rule = cell.find_first_not_of("-:") == absl::string_view::npos;
    if (!rule) cells.push_back(cell);
  }
  return absl::StrJoin(cells, ", ");
}

// "**a** and [b](c) in `d`" -> "a and b in d".
std::string WithoutMarks(absl::string_view text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '*' || text[i] == '`') continue;
    const size_t close = text[i] == '[' ? text.find("](", i) : text.npos;
    const size_t end = close == text.npos ? text.npos : text.find(')', close);
    if (end == text.npos) {
      plain.push_back(text[i]);
    } else {
      absl::StrAppend(&plain, text.substr(i + 1, close - i - 1));
      i = end;
    }
  }
  return plain;
}

// "Up to 12 metres", "at most three": a limit, though no word says so.
bool SetsLimit(absl::string_view text) {
  static const auto& book = *new sdk::PhraseBook(
      {"up to #", "at most #", "no more|longer|later than #"});
  return !book.Read(text).empty();
}

// What is called so has that name.
Stems StemsOf(absl::string_view text) {
  const std::vector<std::string> stems = sdk::Analyze(text).content_stems;
  Stems all(stems.begin(), stems.end());
  if (all.count("call") > 0) all.insert("name");
  if (SetsLimit(text)) all.insert({"limit", "maximum"});
  return all;
}

// Scores sentences by the question's words in them, weighed by how few
// sentences have them.
class Scorer {
 public:
  Scorer(absl::string_view question, const std::vector<Statement>& statements)
      : asked_(StemsOf(question)), question_(question) {
    for (const Statement& statement : statements) {
      for (const std::string& stem : StemsOf(statement.text)) ++count_[stem];
    }
    sentences_ = static_cast<double>(statements.size());
  }

  double ScoreOf(absl::string_view text, const v1::Passage& passage) const {
    const Stems said = StemsOf(text);
    const int headings = passage.headings_size();
    const Stems above = StemsOf(absl::StrJoin(passage.headings(), " "));
    const Stems own =
        StemsOf(headings > 0 ? passage.headings(headings - 1) : "");
    double score = 0;
    for (const std::string& stem : asked_) {
      const auto count = count_.find(stem);
      const double n = count == count_.end() ? 1 : count->second;
      const double idf = std::log(1 + sentences_ / n);
      if (said.contains(stem) || (headings > 1 && own.contains(stem))) {
        score += idf;
      } else if (above.contains(stem)) {
        score += kHeadingWeight * idf;
      }
    }
    const auto asked_for = std::count_if(
        own.begin(), own.end(),
        [this](const auto& stem) { return asked_.contains(stem); });
    const double share = own.empty() ? 1
                                     : static_cast<double>(asked_for) /
                                           static_cast<double>(own.size());
    score *= kOtherSection + (1 - kOtherSection) * share;
    return score * FigureWorth(question_, text);
  }

 private:
  const Stems asked_;
  const absl::string_view question_;
  std::map<std::string, double> count_;
  double sentences_ = 0;
};

std::vector<Statement> AllStatements(const std::vector<v1::Passage>& passages) {
  std::vector<Statement> statements;
  for (size_t p = 0; p < passages.size(); ++p) {
    size_t position = 0;
    for (std::string& text : PlainSentences(passages[p].text())) {
      Statement statement;
      statement.text = std::move(text);
      statement.passage = p;
      statement.position = position++;
      statements.push_back(std::move(statement));
    }
  }
  return statements;
}

void ScoreAll(absl::string_view question,
              const std::vector<v1::Passage>& passages,
              std::vector<Statement>& statements) {
  const Scorer scorer(question, statements);
  const double best_passage =
      passages.empty() ? 0 : std::max(1e-9, passages[0].score());
  for (Statement& statement : statements) {
    const v1::Passage& passage = passages[statement.passage];
    const double rank = std::clamp(passage.score() / best_passage, 0.0, 1.0);
    statement.score =
        scorer.ScoreOf(statement.text, passage) * (0.5 + 0.5 * rank);
  }
  const auto best = std::max_element(
      statements.begin(), statements.end(),
      [](const auto& a, const auto& b) { return a.score < b.score; });
  if (best == statements.end()) return;
  const auto next = std::next(best);
  if (next != statements.end() && next->passage == best->passage) {
    // It goes on from the best one and is not better than it.
    next->score = std::min(next->score + kNextSentence * best->score,
                           std::max(next->score, kBesideBest * best->score));
  }
}

Stems NumbersOf(absl::string_view text) {
  Stems numbers;
  for (const sdk::Token& token : sdk::Analyze(text).tokens) {
    if (token.number) numbers.insert(token.text);
  }
  return numbers;
}

// Whether both speak of the same and differ in their numbers; who gives none
// says nothing against the other's.
bool Disagree(const Statement& a, const Statement& b) {
  const Stems ours = NumbersOf(a.text);
  const Stems theirs = NumbersOf(b.text);
  if (ours.empty() || theirs.empty() || ours == theirs) return false;
  Stems left;
  Stems right;
  for (auto [stems, statement] : {std::pair(&left, &a), {&right, &b}}) {
    for (const sdk::Token& token : sdk::Analyze(statement->text).tokens) {
      if (!token.number && !token.stop_word) stems->insert(token.stem);
    }
  }
  Stems common;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                        std::inserter(common, common.begin()));
  const size_t all = left.size() + right.size() - common.size();
  return all > 0 && static_cast<double>(common.size()) >=
                        kSameMatter * static_cast<double>(all);
}

// Takes the older of two that disagree out of `statements`.
std::vector<Disagreement> TakeDisagreements(
    const std::vector<v1::Passage>& passages,
    std::vector<Statement>& statements) {
  std::vector<Disagreement> found;
  std::set<size_t> older_ones;
  for (size_t a = 0; a < statements.size(); ++a) {
    for (size_t b = 0; b < statements.size(); ++b) {
      const v1::Passage& newer = passages[statements[a].passage];
      const v1::Passage& older = passages[statements[b].passage];
      if (newer.source() == older.source() || !newer.has_date() ||
          !older.has_date() || older_ones.contains(a) ||
          older_ones.contains(b) ||
          newer.date().seconds() <= older.date().seconds() ||
          !Disagree(statements[a], statements[b])) {
        continue;
      }
      found.push_back({statements[a], statements[b]});
      older_ones.insert(b);
    }
  }
  for (auto it = older_ones.rbegin(); it != older_ones.rend(); ++it) {
    statements.erase(statements.begin() + static_cast<ptrdiff_t>(*it));
  }
  return found;
}

bool SameStatement(const Statement& a, const Statement& b) {
  return a.passage == b.passage && a.position == b.position;
}

}  // namespace

bool StripListMark(absl::string_view* line) {
  while (absl::ConsumePrefix(line, ">")) {
    *line = absl::StripLeadingAsciiWhitespace(*line);
  }
  for (absl::string_view mark : {"- ", "* ", "+ "}) {
    if (absl::ConsumePrefix(line, mark)) return true;
  }
  const size_t digits = line->find_first_not_of("0123456789");
  if (digits == 0 || digits == absl::string_view::npos) return false;
  const absl::string_view rest = line->substr(digits);
  if (!absl::StartsWith(rest, ". ") && !absl::StartsWith(rest, ") ")) {
    return false;
  }
  *line = rest.substr(2);
  return true;
}

std::vector<std::string> PlainSentences(absl::string_view text) {
  std::vector<std::string> sentences;
  std::string paragraph;
  const auto flush = [&] {
    const std::string plain = WithoutMarks(paragraph);
    for (const auto& [begin, end] : sdk::Sentences(plain)) {
      sentences.push_back(plain.substr(begin, end - begin));
    }
    paragraph.clear();
  };
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    line = absl::StripAsciiWhitespace(line);
    if (line.empty() || absl::StartsWith(line, "```")) {
      flush();
    } else if (absl::StartsWith(line, "|")) {
      flush();
      paragraph = TableRow(line);
      flush();
    } else {
      if (StripListMark(&line)) flush();
      absl::StrAppend(&paragraph, paragraph.empty() ? "" : " ", line);
    }
  }
  flush();
  return sentences;
}

Statements ChooseStatements(absl::string_view question,
                            const std::vector<v1::Passage>& passages,
                            size_t most) {
  Statements result;
  std::vector<Statement> statements = AllStatements(passages);
  ScoreAll(question, passages, statements);
  std::stable_sort(
      statements.begin(), statements.end(),
      [](const auto& a, const auto& b) { return a.score > b.score; });
  if (statements.empty()) return result;
  const double bar = kWorthSaying * statements[0].score;
  while (statements.size() > 1 && statements.back().score < bar) {
    statements.pop_back();
  }
  std::vector<Disagreement> disagreements =
      TakeDisagreements(passages, statements);
  if (statements.size() > most) statements.resize(most);
  // Only what is said needs to be set against something else.
  for (const Disagreement& d : disagreements) {
    if (std::any_of(statements.begin(), statements.end(),
                    [&](const auto& s) { return SameStatement(s, d.newer); })) {
      result.disagreements.push_back(d);
    }
  }
  const size_t first = statements.empty() ? 0 : statements[0].passage;
  const auto place = [&](const Statement& s) {
    return std::tuple(s.passage != first, s.passage, s.position);
  };
  std::sort(statements.begin(), statements.end(),
            [&](const auto& a, const auto& b) { return place(a) < place(b); });
  result.chosen = std::move(statements);
  return result;
}

}  // namespace alhf::answer_writer
