"""The parts of eval/live that need no endpoint.

Run by ctest as eval_live_test.
"""

import importlib.machinery
import importlib.util
import os
import sys
import unittest

PATH = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", "..",
                                    "eval", "live"))
sys.dont_write_bytecode = True
LOADER = importlib.machinery.SourceFileLoader("live", PATH)
live = importlib.util.module_from_spec(
    importlib.util.spec_from_loader("live", LOADER))
LOADER.exec_module(live)


def entry(question, names, answered=True, answer="So.", sql=""):
    return {"scenario": "s", "question": question, "policy": "alhf", "seed": 1,
            "records": 8, "answered": answered, "answer": answer, "sql": sql,
            "requirements": [{"name": name, "taught": [name] if name else [],
                              "met": True} for name in names]}


class AgreementTest(unittest.TestCase):
    def test_is_the_share_and_kappa(self):
        # Cohen's kappa by hand: 0.7 observed, 0.5 by chance.
        pairs = ([(True, True)] * 4 + [(True, False)] * 1 +
                 [(False, True)] * 2 + [(False, False)] * 3)
        share, kappa = live.agreement(pairs)
        self.assertAlmostEqual(share, 0.7)
        self.assertAlmostEqual(kappa, (0.7 - 0.5) / 0.5)

    def test_who_always_says_the_same_has_no_kappa(self):
        self.assertEqual(live.agreement([(True, True)] * 3), (1, None))
        self.assertEqual(live.agreement([]), (None, None))


class VerdictTest(unittest.TestCase):
    def test_is_read_out_of_what_is_said(self):
        self.assertIs(live.read_verdict('{"reason": "", "follows": true}'), True)
        self.assertIs(live.read_verdict('Well: {"follows": false}.'), False)

    def test_anything_else_is_none(self):
        for text in ("yes", "", '{"follows": "yes"}', "{}", "[1]", "{"):
            self.assertIsNone(live.read_verdict(text), text)


class SampleTest(unittest.TestCase):
    def test_takes_what_was_taught_and_answered(self):
        entries = [entry("a?", ["g1", ""]), entry("b?", ["g2"], answered=False)]
        pairs = live.sample_requirements(entries, 10, 1)
        self.assertEqual([r["name"] for _, r in pairs], ["g1"])

    def test_is_the_same_whatever_the_order(self):
        entries = [entry(f"{i}?", ["g"]) for i in range(50)]
        first = live.sample_requirements(entries, 10, 1)
        second = live.sample_requirements(entries[::-1], 10, 1)
        self.assertEqual(first, second)
        self.assertEqual(len(first), 10)
        self.assertNotEqual(first, live.sample_requirements(entries, 10, 2))


class RequestTest(unittest.TestCase):
    def test_shows_the_judge_no_check(self):
        asked = entry("How many?", ["be kind"], sql="SELECT 1")
        request = live.judge_request("judge", asked, asked["requirements"][0])
        text = request["messages"][1]["content"]
        for part in ("be kind", "How many?", "So.", "SELECT 1"):
            self.assertIn(part, text)
        self.assertNotIn("met", text)
        self.assertEqual(request["model"], "judge")


class ArgumentsTest(unittest.TestCase):
    def test_money_needs_a_budget(self):
        with self.assertRaises(SystemExit):
            live.parse(["--model", "m", "--base-url", "https://x/v1"])
        with self.assertRaises(SystemExit):
            live.parse(["--model", "m"])
        self.assertTrue(live.parse(["--model", "m", "--replay"]).replay)

    def test_data_goes_to_the_curve(self):
        args = live.parse(["--model", "m", "--replay", "--", "--database", "x"])
        self.assertEqual(args.data, ["--database", "x"])


if __name__ == "__main__":
    unittest.main()
