"""Trigger phrases: the term that a definition defines decides where the
definition applies. The same as core/relevance/trigger.h.

    Trigger("active customer").fires_in(analyze("How many active customers?"))
"""

from __future__ import annotations

from alhf.sdk.analysis import Analysis, Token, analyze
from alhf.sdk.stop_words import GENERIC_STEMS

_MAX_GAP = 3
# Stop words that a phrase cannot do without: "not opened" is not "opened".
_KEPT = frozenset(("not", "no", "without", "most", "more", "least", "less",
                   "fewer", "fewest"))
_ENDINGS = frozenset(("", "s", "es", "'s", "y", "ies", "e", "d", "ed", "ing",
                      "ly"))


class Trigger:
    """A phrase, made ready to be looked for. Immutable.

    Attributes:
      phrase: as written.
      stems: of content, negations and comparatives, in order.
      key: the first stem of content; empty where there is none.
      telling: the phrase can stand for a topic alone, whatever else is
        remembered: two words that are not both generic, or one that is written
        as a name or abbreviation.
      generic: generic words are all it is ("average", "name").
    """

    def __init__(self, phrase: str) -> None:
        self.phrase = phrase
        self.key = ""
        self.generic = True
        stems: list[str] = []
        gap_before: list[bool] = []
        words: list[str] = []
        gap = named = False
        for token in analyze(phrase).tokens:
            if _is_skipped(token):
                gap = True
                continue
            gap_before.append(gap)
            gap = False
            stems.append(token.stem)
            words.append(token.text)
            if not self.key and not token.stop_word:
                self.key = token.stem
            self.generic = self.generic and (token.stop_word or
                                             token.stem in GENERIC_STEMS)
            named = named or _is_written_as_name(
                phrase[token.begin:token.end])
        self.stems = tuple(stems)
        self.telling = named or (len(stems) >= 2 and not self.generic)
        self._gap_before = tuple(gap_before)
        self._lone_word = words[0] if len(words) == 1 else ""

    def fires_in(self, query: Analysis) -> bool:
        """Whether its stems occur side by side and in order; other stop words
        may differ, but only where the phrase has some. One word alone must be
        an inflection of the same word."""
        return bool(self.key) and any(
            token.stem == self.stems[0] and self._matches_at(query, at)
            for at, token in enumerate(query.tokens))

    def is_name_in(self, query: Analysis) -> bool:
        """Whether its one word stands in `query` as a name ("in Europe")."""
        return bool(self._lone_word) and any(
            token.name and token.text == self._lone_word
            for token in query.tokens)

    def _matches_at(self, query: Analysis, at: int) -> bool:
        matched = gap = 0
        for token in query.tokens[at:]:
            if matched == len(self.stems):
                break
            if _is_skipped(token):
                gap += 1
                if gap > _MAX_GAP:
                    return False
                continue
            gap_fits = (matched == 0 or
                        self._gap_before[matched] == (gap > 0))
            if not gap_fits or token.stem != self.stems[matched]:
                return False
            if self._lone_word and not _is_inflection(token.text,
                                                      self._lone_word):
                return False
            gap = 0
            matched += 1
        return matched == len(self.stems)


def _is_skipped(token: Token) -> bool:
    return token.stop_word and token.text not in _KEPT


def _is_written_as_name(word: str) -> bool:
    """"ARR", "B2B", "Q3": no common word is written so."""
    ascii_only = "".join(c for c in word if c.isascii())
    capitals = sum(c.isupper() for c in ascii_only)
    return capitals >= 2 or (any(c.isalpha() for c in ascii_only) and
                             any(c.isdigit() for c in ascii_only))


def _is_inflection(a: str, b: str) -> bool:
    """Whether two words of the same stem are forms of one word."""
    common = 0
    while common < min(len(a), len(b)) and a[common] == b[common]:
        common += 1
    return a[common:] in _ENDINGS and b[common:] in _ENDINGS
