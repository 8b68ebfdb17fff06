#include "eval/nearest.h"

#include <algorithm>

#include "core/relevance/analysis.h"
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

}  // namespace

std::unique_ptr<Nearest> NearestByBm25() { return std::make_unique<Bm25>(); }

}  // namespace alhf::eval
