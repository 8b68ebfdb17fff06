"""Words of a text: what every comparison of lessons and queries starts from.

The same as core/relevance/analysis.h: runs of letters and digits, lower case,
with Snowball's English stems (Porter 2; M. F. Porter, 2001, snowballstem.org).
An apostrophe inside a word belongs to it, as do the point and the thousands
commas of a number: "1,250.50" is the token "1250.50".
"""

from __future__ import annotations

import functools
import re
import threading
from dataclasses import dataclass

import snowballstemmer

from alhf.sdk.stop_words import STOP_WORDS, WORDS_IN_CAPITALS

_MAX_TOKENS = 4096
_MAX_STEMMED_BYTES = 64
_KNOWN_STEMS = 1 << 16

# Beyond ASCII all is a letter but for signs, spaces and punctuation.
_LETTER = ("[0-9A-Za-zªµº"
           "\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u1FFF\u2C00-\u2FFF"
           "\u3040-\uFEFE\uFF10-\uFFFC\uFFFE-\U0001EFFF]")
_NUMBER = r"[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?"
_TOKEN = re.compile(
    rf"(?P<number>(?>{_NUMBER}))(?!{_LETTER})"
    rf"|(?>{_NUMBER})?{_LETTER}+(?:['’](?![0-9]){_LETTER}+)*")
_CAPITALS = re.compile("[A-Z'’]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number.

    Attributes:
      text: in lower case.
      begin, end: characters in the analysed text: [begin, end).
      stop_word: says nothing about the text's matter.
      name: written in capitals, or with one where no sentence begins, in a
        text that does not use them everywhere: a name or an abbreviation.
    """

    text: str
    stem: str
    begin: int
    end: int
    stop_word: bool
    number: bool
    name: bool


@dataclass(frozen=True, slots=True)
class Analysis:
    """The tokens of a text, at most 4,096.

    Attributes:
      content_stems: stems of those that are no stop words, with repeats.
    """

    tokens: tuple[Token, ...]
    content_stems: tuple[str, ...]


# A stemmer must not be shared by threads.
_stemmers = threading.local()


@functools.lru_cache(maxsize=_KNOWN_STEMS)
def stem(word: str) -> str:
    """Returns the stem of one lower-case word."""
    if len(word.encode()) > _MAX_STEMMED_BYTES:
        return word
    if not hasattr(_stemmers, "english"):
        _stemmers.english = snowballstemmer.stemmer("english")
    return str(_stemmers.english.stemWord(word))


def analyze(text: str) -> Analysis:
    """Returns the tokens of `text`."""
    matches = []
    for match in _TOKEN.finditer(text):
        matches.append(match)
        if len(matches) == _MAX_TOKENS:
            break
    capitals = sum("A" <= text[match.start()] <= "Z" for match in matches)
    # Where all words have them they mean nothing.
    capitals_tell = 2 * capitals <= len(matches) + 1
    tokens = tuple(_token(text, match, capitals_tell) for match in matches)
    return Analysis(tokens, tuple(token.stem for token in tokens
                                  if not token.stop_word))


def _token(text: str, match: re.Match[str], capitals_tell: bool) -> Token:
    written = match.group()
    number = match.group("number") is not None
    # A comma is in a token between digits alone.
    word = written.lower().replace(",", "").replace("’", "'")
    capital = "A" <= written[0] <= "Z"
    abbreviation = (capital and len(written) > 1 and _CAPITALS.fullmatch(
        written) is not None)
    capital = capital and not _begins_sentence(text, match.start())
    stop_word = word in STOP_WORDS and not (
        capitals_tell and abbreviation and word in WORDS_IN_CAPITALS)
    return Token(
        text=word, stem=word if number else stem(word), begin=match.start(),
        end=match.end(), stop_word=stop_word, number=number,
        name=capitals_tell and not number and (abbreviation or capital))


def _begins_sentence(text: str, at: int) -> bool:
    """Whether a sentence or a quotation begins at `at`."""
    before = text[:at].rstrip(" \t\r\n")
    return not before or before[-1] in ".!?:\"'("
