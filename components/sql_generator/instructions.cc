#include "components/sql_generator/instructions.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "alhf/sdk/conditions.h"
#include "alhf/sdk/phrases.h"
#include "alhf/sdk/proposals.h"
#include "alhf/sdk/scope.h"
#include "alhf/sdk/text.h"
#include "components/sql_generator/clause_readers.h"
#include "components/sql_generator/definitions.h"
#include "components/sql_generator/filter_words.h"

namespace alhf::sql_generator {
namespace {

constexpr double kSure = 0.95;
constexpr double kMeant = 0.7;    // it speaks of this database
constexpr double kPerhaps = 0.4;  // some of its words are the database's

// What may be said in several clauses is looked for in sentences of up to this
// many: it takes time by their square.
constexpr size_t kMostClauses = 16;

bool Among(absl::string_view word,
           std::initializer_list<absl::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Words of other components' matters.
bool IsForeign(absl::string_view word) {
  return Among(word,
               {"answer",    "answers",   "bullet",  "bullets",   "chapter",
                "citation",  "citations", "doc",     "docs",      "document",
                "documents", "file",      "files",   "folder",    "heading",
                "headings",  "page",      "pages",   "paragraph", "paragraphs",
                "passage",   "passages",  "reply",   "section",   "sentence",
                "sentences", "source",    "sources", "summary",   "tone",
                "word",      "words"});
}

class InstructionReader {
 public:
  InstructionReader(absl::string_view text, const InstructionContext& context)
      : text_(text), context_(context) {}

  std::vector<Instruction> Run() {
    for (const auto& [begin, end] : sdk::Sentences(text_)) {
      const absl::string_view sentence = text_.substr(begin, end - begin);
      const bool asks =
          absl::EndsWith(sentence, "?") && !sdk::CouldTeach(sentence);
      if (!asks) Sentence(begin, end);
    }
    for (Instruction& instruction : out_) KeepHonest(instruction.proposal);
    Narrow();
    DropDoubles();
    return std::move(out_);
  }

 private:
  // Nothing is acted on whose condition was not read.
  void KeepHonest(v1::Proposal& proposal) const {
    if (proposal.effect() != v1::EFFECT_ENFORCED ||
        !sdk::LeavesConditionUnread(text_, proposal.span().begin(),
                                    proposal.span().end())) {
      return;
    }
    proposal.set_effect(v1::EFFECT_GUIDANCE_ONLY);
    proposal.clear_directive();
    proposal.set_understood_as(
        absl::StrCat(proposal.understood_as(),
                     ", under a condition that is not understood"));
  }

  // To the questions that the text names, if it does: "at most 5 rows when I
  // ask for readers". A definition has its term.
  void Narrow() {
    const auto topic = sdk::TopicOf(text_);
    if (!topic.has_value()) return;
    for (Instruction& instruction : out_) {
      v1::Scope& scope = *instruction.proposal.mutable_scope();
      if (scope.breadth() != v1::BREADTH_COMPONENT) continue;
      scope.set_breadth(v1::BREADTH_TOPIC);
      scope.set_topic(topic->words);
      scope.add_triggers(topic->words);
    }
  }

  // Tokens of [begin, end), with places in the whole text.
  std::vector<sdk::Token> TokensOf(size_t begin, size_t end) const {
    auto tokens = sdk::Analyze(text_.substr(begin, end - begin)).tokens;
    for (sdk::Token& token : tokens) {
      token.begin += begin;
      token.end += begin;
    }
    return tokens;
  }

  // "Not SQLite, Postgres": of what settles one thing, what the engine acts on
  // counts, and the last word.
  void DropDoubles() {
    const auto enforced = [](const Instruction& i) {
      return i.proposal.effect() == v1::EFFECT_ENFORCED;
    };
    for (size_t i = 0; i < out_.size(); ++i) {
      const std::string& key = out_[i].proposal.conflict_key();
      for (size_t j = i + 1; j < out_.size() && !key.empty(); ++j) {
        if (out_[j].proposal.conflict_key() != key) continue;
        out_.erase(out_.begin() +
                   static_cast<ptrdiff_t>(
                       enforced(out_[i]) && !enforced(out_[j]) ? j : i));
        --i;
        break;
      }
    }
  }

  // The first tokens of clauses: after commas and the like, and after "and".
  static std::vector<size_t> ClauseStarts(
      absl::string_view text, const std::vector<sdk::Token>& tokens) {
    std::vector<size_t> starts;
    for (size_t i = 0; i < tokens.size(); ++i) {
      const bool stop =
          i > 0 &&
          text.substr(tokens[i - 1].end, tokens[i].begin - tokens[i - 1].end)
                  .find_first_of(",;:()\n") != absl::string_view::npos;
      const bool joined = i > 0 && Among(tokens[i - 1].text, {"and", "but"});
      if (i == 0 || stop || joined) starts.push_back(i);
    }
    return starts;
  }

  // Reads clause by clause; a filter or definition may take several.
  void Sentence(size_t begin, size_t end) {
    const auto tokens = TokensOf(begin, end);
    const auto starts = ClauseStarts(text_, tokens);
    const bool long_one = starts.size() > kMostClauses;
    std::optional<bool> carried;  // the last filter's `exclude`
    for (size_t i = 0; i < starts.size();) {
      size_t taken = 0;
      for (size_t last = long_one ? i + 1 : starts.size();
           last > i && taken == 0; --last) {
        const size_t to = last < starts.size() ? starts[last] : tokens.size();
        std::vector<sdk::Token> part(
            tokens.begin() + static_cast<ptrdiff_t>(starts[i]),
            tokens.begin() + static_cast<ptrdiff_t>(to));
        TrimConnectors(part);
        if (part.empty()) continue;
        // A clause of a long list is not all that it says.
        const bool done =
            long_one ? Setting(part) : Part(part, last == i + 1, carried);
        if (done) taken = last - i;
      }
      i += std::max<size_t>(taken, 1);
    }
  }

  static void TrimConnectors(std::vector<sdk::Token>& part) {
    while (!part.empty() && Among(part.back().text, {"and", "but"})) {
      part.pop_back();
    }
  }

  // `single`: it is one clause, the last try at it.
  bool Part(const std::vector<sdk::Token>& part, bool single,
            std::optional<bool>& carried) {
    if (single && Setting(part)) return true;
    if (Filter(part, single, carried)) return true;
    return Definition(part, single);
  }

  v1::Proposal& Add(const std::vector<sdk::Token>& part, double score) {
    Instruction& instruction = out_.emplace_back();
    instruction.score = score;
    v1::Proposal& proposal = instruction.proposal;
    proposal.mutable_span()->set_begin(
        static_cast<uint32_t>(part.front().begin));
    proposal.mutable_span()->set_end(static_cast<uint32_t>(part.back().end));
    proposal.set_effect(v1::EFFECT_ENFORCED);
    v1::Scope& scope = *proposal.mutable_scope();
    scope.set_breadth(v1::BREADTH_COMPONENT);
    AddFacet(proposal, "database", context_.database);
    return proposal;
  }

  static void AddFacet(v1::Proposal& proposal, const std::string& key,
                       const std::string& value) {
    v1::Facet& facet = *proposal.mutable_scope()->add_facets();
    facet.set_key(key);
    facet.set_value(value);
  }

  std::string Words(const std::vector<sdk::Token>& part) const {
    return std::string(
        text_.substr(part.front().begin, part.back().end - part.front().begin));
  }

  // --------------------------------------------- dialect, weeks, row limit

  bool Setting(const std::vector<sdk::Token>& part) {
    const Clause clause{text_, part};
    if (const auto dialect = ReadDialect(clause)) {
      AddDialect(part, *dialect);
    } else if (const auto weeks = ReadWeekConvention(clause)) {
      AddWeeks(part, *weeks);
    } else if (const auto limit = ReadRowLimit(clause)) {
      v1::Proposal& proposal = Add(part, kSure);
      proposal.set_understood_as(
          absl::StrCat("at most ", limit->rows(), " rows"));
      proposal.set_conflict_key("row_limit");
      *proposal.mutable_directive() = sdk::MakeDirective(*limit);
    } else {
      return false;
    }
    return true;
  }

  void AddDialect(const std::vector<sdk::Token>& part, const Dialect& dialect) {
    v1::Proposal& proposal = Add(part, kSure);
    proposal.set_conflict_key(absl::StrCat("dialect:", context_.database));
    if (dialect.name().empty()) {
      proposal.set_understood_as(
          absl::StrCat("which SQL to write, not understood: ", Words(part)));
      proposal.set_effect(v1::EFFECT_GUIDANCE_ONLY);
      return;
    }
    const bool printed =
        dialect.name() == "sqlite" || dialect.name() == "postgresql";
    proposal.set_understood_as(
        printed ? absl::StrCat("SQL is written for ", dialect.name())
                : absl::StrCat("SQL is wanted for ", dialect.name(),
                               ", which this engine does not write"));
    if (!printed) proposal.set_effect(v1::EFFECT_GUIDANCE_ONLY);
    *proposal.mutable_directive() = sdk::MakeDirective(dialect);
  }

  void AddWeeks(const std::vector<sdk::Token>& part, WeekConvention weeks) {
    v1::Proposal& proposal = Add(part, kSure);
    AddFacet(proposal, "date_part", "week");
    proposal.set_conflict_key("week_convention");
    // ISO weeks do start on Monday: no reason to leave them.
    if (weeks.kind() == WeekConvention::MONDAY &&
        context_.weeks == WeekConvention::ISO) {
      weeks.set_kind(WeekConvention::ISO);
    }
    switch (weeks.kind()) {
      case WeekConvention::MONDAY:
        proposal.set_understood_as(
            "weeks start on Monday, and days before the year's first Monday "
            "are week 0; ISO 8601 weeks are others: say so if they are meant");
        break;
      case WeekConvention::ISO:
        proposal.set_understood_as(
            "weeks are ISO 8601: from Monday, week 1 has the first Thursday");
        break;
      case WeekConvention::US:
        proposal.set_understood_as(
            "weeks are US weeks: from Sunday, week 1 has January 1");
        break;
      default:
        proposal.set_understood_as(absl::StrCat(
            "how weeks are counted, not understood: ", Words(part)));
        proposal.set_effect(v1::EFFECT_GUIDANCE_ONLY);
        return;
    }
    *proposal.mutable_directive() = sdk::MakeDirective(weeks);
  }

  // -------------------------------------------------------- default filters

  bool Filter(const std::vector<sdk::Token>& part, bool single,
              std::optional<bool>& carried) {
    auto words = ReadFilterWords(part);
    // "leave out X and Y": Y is left out as well.
    const bool goes_on = !words && carried.has_value();
    if (goes_on) words = FilterWords{0, part.size(), *carried};
    if (!words) return false;
    const std::vector<sdk::Token> rows(
        part.begin() + static_cast<ptrdiff_t>(words->begin),
        part.begin() + static_cast<ptrdiff_t>(words->end));
    if (context_.catalog == nullptr) {
      if (single && !goes_on) return NeedsCatalog(part);
      return false;
    }
    const auto resolved = ResolveFilter(*context_.catalog, Words(rows),
                                        words->exclude, context_.today);
    if (!resolved.directive) {
      if (!single || goes_on) return false;
      return Unresolved(
          part, Words(rows), Words(rows),
          words->exclude ? "rows to leave out" : "rows to keep to");
    }
    carried = words->exclude;
    v1::Proposal& proposal = Add(part, kSure);
    proposal.set_understood_as(absl::StrCat(
        words->exclude ? "not counted: " : "only counted: ", Words(rows), " (",
        resolved.meaning, ")"));
    AddFacet(proposal, "table", resolved.directive->table());
    // It settles whether these rows count.
    proposal.set_conflict_key(absl::StrCat(
        "filter:", resolved.directive->table(), ":", Stems(Words(rows))));
    *proposal.mutable_directive() = sdk::MakeDirective(*resolved.directive);
    return true;
  }

  static std::string Stems(absl::string_view words) {
    std::vector<std::string> stems;
    for (const auto& token : sdk::Analyze(words).tokens) {
      stems.push_back(token.stem);
    }
    return absl::StrJoin(stems, " ");
  }

  // ------------------------------------------------------------ definitions

  bool Definition(const std::vector<sdk::Token>& part, bool single) {
    const std::string words = Words(part);
    const auto definition = sdk::ParseDefinition(words);
    if (!definition) return false;
    if (context_.catalog == nullptr) return single && NeedsCatalog(part);
    const auto resolved = ResolveTerm(*context_.catalog, definition->term,
                                      definition->meaning, context_.today);
    if (!resolved.directive) {
      if (!single) return false;
      return Unresolved(part, definition->term, definition->meaning,
                        "the meaning of a term");
    }
    v1::Proposal& proposal = Add(part, kSure);
    proposal.set_understood_as(absl::StrCat("\"", definition->term, "\" means ",
                                            definition->meaning, " (",
                                            resolved.meaning, ")"));
    proposal.mutable_scope()->set_breadth(v1::BREADTH_TOPIC);
    proposal.mutable_scope()->add_triggers(definition->term);
    proposal.set_conflict_key(absl::StrCat("term:", Stems(definition->term)));
    *proposal.mutable_directive() = sdk::MakeDirective(*resolved.directive);
    return true;
  }

  // -------------------------------------------------------- not understood

  bool NeedsCatalog(const std::vector<sdk::Token>& part) {
    Add(part, kMeant);
    out_.back().needs_catalog = true;
    return true;
  }

  // Kept as guidance where the term is of this database, or all of the meaning.
  bool Unresolved(const std::vector<sdk::Token>& part, absl::string_view term,
                  absl::string_view meaning, absl::string_view what) {
    const bool foreign = std::any_of(
        part.begin(), part.end(),
        [](const sdk::Token& token) { return IsForeign(token.text); });
    const std::string words = Words(part);
    if (foreign || !NamesData(*context_.catalog, words)) return false;
    const bool meant = NamesData(*context_.catalog, term) ||
                       IsOfData(*context_.catalog, meaning);
    v1::Proposal& proposal = Add(part, meant ? kMeant : kPerhaps);
    proposal.set_effect(v1::EFFECT_GUIDANCE_ONLY);
    proposal.mutable_scope()->set_breadth(v1::BREADTH_TOPIC);
    proposal.mutable_scope()->set_topic(words);
    proposal.set_understood_as(
        absl::StrCat(what, ", not found in the database: ", words));
    return true;
  }

  const absl::string_view text_;
  const InstructionContext& context_;
  std::vector<Instruction> out_;
};

}  // namespace

std::vector<Instruction> ReadInstructions(absl::string_view text,
                                          const InstructionContext& context) {
  return InstructionReader(text, context).Run();
}

}  // namespace alhf::sql_generator
