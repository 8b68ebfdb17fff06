#include "components/retriever/passage_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "alhf/sdk/encoder.h"
#include "alhf/testing/status_matchers.h"

namespace alhf::retriever {
namespace {

using ::alhf::testing::IsOk;
using ::alhf::testing::IsOkAndHolds;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class PassageIndexTest : public ::testing::Test {
 protected:
  PassageIndexTest() {
    auto index = PassageIndex::Build({
        ParseDocument("harbour/berths-2022.md",
                      "# Berths\nA berth costs 30 crowns a night."),
        ParseDocument("harbour/berths-2025.md",
                      "# Berths\nA berth costs 45 crowns a night."),
        ParseDocument("harbour/crane.md",
                      "# Crane\n## Lifting a boat\nThe crane lifts boats of up "
                      "to nine tons on Mondays.\n## Who may use it\nOnly the "
                      "harbour master moves the crane."),
        ParseDocument("safety.txt",
                      "Life jackets are worn on deck in every wind."),
        ParseDocument("radio.md",
                      "# Radio\nThe automatic identification system stays on "
                      "day and night."),
        ParseDocument("galley.md",
                      "# Galley\nSupper is at seven. Bread comes on Fridays."),
    });
    EXPECT_THAT(index, IsOk());
    index_ = std::move(*index);
  }

  Found Find(const std::string& question, const Search& search = {}) const {
    auto found = index_->Find(question, search);
    EXPECT_THAT(found, IsOk());
    return *found;
  }
  std::vector<std::string> Sources(const Found& found) const {
    std::vector<std::string> sources;
    for (const v1::Passage& passage : found.passages) {
      sources.push_back(passage.source());
    }
    return sources;
  }
  static Search SourceSearch(retriever::Sources::Use use,
                             const std::string& path) {
    Search search;
    search.add_sources()->set_use(use);
    search.mutable_sources(0)->add_paths(path);
    return search;
  }

  std::unique_ptr<PassageIndex> index_;
};

TEST_F(PassageIndexTest, FindsThePassageWithHeadingsTextAndDate) {
  const Found found = Find("Which boats does the crane lift?");
  ASSERT_FALSE(found.passages.empty());
  const v1::Passage& best = found.passages[0];
  EXPECT_EQ(best.source(), "harbour/crane.md");
  EXPECT_THAT(best.headings(), ElementsAre("Crane", "Lifting a boat"));
  EXPECT_EQ(best.text(),
            "The crane lifts boats of up to nine tons on Mondays.");
  EXPECT_FALSE(best.has_date());
  EXPECT_GT(best.score(), 0);
  EXPECT_THAT(found.sources, ElementsAre("harbour/", "harbour/crane.md"));
}

TEST_F(PassageIndexTest, RefusesWhatTheDocumentsDoNotHave) {
  for (const char* question :
       {"What is the capital of Mongolia?", "How do I bake a sponge cake?",
        "Who won the race in the desert?", "?", "", "What?"}) {
    const Found found = Find(question);
    EXPECT_THAT(found.passages, IsEmpty()) << question;
    EXPECT_THAT(found.sources, IsEmpty()) << question;
  }
  EXPECT_THAT(Find("What does a zeppelin cost?").unknown_words,
              ElementsAre("zeppelin"));
}

TEST_F(PassageIndexTest, QuotesAndOperatorsInAQuestionAreWords) {
  for (const char* question :
       {"\"berth", "berth AND (", "NEAR(berth)", "title:berth", "berth*",
        "'; DROP TABLE passage; --", "berth OR"}) {
    EXPECT_THAT(index_->Find(question, {}), IsOk()) << question;
  }
  EXPECT_THAT(Sources(Find("\"berth")), Contains("harbour/berths-2025.md"));
}

TEST_F(PassageIndexTest, AtEqualWordsTheNewerPassageComesFirst) {
  EXPECT_THAT(Sources(Find("What does a berth cost a night?")),
              ElementsAre("harbour/berths-2025.md", "harbour/berths-2022.md"));
}

TEST_F(PassageIndexTest, LeavesOutADocument) {
  const Found found =
      Find("What does a berth cost?",
           SourceSearch(Sources::LEAVE_OUT, "harbour/berths-2025.md"));
  EXPECT_THAT(Sources(found), ElementsAre("harbour/berths-2022.md"));
  EXPECT_EQ(found.left_out, 1u);
  EXPECT_THAT(found.sources, Contains("harbour/berths-2025.md"));
}

TEST_F(PassageIndexTest, LeavesOutAFolder) {
  const Found found = Find("What does a berth cost?",
                           SourceSearch(Sources::LEAVE_OUT, "harbour/"));
  EXPECT_THAT(found.passages, IsEmpty());
  EXPECT_EQ(found.left_out, 2u);
}

TEST_F(PassageIndexTest, UsesOnlyOneSource) {
  EXPECT_THAT(
      Sources(Find("What does a berth cost?",
                   SourceSearch(Sources::ONLY, "harbour/berths-2022.md"))),
      ElementsAre("harbour/berths-2022.md"));
}

TEST_F(PassageIndexTest, PrefersASourceAndTheOnePreferredLastMost) {
  Search search = SourceSearch(Sources::PREFER, "harbour/berths-2022.md");
  EXPECT_THAT(Sources(Find("What does a berth cost?", search)),
              ElementsAre("harbour/berths-2022.md", "harbour/berths-2025.md"));
  search.MergeFrom(SourceSearch(Sources::PREFER, "harbour/berths-2025.md"));
  EXPECT_THAT(Sources(Find("What does a berth cost?", search)),
              ElementsAre("harbour/berths-2025.md", "harbour/berths-2022.md"));
}

TEST_F(PassageIndexTest, PreferenceDoesNotLiftWhatIsNotRelevant) {
  EXPECT_THAT(Sources(Find("What does a berth cost?",
                           SourceSearch(Sources::PREFER, "galley.md"))),
              Not(Contains("galley.md")));
}

TEST_F(PassageIndexTest, NewestFirstOutweighsWords) {
  auto index = PassageIndex::Build(
      {ParseDocument("2020-tides.md",
                     "# Tides\nThe tide table for tides at the tide gauge."),
       ParseDocument("2024-notes.md", "# Notes\nTides are read at noon.")});
  ASSERT_THAT(index, IsOk());
  Search search;
  EXPECT_EQ((*index)->Find("tides?", search)->passages[0].source(),
            "2020-tides.md");
  search.set_newest_first(true);
  EXPECT_EQ((*index)->Find("tides?", search)->passages[0].source(),
            "2024-notes.md");
}

TEST_F(PassageIndexTest, LeavesOutWhatIsTooOldAndKeepsTheUndated) {
  Search search;
  search.set_not_before("2024-01-01");
  EXPECT_THAT(Sources(Find("What does a berth cost?", search)),
              ElementsAre("harbour/berths-2025.md"));
  EXPECT_THAT(Sources(Find("Which boats does the crane lift?", search)),
              Contains("harbour/crane.md"));
}

TEST_F(PassageIndexTest, SpellsOutATerm) {
  EXPECT_THAT(Find("When is the AIS on?").passages, IsEmpty());
  Search search;
  search.add_expansions()->set_term("AIS");
  search.mutable_expansions(0)->set_meaning("automatic identification system");
  EXPECT_THAT(Sources(Find("When is the AIS on?", search)),
              ElementsAre("radio.md"));
  EXPECT_THAT(Sources(Find("What does a berth cost?", search)),
              Not(Contains("radio.md")));
}

TEST_F(PassageIndexTest, QuotesAsManyPassagesAsWanted) {
  Search search;
  search.set_max_passages(1);
  EXPECT_EQ(Find("What does a berth cost?", search).passages.size(), 1u);
  search.set_max_passages(2);
  EXPECT_EQ(Find("What does a berth cost?", search).passages.size(), 2u);
}

TEST_F(PassageIndexTest, KnowsWordsInTheirForms) {
  EXPECT_THAT(index_->Knows("berths"), IsOkAndHolds(true));
  EXPECT_THAT(index_->Knows("lifted"), IsOkAndHolds(true));
  EXPECT_THAT(index_->Knows("zeppelin"), IsOkAndHolds(false));
}

TEST_F(PassageIndexTest, ManyThreadsFindTheSame) {
  std::vector<std::thread> threads;
  std::vector<size_t> found(4, 0);
  for (size_t t = 0; t < found.size(); ++t) {
    threads.emplace_back([this, &found, t] {
      for (int i = 0; i < 20; ++i) {
        found[t] += Find("What does a berth cost?").passages.size();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(found, ElementsAre(40u, 40u, 40u, 40u));
}

TEST(PassageIndexBuildTest, AHeadingThatAsksHowMuchAnswersSuchQuestions) {
  auto index = PassageIndex::Build({ParseDocument(
      "shore.md",
      "# Shore leave\n## How much\nSailors have 20 days of it a season.\n"
      "## When you go\nDays of shore leave end when you leave the ship.\n")});
  ASSERT_THAT(index, IsOk());
  for (const char* question :
       {"How much shore leave is there?", "How many days of shore leave?"}) {
    const auto found = (*index)->Find(question, {});
    ASSERT_THAT(found, IsOk());
    ASSERT_FALSE(found->passages.empty());
    EXPECT_EQ(found->passages[0].headings(1), "How much") << question;
  }
}

TEST(PassageIndexBuildTest, NoDocumentsFindNothing) {
  auto index = PassageIndex::Build({});
  ASSERT_THAT(index, IsOk());
  EXPECT_THAT((*index)->Find("anything at all?", {})->passages, IsEmpty());
}

// A page whose words a question hardly shares, but whose sentence means the
// same.
TEST(PassageIndexNearTest, ASentenceNearTheQuestion) {
  auto encoder = sdk::OpenEncoder(ALHF_MODEL_FILE);
  ASSERT_THAT(encoder, IsOk());
  const std::vector<Document> documents = {
      ParseDocument("hens.md",
                    "# Hens\nThe coop is locked at dusk, so that no fox takes "
                    "a hen."),
      ParseDocument("bees.md",
                    "# Bees\nHoney is taken from the hive in August.")};
  auto index = PassageIndex::Build(documents, *encoder);
  ASSERT_THAT(index, IsOk());
  const std::string question =
      "At what time must one shut the hen house against a fox?";
  const auto sources = [&](Reach reach, const std::string& asked) {
    const auto found = (*index)->Find(asked, Search(), reach);
    EXPECT_THAT(found, IsOk());
    std::vector<std::string> paths;
    for (const v1::Passage& passage : found->passages) {
      paths.push_back(passage.source());
    }
    return paths;
  };
  EXPECT_THAT(sources(Reach::kWords, question), IsEmpty());
  EXPECT_THAT(sources(Reach::kNear, question), ElementsAre("hens.md"));
  // One word in common is not enough.
  EXPECT_THAT(
      sources(Reach::kNear, "Which fox novels did the club read in winter?"),
      IsEmpty());
  auto plain = PassageIndex::Build(documents);
  ASSERT_THAT(plain, IsOk());
  EXPECT_THAT((*plain)->Find(question, Search(), Reach::kNear)->passages,
              IsEmpty());
}

}  // namespace
}  // namespace alhf::retriever
