"""What a query asks in its conversation; the same as
core/relevance/conversation.h.

"And for 2024?" says little alone: what it is about was said before.
"""

from __future__ import annotations

from alhf.sdk.analysis import Analysis, analyze
from alhf.v1 import types_pb2

# A clause of more words is a question of its own, and one that says "they" says
# who they are, too.
_FEW_IN_CLAUSE = 3
_FEW_BESIDE_POINTER = 2
# "And for 2024?", "but only the red ones", "what about returns?"
_CONTINUATIONS = frozenset(("and", "or", "but", "also", "same", "instead"))
_ASKERS = frozenset(("what", "how"))
# "For 2024?", "by week": a clause that has lost its sentence.
_CLAUSES = frozenset((
    "for", "by", "per", "in", "on", "at", "of", "with", "without", "since",
    "during", "from", "to", "only", "just", "not", "then", "now"))
# No "there" and "that": how many are there, those that sailed.
_POINTERS = frozenset((
    "it", "its", "they", "them", "their", "those", "these", "ones", "he", "she",
    "him", "her", "his"))


def is_follow_up(question: Analysis) -> bool:
    """Returns whether `question` leans on what was said before."""
    words = [token.text for token in question.tokens]
    if not words:
        return False
    if words[0] in _CONTINUATIONS:
        return True
    if words[0] in _ASKERS and words[1:2] == ["about"]:
        return True
    content = len(question.content_stems)
    lone_number = len(words) == 1 and question.tokens[0].number
    if content <= _FEW_IN_CLAUSE and (lone_number or words[0] in _CLAUSES):
        return True
    return (content <= _FEW_BESIDE_POINTER and
            not _POINTERS.isdisjoint(words))


def leans_on_turns(query: types_pb2.Query) -> bool:
    """Returns whether `query` is a follow-up in a conversation: its own words
    do not say all that it asks, and rule out nothing that was said before."""
    return bool(query.turns) and is_follow_up(analyze(query.text))


def words_in_conversation(query: types_pb2.Query) -> str:
    """Returns the words by which lessons are recalled for `query`: its text,
    with the questions that it leans on before it, oldest first."""
    words = query.text
    if not leans_on_turns(query):
        return words
    for turn in reversed(query.turns):
        words = f"{turn.question} {words}"
        if not is_follow_up(analyze(turn.question)):
            break
    return words
