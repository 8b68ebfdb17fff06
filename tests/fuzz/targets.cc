#include "tests/fuzz/targets.h"

namespace alhf::fuzz {

std::vector<Target> Targets() {
  return {{"stored", ReadStored},
          {"page_tokens", ReadPageTokens},
          {"configs", ReadConfigs},
          {"feedback_files", ReadFeedbackFiles},
          {"export_lines", ReadExportLines},
          {"scenario_files", ReadScenarioFiles},
          {"documents", ReadDocuments},
          {"feedback", ReadFeedback},
          {"questions", ReadQuestions},
          {"model_answers", ReadModelAnswers},
          {"tokens", ReadTokens}};
}

}  // namespace alhf::fuzz
