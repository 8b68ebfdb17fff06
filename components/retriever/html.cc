#include "components/retriever/html.h"

#include <gumbo.h>

#include <algorithm>
#include <initializer_list>
#include <map>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace alhf::retriever {
namespace {

// Deeper elements are left out: a page may nest without end.
constexpr int kDeepest = 200;

bool IsOneOf(GumboTag tag, std::initializer_list<GumboTag> tags) {
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

bool SaysNothing(GumboTag tag) {
  return IsOneOf(
      tag, {GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_NAV, GUMBO_TAG_FOOTER,
            GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_FORM,
            GUMBO_TAG_IFRAME, GUMBO_TAG_HEAD, GUMBO_TAG_SVG});
}

// Begins and ends a paragraph.
bool IsBlock(GumboTag tag) {
  return IsOneOf(tag, {GUMBO_TAG_P, GUMBO_TAG_DIV, GUMBO_TAG_SECTION,
                       GUMBO_TAG_ARTICLE, GUMBO_TAG_MAIN, GUMBO_TAG_HEADER,
                       GUMBO_TAG_UL, GUMBO_TAG_OL, GUMBO_TAG_DL, GUMBO_TAG_DT,
                       GUMBO_TAG_DD, GUMBO_TAG_TABLE, GUMBO_TAG_BLOCKQUOTE,
                       GUMBO_TAG_PRE, GUMBO_TAG_ADDRESS, GUMBO_TAG_FIGURE});
}

int HeadingLevel(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6
             ? static_cast<int>(tag) - static_cast<int>(GUMBO_TAG_H1) + 1
             : 0;
}

absl::string_view Attribute(const GumboElement& element, const char* name) {
  const GumboAttribute* attribute =
      gumbo_get_attribute(&element.attributes, name);
  return attribute == nullptr ? absl::string_view() : attribute->value;
}

// Runs of white space as one space.
std::string OneLine(absl::string_view text) {
  std::string line;
  for (const char c : text) {
    if (!absl::ascii_isspace(static_cast<unsigned char>(c))) {
      line.push_back(c);
    } else if (!line.empty() && line.back() != ' ') {
      line.push_back(' ');
    }
  }
  return std::string(absl::StripAsciiWhitespace(line));
}

// Takes a page apart.
class Page {
 public:
  void Read(const GumboNode& root) { Visit(root, 0); }

  // The page as Markdown, its head as front matter.
  std::string Markdown() {
    EndLine("\n\n");
    std::string head;
    if (!has_heading_ && !meta_["title"].empty()) {
      absl::StrAppend(&head, "title: ", meta_["title"], "\n");
    }
    for (const char* key : {"status", "date"}) {
      if (!meta_[key].empty()) {
        absl::StrAppend(&head, key, ": ", meta_[key], "\n");
      }
    }
    return head.empty() ? text_ : absl::StrCat("---\n", head, "---\n", text_);
  }

 private:
  void Visit(const GumboNode& node, int depth) {
    if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE ||
        node.type == GUMBO_NODE_CDATA) {
      absl::StrAppend(&line_, node.v.text.text);
    } else if (node.type == GUMBO_NODE_DOCUMENT) {
      Children(node.v.document.children, depth);
    } else if (node.type == GUMBO_NODE_ELEMENT && depth < kDeepest) {
      Element(node.v.element, depth);
    }
  }

  void Children(const GumboVector& children, int depth) {
    for (unsigned i = 0; i < children.length; ++i) {
      Visit(*static_cast<const GumboNode*>(children.data[i]), depth + 1);
    }
  }

  void Element(const GumboElement& element, int depth) {
    const GumboTag tag = element.tag;
    if (tag == GUMBO_TAG_HEAD) Head(element);
    if (SaysNothing(tag)) return;
    if (tag == GUMBO_TAG_TIME) SetDate(Attribute(element, "datetime"));
    if (const int level = HeadingLevel(tag); level > 0) {
      EndLine("\n\n");
      Children(element.children, depth);
      has_heading_ = has_heading_ || !OneLine(line_).empty();
      EndLine("\n\n", std::string(static_cast<size_t>(level), '#') + " ");
    } else if (tag == GUMBO_TAG_LI) {
      EndLine("\n");
      Children(element.children, depth);
      EndLine("\n", "- ");
    } else if (tag == GUMBO_TAG_TR) {
      EndLine("\n");
      Children(element.children, depth);
      EndLine("\n", "| ");
    } else if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) {
      Children(element.children, depth);
      absl::StrAppend(&line_, " |");
    } else if (tag == GUMBO_TAG_BR) {
      EndLine("\n");
    } else if (IsBlock(tag)) {
      EndLine("\n\n");
      Children(element.children, depth);
      EndLine("\n\n");
    } else {
      Children(element.children, depth);
    }
  }

  // Writes the line under way, if it says anything.
  void EndLine(absl::string_view end, absl::string_view mark = "") {
    const std::string line = OneLine(line_);
    line_.clear();
    if (!line.empty()) {
      absl::StrAppend(&text_, mark, line, end);
    } else if (end.size() > 1 && !text_.empty() &&
               !absl::EndsWith(text_, "\n\n")) {
      text_.push_back('\n');
    }
  }

  void Head(const GumboElement& head) {
    for (unsigned i = 0; i < head.children.length; ++i) {
      const auto& node = *static_cast<const GumboNode*>(head.children.data[i]);
      if (node.type != GUMBO_NODE_ELEMENT) continue;
      const GumboElement& element = node.v.element;
      if (element.tag == GUMBO_TAG_TITLE && element.children.length > 0) {
        meta_["title"] =
            OneLine(static_cast<const GumboNode*>(element.children.data[0])
                        ->v.text.text);
      } else if (element.tag == GUMBO_TAG_META) {
        Meta(element);
      }
    }
  }

  // "date", "dcterms.modified", "article:modified_time", "last-modified".
  void Meta(const GumboElement& meta) {
    const std::string name = absl::AsciiStrToLower(
        absl::StrCat(Attribute(meta, "name"), Attribute(meta, "property"),
                     Attribute(meta, "http-equiv")));
    const absl::string_view content = Attribute(meta, "content");
    if (name == "status") meta_["status"] = OneLine(content);
    if (absl::StrContains(name, "date") ||
        absl::StrContains(name, "modified")) {
      SetDate(content);
    }
  }

  // The first date that the page names is its own.
  void SetDate(absl::string_view date) {
    if (meta_["date"].empty()) meta_["date"] = OneLine(date.substr(0, 10));
  }

  std::map<std::string, std::string> meta_;
  bool has_heading_ = false;
  std::string line_;
  std::string text_;
};

}  // namespace

std::string MarkdownOfHtml(absl::string_view html) {
  GumboOutput* const parsed =
      gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size());
  Page page;
  page.Read(*parsed->document);
  gumbo_destroy_output(&kGumboDefaultOptions, parsed);
  return page.Markdown();
}

}  // namespace alhf::retriever
