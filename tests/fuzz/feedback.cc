#include <string>

#include "components/answer_writer/additions.h"
#include "components/answer_writer/instructions.h"
#include "components/answer_writer/sayings.h"
#include "components/retriever/sayings.h"
#include "components/retriever/terms.h"
#include "components/sql_generator/instructions.h"
#include "core/relevance/analysis.h"
#include "core/relevance/beneficiary.h"
#include "core/relevance/lesson_kind.h"
#include "core/relevance/trigger.h"
#include "core/relevance/wish.h"
#include "tests/fuzz/targets.h"
#include "tests/fuzz/text.h"
#include "tests/unit/components/sql_generator/library.h"

namespace alhf::fuzz {
namespace {

const sql_generator::Library& TheLibrary() {
  static const auto* const library = new sql_generator::Library();
  return *library;
}

void ReadWords(const std::string& text) {
  const core::Analysis analysis = core::Analyze(text);
  core::BeneficiariesOf(analysis);
  core::StatesWish(analysis);
  core::AsksForAdvice(analysis);
  core::KindOf(analysis, text, false);
  core::Stem(text);
  for (const auto& [begin, end] : core::Sentences(text)) {
    core::ParseDefinition(absl::string_view(text).substr(begin, end - begin));
    core::ParseStatement(absl::string_view(text).substr(begin, end - begin));
  }
}

}  // namespace

void ReadFeedback(absl::string_view bytes) {
  const std::string text = AsText(bytes);
  ReadWords(text);
  v1::FeedbackRecord record;
  record.set_text(text);
  record.mutable_exchange()->set_question(text.substr(0, text.find('\n')));
  answer_writer::ReadSayings(text);
  answer_writer::ReadAdditions(text);
  answer_writer::ReadInstructions(record);
  retriever::ReadInstructions(text);
  retriever::ReadComplaints(text);
  retriever::ReadTerms(text);
  sql_generator::InstructionContext context;
  context.catalog = &TheLibrary().catalog();
  context.database = "library";
  context.today = absl::CivilDay(2026, 1, 15);
  context.question = record.exchange().question();
  sql_generator::ReadInstructions(text, context);
}

}  // namespace alhf::fuzz
