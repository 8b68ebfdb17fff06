#include "cli/review/junit.h"

#include "tests/unit/cli/cli_test.h"

namespace alhf::cli {
namespace {

TEST(JUnitTest, ALostLessonIsAFailureInItsComponentsSuite) {
  const std::string xml = JUnitXml(Proto<VerifyReport>(R"pb(
    lessons {
      record_id: "f-1"
      lesson_id: "l-1"
      component: "alpha"
      verdict: HOLDS
    }
    lessons {
      record_id: "f-2"
      lesson_id: "l-2"
      component: "alpha"
      text: "a < b & \"c\"\001"
      question: "How many?"
      verdict: LOST
    }
    lessons {
      lesson_id: "l-3"
      component: "beta"
      verdict: UNKNOWN
      detail: "away"
    }
    lessons { lesson_id: "l-4" component: "beta" verdict: NEVER_APPLIED }
    lessons { lesson_id: "l-5" component: "beta" verdict: OVERRULED }
  )pb"));
  EXPECT_EQ(
      xml,
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"alhf verify\">\n"
      "  <testsuite name=\"alpha\" tests=\"2\" failures=\"1\" errors=\"0\" "
      "skipped=\"0\">\n"
      "    <testcase classname=\"alpha\" name=\"l-1\"/>\n"
      "    <testcase classname=\"alpha\" name=\"l-2 a &lt; b &amp; "
      "&quot;c&quot;\"><failure type=\"lost\" message=\"applied when it "
      "was learned, does not now\">taught by f-2 on &quot;How many?&quot;"
      "</failure></testcase>\n"
      "  </testsuite>\n"
      "  <testsuite name=\"beta\" tests=\"3\" failures=\"0\" errors=\"1\" "
      "skipped=\"1\">\n"
      "    <testcase classname=\"beta\" name=\"l-3\"><error "
      "type=\"unknown\" message=\"away\">taught by on &quot;&quot;"
      "</error></testcase>\n"
      "    <testcase classname=\"beta\" name=\"l-4\"><skipped "
      "message=\"never applied to its own question\"/></testcase>\n"
      "    <testcase classname=\"beta\" name=\"l-5\"/>\n"
      "  </testsuite>\n"
      "</testsuites>\n");
}

}  // namespace
}  // namespace alhf::cli
