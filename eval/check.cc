#include "eval/check.h"

#include <iterator>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status.h"
#include "eval/text_checks.h"

namespace alhf::eval {
namespace {

constexpr std::pair<absl::string_view, CheckKind> kKinds[] = {
    {"answer_contains", CheckKind::kAnswerContains},
    {"answer_excludes", CheckKind::kAnswerExcludes},
    {"answer_matches", CheckKind::kAnswerMatches},
    {"sql_contains", CheckKind::kSqlContains},
    {"sql_excludes", CheckKind::kSqlExcludes},
    {"sql_matches", CheckKind::kSqlMatches},
    {"sql_parses_as", CheckKind::kSqlParsesAs},
    {"rows_equal_sql", CheckKind::kRowsEqualSql},
    {"sources_include", CheckKind::kSourcesInclude},
    {"sources_exclude", CheckKind::kSourcesExclude},
    {"max_words", CheckKind::kMaxWords},
    {"format", CheckKind::kFormat},
    {"command", CheckKind::kCommand},
};

constexpr absl::string_view kDialects[] = {"postgresql", "sqlite", "mysql",
                                           "databricks", "sqlserver"};
constexpr absl::string_view kFormats[] = {"bullets", "table", "json", "prose"};

absl::Status Invalid(absl::string_view what) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::CONFIG_INVALID,
               what);
}

template <size_t kSize>
absl::Status OneOf(absl::string_view value,
                   const absl::string_view (&values)[kSize]) {
  for (const absl::string_view each : values) {
    if (each == value) return absl::OkStatus();
  }
  return Invalid(
      absl::StrCat("\"", value, "\" is none of ", absl::StrJoin(values, ", ")));
}

absl::Status ValidateValue(CheckKind kind, absl::string_view value) {
  if (value.empty()) return Invalid("the value is empty");
  int words = 0;
  switch (kind) {
    case CheckKind::kAnswerMatches:
    case CheckKind::kSqlMatches:
      return ValidatePattern(value);
    case CheckKind::kSqlParsesAs:
      return OneOf(value, kDialects);
    case CheckKind::kFormat:
      return OneOf(value, kFormats);
    case CheckKind::kMaxWords:
      return absl::SimpleAtoi(value, &words) && words > 0
                 ? absl::OkStatus()
                 : Invalid(absl::StrCat("\"", value,
                                        "\" is no number of words above 0"));
    default:
      return absl::OkStatus();
  }
}

}  // namespace

absl::StatusOr<Check> MakeCheck(absl::string_view kind,
                                absl::string_view value) {
  for (const auto& [name, each] : kKinds) {
    if (name != kind) continue;
    ALHF_RETURN_IF_ERROR(ValidateValue(each, value));
    return Check{each, std::string(value)};
  }
  const auto name = [](std::string* out, const auto& each) {
    absl::StrAppend(out, each.first);
  };
  return Invalid(absl::StrCat("there is no kind of check \"", kind,
                              "\"; there are ",
                              absl::StrJoin(kKinds, ", ", name)));
}

std::string NameOf(CheckKind kind) {
  for (const auto& [name, each] : kKinds) {
    if (each == kind) return std::string(name);
  }
  return "unknown";
}

std::string Describe(const Check& check) {
  return absl::StrCat(NameOf(check.kind), " \"", check.value, "\"");
}

}  // namespace alhf::eval
