"""The questions that an instruction is for: "for travel questions, …", "… when
I ask about rooms", "… but only for rooms", "for rooms use …", "rooms: …",
"monthly figures as …". Told apart as in sdk/src/topic.cc; a test compares them.
"""

from __future__ import annotations

from dataclasses import dataclass

from alhf.sdk import topic_vocabulary as voc
from alhf.sdk.analysis import Token, analyze
from alhf.sdk.phrases import PhraseBook, number_of
from alhf.sdk.sentences import sentence_spans

# `rest` names the topic; where nothing follows it, the instruction itself may
# stand there without a comma.
_BOOK = PhraseBook((
    "how to @questions|things|stuff|matters",
    "what to do @questions|things|stuff|matters|cases",
    "^ @questions|answers|anything|everything @about <>",
    "^ <> stuff|matters should|must|needs|need|has|have",
    "keep|make|give|write|put|answers? @questions|answers|replies @about <>",
    "every|each|all|any @questions|answer|answers|reply|replies @about <>",
    "only? for|in|on <> @questions",
    "only? for|in|on|to @questions|answers|answer|anything|everything "
    "@about <>",
    "for|in|on? anything|everything|all to? do with <>",
    "^ with regard|respect|reference to <>", "in terms|case of <>",
    "when|whenever|if *? *? wants|want to know|hear @about <>",
    "each|every time *? *? ask|asks|asked|asking @about|for <>",
    "each|every time @questions|answer|topic? is|are|its @about <>",
    "^ list|lists|table|tables|overview|overviews of <>",
    "^ <> questions need|needs|get|should|must|in|as",
    "when|whenever|if *? *? ask|asks|asked|asking @about|for <>",
    "when|whenever|if i|we|you ask|asks|asked which|what|who <>",
    "when|whenever|if i|we|you ask|asks|asked how many|much <>",
    "when|whenever <> is|are|was|were "
    "asked|wanted|requested|mentioned|concerned|involved|discussed for?",
    "when|whenever <> comes|come|pops|turns up",
    "when|whenever|if subject|topic|matter|issue is|concerns <>",
    "as far as <> is|are concerned|go|goes", "^ as for <>",
    "this|that|it|they only|just? applies|apply|goes|go|holds|hold|counts|"
    "count only|just? for|to <>",
    "this|that|thats|it|its is? only|just|meant for|about <>",
    "in|for|on lists|tables|overviews|rankings of <>",
    "when|whenever|if @questions|answer|topic? is|are|its @about <>",
    "when|whenever|if i|we|you|someone|somebody|people? "
    "compare|compares|comparing|rank|ranks|ranking|count|counts|counting|"
    "list|lists|listing|showing|printing <>",
    "when|whenever|if|where i|we|you|they|someone|somebody|people "
    "say|says|write|writes|mention|mentions <>",
    "when|whenever|if i|we|you|someone|somebody|one|people? "
    "has|have|needs|need|wants|want|must|should to? do|act "
    "something|anything",
    "when|whenever|if *? *? ask|asks|asked|asking how to do a? "
    "something|anything|thing|things|stuff|it",
    "when|whenever|if i|we|you|they|people? "
    "answering|talking|speaking|talk|talks|speak|speaks @about|of <>",
    "when|whenever|if comes|come|gets to <>", "only|just for @about? <>",
    "questions|queries|requests @about <>",
    "when|whenever|if i|we|you|they|people ask|asks|enquire|inquire <>"), {
        "questions": "questions|question|queries|topics|requests",
        "about": "about|on|regarding|concerning|around"})

_SPOKEN_OF = PhraseBook((
    "everything|anything|all|stuff|things|matters|questions|data "
    "on|about|of|regarding|concerning|around|with <>",))

_MOST_WORDS = 4
_MOST_LISTED = 12
_MOST_OF_FORM = 3
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
    plain = _without_brackets(text)
    topic = (_by_phrase(plain) or _by_opening(plain) or _by_grouping(plain) or
             _by_figures(plain) or _by_form(plain))
    return None if topic is None else _with_examples(text, topic)


def _without_brackets(text: str) -> str:
    """Returns `text` with what stands in brackets blank."""
    plain = text
    begin = plain.find("(")
    while begin >= 0:
        end = plain.find(")", begin)
        if end < 0:
            break
        plain = plain[:begin] + " " * (end + 1 - begin) + plain[end + 1:]
        begin = plain.find("(", begin + 1)
    return plain


def _with_examples(text: str, topic: Topic) -> Topic:
    """Returns `topic` with the examples that follow it: "(…)", "such as …"."""
    begin = text.find("(", topic.begin)
    end = text.find(")", topic.begin) + 1
    if begin >= 0 and end > begin and not text[
            min(begin, topic.end):begin].strip(_SPACE):
        return Topic(f"{topic.words} {text[begin:end]}", topic.begin,
                     max(topic.end, end))
    after = text[topic.end:]
    tokens = analyze(after).tokens
    such = len(tokens) > 2 and tokens[0].text == "such"
    if not such and (len(tokens) < 2 or tokens[0].text != "like"):
        return topic
    stop = min((at for at in map(after.find, ":;.!?") if at >= 0),
               default=len(after))
    for token in tokens[1:]:
        if token.begin >= stop:
            break
        if token.text in voc.VERBS or number_of(token.text) is not None:
            stop = token.begin
            break
    listed = after[tokens[0].begin:stop].strip(_SPACE)
    return Topic(f"{topic.words} {listed}", topic.begin, topic.end + stop)


def _by_phrase(text: str) -> Topic | None:
    for match in _BOOK.read(text):
        words, begin, end = match.rest, match.begin, match.end
        if not words:  # "when somebody has to do something"
            return Topic("do something", begin, end)
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
        said = [token.text for token in analyze(words).tokens]
        if len(said) == 1 and said[0] in voc.BACK:
            words = _antecedent(text[:match.begin]) or words
        words = _without_figures(words.strip(_SPACE)).removeprefix("of ")
        # "… every answer on ropes with: …"
        words = words.removesuffix(" with")
        if _says_something(words):
            return Topic(words, begin, end)
        # "In bullets for questions about ropes" begins anew inside.
        if begin > match.begin:
            inner = _by_phrase(text[begin:])
            if inner is not None:
                return Topic(inner.words, inner.begin + begin,
                             inner.end + begin)
    return None


def _antecedent(before: str) -> str:
    """Returns what "those" is, after a text that says "everything on ropes goes
    to …"."""
    matches = list(_SPOKEN_OF.read(before))
    if not matches:
        return ""
    rest = matches[-1].rest
    for token in analyze(rest).tokens:
        if token.text in voc.ANTECEDENT_ENDS:
            return rest[:token.begin]
    return rest


def _by_opening(text: str) -> Topic | None:
    """"For ropes use …", "on ropes, …", "ropes: …" at a sentence's beginning;
    "for ropes …" also after a comma or colon."""
    for begin, end in sentence_spans(text):
        sentence = text[begin:end]
        topic = _opening_of(sentence, begin)
        if topic is not None:
            if _is_exception(text[topic.end:end]):
                continue
            return topic
        tokens = analyze(sentence).tokens
        for before, token in zip(tokens, tokens[1:]):
            between = sentence[before.end:token.begin]
            if token.text != "for" or not any(m in between for m in ",:;"):
                continue
            topic = _opening_of(sentence[token.begin:], begin + token.begin)
            if topic is not None:
                return topic
    return None


def _opening_of(part: str, begin: int) -> Topic | None:
    """Returns the topic that `part` of a sentence opens with; `begin`: where it
    stands in the text."""
    tokens = analyze(part).tokens
    preposition = bool(tokens) and tokens[0].text in voc.LEADS
    first = 1 if preposition else 0
    listed = any(token.text in ("like", "such") for token in tokens)
    most = _MOST_LISTED if listed else _MOST_WORDS
    for i in range(first + 1, min(len(tokens), first + most + 1)):
        last, word = tokens[i - 1], tokens[i].text
        between = part[last.end:tokens[i].begin]
        instructs = (word in voc.VERBS or word in voc.FORM or
                     _begins_limit(tokens, i) or
                     (number_of(word) is not None and i + 1 < len(tokens) and
                      tokens[i + 1].text in voc.PARTS))
        stops = (((":" in between or "->" in between) and
                  word not in voc.DEMONSTRATIVES) or
                 (preposition and ("," in between or instructs or
                                   _begins_sentence(tokens, i))))
        if (last.text in voc.OPENERS or last.text in voc.PARTS or
                tokens[first].text in voc.TITLES or
                (stops and i == first + 1 and
                 tokens[first].text in voc.OF_ANY_ANSWER) or
                tokens[first].text in ("anything", "everything")):
            break
        if (not preposition and not (i > 1 and last.text in voc.LISTS) and
                (last.text in voc.VERBS or last.stop_word or last.number)):
            break
        if not stops:
            continue
        words = _without_figures(part[tokens[first].begin:last.end])
        if _says_something(words):
            return Topic(words, begin + tokens[0].begin,
                         begin + tokens[i].begin)
        break
    return None


def _begins_sentence(tokens: tuple[Token, ...], at: int) -> bool:
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    # "For ropes the new page is valid"
    noun = tokens[at].text in ("a", "an", "the") and (
        not tokens[at - 1].stop_word or tokens[at - 1].text in ("us", "me"))
    return (noun or tokens[at].text in voc.SUBJECTS or
            (tokens[at].text == "its" and after in ("fine", "ok")))


def _is_exception(said: str) -> bool:
    """Whether it says that all stays as it was: "they stay in"."""
    words = [token.text for token in analyze(said).tokens]
    verb = 2 if len(words) > 1 and words[1] in voc.MAY_BE else 1
    return (len(words) > verb and words[0] in voc.THINGS and
            words[verb] in voc.STAYS)


def _by_form(text: str) -> Topic | None:
    """"Freight in whole crowns", "prices as a table": what stands first is the
    topic, unless it is what any answer has."""
    for begin, end in sentence_spans(text):
        sentence = text[begin:end]
        tokens = analyze(sentence).tokens
        for first in range(max(len(tokens) - 2, 0)):
            if first > 0:
                before = tokens[first - 1].text
                if before not in voc.SHOWS and not (
                        first < 5 and before in ("on", "please")):
                    continue
            topic = _form_of(sentence, tokens, first)
            if topic is not None:
                return Topic(topic.words, begin + topic.begin,
                             begin + topic.end)
    return None


def _form_of(sentence: str, tokens: tuple[Token, ...],
             first: int) -> Topic | None:
    i = first
    while (i < min(len(tokens), first + _MOST_OF_FORM) and
           not (tokens[i].stop_word or tokens[i].number or
                tokens[i].text in voc.VERBS or tokens[i].text in voc.PARTS or
                tokens[i].text in voc.ANYTHING)):
        i += 1
    last = i
    while i < len(tokens) and tokens[i].text in voc.PASSIVE:
        i += 1
    after = [token.text for token in tokens[i + 1:i + 3]]
    measured = (len(after) == 2 and number_of(after[0]) is not None and
                after[1] in voc.PARTS)
    if (last == first or i >= len(tokens) or tokens[i].text not in voc.JOINS or
            not (measured or (after and (after[0] in voc.FORMS or
                                         after[0] in voc.JOINS)))):
        return None
    words = sentence[tokens[first].begin:tokens[last - 1].end]
    if not _says_something(words):
        return None
    return Topic(words, tokens[first].begin, tokens[last - 1].end)


def _begins_limit(tokens: tuple[Token, ...], at: int) -> bool:
    word = tokens[at].text
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if word in voc.LIMITS:
        return number_of(after) is not None or after in voc.MOST
    if word in voc.BE:
        return after in voc.DONE
    return word == "not" and after in voc.LONGER


def _by_grouping(text: str) -> Topic | None:
    """"Totals by region as …", "figures per day in …"."""
    tokens = analyze(text).tokens
    for i in range(len(tokens) - 2):
        if tokens[i + 1].text not in ("by", "per"):
            continue
        word = tokens[i].text
        # "Week by week"
        if word == tokens[i + 2].text and word not in voc.PARTS | voc.MANNERS:
            return Topic(text[tokens[i + 1].begin:tokens[i + 2].end],
                         tokens[_when_before(tokens, i)].begin,
                         tokens[i + 2].end)
        if word not in voc.FIGURES | voc.COUNTED or voc.is_sorted(tokens[:i]):
            continue
        end = i + 2
        while (end < len(tokens) and tokens[end].text not in voc.GROUPING_ENDS and
               tokens[end].text not in voc.VERBS and
               tokens[end].text not in voc.PARTS and
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
    while begin > 0 and tokens[begin - 1].text in voc.LIGHT:
        begin -= 1
    if begin > 0 and tokens[begin - 1].text in ("when", "whenever", "if",
                                                "where"):
        return begin - 1
    return at


def _by_figures(text: str) -> Topic | None:
    """"Monthly figures as …", "for monthly figures …"."""
    tokens = analyze(text).tokens
    for token, after in zip(tokens, tokens[1:]):
        if (after.text in voc.FIGURES and after.begin == token.end + 1 and
                not (token.stop_word or token.number or token.text in voc.VERBS or
                     token.text in voc.SIZES)):
            return Topic(text[token.begin:token.end], token.begin, after.end)
    return None


def _instruction_in(tokens: tuple[Token, ...]) -> int:
    """Returns where the instruction begins in the tokens of a topic that
    nothing follows."""
    for i in range(1, len(tokens)):
        word = tokens[i].text
        if (word in voc.CAME and i + 1 < len(tokens) and
                tokens[i + 1].text in voc.HOW):
            return i
        # "Answers on ropes should be short", "… as a list".
        if word in voc.BEGINNINGS:
            return i
        counts = word == "no" or number_of(word) is not None
        part = i + 1 < len(tokens) and tokens[i + 1].text in voc.PARTS
        if word == "in" and (part or (i + 1 < len(tokens) and
                                      tokens[i + 1].text in voc.FORM)):
            return i
        if _begins_limit(tokens, i):
            return i
        if (number_of(word) is not None and i + 1 < len(tokens) and
                tokens[i + 1].text in voc.ENOUGH):
            return i
        if word in voc.VERBS or (counts and part) or word in voc.PARTS:
            return i
    return len(tokens)


def _says_something(words: str) -> bool:
    return any(not token.stop_word and token.text not in voc.ANY
               for token in analyze(words).tokens)


def _without_figures(words: str) -> str:
    """"Daily figures" is "daily": any topic may have some."""
    tokens = analyze(words).tokens
    if (len(tokens) > 2 and tokens[0].text in voc.FIGURES and
            tokens[1].text in ("by", "per")):
        return words[tokens[1].begin:]
    if len(tokens) > 1 and tokens[-1].text in voc.FIGURES:
        return words[:tokens[-2].end]
    return words
