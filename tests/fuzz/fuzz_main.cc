// One target as a libFuzzer program; FUZZ_READS names its function.
#include <cstddef>
#include <cstdint>

#include "google/protobuf/stubs/logging.h"
#include "tests/fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const google::protobuf::LogSilencer quiet;
  alhf::fuzz::FUZZ_READS(
      absl::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
