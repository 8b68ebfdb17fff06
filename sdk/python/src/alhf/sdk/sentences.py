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
_STOP = re.compile(r"[\n.!?]")
# End marks with the quotes and brackets that close with them.
_END_MARKS = re.compile(r"[.!?]+[\"')\]”]*")
_LIST_MARK = re.compile(r"(?:[-*•]|[0-9]+[.)])\s+")
_SPACES = re.compile(r"\s*")
_SPACES_IN_LINE = re.compile(r"[ \t\r]*")
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
    "happy ok okay fine well fully comprehensive relevant satisfied "
    "directly exactly").split())
# Words that make a complaint or a wish out of praise.
_RESERVATIONS = frozenset((
    "but however although though except not no never should would could must "
    "need needs please next instead without too more less missing wrong rather "
    "always only better lacks lacking fails unless unhelpful unclear incorrect "
    "irrelevant use make means i'd we'd pls plz").split())
_QUESTION_OPENERS = frozenset((
    "what who whom whose which when where why how is are was were do does did "
    "can could will would should has have had may am").split())
_AUXILIARIES = frozenset((
    "is are was were do does did can could will would should has have had may "
    "am shall").split())
_CAN = frozenset((
    "can could would will may might wouldn't couldn't").split())
_KINDLY = frozenset(("kindly", "please", "be"))
_DONE = frozenset((
    "written shown given put sorted ordered listed left kept rounded added "
    "spelled spelt excluded ignored").split())
_FINE = frozenset("possible helpful nice better great good best".split())
_ASK = frozenset("ask request suggest propose beg invite".split())
_ASKED = frozenset((
    "how what which who whom whose when where why if whether about for"
    ).split())
_NEAR = 4
# "I like it".
_LIKES = frozenset("i we really everybody they all did do".split())


class SpeechAct(enum.Enum):
    """What somebody does with a sentence."""

    GREETING = "greeting"
    THANKS = "thanks"
    PRAISE = "praise"
    QUESTION = "question"
    STATEMENT = "statement"


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yields where the sentences of `text` begin and end, without surrounding
    white space and list marks; abbreviations and decimals do not end one, a
    blank line or the next item of a list does."""
    begin = at = _after_list_mark(text, 0)
    ends = []
    while stop := _STOP.search(text, at):
        at = stop.start()
        if text[at] == "\n":
            if _ends_line(text, at):
                ends.append((begin, at))
                begin = at = _after_list_mark(text, at + 1)
            else:
                at += 1
        elif _is_abbreviation(text, begin, at):
            at += 1
        else:
            marks = _END_MARKS.match(text, at)
            at = marks.end() if marks else at + 1
            if not text[at:at + 1].strip():
                ends.append((begin, at))
                begin = at
    ends.append((begin, len(text)))
    for begin, end in ends:
        part = text[begin:end]
        begin += len(part) - len(part.lstrip())
        if part.strip():
            yield begin, begin + len(part.strip())


def sentences(text: str) -> Iterator[str]:
    """Yields the sentences of `text`."""
    return (text[begin:end] for begin, end in sentence_spans(text))


def speech_act(sentence: str) -> SpeechAct:
    """Returns what `sentence` does."""
    words = [token.text for token in analyze(sentence).tokens]
    if not words:
        return SpeechAct.GREETING
    if sentence.endswith("?") or (not sentence.endswith(".") and
                                  _opens_a_question(words)):
        return SpeechAct.STATEMENT if _is_wish(words) else SpeechAct.QUESTION
    reserved = not _RESERVATIONS.isdisjoint(words)
    if not reserved and not _THANKS.isdisjoint(words):
        return SpeechAct.THANKS
    if len(words) <= 4 and words[0] in _GREETINGS:
        return SpeechAct.GREETING
    if not reserved and (not _PRAISE.isdisjoint(words) or _says_liked(words)):
        return SpeechAct.PRAISE
    return SpeechAct.STATEMENT


def _is_wish(words: list[str]) -> bool:
    """"Can you use bullets, please?", "may I ask you to …?", and not "may I ask
    how many …?"."""
    for i, word in enumerate(words[:-1]):
        if word not in _CAN:
            continue
        after = words[i + 1:i + _NEAR + 1]
        if after[0] == "you" and (i == 0 or after[1:2] and after[1] in _KINDLY):
            return True
        # "Could dates be written out?"
        if any(be == "be" and done in _DONE
               for be, done in zip(after[1:_NEAR - 1], after[2:])):
            return True
        # "Would it be possible to …?"
        if (after[0] == "it" and len(after) > 2 and after[1] in _KINDLY and
                after[2] in _FINE):
            return True
        if after[0] not in ("i", "we"):
            continue
        for at in range(i + 2, min(i + _NEAR, len(words))):
            if words[at] in _ASK:
                whom = words[at + 1:at + 2] == ["you"]
                asked = words[at + (2 if whom else 1):][:1]
                return at + 1 < len(words) and not (asked and
                                                    asked[0] in _ASKED)
    return False


def _says_liked(words: list[str]) -> bool:
    """"I like it", and not "as digits, like 25"."""
    return "liked" in words or any(
        word == "like" and (i == 0 or words[i - 1] in _LIKES)
        for i, word in enumerate(words))


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


def _after_list_mark(text: str, at: int) -> int:
    """Returns the place past white space and a mark such as "- " or "2. "."""
    at = _end(_SPACES, text, at)
    return _end(_LIST_MARK, text, at)


def _ends_line(text: str, at: int) -> bool:
    """Whether the line break at `at` ends a sentence."""
    at = _end(_SPACES_IN_LINE, text, at + 1)
    return text[at:at + 1] in ("", "\n") or _after_list_mark(text, at) > at


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


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
