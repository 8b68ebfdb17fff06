#include "components/retriever/html.h"

#include <gtest/gtest.h>

#include <string>

#include "components/retriever/document.h"

namespace alhf::retriever {
namespace {

TEST(MarkdownOfHtmlTest, KeepsHeadingsParagraphsListsAndTables) {
  EXPECT_EQ(MarkdownOfHtml("<h1>Tides</h1>\n<p>Twice a\n <b>day</b>.</p>"
                           "<ul><li>Spring<li>Neap</ul>"
                           "<table><tr><th>Port<th>Metres<tr><td>Mandal<td>2"
                           "</table><h2>Storms</h2>Seldom<br>here."),
            "# Tides\n\nTwice a day.\n\n- Spring\n- Neap\n\n"
            "| Port |Metres |\n| Mandal |2 |\n\n## Storms\n\n"
            "Seldom\nhere.\n\n");
}

TEST(MarkdownOfHtmlTest, LeavesOutWhatIsNoText) {
  EXPECT_EQ(MarkdownOfHtml("<nav>Home</nav><script>tide()</script>"
                           "<style>p{}</style><p>Low &amp; high</p>"
                           "<footer>2025</footer>"),
            "Low & high\n\n");
}

TEST(MarkdownOfHtmlTest, TheHeadIsFrontMatter) {
  EXPECT_EQ(MarkdownOfHtml("<head><title>Tides</title>"
                           "<meta name='dcterms.modified' "
                           "content='2025-03-01T10:00'>"
                           "<meta name=status content=draft></head>Low."),
            "---\ntitle: Tides\nstatus: draft\ndate: 2025-03-01\n---\n"
            "Low.\n\n");
}

TEST(MarkdownOfHtmlTest, AnythingCanBeRead) {
  EXPECT_EQ(MarkdownOfHtml(""), "");
  EXPECT_EQ(MarkdownOfHtml("<p <<< </i>"), MarkdownOfHtml("<p <<< </i>"));
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "<div>";
  EXPECT_EQ(MarkdownOfHtml(deep + "deep"), "");
}

TEST(ParseDocumentTest, ReadsHtmlByItsName) {
  const std::string html =
      "<title>Harbour</title><h1>Tides</h1><p>On <time "
      "datetime='2024-05-06'>6 May</time> it was low.</p>";
  const Document document = ParseDocument("guide/tides.HTML", html);
  EXPECT_EQ(document.title, "Tides");
  EXPECT_EQ(document.date, absl::CivilDay(2024, 5, 6));
  ASSERT_EQ(document.sections.size(), 1u);
  EXPECT_EQ(document.sections[0].text, "On 6 May it was low.");
  EXPECT_NE(ParseDocument("guide/tides.txt", html).title, "Tides");
}

}  // namespace
}  // namespace alhf::retriever
