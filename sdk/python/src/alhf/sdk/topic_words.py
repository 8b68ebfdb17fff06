"""The words of a question that say a topic. Told apart as in
sdk/src/topic_words.cc; a test compares them.
"""

from __future__ import annotations

from alhf.sdk.analysis import Token, analyze

# What only sums up what is listed, or what a topic is called.
_SUMMARIES = frozenset((
    "rule rules stuff matter matters things thing topic topics question "
    "questions issue issues policy policies information info affairs details "
    "procedures subjects enquiries inquiries").split())
# "A list of ports".
_LISTINGS = frozenset((
    "list lists table tables number numbers overview names").split())
_EXAMPLE_LEADS = frozenset((
    "like such as for e g eg example say including").split())
# Said of a procedure: what one does, in steps.
_PROCEDURE = "procedure"
_BARE_LIST = 3
_SPACE = " \t\r\n\v\f"


def topic_triggers(topic: str) -> list[str]:
    """Returns the words of a question that say the topic `topic`: those of what
    it is called, and of each example that it lists."""
    head, listed = _part(topic)
    triggers: list[str] = []
    examples = _items_of(_without_lead(listed), True)
    doing = _is_doing(head)
    if doing:
        triggers.append(_PROCEDURE)
    words = analyze(head).tokens
    sums_up = bool(examples and words) and words[-1].text in _SUMMARIES
    if not sums_up and not doing:
        triggers += _items_of(_matter(head), False)
    triggers += examples
    return list(dict.fromkeys(triggers)) or [topic.strip(_SPACE)]


def _part(topic: str) -> tuple[str, str]:
    """Parts what a topic is called from the examples that it lists."""
    begin = topic.find("(")
    if begin >= 0:
        end = topic.find(")", begin)
        return topic[:begin], topic[begin + 1:end if end >= 0 else len(topic)]
    tokens = analyze(topic).tokens
    for i in range(1, len(tokens) - 1):
        word = tokens[i].text
        if (word in ("like", "including", "especially", "namely", "eg") or
                (word == "such" and tokens[i + 1].text == "as")):
            return topic[:tokens[i].begin], topic[tokens[i].end:]
    return topic, ""


def _without_lead(examples: str) -> str:
    for token in analyze(examples).tokens:
        if token.text not in _EXAMPLE_LEADS:
            return examples[token.begin:]
    return ""


def _is_doing(head: str) -> bool:
    """Whether it is "has to do something", "something to do"."""
    words = [token.text for token in analyze(head).tokens]
    return (len(words) <= 5 and any(word in ("do", "act") for word in words) and
            any(word in ("something", "anything", "what") for word in words))


def _slice(text: str, tokens: tuple[Token, ...], begin: int, end: int) -> str:
    while begin < end and tokens[begin].stop_word:
        begin += 1
    return "" if begin == end else text[tokens[begin].begin:tokens[end - 1].end]


def _items_of(text: str, is_list: bool) -> list[str]:
    """Returns the items of "a, b and c"; of "a b c", where it must be a list,
    each word."""
    tokens = analyze(text).tokens
    items: list[str] = []
    begin = 0
    for i, token in enumerate(tokens):
        between = text[tokens[i - 1].end:token.begin] if i > 0 else ""
        joins = token.text in ("and", "or", "nor", "plus", "etc")
        if not joins and not any(mark in between for mark in ",;/&+"):
            continue
        items.append(_slice(text, tokens, begin, i))
        begin = i + 1 if joins else i
    items.append(_slice(text, tokens, begin, len(tokens))
                 if begin < len(tokens) else "")
    items = [item for item in items if item and item != "etc"]
    if is_list and len(items) == 1:
        words = analyze(items[0]).tokens
        if len(words) >= _BARE_LIST and not any(w.stop_word for w in words):
            return [word.text for word in words]
    return items


def _matter(head: str) -> str:
    """Returns what "the rules of ships", "questions about ships" are of."""
    tokens = analyze(head).tokens
    begin, end = 0, len(tokens)
    for i in range(len(tokens) - 2):
        word, after = tokens[i].text, tokens[i + 1].text
        if ((word in _LISTINGS and after == "of") or
                (word in _SUMMARIES and after in (
                    "of", "about", "on", "for", "with", "around"))):
            begin = i + 2
    while end > begin + 1 and tokens[end - 1].text in _SUMMARIES:
        end -= 1
    return _slice(head, tokens, begin, end)
