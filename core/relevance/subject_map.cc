#include "core/relevance/subject_map.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace alhf::core {
namespace {

float LengthOf(const std::vector<float>& vector) {
  float sum = 0;
  for (const float value : vector) sum += value * value;
  return std::sqrt(sum);
}

void Scale(std::vector<float>& vector, float length) {
  for (float& value : vector) value /= length;
}

// Of length one, less the mean, of length one again. Empty where that cannot
// be.
std::vector<float> Centred(const CompactVector& vector,
                           const std::vector<float>& mean) {
  std::vector<float> centred(vector.begin(), vector.end());
  const float length = LengthOf(centred);
  if (length <= 0 || mean.size() != centred.size()) return {};
  Scale(centred, length);
  for (size_t i = 0; i < mean.size(); ++i) centred[i] -= mean[i];
  const float left = LengthOf(centred);
  if (left <= 0) return {};
  Scale(centred, left);
  return centred;
}

SubjectMap::Place Project(const std::vector<float>& vector,
                          const int8_t* weights, size_t size) {
  SubjectMap::Place place = {};
  if (vector.size() != size) return place;
  for (float& value : place) {
    for (size_t i = 0; i < size; ++i) {
      value += vector[i] * static_cast<float>(weights[i]);
    }
    weights += size;
  }
  return place;
}

}  // namespace

SubjectMap::Place SubjectMap::OfQuery(const CompactVector& vector) const {
  return Project(Centred(vector, background_->query_mean), weights_.queries,
                 weights_.size);
}

SubjectMap::Place SubjectMap::OfLesson(const CompactVector& vector) const {
  return Project(Centred(vector, background_->lesson_mean), weights_.lessons,
                 weights_.size);
}

double SubjectMap::Likeness(const Place& query, const Place& lesson) const {
  float sum = 0;
  for (size_t i = 0; i < kSubjects; ++i) sum += query[i] * lesson[i];
  return static_cast<double>(weights_.scale) * static_cast<double>(sum);
}

const SubjectMap* SubjectMapOf(absl::string_view encoder_id) {
  const SubjectWeights weights = SubjectWeightsInTree();
  const Background* background = BackgroundOf(encoder_id);
  if (background == nullptr || weights.encoder_id != encoder_id) return nullptr;
  static const auto& map = *new SubjectMap(weights, background);
  return &map;
}

}  // namespace alhf::core
