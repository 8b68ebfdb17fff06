"""The questions that an instruction is for: "for travel questions, …", "… when
I ask about rooms", "… but only for rooms", "for rooms use …", "rooms: …",
"monthly figures as …". Told apart as in sdk/src/topic.cc; a test compares them.
"""

from __future__ import annotations

from dataclasses import dataclass

from alhf.sdk.analysis import Token, analyze
from alhf.sdk.phrases import PhraseBook, number_of
from alhf.sdk.sentences import sentence_spans

# `rest` names the topic; where nothing follows it, the instruction itself may
# stand there without a comma.
_BOOK = PhraseBook((
    "^ @questions|answers|anything|everything @about <>",
    "^ <> stuff|matters should|must|needs|need|has|have",
    "only? for|in|on <> @questions",
    "only? for|in|on|to @questions|answers|answer|anything|everything "
    "@about <>",
    "when|whenever|if *? *? ask|asks|asked|asking @about|for <>",
    "when|whenever|if @questions|answer|topic? is|are|its @about <>",
    "when|whenever|if i|we|you|someone|somebody|people? "
    "compare|compares|comparing|rank|ranks|ranking|count|counts|counting|"
    "list|lists|listing <>",
    "when|whenever|if answering|talking|speaking @about|of <>",
    "when|whenever|if comes|come to <>", "only for @about? <>"), {
        "questions": "questions|question|queries|topics|requests",
        "about": "about|on|regarding|concerning"})

# With these an instruction begins.
_VERBS = frozenset((
    "use give show answer keep make write put limit never just always please "
    "only cite sort start say don't dont do skip leave ignore prefer pls look "
    "read add tell mention remind note round list quote consult check include "
    "name state end begin take stick search return print drop omit trust avoid "
    "exclude i we you").split())
# What an answer consists of, after "one", "two" or "no".
_PARTS = frozenset((
    "sentence sentences line lines word words bullet bullets paragraph page "
    "pages passage passages source sources table decimal decimals").split())
# "All questions" is no topic: some word must say which.
_ANY = frozenset((
    "all every question questions queries requests answer answers topic topics "
    "anything everything").split())
_FIGURES = frozenset(("figures", "numbers", "statistics", "stats"))
_SIZES = frozenset((
    "big large small long whole round exact full high plain raw real").split())
# Words that open a sentence without naming a topic: "for example, …",
# "correction: …".
_OPENERS = frozenset((
    "example instance now future clarity context once record most today note "
    "feedback hint tip wrong request wish suggestion comment correction format "
    "style rule reminder fyi answer answers please average whole general top "
    "screen paper").split())
# Prepositions that open a sentence with its topic.
_LEADS = frozenset(("for", "on", "about", "regarding", "concerning"))
# Where the instruction begins beside verbs and parts: "… should be short".
_BEGINNINGS = frozenset((
    "should must shall as get need needs have also").split())
# What may be grouped, beside figures, and what ends the grouping's name.
_COUNTED = frozenset((
    "totals counts results sums amounts values rows anything everything split "
    "grouped broken breakdown breakdowns").split())
_GROUPING_ENDS = frozenset((
    "as in into with to should must are get need pls please when if and a an "
    "it i'd i'll would the").split())
# What may stand between "when" and what is grouped.
_LIGHT = frozenset((
    "a an the is it it's be they there there's are they're of some any "
    "something").split())
_MOST_WORDS = 4
_SPACE = " \t\r\n\v\f"


@dataclass(frozen=True)
class Topic:
    """What an instruction is for.

    Attributes:
      words: as written.
      begin, end: characters of the whole phrase in the text.
    """

    words: str
    begin: int
    end: int


def topic_of(text: str) -> Topic | None:
    """Returns the topic that `text` names, or None."""
    return (_by_phrase(text) or _by_opening(text) or _by_grouping(text) or
            _by_figures(text))


def _by_phrase(text: str) -> Topic | None:
    for match in _BOOK.read(text):
        words, begin, end = match.rest, match.begin, match.end
        tokens = analyze(match.rest).tokens
        if match.rest_begin + len(words) == match.end:
            at = _instruction_in(tokens)
            if at < len(tokens):
                end = match.rest_begin + tokens[at].begin
                words = words[:tokens[at].begin]
        else:
            # "In one line for such questions": the nearest one counts.
            for token in tokens:
                if token.text in ("for", "in"):
                    begin = match.rest_begin + token.begin
                    words = match.rest[token.end:]
        words = _without_figures(words.strip(_SPACE))
        if _says_something(words):
            return Topic(words, begin, end)
        # "In bullets for questions about ropes" begins anew inside.
        if begin > match.begin:
            inner = _by_phrase(text[begin:])
            if inner is not None:
                return Topic(inner.words, inner.begin + begin,
                             inner.end + begin)
    return None


def _by_opening(text: str) -> Topic | None:
    """"For ropes use …", "on ropes, …", "ropes: …" at a sentence's
    beginning."""
    for begin, end in sentence_spans(text):
        sentence = text[begin:end]
        tokens = analyze(sentence).tokens
        preposition = bool(tokens) and tokens[0].text in _LEADS
        first = 1 if preposition else 0
        for i in range(first + 1, min(len(tokens), first + _MOST_WORDS + 1)):
            last = tokens[i - 1]
            if last.text in _OPENERS or last.text in _PARTS:
                break
            if not preposition and (last.text in _VERBS or last.stop_word or
                                    last.number):
                break
            between = sentence[last.end:tokens[i].begin]
            if not (":" in between or "->" in between or
                    (preposition and ("," in between or
                                      tokens[i].text in _VERBS))):
                continue
            words = _without_figures(sentence[tokens[first].begin:last.end])
            if _says_something(words):
                return Topic(words, begin + tokens[0].begin,
                             begin + tokens[i].begin)
            break
    return None


def _by_grouping(text: str) -> Topic | None:
    """"Totals by region as …", "figures per day in …"."""
    tokens = analyze(text).tokens
    for i in range(len(tokens) - 2):
        if (tokens[i + 1].text not in ("by", "per") or
                tokens[i].text not in _FIGURES | _COUNTED):
            continue
        end = i + 2
        while (end < len(tokens) and tokens[end].text not in _GROUPING_ENDS and
               tokens[end].text not in _VERBS and
               tokens[end].text not in _PARTS and
               tokens[end].begin == tokens[end - 1].end + 1):
            end += 1
        words = text[tokens[i + 1].begin:tokens[end - 1].end]
        if end > i + 2 and _says_something(words):
            return Topic(words, tokens[_when_before(tokens, i)].begin,
                         tokens[end - 1].end)
    return None


def _when_before(tokens: tuple[Token, ...], at: int) -> int:
    """Returns where "whenever there's a" begins before `at`, else `at`."""
    begin = at
    while begin > 0 and tokens[begin - 1].text in _LIGHT:
        begin -= 1
    if begin > 0 and tokens[begin - 1].text in ("when", "whenever", "if",
                                                "where"):
        return begin - 1
    return at


def _by_figures(text: str) -> Topic | None:
    """"Monthly figures as …", "for monthly figures …"."""
    tokens = analyze(text).tokens
    for token, after in zip(tokens, tokens[1:]):
        if (after.text in _FIGURES and after.begin == token.end + 1 and
                not (token.stop_word or token.number or token.text in _VERBS or
                     token.text in _SIZES)):
            return Topic(text[token.begin:token.end], token.begin, after.end)
    return None


def _instruction_in(tokens: tuple[Token, ...]) -> int:
    """Returns where the instruction begins in the tokens of a topic that
    nothing follows."""
    for i in range(1, len(tokens)):
        word = tokens[i].text
        # "Answers on ropes should be short", "… as a list".
        if word in _BEGINNINGS:
            return i
        counts = word == "no" or number_of(word) is not None
        part = i + 1 < len(tokens) and tokens[i + 1].text in _PARTS
        if word in _VERBS or (counts and part) or word in _PARTS:
            return i
    return len(tokens)


def _says_something(words: str) -> bool:
    return any(not token.stop_word and token.text not in _ANY
               for token in analyze(words).tokens)


def _without_figures(words: str) -> str:
    """"Daily figures" is "daily": any topic may have some."""
    tokens = analyze(words).tokens
    if len(tokens) > 1 and tokens[-1].text in _FIGURES:
        return words[:tokens[-2].end]
    return words
