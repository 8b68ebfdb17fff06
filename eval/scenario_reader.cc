#include "eval/scenario_reader.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/status.h"
#include "base/text.h"
#include "core/requests/field_checks.h"
#include "eval/json_fields.h"
#include "eval/overlap.h"
#include "eval/record_names.h"

namespace alhf::eval {
namespace {

using nlohmann::json;

// What a check is for, as it is written.
using Names = std::vector<std::string>;

// Reads one object. `where` is "FILE:LINE".
class ScenarioParser {
 public:
  ScenarioParser(std::string where, int line,
                 std::vector<std::string>* warnings)
      : where_(std::move(where)), warnings_(warnings) {
    scenario_.line = line;
  }

  absl::StatusOr<Scenario> Parse(const json& object) {
    JsonFields fields(object, where_);
    ALHF_RETURN_IF_ERROR(fields.CheckObject());
    ALHF_ASSIGN_OR_RETURN(scenario_.id, fields.Text("id"));
    ALHF_RETURN_IF_ERROR(ParseNow(fields));
    ALHF_ASSIGN_OR_RETURN(const std::vector<json> records,
                          fields.List("feedback"));
    for (size_t i = 0; i < records.size(); ++i) {
      ALHF_RETURN_IF_ERROR(ParseRecord(records[i], Place("feedback", i)));
    }
    for (size_t i = 0; i < records.size(); ++i) {
      ALHF_RETURN_IF_ERROR(Link(records[i], Place("feedback", i), i));
    }
    if (absl::Status order = CheckOrder(scenario_.records); !order.ok()) {
      return fields.Invalid(order.message());
    }
    ALHF_ASSIGN_OR_RETURN(const std::vector<json> questions,
                          fields.List("questions"));
    if (questions.empty()) return fields.Invalid("has no questions");
    for (size_t i = 0; i < questions.size(); ++i) {
      ALHF_RETURN_IF_ERROR(ParseQuestion(questions[i], Place("questions", i)));
    }
    Warn(fields);
    return std::move(scenario_);
  }

 private:
  std::string Place(absl::string_view list, size_t index) const {
    return absl::StrCat(where_, ": ", list, "[", index, "]");
  }

  void Warn(const JsonFields& fields) {
    for (const std::string& name : fields.Unread()) {
      warnings_->push_back(absl::StrCat(fields.where(), ": the field \"", name,
                                        "\" is unknown and passed over"));
    }
  }

  absl::Status ParseNow(JsonFields& fields) {
    ALHF_ASSIGN_OR_RETURN(const std::string text, fields.OptionalText("now"));
    if (text.empty()) return absl::OkStatus();
    absl::Time now;
    std::string error;
    if (!absl::ParseTime(absl::RFC3339_full, text, &now, &error)) {
      return fields.Invalid(absl::StrCat(
          "\"now\" is no time like 2026-01-31T12:00:00Z: ", error));
    }
    scenario_.now = now;
    return absl::OkStatus();
  }

  absl::Status ParseRecord(const json& object, std::string where) {
    JsonFields fields(object, std::move(where));
    ALHF_RETURN_IF_ERROR(fields.CheckObject());
    FeedbackItem record;
    ALHF_ASSIGN_OR_RETURN(record.id, fields.Text("id"));
    ALHF_ASSIGN_OR_RETURN(record.guideline, fields.OptionalText("guideline"));
    if (record.guideline.empty()) record.guideline = record.id;
    ALHF_ASSIGN_OR_RETURN(record.question, fields.Text("question"));
    ALHF_ASSIGN_OR_RETURN(record.text, fields.Text("text"));
    ALHF_ASSIGN_OR_RETURN(record.assign, fields.Texts("assign"));
    ALHF_ASSIGN_OR_RETURN(record.noise, fields.OptionalText("noise"));
    if (record.question.size() > core::kMaxQuestion ||
        record.text.size() > core::kMaxRecordText) {
      return fields.Invalid("the question or the text is too long");
    }
    if (absl::Status named = names_.Add(record); !named.ok()) {
      return fields.Invalid(named.message());
    }
    own_questions_.emplace(PlainWords(record.question), record.id);
    scenario_.records.push_back(std::move(record));
    // Read by Link, once every id is known.
    ALHF_RETURN_IF_ERROR(fields.Texts("after").status());
    ALHF_RETURN_IF_ERROR(fields.Texts("supersedes").status());
    Warn(fields);
    return absl::OkStatus();
  }

  absl::Status Link(const json& object, std::string where, RecordIndex index) {
    JsonFields fields(object, std::move(where));
    FeedbackItem& record = scenario_.records[index];
    ALHF_ASSIGN_OR_RETURN(record.supersedes, Records(fields, "supersedes"));
    ALHF_ASSIGN_OR_RETURN(record.after, Records(fields, "after"));
    std::vector<RecordIndex> all;
    std::set_union(record.after.begin(), record.after.end(),
                   record.supersedes.begin(), record.supersedes.end(),
                   std::back_inserter(all));
    record.after = std::move(all);
    return absl::OkStatus();
  }

  absl::StatusOr<std::vector<RecordIndex>> Records(JsonFields& fields,
                                                   const std::string& name) {
    ALHF_ASSIGN_OR_RETURN(const auto texts, fields.Texts(name));
    auto found = names_.FindAll(texts.value_or(Names()));
    if (!found.ok()) {
      return fields.Invalid(
          absl::StrCat("\"", name, "\": ", found.status().message()));
    }
    return found;
  }

  absl::Status ParseQuestion(const json& object, std::string where) {
    JsonFields fields(object, std::move(where));
    ALHF_RETURN_IF_ERROR(fields.CheckObject());
    Question question;
    ALHF_ASSIGN_OR_RETURN(question.text, fields.Text("text"));
    ALHF_ASSIGN_OR_RETURN(question.family, fields.OptionalText("family"));
    ALHF_ASSIGN_OR_RETURN(question.applies, Records(fields, "applies"));
    ALHF_RETURN_IF_ERROR(CheckQuestion(question, fields));
    ALHF_ASSIGN_OR_RETURN(const std::vector<json> checks,
                          fields.List("checks"));
    for (size_t i = 0; i < checks.size(); ++i) {
      ALHF_RETURN_IF_ERROR(ParseCheck(
          checks[i], absl::StrCat(fields.where(), ".checks[", i, "]"),
          question));
    }
    Warn(fields);
    question.near = NearnessOf(scenario_, question).IsNear();
    scenario_.questions.push_back(std::move(question));
    return absl::OkStatus();
  }

  absl::Status CheckQuestion(const Question& question,
                             const JsonFields& fields) {
    if (question.text.size() > core::kMaxQuestion) {
      return fields.Invalid("the text is too long for a question");
    }
    const std::string words = PlainWords(question.text);
    if (const auto own = own_questions_.find(words);
        own != own_questions_.end()) {
      return fields.Invalid(
          absl::StrCat("is the question that record \"", own->second,
                       "\" is given on, word for word: ask it in other words"));
    }
    if (!asked_.insert(words).second) {
      warnings_->push_back(absl::StrCat(fields.where(), ": \"", question.text,
                                        "\" is asked twice"));
    }
    return absl::OkStatus();
  }

  absl::Status ParseCheck(const json& object, std::string where,
                          Question& question) {
    JsonFields fields(object, std::move(where));
    ALHF_RETURN_IF_ERROR(fields.CheckObject());
    ALHF_ASSIGN_OR_RETURN(const std::string kind, fields.Text("kind"));
    ALHF_ASSIGN_OR_RETURN(const std::string value,
                          fields.TextOrNumber("value"));
    auto check = MakeCheck(kind, value);
    if (!check.ok()) return fields.Invalid(check.status().message());
    ALHF_ASSIGN_OR_RETURN(auto names, fields.Texts("for"));
    if (!names.has_value() || names->empty()) {
      return fields.Invalid(
          "\"for\" is missing: completeness, a record, a guideline or a list");
    }
    Warn(fields);
    if (*names == Names{"completeness"}) {
      question.completeness.push_back(*std::move(check));
      return absl::OkStatus();
    }
    return AddCheck(*std::move(check), *std::move(names), fields, question);
  }

  absl::Status AddCheck(Check check, Names names, const JsonFields& fields,
                        Question& question) {
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    const std::string name = absl::StrJoin(names, "+");
    for (Requirement& each : question.requirements) {
      if (each.name != name) continue;
      each.checks.push_back(std::move(check));
      return absl::OkStatus();
    }
    Requirement requirement;
    requirement.name = name;
    std::set<std::string> guidelines;
    for (const std::string& each : names) {
      auto records = names_.Find(each);
      if (!records.ok()) {
        return fields.Invalid(
            absl::StrCat("\"for\": ", records.status().message()));
      }
      for (const RecordIndex index : *records) {
        guidelines.insert(scenario_.records[index].guideline);
        if (std::binary_search(question.applies.begin(), question.applies.end(),
                               index)) {
          continue;
        }
        return fields.Invalid(absl::StrCat("is for \"", each,
                                           "\", which the question's "
                                           "\"applies\" does not allow"));
      }
      requirement.needs.push_back(*std::move(records));
    }
    requirement.guideline = absl::StrJoin(guidelines, "+");
    requirement.checks.push_back(std::move(check));
    question.requirements.push_back(std::move(requirement));
    return absl::OkStatus();
  }

  const std::string where_;
  std::vector<std::string>* const warnings_;
  Scenario scenario_;
  RecordNames names_;
  // By the plain words of the question, the id of a record given on it.
  std::map<std::string, std::string> own_questions_;
  std::set<std::string> asked_;
};

absl::Status Invalid(absl::string_view where, absl::string_view what) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               absl::StrCat(where, ": ", what));
}

absl::StatusOr<json> ParseLine(absl::string_view line,
                               const std::string& where) {
  try {
    return json::parse(line.begin(), line.end());
  } catch (const json::parse_error& error) {
    return Invalid(absl::StrCat(where, ":", error.byte), error.what());
  } catch (const json::exception& error) {  // a number that is too large
    return Invalid(where, error.what());
  }
}

}  // namespace

absl::StatusOr<ScenarioFile> ParseScenarios(absl::string_view text,
                                            const std::string& name) {
  ScenarioFile file;
  file.digest = absl::BytesToHexString(Sha256(text));
  std::map<std::string, int> lines;
  int number = 0;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    if (absl::StripAsciiWhitespace(line).empty()) continue;
    const std::string where = absl::StrCat(name, ":", number);
    if (!IsUtf8(line)) return Invalid(where, "is not UTF-8 text");
    ALHF_ASSIGN_OR_RETURN(const json object, ParseLine(line, where));
    ScenarioParser parser(where, number, &file.warnings);
    ALHF_ASSIGN_OR_RETURN(Scenario scenario, parser.Parse(object));
    const auto [known, added] = lines.emplace(scenario.id, number);
    if (!added) {
      return Invalid(
          where, absl::StrCat("the id \"", scenario.id, "\" is taken by line ",
                              known->second));
    }
    file.scenarios.push_back(std::move(scenario));
  }
  if (file.scenarios.empty()) return Invalid(name, "holds no scenario");
  return file;
}

absl::StatusOr<ScenarioFile> ReadScenarios(const std::string& path) {
  const std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  // Fails where there is no file, or a folder, and where the file is empty.
  if (stream.rdbuf() == nullptr || !(text << stream.rdbuf())) {
    return absl::NotFoundError(
        absl::StrCat(path, " cannot be read, or it is empty"));
  }
  return ParseScenarios(text.str(), path);
}

}  // namespace alhf::eval
