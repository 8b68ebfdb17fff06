// Longer than 400 lines: because what a clause means depends on what was read
// before it, in one place.
#include "components/sql_generator/instructions.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "alhf/sdk/conditions.h"
#include "alhf/sdk/phrases.h"
#include "alhf/sdk/proposals.h"
#include "alhf/sdk/scope.h"
#include "alhf/sdk/text.h"
#include "alhf/sdk/words.h"
#include "components/sql_generator/clause_readers.h"
#include "components/sql_generator/clauses.h"
#include "components/sql_generator/definitions.h"
#include "components/sql_generator/filter_words.h"
#include "components/sql_generator/number_definitions.h"
#include "components/sql_generator/said_rows.h"
#include "components/sql_generator/setting_proposals.h"
#include "components/sql_generator/statements.h"
#include "components/sql_generator/term_names.h"

namespace alhf::sql_generator {
namespace {

constexpr double kSure = 0.95;
constexpr double kMeant = 0.7;    // it speaks of this database
constexpr double kPerhaps = 0.4;  // some of its words are the database's

// What may be said in several clauses is looked for in sentences of up to this
// many: it takes time by their square.
constexpr size_t kMostClauses = 16;

class InstructionReader {
 public:
  InstructionReader(absl::string_view text, const InstructionContext& context)
      : text_(text),
        context_(context),
        topic_(sdk::TopicOf(text)),
        exception_(sdk::ExceptionOf(text).has_value()) {}

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
    std::vector<std::pair<size_t, size_t>> read = {
        {proposal.span().begin(), proposal.span().end()}};
    if (sdk::ReadDirective<RowLimit>(proposal.directive())) {
      read.push_back(OwnNumber());
    }
    if (proposal.effect() != v1::EFFECT_ENFORCED ||
        !sdk::LeavesConditionUnread(text_, proposal.span().begin(), read,
                                    topic_)) {
      return;
    }
    Doubt(proposal, "under a condition that is not understood");
  }

  // Where "unless I give a number myself" stands: so it is with every limit.
  std::pair<size_t, size_t> OwnNumber() const {
    const auto tokens = sdk::Analyze(text_).tokens;
    for (size_t i = 0; i < tokens.size(); ++i) {
      if (!Among(tokens[i].text, {"unless", "except"})) continue;
      for (size_t at = i + 1; at < std::min(i + 8, tokens.size()); ++at) {
        if (Among(tokens[at].text, {"number", "otherwise"})) {
          return {tokens[i].begin, tokens[at].end};
        }
      }
    }
    return {0, 0};
  }

  // The engine acts on what it has read whole.
  static void Doubt(v1::Proposal& proposal, absl::string_view why) {
    proposal.set_effect(v1::EFFECT_GUIDANCE_ONLY);
    proposal.clear_directive();
    proposal.set_understood_as(
        absl::StrCat(proposal.understood_as(), ", ", why));
  }

  // To the questions that the text names, if it does: "at most 5 rows when I
  // ask for readers". A definition has its term.
  void Narrow() {
    if (!topic_.has_value()) return;
    for (Instruction& instruction : out_) {
      v1::Scope& scope = *instruction.proposal.mutable_scope();
      if (scope.breadth() != v1::BREADTH_COMPONENT ||
          sdk::ReadDirective<DatePreference>(
              instruction.proposal.directive())) {
        continue;
      }
      const auto limit =
          sdk::ReadDirective<RowLimit>(instruction.proposal.directive());
      if (limit && (limit->of_rankings() || AsksForTheFirst(topic_->words))) {
        HoldForTheFirst(instruction.proposal);
        continue;
      }
      if (context_.catalog != nullptr && limit) {
        HoldWhereListed(*context_.catalog, topic_->words, instruction.proposal);
        continue;
      }
      scope.set_breadth(v1::BREADTH_TOPIC);
      scope.set_topic(topic_->words);
      scope.add_triggers(topic_->words);
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

  // Reads clause by clause; a filter or definition may take several.
  void Sentence(size_t begin, size_t end) {
    sentence_ = begin;
    auto tokens = TokensOf(begin, end);
    const size_t reason = sdk::ReasonIn(text_, tokens);
    if (!NamesWhatWasSaid(tokens, reason)) tokens.resize(reason);
    const size_t before = out_.size();
    const auto starts = ClauseStarts(text_, tokens);
    const bool long_one = starts.size() > kMostClauses;
    std::optional<bool> carried;  // the last filter's `exclude`
    for (size_t i = 0; i < starts.size();) {
      size_t taken = 0;
      for (size_t last = long_one ? i + 1 : starts.size();
           last > i && taken == 0; --last) {
        const size_t to = last < starts.size() ? starts[last] : tokens.size();
        const std::vector<sdk::Token> part = ClauseOf(tokens, starts[i], to);
        if (part.empty()) continue;
        list_goes_on_ = ListGoesOn(tokens, starts, last);
        // A clause of a long list is not all that it says.
        const bool done =
            long_one ? Setting(part, true) : Part(part, last == i + 1, carried);
        if (done) taken = last - i;
      }
      if (taken == 0 && out_.size() > before && GoesOn(tokens, starts, i)) {
        Doubt(out_.back().proposal, "in part not understood");
      }
      i += std::max<size_t>(taken, 1);
    }
    HoldToTheTerm(TokensOf(begin, end), before);
  }

  // "By takings I mean net, and without X": where the meaning is not read, X is
  // left out of takings and of nothing else, which is not acted on.
  void HoldToTheTerm(const std::vector<sdk::Token>& tokens, size_t before) {
    const std::string term = TermMeant(tokens);
    const auto first = out_.begin() + static_cast<ptrdiff_t>(before);
    const bool defined =
        std::any_of(first, out_.end(), [](const Instruction& instruction) {
          return sdk::ReadDirective<TermDefinition>(
                     instruction.proposal.directive())
              .has_value();
        });
    if (term.empty() || defined) return;
    for (auto it = first; it != out_.end(); ++it) {
      v1::Proposal& proposal = it->proposal;
      if (!sdk::ReadDirective<DefaultFilter>(proposal.directive())) continue;
      Doubt(proposal, absl::StrCat("of ", term, ", which is not understood"));
      v1::Scope& scope = *proposal.mutable_scope();
      scope.set_breadth(v1::BREADTH_TOPIC);
      scope.set_topic(term);
      scope.add_triggers(term);
    }
  }

  // The term of "by takings I always mean …"; empty: it is said otherwise.
  std::string TermMeant(const std::vector<sdk::Token>& tokens) const {
    size_t by = tokens.size();
    for (size_t i = 0; i < tokens.size(); ++i) {
      if (tokens[i].text == "by") by = i;
      const bool who = Among(tokens[i].text, {"i", "we", "they"});
      if (!who || by + 1 >= i) continue;
      const size_t adverb =
          i + 1 < tokens.size() &&
          Among(tokens[i + 1].text, {"always", "only", "really", "just"});
      const size_t verb = i + 1 + adverb;
      if (verb < tokens.size() &&
          Among(tokens[verb].text, {"mean", "understand"})) {
        return Words({tokens.begin() + static_cast<ptrdiff_t>(by) + 1,
                      tokens.begin() + static_cast<ptrdiff_t>(i)});
      }
    }
    return "";
  }

  // Whether the clause `at` adds to what was read before it.
  bool GoesOn(const std::vector<sdk::Token>& tokens,
              const std::vector<size_t>& starts, size_t at) const {
    if (Contrasts(tokens, starts[at]) || SaysNetAgain(tokens, starts, at)) {
      return false;
    }
    if (ConditionGoesOn(tokens, starts, at)) return true;
    if (starts[at] == 0 || context_.catalog == nullptr ||
        !Among(tokens[starts[at] - 1].text, {"and", "or"}) ||
        !sdk::ReadDirective<TermDefinition>(out_.back().proposal.directive())) {
      return false;
    }
    // "… not paid and due soon": the second half says something of the data.
    const size_t end = at + 1 < starts.size() ? starts[at + 1] : tokens.size();
    const auto clause = ClauseOf(tokens, starts[at], end);
    if (clause.empty() || clause.size() >= 8) return false;
    const std::string words = Words(clause);
    return NamesData(*context_.catalog, words) ||
           IsUnderstood(*context_.catalog, words);
  }

  // "Takings are net, without fees and taxes" says the same twice.
  bool SaysNetAgain(const std::vector<sdk::Token>& tokens,
                    const std::vector<size_t>& starts, size_t at) const {
    const auto term =
        sdk::ReadDirective<TermDefinition>(out_.back().proposal.directive());
    if (!term ||
        !absl::StrContains(absl::AsciiStrToLower(term->meaning()), "net")) {
      return false;
    }
    const auto opens = [&](size_t clause) {
      return Among(tokens[starts[clause]].text,
                   {"without", "excluding", "excl", "before", "ex"});
    };
    const size_t end = at + 1 < starts.size() ? starts[at + 1] : tokens.size();
    return opens(at) || (at > 0 && opens(at - 1) && end - starts[at] <= 3);
  }

  // `single`: it is one clause, the last try at it.
  bool Part(const std::vector<sdk::Token>& part, bool single,
            std::optional<bool>& carried) {
    if (Setting(part, single)) return true;
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

  std::string Words(const std::vector<sdk::Token>& part) const {
    return WordsOf({text_, part}, 0, part.size());
  }

  // --------------------------------------------------------------- settings

  bool Setting(const std::vector<sdk::Token>& part, bool single) {
    v1::Proposal setting;
    setting.set_effect(v1::EFFECT_ENFORCED);
    if (!ProposeSetting({text_, part}, single, context_, setting)) return false;
    if (Among(part[0].text, {"it", "they", "these", "those"})) {
      OfTheTerm(setting);
    }
    Add(part, kSure).MergeFrom(setting);
    return true;
  }

  // "A hire is a loan, but it counts by its return date": whatever loans do.
  void OfTheTerm(v1::Proposal& setting) const {
    if (out_.empty() || out_.back().proposal.span().begin() < sentence_) return;
    const v1::Proposal& before = out_.back().proposal;
    if (!sdk::ReadDirective<TermDefinition>(before.directive())) return;
    v1::Scope& scope = *setting.mutable_scope();
    scope.set_breadth(v1::BREADTH_TOPIC);
    scope.set_topic(before.scope().triggers(0));
    scope.mutable_triggers()->CopyFrom(before.scope().triggers());
    setting.set_understood_as(
        absl::StrCat(setting.understood_as(), " for ", scope.topic()));
    setting.set_conflict_key(
        absl::StrCat(setting.conflict_key(), ":", Stems(scope.topic())));
  }

  // -------------------------------------------------------- default filters

  bool Filter(const std::vector<sdk::Token>& whole, bool single,
              std::optional<bool>& carried) {
    const std::vector<sdk::Token> part = WithoutTopic(whole);
    const Clause clause{text_, part};
    auto words = ReadFilterWords(part);
    // "leave out X and Y": Y is left out as well.
    const bool goes_on = !words && carried.has_value();
    if (goes_on) {
      words = FilterWords{0, part.size(), *carried};
      const auto before = out_.empty() ? std::nullopt
                                       : sdk::ReadDirective<DefaultFilter>(
                                             out_.back().proposal.directive());
      words->own = before.has_value() && before->own_rows();
    }
    if (!words) return false;
    if (context_.catalog == nullptr) {
      if (single && !goes_on && !words->unsure) return NeedsCatalog(part);
      return false;
    }
    // "In March count only X" is for March.
    if (words->place_end > 0 &&
        IsUnderstood(*context_.catalog,
                     WordsOf(clause, words->place_begin, words->place_end))) {
      return false;
    }
    if (OfNumber(part, *words)) return true;
    // "Readers have no loans" tells of readers; no report may have late loans.
    const bool of_data =
        words->of_end > 0 &&
        NamesData(*context_.catalog,
                  WordsOf(clause, words->of_begin, words->of_end));
    if (of_data) return false;
    const bool has_class = words->class_end > 0;
    const bool of_class =
        has_class && IsOfClass(*context_.catalog, clause, *words);
    const std::string class_words =
        WordsOf(clause, words->class_begin, words->class_end);
    if (!words->exclude && has_class && !of_class) {
      return Term(part, class_words, WordsOf(clause, words->begin, words->end));
    }
    const std::string said = SaidRows(*context_.catalog, clause, *words);
    if (words->exclude && has_class && WithoutRows(class_words, said)) {
      return true;
    }
    if (words->exclude && !has_class && !out_.empty()) {
      const auto number =
          sdk::ReadDirective<TermDefinition>(out_.back().proposal.directive());
      const bool same = out_.back().proposal.span().begin() >= sentence_;
      if (number && same && WithoutRows(number->term(), said)) return true;
    }
    if (words->exclude && CountsThemselves(part, said)) words->own = true;
    const bool told = words->unsure && (said.empty() || !of_class);
    if (told && has_class) return false;
    const auto filters =
        ResolveSaid(*context_.catalog, said, of_class ? class_words : "",
                    words->exclude, context_.today, context_.question);
    if (filters.empty()) {
      if (!single || goes_on || told) return false;
      return Unresolved(
          part, said, said,
          words->exclude ? "rows to leave out" : "rows to keep to");
    }
    carried = words->exclude;
    for (auto resolved : filters) {
      // "Late ones are no loans" says nothing of what belongs to these.
      if (words->own || exception_) resolved.directive->set_own_rows(true);
      const std::string& rows = resolved.directive->words();
      v1::Proposal& proposal = Add(part, kSure);
      proposal.set_understood_as(absl::StrCat(
          words->exclude ? "not counted: " : "only counted: ", rows, " (",
          resolved.meaning, ")"));
      AddFacet(proposal,
               resolved.directive->own_rows() ? kOwnRowsFacet : "table",
               resolved.directive->table());
      // It settles whether these rows count.
      proposal.set_conflict_key(absl::StrCat(
          "filter:", resolved.directive->table(), ":", Stems(rows)));
      *proposal.mutable_directive() = sdk::MakeDirective(*resolved.directive);
    }
    return true;
  }

  // "Late loans must not be counted", said of how many loans there were, is
  // about numbers of loans; said of readers it is about all that loans do.
  bool CountsThemselves(const std::vector<sdk::Token>& part,
                        const std::string& rows) const {
    const bool counts = std::any_of(
        part.begin(), part.end(),
        [](const sdk::Token& token) { return token.stem == "count"; });
    const auto asked = RowsTable(*context_.catalog, context_.question);
    return counts && asked.has_value() &&
           asked == RowsTable(*context_.catalog, rows);
  }

  // `part` without the questions that it is for, where these come first or
  // last.
  std::vector<sdk::Token> WithoutTopic(std::vector<sdk::Token> part) const {
    if (!topic_.has_value()) return part;
    size_t end = part.size();
    while (end > 0 && part[end - 1].begin >= topic_->begin) --end;
    const bool last = end < part.size() && part.back().end <= topic_->end;
    if (last && end > 0) part.resize(end);
    size_t first = 0;
    while (first < part.size() && part[first].begin >= topic_->begin &&
           part[first].end <= topic_->end) {
      ++first;
    }
    if (first < part.size()) {
      part.erase(part.begin(), part.begin() + static_cast<ptrdiff_t>(first));
    }
    return part;
  }

  // "Takings should not include late loans", "leave late loans out of takings".
  bool OfNumber(const std::vector<sdk::Token>& part, const FilterWords& words) {
    if (!words.exclude) return false;
    if (words.class_end > 0) {
      return Number(part, Slice(part, words.class_begin, words.class_end),
                    Slice(part, words.begin, words.end));
    }
    if (words.of_end > 0) {
      return Number(part, Slice(part, words.of_begin, words.of_end),
                    Slice(part, words.begin, words.end));
    }
    for (size_t i = words.begin + 1; i + 1 < words.end; ++i) {
      if (!Among(part[i].text,
                 {"from", "in", "for", "of", "towards", "toward", "as"})) {
        continue;
      }
      if (Number(part, Slice(part, i + 1, words.end),
                 Slice(part, words.begin, i))) {
        return true;
      }
    }
    return false;
  }

  bool Number(const std::vector<sdk::Token>& part,
              const std::vector<sdk::Token>& number,
              const std::vector<sdk::Token>& rows) {
    if (number.empty() || rows.empty()) return false;
    const Measure* measure = MeasureNamed(*context_.catalog, Words(number));
    if (measure == nullptr) return false;
    const std::string without = absl::StrCat("without ", Words(rows));
    const auto resolved = ResolveTerm(*context_.catalog, measure->name(),
                                      without, context_.today);
    if (!resolved.directive) return false;
    AddTerm(part, measure->name(), without, resolved);
    return true;
  }

  static std::vector<sdk::Token> Slice(const std::vector<sdk::Token>& tokens,
                                       size_t begin, size_t end) {
    return {tokens.begin() + static_cast<ptrdiff_t>(begin),
            tokens.begin() + static_cast<ptrdiff_t>(end)};
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
    const auto definition = ReadStatement(Words(part), context_.catalog);
    if (!definition) return false;
    // "… means France and Atlantis" does not mean France alone.
    if (list_goes_on_ && !(single && definition->sure)) return false;
    const bool sure = definition->sure;
    if (context_.catalog == nullptr) {
      return sure && single && NeedsCatalog(part);
    }
    const auto resolved = ResolveTerm(*context_.catalog, definition->term,
                                      definition->meaning, context_.today);
    if (!resolved.directive || list_goes_on_) {
      if (!single || !sure) return false;
      if (!Unresolved(part, definition->term, definition->meaning,
                      "the meaning of a term")) {
        return false;
      }
      // Like one that is found: where its term is asked for, until another
      // one comes.
      Define(out_.back().proposal, definition->term);
      return true;
    }
    AddTerm(part, definition->term, definition->meaning, resolved);
    return true;
  }

  // "Takings are net …, a gift is no takings": these rows are taken out of the
  // number that the text has just defined.
  bool WithoutRows(const std::string& term, const std::string& rows) {
    for (Instruction& before : out_) {
      auto definition =
          sdk::ReadDirective<TermDefinition>(before.proposal.directive());
      if (!definition || !definition->has_measure() ||
          Stems(definition->term()) != Stems(term)) {
        continue;
      }
      for (const auto& left :
           ResolveFilters(*context_.catalog, rows, true, context_.today,
                          context_.question)) {
        Measure& measure = *definition->mutable_measure();
        if (left.directive->table() != measure.table()) continue;
        measure.mutable_conditions()->MergeFrom(left.directive->conditions());
        definition->set_meaning(
            absl::StrCat(definition->meaning(), " without ", rows));
        *before.proposal.mutable_directive() = sdk::MakeDirective(*definition);
        before.proposal.set_understood_as(
            absl::StrCat(before.proposal.understood_as(), ", without ", rows));
        return true;
      }
    }
    return false;
  }

  // "Calls are only the answered rings."
  bool Term(const std::vector<sdk::Token>& part, const std::string& term,
            const std::string& meaning) {
    const auto resolved =
        ResolveTerm(*context_.catalog, term, meaning, context_.today);
    if (resolved.directive) AddTerm(part, term, meaning, resolved);
    return resolved.directive.has_value();
  }

  void AddTerm(const std::vector<sdk::Token>& part, const std::string& term,
               absl::string_view meaning,
               const Resolved<TermDefinition>& resolved) {
    v1::Proposal& proposal = Add(part, kSure);
    proposal.set_understood_as(absl::StrCat("\"", term, "\" means ", meaning,
                                            " (", resolved.meaning, ")"));
    proposal.mutable_scope()->set_breadth(v1::BREADTH_TOPIC);
    Define(proposal, term);
    *proposal.mutable_directive() = sdk::MakeDirective(*resolved.directive);
  }

  void Define(v1::Proposal& proposal, const std::string& term) {
    for (const std::string& name : NamesOfTerm(*context_.catalog, term)) {
      AddTrigger(proposal, name);
    }
    proposal.set_conflict_key(absl::StrCat(kTermKey, Stems(term)));
  }

  // Names that differ by their stems only are one.
  static void AddTrigger(v1::Proposal& proposal, const std::string& name) {
    for (const std::string& known : proposal.scope().triggers()) {
      if (Stems(known) == Stems(name)) return;
    }
    proposal.mutable_scope()->add_triggers(name);
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
    const bool meant = IsOfData(*context_.catalog, meaning) ||
                       (NamesData(*context_.catalog, term) &&
                        NamesData(*context_.catalog, meaning));
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
  const std::optional<sdk::NamedTopic> topic_;  // what the text is for
  // "For stock they stay in": what belongs to rows is not left out with them.
  const bool exception_;
  // The clause after the part that is read goes on with what it lists.
  bool list_goes_on_ = false;
  size_t sentence_ = 0;  // where the one that is read begins
  std::vector<Instruction> out_;
};

}  // namespace

std::vector<Instruction> ReadInstructions(absl::string_view text,
                                          const InstructionContext& context) {
  return InstructionReader(text, context).Run();
}

}  // namespace alhf::sql_generator
