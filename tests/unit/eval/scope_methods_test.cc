#include "eval/scope_methods.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace alhf::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Points east where a text has "boat", and is as long as its other words turn
// it north.
class CompassEncoder final : public core::Encoder {
 public:
  const std::string& id() const override { return id_; }
  const core::Background* background() const override { return nullptr; }
  absl::StatusOr<core::SentenceVector> Encode(
      absl::string_view text) const override {
    if (absl::StrContains(absl::AsciiStrToLower(text), "boat")) return East();
    return core::SentenceVector{0, 1};
  }
  absl::StatusOr<std::vector<core::SentenceVector>> EncodeBatch(
      const std::vector<std::string>& texts) const override {
    std::vector<core::SentenceVector> vectors;
    for (const std::string& text : texts) vectors.push_back(*Encode(text));
    return vectors;
  }

 private:
  static core::SentenceVector East() { return {1, 0}; }
  const std::string id_ = "compass/1";
};

ScopeSet Harbour() {
  ScopeMemory memory;
  memory.source = "harbour";
  memory.lessons = {
      {"0", "Harbour dues means fees paid by visiting boats", "", "port"},
      {"1", "Choir practice means the rehearsal on Thursdays", "", "choir"}};
  memory.queries.push_back({"What were the harbour dues in May?", "port", {0}});
  memory.queries.push_back({"Which songs are short?", "choir", {}});
  return {"harbour", {memory}};
}

std::vector<ScoredQuery> By(ScopeMethod method, bool facet_db = false) {
  static const auto& encoder = *new CompassEncoder;
  const auto scores = ScoresBy(method, {facet_db, &encoder}, Harbour());
  EXPECT_TRUE(scores.ok()) << scores.status();
  return *scores;
}

size_t Fired(const ScoredQuery& query) {
  size_t fired = 0;
  for (const ScoredPair& pair : query.pairs) fired += pair.fires;
  return fired;
}

TEST(ScopeMethodsTest, OursFindsWhatTheQuerySays) {
  const auto scores = By(ScopeMethod::kAlhf);
  ASSERT_THAT(scores, SizeIs(2));
  ASSERT_FALSE(scores[0].pairs.empty());
  EXPECT_TRUE(scores[0].pairs[0].applies);
  EXPECT_GT(scores[0].pairs[0].score, 0);
  for (const ScoredPair& pair : scores[1].pairs) EXPECT_EQ(pair.score, 0);
}

TEST(ScopeMethodsTest, EverythingAndNothingAreWhatTheySay) {
  const auto everything = By(ScopeMethod::kEverything);
  EXPECT_EQ(Fired(everything[0]), 2);
  EXPECT_EQ(Fired(everything[1]), 2);
  const auto nothing = By(ScopeMethod::kNothing);
  EXPECT_THAT(nothing[0].pairs, IsEmpty());
  EXPECT_EQ(nothing[0].applies, 1);
}

TEST(ScopeMethodsTest, FacetsShutOutOtherDatabases) {
  const auto facets = By(ScopeMethod::kFacets, /*facet_db=*/true);
  ASSERT_THAT(facets[0].pairs, SizeIs(1));
  EXPECT_TRUE(facets[0].pairs[0].applies);
}

TEST(ScopeMethodsTest, Bm25FiresFromItsBestThreshold) {
  const auto scores = By(ScopeMethod::kBm25);
  EXPECT_EQ(Fired(scores[1]), 0);
  ASSERT_THAT(scores[0].pairs, SizeIs(1));
  EXPECT_TRUE(scores[0].pairs[0].applies);
}

TEST(ScopeMethodsTest, VectorsAreComparedByCosine) {
  const auto five = By(ScopeMethod::kEmbedFive);
  EXPECT_EQ(Fired(five[0]), 2);
  const auto cut = By(ScopeMethod::kCosine);
  // "Harbour dues in May" has no boat; the first lesson has.
  EXPECT_EQ(Fired(cut[0]), 1);
  EXPECT_FALSE(cut[0].pairs[0].fires);
}

TEST(ScopeMethodsTest, MethodsNeedWhatTheyCompare) {
  const auto names = [](const ScopeMethodOptions& options) {
    std::vector<std::string> all;
    for (const ScopeMethod method : MethodsFor(options)) {
      all.push_back(NameOf(method));
    }
    return all;
  };
  EXPECT_THAT(names({}), ElementsAre("alhf", "everything", "nothing", "bm25"));
  const CompassEncoder encoder;
  EXPECT_THAT(names({true, &encoder}),
              ElementsAre("alhf", "everything", "nothing", "bm25", "embed-5",
                          "cosine-0.1", "facets"));
}

TEST(ScopeMethodsTest, AReportedLessonIsKeptFromTheSameQuestion) {
  ScopeSet harbour = Harbour();
  ScopeMemory& memory = harbour.memories[0];
  // It fires by its term, and does not apply.
  memory.earlier.push_back({"What were the harbour dues in April?", "", {}});
  memory.queries = {{"What were the harbour dues in April?", "", {}}};
  static const auto& encoder = *new CompassEncoder;
  ScopeMethodOptions options{/*facet_db=*/false, &encoder};
  options.reports = 10;
  const auto before = ScoresBy(ScopeMethod::kAlhf, options, harbour);
  const auto after = ScoresBy(ScopeMethod::kReported, options, harbour);
  ASSERT_TRUE(before.ok() && after.ok());
  EXPECT_EQ(Fired((*before)[0]), 1);
  EXPECT_EQ(Fired((*after)[0]), 0);
  EXPECT_EQ(MethodsFor(options).back(), ScopeMethod::kReported);
}

}  // namespace
}  // namespace alhf::eval
