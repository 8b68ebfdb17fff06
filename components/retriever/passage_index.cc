#include "components/retriever/passage_index.h"

#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "alhf/sdk/status.h"
#include "alhf/sdk/text.h"
#include "components/retriever/near_sentences.h"

namespace alhf::retriever {
namespace {

// Below this share of the question's words a passage is not about it.
constexpr double kRelevantShare = 0.4;
// The same of a source that is wanted for the question.
constexpr double kWantedShare = 0.15;
// The same of one that has a sentence near the question; so many are looked at.
constexpr double kNearShare = 0.25;
constexpr size_t kMostCompared = 4;
// What a word in the text counts; one in a heading counts 1.
constexpr double kTextWeight = 0.75;
// Of BM25: columns title, headings, text.
constexpr absl::string_view kRank = "bm25(passage, 4.0, 2.0, 1.0)";
// A preferred source; the one preferred last stands above earlier ones.
constexpr double kPreferred = 3.0;
constexpr double kPreferredLast = 4.0;
// The newest of the relevant documents over the oldest.
constexpr double kNewest = 4.0;
constexpr uint32_t kDefaultPassages = 3;

struct CloseStatement {
  void operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
  }
};
using Statement = std::unique_ptr<sqlite3_stmt, CloseStatement>;

absl::Status SqliteError(sqlite3* database) {
  return absl::InternalError(
      absl::StrCat("passage index: ", sqlite3_errmsg(database)));
}

absl::StatusOr<Statement> Prepare(sqlite3* database, absl::string_view sql,
                                  const std::vector<std::string>& texts) {
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()),
                         &raw, nullptr) != SQLITE_OK) {
    return SqliteError(database);
  }
  Statement statement(raw);
  for (size_t i = 0; i < texts.size(); ++i) {
    if (sqlite3_bind_text(raw, static_cast<int>(i) + 1, texts[i].data(),
                          static_cast<int>(texts[i].size()),
                          SQLITE_TRANSIENT) != SQLITE_OK) {
      return SqliteError(database);
    }
  }
  return statement;
}

absl::Status Execute(sqlite3* database, absl::string_view sql,
                     const std::vector<std::string>& texts = {}) {
  ALHF_ASSIGN_OR_RETURN(const Statement statement,
                        Prepare(database, sql, texts));
  return sqlite3_step(statement.get()) == SQLITE_DONE ? absl::OkStatus()
                                                      : SqliteError(database);
}

// A word is a run of letters and digits, so quoting is enough.
std::string Quoted(absl::string_view word) {
  return absl::StrCat("\"", word, "\"");
}

// Words of a request that say nothing about what is asked for.
bool IsRequestWord(absl::string_view word) {
  static const auto* const kWords = new absl::flat_hash_set<std::string>(
      {"tell",  "show",    "give",   "find",   "explain", "describe", "know",
       "list",  "say",     "says",   "want",   "need",    "like",     "get",
       "much",  "many",    "long",   "please", "does",    "thing",    "things",
       "mean",  "means",   "us",     "make",   "happen",  "happens",  "allowed",
       "about", "someone", "people", "person", "anyone",  "must",     "may"});
  return kWords->contains(word);
}

bool AsksHowMuch(const sdk::Analysis& asked) {
  for (size_t i = 1; i < asked.tokens.size(); ++i) {
    const std::string& word = asked.tokens[i].text;
    if (asked.tokens[i - 1].text == "how" &&
        (word == "much" || word == "many")) {
      return true;
    }
  }
  return false;
}

bool IsUnder(absl::string_view path, absl::string_view source) {
  return absl::EndsWith(source, "/") ? absl::StartsWith(path, source)
                                     : path == source;
}

bool IsUnderAny(absl::string_view path, const Sources& sources) {
  return std::any_of(
      sources.paths().begin(), sources.paths().end(),
      [&](const std::string& source) { return IsUnder(path, source); });
}

bool LeftOut(absl::string_view path, const sdk::Analysis& asked,
             const Search& search) {
  for (const Sources& sources : search.sources()) {
    const bool under = IsUnderAny(path, sources);
    const bool excepted = std::any_of(
        sources.unless().begin(), sources.unless().end(),
        [&](const auto& word) { return sdk::TriggerFires(word, asked); });
    if (sources.use() == Sources::LEAVE_OUT && under && !excepted) return true;
    if (std::find(sources.rivals().begin(), sources.rivals().end(), path) !=
        sources.rivals().end()) {
      return true;
    }
    if (sources.use() == Sources::ONLY && !under) return true;
  }
  return false;
}

double PreferenceFor(absl::string_view path, const Search& search) {
  double factor = 1;
  const Sources* last = nullptr;
  for (const Sources& sources : search.sources()) {
    if (sources.use() != Sources::PREFER) continue;
    last = &sources;
    if (IsUnderAny(path, sources)) factor = kPreferred;
  }
  return last != nullptr && IsUnderAny(path, *last) ? kPreferredLast : factor;
}

// "a/b/c.md" -> "a/", "a/b/", "a/b/c.md".
void AddWithFolders(absl::string_view path, std::set<std::string>& sources) {
  for (size_t i = 0; i < path.size(); ++i) {
    if (path[i] == '/') sources.emplace(path.substr(0, i + 1));
  }
  sources.emplace(path);
}

}  // namespace

// A question as this index reads it.
struct PassageIndex::Wording {
  std::vector<std::string> required;  // a passage should have these
  std::vector<std::string> optional;  // these only rank
};

struct PassageIndex::Candidate {
  const Entry* entry;
  double score;
};

absl::StatusOr<std::unique_ptr<PassageIndex>> PassageIndex::Build(
    const std::vector<Document>& documents,
    std::shared_ptr<const sdk::Encoder> encoder) {
  sqlite3* database = nullptr;
  const int opened = sqlite3_open_v2(
      ":memory:", &database,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX,
      nullptr);
  std::unique_ptr<PassageIndex> index(
      new PassageIndex(database, std::move(encoder)));
  if (opened != SQLITE_OK) return SqliteError(database);
  ALHF_RETURN_IF_ERROR(
      Execute(database,
              "CREATE VIRTUAL TABLE passage USING fts5(title, headings, body, "
              "tokenize = 'porter unicode61', content = '')"));
  for (const Document& document : documents) {
    ALHF_RETURN_IF_ERROR(index->Add(document));
  }
  return index;
}

PassageIndex::~PassageIndex() { sqlite3_close(database_); }

absl::Status PassageIndex::Add(const Document& document) {
  for (const Section& section : document.sections) {
    Entry entry;
    entry.passage.set_source(document.path);
    for (const std::string& heading : section.headings) {
      entry.passage.add_headings(heading);
    }
    entry.passage.set_text(section.text);
    if (document.date.has_value()) {
      entry.date = *document.date;
      *entry.passage.mutable_date() =
          ToProto(absl::FromCivil(entry.date, absl::UTCTimeZone()));
    }
    ALHF_RETURN_IF_ERROR(
        Execute(database_,
                "INSERT INTO passage(rowid, title, headings, body) "
                "VALUES (CAST(?1 AS INTEGER), ?2, ?3, ?4)",
                {absl::StrCat(entries_.size()), document.title,
                 absl::StrJoin(section.headings.begin() + 1,
                               section.headings.end(), "\n"),
                 section.text}));
    entries_.push_back(std::move(entry));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::map<int64_t, double>> PassageIndex::Match(
    const std::string& expression) const {
  ALHF_ASSIGN_OR_RETURN(
      const Statement statement,
      Prepare(database_,
              absl::StrCat("SELECT rowid, -", kRank,
                           " FROM passage WHERE passage MATCH ?1"),
              {expression}));
  std::map<int64_t, double> rows;
  int result = SQLITE_ROW;
  while ((result = sqlite3_step(statement.get())) == SQLITE_ROW) {
    rows[sqlite3_column_int64(statement.get(), 0)] =
        sqlite3_column_double(statement.get(), 1);
  }
  if (result != SQLITE_DONE) return SqliteError(database_);
  return rows;
}

absl::StatusOr<bool> PassageIndex::Knows(absl::string_view word) const {
  ALHF_ASSIGN_OR_RETURN(const auto rows, Match(Quoted(word)));
  return !rows.empty();
}

PassageIndex::Wording PassageIndex::WordingOf(absl::string_view question,
                                              const Search& search) const {
  Wording wording;
  const sdk::Analysis asked = sdk::Analyze(question);
  absl::flat_hash_set<std::string> spelled_out;
  for (const Expansion& expansion : search.expansions()) {
    if (!sdk::TriggerFires(expansion.term(), asked)) continue;
    for (const sdk::Token& token : sdk::Analyze(expansion.term()).tokens) {
      spelled_out.insert(token.stem);
    }
    for (const sdk::Token& token : sdk::Analyze(expansion.meaning()).tokens) {
      if (!token.stop_word) wording.required.push_back(token.text);
    }
  }
  for (const sdk::Token& token : asked.tokens) {
    if (token.stop_word || IsRequestWord(token.text)) continue;
    const bool ranks_only = token.number || spelled_out.contains(token.stem);
    absl::string_view word = token.text;
    absl::ConsumeSuffix(&word, "'s");  // "the guest's": FTS5 would part it
    (ranks_only ? wording.optional : wording.required).emplace_back(word);
  }
  if (wording.required.empty()) std::swap(wording.required, wording.optional);
  // Headings ask as questions do, in one of two words.
  if (AsksHowMuch(asked)) {
    wording.optional.insert(wording.optional.end(), {"how much", "how many"});
  }
  return wording;
}

absl::StatusOr<std::map<int64_t, double>> PassageIndex::Relevant(
    absl::string_view question, const Search& search, Reach reach,
    std::vector<std::string>* unknown_words) const {
  const Wording wording = WordingOf(question, search);
  double whole = 0;
  std::map<int64_t, double> share;
  for (const std::string& word : wording.required) {
    ALHF_ASSIGN_OR_RETURN(const auto rows, Match(Quoted(word)));
    ALHF_ASSIGN_OR_RETURN(
        const auto above,
        Match(absl::StrCat("{title headings} : ", Quoted(word))));
    if (rows.empty()) unknown_words->push_back(word);
    const double n = std::max<double>(1, static_cast<double>(rows.size()));
    const double idf = std::log(
        1 + (static_cast<double>(entries_.size()) - n + 0.5) / (n + 0.5));
    whole += idf;
    for (const auto& [row, score] : rows) {
      share[row] += idf * (above.contains(row) ? 1 : kTextWeight);
    }
  }
  std::vector<std::string> words;
  for (const auto* list : {&wording.required, &wording.optional}) {
    for (const std::string& word : *list) words.push_back(Quoted(word));
  }
  std::map<int64_t, double> relevant;
  std::map<int64_t, double> some;
  if (words.empty()) return relevant;
  ALHF_ASSIGN_OR_RETURN(const auto ranked, Match(absl::StrJoin(words, " OR ")));
  for (const auto& [row, held] : share) {
    const std::string& path =
        entries_[static_cast<size_t>(row)].passage.source();
    const double least =
        PreferenceFor(path, search) > 1 ? kWantedShare : kRelevantShare;
    if (held < std::min(least, kNearShare) * whole) continue;
    (held < least * whole ? some : relevant)[row] =
        ranked.at(row) * held / whole;
  }
  const bool near =
      relevant.empty() && reach == Reach::kNear && encoder_ != nullptr;
  return near ? Near(question, some) : relevant;
}

absl::StatusOr<std::map<int64_t, double>> PassageIndex::Near(
    absl::string_view question,
    const std::map<int64_t, double>& passages) const {
  std::vector<std::pair<int64_t, double>> best(passages.begin(),
                                               passages.end());
  std::stable_sort(best.begin(), best.end(), [](const auto& a, const auto& b) {
    return a.second > b.second;
  });
  if (best.size() > kMostCompared) best.resize(kMostCompared);
  std::map<int64_t, double> near;
  if (best.empty()) return near;
  ALHF_ASSIGN_OR_RETURN(const sdk::SentenceVector asked,
                        encoder_->Encode(question));
  for (const auto& [row, score] : best) {
    ALHF_ASSIGN_OR_RETURN(
        const bool says,
        SaysNearly(*encoder_, asked,
                   entries_[static_cast<size_t>(row)].passage));
    if (says) near[row] = score;
  }
  return near;
}

absl::StatusOr<Found> PassageIndex::Find(absl::string_view question,
                                         const Search& search,
                                         Reach reach) const {
  Found found;
  ALHF_ASSIGN_OR_RETURN(const auto relevant, Relevant(question, search, reach,
                                                      &found.unknown_words));
  const std::optional<absl::CivilDay> not_before =
      ParseDate(search.not_before());
  const sdk::Analysis asked = sdk::Analyze(question);
  std::vector<Candidate> candidates;
  std::set<absl::CivilDay> dates;
  for (const auto& [row, score] : relevant) {
    const Entry& entry = entries_[static_cast<size_t>(row)];
    const std::string& path = entry.passage.source();
    AddWithFolders(path, found.sources);
    const bool too_old = not_before.has_value() && entry.passage.has_date() &&
                         entry.date < *not_before;
    if (too_old || LeftOut(path, asked, search)) {
      ++found.left_out;
      continue;
    }
    dates.insert(entry.date);
    candidates.push_back({&entry, score * PreferenceFor(path, search)});
  }
  if (search.newest_first() && dates.size() > 1) {
    for (Candidate& candidate : candidates) {
      const double rank = static_cast<double>(
          std::distance(dates.begin(), dates.find(candidate.entry->date)));
      candidate.score *=
          1 + (kNewest - 1) * rank / static_cast<double>(dates.size() - 1);
    }
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) {
                     return a.score != b.score ? a.score > b.score
                                               : a.entry->date > b.entry->date;
                   });
  const size_t wanted =
      search.max_passages() == 0 ? kDefaultPassages : search.max_passages();
  for (size_t i = 0; i < std::min(wanted, candidates.size()); ++i) {
    found.passages.push_back(candidates[i].entry->passage);
    found.passages.back().set_score(candidates[i].score);
  }
  return found;
}

}  // namespace alhf::retriever
