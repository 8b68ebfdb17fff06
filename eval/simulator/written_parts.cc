#include "eval/simulator/written_parts.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "eval/simulator/pattern_sample.h"
#include "eval/text_checks.h"

namespace alhf::eval {
namespace {

using nlohmann::ordered_json;

constexpr char kSentence[] = "A simulated answer";

bool HasAny(absl::string_view text, const std::vector<std::string>& parts) {
  return std::any_of(
      parts.begin(), parts.end(),
      [text](const std::string& part) { return ContainsText(text, part); });
}

// A comment can hold anything but its own end, and what the database would
// take for a second statement.
bool FitsComment(const std::string& text) {
  return !absl::StrContains(text, "*/") && !absl::StrContains(text, ";") &&
         std::count(text.begin(), text.end(), '\'') % 2 == 0 &&
         std::count(text.begin(), text.end(), '"') % 2 == 0;
}

std::string Formatted(const std::string& format,
                      const std::vector<std::string>& sentences) {
  if (format == "bullets") {
    return absl::StrCat("- ", absl::StrJoin(sentences, "\n- "));
  }
  if (format == "table") {
    return absl::StrCat("| Answer |\n| --- |\n| ",
                        absl::StrJoin(sentences, " |\n| "), " |");
  }
  if (format == "json") return ordered_json{{"answer", sentences}}.dump();
  return absl::StrCat(absl::StrJoin(sentences, ". "), ".");
}

size_t NumberIn(const std::string& value) {
  uint32_t number = 0;
  return absl::SimpleAtoi(value, &number) ? number : 0;
}

}  // namespace

bool IsAboutSql(const Check& check) {
  switch (check.kind) {
    case CheckKind::kSqlContains:
    case CheckKind::kSqlExcludes:
    case CheckKind::kSqlMatches:
    case CheckKind::kSqlParsesAs:
    case CheckKind::kRowsEqualSql:
      return true;
    default:
      return false;
  }
}

bool WrittenParts::Meet(const Check& check) {
  asks_sql_ |= IsAboutSql(check);
  switch (check.kind) {
    case CheckKind::kAnswerContains:
      said_.push_back(check.value);
      return true;
    case CheckKind::kAnswerExcludes:
      avoided_.push_back(check.value);
      return true;
    case CheckKind::kAnswerMatches:
    case CheckKind::kSqlMatches: {
      const auto sample = PatternSample(check.value);
      const bool sql = check.kind == CheckKind::kSqlMatches;
      if (!sample.has_value() || (sql && !FitsComment(*sample))) return false;
      (sql ? sql_said_ : said_).push_back(*sample);
      return true;
    }
    case CheckKind::kSqlContains:
      if (!FitsComment(check.value)) return false;
      sql_said_.push_back(check.value);
      return true;
    case CheckKind::kRowsEqualSql:
      statement_ = check.value;
      return true;
    case CheckKind::kSourcesInclude:
      sources_.push_back(check.value);
      return true;
    case CheckKind::kSourcesExclude:
      no_sources_.push_back(check.value);
      return true;
    case CheckKind::kMaxWords:
      max_words_ = std::min(max_words_.value_or(NumberIn(check.value)),
                            NumberIn(check.value));
      return true;
    case CheckKind::kFormat:
      format_ = check.value;
      return true;
    case CheckKind::kSqlExcludes:
    case CheckKind::kSqlParsesAs:
      return true;  // as far as the statement does
    case CheckKind::kCommand:
      return false;
  }
  return false;
}

void WrittenParts::Fail(const Check& check) {
  asks_sql_ |= IsAboutSql(check);
  switch (check.kind) {
    case CheckKind::kAnswerExcludes:
      unwanted_.push_back(check.value);
      break;
    case CheckKind::kSqlExcludes:
      if (FitsComment(check.value)) sql_said_.push_back(check.value);
      break;
    case CheckKind::kSqlParsesAs:
      not_postgresql_ = not_postgresql_ || check.value == "postgresql";
      break;
    case CheckKind::kSourcesExclude:
      wrong_sources_.push_back(check.value);
      break;
    case CheckKind::kMaxWords:
      more_words_ = std::max(more_words_.value_or(0), NumberIn(check.value));
      break;
    case CheckKind::kFormat:
      other_format_ = check.value;
      break;
    default:
      break;  // what is not said is not there
  }
}

std::vector<std::string> WrittenParts::Sentences() const {
  std::vector<std::string> sentences = said_;
  for (const std::string& each : unwanted_) {
    if (!HasAny(each, avoided_)) sentences.push_back(each);
  }
  if (sentences.empty()) sentences.emplace_back(kSentence);
  if (more_words_.has_value() && !max_words_.has_value()) {
    size_t words = 0;
    for (const std::string& each : sentences) words += CountWords(each);
    std::string more = "and";
    for (; words <= *more_words_; ++words) absl::StrAppend(&more, " on");
    sentences.push_back(more);
  }
  for (const std::string& lesson : followed_) {
    sentences.push_back(absl::StrCat("as told: ", lesson));
  }
  return sentences;
}

std::string WrittenParts::Text() const {
  std::string format = format_;
  if (format.empty()) format = other_format_ == "prose" ? "bullets" : "prose";
  return Formatted(format, Sentences());
}

std::string WrittenParts::Sql() const {
  ordered_json written = {
      {"sql", ""}, {"dialect", ""}, {"executable_sql", ""}, {"cannot", ""}};
  if (!asks_sql_) {
    written["cannot"] = "The scenario has no statement for this.";
    return written.dump();
  }
  const std::string runs =
      statement_.empty() ? "SELECT NULL AS simulated" : statement_;
  std::string shown = runs;
  // PostgreSQL reads no LIMIT of two numbers.
  if (not_postgresql_) {
    shown = absl::StrCat("SELECT * FROM (", runs, ") AS kept LIMIT 0, 1000000");
  }
  for (const std::string& part : sql_said_) {
    if (!ContainsText(shown, part)) {
      absl::StrAppend(&shown, " /* ", part, " */");
    }
  }
  if (!followed_.empty()) {
    shown = absl::StrCat("SELECT * FROM (", runs, ") AS followed LIMIT 1");
  }
  written["sql"] = shown;
  if (followed_.empty() && shown != runs) written["executable_sql"] = runs;
  return written.dump();
}

std::string WrittenParts::Passages(const ChatCall& call) const {
  std::vector<size_t> kept;
  const auto take = [&](bool wanted(const WrittenParts&, const std::string&)) {
    for (size_t i = 0; i < call.sources.size(); ++i) {
      const bool known =
          std::find(kept.begin(), kept.end(), i + 1) != kept.end();
      if (!known && !HasAny(call.sources[i], no_sources_) &&
          wanted(*this, call.sources[i])) {
        kept.push_back(i + 1);
      }
    }
  };
  take([](const WrittenParts& parts, const std::string& source) {
    return HasAny(source, parts.sources_);
  });
  take([](const WrittenParts& parts, const std::string& source) {
    return HasAny(source, parts.wrong_sources_);
  });
  take([](const WrittenParts&, const std::string&) { return true; });
  if (!followed_.empty() && kept.size() > 1) kept.erase(kept.begin());
  if (kept.size() > call.wanted_passages) kept.resize(call.wanted_passages);
  ordered_json chosen;
  chosen["keep"] = kept;
  chosen["queries"] = ordered_json::array();
  return chosen.dump();
}

}  // namespace alhf::eval
