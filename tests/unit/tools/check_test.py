"""The checks of tools/ find what they are there to find.

Run by ctest as tools_check_test. Each case makes a small tree with one fault
in it, beside a tree without.
"""

import json
import os
import subprocess
import sys
import tempfile
import unittest

TOOLS = os.path.abspath(
    os.path.join(os.path.dirname(__file__), "..", "..", "..", "tools"))


class Tree:
    """A git tree in a temporary folder, for one check."""

    def __init__(self, case):
        folder = tempfile.TemporaryDirectory()
        case.addCleanup(folder.cleanup)
        self.path = folder.name
        subprocess.run(["git", "init", "-q", self.path], check=True)

    def write(self, path, text):
        full = os.path.join(self.path, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)

    def run(self, check):
        result = subprocess.run(
            [sys.executable, os.path.join(TOOLS, check)], cwd=self.path,
            capture_output=True, text=True)
        return result.returncode, result.stdout + result.stderr


class RulesTest(unittest.TestCase):

    def setUp(self):
        self.tree = Tree(self)

    def expect_breach(self, path, text, words):
        self.tree.write(path, text)
        code, out = self.tree.run("check_rules.py")
        self.assertEqual(code, 1, out)
        self.assertIn(words, out)

    def test_a_clean_tree_is_clean(self):
        self.tree.write("core/a.h", '#include "base/b.h"\n')
        self.tree.write("core/a.cc", '#include "core/a.h"\n')
        self.tree.write("tests/unit/core/a_test.cc", '#include "core/a.h"\n')
        code, out = self.tree.run("check_rules.py")
        self.assertEqual(code, 0, out)

    def test_arrows_point_one_way(self):
        cases = [
            ("core/a.h", "coordinator/b.h"),
            ("base/a.h", "core/b.h"),
            ("base/a.h", "alhf/v1/types.pb.h"),
            ("sdk/include/alhf/sdk/a.h", "components/x/b.h"),
            ("components/x/a.h", "core/b.h"),
            ("components/x/a.h", "components/y/b.h"),
            ("components/x/a.h", "base/status.h"),
            ("coordinator/api/a.h", "alhf/sdk/b.h"),
            ("cli/a.h", "coordinator/b.h"),
            ("tests/conformance/a.h", "sdk/src/b.h"),
            ("tests/conformance/cases/a.h", "alhf/sdk/b.h"),
        ]
        for path, included in cases:
            with self.subTest(path=path, included=included):
                self.setUp()
                self.expect_breach(path, f'#include "{included}"\n',
                                   f"{path}:1: includes {included}")

    def test_the_two_paths_never_meet(self):
        self.expect_breach("coordinator/feedback/a.h",
                           '#include "coordinator/query/b.h"\n',
                           "of coordinator/query/")

    def test_only_edge_files_know_the_wire(self):
        self.tree.write("coordinator/api/x_service.h",
                        "#include <grpcpp/server.h>\n")
        self.assertEqual(self.tree.run("check_rules.py")[0], 0)
        self.expect_breach("coordinator/api/x.h",
                           "#include <grpcpp/server.h>\n", "know the wire")

    def test_every_source_has_its_test(self):
        self.expect_breach("core/x/a.cc", "int a;\n",
                           "has no test tests/unit/core/x/a_test.cc")

    def test_files_are_small_or_say_why_not(self):
        lines = "int a;\n" * 201
        self.tree.write("core/long.h",
                        "// Longer than 200 lines: because it must.\n" + lines)
        self.assertEqual(self.tree.run("check_rules.py")[0], 0)
        self.expect_breach("core/b.h", lines, "the limit is 200")


class CasesTest(unittest.TestCase):

    def setUp(self):
        self.tree = Tree(self)
        self.tree.write(
            "docs/protocol.md",
            "## 4. Manifest\n\n| number | rule |\n|---|---|\n"
            "| MANIFEST_01 | It MUST be. |\n\n"
            "## 9. Positions\n\n| POSITION_02 | It MUST stay. |\n\n"
            "## 10. The coordinator\n\n| QUERY_01 | It MUST come. | `ComingTest.Comes` |\n")
        self.tree.write("tests/unit/coming_test.cc",
                        "TEST_F(ComingTest, Comes) {}\n")

    def run_on(self, *names):
        self.tree.write("tests/conformance/cases/a.cc",
                        "".join(f'      {{"{name}", &F}},\n'
                                for name in names))
        return self.tree.run("check_rules.py")

    def test_every_rule_of_a_component_has_a_case(self):
        code, out = self.run_on("MANIFEST_01_It", "POSITION_02_Stays")
        self.assertEqual(code, 0, out)
        code, out = self.run_on("MANIFEST_01_It", "MANIFEST_01_AndAgain")
        self.assertEqual(code, 1, out)
        self.assertIn("docs/protocol.md:9: POSITION_02 has no case", out)

    def test_every_case_has_a_rule_of_a_component(self):
        for rule in ("MANIFEST_09", "QUERY_01"):
            code, out = self.run_on("MANIFEST_01_It", "POSITION_02_Stays",
                                    f"{rule}_IsKept")
            self.assertEqual(code, 1, out)
            self.assertIn("tests/conformance/cases/a.cc:3: docs/protocol.md "
                          f"has no rule {rule} ", out)

    def test_every_other_rule_names_a_test_that_there_is(self):
        names = ("MANIFEST_01_It", "POSITION_02_Stays")
        for named, fault in (
                ("`ComingTest`, `test_coming.py`", "there is no test test_co"),
                ("`ComingTest.Goes`", "there is no test ComingTest.Goes"),
                ("nothing", "QUERY_02 names no test")):
            with open(os.path.join(self.tree.path, "docs/protocol.md"),
                      encoding="utf-8") as file:
                page = file.read().split("| QUERY_02")[0]
            self.tree.write("docs/protocol.md",
                            f"{page}| QUERY_02 | It MUST go. | {named} |\n")
            code, out = self.run_on(*names)
            self.assertEqual(code, 1, out)
            self.assertIn(f"docs/protocol.md:14: {fault}", out)


class LeakTest(unittest.TestCase):

    def setUp(self):
        self.tree = Tree(self)
        self.tree.write(
            "deploy/samples/company/schema.sql",
            "CREATE TABLE parrots (\n  id INTEGER,\n  wing_span TEXT\n);\n")
        self.tree.write("deploy/samples/company/handbook/cages/opening.md", "")
        self.tree.write("tools/leak_allowed.txt", "opening, span: generic\n")
        self.tree.write("tools/leak_phrases.txt", "")
        self.tree.write("core/relevance/stop_words.cc",
                        'constexpr char kStopWords[] =\n    "the in don\'t";\n')
        self.tree.write("eval/scenarios/zoo.jsonl", json.dumps({
            "feedback": [{"question": "How tall is Otto?",
                          "text": "Don't feed the tall giraffe. Noon is best."}
                         ],
            "questions": [{"text": "lion feeding in spring"}]}) + "\n")

    def run_on(self, source):
        self.tree.write("core/a.cc", source)
        return self.tree.run("check_leak.py")

    def test_words_of_the_sample_data_are_found(self):
        for literal in ['"a Parrot"', '"wing"', 'R"(in cages)"',
                        '"the \\"parrots\\""']:
            with self.subTest(literal=literal):
                code, out = self.run_on(f"const char* a = {literal};\n")
                self.assertEqual(code, 1, out)
                self.assertIn("core/a.cc:1:", out)

    def test_comments_includes_and_generic_words_are_not(self):
        code, out = self.run_on('// "parrots"\n#include "parrots.h"\n'
                                "char q = '\"'; /* \"cage\" */\n"
                                'const char* a = "opening the span";\n')
        self.assertEqual(code, 0, out)

    def test_two_words_in_a_row_of_a_scenario_are_found(self):
        for literal in ['"a tall giraffe"', '"tall in the giraffe"',
                        '"lion feeding"', '"cat|lion dog|feeding $"',
                        '"feeding spring"']:
            with self.subTest(literal=literal):
                code, out = self.run_on(f"const char* a = {literal};\n")
                self.assertEqual(code, 1, out)
                self.assertIn("core/a.cc:1:", out)

    def test_words_apart_are_no_words_in_a_row(self):
        for literal in ['"giraffe"', '"giraffe tall"', '"tall: giraffe"',
                        '"tall|giraffe"', '"tall @what giraffe"',
                        '"lion_feeding"', '"giraffe noon"', '"dont feed"']:
            with self.subTest(literal=literal):
                code, out = self.run_on(f"const char* a = {literal};\n")
                self.assertEqual(code, 0, out)

    def test_a_phrase_of_the_trade_is_exempt_while_it_is_needed(self):
        self.tree.write("tools/leak_phrases.txt", "giraffe, tall: a phrase\n")
        code, out = self.run_on('const char* a = "tall giraffe";\n')
        self.assertEqual(code, 0, out)
        code, out = self.run_on('const char* a = "lion";\n')
        self.assertEqual(code, 1, out)
        self.assertIn("leak_phrases.txt:1: is not needed", out)

    def test_an_allowed_word_needs_a_reason_and_a_use(self):
        self.tree.write("tools/leak_allowed.txt", "opening\n")
        self.assertEqual(self.tree.run("check_leak.py")[0], 1)
        self.tree.write("tools/leak_allowed.txt", "teapot: why not\n")
        self.assertEqual(self.tree.run("check_leak.py")[0], 1)


if __name__ == "__main__":
    unittest.main()
