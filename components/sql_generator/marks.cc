#include "components/sql_generator/marks.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "alhf/sdk/text.h"

namespace alhf::sql_generator {
namespace {

// The sign of "-5" stands before the token.
std::optional<double> ReadNumber(absl::string_view text,
                                 const sdk::Token& token) {
  static constexpr std::pair<absl::string_view, double> kWords[] = {
      {"one", 1},     {"two", 2},    {"three", 3},    {"four", 4},
      {"five", 5},    {"six", 6},    {"seven", 7},    {"eight", 8},
      {"nine", 9},    {"ten", 10},   {"eleven", 11},  {"twelve", 12},
      {"twenty", 20}, {"fifty", 50}, {"hundred", 100}};
  for (const auto& [word, value] : kWords) {
    if (token.text == word) return value;
  }
  double value = 0;
  if (!token.number || !absl::SimpleAtod(token.text, &value)) {
    return std::nullopt;
  }
  // A percentage, a range or a date is no plain number.
  const absl::string_view rest = text.substr(token.end);
  if (absl::StartsWith(rest, "%") || absl::StartsWith(rest, "-")) {
    return std::nullopt;
  }
  const absl::string_view before = text.substr(0, token.begin);
  const bool sign = before == "-" || absl::EndsWith(before, " -");
  return sign ? -value : value;
}

std::optional<Keyword> Symbol(absl::string_view gap) {
  if (absl::StrContains(gap, ">=")) return Keyword::kAtLeast;
  if (absl::StrContains(gap, "<=")) return Keyword::kAtMost;
  if (absl::StrContains(gap, ">")) return Keyword::kGreater;
  if (absl::StrContains(gap, "<")) return Keyword::kLess;
  if (absl::StrContains(gap, "=")) return Keyword::kEqual;
  return std::nullopt;
}

bool Compares(const Mark& mark) {
  static constexpr Keyword kCompare[] = {Keyword::kGreater, Keyword::kAtLeast,
                                         Keyword::kLess,    Keyword::kAtMost,
                                         Keyword::kEqual,   Keyword::kBetween};
  return mark.keyword.has_value() &&
         std::find(std::begin(kCompare), std::end(kCompare), *mark.keyword) !=
             std::end(kCompare);
}

bool BeginsCondition(absl::string_view word) {
  return word == "with" || word == "where" || word == "whose" ||
         word == "having";
}

bool IsArticle(absl::string_view word) {
  return word == "a" || word == "an" || word == "the";
}

// Whether the number after `mark` is what to compute, rank or group by.
bool TakesNumber(const Mark& mark) {
  static constexpr Keyword kTake[] = {Keyword::kTotal,   Keyword::kAverage,
                                      Keyword::kMinimum, Keyword::kMaximum,
                                      Keyword::kHighest, Keyword::kLowest,
                                      Keyword::kBy,      Keyword::kPer};
  return mark.keyword.has_value() &&
         std::find(std::begin(kTake), std::end(kTake), *mark.keyword) !=
             std::end(kTake);
}

class Marker {
 public:
  Marker(const WordSense& sense, absl::string_view text)
      : sense_(sense), text_(text), tokens_(sdk::Analyze(text).tokens) {}

  MarkedQuestion Run() {
    size_t at = 0;
    while (at < tokens_.size()) at += One(at);
    return std::move(out_);
  }

 private:
  static std::ptrdiff_t At(size_t at) {
    return static_cast<std::ptrdiff_t>(at);
  }

  absl::string_view GapBefore(size_t at) const {
    const size_t begin = at == 0 ? 0 : tokens_[at - 1].end;
    return text_.substr(begin, tokens_[at].begin - begin);
  }

  // Adds the mark at `at`; returns how many tokens it takes.
  size_t One(size_t at) {
    Mark mark;
    mark.comma = absl::StrContains(GapBefore(at), ",");
    mark.follows = at > 0 && at == next_;
    mark.condition = at > 0 && BeginsCondition(tokens_[at - 1].text);
    if (const auto symbol = Symbol(GapBefore(at))) {
      Mark compare;
      compare.words = std::string(absl::StripAsciiWhitespace(GapBefore(at)));
      compare.begin = compare.end = tokens_[at].begin;
      compare.keyword = *symbol;
      out_.marks.push_back(std::move(compare));
    }
    const size_t length = Fill(mark, at);
    if (length == 0) {
      // "Where" asks for a place where it begins a question.
      const bool says_nothing =
          IsFiller(tokens_[at].text) || (at > 0 && tokens_[at].text == "where");
      if (!says_nothing) out_.not_understood.push_back(Written(at, 1));
      if (at == next_ && IsArticle(tokens_[at].text)) ++next_;
      return 1;
    }
    mark.words = Written(at, length);
    mark.begin = tokens_[at].begin;
    mark.end = tokens_[at + length - 1].end;
    mark.plural = absl::EndsWith(tokens_[at + length - 1].text, "s");
    out_.marks.push_back(std::move(mark));
    next_ = at + length;
    return length;
  }

  std::string Written(size_t at, size_t length) const {
    const size_t begin = tokens_[at].begin;
    return std::string(
        text_.substr(begin, tokens_[at + length - 1].end - begin));
  }

  // After a comparison, and after "between 5 and".
  bool WantsNumber() const {
    const auto& marks = out_.marks;
    const size_t n = marks.size();
    if (n > 0 && Compares(marks[n - 1])) return true;
    return n > 2 && marks[n - 1].Is(Keyword::kAnd) &&
           marks[n - 2].number.has_value() &&
           marks[n - 3].Is(Keyword::kBetween);
  }

  // "price between 2000 and 2050", but "total price between 2023 and 2024".
  bool AwaitsComparison() const {
    const auto& marks = out_.marks;
    if (marks.empty() || !marks.back().HasNumber()) return false;
    if (marks.back().condition) return true;
    if (marks.back().Has(Meaning::Kind::kMeasure)) return false;
    // Back to what the list of names that it ends is for.
    for (size_t i = marks.size() - 1; i > 0; --i) {
      const Mark& before = marks[i - 1];
      if (TakesNumber(before)) return false;
      const bool listed = before.Is(Keyword::kAnd) ||
                          before.Has(Meaning::Kind::kTable) ||
                          before.Has(Meaning::Kind::kColumn) || before.part;
      if (!listed) break;
    }
    return true;
  }

  // Gives `mark` all that the longest stretch of words at `at` can be.
  size_t Fill(Mark& mark, size_t at) const {
    const auto number = ReadNumber(text_, tokens_[at]);
    if (number.has_value() && WantsNumber()) {
      mark.number = number;
      return 1;
    }
    auto dates = ReadDates(text_, tokens_, at, sense_.today, sense_.weeks);
    const auto keyword = ReadKeyword(tokens_, at);
    const bool figures =
        keyword.has_value() && dates.has_value() &&
        std::all_of(tokens_.begin() + At(at + keyword->length),
                    tokens_.begin() + At(at + dates->length),
                    [](const sdk::Token& token) {
                      return token.number || token.text == "and";
                    });
    if (figures && AwaitsComparison()) dates.reset();
    auto found = sense_.vocabulary->At(text_, tokens_, at);
    if (sense_.terms != nullptr) {
      auto term = sense_.terms->At(text_, tokens_, at);
      if (term.length > 0 && term.length >= found.length) {
        found = std::move(term);
      }
    }
    const auto part = ReadDatePart(tokens_, at);
    const size_t longest = std::max(
        {found.length, keyword ? keyword->length : 0, part ? part->length : 0,
         dates ? dates->length : 0, number ? size_t{1} : 0});
    if (longest == 0) return 0;
    if (dates && dates->length == longest) {
      mark.dates = std::move(dates);
      return longest;
    }
    if (found.length == longest) mark.meanings = std::move(found.meanings);
    if (keyword && keyword->length == longest) mark.keyword = keyword->keyword;
    if (part && part->length == longest) mark.part = part;
    if (longest == 1 && mark.meanings.empty()) mark.number = number;
    return longest;
  }

  const WordSense& sense_;
  const absl::string_view text_;
  const std::vector<sdk::Token> tokens_;
  MarkedQuestion out_;
  size_t next_ = 0;  // the token after the last mark and an article
};

}  // namespace

bool Mark::Has(Meaning::Kind kind) const {
  return std::any_of(meanings.begin(), meanings.end(),
                     [kind](const Meaning& m) { return m.kind == kind; });
}

bool Mark::HasNumber() const {
  return std::any_of(meanings.begin(), meanings.end(), [](const Meaning& m) {
    return m.kind == Meaning::Kind::kMeasure ||
           (m.kind == Meaning::Kind::kColumn && m.column->IsNumber());
  });
}

MarkedQuestion MarkWords(const WordSense& sense, absl::string_view text) {
  return Marker(sense, text).Run();
}

}  // namespace alhf::sql_generator
