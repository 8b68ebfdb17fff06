#include "sdk/src/example_texts.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "alhf/sdk/text.h"

namespace alhf::sdk {
namespace {

// So many of a group's examples are looked at: of words few are shared, while
// meanings are many.
constexpr size_t kByWords = 3;
constexpr size_t kByMeaning = 8;
// Vectors of texts that are no examples.
constexpr size_t kMostKnown = 1024;

// Stems and pairs of neighbours, with repeats.
std::vector<std::string> TermsOf(absl::string_view text) {
  std::vector<std::string> terms;
  const std::vector<Token> tokens = Analyze(text).tokens;
  for (size_t i = 0; i < tokens.size(); ++i) {
    terms.push_back(tokens[i].stem);
    if (i > 0) {
      terms.push_back(absl::StrCat(tokens[i - 1].stem, " ", tokens[i].stem));
    }
  }
  return terms;
}

double MeanOfBest(std::vector<double> values, size_t count) {
  count = std::min(count, values.size());
  if (count == 0) return 0;
  std::partial_sort(values.begin(),
                    values.begin() + static_cast<std::ptrdiff_t>(count),
                    values.end(), std::greater<>());
  double sum = 0;
  for (size_t i = 0; i < count; ++i) sum += values[i];
  return sum / static_cast<double>(count);
}

double Dot(const core::SentenceVector& a, const core::SentenceVector& b) {
  const float* const left = a.data();
  const float* const right = b.data();
  const size_t size = a.size();
  double sum = 0;
  for (size_t i = 0; i < size; ++i) {
    sum += static_cast<double>(left[i]) * static_cast<double>(right[i]);
  }
  return sum;
}

// `vector` without `mean`, of length one.
void Centre(const core::SentenceVector& mean, core::SentenceVector& vector) {
  for (size_t i = 0; i < vector.size(); ++i) vector[i] -= mean[i];
  const double length = std::sqrt(Dot(vector, vector));
  if (length == 0) return;
  for (float& value : vector) {
    value = static_cast<float>(static_cast<double>(value) / length);
  }
}

}  // namespace

ExampleTexts::ExampleTexts(const std::vector<std::vector<std::string>>& groups,
                           std::shared_ptr<const core::Encoder> encoder)
    : groups_(groups.size()), encoder_(std::move(encoder)) {
  for (const auto& texts : groups) {
    for (const std::string& text : texts) {
      const std::vector<std::string> terms = TermsOf(text);
      for (const std::string& term :
           std::set<std::string>(terms.begin(), terms.end())) {
        ++occurrences_[term];
      }
    }
  }
  for (size_t group = 0; group < groups.size(); ++group) {
    for (const std::string& text : groups[group]) {
      examples_.push_back({group, text});
    }
  }
  for (size_t i = 0; i < examples_.size(); ++i) {
    for (const auto& [term, weight] : WordsOf(examples_[i].text)) {
      postings_[term].push_back({i, weight});
    }
  }
}

ExampleTexts::Words ExampleTexts::WordsOf(absl::string_view text) const {
  Words words;
  for (std::string& term : TermsOf(text)) ++words[std::move(term)];
  double squares = 0;
  const double all = static_cast<double>(examples_.size()) + 1;
  for (auto& [term, weight] : words) {
    const auto known = occurrences_.find(term);
    const size_t count = known == occurrences_.end() ? 0 : known->second;
    weight = (1 + std::log(weight)) *
             std::log(all / (static_cast<double>(count) + 1) + 1);
    squares += weight * weight;
  }
  for (auto& [term, weight] : words) weight /= std::sqrt(squares);
  return words;
}

std::vector<double> ExampleTexts::SharedWords(const Words& words) const {
  std::vector<double> cosines(examples_.size());
  for (const auto& [term, weight] : words) {
    const auto found = postings_.find(term);
    if (found == postings_.end()) continue;
    for (const Posting& posting : found->second) {
      cosines[posting.example] += weight * posting.weight;
    }
  }
  return cosines;
}

namespace {

template <typename Words>
double Cosine(const Words& a, const Words& b) {
  if (a.size() > b.size()) return Cosine(b, a);
  double sum = 0;
  for (const auto& [term, weight] : a) {
    const auto found = b.find(term);
    if (found != b.end()) sum += weight * found->second;
  }
  return sum;
}

}  // namespace

const ExampleTexts::Meanings* ExampleTexts::EncodedExamples() const {
  if (encoder_ == nullptr || examples_.empty()) return nullptr;
  MutexLock lock(mutex_);
  if (meanings_ != nullptr) return meanings_.get();
  std::vector<std::string> texts;
  for (const Example& example : examples_) texts.push_back(example.text);
  auto vectors = encoder_->EncodeBatch(texts);
  if (!vectors.ok()) return nullptr;  // asked again at the next call
  auto meanings = std::make_unique<Meanings>();
  meanings->examples = *std::move(vectors);
  meanings->mean.resize(meanings->examples[0].size());
  const auto count = static_cast<float>(meanings->examples.size());
  for (const core::SentenceVector& vector : meanings->examples) {
    for (size_t i = 0; i < vector.size(); ++i) {
      meanings->mean[i] += vector[i] / count;
    }
  }
  for (core::SentenceVector& vector : meanings->examples) {
    Centre(meanings->mean, vector);
  }
  meanings_ = std::move(meanings);
  return meanings_.get();
}

core::SentenceVector ExampleTexts::MeaningOf(const Meanings& all,
                                             const std::string& text) const {
  {
    MutexLock lock(mutex_);
    const auto known = known_.find(text);
    if (known != known_.end()) return known->second;
  }
  auto vector = encoder_->Encode(text);
  if (!vector.ok()) return {};
  Centre(all.mean, *vector);
  MutexLock lock(mutex_);
  if (known_.size() >= kMostKnown) known_.clear();
  known_[text] = *vector;
  return *std::move(vector);
}

ExampleTexts::Likeness ExampleTexts::LikenessTo(absl::string_view text) const {
  const Words words = WordsOf(text);
  const Meanings* meanings = EncodedExamples();
  const core::SentenceVector meaning =
      meanings == nullptr ? core::SentenceVector()
                          : MeaningOf(*meanings, std::string(text));
  const std::vector<double> shared = SharedWords(words);
  std::vector<std::vector<double>> by_words(groups_);
  std::vector<std::vector<double>> by_meaning(groups_);
  for (size_t i = 0; i < examples_.size(); ++i) {
    const size_t group = examples_[i].group;
    by_words[group].push_back(shared[i]);
    if (meaning.empty()) continue;
    by_meaning[group].push_back(Dot(meaning, meanings->examples[i]));
  }
  Likeness likeness;
  if (!meaning.empty()) likeness.by_meaning.emplace();
  for (size_t group = 0; group < groups_; ++group) {
    likeness.by_words.push_back(
        MeanOfBest(std::move(by_words[group]), kByWords));
    if (meaning.empty()) continue;
    likeness.by_meaning->push_back(
        MeanOfBest(std::move(by_meaning[group]), kByMeaning));
  }
  return likeness;
}

std::vector<double> ExampleTexts::LikenessTo(
    absl::string_view text, const std::vector<std::string>& others) const {
  const Words words = WordsOf(text);
  const Meanings* meanings = EncodedExamples();
  const core::SentenceVector meaning =
      meanings == nullptr ? core::SentenceVector()
                          : MeaningOf(*meanings, std::string(text));
  std::vector<double> likeness;
  for (const std::string& other : others) {
    double value = Cosine(words, WordsOf(other));
    if (!meaning.empty()) {
      const core::SentenceVector its = MeaningOf(*meanings, other);
      if (!its.empty()) value = (value + Dot(meaning, its)) / 2;
    }
    likeness.push_back(value);
  }
  return likeness;
}

}  // namespace alhf::sdk
