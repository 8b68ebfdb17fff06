#include "cli/review/queue.h"

#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

TEST(QueueTest, HasHeldLessonsAndWhatNobodyClaimedOldestFirst) {
  const auto listed = Proto<v1::ListFeedbackResponse>(R"pb(
    records {
      record {
        id: "f-3"
        kind: RECORD_TEXT
        text: "Hm."
        exchange { id: "x-3" }
      }
      assignment { revision: 1 unsure: "beta" unsure: "alpha" }
      assessments {
        component: "beta"
        score: 0.4
        proposals {
          understood_as: "hm"
          relations { kind: CONTRADICTS lesson_id: "l-9" }
        }
      }
    }
    records {
      record {
        id: "f-2"
        kind: RECORD_TEXT
        text: "Ah."
        exchange { id: "x-2" }
      }
      assignment { revision: 1 }
    }
    records {
      record { id: "f-1" kind: RECORD_TEXT }
      assignment {
        revision: 1
        parts { component: "alpha" }
      }
      assessments {
        component: "alpha"
        proposals {
          understood_as: "be brief"
          relations { kind: NARROWS lesson_id: "l-8" }
        }
      }
    }
  )pb");
  const auto held = Proto<v1::ListLessonsResponse>(R"pb(
    lessons {
      id: "l-1"
      component: "alpha"
      understood_as: "be brief"
      sources { record_id: "f-1" }
    }
    lessons {
      id: "l-0"
      component: "alpha"
      sources { record_id: "f-gone" }
    }
  )pb");
  const ReviewQueue queue =
      QueueOf({listed.records().begin(), listed.records().end()},
              {held.lessons().begin(), held.lessons().end()});
  ASSERT_EQ(queue.items_size(), 3);
  EXPECT_EQ(queue.items(0).lesson().id(), "l-1");
  EXPECT_EQ(queue.items(0).status().record().id(), "f-1");
  EXPECT_EQ(queue.items(0).relations(0).lesson_id(), "l-8");
  EXPECT_FALSE(queue.items(1).has_lesson());
  EXPECT_EQ(queue.items(1).component(), "beta");
  EXPECT_EQ(queue.items(1).proposals(0).understood_as(), "hm");
  EXPECT_EQ(queue.items(1).relations(0).lesson_id(), "l-9");
  EXPECT_EQ(queue.items(2).lesson().id(), "l-0");
}

TEST(QueueTest, WhatWasReassignedIsDealtWith) {
  const auto listed = Proto<v1::ListFeedbackResponse>(R"pb(
    records {
      record {
        id: "f-2"
        kind: RECORD_REASSIGN
        text: "Hm."
        exchange { id: "x-1" }
      }
    }
    records {
      record {
        id: "f-1"
        kind: RECORD_TEXT
        text: "Hm."
        exchange { id: "x-1" }
      }
      assignment { revision: 1 unsure: "beta" }
    }
  )pb");
  EXPECT_EQ(QueueOf({listed.records().begin(), listed.records().end()}, {})
                .items_size(),
            0);
}

}  // namespace
}  // namespace alhf::cli
