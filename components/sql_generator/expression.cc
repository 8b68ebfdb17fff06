#include "components/sql_generator/expression.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "alhf/sdk/status.h"

namespace alhf::sql_generator {
namespace {

constexpr int kMaxDepth = 32;

// A recursive descent that prints as it reads.
class Translator {
 public:
  Translator(absl::string_view text, const ColumnPrinter& column,
             absl::string_view one)
      : text_(text), column_(column), one_(one) {}

  absl::StatusOr<std::string> Translate() {
    ALHF_RETURN_IF_ERROR(Chain(0));
    if (Skip(); at_ < text_.size()) return Wrong("an operator");
    return std::move(out_);
  }

 private:
  absl::Status Wrong(absl::string_view wanted) const {
    return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
                 absl::StrCat("expression \"", text_, "\", character ", at_ + 1,
                              ": ", wanted, " is wanted here"),
                 {{"expression", std::string(text_)}});
  }

  void Skip() {
    while (at_ < text_.size() && absl::ascii_isspace(text_[at_])) ++at_;
  }

  // Operand { operator operand }: precedence is that of SQL.
  absl::Status Chain(int depth) {
    if (depth > kMaxDepth) return Wrong("less nesting");
    ALHF_RETURN_IF_ERROR(Operand(depth));
    for (Skip(); at_ < text_.size(); Skip()) {
      const char c = text_[at_];
      if (c != '+' && c != '-' && c != '*' && c != '/') break;
      ++at_;
      if (c == '/') {
        ALHF_RETURN_IF_ERROR(Divisor(depth));
        continue;
      }
      absl::StrAppend(&out_, " ", std::string(1, c), " ");
      ALHF_RETURN_IF_ERROR(Operand(depth));
    }
    return absl::OkStatus();
  }

  // Engines differ in what they make of whole numbers and of 0.
  absl::Status Divisor(int depth) {
    absl::StrAppend(&out_, " * ", one_, " / NULLIF(");
    ALHF_RETURN_IF_ERROR(Operand(depth));
    out_ += ", 0)";
    return absl::OkStatus();
  }

  absl::Status Operand(int depth) {
    Skip();
    if (at_ == text_.size()) return Wrong("a column or number");
    const char c = text_[at_];
    if (c == '(') {
      ++at_;
      out_ += '(';
      ALHF_RETURN_IF_ERROR(Chain(depth + 1));
      Skip();
      if (at_ == text_.size() || text_[at_] != ')') return Wrong("\")\"");
      ++at_;
      out_ += ')';
      return absl::OkStatus();
    }
    if (absl::ascii_isdigit(c)) return Number();
    if (c == '"') return QuotedColumn();
    const size_t begin = at_;
    while (at_ < text_.size() &&
           (absl::ascii_isalnum(text_[at_]) || text_[at_] == '_')) {
      ++at_;
    }
    if (at_ == begin) return Wrong("a column or number");
    out_ += column_(text_.substr(begin, at_ - begin));
    return absl::OkStatus();
  }

  absl::Status Number() {
    const size_t begin = at_;
    while (at_ < text_.size() &&
           (absl::ascii_isdigit(text_[at_]) || text_[at_] == '.')) {
      ++at_;
    }
    const absl::string_view number = text_.substr(begin, at_ - begin);
    double value = 0;
    if (!absl::SimpleAtod(number, &value)) return Wrong("a number");
    absl::StrAppend(&out_, number);
    return absl::OkStatus();
  }

  absl::Status QuotedColumn() {
    std::string name;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] != '"') {
        name += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        name += text_[at_++];
      } else {
        ++at_;
        out_ += column_(name);
        return absl::OkStatus();
      }
    }
    return Wrong("the closing quote");
  }

  const absl::string_view text_;
  const ColumnPrinter& column_;
  const absl::string_view one_;
  size_t at_ = 0;
  std::string out_;
};

}  // namespace

absl::StatusOr<std::string> TranslateExpression(absl::string_view expression,
                                                const ColumnPrinter& column,
                                                absl::string_view one) {
  return Translator(expression, column, one).Translate();
}

absl::Status CheckExpression(absl::string_view expression, const Table& table) {
  std::string unknown;
  const auto translated =
      TranslateExpression(expression, [&](absl::string_view column) {
        if (table.Find(column) == nullptr) unknown = std::string(column);
        return std::string(column);
      });
  ALHF_RETURN_IF_ERROR(translated.status());
  if (unknown.empty()) return absl::OkStatus();
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               absl::StrCat("expression \"", expression, "\": the table ",
                            table.name, " has no column \"", unknown, "\""),
               {{"expression", std::string(expression)}});
}

}  // namespace alhf::sql_generator
