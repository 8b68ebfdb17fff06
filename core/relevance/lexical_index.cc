#include "core/relevance/lexical_index.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace alhf::core {
namespace {

constexpr double kK1 = 1.2;
constexpr double kB = 0.75;
// Sums in another order differ by less.
constexpr double kAndRounding = 1 + 1e-9;

double IdfOf(size_t documents, size_t having) {
  const auto n = static_cast<double>(having);
  return std::log1p((static_cast<double>(documents) - n + 0.5) / (n + 0.5));
}

}  // namespace

LexicalIndex::Slot LexicalIndex::TakeSlot(DocumentId document) {
  Slot slot = 0;
  if (free_slots_.empty()) {
    slot = static_cast<Slot>(slots_.size());
    slots_.emplace_back();
    lengths_.push_back(0);
  } else {
    slot = free_slots_.back();
    free_slots_.pop_back();
  }
  documents_.emplace(document, slot);
  slots_[slot].id = document;
  return slot;
}

LexicalIndex::TermId LexicalIndex::TakeTerm(const std::string& stem) {
  const auto found = term_ids_.find(stem);
  if (found != term_ids_.end()) return found->second;
  TermId term = 0;
  if (free_terms_.empty()) {
    term = static_cast<TermId>(terms_.size());
    terms_.emplace_back();
    frequencies_.push_back(0);
  } else {
    term = free_terms_.back();
    free_terms_.pop_back();
  }
  terms_[term].stem = stem;
  term_ids_.emplace(stem, term);
  return term;
}

void LexicalIndex::Put(DocumentId document,
                       const std::vector<std::string>& stems) {
  Remove(document);
  const Slot slot = TakeSlot(document);
  Document& entry = slots_[slot];
  lengths_[slot] = static_cast<uint32_t>(stems.size());
  total_length_ += lengths_[slot];
  for (const std::string& stem : stems) {
    const TermId term = TakeTerm(stem);
    std::vector<Posting>& postings = terms_[term].postings;
    // The document's own posting is the last where it has one.
    if (!postings.empty() && postings.back().slot == slot) {
      ++postings.back().count;
    } else {
      postings.push_back({slot, 1});
      ++frequencies_[term];
      entry.terms.push_back(term);
    }
    terms_[term].most = std::max(terms_[term].most, postings.back().count);
  }
}

void LexicalIndex::DropPosting(TermId term, Slot slot) {
  Term& entry = terms_[term];
  const auto posting =
      std::find_if(entry.postings.begin(), entry.postings.end(),
                   [slot](const Posting& p) { return p.slot == slot; });
  *posting = entry.postings.back();
  entry.postings.pop_back();
  --frequencies_[term];
  if (!entry.postings.empty()) return;
  term_ids_.erase(entry.stem);
  entry = Term();
  free_terms_.push_back(term);
}

void LexicalIndex::Remove(DocumentId document) {
  const auto found = documents_.find(document);
  if (found == documents_.end()) return;
  const Slot slot = found->second;
  documents_.erase(found);
  for (const TermId term : slots_[slot].terms) DropPosting(term, slot);
  total_length_ -= lengths_[slot];
  slots_[slot] = Document();
  free_slots_.push_back(slot);
}

// Rare terms first: those documents score highest, and a search that has seen
// them passes over most of the others. Then by stem, not by term id: sums must
// not depend on history.
std::vector<LexicalIndex::TermId> LexicalIndex::InOrderOfRarity(
    Terms terms) const {
  std::sort(terms.begin(), terms.end(), [this](TermId a, TermId b) {
    return Frequency(a) != Frequency(b) ? Frequency(a) < Frequency(b)
                                        : terms_[a].stem < terms_[b].stem;
  });
  return {terms.begin(), terms.end()};
}

// Counts grow and documents shorten without end: what is left of the formula.
double LexicalIndex::MostOf(TermId term) const {
  const double count = terms_[term].most;
  return IdfOf(size(), Frequency(term)) * count * (kK1 + 1) /
         (count + kK1 * (1 - kB));
}

std::vector<LexicalIndex::Slot> LexicalIndex::AddScores(
    const std::vector<std::string>& query, size_t limit,
    absl::FunctionRef<Fate(DocumentId)> fate,
    std::vector<double>& scores) const {
  const double mean_length = static_cast<double>(total_length_) /
                             static_cast<double>(documents_.size());
  const double by_length = kK1 * kB / mean_length;
  const std::vector<TermId> terms = InOrderOfRarity(TermsOf(query));
  double rest = 0;
  for (const TermId term : terms) rest += MostOf(term);
  std::vector<Slot> touched;
  bool open = true;  // to documents without a word so far
  for (const TermId term : terms) {
    // It pays where the words to come are in more documents than are known.
    if (open && touched.size() >= limit && Frequency(term) > touched.size()) {
      size_t sure = 0;
      for (size_t i = 0; i < touched.size() && sure < limit; ++i) {
        sure += scores[touched[i]] > rest * kAndRounding &&
                fate(slots_[touched[i]].id) == Fate::kTake;
      }
      open = sure < limit;
    }
    rest -= MostOf(term);
    const double idf = IdfOf(size(), Frequency(term));
    for (const Posting& posting : terms_[term].postings) {
      double& score = scores[posting.slot];
      if (score == 0) {
        if (!open) continue;
        touched.push_back(posting.slot);
      }
      const double count = posting.count;
      score += idf * count * (kK1 + 1) /
               (count + kK1 * (1 - kB) + by_length * lengths_[posting.slot]);
    }
  }
  return touched;
}

std::vector<LexicalIndex::Match> LexicalIndex::Search(
    const std::vector<std::string>& query, size_t limit) const {
  return Search(query, limit, [](DocumentId) { return Fate::kTake; }).taken;
}

LexicalIndex::Found LexicalIndex::Search(
    const std::vector<std::string>& query, size_t limit,
    absl::FunctionRef<Fate(DocumentId)> fate) const {
  Found found;
  if (limit == 0 || documents_.empty()) return found;
  std::vector<double> scores(slots_.size(), 0.0);
  // Heaps whose front is the worst of the best.
  const auto add = [limit](const Match& match, std::vector<Match>& best) {
    if (best.size() == limit) {
      std::pop_heap(best.begin(), best.end(), Better);
      best.pop_back();
    }
    best.push_back(match);
    std::push_heap(best.begin(), best.end(), Better);
  };
  const auto has_room = [limit](const Match& match,
                                const std::vector<Match>& best) {
    return best.size() < limit || Better(match, best.front());
  };
  for (const Slot slot : AddScores(query, limit, fate, scores)) {
    const Match match{slots_[slot].id, scores[slot]};
    // What has no room among those taken is not shown either.
    if (!has_room(match, found.taken)) continue;
    const Fate its_fate = fate(match.document);
    if (its_fate == Fate::kTake) add(match, found.taken);
    if (its_fate == Fate::kShow && has_room(match, found.shown)) {
      add(match, found.shown);
    }
  }
  if (found.taken.size() == limit) {
    std::erase_if(found.shown, [&](const Match& match) {
      return !Better(match, found.taken.front());
    });
  }
  std::sort(found.taken.begin(), found.taken.end(), Better);
  std::sort(found.shown.begin(), found.shown.end(), Better);
  return found;
}

LexicalIndex::Terms LexicalIndex::TermsOf(
    const std::vector<std::string>& stems) const {
  Terms terms;
  for (const std::string& stem : stems) {
    const auto found = term_ids_.find(stem);
    if (found != term_ids_.end()) terms.push_back(found->second);
  }
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

size_t LexicalIndex::Frequency(absl::string_view stem) const {
  const auto found = term_ids_.find(stem);
  return found == term_ids_.end() ? 0 : Frequency(found->second);
}

double LexicalIndex::Idf(absl::string_view stem) const {
  return IdfOf(size(), Frequency(stem));
}

}  // namespace alhf::core
