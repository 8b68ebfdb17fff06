// Longer than 400 lines: because the order of the phrases decides, so that they
// stand in one table.
#include "components/answer_writer/sayings.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "alhf/sdk/text.h"
#include "components/answer_writer/measures.h"
#include "components/answer_writer/money.h"
#include "components/answer_writer/notation.h"
#include "google/protobuf/text_format.h"

namespace alhf::answer_writer {
namespace {

// `style` is a Style as text, with these words to fill in:
//   #  the number that is said     #-  one less
//   $  what stands for <>
//   ABOUT  (at the end) <> names the matter that it is for, if anything
// A currency, a separator, a unit or a date format that is named elsewhere is
// looked for by name: CURRENCY, THOUSANDS, MEASURE, DATES.
struct Rule {
  absl::string_view style;
  absl::string_view pattern;
};

constexpr absl::string_view kWish = "";
constexpr absl::string_view kNothing = "nothing";
constexpr absl::string_view kShorter = "shorter";
constexpr int64_t kMostCounted = 10000;

const sdk::PhraseBook::Sets& Sets() {
  static const auto& sets = *new sdk::PhraseBook::Sets{
      {"no",
       "no|not|dont|without|never|stop|avoid|drop|remove|omit|skip|hide|hate|"
       "dislike|less|fewer|cant"},
      {"use",
       "use|using|give|giving|show|showing|make|making|write|writing|put|"
       "putting|want|like|need|answer|answering|format|formatting|present|"
       "display|return|print|in|as|with|into|prefer"},
      {"bullet", "bullets|bullet|bulleted|bulletpoints|bulletpoint|bulletted"},
      {"table", "table|tables|tabular"},
      {"list", "list|lists"},
      {"few", "under|below|less|fewer"},
      {"most",
       "within|most|maximum|max|than|exceed|exceeding|to|about|around|in"},
      {"short", "short|brief|briefly|concise|concisely|succinct|crisp|terse"},
      {"long", "long|wordy|verbose|lengthy|longwinded"},
      {"answers",
       "answers|answer|replies|reply|responses|response|texts|text|output"},
      {"better", "better|easier|nicer|clearer"},
      {"limited", "word|words|length|sentence|sentences"},
      {"goes",
       "belong|belongs|go|goes|come|comes|fit|fits|look|looks|read|reads"},
      {"large", "largest|biggest|highest|greatest|most"},
      {"small", "smallest|lowest|fewest|least"},
      {"new", "newest|latest|recent|newer"},
      {"old", "oldest|earliest|older"},
      {"time", "ones|one|day|days|date|dates|week|weeks|month|months|year"},
      {"sort", "sort|order|rank|sorted|ordered|ranked|arrange"},
      {"say",
       "mention|say|tell|state|include|show|give|add|note|name|specify|write|"
       "display|report|print|put|indicate|want|quote|attach|append|see"},
      {"saying",
       "mentioning|saying|telling|including|showing|giving|adding|naming|"
       "mention|say|tell|include|show|give|add|name|print|printing|need|want"},
      {"cite", "cite|citing|quote|link|reference"},
      {"citation",
       "citations|citation|sources|source|references|reference|footnotes|"
       "links"},
      {"page", "page|pages|document|documents|file|files"},
      {"part",
       "paragraph|paragraphs|section|sections|bullet|bullets|point|points|"
       "sentence|step|item|items|line|row|cell|heading"},
      {"stats",
       "filters|filter|assumptions|assumption|definitions|definition|"
       "interpretation|meaning"},
      {"range", "range|window|span|interval|frame"},
      {"period", "period|timeframe|timespan"},
      {"show", "show|include|add|give|attach|append|see|print|mention"},
      {"decimals", "decimals|decimal|cents|cent|pennies|fractions"},
      {"digits", "decimals|digits|places|place|digit"},
      {"round", "round|rounded|rounding|rounds"},
      {"amounts",
       "number|numbers|figure|figures|amount|amounts|values|value|sums|"
       "quantities"},
      {"numbers",
       "number|numbers|figure|figures|amount|amounts|values|value|sums|"
       "quantities|it|them"},
      {"coins",
       "euro|euros|eur|dollar|dollars|usd|pound|pounds|gbp|franc|francs|chf|"
       "yen|jpy|rupee|rupees|inr"},
      {"measure", UnitNames()},
  };
  return sets;
}

// In order: the first that fits wins. What denies comes before what affirms.
constexpr Rule kRules[] = {
    // More than can be done, though it sounds like what can.
    {kWish, "each|every|per @part <>"},
    {kNothing,
     "@no # word|words|sentence around|beside|besides|before|after|else|more|"
     "about|besides"},
    {kNothing, "@no block|blocks text|texts|words?"},
    {"unlimited: true",
     "forget|drop|lift|cancel|remove|scrap|no|without more? @no? @limited? "
     "limit|limits|cap|maximum"},
    {"unlimited: true",
     "forget|drop|lift|cancel|remove|scrap # @limited limit|limits|cap|"
     "maximum"},
    {"unlimited: true", "as long as needed|necessary|wanted"},
    {"max_words: #", "@no @use? more|longer|over|above than|as? # words"},
    {"max_sentences: #",
     "@no @use? more|longer|over|above than? # sentences|lines"},
    {kNothing, "# words|sentences|lines is|are|was|were too"},
    // "One step in one line" does not say how many.
    {kNothing,
     "# step|steps|item|items|point|points|entry|thing in|per|on # "
     "line|lines|sentence|row"},
    {"form: FORM_TABLE",
     "@use markdown? @table with|of # row|rows|line|lines|column|columns "
     "per|for|each <>"},
    {kNothing, "# row|line|column per|for each|every? <>"},
    // A reason.
    {kNothing, "gets|is|becomes? too? @long|@short otherwise"},
    {kNothing, "otherwise <> too? @long|@short"},
    {kWish, "more|longer than # words|sentences|lines"},
    {kWish, "least|minimum|exactly # words|sentences|lines|bullets"},
    {kWish, "first|last|second|third|next|previous sentence|line"},
    {kWish, "# @bullet|paragraphs|paragraph|sections|points|tables"},
    {kNothing, "instead|rather of|than @use? @bullet|@table|@list"},
    {kNothing, "same|identical|equal|agrees as|to|with <>"},
    // "In running text I lose the line."
    {kNothing,
     "in|with|from running|flowing|continuous|plain? "
     "@bullet|@table|@list|text|prose|sentences points? "
     "lose|miss|overlook|cant|cannot|hardly|struggle|drown"},
    {kNothing,
     "@bullet|tables points? is|are|was|were|look|looks good|fine|ok|great|"
     "nice"},
    {"form: FORM_TABLE", "@table is|are|would be? @better than <>"},
    {"form: FORM_BULLETS",
     "@bullet points|point|@list? is|are|would be? @better than <>"},
    {"form: FORM_TABLE",
     "@table is|are|would|will be? "
     "better|easier|nicer|clearer|best|great|good"},
    {"form: FORM_BULLETS",
     "@bullet points|point|@list? is|are|would|will be? "
     "better|easier|nicer|clearer|"
     "best|great|good"},
    // Form.
    {"form: FORM_PROSE", "@no @use? @bullet points|point|@list?"},
    {"form: FORM_PROSE", "@no @use? lists|tables"},
    {"form: FORM_PROSE", "@no @use? list|table $"},
    {"form: FORM_PROSE", "@bullet|tables points? is|are|was|were|look|looks"},
    {"form: FORM_PROSE",
     "@use|back to? prose|paragraphs|continuous|flowing|running|sentences"},
    {"form: FORM_PROSE", "full|complete|whole|plain|normal sentences|prose"},
    {"form: FORM_PROSE", "^ prose"},
    {"form: FORM_NUMBERED", "numbered @list|steps|points|items|paragraphs?"},
    {"form: FORM_NUMBERED",
     "number the? points|steps|items|sentences|point|step|item|sentence"},
    {"form: FORM_NUMBERED", "step by step"},
    {"form: FORM_NUMBERED", "steps|points|list? 1 2 3?"},
    {"form: FORM_NUMBERED",
     "number|numbers in|before|beside|at front? of? each|every|steps|points "
     "step|steps|point?"},
    {"form: FORM_BULLETS", "@use? @bullet points|point|form|format|@list?"},
    {"form: FORM_BULLETS", "@goes in|into|as @bullet points|point?"},
    {"form: FORM_BULLETS", "as|into @list"},
    {"form: FORM_BULLETS", "@use lists"},
    {"form: FORM_BULLETS", "in list form|format"},
    {"form: FORM_BULLETS", "@use list instead|$"},
    {"form: FORM_BULLETS", "one item|thing|point|entry per line"},
    {"form: FORM_TABLE", "should|must|shall be? @table $"},
    {"form: FORM_BULLETS", "should|must|shall be? @bullet points|point? $"},
    {"form: FORM_TABLE", "@goes in|into|as|better|best in|as? @table"},
    {"form: FORM_TABLE", "as|into @table form|format?"},
    {"form: FORM_TABLE", "in|with tables|tabular form|format?"},
    {"form: FORM_TABLE", "in table form|format|layout"},
    {"form: FORM_TABLE", "@use <> in|as|into @table $"},
    {"form: FORM_TABLE", "@use tables"},
    {"form: FORM_TABLE", "markdown @table"},
    {"form: FORM_TABLE", "@use table instead @bullet|@list|prose?"},
    {"form: FORM_TABLE", "@use table $"},
    {"form: FORM_TABLE",
     "rather|prefer|love|like to? have|see|get|want? @table"},
    {"form: FORM_TABLE", "^ @table format|layout? $"},
    {"form: FORM_TABLE", "^ @table for <>"},
    {kWish, "@no @use? json"},
    {"form: FORM_JSON", "@use? json"},
    // Length.
    {"max_words: #-", "@few than? # words"},
    {"max_words: #", "# words? or less|fewer"},
    {"max_words: #", "@most # words|word"},
    {"max_words: #", "# words"},
    {"max_sentences: 1", "liner"},
    {"max_sentences: 1", "in sentence|line $"},
    {"max_sentences: #", "@most? # sentences|sentence|lines|line"},
    {"max_sentences: 6", "too @short"},
    {"max_sentences: 6", "more detail|details|detailed"},
    {"max_sentences: 6", "longer @answers"},
    {kShorter, "@no too? @long"},
    {kShorter, "too|unnecessarily|overly|awfully @long"},
    {kShorter, "way|much|far to|too @long"},
    {kShorter, "too many words|sentences"},
    {kShorter, "too much|detailed text|detail|details|information?"},
    {kShorter, "shorter|briefer|terser"},
    {kShorter, "more @short"},
    {kShorter, "less @long|text|detail|details|words"},
    {kShorter, "fewer words"},
    {kShorter, "long winded"},
    {kShorter, "@short @answers"},
    {kShorter, "keep|make|be|stay @answers? @short"},
    {kShorter, "answer|reply|respond @short"},
    {kShorter, "^ @short $"},
    {kShorter, "get|come|keep|stick point"},
    {kShorter, "^ point $"},
    {kShorter, "cut length|down"},
    // Order.
    {"order: ORDER_LARGEST_FIRST only_for: ANSWER_KIND_ROWS",
     "@sort? @large values|numbers|value|ones? first"},
    {"order: ORDER_LARGEST_FIRST only_for: ANSWER_KIND_ROWS",
     "@large values|numbers|value|ones? on|at top"},
    {"order: ORDER_LARGEST_FIRST only_for: ANSWER_KIND_ROWS",
     "@sort|from @large to|down"},
    {"order: ORDER_LARGEST_FIRST only_for: ANSWER_KIND_ROWS",
     "@sort? in|by? descending|decreasing"},
    {"order: ORDER_SMALLEST_FIRST only_for: ANSWER_KIND_ROWS",
     "@sort? @small values|numbers|value|ones? first"},
    {"order: ORDER_SMALLEST_FIRST only_for: ANSWER_KIND_ROWS",
     "@sort|from @small to"},
    {"order: ORDER_SMALLEST_FIRST only_for: ANSWER_KIND_ROWS",
     "@sort? in|by? ascending|increasing"},
    {"order: ORDER_LARGEST_FIRST only_for: ANSWER_KIND_ROWS",
     "@sort by size|value"},
    {"order: ORDER_NEWEST_FIRST", "@sort? most? @new @time? first|on"},
    {"order: ORDER_NEWEST_FIRST", "reverse chronological|chronologically"},
    {"order: ORDER_OLDEST_FIRST", "@sort? @old @time? first"},
    {"order: ORDER_OLDEST_FIRST", "chronological|chronologically"},
    {"order: ORDER_ALPHABETICAL ABOUT",
     "@sort|put|list <> in? alphabetical|alphabetically order?"},
    {"order: ORDER_ALPHABETICAL ABOUT", "@sort <> by name|names"},
    {"order: ORDER_ALPHABETICAL ABOUT",
     "have|get|see|want|show|list|give <> sorted|ordered|listed "
     "by|from|in|alphabetically name|names|surname|surnames|title|a|"
     "alphabetical?"},
    {"order: ORDER_ALPHABETICAL", "alphabetical|alphabetically"},
    {"order: ORDER_ALPHABETICAL", "@sort by name"},
    // Times of day.
    {"clock: 24", "24 hour|hours|h|hrs clock|format|time|times|notation|style"},
    {"clock: 24", "24h|24hr|24hrs clock|format|time|times|notation?"},
    {"clock: 24", "military time|times|clock"},
    {"clock: 24", "@no @use? # am|pm"},
    {"clock: 24", "@no @use? am|pm"},
    {"clock: 24", "# #? instead|rather of|than # am|pm"},
    {"clock: 12", "12 hour|hours|h|hrs clock|format|time|times|notation|style"},
    {"clock: 12", "@use am and|or? pm"},
    {"clock: 12", "# am|pm instead|rather|not of|than? # #?"},
    // Numbers and dates.
    {kNothing, "@no in|as|to|into @measure"},
    {kNothing, "instead|rather of|than in|as? @measure"},
    {"numbers { measures { MEASURE } }",
     "in|as|to|into? hours|hrs|h and? minutes|mins|min"},
    {"numbers { measures { MEASURE decimals: # } }",
     "in|as|to|into @measure with|to|rounded to? # decimal|@digits"},
    {"numbers { measures { MEASURE decimals: 0 } }",
     "in|as|to|into whole|full @measure"},
    {"numbers { measures { MEASURE decimals: 0 } }",
     "@round to|in? whole|full|nearest @measure"},
    {"numbers { measures { MEASURE } }", "in|as|to|into @measure"},
    {"numbers { decimals: 0 CURRENCY }", "@use? whole|full|round @coins"},
    {"numbers { decimals: 0 CURRENCY }", "@use? whole|full|round in|of @coins"},
    {"numbers { CURRENCY }",
     "@no you? dare? @use? @coins|currency|money? sign|signs|symbol|symbols"},
    {"numbers { decimals: 0 }", "@no|leave|off|out @decimals"},
    {"numbers { scale: 1000 decimals: # }",
     "in|as|to thousand|thousands|k with # "
     "number|numbers|figure|digit|digits|decimal|decimals|place|places"},
    {"numbers { scale: 1000000 decimals: # }",
     "in|as|to million|millions|mio with # "
     "number|numbers|figure|digit|digits|decimal|decimals|place|places"},
    {"numbers { scale: 1000 }", "in|as|to thousands|thousand|k $"},
    {"numbers { scale: 1000 }", "in|as|to thousands|thousand of? @coins"},
    {"numbers { scale: 1000000 }", "in|as|to millions|million|mio $"},
    {"numbers { scale: 1000000 }", "in|as|to millions|million of? @coins"},
    {"numbers { decimals: 0 }",
     "@round @numbers? whole|full|integer|integers|nearest <>"},
    {"numbers { decimals: # }", "@round @numbers? # @digits?"},
    {"numbers { decimals: # }", "# decimals|decimal places|place|digits?"},
    {"numbers { decimals: 0 }", "@round @numbers|sums|everything|results $"},
    {"numbers { decimals: 0 }",
     "whole|integer|integral numbers|figures|amounts|values"},
    {"numbers { decimals: 0 }", "round numbers|figures|amounts|values $"},
    {"numbers { THOUSANDS }", "thousand|thousands separator|separators"},
    {"numbers { THOUSANDS }", "separator|separators for|between thousands"},
    {"numbers { THOUSANDS }", "separate|group thousands|digits"},
    {"numbers { THOUSANDS }",
     "commas|comma|points|dots|spaces in|into|for long|large|big? @numbers"},
    {"numbers { CURRENCY }", "@coins|currency|money sign|signs|symbol|symbols"},
    {"numbers { CURRENCY }", "^ sign|symbol after|behind|before"},
    {"numbers { CURRENCY }", "@use|add @coins? sign|symbol"},
    {"numbers { CURRENCY }", "@amounts is|are in? @coins"},
    {"numbers { CURRENCY }",
     "@coins code? behind|after|before|next|to|with|at to? "
     "each|every|all|@amounts|prices|price|sum|money"},
    {"numbers { CURRENCY }", "in|are|is|as|@use @coins"},
    {"numbers { unit: \"$\" }", "@say|@use <> after|behind @numbers"},
    {"numbers { unit: \"$\" }", "@amounts is|are in <> $"},
    {"DATES", "@use? dates|date as|like|in <>"},
    {"DATES WRITTEN",
     "dates|date should|must? are|be? written|spelled|spelt out"},
    {"DATES WRITTEN", "write|spell|put dates|date out"},
    {"DATES WRITTEN", "write|spell|put out dates|date"},
    {"DATES WRITTEN",
     "month|months as|in|by|with its|their? word|words|letters|name|names"},
    {"DATES WRITTEN", "dates|date in|with words|letters"},
    {"DATES WRITTEN", "name|names of month|months"},
    {"DATES", "@use? dates|date format|formats is|like? <>"},
    {"DATES", "@use <> dates|date format|style?"},
    // Citations.
    // What pages are for, not how they are cited.
    {kNothing, "@no be? quoted|cited"},
    {"citations: CITATIONS_NONE", "@no @cite $"},
    {"citations: CITATIONS_NONE", "@no more? @cite|@saying|@use? @citation $"},
    {"citations: CITATIONS_NONE", "leave @citation out|off|away"},
    {"citations: CITATIONS_NONE", "leave out|off @citation"},
    {"citations: CITATIONS_SECTION",
     "@cite|@say which? section|sections|heading|headings|chapter|chapters"},
    {"citations: CITATIONS_SOURCE", "@cite|@say|with @citation"},
    {"citations: CITATIONS_SOURCE", "@cite @page"},
    {"citations: CITATIONS_SOURCE", "@use|@say @page name|names"},
    {"citations: CITATIONS_SOURCE", "@use|@say name|names of @page"},
    {"citations: CITATIONS_SOURCE", "@say where comes|came|is from"},
    // What to mention.
    {"mentions { extra: EXTRA_SQL off: true }",
     "@no @saying? sql|query|statement"},
    {"mentions { extra: EXTRA_DATABASE off: true }", "@no @saying database"},
    {"mentions { extra: EXTRA_PERIOD off: true }",
     "@no @saying date|time @range"},
    {"mentions { extra: EXTRA_PERIOD off: true }", "@no @saying @period"},
    {"mentions { extra: EXTRA_INTERPRETATION off: true }",
     "@no @saying @stats"},
    {"mentions { extra: EXTRA_ROW_COUNT off: true }",
     "@no @saying number|row rows|count"},
    {"mentions { extra: EXTRA_DOCUMENT_DATE off: true }",
     "@no @saying date|dates @page?"},
    {"mentions { extra: EXTRA_DOCUMENT_TITLE off: true }",
     "@no @saying which|title @page?"},
    {"mentions { extra: EXTRA_SQL }", "@show|with sql|query|statement $"},
    {"mentions { extra: EXTRA_SQL }",
     "@show sql|query|statement too|next|with|below|after|along|as"},
    {"mentions { extra: EXTRA_DATABASE }",
     "@say which|name|what? database|databases"},
    {"mentions { extra: EXTRA_DOCUMENT_DATE }",
     "@say how? date|age|old @page|source"},
    {"mentions { extra: EXTRA_DOCUMENT_DATE }",
     "@say when|date @page? was|were|is? last? updated|written|changed"},
    {"mentions { extra: EXTRA_PERIOD }", "@say which|what? date|time @range"},
    {"mentions { extra: EXTRA_PERIOD }", "@say which|what? time? @period"},
    {"mentions { extra: EXTRA_INTERPRETATION }", "@say which|what? @stats"},
    {"mentions { extra: EXTRA_ROW_COUNT }",
     "@say how|number|row many|of? rows|count"},
    {"mentions { extra: EXTRA_DOCUMENT_TITLE }", "@say which|title|name @page"},
    // Wishes.
    {kWish, "remind|warn <>"},
    {kWish, "mention <>"},
    {kWish, "tone|friendly|friendlier|formal|formally|informal|polite"},
    {kWish, "casual|simple|simpler|plain|jargon|emoji|emojis|humour"},
    {kWish, "wording|grammar|spelling|phrase|style|voice|sound|humor"},
    {kWish, "english|french|german|spanish|italian|language"},
    {kWish, "capital|capitals|lowercase|uppercase|bold|italics"},
    {kWish, "paragraph|paragraphs|headline|headlines|introduction"},
    {kWish, "summary|summarise|summarize|conclusion|rephrase|reword"},
};

template <size_t n>
bool HasWord(const std::vector<sdk::Token>& tokens,
             const std::array<absl::string_view, n>& words) {
  return std::any_of(tokens.begin(), tokens.end(), [&](const auto& token) {
    return std::find(words.begin(), words.end(), token.text) != words.end();
  });
}

// "Every amount", "everywhere", or a sign that is to be nowhere.
bool IsEverywhere(absl::string_view text) {
  static constexpr std::array<absl::string_view, 4> kAll = {"every", "each",
                                                            "all", "any"};
  static constexpr std::array<absl::string_view, 7> kMoney = {
      "amount", "amounts", "sum", "sums", "price", "prices", "money"};
  const std::vector<sdk::Token> tokens = sdk::Analyze(text).tokens;
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].text == "everywhere") return true;
    const bool all = i > 0 && std::find(kAll.begin(), kAll.end(),
                                        tokens[i - 1].text) != kAll.end();
    if (all && HasWord({tokens[i]}, kMoney)) return true;
  }
  return DeniesCurrency(text);
}

// Only rows have numbers to write, and only passages a source to cite.
// Pages have a currency that is to be everywhere.
AnswerKind NaturalKind(const Style& style, absl::string_view text) {
  const Numbers& numbers = style.numbers();
  const bool money_alone = !numbers.currency().empty() &&
                           !numbers.has_decimals() && numbers.scale() == 0;
  if (money_alone && IsEverywhere(text)) return ANSWER_KIND_UNSPECIFIED;
  if (style.has_numbers()) return ANSWER_KIND_ROWS;
  if (style.citations() != CITATIONS_UNSPECIFIED) return ANSWER_KIND_PASSAGES;
  if (style.mentions().empty()) return style.only_for();
  const Extra extra = style.mentions(0).extra();
  return extra == EXTRA_DOCUMENT_DATE || extra == EXTRA_DOCUMENT_TITLE
             ? ANSWER_KIND_PASSAGES
             : ANSWER_KIND_ROWS;
}

// "Hours", and not "the wrong order"; nothing is one, too.
bool IsUnit(absl::string_view words) {
  return words.empty() || (sdk::Analyze(words).tokens.size() == 1 &&
                           !sdk::Analyze(words).tokens[0].stop_word);
}

// "The ports", and not "the results" or "it".
bool NamesMatter(absl::string_view words) {
  static constexpr std::array<absl::string_view, 12> kAnything = {
      "answers", "rows",  "results", "values", "lists",  "list",
      "entries", "names", "items",   "output", "tables", "table"};
  const sdk::Analysis said = sdk::Analyze(words);
  return !said.content_stems.empty() && said.content_stems.size() <= 2 &&
         !HasWord(said.tokens, kAnything);
}

std::string Quoted(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"\\", ""}, {"\"", ""}, {"\n", " "}});
}

// The rest of `match` with what stands beside it without a space: "€/kg".
std::string WithSigns(absl::string_view text, const sdk::PhraseMatch& match) {
  size_t begin = match.rest_begin;
  size_t end = begin + match.rest.size();
  const auto is_sign = [text](size_t at) {
    const auto c = static_cast<unsigned char>(text[at]);
    return !absl::ascii_isspace(c) && !absl::StrContains(",;:.!?()\"'", c);
  };
  while (begin > 0 && is_sign(begin - 1)) --begin;
  while (end < text.size() && is_sign(end)) ++end;
  return std::string(text.substr(begin, end - begin));
}

// `rule`'s style as `match` in `text` says it; nothing where it does not say
// which currency or date format.
std::optional<Style> StyleOf(absl::string_view rule,
                             const sdk::PhraseMatch& match,
                             absl::string_view text) {
  const int64_t least = absl::StrContains(rule, "decimals") ? 0 : 1;
  const int64_t number =
      match.numbers.empty()
          ? least
          : std::clamp<int64_t>(match.numbers[0], least, kMostCounted);
  Style style;
  if (absl::StartsWith(rule, "DATES")) {
    const bool written = rule != "DATES";
    const auto format = written ? WrittenDateFormatOf(text.substr(match.begin))
                                : DateFormatOf(text.substr(match.rest_begin));
    if (!format.has_value()) return std::nullopt;
    style.set_date_format(*format);
    return style;
  }
  // "m/s" is no "m".
  if (absl::StrContains(rule, "MEASURE") &&
      absl::StartsWith(text.substr(match.end), "/")) {
    return std::nullopt;
  }
  std::string currency;
  if (absl::StrContains(rule, "CURRENCY")) {
    const auto sign = CurrencyIn(text);
    if (!sign.has_value()) return std::nullopt;
    currency = absl::StrCat("currency: \"", *sign, "\"");
  }
  const std::string filled = absl::StrReplaceAll(
      rule,
      {{"ABOUT", ""},
       {"CURRENCY", currency},
       {"MEASURE",
        absl::StrCat("unit: \"",
                     UnitIn(text.substr(match.begin, match.end - match.begin)),
                     "\"")},
       {"THOUSANDS", absl::StrCat("thousands: \"", ThousandsIn(text), "\"")},
       {"#-", absl::StrCat(std::max<int64_t>(number - 1, 1))},
       {"#", absl::StrCat(number)},
       {"$", Quoted(WithSigns(text, match))}});
  if (!google::protobuf::TextFormat::ParseFromString(filled, &style) ||
      style.numbers().decimals() > kMostDecimals ||
      !IsUnit(style.numbers().unit())) {
    return std::nullopt;
  }
  style.set_only_for(NaturalKind(style, text));
  return style;
}

std::vector<std::string> Patterns() {
  std::vector<std::string> patterns;
  for (const Rule& rule : kRules) patterns.emplace_back(rule.pattern);
  return patterns;
}

}  // namespace

std::vector<Saying> ReadSayings(absl::string_view text) {
  static const auto& book = *new sdk::PhraseBook(Patterns(), Sets());
  std::vector<Saying> sayings;
  for (sdk::PhraseMatch& match : book.Read(text)) {
    const absl::string_view rule = kRules[match.rule].style;
    if (rule == kNothing) continue;
    Saying saying;
    saying.shorter = rule == kShorter;
    if (saying.shorter) {
      saying.style.emplace();
    } else if (rule != kWish) {
      saying.style = StyleOf(rule, match, text);
      // Of dates or numbers, but not of how they are written.
      if (!saying.style.has_value()) continue;
    }
    // One wish in several words is one.
    if (!saying.style.has_value() && !sayings.empty() &&
        !sayings.back().style.has_value() &&
        sayings.back().match.span.begin() == match.span.begin()) {
      continue;
    }
    if (absl::EndsWith(rule, "ABOUT") && NamesMatter(match.rest)) {
      saying.about = match.rest;
    }
    saying.match = std::move(match);
    sayings.push_back(std::move(saying));
  }
  return sayings;
}

AnswerKind KindOf(absl::string_view text) {
  static constexpr std::array<absl::string_view, 12> kRows = {
      "numbers", "number",     "figures", "figure",  "rows",   "row",
      "data",    "statistics", "stats",   "metrics", "counts", "values"};
  static constexpr std::array<absl::string_view, 14> kPassages = {
      "documents", "document", "pages",     "passages", "rules",
      "texts",     "quotes",   "docs",      "excerpts", "handbook",
      "manual",    "manuals",  "handbooks", "page"};
  const std::vector<sdk::Token> tokens = sdk::Analyze(text).tokens;
  const bool rows = HasWord(tokens, kRows);
  const bool passages = HasWord(tokens, kPassages);
  if (rows == passages) return ANSWER_KIND_UNSPECIFIED;
  return rows ? ANSWER_KIND_ROWS : ANSWER_KIND_PASSAGES;
}

bool NamesKindAlone(absl::string_view topic) {
  const std::vector<sdk::Token> tokens = sdk::Analyze(topic).tokens;
  return KindOf(topic) != ANSWER_KIND_UNSPECIFIED &&
         std::all_of(tokens.begin(), tokens.end(), [](const auto& token) {
           return token.stop_word ||
                  KindOf(token.text) != ANSWER_KIND_UNSPECIFIED;
         });
}

namespace {

// "Lists", "more than one row": answers of several things. What is broken down
// or grouped is rows.
std::optional<KindCondition> SeveralIn(absl::string_view text) {
  static const auto& book = *new sdk::PhraseBook(
      {"for|in|with|of? all|any? grouped|aggregated|aggregate "
       "results|result|answers|answer|figures|numbers|data|output|queries|"
       "questions|rows",
       "for|in|with? all|any? "
       "breakdowns|breakdown|groupings|grouping|aggregates|aggregations",
       "when|whenever|if|where *? *? *? break|breaks|breaking down",
       "when|whenever|if|where *? *? *? *? group|groups|grouped|grouping by?",
       "when|whenever|if|where *? *? *? *? "
       "more|several|multiple|many than? #? @thing",
       "when|whenever|if|where there|theres|there's is|are? "
       "more|several|multiple|many than? #?",
       "when|whenever|if|where *? *? *? is|are|has|have more than # @thing?",
       "for|with more|several|multiple than? #? @thing",
       "^ all|any? lists|enumerations should|must|shall|as|in|are|need|always",
       "put|make|give|show|write|format|return|print|present all|any|the? "
       "lists|enumerations"},
      {{"thing",
        "row|rows|result|results|item|items|thing|things|entry|entries|value|"
        "values|line|lines|name|names|hit|hits|record|records|point|points"}});
  constexpr size_t kGrouped = 4;  // the first ones
  const auto matches = book.Read(text);
  if (matches.empty()) return std::nullopt;
  const sdk::PhraseMatch& match = matches[0];
  return KindCondition{
      match.rule < kGrouped ? ANSWER_KIND_ROWS : ANSWER_KIND_UNSPECIFIED, true,
      match.begin, match.end};
}

}  // namespace

std::optional<KindCondition> KindConditionIn(absl::string_view text) {
  static const auto& book = *new sdk::PhraseBook(
      {"when|whenever|where|if you|i|we? "
       "quote|quoting|cite|citing|show|showing|give|giving|write|writing|"
       "answer|answering|list|listing|there is|are? from|with|of|in? "
       "numbers|number|figures|rows|data|statistics|documents|document|pages|"
       "page|passages|texts|rules",
       "when|whenever|where|if|whatever|everything|anything "
       "it|its|they|you|we|i|that? is|are|comes|come|take|quote? from "
       "documents|document|pages|page|handbook|handbooks|manual|manuals|docs"});
  for (const sdk::PhraseMatch& match : book.Read(text)) {
    const AnswerKind kind =
        KindOf(text.substr(match.begin, match.end - match.begin));
    if (kind != ANSWER_KIND_UNSPECIFIED) {
      return KindCondition{kind, false, match.begin, match.end};
    }
  }
  return SeveralIn(text);
}

}  // namespace alhf::answer_writer
