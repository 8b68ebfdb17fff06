#include "eval/reference_texts.h"

#include <fstream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "base/status.h"

namespace alhf::eval {
namespace {

absl::Status Invalid(const std::string& path, size_t line,
                     absl::string_view what) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::FIELD_INVALID,
               absl::StrCat(path, ":", line, ": ", what), {{"file", path}});
}

// "= GROUP ~ OTHERS"
std::string TakeGroup(absl::string_view line, ReferenceTexts& texts) {
  const std::vector<std::string> parts =
      absl::StrSplit(line, absl::MaxSplits('~', 1));
  const std::string group(absl::StripAsciiWhitespace(parts[0]));
  std::set<std::string>& others = texts.bears_on[group];
  others.insert(group);
  if (parts.size() > 1) {
    for (const absl::string_view other :
         absl::StrSplit(parts[1], ' ', absl::SkipWhitespace())) {
      others.emplace(other);
    }
  }
  return group;
}

// "GROUP/TOPIC | LESSON | QUESTION"; empty: it is no such line.
std::string TakeLesson(absl::string_view line, ReferenceTexts& texts) {
  std::vector<std::string> fields = absl::StrSplit(line, '|');
  for (std::string& field : fields) absl::StripAsciiWhitespace(&field);
  if (fields.size() != 3 || fields[1].empty()) return "";
  const std::string group = fields[0].substr(0, fields[0].find('/'));
  texts.bears_on[group].insert(group);
  texts.lessons.push_back(
      {fields[2].empty() ? fields[1] : absl::StrCat(fields[2], " ", fields[1]),
       group});
  return group;
}

}  // namespace

bool ReferenceTexts::AreRelated(const ReferenceText& question,
                                const ReferenceText& lesson) const {
  const auto groups = bears_on.find(lesson.group);
  return !question.group.empty() && groups != bears_on.end() &&
         groups->second.contains(question.group);
}

absl::StatusOr<ReferenceTexts> ReadReferenceTexts(const std::string& path) {
  std::ifstream file(path);
  if (!file) return Invalid(path, 1, "cannot be read");
  ReferenceTexts texts;
  std::string group;
  std::string line;
  for (size_t number = 1; std::getline(file, line); ++number) {
    absl::StripAsciiWhitespace(&line);
    if (line.empty() || line[0] == '#') continue;
    const std::string rest(
        absl::StripAsciiWhitespace(absl::string_view(line).substr(1)));
    if (line[0] == '=') {
      group = TakeGroup(rest, texts);
    } else if (line[0] == '*' && !group.empty()) {
      texts.lessons.push_back({rest, group});
    } else if (line[0] == '+' && !group.empty()) {
      texts.questions.push_back({rest, group});
    } else if (line[0] == '-' || line[0] == '!') {
      texts.questions.push_back({rest, ""});
    } else {
      group = TakeLesson(line, texts);
      if (group.empty()) {
        return Invalid(path, number, "is no lesson and no question of one");
      }
    }
  }
  return texts;
}

}  // namespace alhf::eval
