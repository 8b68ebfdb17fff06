#include "eval/nearest.h"

#include <algorithm>
#include <utility>

#include "core/relevance/analysis.h"
#include "core/relevance/compact_vector.h"
#include "core/relevance/lexical_index.h"

namespace alhf::eval {
namespace {

class Bm25 final : public Nearest {
 public:
  void Put(size_t id, absl::string_view text) override {
    index_.Put(static_cast<core::LexicalIndex::DocumentId>(id),
               core::Analyze(text).content_stems);
    order_.push_back(id);
  }

  std::vector<size_t> Find(absl::string_view question,
                           size_t count) const override {
    std::vector<size_t> found;
    for (const auto& match :
         index_.Search(core::Analyze(question).content_stems, count)) {
      found.push_back(match.document);
    }
    for (auto newest = order_.rbegin();
         newest != order_.rend() && found.size() < count; ++newest) {
      if (std::find(found.begin(), found.end(), *newest) == found.end()) {
        found.push_back(*newest);
      }
    }
    return found;
  }

 private:
  core::LexicalIndex index_;
  std::vector<size_t> order_;  // as they came
};

class ByVectors final : public Nearest {
 public:
  explicit ByVectors(const core::Encoder* encoder) : encoder_(encoder) {}

  void Put(size_t id, absl::string_view text) override {
    taught_.emplace_back(id, VectorOf(text));
  }

  std::vector<size_t> Find(absl::string_view question,
                           size_t count) const override {
    const core::CompactVector asked = VectorOf(question);
    std::vector<std::pair<double, size_t>> found;
    // The newest first among equals.
    for (auto each = taught_.rbegin(); each != taught_.rend(); ++each) {
      found.emplace_back(-core::CosineOf(asked, each->second), each->first);
    }
    std::stable_sort(
        found.begin(), found.end(),
        [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<size_t> ids;
    for (size_t i = 0; i < std::min(count, found.size()); ++i) {
      ids.push_back(found[i].second);
    }
    return ids;
  }

 private:
  core::CompactVector VectorOf(absl::string_view text) const {
    const auto vector = encoder_->Encode(text);
    return vector.ok() ? core::Compact(*vector) : core::CompactVector();
  }

  const core::Encoder* const encoder_;
  std::vector<std::pair<size_t, core::CompactVector>> taught_;
};

}  // namespace

std::unique_ptr<Nearest> NearestByBm25() { return std::make_unique<Bm25>(); }

std::unique_ptr<Nearest> NearestByVectors(const core::Encoder* encoder) {
  return std::make_unique<ByVectors>(encoder);
}

}  // namespace alhf::eval
