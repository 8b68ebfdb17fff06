#include "cli/review/junit.h"

#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "cli/terminal_text.h"

namespace alhf::cli {
namespace {

// Control characters have no place in XML 1.0, not even escaped.
std::string Escaped(const std::string& text) {
  return absl::StrReplaceAll(
      OneLine(text),
      {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}});
}

std::string CaseOf(const VerifiedLesson& lesson) {
  std::string text = absl::StrCat(
      "    <testcase classname=\"", Escaped(lesson.component()), "\" name=\"",
      Escaped(absl::StrCat(lesson.lesson_id(), " ", lesson.text())), "\"");
  const std::string about = Escaped(absl::StrCat(
      "taught by ", lesson.record_id(), " on \"", lesson.question(), "\""));
  switch (lesson.verdict()) {
    case LOST:
      return absl::StrCat(text,
                          "><failure type=\"lost\" message=\"applied when it "
                          "was learned, does not now\">",
                          about, "</failure></testcase>\n");
    case UNKNOWN:
      return absl::StrCat(text, "><error type=\"unknown\" message=\"",
                          Escaped(lesson.detail()), "\">", about,
                          "</error></testcase>\n");
    case NEVER_APPLIED:
      return absl::StrCat(text,
                          "><skipped message=\"never applied to its own "
                          "question\"/></testcase>\n");
    default:
      return text + "/>\n";
  }
}

}  // namespace

std::string JUnitXml(const VerifyReport& report) {
  std::map<std::string, std::vector<const VerifiedLesson*>> suites;
  for (const VerifiedLesson& lesson : report.lessons()) {
    suites[lesson.component()].push_back(&lesson);
  }
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"alhf verify\">\n";
  for (const auto& [component, lessons] : suites) {
    std::map<Verdict, int> counts;
    std::string cases;
    for (const VerifiedLesson* lesson : lessons) {
      ++counts[lesson->verdict()];
      cases += CaseOf(*lesson);
    }
    absl::StrAppend(&xml, "  <testsuite name=\"", Escaped(component),
                    "\" tests=\"", lessons.size(), "\" failures=\"",
                    counts[LOST], "\" errors=\"", counts[UNKNOWN],
                    "\" skipped=\"", counts[NEVER_APPLIED], "\">\n", cases,
                    "  </testsuite>\n");
  }
  return xml + "</testsuites>\n";
}

}  // namespace alhf::cli
