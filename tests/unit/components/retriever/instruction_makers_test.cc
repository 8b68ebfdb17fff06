#include "components/retriever/instruction_makers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alhf/sdk/proposals.h"

namespace alhf::retriever {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Sources SourcesOf(Sources::Use use, const std::string& path) {
  Sources sources;
  sources.set_use(use);
  sources.add_paths(path);
  return sources;
}

TEST(InstructionMakersTest, SourcesSayWhatTheyTakeThePlaceOf) {
  Sources sources = SourcesOf(Sources::PREFER, "knots.md");
  sources.add_rivals("old/knots.md");
  const Instruction i = SourcesInstruction(sources, kSure, {});
  EXPECT_EQ(i.proposal.understood_as(),
            "prefer knots.md instead of old/knots.md");
  EXPECT_EQ(i.proposal.conflict_key(), "source:knots.md");
  EXPECT_THAT(i.proposal.scope().facets(), SizeIs(1));
  EXPECT_TRUE(UsesSources(i.proposal));
  EXPECT_TRUE(HasRivals(i.proposal));
  EXPECT_FALSE(LeavesSourcesOut(i.proposal));

  Sources confined = SourcesOf(Sources::LEAVE_OUT, "trawlers.md");
  confined.add_unless("trawlers");
  EXPECT_EQ(SourcesInstruction(confined, kSure, {}).proposal.understood_as(),
            "leave out trawlers.md unless a question says trawlers");
}

TEST(InstructionMakersTest, ATopicIsInTheDirective) {
  Instruction i =
      SourcesInstruction(SourcesOf(Sources::PREFER, "knots.md"), kSure, {});
  UseForTopic("ropes and sails", i.proposal);
  const auto search = sdk::ReadDirective<Search>(i.proposal.directive());
  EXPECT_THAT(search->sources(0).topics(), ElementsAre("ropes", "sails"));
  EXPECT_THAT(i.proposal.scope().facets(), IsEmpty());
  EXPECT_EQ(i.proposal.scope().topic(), "ropes and sails");
}

TEST(InstructionMakersTest, KnowsWhatWasSaid) {
  const Instruction a =
      SourcesInstruction(SourcesOf(Sources::PREFER, "knots.md"), kSure, {});
  const Instruction b =
      SourcesInstruction(SourcesOf(Sources::LEAVE_OUT, "radio.md"), kSure, {});
  EXPECT_TRUE(IsSaid({a}, a));
  EXPECT_FALSE(IsSaid({a}, b));
  EXPECT_TRUE(SaysOf({a, b}, b));
  EXPECT_FALSE(SaysOf({a}, b));
  EXPECT_EQ(CountInstruction(0, {}).proposal.understood_as(),
            "quote at most 1 passage");
}

}  // namespace
}  // namespace alhf::retriever
