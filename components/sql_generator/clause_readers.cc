#include "components/sql_generator/clause_readers.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "alhf/sdk/phrases.h"
#include "alhf/sdk/words.h"

namespace alhf::sql_generator {
namespace {

constexpr uint32_t kMostRows = 1'000'000;

bool IsDialectWord(absl::string_view word) {
  return Among(word,
               {"analytics",  "backend",  "based",     "changed", "code",
                "data",       "database", "databases", "db",      "dialect",
                "engine",     "flavor",   "flavour",   "have",    "hosted",
                "lives",      "migrated", "moved",     "prod",    "production",
                "queries",    "query",    "rather",    "run",     "running",
                "runs",       "server",   "sits",      "sql",     "statement",
                "statements", "store",    "stored",    "style",   "switch",
                "switched",   "syntax",   "system",    "target",  "than",
                "valid",      "version",  "warehouse", "work"});
}

bool IsQuestionWord(absl::string_view word) {
  return Among(word, {"is", "are", "was", "were", "does", "do", "did", "why",
                      "what", "which", "how", "who", "when", "where"});
}

// "postgres" -> "postgresql"; nothing for words that name no dialect.
std::optional<std::string> DialectNamed(absl::string_view word) {
  static constexpr std::pair<absl::string_view, absl::string_view> kNames[] = {
      {"postgresql", "postgresql"},
      {"postgres", "postgresql"},
      {"postgre", "postgresql"},
      {"pg", "postgresql"},
      {"psql", "postgresql"},
      {"pgsql", "postgresql"},
      {"sqlite", "sqlite"},
      {"sqlite3", "sqlite"},
      {"mysql", "mysql"},
      {"mariadb", "mysql"},
      {"snowflake", "snowflake"},
      {"bigquery", "bigquery"},
      {"redshift", "redshift"},
      {"oracle", "oracle"},
      {"mssql", "sql server"},
      {"tsql", "sql server"},
      {"duckdb", "duckdb"},
      {"clickhouse", "clickhouse"},
      {"databricks", "databricks"},
      {"trino", "trino"},
      {"presto", "presto"},
      {"teradata", "teradata"},
      {"db2", "db2"},
      {"athena", "athena"}};
  for (const auto& [name, dialect] : kNames) {
    if (word == name) return std::string(dialect);
  }
  // A typo in a name that is no other word ("athens" is no "athena").
  for (const auto& [name, dialect] : kNames) {
    const bool own = !Among(name, {"oracle", "presto", "athena", "teradata"});
    if (own && word.size() > 5 && name.size() > 5 &&
        sdk::OneEditApart(word, name)) {
      return std::string(dialect);
    }
  }
  return std::nullopt;
}

// Whether what `at` names is what is not wanted: "not X", "instead of X",
// "from X to".
bool IsRejected(const std::vector<sdk::Token>& tokens, size_t at) {
  const auto word = [&](size_t back) {
    return back <= at ? absl::string_view(tokens[at - back].text) : "";
  };
  for (size_t back = 1; back <= std::min<size_t>(at, 3); ++back) {
    if (IsNegation(word(back))) return true;
    // A name between takes the negation for itself.
    if (DialectNamed(word(back))) break;
  }
  // "Postgres isn't our database", "Postgres we do not use".
  for (size_t i = at + 1; i < tokens.size(); ++i) {
    if (!IsNegation(tokens[i].text)) continue;
    const bool another =
        std::any_of(tokens.begin() + static_cast<ptrdiff_t>(i), tokens.end(),
                    [](const sdk::Token& token) {
                      return DialectNamed(token.text).has_value();
                    });
    if (!another) return true;
  }
  return (word(1) == "of" && word(2) == "instead") ||
         (word(1) == "than" && word(2) == "rather") || word(1) == "from";
}

bool IsWeekWord(absl::string_view word) {
  return Among(word, {"week", "weeks", "weekly", "weeknumber", "weeknumbers",
                      "weekday", "weekdays"});
}

bool IsWeekDetail(absl::string_view word) {
  return Among(word,
               {"8601",     "american",   "begin",  "begins",   "beginning",
                "calendar", "convention", "count",  "counted",  "counting",
                "day",      "european",   "first",  "group",    "iso",
                "monday",   "mondays",    "number", "numbered", "numbering",
                "numbers",  "per",        "report", "standard", "start",
                "starting", "starts",     "style",  "sunday",   "sundays",
                "us",       "usa",        "year",   "sql",      "change",
                "changed",  "go",         "gone",   "have",     "moved",
                "switch",   "switched",   "went",   "work",     "works",
                "them",     "way",        "rule"});
}

bool IsOtherDay(absl::string_view word) {
  return Among(word, {"tuesday", "wednesday", "thursday", "friday", "saturday",
                      "fiscal", "4-4-5"});
}

// "us" is a country before weeks and in capitals, and else a pronoun.
bool IsCountry(const Clause& clause, size_t at) {
  const sdk::Token& token = clause.tokens[at];
  if (token.text == "usa" || token.text == "american") return true;
  if (token.text != "us") return false;
  if (clause.text.substr(token.begin, 2) == "US") return true;
  const bool after_verb =
      at > 0 && Among(clause.tokens[at - 1].text,
                      {"give", "show", "tell", "let", "for", "to"});
  return !after_verb && at + 1 < clause.tokens.size() &&
         IsWeekWord(clause.tokens[at + 1].text);
}

WeekConvention Convention(WeekConvention::Kind kind) {
  WeekConvention convention;
  convention.set_kind(kind);
  return convention;
}

}  // namespace

bool IsCommon(absl::string_view word) {
  static const auto* const kCommon = new std::set<std::string>{
      "a",     "actually", "all",      "also",   "always", "am",
      "and",   "are",      "as",       "at",     "be",     "btw",
      "but",   "by",       "can",      "could",  "do",     "everything",
      "for",   "from",     "fyi",      "give",   "hello",  "here",
      "hey",   "hi",       "i",        "i'm",    "in",     "instead",
      "is",    "it",       "it's",     "its",    "just",   "let's",
      "like",  "make",     "me",       "must",   "need",   "needs",
      "note",  "now",      "of",       "ok",     "okay",   "on",
      "only",  "onwards",  "our",      "ours",   "plain",  "please",
      "pls",   "plz",      "remember", "should", "so",     "sorry",
      "stick", "sure",     "that",     "that's", "the",    "these",
      "they",  "this",     "to",       "use",    "used",   "uses",
      "using", "want",     "we",       "we're",  "well",   "will",
      "with",  "would",    "write",    "you",    "your",   "r",
      "u",     "ur",       "reports"};
  return kCommon->count(std::string(word)) > 0;
}

bool IsNegation(absl::string_view word) {
  return sdk::Denies(word) || Among(word, {"stop", "longer", "without"});
}

std::string WordsOf(const Clause& clause, size_t begin, size_t end) {
  if (begin >= end) return "";
  const size_t from = clause.tokens[begin].begin;
  return std::string(
      clause.text.substr(from, clause.tokens[end - 1].end - from));
}

bool Asks(const Clause& clause) {
  const auto& tokens = clause.tokens;
  if (tokens.empty()) return true;
  const bool order =
      tokens.size() > 1 && tokens[0].text == "do" && tokens[1].text == "not";
  return !order && IsQuestionWord(tokens[0].text);
}

std::optional<Dialect> ReadDialect(const Clause& clause) {
  if (Asks(clause)) return std::nullopt;
  std::set<std::string> wanted;
  bool named = false;
  for (size_t i = 0; i < clause.tokens.size(); ++i) {
    const std::string& word = clause.tokens[i].text;
    auto name = DialectNamed(word);
    // "SQL Server" is two words.
    if (word == "sql" && i + 1 < clause.tokens.size() &&
        clause.tokens[i + 1].text == "server") {
      name = "sql server";
    }
    if (name) {
      named = true;
      if (!IsRejected(clause.tokens, i)) wanted.insert(*name);
    } else if (!IsCommon(word) && !IsDialectWord(word) && !IsNegation(word) &&
               !clause.tokens[i].number) {
      return std::nullopt;
    }
  }
  if (!named) return std::nullopt;
  Dialect dialect;
  if (wanted.size() == 1) dialect.set_name(*wanted.begin());
  return dialect;
}

std::optional<WeekConvention> ReadWeekConvention(const Clause& clause) {
  if (Asks(clause)) return std::nullopt;
  bool week = false;
  bool negated = false;
  bool other = false;
  bool monday = false;
  std::set<WeekConvention::Kind> kinds;
  for (size_t i = 0; i < clause.tokens.size(); ++i) {
    const std::string& word = clause.tokens[i].text;
    week = week || IsWeekWord(word);
    negated = negated || IsNegation(word);
    other = other || IsOtherDay(word);
    if (Among(word, {"iso", "8601", "european"})) {
      kinds.insert(WeekConvention::ISO);
    } else if (Among(word, {"monday", "mondays"})) {
      monday = true;
    } else if (IsCountry(clause, i) || Among(word, {"sunday", "sundays"})) {
      kinds.insert(WeekConvention::US);
    } else if (!IsCommon(word) && !IsWeekWord(word) && !IsWeekDetail(word) &&
               !IsNegation(word) && !IsOtherDay(word)) {
      return std::nullopt;
    }
  }
  // Of the weeks from Monday, ISO weeks are those that say so.
  if (monday && kinds.count(WeekConvention::ISO) == 0) {
    kinds.insert(WeekConvention::MONDAY);
  }
  if (!week || (kinds.empty() && !other)) return std::nullopt;
  if (kinds.size() != 1 || negated || other) {
    return Convention(WeekConvention::KIND_UNSPECIFIED);
  }
  return Convention(*kinds.begin());
}

namespace {

// The one number that `book` finds in `clause`. Nothing else may be said but
// `besides`: "… for readers in 2025" is a narrower wish.
std::optional<RowLimit> ReadLimit(
    const Clause& clause, const sdk::PhraseBook& book,
    std::initializer_list<absl::string_view> besides) {
  if (Asks(clause)) return std::nullopt;
  const size_t begin = clause.tokens.front().begin;
  const auto matches =
      book.Read(clause.text.substr(begin, clause.tokens.back().end - begin));
  if (matches.size() != 1 || matches[0].numbers.size() != 1 ||
      matches[0].numbers[0] < 1 || matches[0].numbers[0] > kMostRows) {
    return std::nullopt;
  }
  for (const sdk::Token& token : clause.tokens) {
    const bool matched = token.begin >= begin + matches[0].begin &&
                         token.end <= begin + matches[0].end;
    if (!matched && !IsCommon(token.text) && !Among(token.text, besides)) {
      return std::nullopt;
    }
  }
  RowLimit limit;
  limit.set_rows(static_cast<uint32_t>(matches[0].numbers[0]));
  return limit;
}

}  // namespace

std::optional<RowLimit> ReadRowLimit(const Clause& clause) {
  static const auto* const kBook = new sdk::PhraseBook(
      {"at most # rows|row|records|results|lines|entries|items",
       "at? maximum|max # rows|row|records|results|lines|entries|items",
       "no|not more than # rows|row|records|results|lines|entries|items",
       "never more than # rows|row|records|results|lines|entries|items",
       "not|dont|never show|give|return|list me? more than # "
       "rows|row|records|results|lines|entries|items",
       "up to # rows|row|records|results|lines|entries|items",
       "only|limit|limited|cap|capped|cut|stop show|give|return|list|it? "
       "to|at|after? # rows|row|records|results|lines|entries|items",
       "# rows|row|records|results|lines|entries|items "
       "is|are|will|would|should "
       "enough|plenty|sufficient|fine|do|suffice",
       "# rows|row|records|results|lines|entries|items max|maximum|tops",
       "limit|limited|cap|capped output|results|rows|tables? to|at? #"});
  return ReadLimit(
      clause, *kBook,
      {"show",   "return", "list",    "result", "results", "table",  "tables",
       "output", "query",  "queries", "sql",    "per",     "answer", "more",
       "than",   "i",      "want",    "get",    "rows",    "any",    "lists"});
}

std::optional<RowLimit> ReadTopLimit(const Clause& clause) {
  static const auto* const kBook = new sdk::PhraseBook(
      {"top|best|ranked|ranking list|lists|table|tables @have? # @rows?",
       "rankings|ranking|toplist|toplists @have? # @rows?",
       "# @rows? for|in|on|per|of|make top|best|ranked|ranking list|lists|"
       "table|tables",
       "# @rows? for|in|on|per|of|make ranking|rankings|toplist|toplists"},
      {{"have",
        "is|are|has|have|should|must|shall|need|show|stop|end|to|of|with|at|"
        "after"},
       {"rows", "rows|entries|items|names|places|lines|ones"}});
  auto limit = ReadLimit(clause, *kBook,
                         {"rather", "enough", "entries", "rows", "long", "when",
                          "ask", "any", "every", "each", "show"});
  if (limit) limit->set_of_rankings(true);
  return limit;
}

std::optional<RowLimit> ReadBareLimit(const Clause& clause) {
  static const auto* const kBook = new sdk::PhraseBook(
      {"^ # is|are|will|would be|do? "
       "enough|plenty|sufficient|fine|do|suffice $",
       "^ # names|ones|lines will|would|is|are be? entirely|quite? "
       "enough|plenty|sufficient|fine|do|suffice $"});
  return ReadLimit(clause, *kBook, {"in", "future"});
}

std::optional<NamedLimit> ReadNamedLimit(const Clause& clause) {
  static const auto* const kBook = new sdk::PhraseBook(
      {"would only|just like|want|need to? see? # <>",
       "no list|table of <> should|must|may be|have longer|more than # "
       "rows|lines|entries",
       "# <> is|are enough|plenty|sufficient|fine $",
       "# <> is|are enough|plenty|sufficient|fine in|for|per <>",
       "# <> will|would do|suffice", "# <> suffice",
       "top # <> only|max|maximum $",
       "only|just show|list|give|return|name? top # <>",
       "only|just show|list|give|return|name # <>", "at most|maximum # <>",
       "maximum|max # <>", "no|not|never show|list|give|return? more than # <>",
       "limit|cap|cut list|lists|tables of <> to|at|after # $",
       "limit|cap|cut <> to|at|after # $"});
  if (Asks(clause)) return std::nullopt;
  const size_t begin = clause.tokens.front().begin;
  const auto matches =
      kBook->Read(clause.text.substr(begin, clause.tokens.back().end - begin));
  if (matches.size() != 1 || matches[0].numbers.size() != 1 ||
      matches[0].numbers[0] < 1 || matches[0].numbers[0] > kMostRows) {
    return std::nullopt;
  }
  // A condition of rows may look alike: "big ones have at most 5 readers". Who
  // "would like to see" so many wishes.
  for (const sdk::Token& token : clause.tokens) {
    const bool before =
        matches[0].rule > 0 && token.end <= begin + matches[0].begin;
    if (before && !IsCommon(token.text) && !IsNegation(token.text)) {
      return std::nullopt;
    }
  }
  NamedLimit named;
  named.limit.set_rows(static_cast<uint32_t>(matches[0].numbers[0]));
  named.name = matches[0].rest;
  // "readers please"; "readers in Spain" are others than readers.
  for (const sdk::Token& token : sdk::Analyze(named.name).tokens) {
    if (!Among(token.text, {"please", "pls", "only", "max", "maximum"})) {
      continue;
    }
    named.name.resize(token.begin);
    break;
  }
  // "Five readers per branch" are no five rows.
  for (const sdk::Token& token : sdk::Analyze(named.name).tokens) {
    if (Among(token.text, {"per", "each", "every"})) return std::nullopt;
  }
  for (const sdk::Token& token : sdk::Analyze(matches[0].second_rest).tokens) {
    if (!Among(token.text, {"a", "an", "the", "such", "this", "these", "any",
                            "list", "lists", "table", "tables", "answer",
                            "answers", "results", "me", "us"})) {
      return std::nullopt;
    }
  }
  absl::StripAsciiWhitespace(&named.name);
  if (named.name.empty()) return std::nullopt;
  return named;
}

}  // namespace alhf::sql_generator
