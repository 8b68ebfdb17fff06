#include "core/relevance/lexical_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>

namespace alhf::core {
namespace {

using Stems = std::vector<std::string>;

std::vector<uint32_t> Documents(const std::vector<LexicalIndex::Match>& all) {
  std::vector<uint32_t> documents;
  for (const auto& match : all) documents.push_back(match.document);
  return documents;
}

TEST(LexicalIndexTest, AnEmptyIndexFindsNothing) {
  const LexicalIndex index;
  EXPECT_TRUE(index.Search({"moon"}, 10).empty());
  EXPECT_EQ(index.size(), 0u);
}

TEST(LexicalIndexTest, ScoresAreThoseOfTheFormula) {
  LexicalIndex index;
  index.Put(1, {"moon", "moon", "star"});
  index.Put(2, {"rock"});
  const double idf = std::log(1 + (2 - 1 + 0.5) / (1 + 0.5));
  EXPECT_DOUBLE_EQ(index.Idf("moon"), idf);
  EXPECT_DOUBLE_EQ(index.Idf("sun"), std::log(1 + 2.5 / 0.5));
  const auto matches = index.Search({"moon", "sun"}, 10);
  ASSERT_EQ(matches.size(), 1u);
  const double length = 3 / 2.0;
  EXPECT_NEAR(matches[0].score,
              idf * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * length)), 1e-12);
}

TEST(LexicalIndexTest, RareWordsShortTextsAndRepeatsComeFirst) {
  LexicalIndex index;
  index.Put(1, {"star", "moon"});
  index.Put(2, {"star", "rock", "dust", "ring"});
  index.Put(3, {"star", "star"});
  EXPECT_THAT(Documents(index.Search({"moon", "star"}, 10)),
              ::testing::ElementsAre(1, 3, 2));
}

TEST(LexicalIndexTest, TiesAreInOrderOfIdsAndTheLimitHolds) {
  LexicalIndex index;
  for (const uint32_t id : {9, 3, 7, 1, 5}) index.Put(id, {"moon"});
  EXPECT_THAT(Documents(index.Search({"moon"}, 3)),
              ::testing::ElementsAre(1, 3, 5));
  EXPECT_TRUE(index.Search({"moon"}, 0).empty());
}

TEST(LexicalIndexTest, WhatIsNotTakenTakesNoPlace) {
  LexicalIndex index;
  for (uint32_t id = 0; id < 100; ++id) index.Put(id, {"moon"});
  const auto fate = [](uint32_t document) {
    if (document % 2 == 1) return LexicalIndex::Fate::kTake;
    return document == 0 ? LexicalIndex::Fate::kPass
                         : LexicalIndex::Fate::kShow;
  };
  const auto found = index.Search({"moon"}, 3, fate);
  EXPECT_THAT(Documents(found.taken), ::testing::ElementsAre(1, 3, 5));
  EXPECT_THAT(Documents(found.shown), ::testing::ElementsAre(2, 4))
      << "6 is worse than the last taken";
  EXPECT_THAT(Documents(index.Search({"moon"}, 60, fate).shown),
              ::testing::SizeIs(49))
      << "none is worse where there is room";
}

// A search passes over most documents with common words alone, and returns
// what it would return if it looked at all of them.
TEST(LexicalIndexTest, CommonWordsHideNothingThatIsAmongTheBest) {
  std::mt19937 random(7);
  // Zipf's law: word n is drawn 1/n as often as the first.
  std::vector<double> weights;
  for (int n = 1; n <= 300; ++n) weights.push_back(1.0 / n);
  std::discrete_distribution<int> zipf(weights.begin(), weights.end());
  const auto stems = [&](size_t most) {
    Stems some(1 + random() % most);
    for (std::string& stem : some) stem = "w" + std::to_string(zipf(random));
    return some;
  };
  LexicalIndex index;
  constexpr uint32_t kDocuments = 4000;
  for (uint32_t id = 0; id < kDocuments; ++id) index.Put(id, stems(15));
  const auto fate = [](uint32_t document) {
    return document % 3 == 0   ? LexicalIndex::Fate::kTake
           : document % 3 == 1 ? LexicalIndex::Fate::kShow
                               : LexicalIndex::Fate::kPass;
  };
  for (int q = 0; q < 60; ++q) {
    const Stems query = stems(9);
    const size_t limit = 1 + random() % 40;
    const auto all = index.Search(query, kDocuments);
    std::vector<LexicalIndex::Match> taken;
    std::vector<LexicalIndex::Match> shown;
    for (const auto& match : all) {
      if (taken.size() == limit) break;
      if (match.document % 3 == 0) taken.push_back(match);
      if (match.document % 3 == 1) shown.push_back(match);
    }
    if (shown.size() > limit) shown.resize(limit);
    const auto found = index.Search(query, limit, fate);
    ASSERT_EQ(Documents(found.taken), Documents(taken));
    ASSERT_EQ(Documents(found.shown), Documents(shown));
    for (size_t i = 0; i < taken.size(); ++i) {
      ASSERT_EQ(found.taken[i].score, taken[i].score);
    }
  }
}

TEST(LexicalIndexTest, WordsOfAQueryCountOnce) {
  LexicalIndex index;
  index.Put(1, {"moon"});
  index.Put(2, {"star"});
  EXPECT_DOUBLE_EQ(index.Search({"moon", "moon"}, 1)[0].score,
                   index.Search({"moon"}, 1)[0].score);
}

TEST(LexicalIndexTest, PutReplacesAndRemoveForgets) {
  LexicalIndex index;
  index.Put(1, {"moon"});
  index.Put(1, {"star"});
  EXPECT_TRUE(index.Search({"moon"}, 10).empty());
  EXPECT_EQ(index.size(), 1u);
  EXPECT_EQ(index.Frequency("moon"), 0u);
  EXPECT_TRUE(index.TermsOf({"moon"}).empty());
  index.Remove(1);
  index.Remove(1);
  index.Remove(77);
  EXPECT_TRUE(index.Search({"star"}, 10).empty());
  EXPECT_EQ(index.size(), 0u);
}

TEST(LexicalIndexTest, TermsAreDistinctKnownAndCounted) {
  LexicalIndex index;
  index.Put(1, {"moon", "moon", "star"});
  index.Put(2, {"moon"});
  const auto terms = index.TermsOf({"star", "moon", "sun", "star"});
  ASSERT_EQ(terms.size(), 2u);
  EXPECT_LT(terms[0], terms[1]);
  EXPECT_EQ(index.Frequency(terms[0]) + index.Frequency(terms[1]), 3u);
  EXPECT_EQ(index.Frequency("moon"), 2u);
}

// What was put and removed on the way leaves no trace: searches equal those of
// an index that was built from what is left, to the last bit.
TEST(LexicalIndexTest, HistoryLeavesNoTrace) {
  std::mt19937 random(42);
  const auto stems = [&random] {
    Stems some(random() % 8);
    for (std::string& stem : some) stem = std::string(1, 'a' + random() % 12);
    return some;
  };
  for (int round = 0; round < 60; ++round) {
    LexicalIndex lived;
    std::map<uint32_t, Stems> documents;
    for (int step = 0; step < 120; ++step) {
      const uint32_t id = random() % 25;
      if (random() % 3 == 0) {
        lived.Remove(id);
        documents.erase(id);
      } else {
        lived.Put(id, documents[id] = stems());
      }
    }
    LexicalIndex fresh;
    for (const auto& [id, text] : documents) fresh.Put(id, text);
    ASSERT_EQ(lived.size(), fresh.size());
    for (int q = 0; q < 20; ++q) {
      const Stems query = stems();
      const size_t limit = 1 + random() % 30;
      const auto got = lived.Search(query, limit);
      const auto want = fresh.Search(query, limit);
      ASSERT_EQ(Documents(got), Documents(want));
      for (size_t i = 0; i < got.size(); ++i) {
        ASSERT_EQ(got[i].score, want[i].score);
      }
      for (const std::string& stem : query) {
        ASSERT_EQ(lived.Idf(stem), fresh.Idf(stem));
      }
    }
  }
}

}  // namespace
}  // namespace alhf::core
