#include "components/stock/acts.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "alhf/sdk/text.h"

namespace alhf::stock {
namespace {

std::set<std::string> StemsOf(absl::string_view text) {
  const sdk::Analysis analysis = sdk::Analyze(text);
  return {analysis.content_stems.begin(), analysis.content_stems.end()};
}

// "The old wiki" -> "old wiki": as far as stop words stand before it.
std::string WithoutArticle(absl::string_view words) {
  for (const sdk::Token& token : sdk::Analyze(words).tokens) {
    if (!token.stop_word) {
      return std::string(absl::StripAsciiWhitespace(words.substr(token.begin)));
    }
  }
  return "";
}

// "the drafts and the archive" names two things.
std::vector<std::string> PartsOf(const std::string& words) {
  std::vector<std::string> parts;
  for (const absl::string_view alternative : absl::StrSplit(words, " or ")) {
    for (const absl::string_view part : absl::StrSplit(alternative, " and ")) {
      const std::string name = WithoutArticle(part);
      if (!StemsOf(name).empty()) parts.push_back(name);
    }
  }
  return parts;
}

bool Names(const Word& word, const std::set<std::string>& stems) {
  return std::any_of(
      word.said().begin(), word.said().end(),
      [&](const std::string& said) { return StemsOf(said) == stems; });
}

// "The wiki over the handbook", "pages from 2019": no name of one thing.
bool IsName(absl::string_view words) {
  static constexpr std::array<absl::string_view, 20> kConfining = {
      "over",  "than",   "instead", "rather", "except", "from",    "when",
      "if",    "for",    "on",      "by",     "with",   "without", "unless",
      "until", "before", "after",   "about",  "only",   "not"};
  const std::vector<sdk::Token> tokens = sdk::Analyze(words).tokens;
  return std::none_of(tokens.begin(), tokens.end(), [](const auto& token) {
    return std::find(kConfining.begin(), kConfining.end(), token.text) !=
           kConfining.end();
  });
}

// What `words` stand for by the rule; none where one of them is unknown.
std::vector<std::string> ValuesOf(const Rule& rule, const std::string& words) {
  std::vector<std::string> values;
  for (const std::string& part : PartsOf(words)) {
    if (rule.word().empty()) {
      if (!IsName(part)) return {};
      values.push_back(part);
      continue;
    }
    const std::set<std::string> stems = StemsOf(part);
    const auto word =
        std::find_if(rule.word().begin(), rule.word().end(),
                     [&](const Word& w) { return Names(w, stems); });
    if (word == rule.word().end()) return {};
    values.push_back(word->value());
  }
  return values;
}

// A parameter's value from the sentence, where the rule leaves it open.
bool FillValue(const Rule& rule, const sdk::PhraseMatch& match,
               google::protobuf::Value& value) {
  if (value.kind_case() != google::protobuf::Value::KIND_NOT_SET) return true;
  if (!match.numbers.empty()) {
    value.set_number_value(static_cast<double>(match.numbers[0]));
    return true;
  }
  const std::vector<std::string> values = ValuesOf(rule, match.rest);
  if (values.size() != 1) return false;
  value.set_string_value(values[0]);
  return true;
}

std::string Quoted(const google::protobuf::Value& value) {
  switch (value.kind_case()) {
    case google::protobuf::Value::kNumberValue:
      return absl::StrCat(value.number_value());
    case google::protobuf::Value::kBoolValue:
      return value.bool_value() ? "true" : "false";
    case google::protobuf::Value::kStringValue:
      return value.string_value();
    default:
      return value.ShortDebugString();
  }
}

std::string KeyOf(absl::string_view field, absl::string_view value) {
  return absl::StrCat("field:", field, "=", value);
}

}  // namespace

Act ExpansionOf(absl::string_view term, absl::string_view meaning) {
  Act act;
  act.mutable_expansion()->set_term(std::string(term));
  act.mutable_expansion()->add_terms(std::string(meaning));
  return act;
}

std::vector<Act> ActsOf(const Rule& rule, const sdk::PhraseMatch& match) {
  Act act;
  bool filled = true;
  switch (rule.item_case()) {
    case Rule::kParameter:
      *act.mutable_parameter() = rule.parameter();
      filled =
          FillValue(rule, match, *act.mutable_parameter()->mutable_value());
      break;
    case Rule::kFilter:
      *act.mutable_filter() = rule.filter();
      if (rule.filter().values().empty()) {
        for (std::string& value : ValuesOf(rule, match.rest)) {
          act.mutable_filter()->add_values(std::move(value));
        }
      }
      filled = !act.filter().values().empty();
      break;
    case Rule::kBoost:
      *act.mutable_boost() = rule.boost();
      if (rule.boost().value().empty()) {
        const std::vector<std::string> values = ValuesOf(rule, match.rest);
        if (values.size() == 1) act.mutable_boost()->set_value(values[0]);
      }
      filled = !act.boost().value().empty();
      break;
    case Rule::kExpansion:
      filled = !match.rest.empty() && !match.second_rest.empty();
      act = ExpansionOf(match.rest, match.second_rest);
      break;
    case Rule::kLimit:
      *act.mutable_limit() = rule.limit();
      if (rule.limit().value() == 0 && !match.numbers.empty()) {
        act.mutable_limit()->set_value(match.numbers[0]);
      }
      filled = act.limit().value() > 0;
      break;
    case Rule::ITEM_NOT_SET:
      filled = false;
  }
  if (!filled) return {};
  if (!act.has_filter() || !act.filter().exclude()) return {act};
  std::vector<Act> acts;
  for (const std::string& value : act.filter().values()) {
    Act one = act;
    one.mutable_filter()->clear_values();
    one.mutable_filter()->add_values(value);
    acts.push_back(std::move(one));
  }
  return acts;
}

bool IsHonoured(const Manifest& manifest, const Act& act) {
  return std::any_of(
      manifest.rule().begin(), manifest.rule().end(), [&act](const Rule& rule) {
        switch (rule.item_case()) {
          case Rule::kParameter:
            return act.has_parameter() &&
                   rule.parameter().name() == act.parameter().name();
          case Rule::kFilter:
            return act.has_filter() &&
                   rule.filter().field() == act.filter().field();
          case Rule::kBoost:
            return act.has_boost() &&
                   rule.boost().field() == act.boost().field();
          case Rule::kExpansion:
            return act.has_expansion();
          case Rule::kLimit:
            return act.has_limit() && rule.limit().name() == act.limit().name();
          case Rule::ITEM_NOT_SET:
            break;
        }
        return false;
      });
}

std::string UnderstoodAs(const Act& act) {
  switch (act.item_case()) {
    case Act::kParameter:
      return absl::StrCat(act.parameter().name(), " = ",
                          Quoted(act.parameter().value()));
    case Act::kFilter:
      return absl::StrCat(act.filter().exclude() ? "leave out " : "use only ",
                          act.filter().field(), ": ",
                          absl::StrJoin(act.filter().values(), ", "));
    case Act::kBoost:
      return absl::StrCat(act.boost().factor() < 1 ? "avoid " : "prefer ",
                          act.boost().field(), ": ", act.boost().value());
    case Act::kExpansion:
      return absl::StrCat(
          "where a question says \"", act.expansion().term(), "\", \"",
          absl::StrJoin(act.expansion().terms(), ", "), "\" is meant");
    case Act::kLimit:
      return absl::StrCat("at most ", act.limit().value(), " ",
                          act.limit().name());
    case Act::ITEM_NOT_SET:
      break;
  }
  return "";
}

std::string ConflictKeyOf(const Act& act) {
  switch (act.item_case()) {
    case Act::kParameter:
      return absl::StrCat("parameter:", act.parameter().name());
    case Act::kFilter:
      return act.filter().exclude()
                 ? KeyOf(act.filter().field(),
                         absl::StrJoin(act.filter().values(), ","))
                 : absl::StrCat("only:", act.filter().field());
    case Act::kBoost:
      return KeyOf(act.boost().field(), act.boost().value());
    case Act::kExpansion: {
      const sdk::Analysis term = sdk::Analyze(act.expansion().term());
      return absl::StrCat("term:", absl::StrJoin(term.content_stems, " "));
    }
    case Act::kLimit:
      return absl::StrCat("limit:", act.limit().name());
    case Act::ITEM_NOT_SET:
      break;
  }
  return "";
}

void Fill(const Act& act, v1::AdjustmentItem& item) {
  switch (act.item_case()) {
    case Act::kParameter:
      item.set_target(act.parameter().name());
      *item.mutable_parameter() = act.parameter();
      break;
    case Act::kFilter:
      item.set_target(act.filter().field());
      *item.mutable_filter() = act.filter();
      break;
    case Act::kBoost:
      item.set_target(act.boost().field());
      *item.mutable_boost() = act.boost();
      break;
    case Act::kExpansion:
      item.set_target(act.expansion().term());
      *item.mutable_expansion() = act.expansion();
      break;
    case Act::kLimit:
      item.set_target(act.limit().name());
      *item.mutable_limit() = act.limit();
      break;
    case Act::ITEM_NOT_SET:
      break;
  }
}

}  // namespace alhf::stock
