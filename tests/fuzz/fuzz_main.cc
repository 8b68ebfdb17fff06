// One target as a libFuzzer program; FUZZ_TARGET names it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "tests/fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const alhf::fuzz::Target* const target = [] {
    static const auto all = alhf::fuzz::Targets();
    for (const auto& each : all) {
      if (each.name == FUZZ_TARGET) return &each;
    }
    std::abort();
  }();
  target->run(absl::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
