"""Reading instructions with a table of phrases: what an engine understands
without a language model. The same as alhf/sdk/phrases.h of the C++ SDK.

    book = PhraseBook(["under|below|within # words",
                       "no|without|stop bullets|lists"])
    for match in book.read("Keep it below fifty words, pls"):
        match.rule == 0; match.numbers == (50,)

A pattern is a row of elements, matched in order within one clause:

    word    this word; one of five letters or more also with one typo
    a|b|c   one of these
    a|b?    may be missing
    ^  $    the clause begins or ends here
    #       a number in digits or words
    *       any word
    <>      the words up to what follows, or to the end of the clause
    @name   one of a set of words that is given beside the patterns

Articles, "please" and the like are passed over. Write apostrophes away: "dont".
Rules are tried in order, the first that fits wins.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from alhf.sdk.analysis import analyze
from alhf.sdk.sentences import sentence_spans

# From this length on a typo is forgiven; from the second on also a letter taken
# for another.
_LONG_WORD = 5
_VERY_LONG_WORD = 9
# Limits that keep a match's time linear in the clause.
_MOST_SKIPPED = 3
_LONGEST_REST = 16

# Words that never carry the instruction.
_FILLERS = frozenset((
    "a an the please pls plz just simply me us it them this that your my our "
    "so very always ever all to be you i we really rather any of some much "
    "have would again kindly every here").split())
# They join two instructions in one sentence.
_CONNECTORS = frozenset(("and", "but", "then", "also"))
# As people write in a hurry.
_SHORT = {"u": "you", "ur": "your", "r": "are", "ppl": "people", "w": "with"}
_CLAUSE_ENDS = (",", ";", ":", "\n", "!", "?", "(", ")", " - ", "–", "—")

_NUMBERS = {name: value for value, name in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
    .split())}
_NUMBERS.update(single=1, once=1, couple=2, dozen=12, thirty=30, forty=40,
                fifty=50, sixty=60, seventy=70, eighty=80, ninety=90,
                hundred=100)


@dataclass(frozen=True)
class PhraseMatch:
    """What one phrase said.

    Attributes:
      rule: index into the book's patterns.
      begin, end: characters of the matched words.
      span: characters of the clauses that it lies in, for `Proposal.span`
        (which counts bytes).
      numbers: one for each #.
      rest: what the first <> took, as written, and where.
    """

    rule: int
    begin: int
    end: int
    span: tuple[int, int]
    numbers: tuple[int, ...]
    rest: str
    rest_begin: int


def number_of(word: str) -> int | None:
    """Returns the number that `word` (lower case) says in digits or letters."""
    return int(word) if word.isdecimal() and word.isascii() else (
        _NUMBERS.get(word))


def one_edit_apart(a: str, b: str) -> bool:
    """Returns whether one insertion, deletion, substitution or swap of
    neighbours makes `a` of `b` (Damerau–Levenshtein distance 1)."""
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1 or a == b:
        return False
    i = 0
    while i < len(a) and a[i] == b[i]:
        i += 1
    if len(a) < len(b):
        return a[i:] == b[i + 1:]
    return a[i + 1:] == b[i + 1:] or (
        a[i:i + 2] == b[i:i + 2][::-1] and a[i + 2:] == b[i + 2:])


@dataclass(frozen=True)
class _Word:
    text: str
    begin: int
    end: int
    known: bool  # as it is a word: not taken for a typo of another one

    @property
    def filler(self) -> bool:
        return self.text in _FILLERS


@dataclass
class _Clause:
    """Words between two clause ends, in parts that connectors make."""

    words: list[_Word] = field(default_factory=list)
    parts: list[int] = field(default_factory=lambda: [0])

    def part_start(self, word: int) -> int:
        return self.parts[bisect.bisect_right(self.parts, word) - 1]

    def part_end(self, word: int) -> int:
        """The end of the part that holds `word`, its connector left out."""
        at = bisect.bisect_right(self.parts, word)
        if at == len(self.parts):
            return len(self.words)
        return max(self.parts[at] - 1, word + 1)


@dataclass(frozen=True)
class _Element:
    kind: str  # "#", "<>", "^", "$", "*", or "" for words
    words: tuple[str, ...] = ()
    optional: bool = False


class PhraseBook:
    """A table of phrases. Immutable."""

    def __init__(self, patterns: Iterable[str],
                 sets: Mapping[str, str] | None = None) -> None:
        """Args:
          sets: words separated by "|", by the name of their set.
        """
        self._patterns = [[_element(part, sets or {})
                           for part in pattern.split()]
                          for pattern in patterns]
        self._vocabulary = frozenset(
            word for pattern in self._patterns for element in pattern
            for word in element.words)

    def read(self, text: str) -> Iterator[PhraseMatch]:
        """Yields what `text` says, in order, without overlaps."""
        for clause in self._clauses(text):
            at = 0
            while at < len(clause.words):
                match = self._match_at(clause, at, text)
                if match is None:
                    at += 1
                else:
                    at, found = match
                    yield found

    def _match_at(self, clause: _Clause, at: int, text: str
                  ) -> tuple[int, PhraseMatch] | None:
        words = clause.words
        for rule, pattern in enumerate(self._patterns):
            matcher = _Matcher(clause, pattern, at)
            end = matcher.match()
            if not end:
                continue
            rest_begin, rest = 0, ""
            if matcher.rests:
                first, last = matcher.rests[-1]
                rest_begin = words[first].begin
                rest = text[rest_begin:words[last - 1].end]
            return end, PhraseMatch(
                rule, words[at].begin, words[end - 1].end,
                (words[clause.part_start(at)].begin,
                 words[clause.part_end(end - 1) - 1].end),
                tuple(matcher.numbers), rest, rest_begin)
        return None

    def _clauses(self, text: str) -> Iterator[_Clause]:
        for begin, end in sentence_spans(text):
            clause = _Clause()
            last = begin
            for token in analyze(text[begin:end]).tokens:
                plain = _SHORT.get(token.text, token.text.replace("'", ""))
                word = _Word(plain, begin + token.begin, begin + token.end,
                             token.stop_word or plain in self._vocabulary)
                between = text[last:word.begin]
                last = word.end
                if clause.words and any(mark in between
                                        for mark in _CLAUSE_ENDS):
                    yield clause
                    clause = _Clause()
                clause.words.append(word)
                if plain in _CONNECTORS:
                    clause.parts.append(len(clause.words))
            yield clause


class _Matcher:
    """Matches one pattern from one word of one clause on. Places are 0 where
    nothing fits.

    Attributes:
      rests: the words that each <> took: [begin, end), the last one first.
    """

    def __init__(self, clause: _Clause, pattern: list[_Element], start: int
                 ) -> None:
        self._clause = clause
        self._words = clause.words
        self._pattern = pattern
        self._start = start
        self.numbers: list[int] = []
        self.rests: list[tuple[int, int]] = []

    def match(self) -> int:
        """Returns the place after the last word matched."""
        end = self._step(0, self._start, 0)
        return end if end > self._start else 0

    def _step(self, element: int, word: int, skipped: int) -> int:
        """Matches the elements from `element` on at `word`, before which
        `skipped` words in a row were passed over."""
        if element == len(self._pattern):
            return word
        wanted = self._pattern[element]
        if wanted.kind == "^":
            return self._step(element + 1, word, 0) if self._only_fillers(
                self._clause.part_start(word), word) else 0
        if wanted.kind == "$":
            return self._step(element + 1, word, 0) if (
                word > 0 and self._only_fillers(
                    word, self._clause.part_end(word - 1))) else 0
        if wanted.kind == "<>":
            return self._rest(element, word)
        # What may be anything is tried without it first.
        if wanted.optional and wanted.kind == "*":
            if end := self._step(element + 1, word, skipped):
                return end
        if word < len(self._words):
            if end := self._take(element, word):
                return end
            if (word > self._start and skipped < _MOST_SKIPPED and
                    self._words[word].filler):
                if end := self._step(element, word + 1, skipped + 1):
                    return end
        return (self._step(element + 1, word, skipped) if wanted.optional
                else 0)

    def _take(self, element: int, word: int) -> int:
        """Matches `word` as the element, and what follows it."""
        wanted = self._pattern[element]
        if wanted.kind == "*":
            return self._step(element + 1, word + 1, 0)
        if not wanted.kind:
            return (self._step(element + 1, word + 1, 0)
                    if _fits(wanted, self._words[word]) else 0)
        number = number_of(self._words[word].text)
        if number is None:
            return 0
        self.numbers.append(number)
        end = self._step(element + 1, word + 1, 0)
        if not end:
            self.numbers.pop()
        return end

    def _rest(self, element: int, word: int) -> int:
        """Takes as few words as what follows allows, all where nothing
        follows."""
        count = len(self._words)
        if element + 1 == len(self._pattern):
            ends = range(count, count + 1)
        else:
            ends = range(word + 1, min(count, word + _LONGEST_REST) + 1)
        for end in ends:
            if end > word and (after := self._step(element + 1, end, 0)):
                self.rests.append((word, end))
                return after
        return 0

    def _only_fillers(self, begin: int, end: int) -> bool:
        return all(word.filler for word in self._words[begin:end])


def _element(part: str, sets: Mapping[str, str]) -> _Element:
    if part in ("#", "<>", "^", "$"):
        return _Element(part)
    optional = part.endswith("?")
    part = part.removesuffix("?")
    words = [option for word in part.split("|")
             for option in (sets.get(word[1:], word[1:])
                            if word.startswith("@") else word).split("|")]
    return _Element("*" if part == "*" else "", tuple(words), optional)


def _fits(wanted: _Element, word: _Word) -> bool:
    return any(word.text == option or
               (not word.known and _is_typo(word.text, option))
               for option in wanted.words)


def _is_typo(typed: str, meant: str) -> bool:
    """A letter taken for another makes a word of a word ("worry", "wordy")
    more often than a letter that is missing, doubled or swapped."""
    if (min(len(typed), len(meant)) < _LONG_WORD or typed[0] != meant[0] or
            not one_edit_apart(typed, meant)):
        return False
    replaced = len(typed) == len(meant) and sorted(typed) != sorted(meant)
    return not replaced or len(typed) >= _VERY_LONG_WORD
