"""The numbered rules of docs/protocol.md, of which the page is the only home.

    python3 tools/protocol_rules.py docs/protocol.md OUT.cc

writes those that a component is checked against as C++, for
tests/conformance/rules.h; tools/check_rules.py compares them with the cases,
and looks for the tests that the others name.
"""

import re
import sys

# What a component must keep: manifest, assess, apply, adjust, tenants and
# positions.
COMPONENT_SECTIONS = range(4, 10)

SECTION = re.compile(r"## (\d+)\. ")
RULE = re.compile(r"\| ([A-Z]+_\d\d) \| (.+?) \|\s*$")


def rules_of(text):
    """Yields (section, line number, id, rule) for each rule of the page."""
    section = 0
    for number, line in enumerate(text.splitlines(), 1):
        heading = SECTION.match(line)
        if heading:
            section = int(heading.group(1))
        rule = RULE.match(line)
        if rule:
            yield section, number, rule.group(1), rule.group(2)


def component_rules(text):
    """Yields (line number, id, rule) for each rule of those sections."""
    for section, number, name, rule in rules_of(text):
        if section in COMPONENT_SECTIONS:
            yield number, name, rule


def other_rules(text):
    """Yields (line number, id, tests that it names) for each other rule."""
    for section, number, name, rule in rules_of(text):
        if section not in COMPONENT_SECTIONS:
            yield number, name, rule.rpartition(" | ")[2]


def main(page, out):
    with open(page, encoding="utf-8") as file:
        rules = list(component_rules(file.read()))
    if not rules:
        sys.exit(f"{page}: no rules found")
    lines = [f"// Written by tools/protocol_rules.py from {page}.",
             '#include "tests/conformance/rules.h"', "",
             "namespace alhf::conformance {", "",
             "const std::vector<Rule>& Rules() {",
             "  static const auto* const kRules = new std::vector<Rule>{"]
    lines += [f'      {{"{name}", R"rule({rule})rule"}},'
              for _, name, rule in rules]
    lines += ["  };", "  return *kRules;", "}", "",
              "}  // namespace alhf::conformance", ""]
    with open(out, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))


if __name__ == "__main__":
    main(*sys.argv[1:])
