#include "alhf/sdk/scope_model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "alhf/sdk/scope.h"
#include "alhf/sdk/text.h"
#include "sdk/src/example_texts.h"
#include "sdk/src/idle_talk.h"
#include "sdk/src/record_cues.h"
#include "sdk/src/speech_act.h"

namespace alhf::sdk {
namespace {

// Groups of examples.
constexpr size_t kIn = 0;
constexpr size_t kOut = 1;
constexpr size_t kIdle = 2;

constexpr size_t kByWords = 22;
constexpr size_t kAll = kByWords + 3;

constexpr std::array<absl::string_view, kAll> kNames = {
    "1",
    "words like its own",
    "words like others'",
    "words like idle talk",
    "words that it owns",
    "speaks of what it makes",
    "speaks of what others make",
    "notation, it makes rows",
    "notation, it makes other things",
    "defines, it makes rows",
    "reserved of sources, it makes passages",
    "reserved of sources, it makes other things",
    "reserved",
    "praises",
    "asks",
    "requests",
    "of the speaker",
    "answer is of its making",
    "answer is of another's making",
    "it says what it makes",
    "sets bounds, it makes rows",
    "sets bounds, it makes other things",
    "meaning like its own",
    "meaning like others'",
    "meaning like idle talk",
};

// Made by eval/training/fit_assignment.py; in the order of kNames.
constexpr std::array<double, kByWords> kWordWeights = {
    0.0167,  15.5356, -10.8974, -9.2854, -0.0438, 1.4516,  -1.0247, 1.5404,
    -0.9289, 1.9949,  0.3690,   -0.1202, 0.2960,  -1.8703, -0.6071, -2.7992,
    -0.6760, 1.3054,  -2.4508,  -0.8605, 1.9232,  -1.2846};
constexpr std::array<double, kAll> kWeights = {
    0.0178,  10.1951, -7.2024, -6.7301, -0.5320, 1.1877,  -0.9933,
    0.5467,  -0.9852, 1.5341,  0.5113,  -0.2594, 0.2216,  -2.1186,
    -0.3485, -3.2522, -0.4679, 1.2268,  -2.4846, -0.1004, 1.7789,
    -1.0436, 13.1102, -9.8033, -7.6210};

// Of what teaches nobody: at most this.
constexpr double kChatter = 0.1;
// The person named this component's step.
constexpr double kNamed = 1.5;
// How much what a person assigned moves the logit, and from which likeness on.
constexpr double kAssigned = 6;
constexpr double kAlike = 0.2;

std::set<std::string> StemsOf(absl::string_view text) {
  Analysis analysis = Analyze(text);
  return {analysis.content_stems.begin(), analysis.content_stems.end()};
}

std::vector<std::string> OwnedIn(const v1::Manifest& manifest,
                                 absl::string_view text) {
  std::set<std::string> owned;
  for (const std::string& phrase : manifest.owns()) {
    owned.merge(StemsOf(phrase));
  }
  std::vector<std::string> found;
  for (const std::string& stem : StemsOf(text)) {
    if (owned.contains(stem)) found.push_back(stem);
  }
  return found;
}

std::vector<std::vector<std::string>> GroupsOf(const v1::Manifest& manifest) {
  std::vector<std::vector<std::string>> groups(3);
  groups[kIn].assign(manifest.examples_in_scope().begin(),
                     manifest.examples_in_scope().end());
  groups[kIn].insert(groups[kIn].end(), manifest.owns().begin(),
                     manifest.owns().end());
  groups[kOut].assign(manifest.examples_out_of_scope().begin(),
                      manifest.examples_out_of_scope().end());
  groups[kIdle] = IdleTalk();
  return groups;
}

bool Makes(const v1::Manifest& manifest, v1::Manifest::Product product) {
  const auto& makes = manifest.makes();
  return std::find(makes.begin(), makes.end(), product) != makes.end();
}

struct Matter {
  double own = 0;
  double others = 0;
};

// What the record speaks of beside what the component makes.
Matter MatterOf(const v1::Manifest& manifest, const RecordCues& cues) {
  Matter matter;
  const std::array<std::pair<v1::Manifest::Product, double>, 3> kinds = {{
      {v1::Manifest::ROWS, cues.data},
      {v1::Manifest::PASSAGES, cues.sources},
      {v1::Manifest::TEXT, cues.form},
  }};
  if (manifest.makes().empty()) return matter;
  for (const auto& [product, strength] : kinds) {
    double& side = Makes(manifest, product) ? matter.own : matter.others;
    side = std::max(side, strength);
  }
  return matter;
}

// Whether the answer was made of what the component makes, or by others alone.
// Text is written around all of them, but around a bare statement.
Matter MakingOf(const v1::Manifest& manifest, MadeFrom made_from) {
  if (made_from == MadeFrom::kUnknown || manifest.makes().empty()) return {};
  const bool of_passages = made_from == MadeFrom::kPassages;
  if (Makes(manifest,
            of_passages ? v1::Manifest::PASSAGES : v1::Manifest::ROWS)) {
    return {1, 0};
  }
  const bool written = made_from != MadeFrom::kStatement;
  return written && Makes(manifest, v1::Manifest::TEXT) ? Matter{}
                                                        : Matter{0, 1};
}

// Thanks, greetings and plain questions. Praise is left to the weights: words
// of it stand in records that teach, too.
bool IsChatter(absl::string_view text) {
  for (const auto& [begin, end] : Sentences(text)) {
    const absl::string_view sentence = text.substr(begin, end - begin);
    const SpeechAct act = SpeechActOf(sentence);
    if (act == SpeechAct::kPraise ||
        (act == SpeechAct::kStatement &&
         !Analyze(sentence).content_stems.empty())) {
      return false;
    }
  }
  return true;
}

double Probability(double logit) { return 1.0 / (1.0 + std::exp(-logit)); }

}  // namespace

struct ScopeModel::Features {
  std::vector<double> values;
  std::vector<std::string> owned;

  double Logit() const {
    const double* weights =
        values.size() == kAll ? kWeights.data() : kWordWeights.data();
    double logit = 0;
    for (size_t i = 0; i < values.size(); ++i) logit += weights[i] * values[i];
    return logit;
  }
};

ScopeModel::ScopeModel(v1::Manifest manifest,
                       std::shared_ptr<const core::Encoder> encoder)
    : manifest_(std::move(manifest)),
      examples_(std::make_unique<ExampleTexts>(GroupsOf(manifest_),
                                               std::move(encoder))) {}

ScopeModel::~ScopeModel() = default;

void ScopeModel::Prepare() const { examples_->Prepare(); }

std::vector<std::string> ScopeModel::FeatureNames() {
  return {kNames.begin(), kNames.end()};
}

ScopeModel::Features ScopeModel::Look(const v1::FeedbackRecord& record) const {
  const RecordCues cues = CuesOf(record);
  const ExampleTexts::Likeness likeness = examples_->LikenessTo(record.text());
  const Matter matter = MatterOf(manifest_, cues);
  const Matter making = MakingOf(manifest_, cues.made_from);
  const bool rows = Makes(manifest_, v1::Manifest::ROWS);
  const bool passages = Makes(manifest_, v1::Manifest::PASSAGES);
  const bool known = !manifest_.makes().empty();
  const double faults = cues.reserved && cues.sources > 0 ? 1 : 0;
  Features features;
  features.owned = OwnedIn(manifest_, record.text());
  features.values = {
      1,
      likeness.by_words[kIn],
      likeness.by_words[kOut],
      likeness.by_words[kIdle],
      std::sqrt(static_cast<double>(features.owned.size())),
      matter.own,
      matter.others,
      rows ? cues.notation : 0,
      known && !rows ? cues.notation : 0,
      rows && cues.defines ? 1.0 : 0.0,
      passages ? faults : 0,
      known && !passages ? faults : 0,
      cues.reserved ? 1.0 : 0.0,
      cues.praises ? 1.0 : 0.0,
      cues.asks ? 1.0 : 0.0,
      cues.requests ? 1.0 : 0.0,
      cues.personal ? 1.0 : 0.0,
      making.own,
      making.others,
      known ? 1.0 : 0.0,
      rows && cues.bounds ? 1.0 : 0.0,
      known && !rows && cues.bounds ? 1.0 : 0.0,
  };
  if (likeness.by_meaning.has_value()) {
    features.values.insert(features.values.end(), likeness.by_meaning->begin(),
                           likeness.by_meaning->end());
  }
  return features;
}

std::vector<double> ScopeModel::FeaturesOf(
    const v1::FeedbackRecord& record) const {
  return Look(record).values;
}

v1::Assessment ScopeModel::Assess(
    const v1::FeedbackRecord& record,
    const std::vector<AssignedText>& assigned) const {
  v1::Assessment assessment;
  if (IsChatter(record.text())) {
    assessment.set_score(kChatter);
    assessment.set_reason("says nothing that could be learned");
    assessment.set_outcome(OutcomeOf(manifest_, kChatter));
    return assessment;
  }
  const Features features = Look(record);
  double logit = features.Logit();
  std::vector<std::string> reasons;
  if (record.step() == manifest_.name()) {
    logit += kNamed;
    reasons.push_back("its step was named");
  }
  if (!features.owned.empty()) {
    reasons.push_back(
        absl::StrCat("it owns: ", absl::StrJoin(features.owned, ", ")));
  }
  std::vector<std::string> texts;
  for (const AssignedText& each : assigned) texts.push_back(each.text);
  const std::vector<double> alike =
      texts.empty() ? std::vector<double>()
                    : examples_->LikenessTo(record.text(), texts);
  std::array<double, 2> nearest = {kAlike, kAlike};  // away, here
  for (size_t i = 0; i < alike.size(); ++i) {
    double& best = nearest[assigned[i].in_scope ? 1 : 0];
    best = std::max(best, alike[i]);
  }
  logit += kAssigned * (nearest[1] - nearest[0]);
  if (nearest[1] > nearest[0]) {
    reasons.push_back("like what a person assigned here");
  } else if (nearest[1] < nearest[0]) {
    reasons.push_back("like what a person assigned elsewhere");
  }
  reasons.push_back(logit >= 0 ? "near to its examples"
                               : "not near to its examples");
  assessment.set_score(Probability(logit));
  assessment.set_reason(absl::StrJoin(reasons, "; "));
  assessment.set_outcome(OutcomeOf(manifest_, assessment.score()));
  return assessment;
}

}  // namespace alhf::sdk
