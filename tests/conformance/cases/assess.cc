// Section 5: what a component thinks of a record.
#include <algorithm>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "base/status.h"
#include "google/protobuf/util/message_differencer.h"
#include "tests/conformance/cases/cases.h"
#include "tests/conformance/changes.h"
#include "tests/conformance/verdict.h"

namespace alhf::conformance {
namespace {

constexpr size_t kMaxRecordText = 16 << 10;
// Texts that are assessed again and again.
constexpr size_t kRepeatedTexts = 3;

std::string AboutText(const Assessed& each) {
  return absl::StrCat(" for \"", each.text, "\"",
                      each.assumed ? ", assumed in scope" : "");
}

// Returns the first end of `look` that is not OK.
absl::Status ForEach(Trial& trial,
                     absl::FunctionRef<absl::Status(const Assessed&)> look) {
  ALHF_ASSIGN_OR_RETURN(const auto assessments, trial.Assessments());
  for (const Assessed& each : assessments) ALHF_RETURN_IF_ERROR(look(each));
  return absl::OkStatus();
}

absl::Status ScoresAreInRange(Trial& trial) {
  return ForEach(trial, [](const Assessed& each) {
    const double score = each.assessment.score();
    return Expect(score >= 0.0 && score <= 1.0,  // false for NaN
                  absl::StrCat("a score in [0.0, 1.0]", AboutText(each)),
                  absl::StrCat(score));
  });
}

// Returns the threshold of the assessment, else that of the manifest, else
// what docs/protocol.md says for a manifest that has none.
double Threshold(double of_assessment, double of_manifest, double otherwise) {
  if (of_assessment > 0) return of_assessment;
  return of_manifest > 0 ? of_manifest : otherwise;
}

absl::Status OutcomesFollowFromScores(Trial& trial) {
  return ForEach(trial, [&trial](const Assessed& each) {
    const v1::Assessment& came = each.assessment;
    const double claim = Threshold(came.claim_threshold(),
                                   trial.manifest().claim_threshold(), 0.5);
    const double unsure =
        Threshold(came.unsure_threshold(), trial.manifest().unsure_threshold(),
                  std::min(0.3, claim));
    const v1::Outcome meant = came.score() >= claim    ? v1::OUTCOME_CLAIMED
                              : came.score() >= unsure ? v1::OUTCOME_UNSURE
                                                       : v1::OUTCOME_DECLINED;
    return Expect(came.outcome() == meant,
                  absl::StrCat(v1::Outcome_Name(meant), " for the score ",
                               came.score(), " (claim from ", claim,
                               ", unsure from ", unsure, ")", AboutText(each)),
                  v1::Outcome_Name(came.outcome()));
  });
}

absl::Status AssessingChangesNothing(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(trial.NewLesson(tenant))}));
  ALHF_ASSIGN_OR_RETURN(const MemoryExport before, tenant.Export());
  for (int i = 0; i < kRepeats; ++i) {
    const auto& texts = trial.TextsInScope();
    const std::string& text = texts[static_cast<size_t>(i) % texts.size()];
    ALHF_RETURN_IF_ERROR(tenant.Assess(Record(text), i % 2 == 1).status());
  }
  return tenant.ExpectUnchanged(before);
}

absl::Status TheSameRecordGetsTheSameAssessment(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(trial.NewLesson(tenant))}));
  const auto& texts = trial.TextsInScope();
  for (size_t i = 0; i < std::min(texts.size(), kRepeatedTexts); ++i) {
    ALHF_ASSIGN_OR_RETURN(const v1::Assessment first,
                          tenant.Assess(Record(texts[i]), true));
    for (int repeat = 1; repeat < kRepeats; ++repeat) {
      ALHF_ASSIGN_OR_RETURN(const v1::Assessment again,
                            tenant.Assess(Record(texts[i]), true));
      ALHF_RETURN_IF_ERROR(Expect(
          google::protobuf::util::MessageDifferencer::Equals(first, again),
          absl::StrCat("each time: ", first.ShortDebugString()),
          again.ShortDebugString()));
    }
  }
  return absl::OkStatus();
}

absl::Status AClaimBringsAProposal(Trial& trial) {
  int claims = 0;
  ALHF_RETURN_IF_ERROR(ForEach(trial, [&claims](const Assessed& each) {
    if (each.assessment.outcome() != v1::OUTCOME_CLAIMED) {
      return absl::OkStatus();
    }
    ++claims;
    return Expect(!each.assessment.proposals().empty(),
                  absl::StrCat("a proposal with the claim", AboutText(each)),
                  "none");
  }));
  if (claims > 0) return absl::OkStatus();
  return NotApplicable(
      "it claimed no record: name one that it claims with --describe-record");
}

bool StartsCharacter(const std::string& text, size_t at) {
  return at == text.size() ||
         (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

absl::Status SpansArePartsOfTheText(Trial& trial) {
  int spans = 0;
  ALHF_RETURN_IF_ERROR(ForEach(trial, [&spans](const Assessed& each) {
    for (const v1::Proposal& proposal : each.assessment.proposals()) {
      if (!proposal.has_span()) continue;
      ++spans;
      const size_t begin = proposal.span().begin();
      const size_t end = proposal.span().end();
      const bool fits = begin < end && end <= each.text.size() &&
                        StartsCharacter(each.text, begin) &&
                        StartsCharacter(each.text, end);
      ALHF_RETURN_IF_ERROR(
          Expect(fits,
                 absl::StrCat("a span of whole characters within ",
                              each.text.size(), " bytes", AboutText(each)),
                 absl::StrCat("[", begin, ", ", end, ")")));
    }
    return absl::OkStatus();
  }));
  return spans > 0 ? absl::OkStatus()
                   : NotApplicable("none of its proposals has a span");
}

absl::Status ProposalsSayEffectAndMeaning(Trial& trial) {
  int proposals = 0;
  ALHF_RETURN_IF_ERROR(ForEach(trial, [&proposals](const Assessed& each) {
    for (const v1::Proposal& proposal : each.assessment.proposals()) {
      ++proposals;
      ALHF_RETURN_IF_ERROR(Expect(proposal.effect() != v1::EFFECT_UNSPECIFIED,
                                  absl::StrCat("an effect", AboutText(each)),
                                  "none"));
      ALHF_RETURN_IF_ERROR(Expect(
          proposal.effect() == v1::EFFECT_NOT_UNDERSTOOD ||
              !proposal.understood_as().empty(),
          absl::StrCat("understood_as, for the effect is ",
                       v1::Effect_Name(proposal.effect()), AboutText(each)),
          "an empty one"));
    }
    return absl::OkStatus();
  }));
  return proposals > 0 ? absl::OkStatus()
                       : NotApplicable("it proposed nothing for any record");
}

absl::Status AnAssignedRecordGetsProposals(Trial& trial) {
  return ForEach(trial, [](const Assessed& each) {
    return Expect(!each.assumed || !each.assessment.proposals().empty(),
                  absl::StrCat("a proposal", AboutText(each)), "none");
  });
}

absl::Status ExpectSeen(const TrialTenant& tenant, const std::string& text) {
  ALHF_ASSIGN_OR_RETURN(const v1::Assessment came,
                        tenant.Assess(Record(text), false));
  const v1::Position wanted = tenant.At(tenant.sequence());
  const v1::Position& seen = came.position_seen();
  const bool same =
      wanted.sequence() == 0
          ? seen.sequence() == 0
          : google::protobuf::util::MessageDifferencer::Equals(seen, wanted);
  return Expect(same,
                absl::StrCat("position_seen {", wanted.ShortDebugString(), "}"),
                absl::StrCat("{", seen.ShortDebugString(), "}"));
}

absl::Status PositionSeenIsTheMemorys(Trial& trial) {
  TrialTenant tenant = trial.NewTenant();
  const std::string& text = trial.TextsInScope().front();
  ALHF_RETURN_IF_ERROR(ExpectSeen(tenant, text));
  ALHF_RETURN_IF_ERROR(tenant.Append({Learn(trial.NewLesson(tenant))}));
  ALHF_RETURN_IF_ERROR(ExpectSeen(tenant, text));
  ALHF_RETURN_IF_ERROR(tenant.Append({None()}));
  return ExpectSeen(tenant, text);
}

absl::Status ExpectRefused(Trial& trial, const std::string& text,
                           absl::string_view what, Reason reason) {
  return ExpectError(
      absl::StrCat("a record whose text ", what),
      trial.NewTenant().Assess(Record(text), /*assume_in_scope=*/true),
      absl::StatusCode::kInvalidArgument, reason);
}

absl::Status AnEmptyTextIsRefused(Trial& trial) {
  return ExpectRefused(trial, "", "is empty", Reason::FIELD_REQUIRED);
}

absl::Status AnOversizedTextIsRefused(Trial& trial) {
  return ExpectRefused(trial, std::string(kMaxRecordText + 1, 'a'),
                       "has a byte more than 16 KiB", Reason::FIELD_TOO_LARGE);
}

absl::Status ATextThatIsNotUtf8IsRefused(Trial& trial) {
  return ExpectRefused(trial, "Use \xC3( and \xFF.", "is not UTF-8",
                       Reason::INVALID_UTF8);
}

constexpr char kCheckText[] =
    "Check text, size and encoding before anything else; a server that parses "
    "requests by itself has to look at the bytes.";

}  // namespace

std::vector<Case> AssessCases() {
  return {
      {"ASSESS_01_ScoresAreInRange", "Clamp the score; look for 0/0.",
       &ScoresAreInRange},
      {"ASSESS_02_OutcomesFollowFromScores",
       "Derive the outcome from score and thresholds, after the last change of "
       "the score.",
       &OutcomesFollowFromScores},
      {"ASSESS_03_AssessingChangesNothing",
       "Write nothing while assessing: what is to be kept comes back as an "
       "entry.",
       &AssessingChangesNothing},
      {"ASSESS_04_TheSameRecordGetsTheSameAssessment",
       "Look for randomness, clocks and unordered containers; a model needs a "
       "fixed seed or a cache by record and position.",
       &TheSameRecordGetsTheSameAssessment},
      {"ASSESS_05_AClaimBringsAProposal",
       "Propose the text as guidance where nothing else is understood.",
       &AClaimBringsAProposal},
      {"ASSESS_06_SpansArePartsOfTheText",
       "Count bytes of UTF-8, not characters; end is exclusive.",
       &SpansArePartsOfTheText},
      {"ASSESS_07_ProposalsSayEffectAndMeaning",
       "Set effect and understood_as of each proposal.",
       &ProposalsSayEffectAndMeaning},
      {"ASSESS_08_AnAssignedRecordGetsProposals",
       "A person assigned it: propose something, NOT_UNDERSTOOD at the least.",
       &AnAssignedRecordGetsProposals},
      {"ASSESS_09_PositionSeenIsTheMemorys",
       "Take the position from the snapshot that the assessment was made on.",
       &PositionSeenIsTheMemorys},
      {"ASSESS_10_AnEmptyTextIsRefused", kCheckText, &AnEmptyTextIsRefused},
      {"ASSESS_10_AnOversizedTextIsRefused", kCheckText,
       &AnOversizedTextIsRefused},
      {"ASSESS_10_ATextThatIsNotUtf8IsRefused", kCheckText,
       &ATextThatIsNotUtf8IsRefused},
  };
}

}  // namespace alhf::conformance
