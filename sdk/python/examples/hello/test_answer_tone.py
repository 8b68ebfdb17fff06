"""Its test: a real memory, no network."""

from answer_tone import AnswerTone

from alhf.testing import ComponentHarness


def test_it_learns_and_gives_guidance() -> None:
    with ComponentHarness(AnswerTone()) as harness:
        harness.teach("Always keep answers short and friendly.")
        (item,) = harness.adjust("How much leave do I have?").items
        assert item.guidance.text == "Always keep answers short and friendly."
