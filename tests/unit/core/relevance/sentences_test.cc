#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/relevance/analysis.h"

namespace alhf::core {
namespace {

std::vector<std::string> Split(const std::string& text) {
  std::vector<std::string> sentences;
  for (const auto& [begin, end] : Sentences(text)) {
    sentences.push_back(text.substr(begin, end - begin));
  }
  return sentences;
}

struct SentencesCase {
  const char* text;
  std::vector<std::string> sentences;
};

class SentencesTest : public ::testing::TestWithParam<SentencesCase> {};

TEST_P(SentencesTest, AreParted) {
  EXPECT_EQ(Split(GetParam().text), GetParam().sentences);
}

INSTANTIATE_TEST_SUITE_P(
    Table, SentencesTest,
    ::testing::Values(
        SentencesCase{"", {}}, SentencesCase{"  \n ", {}},
        SentencesCase{"One moon", {"One moon"}},
        SentencesCase{" One moon.  Two! Three? ",
                      {"One moon.", "Two!", "Three?"}},
        SentencesCase{"It is 3.5 wide. Yes.", {"It is 3.5 wide.", "Yes."}},
        SentencesCase{"Since 2025. Then more.", {"Since 2025.", "Then more."}},
        SentencesCase{
            "Stars, e.g. Vega, shine. Moons, i.e. rocks, do not.",
            {"Stars, e.g. Vega, shine.", "Moons, i.e. rocks, do not."}},
        SentencesCase{"Ask Dr. Weber or J. Smith. Thanks.",
                      {"Ask Dr. Weber or J. Smith.", "Thanks."}},
        SentencesCase{"Stars, moons, etc. Then rocks.",
                      {"Stars, moons, etc.", "Then rocks."}},
        SentencesCase{"Stars etc. are out.", {"Stars etc. are out."}},
        SentencesCase{"See No. 5 there. No. Not that.",
                      {"See No. 5 there.", "No.", "Not that."}},
        SentencesCase{"He said \"stop.\" Then left.",
                      {"He said \"stop.\"", "Then left."}},
        SentencesCase{"What?! Really... Yes.", {"What?!", "Really...", "Yes."}},
        SentencesCase{"One\n\nTwo", {"One", "Two"}},
        SentencesCase{"One line\nbroken in two. Next",
                      {"One line\nbroken in two.", "Next"}},
        SentencesCase{"Rules:\n- use moons\n* no stars\n1. fine\n2) good",
                      {"Rules:", "use moons", "no stars", "fine", "good"}},
        SentencesCase{"-5 is cold", {"-5 is cold"}},
        SentencesCase{"see file.txt or v1.2 now", {"see file.txt or v1.2 now"}},
        SentencesCase{"caf\xC3\xA9. M\xC3\xBCller.",
                      {"caf\xC3\xA9.", "M\xC3\xBCller."}}));

}  // namespace
}  // namespace alhf::core
