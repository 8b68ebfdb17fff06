#include <atomic>
#include <limits>
#include <memory>

#include "absl/strings/str_cat.h"
#include "tests/conformance/proof/faults.h"

namespace alhf::conformance {
namespace {

constexpr size_t kMaxRecordText = 16 << 10;

// A fault of what an assessment says.
std::function<void(ComponentCalls&)> Says(
    std::function<void(const v1::AssessFeedbackRequest&, v1::Assessment&)>
        change) {
  return [change = std::move(change)](ComponentCalls& calls) {
    After(calls.assess_feedback, [change](const auto& request, auto& response) {
      change(request, *response.mutable_assessment());
    });
  };
}

// A fault of what a proposal says.
std::function<void(ComponentCalls&)> Proposes(
    std::function<void(const std::string& text, v1::Proposal&)> change) {
  return Says([change = std::move(change)](const auto& request,
                                           v1::Assessment& assessment) {
    for (v1::Proposal& proposal : *assessment.mutable_proposals()) {
      change(request.record().text(), proposal);
    }
  });
}

void KeepsWhatItAssessed(ComponentCalls& calls) {
  auto assessed = std::make_shared<Counts>();
  After(calls.assess_feedback, [assessed](const auto& request, auto&) {
    assessed->Add(request.tenant());
  });
  After(calls.export_memory, [assessed](const auto& request, auto& response) {
    AddToExport("assessed", absl::StrCat(assessed->Of(request.tenant())),
                response);
  });
}

void CountsItsCalls(ComponentCalls& calls) {
  auto count = std::make_shared<std::atomic<int>>(0);
  Says([count](const auto&, v1::Assessment& assessment) {
    assessment.set_reason(absl::StrCat("call ", ++*count));
  })(calls);
}

// A fault of what is taken: `mend` makes a request that can be answered of one
// that should not be.
std::function<void(ComponentCalls&)> Takes(
    std::function<void(std::string& text)> mend) {
  return [mend = std::move(mend)](ComponentCalls& calls) {
    Before(calls.assess_feedback, [mend](v1::AssessFeedbackRequest& request) {
      mend(*request.mutable_record()->mutable_text());
    });
  };
}

// As generated handlers do.
void AnswersBadUtf8WithoutAReason(ComponentCalls& calls) {
  calls.unreadable = [](const std::string& method, absl::Status honest) {
    return method == "AssessFeedback" ? absl::UnimplementedError("") : honest;
  };
}

void ClearIf(bool condition, v1::Assessment& assessment) {
  if (condition) assessment.clear_proposals();
}

void CutsACharacter(const std::string& text, v1::Proposal& proposal) {
  const bool wide = (static_cast<unsigned char>(text.back()) & 0x80) != 0;
  if (!proposal.has_span() || !wide) return;
  proposal.mutable_span()->set_end(static_cast<uint32_t>(text.size() - 1));
}

std::vector<Fault> ScoreFaults() {
  return {
      {"ScoreAboveOne",
       {"ASSESS_01_ScoresAreInRange"},
       Says([](const auto&, v1::Assessment& assessment) {
         if (assessment.outcome() == v1::OUTCOME_CLAIMED) {
           assessment.set_score(1.5);
         }
       })},
      {"ScoreIsNoNumber",
       {"ASSESS_01_ScoresAreInRange"},
       Says([](const auto&, v1::Assessment& assessment) {
         if (assessment.outcome() == v1::OUTCOME_DECLINED) {
           assessment.set_score(std::numeric_limits<double>::quiet_NaN());
         }
       })},
      {"ClaimsAreUnsure",
       {"ASSESS_02_OutcomesFollowFromScores"},
       Says([](const auto&, v1::Assessment& assessment) {
         if (assessment.outcome() == v1::OUTCOME_CLAIMED) {
           assessment.set_outcome(v1::OUTCOME_UNSURE);
         }
       })},
      {"KeepsWhatItAssessed",
       {"ASSESS_03_AssessingChangesNothing"},
       &KeepsWhatItAssessed},
      {"AssessmentsCount",
       {"ASSESS_04_TheSameRecordGetsTheSameAssessment"},
       &CountsItsCalls},
      {"SeesANewerMemory",
       {"ASSESS_09_PositionSeenIsTheMemorys"},
       Says([](const auto& request, v1::Assessment& assessment) {
         if (request.has_as_of()) return;
         v1::Position& seen = *assessment.mutable_position_seen();
         seen.set_sequence(seen.sequence() + 1);
       })},
  };
}

std::vector<Fault> ProposalFaults() {
  return {
      {"ClaimsWithoutProposals",
       {"ASSESS_05_AClaimBringsAProposal"},
       Says([](const auto& request, v1::Assessment& assessment) {
         ClearIf(!request.assume_in_scope(), assessment);
       })},
      {"SpanBeyondTheText",
       {"ASSESS_06_SpansArePartsOfTheText"},
       Proposes([](const std::string& text, v1::Proposal& proposal) {
         if (!proposal.has_span()) return;
         proposal.mutable_span()->set_end(
             static_cast<uint32_t>(text.size() + 1));
       })},
      {"SpanCutsACharacter",
       {"ASSESS_06_SpansArePartsOfTheText"},
       Proposes(&CutsACharacter)},
      {"NoEffect",
       {"ASSESS_07_ProposalsSayEffectAndMeaning"},
       Proposes([](const std::string&, v1::Proposal& proposal) {
         proposal.clear_effect();
       })},
      {"NoMeaning",
       {"ASSESS_07_ProposalsSayEffectAndMeaning"},
       Proposes([](const std::string&, v1::Proposal& proposal) {
         proposal.clear_understood_as();
       })},
      {"TurnsAnAssignmentDown",
       {"ASSESS_08_AnAssignedRecordGetsProposals"},
       Says([](const auto& request, v1::Assessment& assessment) {
         ClearIf(request.assume_in_scope() &&
                     assessment.outcome() != v1::OUTCOME_CLAIMED,
                 assessment);
       })},
  };
}

std::vector<Fault> TextFaults() {
  return {
      {"TakesEmptyRecords",
       {"ASSESS_10_AnEmptyTextIsRefused"},
       Takes([](std::string& text) {
         if (text.empty()) text = "nothing";
       })},
      {"CutsLongRecords",
       {"ASSESS_10_AnOversizedTextIsRefused"},
       Takes([](std::string& text) {
         if (text.size() > kMaxRecordText) text.resize(kMaxRecordText);
       })},
      {"RecordsInBadUtf8GetNoReason",
       {"ASSESS_10_ATextThatIsNotUtf8IsRefused"},
       &AnswersBadUtf8WithoutAReason},
  };
}

}  // namespace

std::vector<Fault> AssessFaults() {
  std::vector<Fault> faults;
  for (const auto& some : {ScoreFaults(), ProposalFaults(), TextFaults()}) {
    faults.insert(faults.end(), some.begin(), some.end());
  }
  return faults;
}

}  // namespace alhf::conformance
