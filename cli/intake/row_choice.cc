#include "cli/intake/row_choice.h"

#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/hash_fraction.h"
#include "base/text.h"

namespace alhf::cli {
namespace {

using nlohmann::json;

// The guideline of all that is taken: any of it may apply.
constexpr char kTaught[] = "taught";

}  // namespace

RowChoice ChooseRows(const std::vector<FeedbackRow>& rows, double apart) {
  RowChoice choice;
  std::set<std::pair<std::string, std::string>> seen;
  for (const FeedbackRow& row : rows) {
    const std::string question = PlainText(row.question);
    if (!seen.emplace(question, PlainText(row.text)).second) {
      ++choice.duplicates;
    } else if (HashFraction(question) < apart) {
      choice.apart.push_back(row);
    } else {
      choice.taken.push_back(row);
    }
  }
  return choice;
}

std::string RequestIdOf(const FeedbackRow& row) {
  constexpr size_t kBytes = 16;
  std::string content;
  for (const std::string* part :
       {&row.question, &row.answer, &row.text, &row.user}) {
    AppendBigEndian64(content, part->size());  // so that no two rows run alike
    content += *part;
  }
  return absl::StrCat(
      "import-", absl::BytesToHexString(Sha256(content).substr(0, kBytes)));
}

std::string EvaluationFile(const std::string& id, const RowChoice& choice) {
  json scenario;
  scenario["id"] = id;
  scenario["feedback"] = json::array();
  for (const FeedbackRow& row : choice.taken) {
    const std::string name =
        absl::StrCat("line", row.line, ".", scenario["feedback"].size() + 1);
    scenario["feedback"].push_back({{"id", name},
                                    {"guideline", kTaught},
                                    {"question", row.question},
                                    {"text", row.text}});
  }
  scenario["questions"] = json::array();
  std::set<std::string> asked;
  for (const FeedbackRow& row : choice.apart) {
    if (!asked.insert(PlainText(row.question)).second) continue;
    scenario["questions"].push_back({{"text", row.question},
                                     {"applies", {kTaught}},
                                     {"checks", json::array()}});
  }
  return scenario.dump() + "\n";
}

}  // namespace alhf::cli
