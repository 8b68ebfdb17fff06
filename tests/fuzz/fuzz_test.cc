// Every target over its corpus, and over some hundred mutations of it that
// are the same each time. What a longer run finds is kept in corpus/NAME.
//
//   FUZZ_SECONDS  mutations so long instead, other ones in each run; the one
//                 that is read lies in the file fuzz-NAME
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "google/protobuf/stubs/logging.h"
#include "tests/fuzz/targets.h"

namespace alhf::fuzz {
namespace {

constexpr int kMutations = 600;

// Zero: a number of mutations, not a time.
absl::Duration LongTime() {
  const char* const text = std::getenv("FUZZ_SECONDS");
  int seconds = 0;
  return text != nullptr && absl::SimpleAtoi(text, &seconds)
             ? absl::Seconds(seconds)
             : absl::ZeroDuration();
}

class FuzzTest : public ::testing::TestWithParam<Target> {
 protected:
  static std::vector<std::string> Corpus(const std::string& name) {
    std::vector<std::string> paths;
    for (const auto& file : std::filesystem::directory_iterator(
             std::string(FUZZ_CORPUS) + "/" + name)) {
      paths.push_back(file.path());
    }
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> corpus;
    for (const std::string& path : paths) {
      std::ifstream in(path, std::ios::binary);
      corpus.emplace_back(std::istreambuf_iterator<char>(in),
                          std::istreambuf_iterator<char>());
    }
    return corpus;
  }
};

// Cuts, doubles, joins and flips, as a careless disk or person would.
class Mutator {
 public:
  Mutator(const std::vector<std::string>* corpus, unsigned seed)
      : corpus_(*corpus), random_(seed) {}

  std::string Next() {
    std::string text = corpus_[Pick(corpus_.size())];
    for (size_t changes = 1 + Pick(4); changes > 0; --changes) Change(text);
    return text;
  }

 private:
  size_t Pick(size_t most) { return most == 0 ? 0 : random_() % most; }
  void Change(std::string& text) {
    const size_t at = Pick(text.size() + 1);
    const size_t length = Pick(std::min<size_t>(text.size() - at, 20) + 1);
    switch (Pick(5)) {
      case 0:
        return void(text.erase(at, length));
      case 1:
        return void(text.insert(at, text.substr(at, length)));
      case 2:
        return void(text.insert(at, 1, static_cast<char>(Pick(256))));
      case 3: {
        const std::string& other = corpus_[Pick(corpus_.size())];
        return void(
            text.replace(at, length, other, Pick(other.size() + 1), Pick(20)));
      }
      default:
        if (at < text.size()) text[at] ^= static_cast<char>(1 << Pick(8));
    }
  }

  const std::vector<std::string>& corpus_;
  std::mt19937 random_;
};

void RunLong(const Target& target, const std::vector<std::string>& corpus,
             absl::Duration time) {
  const unsigned seed = std::random_device()();
  Mutator mutator(&corpus, seed);
  uint64_t count = 0;
  absl::Duration slowest;
  for (const absl::Time end = absl::Now() + time; absl::Now() < end; ++count) {
    const std::string bytes = mutator.Next();
    std::ofstream("fuzz-" + target.name, std::ios::binary) << bytes;
    const absl::Time start = absl::Now();
    target.run(bytes);
    slowest = std::max(slowest, absl::Now() - start);
  }
  std::cout << target.name << ": " << count << " mutations from seed " << seed
            << ", the slowest took " << slowest << "\n";
}

TEST_P(FuzzTest, EndsInPeace) {
  const std::vector<std::string> corpus = Corpus(GetParam().name);
  ASSERT_FALSE(corpus.empty());
  const google::protobuf::LogSilencer quiet;
  GetParam().run("");
  for (const std::string& bytes : corpus) GetParam().run(bytes);
  if (LongTime() > absl::ZeroDuration()) {
    return RunLong(GetParam(), corpus, LongTime());
  }
  Mutator mutator(&corpus, 1);
  for (int i = 0; i < kMutations; ++i) GetParam().run(mutator.Next());
}

INSTANTIATE_TEST_SUITE_P(All, FuzzTest, ::testing::ValuesIn(Targets()),
                         [](const auto& param_info) {
                           return param_info.param.name;
                         });

}  // namespace
}  // namespace alhf::fuzz
