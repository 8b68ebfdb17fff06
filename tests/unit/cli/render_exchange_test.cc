#include "cli/render_exchange.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kExchange[] = R"pb(
  id: "x-1"
  user: "someone"
  question: "How many per week?"
  answer: "53 weeks.\nThe most in week 7."
  time { seconds: 1767225600 }
  steps {
    component: "alpha"
    duration { nanos: 18000000 }
    output {
      table {
        sql: "SELECT week, n\nFROM t"
        dialect: "postgresql"
        database: "main"
        executed_sql: "SELECT w, n FROM t"
        executed_dialect: "sqlite"
        columns: "week"
        columns: "n"
        rows {
          cells { text: "2025-01" }
          cells { integer: 7 }
        }
        rows {
          cells {}
          cells { number: 12.5 }
        }
        interpretation: "week: ISO week"
      }
      notes: "cut at 2 rows"
    }
    applied {
      lesson_id: "l-a-1"
      score: 0.93
      why: "all its questions"
      disposition: DISPOSITION_APPLIED
      effect: EFFECT_ENFORCED
      text: "weeks are ISO weeks"
    }
    applied {
      lesson_id: "l-b-1"
      score: 0.4
      why: "near"
      disposition: DISPOSITION_CANDIDATE
      text: "ten rows"
    }
    idle {
      lesson_id: "l-f-1"
      limit { name: "rows" value: 9 }
    }
  }
  steps {
    component: "beta"
    duration { nanos: 4000000 }
    output {
      passages {
        source: "a.md"
        headings: "Top"
        headings: "Part"
        text: "Some\ntext"
        score: 1.25
      }
    }
  }
  steps {
    component: "gamma"
    stage: 1
    duration { nanos: 1000000 }
    output { refusal { reason: "no such measure" not_understood: "per" } }
  }
  plan {
    components {
      component: "alpha"
      items { lesson_id: "l-a-1" }
      rejected { count: 1 nearest_lesson_id: "l-e-1" nearest_score: 0.2 }
    }
    components { component: "delta" }
    position { sequence: 7 }
    firing_policy: "threshold/0.5"
  }
  missing { component: "epsilon" reason: "DEADLINE: give it longer" }
)pb";

TEST(RenderStepTest, SaysWhatAStepFoundAndWhatItLearned) {
  const auto exchange = Proto<v1::Exchange>(kExchange);
  EXPECT_EQ(RenderStep(exchange.steps(0), Style{}),
            "· alpha: 2 rows (18 ms)\n"
            "    SELECT week, n\n"
            "    FROM t\n"
            "  learned: weeks are ISO weeks (l-a-1, 0.93)\n");
  EXPECT_EQ(RenderStep(exchange.steps(1), Style{}),
            "· beta: 1 passage (4 ms)\n");
  EXPECT_EQ(RenderStep(exchange.steps(2), Style{}),
            "· gamma: cannot: no such measure; not understood: per (1 ms)\n");
}

TEST(RenderStepTest, SaysThatAStepFailedOrFoundNothing) {
  EXPECT_EQ(
      RenderStep(Proto<v1::Step>("component: 'a' error: 'no disk'"), Style{}),
      "· a: failed: no disk (0 ms)\n");
  EXPECT_EQ(RenderStep(Proto<v1::Step>("component: 'a'"), Style{}),
            "· a: found nothing (0 ms)\n");
  EXPECT_EQ(RenderStep(Proto<v1::Step>("component: 'a' output { text: 't' }"),
                       Style{}),
            "· a: wrote the text (0 ms)\n");
}

TEST(RenderStepTest, DimsEachLineOnATerminal) {
  Style style;
  style.width = 80;
  style.color = true;
  EXPECT_EQ(RenderStep(Proto<v1::Step>("component: 'a'"), style),
            "\x1b[2m· a: found nothing (0 ms)\x1b[0m\n");
}

TEST(RenderAfterAnswerTest, SaysWhatIsMissingAndWhatIsNext) {
  Style style;
  style.program = "alhf --tenant one";
  EXPECT_EQ(RenderAfterAnswer(Proto<v1::Exchange>(kExchange), style),
            "missing epsilon: DEADLINE: give it longer\n"
            "x-1 · alhf --tenant one explain · alhf --tenant one feedback "
            "\"…\"\n");
  EXPECT_EQ(RenderAfterAnswer(v1::Exchange(), style), "");
}

TEST(RenderExplanationTest, ShowsEverythingThatLedToTheAnswer) {
  EXPECT_EQ(
      RenderExplanation(Proto<v1::Exchange>(kExchange), Style{}),
      "x-1  2026-01-01 00:00  someone\n"
      "question\n"
      "  How many per week?\n"
      "answer\n"
      "  53 weeks.\n"
      "  The most in week 7.\n"
      "\n"
      "alpha  stage 1, 18 ms: 2 rows\n"
      "    SQL for postgresql on main\n"
      "      SELECT week, n\n"
      "      FROM t\n"
      "    ran as sqlite\n"
      "      SELECT w, n FROM t\n"
      "    week: ISO week\n"
      "    week        n\n"
      "    2025-01     7\n"
      "    NULL     12.5\n"
      "    note: cut at 2 rows\n"
      "  lessons\n"
      "    LESSON  SCORE  OUTCOME            WHAT                 WHY\n"
      "    l-a-1    0.93  applied, enforced  weeks are ISO weeks  all its "
      "questions\n"
      "    l-b-1    0.40  candidate          ten rows             near\n"
      "    1 lesson looked at and not recalled; the nearest is l-e-1 (0.20)\n"
      "    nothing to act on for l-f-1: rows ≤ 9\n"
      "\n"
      "beta  stage 1, 4 ms: 1 passage\n"
      "    PASSAGE            SCORE  TEXT\n"
      "    a.md › Top › Part   1.25  Some text\n"
      "  lessons\n"
      "    no lesson applied\n"
      "\n"
      "gamma  stage 2, 1 ms: cannot: no such measure; not understood: per\n"
      "  lessons\n"
      "    no lesson applied\n"
      "\n"
      "delta  ran no step\n"
      "  lessons\n"
      "    no lesson applied\n"
      "\n"
      "missing epsilon: DEADLINE: give it longer\n"
      "memory at position 7, firing policy threshold/0.5\n");
}

TEST(RenderExplanationTest, NamesTheAgentAndTheTrace) {
  EXPECT_THAT(RenderExplanation(
                  Proto<v1::Exchange>("id: 'x-1' user: 'ann' agent: 'bot' "
                                      "external_trace_id: '4bf9'"),
                  Style{}),
              ::testing::StartsWith("x-1  -  ann  agent bot  trace 4bf9\n"));
}

TEST(RenderExplanationTest, SaysWhatAModelCostAndWhetherItAnswered) {
  auto exchange = Proto<v1::Exchange>(R"pb(
    id: "x-1"
    steps {
      component: "alpha"
      output { text: "so" model: "some-model" }
      model_usage {
        model: "some-model"
        calls: 2
        prompt_tokens: 812
        completion_tokens: 44
        time { seconds: 1 nanos: 200000000 }
      }
    })pb");
  EXPECT_THAT(RenderExplanation(exchange, Style()),
              HasSubstr("    answered by some-model: 2 calls, 812 + 44 tokens, "
                        "1.2 s\n"));
  exchange.mutable_steps(0)->mutable_output()->clear_model();
  EXPECT_THAT(
      RenderExplanation(exchange, Style()),
      HasSubstr("    the embedded engine answered, not some-model: 2 "));
}

TEST(RenderExplanationTest, ShowsTheFirstRowsOnly) {
  v1::Exchange exchange;
  auto* table = exchange.add_steps()->mutable_output()->mutable_table();
  table->add_columns("n");
  for (int i = 0; i < 12; ++i) table->add_rows()->add_cells()->set_integer(i);
  const std::string text = RenderExplanation(exchange, Style{});
  EXPECT_THAT(text, HasSubstr("    9\n    … and 2 more rows\n"));
  EXPECT_THAT(text, Not(HasSubstr("\n    10\n")));
}

TEST(RenderExchangesTest, ListsThem) {
  const auto exchange = Proto<v1::Exchange>(kExchange);
  EXPECT_EQ(RenderExchanges({exchange}, Style{}),
            "EXCHANGE  TIME              USER     QUESTION            ANSWER\n"
            "x-1       2026-01-01 00:00  someone  How many per week?  53 weeks."
            " The most in week 7.\n");
  EXPECT_EQ(RenderExchanges({}, Style{}), "nothing was asked yet\n");
}

}  // namespace
}  // namespace alhf::cli
