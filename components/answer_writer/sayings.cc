#include "components/answer_writer/sayings.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "alhf/sdk/text.h"

namespace alhf::answer_writer {
namespace {

struct Rule {
  Says says;
  int value;
  absl::string_view pattern;
};

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
      {"large", "largest|biggest|highest|greatest|most"},
      {"small", "smallest|lowest|fewest|least"},
      {"new", "newest|latest|recent|newer"},
      {"old", "oldest|earliest|older"},
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
  };
  return sets;
}

// In order: the first that fits wins. What denies comes before what affirms.
constexpr Rule kRules[] = {
    // More than can be done, though it sounds like what can.
    {Says::kWish, 0, "each|every|per @part <>"},
    {Says::kMostWords, 0, "@no @use? more than # words"},
    {Says::kMostSentences, 0, "@no @use? more than # sentences|lines"},
    {Says::kWish, 0, "more|longer than # words|sentences|lines"},
    {Says::kWish, 0, "least|minimum|exactly # words|sentences|lines|bullets"},
    {Says::kWish, 0, "first|last|second|third|next|previous sentence|line"},
    {Says::kWish, 0, "# @bullet|paragraphs|paragraph|sections|points|tables"},
    {Says::kNothing, 0, "instead|rather of|than @use? @bullet|@table|@list"},
    {Says::kNothing, 0, "@bullet|tables points? is|are|was|were good|fine|ok"},
    // Form.
    {Says::kForm, FORM_PROSE, "@no @use? @bullet points|point|@list?"},
    {Says::kForm, FORM_PROSE, "@no @use? lists|tables"},
    {Says::kForm, FORM_PROSE, "@no @use list|table $"},
    {Says::kForm, FORM_PROSE, "@no list|table $"},
    {Says::kForm, FORM_PROSE, "@bullet|tables points? is|are|was|were"},
    {Says::kForm, FORM_PROSE,
     "@use prose|paragraphs|continuous|flowing|running"},
    {Says::kForm, FORM_PROSE,
     "full|complete|whole|plain|normal sentences|prose"},
    {Says::kForm, FORM_PROSE, "^ prose"},
    {Says::kForm, FORM_BULLETS,
     "@use? @bullet points|point|form|format|@list?"},
    {Says::kForm, FORM_BULLETS, "as|into @list"},
    {Says::kForm, FORM_BULLETS, "@use lists"},
    {Says::kForm, FORM_BULLETS, "in list form|format"},
    {Says::kForm, FORM_BULLETS, "@use list instead|$"},
    {Says::kForm, FORM_BULLETS, "one item|thing|point|entry per line"},
    {Says::kForm, FORM_TABLE, "as|into @table form|format?"},
    {Says::kForm, FORM_TABLE, "in|with tables|tabular form|format?"},
    {Says::kForm, FORM_TABLE, "in table form|format|layout"},
    {Says::kForm, FORM_TABLE, "@use <> in|as|into @table $"},
    {Says::kForm, FORM_TABLE, "@use tables"},
    {Says::kForm, FORM_TABLE, "@use table instead @bullet|@list|prose?"},
    {Says::kForm, FORM_TABLE, "@use table $"},
    {Says::kForm, FORM_TABLE, "^ @table format|layout? $"},
    // Length.
    {Says::kFewerWords, 0, "@few than? # words"},
    {Says::kMostWords, 0, "# words? or less|fewer"},
    {Says::kMostWords, 0, "@most? # words|word"},
    {Says::kOneSentence, 0, "liner"},
    {Says::kOneSentence, 0, "in sentence|line $"},
    {Says::kMostSentences, 0, "@most? # sentences|sentence|lines|line"},
    {Says::kLonger, 0, "too @short"},
    {Says::kLonger, 0, "more detail|details|detailed"},
    {Says::kLonger, 0, "longer @answers"},
    {Says::kShorter, 0, "@no too? @long"},
    {Says::kShorter, 0, "too|unnecessarily|overly|awfully @long"},
    {Says::kShorter, 0, "too many words|sentences"},
    {Says::kShorter, 0, "too much|detailed text|detail|details|information?"},
    {Says::kShorter, 0, "shorter|briefer|terser"},
    {Says::kShorter, 0, "more @short"},
    {Says::kShorter, 0, "less @long|text|detail|details|words"},
    {Says::kShorter, 0, "fewer words"},
    {Says::kShorter, 0, "long winded"},
    {Says::kShorter, 0, "@short @answers"},
    {Says::kShorter, 0, "keep|make|be|stay @answers? @short"},
    {Says::kShorter, 0, "answer|reply|respond @short"},
    {Says::kShorter, 0, "^ @short $"},
    {Says::kShorter, 0, "get|come|keep? point"},
    {Says::kShorter, 0, "cut length|down"},
    // Order.
    {Says::kOrder, ORDER_LARGEST_FIRST, "@sort? @large values|numbers? first"},
    {Says::kOrder, ORDER_LARGEST_FIRST, "@large values|numbers? on|at top"},
    {Says::kOrder, ORDER_LARGEST_FIRST, "@sort|from @large to|down"},
    {Says::kOrder, ORDER_LARGEST_FIRST, "@sort? in|by? descending|decreasing"},
    {Says::kOrder, ORDER_LARGEST_FIRST, "@sort by size|value"},
    {Says::kOrder, ORDER_SMALLEST_FIRST, "@sort? @small values|numbers? first"},
    {Says::kOrder, ORDER_SMALLEST_FIRST, "@sort|from @small to"},
    {Says::kOrder, ORDER_SMALLEST_FIRST, "@sort? in|by? ascending|increasing"},
    {Says::kOrder, ORDER_NEWEST_FIRST, "@sort? most? @new ones|one? first|on"},
    {Says::kOrder, ORDER_NEWEST_FIRST, "reverse chronological|chronologically"},
    {Says::kOrder, ORDER_OLDEST_FIRST, "@sort? @old ones|one? first"},
    {Says::kOrder, ORDER_OLDEST_FIRST, "chronological|chronologically"},
    {Says::kOrder, ORDER_ALPHABETICAL, "alphabetical|alphabetically"},
    {Says::kOrder, ORDER_ALPHABETICAL, "@sort by name"},
    // Citations.
    {Says::kCite, CITATIONS_NONE, "@no @cite $"},
    {Says::kCite, CITATIONS_NONE, "@no more? @cite|@saying|@use? @citation $"},
    {Says::kCite, CITATIONS_NONE, "leave @citation out|off|away"},
    {Says::kCite, CITATIONS_NONE, "leave out|off @citation"},
    {Says::kCite, CITATIONS_SECTION,
     "@cite|@say which? section|sections|heading|headings|chapter|chapters"},
    {Says::kCite, CITATIONS_SOURCE, "@cite|@say|with @citation"},
    {Says::kCite, CITATIONS_SOURCE, "@cite @page"},
    {Says::kCite, CITATIONS_SOURCE, "@say where comes|came|is from"},
    // What to mention.
    {Says::kDoNotMention, EXTRA_SQL, "@no @saying? sql|query|statement"},
    {Says::kDoNotMention, EXTRA_DATABASE, "@no @saying database"},
    {Says::kDoNotMention, EXTRA_PERIOD, "@no @saying date|time @range"},
    {Says::kDoNotMention, EXTRA_PERIOD, "@no @saying @period"},
    {Says::kDoNotMention, EXTRA_INTERPRETATION, "@no @saying @stats"},
    {Says::kDoNotMention, EXTRA_ROW_COUNT, "@no @saying number|row rows|count"},
    {Says::kDoNotMention, EXTRA_DOCUMENT_DATE, "@no @saying date|dates @page?"},
    {Says::kDoNotMention, EXTRA_DOCUMENT_TITLE,
     "@no @saying which|title @page?"},
    {Says::kMention, EXTRA_SQL, "@show|with sql|query|statement $"},
    {Says::kMention, EXTRA_SQL,
     "@show sql|query|statement too|next|with|below|after|along|as"},
    {Says::kMention, EXTRA_DATABASE,
     "@say which|name|what? database|databases"},
    {Says::kMention, EXTRA_DOCUMENT_DATE,
     "@say how? date|age|old @page|source"},
    {Says::kMention, EXTRA_DOCUMENT_DATE,
     "@say when|date @page? was|were|is? last? updated|written|changed"},
    {Says::kMention, EXTRA_PERIOD, "@say which|what? date|time @range"},
    {Says::kMention, EXTRA_PERIOD, "@say which|what? time? @period"},
    {Says::kMention, EXTRA_INTERPRETATION, "@say which|what? @stats"},
    {Says::kMention, EXTRA_ROW_COUNT,
     "@say how|number|row many|of? rows|count"},
    {Says::kMention, EXTRA_DOCUMENT_TITLE, "@say which|title|name @page"},
    // Wishes.
    {Says::kWish, 0, "mention|remind|warn <>"},
    {Says::kWish, 0,
     "tone|friendly|friendlier|formal|formally|informal|polite"},
    {Says::kWish, 0, "casual|simple|simpler|plain|jargon|emoji|emojis|humour"},
    {Says::kWish, 0, "wording|grammar|spelling|phrase|style|voice|sound|humor"},
    {Says::kWish, 0, "english|french|german|spanish|italian|language"},
    {Says::kWish, 0, "capital|capitals|lowercase|uppercase|bold|italics|json"},
    {Says::kWish, 0, "paragraph|paragraphs|headline|headlines|introduction"},
    {Says::kWish, 0, "summary|summarise|summarize|conclusion|rephrase|reword"},
};

template <size_t n>
bool HasWord(const std::vector<sdk::Token>& tokens,
             const std::array<absl::string_view, n>& words) {
  return std::any_of(tokens.begin(), tokens.end(), [&](const auto& token) {
    return std::find(words.begin(), words.end(), token.text) != words.end();
  });
}

}  // namespace

std::vector<Saying> ReadSayings(absl::string_view text) {
  static const auto& book = *new sdk::PhraseBook(
      [] {
        std::vector<std::string> patterns;
        for (const Rule& rule : kRules) patterns.emplace_back(rule.pattern);
        return patterns;
      }(),
      Sets());
  std::vector<Saying> sayings;
  for (sdk::PhraseMatch& match : book.Read(text)) {
    const Rule& rule = kRules[match.rule];
    if (rule.says == Says::kNothing) continue;
    // One wish in several words is one.
    if (rule.says == Says::kWish && !sayings.empty() &&
        sayings.back().says == Says::kWish &&
        sayings.back().match.span.begin() == match.span.begin()) {
      continue;
    }
    sayings.push_back({rule.says, rule.value, std::move(match)});
  }
  return sayings;
}

AnswerKind KindOf(absl::string_view text) {
  static constexpr std::array<absl::string_view, 12> kRows = {
      "numbers", "number",     "figures", "figure",  "rows",   "row",
      "data",    "statistics", "stats",   "metrics", "counts", "values"};
  static constexpr std::array<absl::string_view, 9> kPassages = {
      "documents", "document", "pages", "passages", "rules",
      "texts",     "quotes",   "docs",  "excerpts"};
  const std::vector<sdk::Token> tokens = sdk::Analyze(text).tokens;
  const bool rows = HasWord(tokens, kRows);
  const bool passages = HasWord(tokens, kPassages);
  if (rows == passages) return ANSWER_KIND_UNSPECIFIED;
  return rows ? ANSWER_KIND_ROWS : ANSWER_KIND_PASSAGES;
}

}  // namespace alhf::answer_writer
