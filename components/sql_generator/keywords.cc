// Longer than 400 lines: because it is mostly lists of phrases.
#include "components/sql_generator/keywords.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace alhf::sql_generator {
namespace {

struct KeywordRow {
  absl::string_view phrase;
  Keyword keyword;
};

constexpr KeywordRow kKeywords[] = {
    {"how many", Keyword::kCount},
    {"number of", Keyword::kCount},
    {"numbers of", Keyword::kCount},
    {"total number of", Keyword::kCount},
    {"count of", Keyword::kCount},
    {"count", Keyword::kCount},
    {"number", Keyword::kCount},
    {"how often", Keyword::kCount},
    {"different", Keyword::kDistinct},
    {"distinct", Keyword::kDistinct},
    {"unique", Keyword::kDistinct},
    {"total", Keyword::kTotal},
    {"sum", Keyword::kTotal},
    {"sum of", Keyword::kTotal},
    {"average", Keyword::kAverage},
    {"avg", Keyword::kAverage},
    {"mean", Keyword::kAverage},
    {"on average", Keyword::kAverage},
    {"minimum", Keyword::kMinimum},
    {"min", Keyword::kMinimum},
    {"maximum", Keyword::kMaximum},
    {"max", Keyword::kMaximum},
    {"highest", Keyword::kHighest},
    {"largest", Keyword::kHighest},
    {"biggest", Keyword::kHighest},
    {"greatest", Keyword::kHighest},
    {"lowest", Keyword::kLowest},
    {"most expensive", Keyword::kHighest},
    {"dearest", Keyword::kHighest},
    {"priciest", Keyword::kHighest},
    {"longest", Keyword::kHighest},
    {"heaviest", Keyword::kHighest},
    {"thickest", Keyword::kHighest},
    {"widest", Keyword::kHighest},
    {"deepest", Keyword::kHighest},
    {"farthest", Keyword::kHighest},
    {"furthest", Keyword::kHighest},
    {"fastest", Keyword::kHighest},
    {"thinnest", Keyword::kLowest},
    {"narrowest", Keyword::kLowest},
    {"nearest", Keyword::kLowest},
    {"closest", Keyword::kLowest},
    {"slowest", Keyword::kLowest},
    {"tallest", Keyword::kHighest},
    {"highest rated", Keyword::kHighest},
    {"best rated", Keyword::kHighest},
    {"top rated", Keyword::kHighest},
    {"least expensive", Keyword::kLowest},
    {"cheapest", Keyword::kLowest},
    {"shortest", Keyword::kLowest},
    {"lightest", Keyword::kLowest},
    {"lowest rated", Keyword::kLowest},
    {"worst rated", Keyword::kLowest},
    {"smallest", Keyword::kLowest},
    {"most", Keyword::kMost},
    {"fewest", Keyword::kFewest},
    {"least", Keyword::kFewest},
    {"latest", Keyword::kLatest},
    {"most recent", Keyword::kLatest},
    {"newest", Keyword::kLatest},
    {"last", Keyword::kLatest},
    {"youngest", Keyword::kLatest},
    {"earliest", Keyword::kEarliest},
    {"oldest", Keyword::kEarliest},
    {"first", Keyword::kEarliest},
    {"top", Keyword::kTop},
    {"bottom", Keyword::kBottom},
    {"per", Keyword::kPer},
    {"each", Keyword::kPer},
    {"every", Keyword::kPer},
    {"grouped by", Keyword::kPer},
    {"group by", Keyword::kPer},
    {"split by", Keyword::kPer},
    {"broken down by", Keyword::kPer},
    {"broken out by", Keyword::kPer},
    {"down by", Keyword::kPer},
    {"for each", Keyword::kPer},
    {"distributed over", Keyword::kPer},
    {"distributed across", Keyword::kPer},
    {"distributed by", Keyword::kPer},
    {"spread over", Keyword::kPer},
    {"spread across", Keyword::kPer},
    {"split over", Keyword::kPer},
    {"split across", Keyword::kPer},
    {"by", Keyword::kBy},
    {"more than", Keyword::kGreater},
    {"greater than", Keyword::kGreater},
    {"larger than", Keyword::kGreater},
    {"bigger than", Keyword::kGreater},
    {"higher than", Keyword::kGreater},
    {"over", Keyword::kGreater},
    {"above", Keyword::kGreater},
    {"longer than", Keyword::kGreater},
    {"heavier than", Keyword::kGreater},
    {"taller than", Keyword::kGreater},
    {"older than", Keyword::kGreater},
    {"thicker than", Keyword::kGreater},
    {"wider than", Keyword::kGreater},
    {"deeper than", Keyword::kGreater},
    {"farther than", Keyword::kGreater},
    {"further than", Keyword::kGreater},
    {"faster than", Keyword::kGreater},
    {"more expensive than", Keyword::kGreater},
    {"dearer than", Keyword::kGreater},
    {"exceeding", Keyword::kGreater},
    {"at least", Keyword::kAtLeast},
    {"no less than", Keyword::kAtLeast},
    {"not less than", Keyword::kAtLeast},
    {"no fewer than", Keyword::kAtLeast},
    {"less than", Keyword::kLess},
    {"fewer than", Keyword::kLess},
    {"smaller than", Keyword::kLess},
    {"lower than", Keyword::kLess},
    {"under", Keyword::kLess},
    {"below", Keyword::kLess},
    {"shorter than", Keyword::kLess},
    {"lighter than", Keyword::kLess},
    {"younger than", Keyword::kLess},
    {"thinner than", Keyword::kLess},
    {"narrower than", Keyword::kLess},
    {"nearer than", Keyword::kLess},
    {"closer than", Keyword::kLess},
    {"slower than", Keyword::kLess},
    {"cheaper than", Keyword::kLess},
    {"at most", Keyword::kAtMost},
    {"no more than", Keyword::kAtMost},
    {"not more than", Keyword::kAtMost},
    {"up to", Keyword::kAtMost},
    {"equal to", Keyword::kEqual},
    {"equals", Keyword::kEqual},
    {"exactly", Keyword::kEqual},
    {"or more", Keyword::kOrMore},
    {"or above", Keyword::kOrMore},
    {"or higher", Keyword::kOrMore},
    {"or less", Keyword::kOrLess},
    {"or below", Keyword::kOrLess},
    {"or fewer", Keyword::kOrLess},
    {"or lower", Keyword::kOrLess},
    {"between", Keyword::kBetween},
    {"not", Keyword::kNot},
    {"no", Keyword::kNot},
    {"never", Keyword::kNot},
    {"without", Keyword::kNot},
    {"lack", Keyword::kNot},
    {"lacks", Keyword::kNot},
    {"lacking", Keyword::kNot},
    {"no longer", Keyword::kNot},
    {"not more", Keyword::kNot},
    {"isn't", Keyword::kNot},
    {"aren't", Keyword::kNot},
    {"wasn't", Keyword::kNot},
    {"weren't", Keyword::kNot},
    {"don't", Keyword::kNot},
    {"doesn't", Keyword::kNot},
    {"didn't", Keyword::kNot},
    {"haven't", Keyword::kNot},
    {"hasn't", Keyword::kNot},
    {"isnt", Keyword::kNot},
    {"arent", Keyword::kNot},
    {"dont", Keyword::kNot},
    {"doesnt", Keyword::kNot},
    {"didnt", Keyword::kNot},
    {"except", Keyword::kNot},
    {"except for", Keyword::kNot},
    {"excluding", Keyword::kNot},
    {"other than", Keyword::kNot},
    {"non", Keyword::kNot},
    {"and", Keyword::kAnd},
    {"as well as", Keyword::kAnd},
    {"or", Keyword::kOr},
    {"which", Keyword::kWhich},
    {"wich", Keyword::kWhich},
    {"whitch", Keyword::kWhich},
    {"what", Keyword::kWhich},
    {"list", Keyword::kWhich},
    {"show", Keyword::kWhich},
    {"give", Keyword::kWhich},
    {"who", Keyword::kWhich},
    {"how much", Keyword::kHowMuch},
    {"how big", Keyword::kHowMuch},
    {"how large", Keyword::kHowMuch},
    {"how high", Keyword::kHowMuch},
    {"how low", Keyword::kHowMuch},
    {"how long", Keyword::kHow},
    {"how heavy", Keyword::kHow},
    {"how tall", Keyword::kHow},
    {"how expensive", Keyword::kHow},
    {"how thick", Keyword::kHow},
    {"how wide", Keyword::kHow},
    {"how deep", Keyword::kHow},
    {"how far", Keyword::kHow},
    {"how fast", Keyword::kHow},
    {"new", Keyword::kNew},
    {"highest first", Keyword::kDescending},
    {"largest first", Keyword::kDescending},
    {"biggest first", Keyword::kDescending},
    {"most first", Keyword::kDescending},
    {"top first", Keyword::kDescending},
    {"descending", Keyword::kDescending},
    {"in descending order", Keyword::kDescending},
    {"highest to lowest", Keyword::kDescending},
    {"largest to smallest", Keyword::kDescending},
    {"high to low", Keyword::kDescending},
    {"newest to oldest", Keyword::kDescending},
    {"latest to earliest", Keyword::kDescending},
    {"lowest first", Keyword::kAscending},
    {"smallest first", Keyword::kAscending},
    {"fewest first", Keyword::kAscending},
    {"least first", Keyword::kAscending},
    {"ascending", Keyword::kAscending},
    {"in ascending order", Keyword::kAscending},
    {"lowest to highest", Keyword::kAscending},
    {"smallest to largest", Keyword::kAscending},
    {"low to high", Keyword::kAscending},
    {"oldest to newest", Keyword::kAscending},
    {"youngest to oldest", Keyword::kAscending},
    {"oldest to youngest", Keyword::kDescending},
    {"oldest to the youngest", Keyword::kDescending},
    {"earliest to latest", Keyword::kAscending},
    {"oldest to latest", Keyword::kAscending},
    {"ordered by", Keyword::kSorted},
    {"ordered by age", Keyword::kSorted},
    {"sorted by age", Keyword::kSorted},
    {"sorted ascending by age", Keyword::kSorted},
    {"in order of age", Keyword::kSorted},
    {"in ascending order of age", Keyword::kSorted},
    {"in descending order of age", Keyword::kSorted},
    {"sorted by", Keyword::kSorted},
    {"sort by", Keyword::kSorted},
    {"order by", Keyword::kSorted},
    {"arranged by", Keyword::kSorted},
    {"in order of", Keyword::kSorted},
    {"in the order of", Keyword::kSorted},
    {"in ascending order of", Keyword::kSorted},
    {"in ascending order by", Keyword::kSorted},
    {"sorted ascending by", Keyword::kSorted},
    {"ordered ascending by", Keyword::kSorted},
    {"in descending order of", Keyword::kSorted},
    {"in descending order by", Keyword::kSorted},
    {"sorted descending by", Keyword::kSorted},
    {"ordered descending by", Keyword::kSorted},
    {"after", Keyword::kAfter},
    {"later than", Keyword::kAfter},
    {"past", Keyword::kAfter},
    {"before", Keyword::kBefore},
    {"earlier than", Keyword::kBefore},
    {"and when", Keyword::kWhen},
    {"when", Keyword::kWhen},
    {"since when", Keyword::kWhen},
    {"on which day", Keyword::kWhen},
    {"on what day", Keyword::kWhen},
    {"on which date", Keyword::kWhen},
    {"on what date", Keyword::kWhen},
    {"times", Keyword::kTimes},
    {"missing", Keyword::kMissing},
    {"empty", Keyword::kMissing},
    {"blank", Keyword::kMissing},
    {"null", Keyword::kMissing},
    {"not set", Keyword::kMissing},
    {"in total", Keyword::kNothing},
    {"in sum", Keyword::kNothing},
    {"any more", Keyword::kNothing},
    {"anymore", Keyword::kNothing},
    {"any longer", Keyword::kNothing},
    {"alphabetically", Keyword::kNothing},
    {"in alphabetical order", Keyword::kNothing},
    {"is enough", Keyword::kNothing},
    {"are enough", Keyword::kNothing},
    {"is sufficient", Keyword::kNothing},
    {"will do", Keyword::kNothing},
    {"altogether", Keyword::kNothing},
    {"alltogether", Keyword::kNothing},
    {"up to now", Keyword::kNothing},
    {"until now", Keyword::kNothing},
    {"by now", Keyword::kNothing},
    {"by today", Keyword::kNothing},
    {"to this day", Keyword::kNothing},
    {"because of", Keyword::kNothing},
    {"on account of", Keyword::kNothing},
    {"caused by", Keyword::kNothing},
    {"in all", Keyword::kNothing},
    {"i'd like", Keyword::kNothing},
    {"would like", Keyword::kNothing},
    {"to know", Keyword::kNothing},
    {"let me know", Keyword::kNothing},
    {"look up", Keyword::kNothing},
    {"still", Keyword::kNothing},
    {"all years", Keyword::kNothing},
    {"all time", Keyword::kNothing},
    {"over all years", Keyword::kNothing},
    {"across all years", Keyword::kNothing},
    {"whole group", Keyword::kNothing},
    {"entire group", Keyword::kNothing},
    {"entire firm", Keyword::kNothing},
    {"whole firm", Keyword::kNothing},
    {"whole business", Keyword::kNothing},
    {"whole organisation", Keyword::kNothing},
    {"whole organization", Keyword::kNothing},
    {"as an export", Keyword::kNothing},
    {"as csv", Keyword::kNothing},
    {"as a csv", Keyword::kNothing},
    {"as a csv file", Keyword::kNothing},
    {"as a table", Keyword::kNothing},
    {"in a table", Keyword::kNothing},
    {"as a list", Keyword::kNothing},
    {"all in all", Keyword::kNothing},
    {"ever", Keyword::kNothing},
    {"of all time", Keyword::kNothing},
    {"to date", Keyword::kNothing},
    {"on record", Keyword::kNothing},
    {"on file", Keyword::kNothing},
    {"on our books", Keyword::kNothing},
    {"in our database", Keyword::kNothing},
    {"in the database", Keyword::kNothing},
    {"in our system", Keyword::kNothing},
    {"in the system", Keyword::kNothing},
    {"in our data", Keyword::kNothing},
    {"in the data", Keyword::kNothing},
    {"so far", Keyword::kNothing},
    {"right now", Keyword::kNothing},
    {"now", Keyword::kNothing},
    {"currently", Keyword::kNothing},
    {"at present", Keyword::kNothing},
    {"at the moment", Keyword::kNothing},
};

struct DatePartRow {
  absl::string_view phrase;
  DatePart part;
  bool adverb = false;
  WeekConvention::Kind weeks = WeekConvention::KIND_UNSPECIFIED;
};

constexpr DatePartRow kDateParts[] = {
    {"year", DatePart::kYear},
    {"years", DatePart::kYear},
    {"calendar year", DatePart::kYear},
    {"yearly", DatePart::kYear, true},
    {"annual", DatePart::kYear, true},
    {"annually", DatePart::kYear, true},
    {"year by year", DatePart::kYear, true},
    {"quarter", DatePart::kQuarter},
    {"quarters", DatePart::kQuarter},
    {"quarter of the year", DatePart::kQuarter},
    {"quarterly", DatePart::kQuarter, true},
    {"quarter by quarter", DatePart::kQuarter, true},
    {"month", DatePart::kMonth},
    {"months", DatePart::kMonth},
    {"calendar month", DatePart::kMonth},
    {"month of the year", DatePart::kMonth},
    {"monthly", DatePart::kMonth, true},
    {"month by month", DatePart::kMonth, true},
    {"week", DatePart::kWeek},
    {"weeks", DatePart::kWeek},
    {"calendar week", DatePart::kWeek},
    {"calendar weeks", DatePart::kWeek},
    {"week number", DatePart::kWeek},
    {"fiscal year", DatePart::kFiscalYear},
    {"fiscal years", DatePart::kFiscalYear},
    {"financial year", DatePart::kFiscalYear},
    {"financial years", DatePart::kFiscalYear},
    {"fiscal quarter", DatePart::kFiscalQuarter},
    {"fiscal quarters", DatePart::kFiscalQuarter},
    {"financial quarter", DatePart::kFiscalQuarter},
    {"financial quarters", DatePart::kFiscalQuarter},
    {"week of year", DatePart::kWeek},
    {"week of the year", DatePart::kWeek},
    {"weeks of the year", DatePart::kWeek},
    {"week in the year", DatePart::kWeek},
    {"weekly", DatePart::kWeek, true},
    {"week by week", DatePart::kWeek, true},
    {"iso week", DatePart::kWeek, false, WeekConvention::ISO},
    {"iso weeks", DatePart::kWeek, false, WeekConvention::ISO},
    {"iso calendar week", DatePart::kWeek, false, WeekConvention::ISO},
    {"iso week of the year", DatePart::kWeek, false, WeekConvention::ISO},
    {"us week", DatePart::kWeek, false, WeekConvention::US},
    {"us weeks", DatePart::kWeek, false, WeekConvention::US},
    {"day of week", DatePart::kDayOfWeek},
    {"day of the week", DatePart::kDayOfWeek},
    {"days of the week", DatePart::kDayOfWeek},
    {"weekday", DatePart::kDayOfWeek},
    {"weekdays", DatePart::kDayOfWeek},
    {"day", DatePart::kDay},
    {"days", DatePart::kDay},
    {"calendar day", DatePart::kDay},
    {"daily", DatePart::kDay, true},
    {"day by day", DatePart::kDay, true},
    {"over the years", DatePart::kYear, true},
    {"over the quarters", DatePart::kQuarter, true},
    {"over the months", DatePart::kMonth, true},
    {"over the weeks", DatePart::kWeek, true},
    {"over the days", DatePart::kDay, true},
};

constexpr absl::string_view kFillers =
    " a all also am an any are at be been being calculate came can code come "
    "comes compute corresponding could data did display do does done "
    "entries entry find for from get got had happen happened has have "
    "having i in is it it's its just kindly lies me need occur occurred of "
    "on ones only our overall please pls query r records report return rows s "
    "see so sql statement tell that the their them then there there's these "
    "they those to us want was we were what's who's whose will with would "
    "write yet you ";

// Words of space, and verbs that only say that something is there.
constexpr absl::string_view kLight =
    " about anybody anyone anything based became become belong belongs bring "
    "brings brought carries carry concerning exist existed exists go goes live "
    "lasted lasts lives located made make makes regarding somebody someone "
    "something take takes taken through took via went work worked working "
    "works ";

// Of who has what is counted: "has each reader placed", "do our shops hold".
constexpr absl::string_view kRelates =
    " contain contained employ employed file filed handle have hold held "
    "include included make made manage own owned place placed run use "
    "write written wrote ";

constexpr absl::string_view kLightAfterWe =
    " acquire acquired bring brought carry carried collect collected count "
    "counted create created earn earned employ gain gained get gotten got had "
    "handle handled hold issue issued keep kept log logged make made maintain "
    "offer own paid pay place placed process processed produce produced "
    "receive "
    "received record "
    "recorded register registered run see seen sell send sent sold serve "
    "served spend spent stock take taken took track use used win won write "
    "written ";

// Of columns whose numbers do not add up, whatever else they are called.
constexpr absl::string_view kNotAdditive =
    " age average avg balance degree degrees grade height id index latitude "
    "length level limit longitude max maximum min minimum number percent "
    "percentage position price prices rank rate rates rating ratio score "
    "scores "
    "share size status temperature weight width year years ";

// Of columns whose numbers add up.
constexpr absl::string_view kAdditive =
    " amount charge charges chf cost costs eur euro euros fee fees gbp km kwh "
    "income liters litres loss payment payments profit quantity revenue sum "
    "tax taxes total "
    "totals turnover spending usd ";

bool Has(absl::string_view list, absl::string_view word) {
  return !word.empty() && absl::StrContains(list, absl::StrCat(" ", word, " "));
}

// How many tokens of `phrase` begin at `tokens[at]`: all of them or 0.
size_t Matches(absl::string_view phrase, const std::vector<sdk::Token>& tokens,
               size_t at) {
  size_t i = at;
  for (absl::string_view word : absl::StrSplit(phrase, ' ')) {
    if (i >= tokens.size() || tokens[i].text != word) return 0;
    ++i;
  }
  return i - at;
}

template <typename Rows>
auto Longest(const Rows& rows, const std::vector<sdk::Token>& tokens,
             size_t at) {
  std::pair<size_t, decltype(std::begin(rows))> best{0, std::end(rows)};
  for (auto row = std::begin(rows); row != std::end(rows); ++row) {
    const size_t length = Matches(row->phrase, tokens, at);
    if (length > best.first) best = {length, row};
  }
  return best;
}

}  // namespace

std::string NameOf(DatePart part) {
  switch (part) {
    case DatePart::kYear:
      return "year";
    case DatePart::kQuarter:
      return "quarter";
    case DatePart::kMonth:
      return "month";
    case DatePart::kWeek:
      return "week";
    case DatePart::kDayOfWeek:
      return "day_of_week";
    case DatePart::kDay:
      return "day";
    case DatePart::kFiscalYear:
      return "fiscal_year";
    case DatePart::kFiscalQuarter:
      return "fiscal_quarter";
  }
  return "";
}

std::optional<KeywordPhrase> ReadKeyword(const std::vector<sdk::Token>& tokens,
                                         size_t at) {
  const auto [length, row] = Longest(kKeywords, tokens, at);
  if (length == 0) return std::nullopt;
  return KeywordPhrase{length, row->keyword};
}

std::optional<DatePartPhrase> ReadDatePart(
    const std::vector<sdk::Token>& tokens, size_t at) {
  const auto [length, row] = Longest(kDateParts, tokens, at);
  if (length == 0) return std::nullopt;
  DatePartPhrase phrase{length, row->part, row->adverb, std::nullopt};
  if (row->weeks != WeekConvention::KIND_UNSPECIFIED) phrase.weeks = row->weeks;
  return phrase;
}

bool IsKeyword(absl::string_view word) {
  return std::any_of(
      std::begin(kKeywords), std::end(kKeywords),
      [word](const KeywordRow& row) { return row.phrase == word; });
}

bool InKeyword(absl::string_view word) {
  const auto holds = [word](const auto& row) {
    return Has(absl::StrCat(" ", row.phrase, " "), word);
  };
  return std::any_of(std::begin(kKeywords), std::end(kKeywords), holds) ||
         std::any_of(std::begin(kDateParts), std::end(kDateParts), holds);
}

bool IsFiller(absl::string_view word) { return Has(kFillers, word); }

bool IsLight(absl::string_view word) { return Has(kLight, word); }

bool IsLightAfterWe(absl::string_view word) { return Has(kLightAfterWe, word); }

bool IsRelation(absl::string_view word) { return Has(kRelates, word); }

bool IsDone(absl::string_view word) {
  return Has(
      " entered filed logged made placed raised recorded registered "
      "submitted ",
      word);
}

bool IsPlural(absl::string_view word) {
  static constexpr absl::string_view kIrregular =
      " children feet men mice people persons teeth women ";
  return Has(kIrregular, word) ||
         (absl::EndsWith(word, "s") && !absl::EndsWith(word, "ss"));
}

bool IsAdditive(const std::vector<std::string>& name, bool plural) {
  const auto holds = [&name](absl::string_view list) {
    return std::any_of(name.begin(), name.end(),
                       [list](const auto& word) { return Has(list, word); });
  };
  if (name.empty() || holds(kNotAdditive)) return false;
  const std::string& last = name.back();
  return plural || holds(kAdditive) ||
         (absl::EndsWith(last, "s") && !absl::EndsWith(last, "ss"));
}

}  // namespace alhf::sql_generator
