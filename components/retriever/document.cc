#include "components/retriever/document.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "alhf/sdk/status.h"
#include "alhf/sdk/text.h"
#include "components/retriever/html.h"

namespace alhf::retriever {
namespace {

namespace fs = std::filesystem;

constexpr size_t kSectionBytes = 1200;

std::string TitleOfPath(absl::string_view path) {
  const std::string stem = fs::path(std::string(path)).stem().string();
  return absl::StrReplaceAll(stem, {{"-", " "}, {"_", " "}});
}

// Returns 1 to 12, or 0 where `word` (lower case) is no month.
int MonthOf(absl::string_view word) {
  static constexpr std::array<absl::string_view, 12> kMonths = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  if (word.size() < 3) return 0;
  for (size_t i = 0; i < kMonths.size(); ++i) {
    if (absl::StartsWith(kMonths[i], word)) return static_cast<int>(i) + 1;
  }
  return 0;
}

// A short line such as "Last updated: 3 May 2024", in any dress.
bool IsDateLine(absl::string_view line) {
  if (sdk::Analyze(line).tokens.size() > 8) return false;
  const std::string text = absl::AsciiStrToLower(line);
  for (absl::string_view mark : {"updated", "reviewed", "changed", "modified",
                                 "as of", "date:", "effective", "published"}) {
    if (absl::StrContains(text, mark)) return true;
  }
  return false;
}

// Collects lines into sections.
class SectionWriter {
 public:
  explicit SectionWriter(Document& document) : document_(document) {}

  void Heading(size_t level, absl::string_view text) {
    Flush();
    if (document_.title.empty()) document_.title = std::string(text);
    while (!path_.empty() && path_.back().first >= level) path_.pop_back();
    path_.emplace_back(level, text);
  }

  void Line(absl::string_view line) {
    const bool blank = absl::StripAsciiWhitespace(line).empty();
    if (blank && text_.size() >= kSectionBytes) Flush();
    absl::StrAppend(&text_, line, "\n");
  }

  // Ends the section under way. One without text is none.
  void Flush() {
    const absl::string_view text = absl::StripAsciiWhitespace(text_);
    if (!text.empty()) {
      Section section;
      for (const auto& [level, heading] : path_) {
        section.headings.push_back(heading);
      }
      section.text = std::string(text);
      document_.sections.push_back(std::move(section));
    }
    text_.clear();
  }

 private:
  Document& document_;
  std::vector<std::pair<size_t, std::string>> path_;
  std::string text_;
};

// Reads "---", "key: value" lines, "---" at the beginning, and returns the
// number of lines that it takes.
size_t ReadFrontMatter(const std::vector<absl::string_view>& lines,
                       Document& document) {
  if (lines.empty() || absl::StripAsciiWhitespace(lines[0]) != "---") return 0;
  for (size_t i = 1; i < lines.size(); ++i) {
    if (absl::StripAsciiWhitespace(lines[i]) == "---") return i + 1;
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(lines[i], absl::MaxSplits(':', 1));
    const std::string key =
        absl::AsciiStrToLower(absl::StripAsciiWhitespace(parts.first));
    absl::string_view value = absl::StripAsciiWhitespace(parts.second);
    if (value.size() >= 2 && (value[0] == '"' || value[0] == '\'') &&
        value.back() == value[0]) {
      value = value.substr(1, value.size() - 2);
    }
    if (key == "title") document.title = std::string(value);
    if (key == "status") document.status = std::string(value);
    if (key == "date" || absl::EndsWith(key, "updated")) {
      if (const auto date = ParseDate(value)) document.date = date;
    }
  }
  // Never closed: it is text.
  Document plain;
  plain.path = document.path;
  document = plain;
  return 0;
}

// Returns the level of a heading "## …", 0 where `line` is none.
size_t HeadingLevel(absl::string_view line) {
  const size_t level = std::min(line.find_first_not_of('#'), line.size());
  const bool heading = level >= 1 && level <= 6 && level < line.size() &&
                       absl::ascii_isspace(line[level]);
  return heading ? level : 0;
}

bool IsUnderline(absl::string_view line, char mark) {
  const absl::string_view text = absl::StripAsciiWhitespace(line);
  return text.size() >= 3 &&
         text.find_first_not_of(mark) == absl::string_view::npos;
}

void ReadBody(const std::vector<absl::string_view>& lines, size_t first,
              Document& document) {
  SectionWriter writer(document);
  bool code = false;
  for (size_t i = first; i < lines.size(); ++i) {
    const absl::string_view line = absl::StripTrailingAsciiWhitespace(lines[i]);
    if (absl::StartsWith(line, "```")) code = !code;
    const size_t level = code ? 0 : HeadingLevel(line);
    const bool has_next = !code && !line.empty() && i + 1 < lines.size();
    if (level > 0) {
      absl::string_view text = line.substr(level);
      while (absl::ConsumeSuffix(&text, "#")) continue;
      writer.Heading(level, absl::StripAsciiWhitespace(text));
    } else if (has_next && IsUnderline(lines[i + 1], '=')) {
      writer.Heading(1, line);
      ++i;
    } else {
      if (!document.date.has_value() && !code && IsDateLine(line)) {
        document.date = ParseDate(line);
      }
      writer.Line(line);
    }
  }
  writer.Flush();
}

absl::Status Unusable(const std::string& path, absl::string_view why) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               absl::StrCat(path, ": ", why), {{"file", path}});
}

std::string ExtensionOf(const fs::path& path) {
  return absl::AsciiStrToLower(path.extension().string());
}

bool IsHtml(const fs::path& path) {
  const std::string end = ExtensionOf(path);
  return end == ".html" || end == ".htm";
}

bool IsDocument(const fs::path& path) {
  const std::string end = ExtensionOf(path);
  return end == ".md" || end == ".markdown" || end == ".txt" || IsHtml(path);
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  if (file) bytes << file.rdbuf();
  // An empty file gives failbit on `bytes`, never on `file`.
  if (!file || file.bad()) {
    return Unusable(path, "cannot be read: check its permissions");
  }
  std::string text = bytes.str();
  if (!IsUtf8(text)) return Unusable(path, "is not UTF-8: convert it");
  return text;
}

}  // namespace

std::optional<absl::CivilDay> ParseDate(absl::string_view text) {
  const std::vector<sdk::Token> tokens = sdk::Analyze(text).tokens;
  int year = 0;
  int month = 0;
  int day = 0;
  for (const sdk::Token& token : tokens) {
    int number = 0;
    if (!absl::SimpleAtoi(token.text, &number)) {
      if (month == 0) month = MonthOf(token.text);
    } else if (token.text.size() == 4 && number >= 1900 && number <= 2100) {
      if (year == 0) year = number;
    } else if (month == 0 && year != 0 && number >= 1 && number <= 12) {
      month = number;
    } else if (day == 0 && number >= 1 && number <= 31) {
      day = number;
    }
  }
  if (year == 0) return std::nullopt;
  if (month == 0) return absl::CivilDay(year, 1, 1);
  const absl::CivilDay date(year, month, std::max(day, 1));
  // The 31st of a short month is another day: take the month.
  return date.month() == month ? date : absl::CivilDay(year, month, 1);
}

Document ParseDocument(absl::string_view path, absl::string_view text) {
  Document document;
  document.path = std::string(path);
  const std::string markdown =
      IsHtml(document.path) ? MarkdownOfHtml(text) : std::string(text);
  const std::vector<absl::string_view> lines = absl::StrSplit(markdown, '\n');
  ReadBody(lines, ReadFrontMatter(lines, document), document);
  if (!document.date.has_value()) {
    document.date = ParseDate(fs::path(document.path).filename().string());
  }
  if (!document.date.has_value()) document.date = ParseDate(path);
  if (document.title.empty()) document.title = TitleOfPath(path);
  for (Section& section : document.sections) {
    if (section.headings.empty() || section.headings[0] != document.title) {
      section.headings.insert(section.headings.begin(), document.title);
    }
  }
  return document;
}

absl::StatusOr<std::vector<Document>> ReadDocuments(const std::string& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return Unusable(folder,
                    "is not a folder: set `folder` in the configuration");
  }
  std::vector<fs::path> paths;
  fs::recursive_directory_iterator it(folder, error);
  for (; !error && it != fs::recursive_directory_iterator();
       it.increment(error)) {
    std::error_code unknown;
    if (IsDocument(it->path()) && !it->is_directory(unknown)) {
      paths.push_back(it->path());
    }
  }
  if (error) {
    return Unusable(folder, absl::StrCat("cannot be read: ", error.message()));
  }
  std::sort(paths.begin(), paths.end());
  std::vector<Document> documents;
  for (const fs::path& path : paths) {
    ALHF_ASSIGN_OR_RETURN(const std::string text, ReadFile(path.string()));
    documents.push_back(
        ParseDocument(path.lexically_relative(folder).generic_string(), text));
  }
  if (documents.empty()) {
    return Unusable(folder,
                    "holds no .md, .markdown, .html, .htm or .txt file");
  }
  return documents;
}

}  // namespace alhf::retriever
