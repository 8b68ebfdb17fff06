"""Conditions that an engine did not read.

    if leaves_condition_unread(record.text, match.begin, match.end):
        proposal = guidance_proposal(record)  # a language model may heed it
"""

from __future__ import annotations

from alhf.sdk.analysis import analyze
from alhf.sdk.phrases import PhraseMatch
from alhf.sdk.sentences import sentence_spans
from alhf.sdk.topics import topic_of

_CONDITIONS = frozenset((
    "unless except until depending provided sometimes usually than").split())
# What follows "otherwise" where it begins a reason: "otherwise they break".
_REASONS = frozenset((
    "a an the our my your their people everybody everyone nobody it "
    "it's they we you i this that these those there").split())
_MANNERS = frozenset((
    "grateful glad happy nice great good better appreciate thankful pleased "
    "kind lovely helpful best obliged").split())
_CONJUNCTIONS = frozenset("if when whenever where while".split())
# "But not for prices".
_EXCLUDED = frozenset("for when if in on with where".split())
_NEAR = 7
_WHO_MINDS = frozenset(("it", "it's", "that", "that's", "you"))
_MINDING = frozenset((
    "trouble bother mind inconvenient inconvenience alright convenient "
    "imposition feasible").split())
_PREPOSITIONS = frozenset("for on in at by with from to".split())


def leaves_condition_unread(text: str, begin: int, end: int) -> bool:
    """Returns whether the sentence of the characters [begin, end) says a
    condition, an exception or a comparison outside of them and of the topic
    that it names: "as bullets, but only when the board asks". Who acts on the
    rest alone does what nobody asked for; such a proposal is GUIDANCE_ONLY."""
    return any(not begin <= at < end for at in _conditions(text, begin))


def match_leaves_condition_unread(text: str, match: PhraseMatch) -> bool:
    """Returns the same for what `match` read: all but its `rest`, which is
    anybody's words."""
    rest_end = match.rest_begin + len(match.rest)
    return any(match.rest_begin <= at < rest_end or
               not match.begin <= at < match.end
               for at in _conditions(text, match.begin))


def _conditions(text: str, place: int) -> list[int]:
    """Returns where conditions begin in the sentence of `place`, outside of
    the topic that the text names."""
    topic = topic_of(text)
    found = []
    for begin, end in sentence_spans(text):
        if not begin <= place < end:
            continue
        tokens = analyze(text[begin:end]).tokens
        words = [token.text for token in tokens]
        for i, token in enumerate(tokens):
            at = begin + token.begin
            named = topic is not None and topic.begin <= at < topic.end
            if not named and _is_condition(words, i):
                found.append(at)
    return found


def says_condition(text: str) -> bool:
    """Returns whether any sentence of `text` says one outside of the topic that
    it names."""
    return any(_conditions(text, begin) for begin, _ in sentence_spans(text))


def _is_polite(words: list[str], at: int) -> bool:
    """"If I may", "if you don't mind", "if it is not too much trouble"."""
    after = words[at:at + _NEAR]
    if after[:1] == ["i"]:
        return after[1:2] == ["may"] or after[1:2] == ["might"]
    return (bool(after) and after[0] in _WHO_MINDS and
            not _MINDING.isdisjoint(after[1:]))


def _is_condition(words: list[str], at: int) -> bool:
    """Whether a condition begins at `words[at]`."""
    word, after = words[at], words[at + 1:at + 3]
    if word in _CONDITIONS:
        return True
    if word == "otherwise":
        return bool(after) and after[0] not in _REASONS
    if word in _CONJUNCTIONS:
        # "If possible" is manners, and "I would be grateful if …".
        if after[:1] == ["possible"] or after == ["you", "can"]:
            return False
        if word == "if" and _is_polite(words, at + 1):
            return False
        return at == 0 or word != "if" or words[at - 1] not in _MANNERS
    if word == "but" and after[:1] == ["not"]:
        return len(after) > 1 and after[1] in _EXCLUDED
    return word == "only" and bool(after) and after[0] in _PREPOSITIONS
