#include "sdk/src/record_cues.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "alhf/sdk/text.h"
#include "sdk/src/speech_act.h"

namespace alhf::sdk {
namespace {

using Words = absl::flat_hash_set<absl::string_view>;

Words WordsIn(absl::string_view list) {
  return absl::StrSplit(list, ' ', absl::SkipEmpty());
}

const Words& Data() {
  static const auto& words = *new Words(WordsIn(
      "table tables column columns row rows join joins joined distinct "
      "duplicate duplicates ascending descending sum average avg minimum "
      "maximum min max count counted counts null sql query database field "
      "fields filter filtered value values id ids equal equals condition "
      "conditions percentage ratio total group grouped select less greater "
      "number difference divided divide entries"));
  return words;
}

const Words& Sources() {
  static const auto& words = *new Words(WordsIn(
      "page pages document documents doc docs passage passages article "
      "articles source sources site website wiki handbook archive section file "
      "files folder relevant irrelevant topic topics information info question "
      "asked unrelated mentions discuss discusses discussing talks addresses "
      "address reports content outdated"));
  return words;
}

const Words& Form() {
  static const auto& words = *new Words(WordsIn(
      "sentence sentences paragraph paragraphs word words letter letters "
      "bullet bullets uppercase lowercase capital capitals english language "
      "tone style manner format json xml markdown title heading headings "
      "phrase phrases comma commas quotation quotes shorter longer concise "
      "brief wordy emoji poem rhyme stanza essay respond response responses "
      "reply replies output writing wrap placeholder placeholders keyword "
      "keywords highlight italic bold asterisk asterisks postscript summary "
      "formal friendly polite simpler readable grammar bulletpoint "
      "bulletpoints "
      "decimal decimals digit digits thousands separator separators currency "
      "symbol sign euro euros dollar dollars pound pounds cents alphabetical "
      "alphabetically cite citing"));
  return words;
}

// After "your": what is written.
const Words& Written() {
  static const auto& words = *new Words(
      WordsIn("answer answers explanation words arguments text tone language "
              "response reply output"));
  return words;
}

const Words& Reservations() {
  static const auto& words = *new Words(WordsIn(
      "not no never without nothing neither nor none cannot fail fails lack "
      "lacks only but however although though while instead rather wrong "
      "incorrect irrelevant unrelated off too missing misses vague unclear "
      "outdated should could must need needs doesnt dont isnt didnt wasnt"));
  return words;
}

const Words& Approval() {
  static const auto& words = *new Words(WordsIn(
      "answers addresses explains provides gives describes lists states stated "
      "discusses covers mentions mentioned tells shows satisfies satisfied "
      "relates suits includes contains confirms talks says details offers "
      "outlines good great excellent perfect perfectly clear clearly helpful "
      "thorough thoroughly informative valid useful concise directly fully"));
  return words;
}

const Words& Requests() {
  static const auto& words = *new Words(WordsIn(
      "show list find return give count display tell get name compute report "
      "select describe"));
  return words;
}

const Words& Speaker() {
  static const auto& words = *new Words(WordsIn("i i'm i've i'd i'll my me"));
  return words;
}

// Asks to write something: "say", "add that", and neither "doesn't say" nor "to
// say".
bool AsksToWrite(const std::vector<Token>& tokens, size_t at) {
  static const auto& verbs =
      *new Words(WordsIn("say write mention remind cite round note end"));
  static const auto& blockers = *new Words(WordsIn(
      "not to must should will would could may might cannot can does did that "
      "who which they it and documents document answer text"));
  const std::string& word = tokens[at].text;
  const bool adds =
      word == "add" && at + 1 < tokens.size() && tokens[at + 1].text == "that";
  if (!adds && !verbs.contains(word)) return false;
  if (at == 0) return true;
  const std::string& before = tokens[at - 1].text;
  return !blockers.contains(before) && !absl::EndsWith(before, "n't");
}

double Strength(size_t count) {
  return std::min(3.0, std::sqrt(static_cast<double>(count)));
}

size_t CountIn(const std::vector<Token>& tokens, const Words& words) {
  return static_cast<size_t>(std::count_if(
      tokens.begin(), tokens.end(),
      [&](const Token& token) { return words.contains(token.text); }));
}

// "Your whole answer" counts twice, as does what is to be written.
size_t FormIn(const std::vector<Token>& tokens) {
  size_t count = CountIn(tokens, Form());
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (AsksToWrite(tokens, i)) count += 2;
    if (tokens[i].text != "your") continue;
    for (size_t j = i + 1; j < std::min(i + 3, tokens.size()); ++j) {
      if (Written().contains(tokens[j].text)) count += 2;
    }
  }
  return count;
}

// "X is when", "we call", "we speak of", "is our word".
bool GivesMeaning(const std::vector<Token>& tokens, size_t at) {
  static const auto& speakers =
      *new Words(WordsIn("we i people everybody everyone they us folks"));
  static const auto& verbs =
      *new Words(WordsIn("call calls mean say says speak understand"));
  const auto word = [&](size_t i) {
    return i < tokens.size() ? absl::string_view(tokens[i].text)
                             : absl::string_view();
  };
  if (word(at) == "is" || word(at) == "are") {
    return word(at + 1) == "when" || word(at + 1) == "whoever" ||
           word(at + 1) == "whatever" ||
           ((word(at + 1) == "our" || word(at + 1) == "the") &&
            word(at + 2) == "word");
  }
  if (!speakers.contains(word(at))) return false;
  return verbs.contains(word(at + 1)) ||
         ((word(at + 1) == "all" || word(at + 1) == "here") &&
          verbs.contains(word(at + 2)));
}

// "Don't count", "leave out", "keep them away".
bool SetsBounds(const std::vector<Token>& tokens) {
  static const auto& alone = *new Words(
      WordsIn("exclude excludes excluded excluding include includes included "
              "including omit omitted count counts counted counting belong "
              "belongs skip drop ignore"));
  static const auto& verbs = *new Words(
      WordsIn("leave leaves left keep take kick throw filter cut filtered"));
  static const auto& away = *new Words(WordsIn("out away off aside"));
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (alone.contains(tokens[i].text)) return true;
    if (!verbs.contains(tokens[i].text)) continue;
    const size_t end = std::min(tokens.size(), i + 5);
    for (size_t j = i + 1; j < end; ++j) {
      if (away.contains(tokens[j].text)) return true;
    }
  }
  return false;
}

bool Defines(const std::vector<Token>& tokens) {
  static const auto& alone = *new Words(
      WordsIn("means meaning denotes represents computed calculated"));
  static const auto& with_to = *new Words(WordsIn("refer refers referred"));
  static const auto& with_for = *new Words(WordsIn("stand stands"));
  for (size_t i = 0; i < tokens.size(); ++i) {
    const std::string& word = tokens[i].text;
    const absl::string_view next =
        i + 1 < tokens.size() ? tokens[i + 1].text : absl::string_view();
    if (alone.contains(word) || GivesMeaning(tokens, i) ||
        (with_to.contains(word) && next == "to") ||
        (with_for.contains(word) && next == "for") ||
        (word == "defined" && next == "as")) {
      return true;
    }
  }
  return false;
}

bool IsReserved(const std::vector<Token>& tokens) {
  for (size_t i = 0; i < tokens.size(); ++i) {
    const std::string& word = tokens[i].text;
    if (Reservations().contains(word) || absl::EndsWith(word, "n't") ||
        (word == "more" && i + 1 < tokens.size() &&
         tokens[i + 1].text == "about")) {
      return true;
    }
  }
  return false;
}

bool IsWordByte(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_';
}

// A name as programs have it: snake_case, camelCase, or a word of SQL.
bool IsNotation(absl::string_view word, bool called) {
  static const auto& keywords = *new Words(
      WordsIn("MAX MIN AVG SUM COUNT SELECT WHERE BETWEEN NULL DIVIDE SUBTRACT "
              "MULTIPLY DATE STRFTIME DISTINCT LIKE"));
  static const auto& functions = *new Words(WordsIn(
      "count divide sum avg max min subtract multiply julianday strftime"));
  if (keywords.contains(word) || (called && functions.contains(word))) {
    return true;
  }
  for (size_t i = 1; i < word.size(); ++i) {
    const auto before = static_cast<unsigned char>(word[i - 1]);
    const auto here = static_cast<unsigned char>(word[i]);
    if (here == '_' && i + 1 < word.size() && absl::ascii_isalpha(before)) {
      return true;
    }
    if (absl::ascii_isupper(here) && absl::ascii_islower(before)) return true;
  }
  return false;
}

size_t NotationIn(absl::string_view text) {
  size_t count = 0;
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    if (IsWordByte(text[i])) {
      while (end < text.size() && IsWordByte(text[end])) ++end;
      size_t next = end;
      while (next < text.size() && text[next] == ' ') ++next;
      const bool called = next < text.size() && text[next] == '(';
      count += IsNotation(text.substr(i, end - i), called);
    } else if (absl::StrContains("<>=!", text[i])) {
      while (end < text.size() && absl::StrContains("<>=!", text[end])) ++end;
      const absl::string_view run = text.substr(i, end - i);
      static const auto& operators = *new Words(WordsIn("< > = <= >= != <>"));
      count += operators.contains(run);
    } else {
      ++end;
    }
    i = end;
  }
  return count;
}

bool IsStatement(absl::string_view answer) {
  const std::vector<Token> tokens = Analyze(answer).tokens;
  const auto has = [&](absl::string_view word) {
    return std::any_of(tokens.begin(), tokens.end(),
                       [&](const Token& token) { return token.text == word; });
  };
  return !tokens.empty() &&
         (tokens[0].text == "select" || tokens[0].text == "with") &&
         has("select") && has("from");
}

// More for numbers or lists than for what to do and what holds.
bool WantsFigures(absl::string_view question) {
  static const auto& figures = *new Words(
      WordsIn("number count total sum average mean median share percentage "
              "percent list highest lowest most fewest largest smallest "
              "biggest oldest newest latest earliest top per by names each"));
  static const auto& advice = *new Words(
      WordsIn("can may must should need allowed rule rules policy do does "
              "happens if could"));
  const std::vector<Token> tokens = Analyze(question).tokens;
  size_t numbers = 0;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const std::string& word = tokens[i].text;
    const bool year =
        word.size() == 4 && std::all_of(word.begin(), word.end(), [](char c) {
          return absl::ascii_isdigit(static_cast<unsigned char>(c));
        });
    const bool many = i > 0 && tokens[i - 1].text == "how" &&
                      (word == "many" || word == "much");
    if (many || figures.contains(word)) numbers += 2;
    if (year) ++numbers;
  }
  return numbers > CountIn(tokens, advice);
}

MadeFrom MadeFromOf(const v1::Exchange& exchange) {
  MadeFrom made = MadeFrom::kUnknown;
  for (const v1::Step& step : exchange.steps()) {
    if (step.output().has_table()) return MadeFrom::kRows;
    if (step.output().passages_size() > 0) made = MadeFrom::kPassages;
  }
  if (made == MadeFrom::kPassages && WantsFigures(exchange.question())) {
    return MadeFrom::kUnknown;
  }
  return made == MadeFrom::kUnknown && IsStatement(exchange.answer())
             ? MadeFrom::kStatement
             : made;
}

// Whether there was a question that an answer could be about.
bool HasQuestion(const v1::Exchange& exchange) {
  return exchange.steps_size() > 0 ||
         Analyze(exchange.question()).tokens.size() > 1;
}

}  // namespace

RecordCues CuesOf(const v1::FeedbackRecord& record) {
  const std::vector<Token> tokens = Analyze(record.text()).tokens;
  RecordCues cues;
  cues.data = Strength(CountIn(tokens, Data()));
  cues.sources = Strength(CountIn(tokens, Sources()));
  cues.form = Strength(FormIn(tokens));
  cues.notation = Strength(NotationIn(record.text()));
  cues.defines = Defines(tokens);
  cues.bounds = SetsBounds(tokens);
  cues.reserved = IsReserved(tokens);
  cues.praises = !cues.reserved && CountIn(tokens, Approval()) > 0;
  cues.asks = SpeechActOf(record.text()) == SpeechAct::kQuestion;
  cues.requests = !tokens.empty() && Requests().contains(tokens[0].text) &&
                  !HasQuestion(record.exchange());
  const size_t first = std::min<size_t>(3, tokens.size());
  cues.personal =
      CountIn({tokens.begin(), tokens.begin() + static_cast<ptrdiff_t>(first)},
              Speaker()) > 0;
  cues.made_from = MadeFromOf(record.exchange());
  return cues;
}

}  // namespace alhf::sdk
