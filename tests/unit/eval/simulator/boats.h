// A scenario about boats, and calls of a model that is asked in it.
#ifndef ALHF_TESTS_UNIT_EVAL_SIMULATOR_BOATS_H_
#define ALHF_TESTS_UNIT_EVAL_SIMULATOR_BOATS_H_

#include <string>
#include <vector>

#include "eval/scenario_reader.h"
#include "eval/simulator/chat_call.h"

namespace alhf::eval {

inline std::vector<Scenario> Boats() {
  const auto file = ParseScenarios(
      R"({"id":"boats","feedback":[)"
      R"({"id":"f1","guideline":"sails","question":"Which boats are there?",)"
      R"("text":"Boats means boats with sails, count no others.",)"
      R"("assign":["sql_generator"]},)"
      R"({"id":"f2","guideline":"bullets","question":"Which ports are there?",)"
      R"("text":"answers as bullets","assign":["answer_writer"]},)"
      R"({"id":"f3","guideline":"old","question":"What is the harbour fee?",)"
      R"("text":"Ignore the old pages.","assign":["retriever"]}],)"
      R"("questions":[)"
      R"({"text":"How many boats are in Ystad?","applies":["sails","bullets"],)"
      R"("checks":[)"
      R"({"kind":"rows_equal_sql","value":"SELECT 12 AS n","for":"completeness"},)"
      R"({"kind":"rows_equal_sql","value":"SELECT 7 AS n","for":"sails"},)"
      R"({"kind":"sql_matches","value":"sails?\\s*=","for":"sails"},)"
      R"({"kind":"format","value":"bullets","for":"bullets"}]},)"
      R"({"text":"How deep is the harbour?","applies":["old"],"checks":[)"
      R"({"kind":"answer_contains","value":"4 metres","for":"completeness"},)"
      R"({"kind":"answer_excludes","value":"5 metres","for":"old"},)"
      R"({"kind":"sources_exclude","value":"old/","for":"old"}]}]})",
      "boats");
  return file->scenarios;
}

// A request's body: the fence "lessons" holds `lessons`.
inline std::string BodyOf(const std::string& question,
                          const std::vector<std::string>& lessons,
                          const std::string& schema_field = "",
                          const std::string& material = "") {
  std::string prompt;
  if (!lessons.empty()) {
    prompt = "What people taught.\\n~~~lessons\\n";
    for (size_t i = 0; i < lessons.size(); ++i) {
      prompt += "[l-a-" + std::to_string(i) + "] " + lessons[i] + "\\n";
    }
    prompt += "~~~\\n";
  }
  prompt += material + "\\n~~~question\\n" + question + "\\n~~~\\n";
  std::string body =
      R"({"model":"m","messages":[{"role":"system","content":"Do it."},)"
      R"({"role":"user","content":")" +
      prompt + R"("}])";
  if (!schema_field.empty()) {
    body +=
        R"(,"response_format":{"type":"json_schema","json_schema":{"name":"x",)"
        R"("schema":{"properties":{")" +
        schema_field + R"(":{}}}}})";
  }
  return body + "}";
}

inline ChatCall CallOf(const std::string& question,
                       const std::vector<std::string>& lessons,
                       const std::string& schema_field = "",
                       const std::string& material = "") {
  return *ReadChatCall(BodyOf(question, lessons, schema_field, material));
}

}  // namespace alhf::eval

#endif  // ALHF_TESTS_UNIT_EVAL_SIMULATOR_BOATS_H_
