"""Sentences of a text, and what a sentence does."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator

from alhf.sdk.analysis import Analysis, analyze

# A point after these ends no sentence.
_ABBREVIATIONS = frozenset((
    "e.g", "i.e", "eg", "ie", "vs", "cf", "mr", "mrs", "ms", "dr", "prof",
    "st", "jr", "sr", "inc", "approx", "ca", "resp", "incl"))
# End marks with the quotes and brackets that close with them.
_END = re.compile(r"[.!?]+[\"')\]”]*(?=\s|$)")
_LIST_MARK = re.compile(r"\s*(?:[-*•]|[0-9]+[.)])\s+")
# A blank line, or one that begins an item of a list.
_LINE_END = re.compile(rf"\n(?=[ \t\r]*\n|{_LIST_MARK.pattern})")
_LAST_WORD = re.compile(r"[^\s(,]*$")

_GREETINGS = frozenset((
    "hi hello hey greetings bye goodbye morning evening afternoon night there "
    "everyone day").split())
_THANKS = frozenset((
    "thank thanks thankyou thx cheers appreciate appreciated grateful"
    ).split())
_PRAISE = frozenset((
    "great good perfect perfectly excellent awesome nice nicely wonderful "
    "amazing brilliant fantastic helpful useful informative clear clearly "
    "concise thorough accurate accurately correct correctly right cool love "
    "like happy ok okay fine well fully comprehensive relevant satisfied "
    "directly exactly").split())
# Words that make a complaint or a wish out of praise.
_RESERVATIONS = frozenset((
    "but however although though except not no never should would could must "
    "need needs please next instead without too more less missing wrong rather "
    "always only better lacks lacking fails unless unhelpful unclear incorrect "
    "irrelevant use make means").split())
_QUESTION_OPENERS = frozenset((
    "what who whom whose which when where why how is are was were do does did "
    "can could will would should has have had may am").split())
_AUXILIARIES = frozenset((
    "is are was were do does did can could will would should has have had may "
    "am shall").split())
_MODALS_OF_WISHES = frozenset(("can", "could", "would", "will"))


class SpeechAct(enum.Enum):
    """What somebody does with a sentence."""

    GREETING = "greeting"
    THANKS = "thanks"
    PRAISE = "praise"
    QUESTION = "question"
    STATEMENT = "statement"


def sentences(text: str) -> Iterator[str]:
    """Yields the sentences of `text`, without list marks."""
    for block in _LINE_END.split(text):
        mark = _LIST_MARK.match(block)
        begin = mark.end() if mark else 0
        for end in _END.finditer(block, begin):
            if _is_abbreviation(block, begin, end.start()):
                continue
            if block[begin:end.end()].strip():
                yield block[begin:end.end()].strip()
            begin = end.end()
        if block[begin:].strip():
            yield block[begin:].strip()


def speech_act(sentence: str) -> SpeechAct:
    """Returns what `sentence` does."""
    words = [token.text for token in analyze(sentence).tokens]
    if not words:
        return SpeechAct.GREETING
    if sentence.endswith("?") or (not sentence.endswith(".") and
                                  _opens_a_question(words)):
        # "Can you use bullets, please?" is a wish.
        wish = words[1:2] == ["you"] and words[0] in _MODALS_OF_WISHES
        return SpeechAct.STATEMENT if wish else SpeechAct.QUESTION
    reserved = not _RESERVATIONS.isdisjoint(words)
    if not reserved and not _THANKS.isdisjoint(words):
        return SpeechAct.THANKS
    if len(words) <= 4 and words[0] in _GREETINGS:
        return SpeechAct.GREETING
    if not reserved and not _PRAISE.isdisjoint(words):
        return SpeechAct.PRAISE
    return SpeechAct.STATEMENT


def could_teach(text: str) -> bool:
    """Returns whether `text` reads as an instruction or statement: not thanks,
    praise, a greeting or a plain question."""
    return any(speech_act(sentence) is SpeechAct.STATEMENT and
               _has_content(analyze(sentence)) for sentence in sentences(text))


def _has_content(analysis: Analysis) -> bool:
    return bool(analysis.content_stems)


def _opens_a_question(words: list[str]) -> bool:
    """Whether a sentence without a mark at its end asks. "When a day is
    missing, say so" and "do not round" open like questions and are none."""
    if len(words) <= 3:
        return False
    first, second = words[:2]
    if first in ("when", "where"):
        return second in _AUXILIARIES
    if first == "do":
        return second != "not"
    return first in _QUESTION_OPENERS


def _is_abbreviation(text: str, begin: int, at: int) -> bool:
    """Whether the point at `at` belongs to the word before it."""
    if text[at] != ".":
        return False
    match = _LAST_WORD.search(text[begin:at])
    word = match.group() if match else ""
    following = text[at + 1:].lstrip()[:1]
    if len(word) == 1 and "A" <= word <= "Z":
        return bool(following)
    match word.lower():
        case "etc":
            return bool(following) and not "A" <= following <= "Z"
        case "no" | "fig":
            return following.isdecimal()
        case lower:
            return bool(following) and lower in _ABBREVIATIONS
