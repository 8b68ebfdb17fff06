#include "eval/simulator/obedience.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "eval/exposure.h"

namespace alhf::eval {
namespace {

std::vector<RecordIndex> ExposedIn(const Scenario& scenario,
                                   const ChatCall& call) {
  std::vector<RecordIndex> exposed;
  for (RecordIndex i = 0; i < scenario.records.size(); ++i) {
    const std::string& text = scenario.records[i].text;
    if (std::any_of(
            call.lessons.begin(), call.lessons.end(),
            [&](const std::string& line) { return HoldsWords(line, text); })) {
      exposed.push_back(i);
    }
  }
  return exposed;
}

const Question* Find(const Scenario& scenario, const std::string& text) {
  for (const Question& question : scenario.questions) {
    if (absl::StripAsciiWhitespace(question.text) == text) return &question;
  }
  return nullptr;
}

bool Holds(const std::vector<RecordIndex>& records, RecordIndex record) {
  return std::find(records.begin(), records.end(), record) != records.end();
}

// One record of each group is there.
bool HasWhatItNeeds(const Requirement& requirement,
                    const std::vector<RecordIndex>& exposed) {
  return std::all_of(requirement.needs.begin(), requirement.needs.end(),
                     [&](const std::vector<RecordIndex>& group) {
                       return std::any_of(group.begin(), group.end(),
                                          [&](RecordIndex record) {
                                            return Holds(exposed, record);
                                          });
                     });
}

}  // namespace

double Chance(uint64_t seed, absl::string_view what, absl::string_view whom) {
  const std::string digest = Sha256(absl::StrCat(seed, "\n", what, "\n", whom));
  return static_cast<double>(ReadBigEndian64(digest) >> 11) * 0x1p-53;
}

Obedience Decide(const std::vector<Scenario>& scenarios, const ChatCall& call,
                 const ModelTraits& traits) {
  Obedience result;
  std::vector<RecordIndex> exposed;
  // Several scenarios may ask the same: the one whose lessons are there.
  for (const Scenario& scenario : scenarios) {
    const Question* const question = Find(scenario, call.question);
    if (question == nullptr) continue;
    std::vector<RecordIndex> here = ExposedIn(scenario, call);
    if (result.question != nullptr && here.size() <= exposed.size()) continue;
    result.scenario = &scenario;
    result.question = question;
    exposed = std::move(here);
  }
  if (result.question == nullptr) return result;
  for (const Requirement& requirement : result.question->requirements) {
    const bool heeded =
        HasWhatItNeeds(requirement, exposed) &&
        Chance(traits.seed, call.question, requirement.name) < traits.p;
    (heeded ? result.met : result.unmet).push_back(&requirement);
  }
  for (const RecordIndex record : exposed) {
    const FeedbackItem& item = result.scenario->records[record];
    result.exposed.push_back(&item);
    if (!Holds(result.question->applies, record) &&
        Chance(traits.seed, call.question, item.id) < traits.q) {
      result.followed.push_back(&item);
    }
  }
  return result;
}

}  // namespace alhf::eval
