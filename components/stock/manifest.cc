#include "components/stock/manifest.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "alhf/sdk/config.h"
#include "alhf/sdk/scope.h"
#include "alhf/sdk/status.h"

namespace alhf::stock {
namespace {

constexpr size_t kLongestName = 63;

absl::Status Invalid(const std::string& file, absl::string_view what) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               absl::StrCat(file, ": ", what), {{"file", file}});
}

bool IsName(const std::string& name) {
  return !name.empty() && name.size() <= kLongestName &&
         absl::ascii_islower(static_cast<unsigned char>(name[0])) &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) {
           return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '_';
         });
}

// How often `element` occurs in the phrase.
size_t Count(const std::string& phrase, absl::string_view element) {
  const std::vector<absl::string_view> elements =
      absl::StrSplit(phrase, ' ', absl::SkipEmpty());
  return static_cast<size_t>(
      std::count(elements.begin(), elements.end(), element));
}

// What the rule's item lacks by itself, and so needs from the sentence.
absl::string_view Needs(const Rule& rule) {
  switch (rule.item_case()) {
    case Rule::kLimit:
      return rule.limit().value() == 0 ? "#" : "";
    case Rule::kFilter:
      return rule.filter().values().empty() ? "<>" : "";
    case Rule::kBoost:
      return rule.boost().value().empty() ? "<>" : "";
    default:
      return "";
  }
}

std::string WrongWithItem(const Rule& rule) {
  switch (rule.item_case()) {
    case Rule::kParameter:
      return rule.parameter().name().empty() ? "parameter.name is missing" : "";
    case Rule::kFilter:
      return rule.filter().field().empty() ? "filter.field is missing" : "";
    case Rule::kBoost:
      if (rule.boost().field().empty()) return "boost.field is missing";
      return rule.boost().factor() > 0
                 ? ""
                 : "boost.factor is missing: above 1 lifts, below 1 lowers";
    case Rule::kLimit:
      return rule.limit().name().empty() ? "limit.name is missing" : "";
    case Rule::kExpansion:
      return rule.expansion().term().empty() && rule.expansion().terms().empty()
                 ? ""
                 : "expansion is taken from the sentence: leave it empty";
    case Rule::ITEM_NOT_SET:
      break;
  }
  return "has no item: give parameter, filter, boost, expansion or limit";
}

std::string WrongWithPhrase(const Rule& rule, const std::string& phrase) {
  if (absl::StripAsciiWhitespace(phrase).empty()) return "is empty";
  if (absl::StrContains(phrase, "@")) return "has an @, which names no words";
  const absl::string_view needs = Needs(rule);
  if (!needs.empty() && Count(phrase, needs) == 0) {
    return absl::StrCat("has no ", needs, " to fill the item from");
  }
  if (rule.has_expansion() && Count(phrase, "<>") != 2) {
    return "has not two <>: the term and what it means";
  }
  if (rule.has_parameter() && !rule.parameter().has_value() &&
      Count(phrase, "#") + Count(phrase, "<>") == 0) {
    return "has no # or <> to take the parameter's value from";
  }
  return "";
}

absl::Status CheckRule(const Rule& rule, const std::string& file,
                       const std::string& name) {
  if (const std::string wrong = WrongWithItem(rule); !wrong.empty()) {
    return Invalid(file, absl::StrCat(name, ": ", wrong));
  }
  if (rule.said().empty() && !rule.has_expansion()) {
    return Invalid(file, absl::StrCat(name,
                                      ": said is missing: what people "
                                      "say, e.g. \"at most # words\""));
  }
  for (const std::string& phrase : rule.said()) {
    const std::string wrong = WrongWithPhrase(rule, phrase);
    if (wrong.empty()) continue;
    return Invalid(file, absl::StrCat(name, ": said \"", phrase, "\" ", wrong));
  }
  for (const Word& word : rule.word()) {
    if (word.said().empty() || word.value().empty()) {
      return Invalid(file, absl::StrCat(name, ": a word wants said and value"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Manifest> ReadManifest(const std::string& path) {
  Manifest manifest;
  ALHF_RETURN_IF_ERROR(ReadTextProto(path, &manifest));
  ALHF_RETURN_IF_ERROR(CheckManifest(manifest, path));
  return manifest;
}

absl::Status CheckManifest(const Manifest& manifest, const std::string& name) {
  if (!IsName(manifest.name())) {
    return Invalid(name, absl::StrCat("name \"", manifest.name(),
                                      "\" is not [a-z][a-z0-9_]{0,62}"));
  }
  if (manifest.description().empty()) {
    return Invalid(name, "description is missing: one line for people");
  }
  if (manifest.owns().empty()) {
    return Invalid(name,
                   "owns is missing: say what people correct in this part of "
                   "the agent, e.g. owns: \"tone of the answer\"");
  }
  for (const double threshold :
       {manifest.claim_threshold(), manifest.unsure_threshold()}) {
    if (!(threshold >= 0 && threshold <= 1)) {
      return Invalid(name, "a threshold is not within 0 and 1");
    }
  }
  for (int i = 0; i < manifest.rule_size(); ++i) {
    ALHF_RETURN_IF_ERROR(
        CheckRule(manifest.rule(i), name, absl::StrCat("rule ", i + 1)));
  }
  return absl::OkStatus();
}

v1::Manifest ToProtocol(const Manifest& manifest) {
  v1::Manifest protocol =
      sdk::MakeManifest(manifest.name(), manifest.description(),
                        {manifest.owns().begin(), manifest.owns().end()});
  *protocol.mutable_examples_in_scope() = manifest.example_in_scope();
  *protocol.mutable_examples_out_of_scope() = manifest.example_out_of_scope();
  if (manifest.claim_threshold() > 0) {
    protocol.set_claim_threshold(manifest.claim_threshold());
  }
  if (manifest.unsure_threshold() > 0) {
    protocol.set_unsure_threshold(manifest.unsure_threshold());
  }
  return protocol;
}

}  // namespace alhf::stock
