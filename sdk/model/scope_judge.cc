#include "sdk/model/scope_judge.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "alhf/sdk/model/model_stage.h"
#include "alhf/sdk/model/prompt.h"
#include "base/status.h"
#include "core/compose/firing_policy.h"
#include "sdk/model/assessment.pb.h"

namespace alhf::sdk {
namespace {

constexpr char kInstructions[] =
    R"(A system remembers lessons: what people told it to do from now on. Each holds
for some questions and not for others. Decide which of the lessons below apply
to the question. A lesson applies where the person who gave it would expect this
answer to be different because of it. One that is about another matter, another
case or another kind of answer does not apply, however alike the words are.

Answer with a JSON object:
- applies: the numbers of the lessons that apply; most often none.)";

constexpr absl::Duration kTimeout = absl::Seconds(2);
constexpr size_t kMaxLessons = 16;
constexpr size_t kMaxKept = 4096;  // of one generation
// What the adjustment needs on its way back.
constexpr absl::Duration kMargin = absl::Milliseconds(50);
// Above every firing threshold that one would choose, below what words say
// for certain.
constexpr double kJudged = 0.9;

bool IsOpen(const v1::AdjustmentItem& item) {
  return item.disposition() == v1::DISPOSITION_CANDIDATE &&
         core::Decide(core::FiringPolicy(), item) == v1::DISPOSITION_CANDIDATE;
}

bool IsSettledByScore(const v1::Query& query) {
  return query.has_as_of() || query.has_overlay() || query.what_if();
}

// `asked`: of the query, the same for all items.
std::string KeyOf(const std::string& asked, const v1::AdjustmentItem& item) {
  return absl::StrCat(item.lesson_id(), "\n", item.position().epoch(), "-",
                      item.position().sequence(), "\n", asked);
}

}  // namespace

ScopeJudge::ScopeJudge(const config::v1::ScopeJudge& config, ChatModel* model,
                       const Clock* clock)
    : timeout_(config.timeout_ms() > 0 ? absl::Milliseconds(config.timeout_ms())
                                       : kTimeout),
      max_lessons_(config.max_lessons() > 0 ? config.max_lessons()
                                            : kMaxLessons),
      model_(model),
      clock_(clock) {}

absl::Status ScopeJudge::Settle(const Context& context, const v1::Query& query,
                                v1::Adjustment& adjustment) {
  if (IsSettledByScore(query)) return absl::OkStatus();
  std::vector<Open> open = SettleKnown(OpenOf(context, query, adjustment));
  if (open.empty()) return absl::OkStatus();
  if (open.size() > max_lessons_) open.resize(max_lessons_);
  const absl::Status asked = Ask(context, query, open);
  SettleKnown(open);
  return asked;
}

std::vector<ScopeJudge::Open> ScopeJudge::OpenOf(
    const Context& context, const v1::Query& query,
    v1::Adjustment& adjustment) const {
  std::vector<Open> open;
  const std::string asked = absl::StrCat(context.tenant(), "\n",
                                         TurnsText(query), "\n", query.text());
  for (v1::AdjustmentItem& item : *adjustment.mutable_items()) {
    if (!IsOpen(item)) continue;
    std::string key = KeyOf(asked, item);
    const auto known = std::find_if(
        open.begin(), open.end(), [&](const Open& o) { return o.key == key; });
    Open& lesson = known == open.end() ? open.emplace_back() : *known;
    lesson.key = std::move(key);
    lesson.items.push_back(&item);
  }
  std::stable_sort(open.begin(), open.end(), [](const Open& a, const Open& b) {
    return a.items[0]->score() > b.items[0]->score();
  });
  return open;
}

std::vector<ScopeJudge::Open> ScopeJudge::SettleKnown(
    const std::vector<Open>& open) const {
  std::vector<Open> unknown;
  MutexLock lock(mutex_);
  for (const Open& lesson : open) {
    auto found = newer_.find(lesson.key);
    if (found == newer_.end()) {
      found = older_.find(lesson.key);
      if (found == older_.end()) {
        unknown.push_back(lesson);
        continue;
      }
    }
    for (v1::AdjustmentItem* const item : lesson.items) {
      item->set_why(absl::StrCat(
          item->why(), "; the language model ", model_->name(), ": ",
          found->second ? "applies" : "does not apply",
          found->second ? absl::StrFormat(" (%.2f before)", item->score())
                        : ""));
      if (found->second) item->set_score(kJudged);
    }
  }
  return unknown;
}

absl::Status ScopeJudge::Ask(const Context& context, const v1::Query& query,
                             const std::vector<Open>& open) {
  std::string lessons;
  for (size_t i = 0; i < open.size(); ++i) {
    absl::StrAppend(&lessons, i + 1, ". ", open[i].items[0]->text(), "\n");
  }
  PromptParts parts;
  parts.instructions = kInstructions;
  parts.material = {{"lessons", lessons}, {"conversation", TurnsText(query)}};
  parts.question = query.text();
  std::vector<ChatMessage> messages = BuildPrompt(parts);
  ModelSession session(
      *model_, std::min(clock_->Now() + timeout_, context.deadline() - kMargin),
      context.traceparent());
  ScopeVerdict verdict;
  ALHF_RETURN_IF_ERROR(session.AskJson(messages, verdict));
  const std::set<uint32_t> applies(verdict.applies().begin(),
                                   verdict.applies().end());
  for (size_t i = 0; i < open.size(); ++i) {
    Keep(open[i].key, applies.contains(static_cast<uint32_t>(i + 1)));
  }
  return absl::OkStatus();
}

void ScopeJudge::Keep(const std::string& key, bool applies) {
  MutexLock lock(mutex_);
  if (newer_.size() >= kMaxKept) older_ = std::exchange(newer_, {});
  newer_.insert_or_assign(key, applies);
}

}  // namespace alhf::sdk
