#include "eval/teaching_order.h"

#include <algorithm>
#include <random>

#include "absl/strings/str_cat.h"
#include "base/text.h"

namespace alhf::eval {
namespace {

// A generator whose numbers are the same everywhere, unlike distributions.
std::mt19937_64 RandomFor(const Scenario& scenario, uint64_t seed) {
  return std::mt19937_64(
      ReadBigEndian64(Sha256(absl::StrCat(seed, "\n", scenario.id))));
}

}  // namespace

std::vector<RecordIndex> TeachingOrder(const Scenario& scenario,
                                       uint64_t seed) {
  std::mt19937_64 random = RandomFor(scenario, seed);
  std::vector<bool> taken(scenario.records.size());
  std::vector<RecordIndex> order;
  while (order.size() < scenario.records.size()) {
    std::vector<RecordIndex> ready;
    for (RecordIndex i = 0; i < scenario.records.size(); ++i) {
      const auto& after = scenario.records[i].after;
      if (!taken[i] && std::all_of(after.begin(), after.end(),
                                   [&](RecordIndex j) { return taken[j]; })) {
        ready.push_back(i);
      }
    }
    if (ready.empty()) break;  // The reader lets no circle through.
    const RecordIndex next = ready[random() % ready.size()];
    taken[next] = true;
    order.push_back(next);
  }
  return order;
}

TaughtState::TaughtState(const Scenario& scenario)
    : scenario_(&scenario),
      given_(scenario.records.size()),
      ended_(scenario.records.size()) {}

void TaughtState::Give(RecordIndex record) {
  given_[record] = true;
  for (const RecordIndex each : scenario_->records[record].supersedes) {
    ended_[each] = true;
  }
}

bool TaughtState::Counts(const Requirement& requirement) const {
  return std::none_of(requirement.needs.begin(), requirement.needs.end(),
                      [this](const std::vector<RecordIndex>& group) {
                        return std::all_of(
                            group.begin(), group.end(),
                            [this](RecordIndex i) { return ended_[i]; });
                      });
}

std::vector<RecordIndex> TaughtState::OnlyInForce(
    const std::vector<RecordIndex>& records) const {
  std::vector<RecordIndex> in_force;
  for (const RecordIndex record : records) {
    if (InForce(record)) in_force.push_back(record);
  }
  return in_force;
}

std::vector<RecordIndex> TaughtState::MayApply(const Question& question) const {
  return OnlyInForce(question.applies);
}

std::vector<RecordIndex> TaughtState::MustApply(
    const Question& question) const {
  return OnlyInForce(NeededRecords(question));
}

}  // namespace alhf::eval
