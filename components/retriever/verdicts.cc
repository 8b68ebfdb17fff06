#include "components/retriever/verdicts.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "alhf/sdk/conditions.h"
#include "alhf/sdk/phrases.h"
#include "alhf/sdk/text.h"
#include "alhf/sdk/words.h"

namespace alhf::retriever {
namespace {

// So many words in a row may name a source.
constexpr size_t kLongestName = 5;

// kAlone: the one that is named, where it is sure to be a source.
enum class Says { kNothing, kHolds, kFails, kWrong, kOnlyFor, kAlone };

struct Rule {
  Says says;
  absl::string_view pattern;
};

const sdk::PhraseBook::Sets& Sets() {
  static const auto& sets = *new sdk::PhraseBook::Sets{
      {"is", "is|are|r|was|were|be|been|counts|count|isnt|arent"},
      {"no", "no|not|never|dont|isnt|arent|doesnt|cannot|cant|nothing|stop"},
      {"use",
       "use|using|take|taking|quote|quoting|cite|citing|look|looking|read|"
       "reading|trust|trusting|answer|answering|answers|search|searching|rely|"
       "relying|come|include|consult|go|show"},
      {"valid",
       "valid|current|true|right|correct|binding|official|applies|apply|holds|"
       "hold|counts|count|exist|exists|good|authoritative|relevant|law"},
      {"dead",
       "dead|history|finished|outdated|obsolete|stale|superseded|expired|"
       "invalid|void|retired|replaced|withdrawn|gone|cancelled|canceled|"
       "garbage|rubbish|nonsense|useless|over|abolished|scrapped|defunct|"
       "archived"},
      {"thing", "anything|everything|something|any|one|answers|rules|text"},
  };
  return sets;
}

// In order: the first that fits wins.
constexpr Rule kRules[] = {
    // What was done, and not what to do.
    {Says::kNothing,
     "you|it|answer|this|why again|always|still? "
     "use|uses|used|quote|quotes|quoted|quoting|take|takes|took|read|cite|"
     "cites|cited|come|comes|came"},
    {Says::kNothing,
     "this|it|that|which|answer|quote was|were taken|quoted|copied|read"},
    {Says::kNothing,
     "i|they|people|everybody|somebody|customers read|see|check|use|quote "
     "this|it|them|these|that|those"},
    {Says::kHolds,
     "replaced|replaces|supersedes|superseded it|them|that|those"},
    {Says::kFails,
     "we|they scrapped|dropped|withdrew|retired|cancelled|abolished|replaced "
     "<>"},
    {Says::kFails, "@no longer|more @valid|@use"},
    {Says::kFails, "@no @valid"},
    {Says::kFails, "@no @is? @use @thing? from|out|in|at|into|on|of|there?"},
    {Says::kFails,
     "@no from|in|of|out? there|it|them|those|that? @is? "
     "used|taken|quoted|cited|read|shown|trusted"},
    {Says::kFails, "hands|fingers|eyes off|away"},
    {Says::kFails, "stay|keep|steer away|out|clear|off"},
    {Says::kFails, "forget|ignore|skip|drop|exclude|disregard|avoid|omit"},
    {Says::kFails, "leave <> out|aside|alone"},
    {Says::kFails, "leave out|aside"},
    {Says::kFails, "@no rule|rules|source|law|decision|decisions|longer"},
    {Says::kFails, "@no <> rule|rules|source|sources|law"},
    {Says::kFails, "only|just kept|there|stored|shown|history|talk|drafts"},
    {Says::kFails, "only|just shows|show|says|say what"},
    {Says::kFails, "not agreed|approved|decided|signed|final|in"},
    {Says::kOnlyFor, "@is only|just meant? for <>"},
    {Says::kOnlyFor, "only|just applies|apply|holds|hold|counts for|to <>"},
    {Says::kOnlyFor, "applies|apply|holds|hold only|just for|to <>"},
    {Says::kFails, "@is|its|thats|long|already @dead"},
    {Says::kFails, "@dead $"},
    {Says::kWrong, "@is|its|thats|all wrong|incorrect|false|changed|bad"},
    {Says::kWrong, "has|have all? changed"},
    {Says::kHolds, "@is always|still|now? @valid"},
    {Says::kHolds, "@is the? one that|which? @valid"},
    {Says::kHolds, "@is answered|taken|quoted|read only|always? from|out|with"},
    {Says::kHolds, "should|must|shall|has|have to? come|be from|out"},
    {Says::kHolds,
     "take|use|read|consult|check|prefer|trust|follow|quote|cite|see"},
    {Says::kHolds, "look|looking|search|searching always? in|at|into|up"},
    {Says::kHolds, "go|stick always? by|with|to"},
    {Says::kHolds, "@valid always|now $"},
    {Says::kAlone, "^ only|just <>"},
    {Says::kAlone, "only <> @valid"},
};

struct Clause {
  size_t begin = 0;
  size_t end = 0;
};

// Parts of sentences, between marks and words that join them.
std::vector<Clause> ClausesOf(absl::string_view text) {
  std::vector<Clause> clauses;
  for (const auto& [begin, end] : sdk::Sentences(text)) {
    const std::vector<sdk::Token> tokens =
        sdk::Analyze(text.substr(begin, end - begin)).tokens;
    for (size_t i = 0; i < tokens.size(); ++i) {
      const size_t at = begin + tokens[i].begin;
      const size_t last = i == 0 ? at : begin + tokens[i - 1].end;
      const absl::string_view between = text.substr(last, at - last);
      const bool mark = between.find_first_of(",;:!?()\n") != between.npos ||
                        absl::StrContains(between, " - ") ||
                        absl::StrContains(between, "\xE2\x80\x93") ||
                        absl::StrContains(between, "\xE2\x80\x94");
      const bool joins = Among(
          tokens[i].text,
          {"but", "since", "because", "whereas", "while", "so", "and", "yet"});
      if (i == 0 || mark || joins) clauses.push_back({at, 0});
      clauses.back().end = begin + tokens[i].end;
    }
  }
  return clauses;
}

// Whether a clause that begins with `word` speaks of what was named before.
bool PointsBack(absl::string_view word) {
  return Among(word, {"which", "wich", "that", "thats", "it", "its", "they",
                      "those", "these", "this", "both", "who"});
}

// "Nothing in there": what was named before.
bool PointsThere(const std::vector<sdk::Token>& tokens) {
  for (size_t i = 1; i < tokens.size(); ++i) {
    if (tokens[i].text == "there" &&
        Among(tokens[i - 1].text, {"in", "from", "of", "at"})) {
      return true;
    }
  }
  return false;
}

// Reads the clauses one after the other, and remembers what they named.
class Reader {
 public:
  Reader(absl::string_view text, const SourceNames& names)
      : text_(text), names_(names) {}

  std::vector<Verdict> Run() {
    for (const Clause& clause : ClausesOf(text_)) Read(clause);
    return std::move(verdicts_);
  }

 private:
  void Read(const Clause& clause) {
    const absl::string_view words =
        text_.substr(clause.begin, clause.end - clause.begin);
    const std::vector<sdk::Token> tokens = sdk::Analyze(words).tokens;
    bool marked = false;
    std::vector<std::string> paths = SourcesIn(words, tokens, &marked);
    std::string rest;
    Says says = Judge(words, &rest);
    // "Those rules are dead": of the ones named before.
    if ((paths.empty() || !marked) && !last_.empty() && says != Says::kHolds &&
        !tokens.empty() &&
        (PointsBack(tokens[0].text) || PointsThere(tokens) ||
         Among(tokens.back().text, {"there", "them", "those"}))) {
      paths = last_;
      marked = last_marked_;
    }
    if (paths.empty()) return;
    last_ = paths;
    last_marked_ = marked;
    for (const std::string& path : paths) seen_.push_back(path);
    // "The price is wrong" is no word on a page of prices.
    const bool needs_mark = says == Says::kWrong || says == Says::kAlone;
    if (says == Says::kNothing || (needs_mark && !marked)) return;
    if (says == Says::kAlone) says = Says::kHolds;
    Add(clause, says, paths);
  }

  void Add(const Clause& clause, Says says,
           const std::vector<std::string>& paths) {
    Verdict verdict;
    verdict.marked = last_marked_;
    verdict.begin = clause.begin;
    verdict.end = clause.end;
    for (const std::string& path : paths) verdict.sources.add_paths(path);
    verdict.sources.set_use(says == Says::kHolds ? Sources::PREFER
                                                 : Sources::LEAVE_OUT);
    if (says == Says::kOnlyFor) {
      for (const std::string& word : names_.TitleWords(paths)) {
        verdict.sources.add_unless(word);
      }
      if (verdict.sources.unless().empty()) return;
    }
    // What is denied is not wanted, whatever else is said of it.
    const auto same = [&verdict](const Verdict& other) {
      return std::equal(
          other.sources.paths().begin(), other.sources.paths().end(),
          verdict.sources.paths().begin(), verdict.sources.paths().end());
    };
    const auto other = std::find_if(verdicts_.begin(), verdicts_.end(), same);
    if (other == verdicts_.end()) {
      verdicts_.push_back(std::move(verdict));
    } else if (other->sources.use() == Sources::PREFER) {
      *other = std::move(verdict);
    }
  }

  static Says Judge(absl::string_view words, std::string* rest) {
    static const auto& book = *new sdk::PhraseBook(
        [] {
          std::vector<std::string> patterns;
          for (const Rule& rule : kRules) patterns.emplace_back(rule.pattern);
          return patterns;
        }(),
        Sets());
    Says says = Says::kNothing;
    size_t best = std::size(kRules);
    for (const sdk::PhraseMatch& match : book.Read(words)) {
      if (match.rule >= best) continue;
      best = match.rule;
      says = kRules[match.rule].says;
      *rest = match.rest;
    }
    return says;
  }

  // The sources that `words` name. `marked`: by a file's name, a year, or with
  // a word for documents.
  std::vector<std::string> SourcesIn(absl::string_view words,
                                     const std::vector<sdk::Token>& tokens,
                                     bool* marked) const {
    *marked = true;
    if (auto files = names_.FilesIn(words); !files.empty()) return files;
    if (auto related = Related(words, tokens); !related.empty()) {
      return related;
    }
    for (size_t length = std::min(kLongestName, tokens.size()); length > 0;
         --length) {
      for (size_t i = 0; i + length <= tokens.size(); ++i) {
        const absl::string_view phrase = words.substr(
            tokens[i].begin, tokens[i + length - 1].end - tokens[i].begin);
        if (tokens[i].stop_word || tokens[i + length - 1].stop_word) continue;
        std::vector<std::string> paths = names_.Resolve(phrase);
        if (paths.empty()) continue;
        *marked = MentionsSources(phrase) || HasYear(phrase);
        const bool subject = i == 0 || (i == 1 && tokens[0].stop_word);
        if (*marked || (subject && names_.NamesWholly(phrase, paths))) {
          return paths;
        }
      }
    }
    return {};
  }

  // "The one from 2022", "the txt file": among what was named, and what is on
  // the same.
  std::vector<std::string> Related(
      absl::string_view words, const std::vector<sdk::Token>& tokens) const {
    std::vector<std::string> near = seen_;
    for (std::string& path : names_.RivalsOf(seen_)) {
      near.push_back(std::move(path));
    }
    for (size_t i = 0; i + 1 < tokens.size(); ++i) {
      const bool one = Among(tokens[i].text, {"one", "ones", "version"});
      const bool from = Among(tokens[i + 1].text, {"from", "of", "in"});
      if (!one || !from || i + 2 >= tokens.size()) continue;
      const absl::string_view after = words.substr(
          tokens[i + 2].begin, tokens[i + 2].end - tokens[i + 2].begin);
      return names_.Among(near, after);
    }
    if (!MentionsSources(words)) return {};
    std::vector<std::string> found;
    for (const std::string& path : names_.WithEnding(words)) {
      if (near.empty() ||
          std::find(near.begin(), near.end(), path) != near.end()) {
        found.push_back(path);
      }
    }
    // Of all that end so, only what was spoken of.
    return near.empty() && found.size() > 1 ? std::vector<std::string>()
                                            : found;
  }

  static bool HasYear(absl::string_view phrase) {
    const std::vector<sdk::Token> tokens = sdk::Analyze(phrase).tokens;
    return std::any_of(tokens.begin(), tokens.end(), [](const auto& token) {
      return token.number && token.text.size() == 4;
    });
  }

  const absl::string_view text_;
  const SourceNames& names_;
  std::vector<Verdict> verdicts_;
  std::vector<std::string> last_;
  bool last_marked_ = false;
  std::vector<std::string> seen_;
};

}  // namespace

std::vector<Verdict> ReadVerdicts(absl::string_view text,
                                  const SourceNames& names) {
  return Reader(text, names).Run();
}

}  // namespace alhf::retriever
