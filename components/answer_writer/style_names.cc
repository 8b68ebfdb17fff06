#include "components/answer_writer/style_names.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "components/answer_writer/material.h"
#include "components/answer_writer/measures.h"
#include "components/answer_writer/notation.h"

namespace alhf::answer_writer {
namespace {

// Without its prefix, in lower case: "FORM_PROSE" -> "prose".
std::string Word(absl::string_view name, absl::string_view prefix) {
  std::string word = absl::AsciiStrToLower(name.substr(prefix.size()));
  std::replace(word.begin(), word.end(), '_', ' ');
  return word;
}

std::string DescribeNumbers(const Numbers& numbers) {
  std::vector<std::string> parts;
  if (numbers.has_decimals()) {
    parts.push_back(absl::StrFormat("with %d decimals", numbers.decimals()));
  }
  for (const Measure& measure : numbers.measures()) {
    parts.push_back(absl::StrCat("in ", measure.unit()));
    if (measure.has_decimals()) {
      parts.push_back(absl::StrFormat("with %d decimals", measure.decimals()));
    }
  }
  if (numbers.scale() > 0) {
    parts.push_back(numbers.scale() == 1000 ? "in thousands" : "in millions");
  }
  if (!numbers.thousands().empty()) {
    parts.push_back(
        absl::StrCat("with \"", numbers.thousands(), "\" between thousands"));
  }
  for (const std::string& behind : {numbers.currency(), numbers.unit()}) {
    if (!behind.empty()) parts.push_back(absl::StrCat("in ", behind));
  }
  return absl::StrCat("write numbers ", absl::StrJoin(parts, ", "));
}

}  // namespace

std::string KeyOf(const Style& style) {
  const std::string kind = style.only_for() == ANSWER_KIND_UNSPECIFIED
                               ? ""
                               : absl::StrCat(":", NameOf(style.only_for()));
  if (style.form() != FORM_UNSPECIFIED) return absl::StrCat("form", kind);
  if (style.order() != ORDER_UNSPECIFIED) return absl::StrCat("order", kind);
  if (style.citations() != CITATIONS_UNSPECIFIED) return "citations";
  if (!style.date_format().empty()) return "dates";
  if (style.clock() > 0) return "clock";
  if (!style.numbers().measures().empty()) {
    return absl::StrCat("measure:",
                        QuantityOf(style.numbers().measures(0).unit()));
  }
  if (style.numbers().scale() > 0) return "scale";
  if (!style.numbers().currency().empty()) return "currency";
  if (!style.numbers().thousands().empty()) return "thousands";
  if (!style.numbers().unit().empty()) return "unit";
  if (style.numbers().has_decimals()) return "decimals";
  if (!style.mentions().empty()) {
    return absl::StrCat("mention:",
                        Word(Extra_Name(style.mentions(0).extra()), "EXTRA_"));
  }
  if (!style.notes().empty()) return absl::StrCat("note:", style.notes(0));
  if (!style.wordings().empty()) {
    return absl::StrCat("wording:", style.wordings(0).from());
  }
  return absl::StrCat("length", kind);
}

std::string Describe(const Style& style) {
  std::string text;
  if (style.form() != FORM_UNSPECIFIED) {
    text = absl::StrCat("write as ", Word(Form_Name(style.form()), "FORM_"));
  } else if (style.max_words() > 0) {
    text = absl::StrFormat("write at most %d words", style.max_words());
  } else if (style.max_sentences() > 0) {
    text = absl::StrFormat("write at most %d sentence%s", style.max_sentences(),
                           style.max_sentences() == 1 ? "" : "s");
  } else if (style.order() != ORDER_UNSPECIFIED) {
    text = absl::StrCat("order: ", Word(Order_Name(style.order()), "ORDER_"));
  } else if (style.citations() != CITATIONS_UNSPECIFIED) {
    text = absl::StrCat("cite ",
                        Word(Citations_Name(style.citations()), "CITATIONS_"));
  } else if (!style.mentions().empty()) {
    text = absl::StrCat(
        style.mentions(0).off() ? "do not mention the " : "mention the ",
        Word(Extra_Name(style.mentions(0).extra()), "EXTRA_"));
  } else if (style.has_numbers()) {
    text = DescribeNumbers(style.numbers());
  } else if (style.unlimited()) {
    text = "write as much as is needed";
  } else if (style.clock() > 0) {
    text =
        absl::StrFormat("write times by the clock of %d hours", style.clock());
  } else if (!style.date_format().empty()) {
    text = absl::StrCat("write dates as ",
                        WithDates(style.date_format(), "2025-12-31"));
  } else if (!style.notes().empty()) {
    text = absl::StrCat("add: ", style.notes(0));
  } else if (!style.wordings().empty()) {
    text = absl::StrCat("say \"", style.wordings(0).to(), "\" instead of \"",
                        style.wordings(0).from(), "\"");
  }
  if (style.several()) absl::StrAppend(&text, ", where there are several");
  if (style.lists_things()) absl::StrAppend(&text, ", where rows list them");
  if (!style.folder().empty()) {
    return absl::StrCat(text, ", where pages of ", style.folder(), " answer");
  }
  if (style.only_for() == ANSWER_KIND_UNSPECIFIED) return text;
  return absl::StrCat(
      text, ", where ", NameOf(style.only_for()),
      style.date_part().empty() ? "" : absl::StrCat(" by ", style.date_part()),
      style.listed().empty() ? "" : absl::StrCat(" that list ", style.listed()),
      " answer");
}

}  // namespace alhf::answer_writer
