// Random choices that are the same on every machine for the same seed.
//
//   Dice dice(17);
//   if (dice.Chance(0.3)) word = dice.Of(words);
//
// Thread safety: one thread.
#ifndef ALHF_TESTS_PROPERTY_DICE_H_
#define ALHF_TESTS_PROPERTY_DICE_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <string>
#include <vector>

namespace alhf::testing {

class Dice {
 public:
  explicit Dice(uint64_t seed) : engine_(seed) {}

  // In [0, n); n is at least 1.
  size_t Below(size_t n) { return static_cast<size_t>(engine_() % n); }
  // In [low, high].
  int Between(int low, int high) {
    return low + static_cast<int>(Below(static_cast<size_t>(high - low + 1)));
  }
  bool Chance(double share) {
    return static_cast<double>(Below(1'000'000)) < share * 1e6;
  }
  template <typename T>
  const T& Of(const std::vector<T>& all) {
    return all[Below(all.size())];
  }
  std::string Of(std::initializer_list<const char*> all) {
    return *(all.begin() + Below(all.size()));
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace alhf::testing

#endif  // ALHF_TESTS_PROPERTY_DICE_H_
