#include "cli/render_queue.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "cli/render_feedback.h"
#include "cli/render_words.h"
#include "cli/terminal_text.h"

namespace alhf::cli {
namespace {

// More are counted, not named.
constexpr int kMostExchanges = 5;

std::string Understood(const std::string& meaning, v1::Effect effect,
                       const v1::Scope& scope) {
  return absl::StrCat("  understood as: ", OneLine(meaning), " (", Word(effect),
                      ", ", Word(scope.breadth()), ")\n");
}

double ScoreOf(const ReviewItem& item) {
  for (const v1::Assessment& assessment : item.status().assessments()) {
    if (assessment.component() == item.component()) return assessment.score();
  }
  return 0;
}

std::string ClaimText(const ReviewItem& item, const Style& style) {
  if (item.has_lesson()) {
    return absl::StrCat(
        "  ", style.Bold(OneLine(item.component())), " holds ",
        OneLine(item.lesson().id()), "\n",
        Understood(item.lesson().understood_as(), item.lesson().effect(),
                   item.lesson().scope()));
  }
  std::string text = absl::StrCat("  nobody claimed it; the nearest is ",
                                  style.Bold(OneLine(item.component())),
                                  ", unsure ", ScoreText(ScoreOf(item)), "\n");
  for (const v1::Proposal& proposal : item.proposals()) {
    text += Understood(proposal.understood_as(), proposal.effect(),
                       proposal.scope());
  }
  return text;
}

std::string ChangesText(const ReviewItem& item) {
  if (item.looked_at() == 0) return "";
  std::string text = absl::StrCat(
      "  ", item.exchanges_size(), " of the newest ",
      Count(item.looked_at(), "exchange"), " would get another plan\n");
  const int shown = std::min(item.exchanges_size(), kMostExchanges);
  for (int i = 0; i < shown; ++i) {
    absl::StrAppend(&text, "    ", OneLine(item.exchanges(i).exchange_id()),
                    "  ", OneLine(item.exchanges(i).question()), "\n");
  }
  return text;
}

}  // namespace

std::string RenderReviewItem(const ReviewItem& item, const Style& style) {
  const v1::FeedbackRecord& record = item.status().record();
  const std::string& words =
      item.has_lesson() ? item.lesson().text() : record.text();
  std::string text = absl::StrCat(
      style.Bold(OneLine(record.id())), "  ", TimeText(record.time(), style),
      "  ", OneLine(record.giver()), "\n", Indent(words, 2));
  if (!record.exchange().question().empty()) {
    absl::StrAppend(&text, "  on \"", OneLine(record.exchange().question()),
                    "\"\n");
  }
  absl::StrAppend(&text, ClaimText(item, style));
  v1::Proposal related;
  *related.mutable_relations() = item.relations();
  return absl::StrCat(text, RenderRelations(related), ChangesText(item));
}

std::string RenderChoices(const ReviewItem& item, const Style& style) {
  const bool understood =
      !item.has_lesson() || item.lesson().effect() != v1::EFFECT_NOT_UNDERSTOOD;
  return style.Bold(absl::StrCat(understood ? "[a]ccept  " : "",
                                 "[e]dit  [r]eassign  [d]iscard  [s]kip  "
                                 "[q]uit? "));
}

}  // namespace alhf::cli
