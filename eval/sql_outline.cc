#include "eval/sql_outline.h"

#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"

namespace alhf::eval {
namespace {

// A word or a sign outside parentheses, quotes and comments.
struct Piece {
  absl::string_view text;
  size_t begin = 0;
};

bool Is(const Piece& piece, absl::string_view word) {
  return absl::EqualsIgnoreCase(piece.text, word);
}

// Returns where the quotation or comment that begins at `at` ends; `at` where
// none begins there.
size_t SkipQuoted(absl::string_view sql, size_t at) {
  const auto after = [&](absl::string_view end, size_t from) {
    const size_t found = sql.find(end, from);
    return found == absl::string_view::npos ? sql.size() : found + end.size();
  };
  if (absl::StartsWith(sql.substr(at), "--")) return after("\n", at);
  if (absl::StartsWith(sql.substr(at), "/*")) return after("*/", at + 2);
  const char quote = sql[at];
  if (quote == '[') return after("]", at);
  if (quote != '\'' && quote != '"' && quote != '`') return at;
  // A quote that is doubled opens the next quotation at once.
  return after(sql.substr(at, 1), at + 1);
}

bool IsWordCharacter(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80) != 0;
}

std::vector<Piece> OutermostPieces(absl::string_view sql) {
  std::vector<Piece> pieces;
  int depth = 0;
  for (size_t at = 0; at < sql.size();) {
    const size_t quoted = SkipQuoted(sql, at);
    if (quoted > at) {
      at = quoted;
      continue;
    }
    size_t end = at + 1;
    if (IsWordCharacter(sql[at])) {
      while (end < sql.size() && IsWordCharacter(sql[end])) ++end;
    }
    if (sql[at] == '(') ++depth;
    if (depth == 0 &&
        !absl::ascii_isspace(static_cast<unsigned char>(sql[at]))) {
      pieces.push_back({sql.substr(at, end - at), at});
    }
    if (sql[at] == ')') --depth;
    at = end;
  }
  return pieces;
}

std::string OrderTerm(absl::string_view term) {
  term = absl::StripAsciiWhitespace(term);
  for (bool cut = true; cut;) {
    cut = false;
    for (const absl::string_view suffix :
         {"asc", "desc", "nulls first", "nulls last"}) {
      if (term.size() <= suffix.size()) continue;
      const size_t at = term.size() - suffix.size();
      if (absl::EqualsIgnoreCase(term.substr(at), suffix) &&
          absl::ascii_isspace(static_cast<unsigned char>(term[at - 1]))) {
        term = absl::StripTrailingAsciiWhitespace(term.substr(0, at));
        cut = true;
      }
    }
  }
  return std::string(term);
}

// Returns how many rows are left out by "OFFSET m" or "LIMIT m, n" from
// `first` on; none where that is no plain number.
std::optional<uint64_t> OffsetIn(const std::vector<Piece>& pieces,
                                 size_t first) {
  for (size_t i = first; i < pieces.size(); ++i) {
    const bool pair = Is(pieces[i], "limit") && i + 2 < pieces.size() &&
                      pieces[i + 2].text == ",";
    if (!pair && !Is(pieces[i], "offset")) continue;
    uint64_t offset = 0;
    if (i + 1 == pieces.size() ||
        !absl::SimpleAtoi(pieces[i + 1].text, &offset)) {
      return std::nullopt;
    }
    return offset;
  }
  return 0;
}

void ReadOrder(const std::vector<Piece>& pieces, size_t by, size_t end,
               SqlOutline& outline) {
  outline.ordered = true;
  const absl::string_view sql = outline.sql;
  size_t begin = pieces[by].begin + pieces[by].text.size();
  for (const Piece& piece : pieces) {
    if (piece.begin < begin || piece.begin >= end) continue;
    if (piece.text != ",") continue;
    outline.order_terms.push_back(
        OrderTerm(sql.substr(begin, piece.begin - begin)));
    begin = piece.begin + 1;
  }
  outline.order_terms.push_back(OrderTerm(sql.substr(begin, end - begin)));
}

}  // namespace

SqlOutline OutlineOf(absl::string_view sql) {
  SqlOutline outline;
  sql = absl::StripAsciiWhitespace(sql);
  while (absl::ConsumeSuffix(&sql, ";")) {
    sql = absl::StripTrailingAsciiWhitespace(sql);
  }
  outline.sql = std::string(sql);
  const std::vector<Piece> pieces = OutermostPieces(outline.sql);
  std::optional<size_t> by;
  for (size_t i = 0; i < pieces.size(); ++i) {
    const Piece& piece = pieces[i];
    if (Is(piece, "union") || Is(piece, "intersect") || Is(piece, "except") ||
        (Is(piece, "distinct") && !outline.from.has_value())) {
      outline.fixed_columns = true;
    } else if (Is(piece, "from") && !outline.from.has_value()) {
      outline.from = piece.begin;
    } else if (Is(piece, "by") && i > 0 && Is(pieces[i - 1], "order")) {
      by = i;
    } else if ((Is(piece, "limit") || Is(piece, "offset") ||
                Is(piece, "fetch")) &&
               !outline.cut.has_value()) {
      outline.cut = piece.begin;
      outline.offset = OffsetIn(pieces, i);
    }
  }
  if (by.has_value()) {
    ReadOrder(pieces, *by, outline.cut.value_or(outline.sql.size()), outline);
  }
  return outline;
}

}  // namespace alhf::eval
