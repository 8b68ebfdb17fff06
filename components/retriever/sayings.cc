#include "components/retriever/sayings.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "alhf/sdk/text.h"

namespace alhf::retriever {
namespace {

struct Rule {
  Says says;
  absl::string_view pattern;
};

const sdk::PhraseBook::Sets& Sets() {
  static const auto& sets = *new sdk::PhraseBook::Sets{
      {"pages",
       "pages|page|documents|document|docs|doc|sources|source|versions|version|"
       "files|file|articles|article|edition|ones|one|information|texts"},
      {"passages",
       "passages|passage|sources|source|excerpts|excerpt|quotes|snippets|"
       "extracts"},
      {"show", "use|quote|cite|give|show|list|find|return"},
      {"new", "newer|newest|latest|recent|current|new|fresh|up"},
      {"old", "old|older|outdated|obsolete|stale|superseded"},
      {"skip", "ignore|skip|exclude|drop|nothing|not|dont|never|no"},
      {"use", "use|quote|cite"},
      {"units",
       "day|days|week|weeks|month|months|quarter|quarters|year|years"}};
  return sets;
}

// In order: the first that fits wins.
constexpr Rule kInstructions[] = {
    {Says::kNothing, "how @old|@new @pages?"},
    {Says::kMaxAge,
     "@skip @use? anything|everything|@pages? older|earlier than? # @units"},
    {Says::kMaxAge, "only|just @use? @pages? from|of? last|past # @units"},
    {Says::kThisYear, "only|just @use? @pages? from|of this|current year"},
    {Says::kThisYear,
     "@skip @use? anything|everything|@pages? from|of? before|older|earlier "
     "than? this|current year"},
    {Says::kNotBefore,
     "@skip @use? anything|everything|@pages? from? before|older|earlier than? "
     "#"},
    {Says::kNotBefore,
     "@use? only|just @use? @pages? from? since|after # on|onwards|onward?"},
    {Says::kNotBefore,
     "@use? only|just @use? @pages? from # on|onwards|onward"},
    {Says::kNewest,
     "ignore|skip|exclude|drop|not|dont|never|stop|avoid|no "
     "use|quote|cite|using|quoting|citing|from? @old @pages"},
    {Says::kNewest,
     "prefer|use|favour|favor|want|take|trust|quote|cite|check|read|only|"
     "always|from to? most? @new to? date? @pages"},
    {Says::kNewest,
     "newer|newest|latest|recent @pages"
     " first|before|over|instead"},
    {Says::kNewest, "prefer|favour|favor newer|newest|recent"},
    {Says::kCount, "@show? up|most? # best|top|different? @passages"},
    {Says::kFewer, "@show? only|just best|top|first @passages|page|document"},
    {Says::kMore, "@show? more @passages"},
    {Says::kFewer, "@show? fewer|less @passages"},
    {Says::kFewer, "too many @passages"},
    {Says::kNotThis, "wrong|different @pages use|take|check|see <>"},
    {Says::kOnly,
     "only|solely|exclusively use|quote|cite|search|look|trust|answer from|in|"
     "at|on|with? <>"},
    {Says::kOnly,
     "use|quote|cite|search|trust|answer only|solely|exclusively "
     "from|in|at|on|with? <>"},
    {Says::kOnly, "only|solely|exclusively from|in <>"},
    {Says::kOnly,
     "only|just <> may|can|must|should|shall be? "
     "used|quoted|cited|trusted|consulted"},
    {Says::kOnly, "only <> is|are valid|binding|official|authoritative"},
    {Says::kOnly, "stick|restrict|limit yourself|search|answers? to <>"},
    {Says::kLeaveOut,
     "dont|never|not|stop|avoid use|using|quote|quoting|cite|citing|look|"
     "looking|trust|trusting|take|taking|search|searching|read|reading|include|"
     "including|answer|answering|rely|relying|refer|referring from|in|at|on|"
     "with? <>"},
    {Says::kLeaveOut, "leave <> out|aside"},
    {Says::kLeaveOut, "if <> were|was left|put|set aside|out|away"},
    {Says::kLeaveOut,
     "^ <> should|must|shall be? left|put|set aside|out|away|off"},
    {Says::kLeaveOut,
     "^ <> should|must|shall|were be? "
     "ignored|skipped|excluded|avoided|disregarded|omitted|dropped"},
    {Says::kLeaveOut,
     "^ <> should|must|shall|may|can|cannot|cant|shouldnt|mustnt not|never? "
     "be? used|quoted|cited|trusted|consulted"},
    {Says::kLeaveOut, "leave out|aside <>"},
    {Says::kLeaveOut, "ignore|skip|exclude|avoid|disregard|omit|drop <>"},
    {Says::kLeaveOut,
     "nothing from|in|under <> is|are|counts|holds|applies|valid"},
    {Says::kLeaveOut, "nothing|never from|out <>"},
    {Says::kLeaveOut, "no|without more? quotes|pages|text|answers? from <>"},
    {Says::kNo, "^ no|without <>"},
    {Says::kNo,
     "^ <> is|are|was|were|has|have? been? only|just? "
     "outdated|obsolete|stale|superseded|invalid|withdrawn|revoked|cancelled|"
     "canceled|repealed|abolished|void|expired"},
    {Says::kNotThis, "not from|in <>"},
    {Says::kNotThis, "^ not <>"},
    {Says::kPrefer,
     "rely|go|draw|lean|look|answer|use|consult|trust|take|quote|cite "
     "on|by|at|in|from|to? <> rather|instead than|of from|on|in|at|by? <>"},
    {Says::kPrefer, "prefer|favour|favor|prioritise|prioritize <>"},
    // What was done, or is so, and not what to do.
    {Says::kNothing,
     "this|it|that|which|answer|quote was|were|is taken|quoted|copied|read "
     "from|out <>"},
    {Says::kNothing, "they|these|those|it come|comes|came|are from <>"},
    {Says::kNothing,
     "i|they|people|everybody|somebody|customers read|see|check|use|quote "
     "this|it|them|these|that|those <>"},
    {Says::kUse, "should|must|needs? come|be|taken|quoted from <>"},
    {Says::kUse, "answer|answers|quote|cite|take from <>"},
    {Says::kUse, "use|consult|check|trust|follow|read|see|try|cite|quote <>"},
    {Says::kUse, "look|search in|at|into|through? <>"},
    {Says::kUse, "go|rely by|with|on <>"},
    {Says::kUse, "right|correct answer|page|information is|are in|on|at? <>"},
};

constexpr Rule kComplaints[] = {
    // Asks for a date and complains of none.
    {Says::kNothing, "how @old|@new @pages?"},
    {Says::kOutdated, "@old @pages"},
    {Says::kOutdated, "@pages|this|it|thats|answer is|are|was|looks @old"},
    {Says::kOutdated, "out of? date"},
    {Says::kOutdated, "^ outdated|obsolete"},
    {Says::kOutdated, "no longer valid|current|true|applies|holds|right"},
    {Says::kOutdated, "there is|are|theres newer @pages"},
    {Says::kOutdated, "newer|new @pages says|exists|applies"},
    {Says::kWrongSource,
     "wrong|incorrect|irrelevant|unrelated page|document|doc|source|passage|"
     "article|section|file|folder"},
    {Says::kWrongSource,
     "not right|correct page|document|doc|source|passage|article|section"},
    {Says::kOffTopic,
     "not|doesnt|didnt|does actually? answer|address question"},
    {Says::kOffTopic,
     "answer|page|passage|this|it is|relates|talks|about to|about? different"},
    {Says::kOffTopic, "nothing do with"},
    {Says::kOffTopic, "is|are|completely irrelevant|unrelated"},
};

template <size_t n>
sdk::PhraseBook BookOf(const Rule (&rules)[n]) {
  std::vector<std::string> patterns;
  for (const Rule& rule : rules) patterns.emplace_back(rule.pattern);
  return sdk::PhraseBook(patterns, Sets());
}

template <size_t n>
std::vector<Saying> Read(const sdk::PhraseBook& book, const Rule (&rules)[n],
                         absl::string_view text) {
  std::vector<Saying> sayings;
  for (sdk::PhraseMatch& match : book.Read(text)) {
    const Says says = rules[match.rule].says;
    if (says != Says::kNothing) sayings.push_back({says, std::move(match)});
  }
  return sayings;
}

// A comma instead of an "and" that an instruction follows, so that clauses end
// there: "stick to the wiki and don't use the log".
std::string Parted(absl::string_view text) {
  static constexpr std::array<absl::string_view, 9> kBegins = {
      "not", "don't", "dont", "do", "never", "leave", "skip", "use", "ignore"};
  std::string parted(text);
  const std::vector<sdk::Token> tokens = sdk::Analyze(text).tokens;
  for (size_t i = 0; i + 1 < tokens.size(); ++i) {
    const bool begins = std::find(kBegins.begin(), kBegins.end(),
                                  tokens[i + 1].text) != kBegins.end();
    if (tokens[i].text == "and" && begins) {
      parted.replace(tokens[i].begin, 3, ",  ");
    }
  }
  return parted;
}

}  // namespace

std::vector<Saying> ReadInstructions(absl::string_view text) {
  static const auto& book = *new sdk::PhraseBook(BookOf(kInstructions));
  return Read(book, kInstructions, Parted(text));
}

std::vector<Saying> ReadComplaints(absl::string_view text) {
  static const auto& book = *new sdk::PhraseBook(BookOf(kComplaints));
  return Read(book, kComplaints, text);
}

}  // namespace alhf::retriever
