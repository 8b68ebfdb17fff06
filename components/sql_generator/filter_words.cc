#include "components/sql_generator/filter_words.h"

#include <algorithm>
#include <initializer_list>

#include "absl/strings/string_view.h"
#include "alhf/sdk/words.h"
#include "components/sql_generator/filter_frames.h"

namespace alhf::sql_generator {
namespace {

bool IsLead(absl::string_view word) {
  return Among(
      word, {"please", "pls",  "plz",     "and",  "but",      "so",    "ok",
             "okay",   "also", "always",  "note", "remember", "fyi",   "btw",
             "hey",    "hi",   "no",      "nope", "actually", "we",    "you",
             "should", "must", "need",    "to",   "can",      "could", "would",
             "let's",  "by",   "default", "now",  "from",     "on",    "in",
             "future", "here", "i",       "want", "have",     "i'd",   "like",
             "us",     "that", "sorry",   "u",    "kindly",   "just"});
}

// The verb that "do not", "never", "I want not to" deny; `at` for none.
size_t AfterDenial(const std::vector<sdk::Token>& clause, size_t at) {
  const size_t n = clause.size();
  size_t i = at;
  if (i < n && Among(clause[i].text, {"do", "does"})) ++i;
  if (i >= n || !Denies(clause[i].text) || clause[i].text == "no") return at;
  ++i;
  while (i < n && Among(clause[i].text, {"ever", "to", "anymore"})) ++i;
  return i < n ? i : at;
}

// "In our range count only X": where the instruction begins; `begin` where it
// is not said so.
size_t AfterHouse(const std::vector<sdk::Token>& clause, size_t begin) {
  constexpr size_t kMostWords = 5;
  if (clause.size() < 2 ||
      !Among(clause[0].text, {"in", "for", "on", "at", "with"}) ||
      !Among(clause[1].text, {"our", "the", "my"})) {
    return begin;
  }
  for (size_t i = 3; i + 1 < std::min(clause.size(), kMostWords); ++i) {
    if (Among(clause[i].text,
              {"count", "only", "leave", "exclude", "ignore", "never", "don't",
               "do", "drop", "skip", "include", "we", "please", "i"})) {
      return i;
    }
  }
  return begin;
}

// "In lists and counts I do not want X": where the instruction begins after
// what it is for; `begin` where that is not said.
size_t AfterPlace(const std::vector<sdk::Token>& clause, size_t begin) {
  constexpr size_t kMostWords = 12;
  if (clause.empty() || !Among(clause[0].text, {"in", "for", "from", "on"})) {
    return begin;
  }
  bool general = false;
  for (size_t i = 1; i + 2 < std::min(clause.size(), kMostWords); ++i) {
    general = general ||
              Among(clause[i].text,
                    {"lists", "list", "counts", "count", "numbers", "figures",
                     "totals", "total", "reports", "report", "statistics",
                     "stats", "sums", "averages", "results", "queries"});
    if (!general || !Among(clause[i].text, {"i", "we", "you", "please"})) {
      continue;
    }
    while (i < clause.size() && IsLead(clause[i].text)) ++i;
    return i;
  }
  return begin;
}

}  // namespace

std::optional<FilterWords> ReadFilterWords(
    const std::vector<sdk::Token>& clause) {
  const auto is = [&clause](size_t i,
                            std::initializer_list<absl::string_view> words) {
    return i < clause.size() && Among(clause[i].text, words);
  };
  const auto counts = [&is](size_t i) {
    return is(i, {"count", "include", "consider", "use", "show", "counting",
                  "including", "see", "want", "have", "list", "report", "treat",
                  "regard", "take", "view"});
  };
  size_t at = 0;
  bool negated = false;
  while (at < clause.size() && IsLead(clause[at].text)) {
    negated = negated || clause[at].text == "no";
    ++at;
  }
  if (at + 3 < clause.size() && clause[at + 2].text == "sake") at += 3;
  for (size_t i = 3; at < 3 && i < std::min<size_t>(clause.size(), 7); ++i) {
    // "I would be grateful if X were left out"
    if (is(i, {"if"}) && is(i - 1, {"grateful", "great", "nice", "good", "glad",
                                    "appreciate", "it", "helpful"})) {
      at = i + 1;
    }
  }
  if (is(0, {"what"}) && is(1, {"counts"})) {  // "what counts are only X"
    for (size_t i = 2; i < std::min<size_t>(clause.size(), 5); ++i) {
      if (is(i, {"is", "are"})) at = i + 1;
    }
  }
  size_t place = AfterPlace(clause, at);
  const bool placed = place != at;
  const size_t house = placed ? at : AfterHouse(clause, at);
  const bool housed = !placed && house != at;
  if (housed) {
    place = house;
    while (place < clause.size() && clause[place].text != "only" &&
           IsLead(clause[place].text)) {
      ++place;
    }
  }
  at = place;
  if (is(at + 1, {"count"}) && is(at + 2, {"as"})) return std::nullopt;
  // Where it is said: "in our range" may be more than a manner of speaking.
  const auto with_place = [&](FilterWords words) {
    words.own = words.own || placed;
    if (housed) words.place_begin = 1, words.place_end = house;
    return words;
  };
  FilterWords found{0, clause.size(), true};
  const bool leave = is(at, {"leave", "filter", "keep", "take", "kick", "throw",
                             "sort", "strip", "cut"});
  if (leave && is(at + 1, {"out", "away", "off"})) {
    found.begin = at + 2;
  } else if (is(at, {"get"}) && is(at + 1, {"rid"}) && is(at + 2, {"of"})) {
    found.begin = at + 3;
  } else if (leave && is(clause.size() - 1, {"out", "aside"})) {
    found.begin = at + 1, found.end = clause.size() - 1;
  } else if (leave && is(at + 2, {"out"})) {  // "kick them out of all totals"
    found.begin = at + 1, found.end = at + 2;
  } else if (is(at, {"exclude", "excluding", "ignore", "omit", "skip", "drop",
                     "remove", "disregard", "leaving"})) {
    found.begin = at + (is(at + 1, {"out"}) ? 2 : 1);
  } else if (const size_t verb = AfterDenial(clause, at);
             verb > at && counts(verb)) {
    found.begin = verb + 1;
    if (is(verb, {"want", "like"}) && is(verb + 1, {"to"})) {
      found.begin = counts(verb + 2) ? verb + 3 : clause.size();
    }
  } else if (is(at, {"only", "just"}) && counts(at + 1)) {
    found = {at + 2, clause.size(), false};
  } else if (is(at, {"only", "just"}) &&
             is(at + 1, {"look", "looking", "care", "interested"}) &&
             is(at + 2, {"at", "about", "in"})) {
    found = {at + 3, clause.size(), false};
  } else if (counts(at) && is(at + 1, {"only", "just"})) {
    found = {at + 2, clause.size(), false};
  } else if (is(at, {"restrict"}) && is(at + 1, {"to"})) {
    found = {at + 2, clause.size(), false};
  } else {
    auto words = FindFilterFrame(clause, at);
    if (!words) return std::nullopt;
    return with_place(*words);
  }
  // "Never count X as loans."
  for (size_t i = found.begin + 1; found.exclude && i + 1 < found.end; ++i) {
    if (!is(i, {"as", "among"}) || IsSign(clause[i - 1].text)) continue;
    if (TakeClass(clause, i + 1, found.end, found)) found.end = i;
    break;
  }
  DropTrail(clause, found);
  // "Take X into account."
  if (found.end > found.begin + 2 &&
      is(found.end - 1, {"account", "consideration"}) &&
      is(found.end - 2, {"into", "in"})) {
    found.end -= 2;
  }
  if (found.begin >= found.end) return std::nullopt;
  return with_place(found);
}

}  // namespace alhf::sql_generator
