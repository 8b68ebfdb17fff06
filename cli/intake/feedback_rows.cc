#include "cli/intake/feedback_rows.h"

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/text.h"
#include "cli/intake/csv.h"
#include "core/requests/field_checks.h"

namespace alhf::cli {
namespace {

using nlohmann::json;

// By which names a file may call what a row has.
constexpr const char* kQuestion[] = {"question", "input", "prompt", "query"};
constexpr const char* kAnswer[] = {"answer", "output", "response"};
constexpr const char* kText[] = {"feedback", "text", "comment", "correction"};
constexpr const char* kUser[] = {"user", "user_id", "userId"};
constexpr const char* kTime[] = {"time", "timestamp", "created_at",
                                 "createdAt"};

json Parse(absl::string_view text) {
  return json::parse(text.begin(), text.end(), nullptr, false);
}

const json* Find(const json& object, const char* name) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string ContentOf(const json& value);

// The last message of `role`; any, where none has it.
std::string LastMessage(const json& messages, const char* role) {
  std::string any;
  std::string last;
  for (const json& message : messages) {
    const json* content = Find(message, "content");
    if (content == nullptr) continue;
    any = ContentOf(*content);
    const json* by = Find(message, "role");
    if (by != nullptr && *by == role) last = any;
  }
  return last.empty() ? any : last;
}

// The text of what a trace has as input or output: a string (which may be JSON
// once more), messages, or an object with one of the usual names.
std::string ContentOf(const json& value, const char* role) {
  if (value.is_string()) {
    const std::string text = value.get<std::string>();
    const bool nested = !text.empty() && (text[0] == '{' || text[0] == '[');
    const json inner = nested ? Parse(text) : json();
    return inner.is_structured() ? ContentOf(inner, role) : text;
  }
  if (value.is_array()) return LastMessage(value, role);
  if (!value.is_object()) return value.is_null() ? "" : value.dump();
  if (const json* messages = Find(value, "messages")) {
    return LastMessage(*messages, role);
  }
  if (const json* choices = Find(value, "choices");
      choices != nullptr && choices->is_array() && !choices->empty()) {
    return ContentOf(choices->front(), role);
  }
  for (const char* name :
       {"question", "query", "input", "prompt", "answer", "output", "response",
        "content", "text", "message"}) {
    if (const json* found = Find(value, name)) return ContentOf(*found, role);
  }
  return value.size() == 1 ? ContentOf(value.front(), role) : value.dump();
}

std::string ContentOf(const json& value) { return ContentOf(value, "user"); }

// RFC 3339, or seconds or milliseconds since 1970.
std::optional<absl::Time> TimeOf(const std::string& text) {
  absl::Time time;
  std::string error;
  for (const char* format : {absl::RFC3339_full, "%Y-%m-%d %H:%M:%E*S%Ez",
                             "%Y-%m-%d %H:%M:%E*S", "%Y-%m-%d"}) {
    if (absl::ParseTime(format, text, &time, &error)) return time;
  }
  double number = 0;
  if (!absl::SimpleAtod(text, &number)) return std::nullopt;
  constexpr double kMilliseconds = 1e11;  // the year 5138 in seconds
  return absl::UnixEpoch() + (number > kMilliseconds
                                  ? absl::Milliseconds(number)
                                  : absl::Seconds(number));
}

// What is wrong with a row; empty: nothing.
std::string ProblemOf(const FeedbackRow& row) {
  for (const auto& [name, text, limit] :
       {std::tuple("question", &row.question, core::kMaxQuestion),
        std::tuple("answer", &row.answer, core::kMaxAnswer),
        std::tuple("feedback", &row.text, core::kMaxRecordText)}) {
    if (absl::StripAsciiWhitespace(*text).empty()) {
      return absl::StrCat("has no ", name);
    }
    if (!IsUtf8(*text)) return absl::StrCat("its ", name, " is not UTF-8 text");
    if (text->size() > limit) {
      return absl::StrCat("its ", name, " is longer than ", limit, " bytes");
    }
  }
  return "";
}

class Collector {
 public:
  // Takes a row, whose time stands in `time` where there is one.
  void Add(FeedbackRow row, const std::string& time) {
    if (absl::StripAsciiWhitespace(row.text).empty() &&
        !absl::StripAsciiWhitespace(row.question).empty()) {
      ++rows_.without_words;
      return;
    }
    if (!time.empty()) {
      row.time = TimeOf(time);
      if (!row.time.has_value()) {
        return Refuse(row.line,
                      absl::StrCat("its time is none: ", CutUtf8(time, 40)));
      }
    }
    std::string problem = ProblemOf(row);
    if (!problem.empty()) return Refuse(row.line, std::move(problem));
    rows_.rows.push_back(std::move(row));
  }
  void Refuse(int line, std::string what) {
    rows_.problems.push_back({line, std::move(what)});
  }
  void PassOver() { ++rows_.without_words; }
  FeedbackRows Take() { return std::move(rows_); }

 private:
  FeedbackRows rows_;
};

// ------------------------------------------------------------ rows of a table

template <size_t n>
std::string Get(const std::map<std::string, std::string>& values,
                const char* const (&names)[n]) {
  for (const char* name : names) {
    const auto found = values.find(name);
    if (found != values.end()) return found->second;
  }
  return "";
}

void AddNamed(int line, const std::map<std::string, std::string>& values,
              Collector& collector) {
  FeedbackRow row;
  row.line = line;
  row.question = Get(values, kQuestion);
  row.answer = Get(values, kAnswer);
  row.text = Get(values, kText);
  row.user = Get(values, kUser);
  collector.Add(std::move(row), Get(values, kTime));
}

void ReadCsv(absl::string_view text, Collector& collector) {
  const std::vector<CsvRecord> records = ParseCsv(text);
  if (records.empty()) return;
  std::vector<std::string> header = records[0].fields;
  for (std::string& name : header) absl::StripAsciiWhitespace(&name);
  for (size_t i = 1; i < records.size(); ++i) {
    const CsvRecord& record = records[i];
    if (!record.problem.empty()) {
      collector.Refuse(record.line, record.problem);
    } else if (record.fields.size() != header.size()) {
      collector.Refuse(record.line,
                       absl::StrCat("has ", record.fields.size(),
                                    " values, the header ", header.size()));
    } else {
      std::map<std::string, std::string> values;
      for (size_t column = 0; column < header.size(); ++column) {
        values.emplace(header[column], record.fields[column]);
      }
      AddNamed(record.line, values, collector);
    }
  }
}

void AddObject(int line, const json& object, Collector& collector) {
  std::map<std::string, std::string> values;
  for (const auto& [name, value] : object.items()) {
    if (value.is_null()) continue;
    values[name] = ContentOf(value);
  }
  AddNamed(line, values, collector);
}

// -------------------------------------------------------------------- traces

std::string StringAt(const json& object, const char* name) {
  const json* found = Find(object, name);
  if (found == nullptr) return "";
  return found->is_string() ? found->get<std::string>() : found->dump();
}

template <size_t n>
std::string ContentAt(const json& object, const char* const (&names)[n],
                      const char* role) {
  for (const char* name : names) {
    if (const json* found = Find(object, name)) return ContentOf(*found, role);
  }
  return "";
}

void AddMlflowTrace(int line, const json& trace, Collector& collector) {
  const json* info = Find(trace, "info");
  const json& about = info == nullptr ? trace : *info;
  const json* data = Find(trace, "data");
  constexpr const char* kRequest[] = {"request", "request_preview"};
  constexpr const char* kResponse[] = {"response", "response_preview"};
  FeedbackRow row;
  row.line = line;
  for (const json* part : {data, &trace, &about}) {
    if (part == nullptr) continue;
    if (row.question.empty()) row.question = ContentAt(*part, kRequest, "user");
    if (row.answer.empty()) {
      row.answer = ContentAt(*part, kResponse, "assistant");
    }
  }
  const json* assessments = Find(about, "assessments");
  if (assessments == nullptr) assessments = Find(trace, "assessments");
  if (assessments == nullptr || !assessments->is_array()) {
    return collector.PassOver();
  }
  for (const json& assessment : *assessments) {
    const json* source = Find(assessment, "source");
    const json* feedback = Find(assessment, "feedback");
    const bool by_person =
        source != nullptr && StringAt(*source, "source_type") == "HUMAN";
    if (!by_person || feedback == nullptr) {
      collector.PassOver();
      continue;
    }
    row.text = StringAt(assessment, "rationale");
    const json* value = Find(*feedback, "value");
    if (row.text.empty() && value != nullptr && value->is_string()) {
      row.text = value->get<std::string>();
    }
    row.user = StringAt(*source, "source_id");
    collector.Add(row, StringAt(assessment, "create_time"));
  }
}

void AddLangfuseTrace(int line, const json& trace, Collector& collector) {
  FeedbackRow row;
  row.line = line;
  if (const json* input = Find(trace, "input")) {
    row.question = ContentOf(*input, "user");
  }
  if (const json* output = Find(trace, "output")) {
    row.answer = ContentOf(*output, "assistant");
  }
  row.user = StringAt(trace, "userId");
  const json* scores = Find(trace, "scores");
  if (scores == nullptr || !scores->is_array()) return collector.PassOver();
  for (const json& score : *scores) {
    // What an evaluator wrote is no person's word.
    const bool by_program = StringAt(score, "source") == "EVAL";
    row.text = by_program ? "" : StringAt(score, "comment");
    collector.Add(row, StringAt(score, "timestamp"));
  }
}

using AddFn = std::function<void(int, const json&, Collector&)>;

// The objects of `text`: an array, or one a line.
void ReadObjects(absl::string_view text, const AddFn& add,
                 Collector& collector) {
  const absl::string_view body = absl::StripAsciiWhitespace(text);
  if (absl::StartsWith(body, "[")) {
    const json all = Parse(body);
    if (!all.is_array()) return collector.Refuse(1, "is no JSON array");
    for (size_t i = 0; i < all.size(); ++i) {
      const int number = static_cast<int>(i) + 1;
      if (all[i].is_object()) {
        add(number, all[i], collector);
      } else {
        collector.Refuse(number, "is no JSON object");
      }
    }
    return;
  }
  int number = 0;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    if (absl::StripAsciiWhitespace(line).empty()) continue;
    const json object = Parse(line);
    if (object.is_object()) {
      add(number, object, collector);
    } else {
      collector.Refuse(number, "is no JSON object");
    }
  }
}

}  // namespace

FeedbackRows ReadRows(absl::string_view text, RowFormat format) {
  Collector collector;
  switch (format) {
    case RowFormat::kCsv:
      ReadCsv(text, collector);
      break;
    case RowFormat::kJsonLines:
      ReadObjects(text, AddObject, collector);
      break;
    case RowFormat::kMlflow:
      ReadObjects(text, AddMlflowTrace, collector);
      break;
    case RowFormat::kLangfuse:
      ReadObjects(text, AddLangfuseTrace, collector);
      break;
  }
  return collector.Take();
}

std::string PlainText(absl::string_view text) {
  std::string plain = absl::AsciiStrToLower(absl::StrJoin(
      absl::StrSplit(text, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty()),
      " "));
  while (!plain.empty() &&
         (plain.back() == '.' || plain.back() == '!' || plain.back() == '?')) {
    plain.pop_back();
  }
  return plain;
}

}  // namespace alhf::cli
