#include "cli/render_feedback.h"

#include <algorithm>
#include <optional>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "cli/render_words.h"
#include "cli/table.h"
#include "cli/terminal_text.h"

namespace alhf::cli {
namespace {

using Part = v1::Assignment::Part;

const v1::Lesson* FindLesson(const v1::FeedbackStatus& status,
                             const std::string& id) {
  const auto found = absl::c_find_if(
      status.lessons(),
      [&id](const v1::Lesson& lesson) { return lesson.id() == id; });
  return found == status.lessons().end() ? nullptr : &*found;
}

const v1::Assessment* FindAssessment(const v1::FeedbackStatus& status,
                                     const std::string& component) {
  const auto found = absl::c_find_if(
      status.assessments(), [&component](const v1::Assessment& assessment) {
        return assessment.component() == component;
      });
  return found == status.assessments().end() ? nullptr : &*found;
}

bool IsAssigned(const v1::FeedbackStatus& status,
                const std::string& component) {
  return absl::c_any_of(
      status.assignment().parts(),
      [&component](const Part& part) { return part.component() == component; });
}

// Whether the giver said that `component` shall learn it.
bool IsNamed(const v1::FeedbackRecord& record, const std::string& component) {
  return absl::c_linear_search(record.assign_to(), component);
}

// What a lesson does now, in words, e.g. "active, enforced".
std::string Standing(const v1::Lesson& lesson) {
  const std::string state = Word(lesson.state());
  if (lesson.effect() == v1::EFFECT_NOT_UNDERSTOOD) {
    return absl::StrCat("not understood: ", state);
  }
  if (lesson.effect() == v1::EFFECT_GUIDANCE_ONLY) {
    return absl::StrCat(state,
                        ", guidance only: a language model can act on "
                        "it, this engine cannot");
  }
  return absl::StrCat(state, ", ", Word(lesson.effect()));
}

std::string Understood(const std::string& what) {
  return absl::StrCat(
      "      understood as: ", what.empty() ? "-" : OneLine(what), "\n");
}

// So that its giver can object at once.
std::string AppliesTo(const v1::Scope& scope, const Style& style) {
  const std::string reach = ReachText(scope, style);
  if (reach.empty()) return "";
  return absl::StrCat("      applies to: ", reach, "\n");
}

// Returns how `lesson` stands to earlier ones: what the component said of the
// proposal that it was made from.
std::string RelationsOf(const v1::Lesson& lesson,
                        const v1::Assessment* assessment) {
  if (assessment == nullptr) return "";
  for (const v1::Proposal& proposal : assessment->proposals()) {
    if (proposal.understood_as() == lesson.understood_as()) {
      return RenderRelations(proposal);
    }
  }
  return "";
}

// Where it was said before; empty where these words are the lesson's own.
std::string SaidBefore(const v1::FeedbackRecord& record,
                       const v1::Lesson& lesson) {
  if (record.kind() == v1::RECORD_MISAPPLIED || lesson.sources().empty() ||
      lesson.sources(0).record_id() == record.id()) {
    return "";
  }
  return absl::StrCat("      said before in ",
                      OneLine(lesson.sources(0).record_id()),
                      ": one lesson, with both as its sources\n");
}

std::string RenderPart(const v1::FeedbackStatus& status, const Part& part,
                       const Style& style) {
  const v1::Assessment* assessment = FindAssessment(status, part.component());
  std::string text = absl::StrCat("  ", style.Bold(OneLine(part.component())));
  // Nobody is asked about a misapplied lesson, so nobody scored it.
  if (assessment != nullptr) {
    absl::StrAppend(&text, "  ", ScoreText(part.score()));
  }
  absl::StrAppend(&text, "  ", OneLine(part.reason()), "\n");
  if (IsNamed(status.record(), part.component()) && assessment != nullptr &&
      assessment->outcome() != v1::OUTCOME_CLAIMED) {
    absl::StrAppend(&text, "    it did not claim this: the giver named it\n");
  }
  if (part.held()) {
    absl::StrAppend(&text, "    its claim came late: held for a person\n");
  }
  for (const std::string& id : part.lesson_ids()) {
    const v1::Lesson* lesson = FindLesson(status, id);
    absl::StrAppend(&text, "    ", OneLine(id));
    if (lesson == nullptr) {
      absl::StrAppend(&text, "\n");
      continue;
    }
    absl::StrAppend(&text, "  ", Standing(*lesson), "\n",
                    Understood(lesson->understood_as()),
                    AppliesTo(lesson->scope(), style));
    const std::string before = SaidBefore(status.record(), *lesson);
    text += before.empty() ? RelationsOf(*lesson, assessment) : before;
  }
  return text;
}

// Before the assignment: what was understood so far.
std::string RenderClaim(const v1::Assessment& assessment, const Style& style) {
  std::string text = absl::StrCat(
      "  ", style.Bold(OneLine(assessment.component())), "  ",
      ScoreText(assessment.score()), "  ", OneLine(assessment.reason()), "\n");
  for (const v1::Proposal& proposal : assessment.proposals()) {
    absl::StrAppend(&text, "    ", Word(proposal.effect()), "\n",
                    Understood(proposal.understood_as()),
                    RenderRelations(proposal));
  }
  return text;
}

// How near an assessment was to a claim, e.g. "0.22 short of 0.60".
std::string Shortfall(const v1::Assessment& assessment) {
  const double missing = assessment.claim_threshold() - assessment.score();
  if (assessment.claim_threshold() <= 0 || missing <= 0) return "";
  return absl::StrCat(ScoreText(missing), " short of ",
                      ScoreText(assessment.claim_threshold()));
}

std::string RenderOthers(const v1::FeedbackStatus& status, const Style& style) {
  std::vector<const v1::Assessment*> others;
  for (const v1::Assessment& assessment : status.assessments()) {
    if (!IsAssigned(status, assessment.component()) &&
        (status.has_assignment() ||
         assessment.outcome() != v1::OUTCOME_CLAIMED)) {
      others.push_back(&assessment);
    }
  }
  if (others.empty()) return "";
  absl::c_stable_sort(others, [](const auto* a, const auto* b) {
    return a->score() > b->score();
  });
  Table table(
      {{""}, {"", Align::kRight}, {""}, {""}, {"", Align::kLeft, Fit::kCut}});
  for (const v1::Assessment* other : others) {
    table.Add({other->component(), ScoreText(other->score()),
               Word(other->outcome()), Shortfall(*other), other->reason()});
  }
  return absl::StrCat("not claimed by\n", table.Render(style, 2));
}

std::string RenderNotAsked(const v1::FeedbackStatus& status) {
  if (status.assignment().missing().empty()) return "";
  std::string text = "missing, asked again when they are back\n";
  for (const v1::Assignment::Missing& missing : status.assignment().missing()) {
    absl::StrAppend(&text, "  ", OneLine(missing.component()), ": ",
                    OneLine(missing.reason()), "\n");
  }
  return text;
}

// The component that would learn it next, or nothing.
const v1::Assessment* Nearest(const v1::FeedbackStatus& status) {
  const v1::Assessment* nearest = nullptr;
  for (const v1::Assessment& assessment : status.assessments()) {
    if (nearest == nullptr || assessment.score() > nearest->score()) {
      nearest = &assessment;
    }
  }
  return nearest;
}

// The options that name the exchange of `record` once more.
std::string ExchangeOptions(const v1::FeedbackRecord& record) {
  const v1::Exchange& exchange = record.exchange();
  if (record.detached()) {
    return absl::StrCat(" --question ",
                        ShellQuote(OneLine(exchange.question())), " --answer ",
                        ShellQuote(OneLine(exchange.answer())));
  }
  if (exchange.id().empty()) return "";
  return absl::StrCat(" --exchange ", ShellQuote(OneLine(exchange.id())));
}

std::string RenderNobody(const v1::FeedbackStatus& status, const Style& style) {
  const v1::FeedbackRecord& record = status.record();
  // Other kinds teach nothing new.
  if (record.kind() != v1::RECORD_TEXT) return "";
  if (status.assignment().missing().empty() && status.assessments().empty()) {
    return absl::StrCat(
        "no component is there: nothing was learned\nstart one, wait until \"",
        style.program, " components\" lists it, and say it again\n");
  }
  std::string text = status.assignment().missing().empty()
                         ? "nobody claimed it: nothing was learned\n"
                         : "nobody who was asked claimed it\n";
  const v1::Assessment* nearest = Nearest(status);
  if (nearest == nullptr) return text;
  return absl::StrCat(text, "the nearest is ", OneLine(nearest->component()),
                      " (", ScoreText(nearest->score()),
                      "); to teach it all the same:\n  ", style.program,
                      " feedback ", ShellQuote(OneLine(record.text())),
                      ExchangeOptions(record), " --to ",
                      ShellQuote(OneLine(nearest->component())), "\n");
}

std::string RenderStateLine(const v1::FeedbackStatus& status,
                            const Style& style) {
  const std::string watch =
      absl::StrCat("; to follow it: ", style.program, " watch ",
                   OneLine(status.record().id()), "\n");
  const std::string place =
      absl::StrCat(" at position ", PositionText(status.position()));
  switch (status.state()) {
    case v1::FEEDBACK_DURABLE:
      return absl::StrCat("recorded", place, ", not assessed yet", watch);
    case v1::FEEDBACK_ASSESSED:
      if (status.assignment().parts().empty()) {
        return absl::StrCat(
            "assessed", place,
            status.assignment().missing().empty() ? "\n" : watch);
      }
      return absl::StrCat("assigned", place, ", not learned by all yet", watch);
    case v1::FEEDBACK_LEARNED:
      return absl::StrCat(
          status.assignment().parts().empty() ? "assessed" : "learned", place,
          "\n");
    default:
      return absl::StrCat("state ", Word(status.state()), place, "\n");
  }
}

// What a person can do about the lessons that wait.
std::string RenderNext(const v1::FeedbackStatus& status, const Style& style) {
  std::string text;
  for (const v1::Lesson& lesson : status.lessons()) {
    const std::string id = OneLine(lesson.id());
    if (lesson.state() != v1::LESSON_HELD &&
        lesson.state() != v1::LESSON_SHADOW) {
      continue;
    }
    absl::StrAppend(&text, "next\n");
    if (lesson.effect() != v1::EFFECT_NOT_UNDERSTOOD) {
      absl::StrAppend(&text, "  ", style.program, " accept ", id, "\n  ",
                      style.program, " discard ", id, "\n");
    }
    absl::StrAppend(&text, "  ", style.program, " edit ", id,
                    " \"new words\"\n");
  }
  return text;
}

std::string RenderHead(const v1::FeedbackStatus& status, const Style& style) {
  const v1::FeedbackRecord& record = status.record();
  std::string text = absl::StrCat(
      style.Bold(OneLine(record.id())), "  ", TimeText(record.time(), style),
      "  ", OneLine(record.giver()), "\n", Indent(record.text(), 2));
  if (!record.exchange().question().empty()) {
    absl::StrAppend(&text, "  on ", OneLine(record.exchange().id()),
                    record.exchange().id().empty() ? "\"" : " \"",
                    OneLine(record.exchange().question()), "\"",
                    record.detached() ? " (detached)" : "", "\n");
  }
  if (!record.about_lessons().empty()) {
    absl::StrAppend(&text, "  should not have applied: ",
                    OneLine(absl::StrJoin(record.about_lessons(), ", ")), "\n");
  }
  return text;
}

}  // namespace

std::string RenderRelations(const v1::Proposal& proposal) {
  std::string text;
  for (const v1::Relation& relation : proposal.relations()) {
    absl::StrAppend(&text, "      ", Word(relation.kind()), " ",
                    OneLine(relation.lesson_id()),
                    relation.reason().empty() ? "" : ": ",
                    OneLine(relation.reason()), "\n");
  }
  return text;
}

bool WasLearned(const v1::FeedbackStatus& status) {
  const bool understood =
      absl::c_any_of(status.lessons(), [](const v1::Lesson& lesson) {
        return lesson.effect() != v1::EFFECT_NOT_UNDERSTOOD;
      });
  const bool counterexample = status.record().kind() == v1::RECORD_MISAPPLIED &&
                              !status.assignment().parts().empty();
  return understood || counterexample;
}

std::string RenderFeedback(const v1::FeedbackStatus& status,
                           const Style& style) {
  std::string text = RenderHead(status, style);
  if (!status.assignment().parts().empty()) {
    absl::StrAppend(&text, status.record().kind() == v1::RECORD_MISAPPLIED
                               ? "noted by\n"
                               : "claimed by\n");
    for (const Part& part : status.assignment().parts()) {
      absl::StrAppend(&text, RenderPart(status, part, style));
    }
  } else if (status.has_assignment()) {
    absl::StrAppend(&text, RenderNobody(status, style));
  } else {
    for (const v1::Assessment& assessment : status.assessments()) {
      if (assessment.outcome() == v1::OUTCOME_CLAIMED) {
        absl::StrAppend(&text, RenderClaim(assessment, style));
      }
    }
  }
  return absl::StrCat(text, RenderOthers(status, style), RenderNotAsked(status),
                      RenderStateLine(status, style),
                      RenderNext(status, style));
}

std::string RenderProgress(const v1::FeedbackStatus& status) {
  return absl::StrCat(OneLine(status.record().id()), ": ", Word(status.state()),
                      " at position ", PositionText(status.position()), "\n");
}

std::string RenderRecords(const std::vector<v1::FeedbackStatus>& records,
                          const Style& style) {
  if (records.empty()) return "nothing was taught yet\n";
  Table table({{"RECORD"},
               {"TIME"},
               {"GIVER"},
               {"TEXT", Align::kLeft, Fit::kCut},
               {"ASSIGNED TO", Align::kLeft, Fit::kCut},
               {"LESSONS", Align::kLeft, Fit::kCut},
               {"STATE"}});
  for (const v1::FeedbackStatus& status : records) {
    const v1::FeedbackRecord& record = status.record();
    const std::string assigned = absl::StrJoin(
        status.assignment().parts(), ", ", [](std::string* out, const Part& p) {
          absl::StrAppend(out, p.component());
        });
    const std::string lessons = absl::StrJoin(
        status.lessons(), ", ", [](std::string* out, const v1::Lesson& lesson) {
          absl::StrAppend(out, lesson.id(), " ", Word(lesson.state()));
        });
    table.Add({record.id(), TimeText(record.time(), style), record.giver(),
               CutToWidth(OneLine(record.text()), 100),
               !status.has_assignment() ? "-"
               : assigned.empty()       ? "nobody"
                                        : assigned,
               lessons.empty() ? "-" : lessons, Word(status.state())});
  }
  return table.Render(style);
}

}  // namespace alhf::cli
