"""Words, triggers and sentences, as the C++ SDK reads them."""

from __future__ import annotations

import pathlib
import re

import pytest

from alhf.sdk import (
    PhraseBook, could_teach, defined_term, guidance_proposal,
    leaves_condition_unread, match_leaves_condition_unread, span_of,
    stop_words, topic_of)
from alhf.sdk.analysis import analyze
from alhf.sdk.conversation import is_follow_up, words_in_conversation
from alhf.sdk.lesson_index import LessonIndex
from alhf.sdk.sentences import sentences
from alhf.sdk.trigger import Trigger
from alhf.v1 import types_pb2

REPOSITORY = pathlib.Path(__file__).parents[3]


@pytest.mark.parametrize("text, tokens", [
    ("Orders per ISO week", "orders per iso week"),
    ("1,250.50 and 1,2345 and 3.5.2", "1250.50 and 1 2345 and 3.5 2"),
    ("12.5k of B2B", "12.5k of b2b"),
    ("the customer’s 90's, o'clock", "the customer's 90 s o'clock"),
    ("naïve été/日本-語 😀", "naïve été 日本 語"),
    ("snake_case well-known", "snake case well known"),
    ("", ""), ("?! …", ""),
])
def test_tokens(text: str, tokens: str) -> None:
    analysis = analyze(text)
    assert [token.text for token in analysis.tokens] == tokens.split()
    for token in analysis.tokens:
        assert text[token.begin:token.end]


def test_stems_and_stop_words() -> None:
    assert analyze("We are returning the defective kettles"
                   ).content_stems == ("return", "defect", "kettl")
    assert analyze("customers in the US").content_stems == ("custom", "us")
    assert analyze("tell us more").content_stems == ()


def test_names() -> None:
    def names(text: str) -> list[str]:
        return [token.text for token in analyze(text).tokens if token.name]

    assert names("Revenue in Europe by ARR") == ["europe", "arr"]
    assert names("ALL OF THIS IS LOUD") == []


def test_the_lists_are_those_of_the_engines() -> None:
    source = (REPOSITORY / "core/relevance/stop_words.cc").read_text()

    def words(name: str) -> set[str]:
        body = re.search(rf"{name}\[\] =(.*?);", source, re.S)
        assert body
        code = re.sub("//.*", "", body.group(1))
        return set(" ".join(re.findall('"(.*)"', code)).split())

    assert words("kStopWords") == stop_words.STOP_WORDS
    assert words("kGenericStems") == stop_words.GENERIC_STEMS
    assert words("kWordsInCapitals") == stop_words.WORDS_IN_CAPITALS


@pytest.mark.parametrize("phrase, query, fires", [
    ("active customer", "How many active customers are there?", True),
    ("active customer", "Which customer is active?", False),
    ("cost of goods", "cost of the goods", True),
    ("cost of goods", "cost goods", False),
    ("not opened", "Which were opened?", False),
    ("not opened", "Which were not opened?", True),
    ("organ", "Which organisation is it?", False),
    ("organ", "How many organs are there?", True),
    ("the", "the", False),
])
def test_triggers(phrase: str, query: str, fires: bool) -> None:
    assert Trigger(phrase).fires_in(analyze(query)) == fires


@pytest.mark.parametrize("phrase, telling", [
    ("ARR", True), ("B2B", True), ("active customer", True),
    ("customer", False), ("average", False), ("total number", False)])
def test_what_a_trigger_alone_tells(phrase: str, telling: bool) -> None:
    assert Trigger(phrase).telling == telling


@pytest.mark.parametrize("text, parts", [
    ("We are on Postgres, use ISO weeks.",
     ["We are on Postgres, use ISO weeks."]),
    ("Be short. Be kind!", ["Be short.", "Be kind!"]),
    ("See e.g. the handbook. Or ask.",
     ["See e.g. the handbook.", "Or ask."]),
    ("Round to 1.5 at most.", ["Round to 1.5 at most."]),
    ("- be short\n- be kind", ["be short", "be kind"]),
    ("one line\nand its end", ["one line\nand its end"]),
    ("one\n\ntwo", ["one", "two"]),
])
def test_sentences(text: str, parts: list[str]) -> None:
    assert list(sentences(text)) == parts


@pytest.mark.parametrize("text, teaches", [
    ("Use bullets.", True), ("Can you use bullets, please?", True),
    ("Great answer, but next time use bullets.", True),
    ("When a day is missing, say so", True), ("Do not round", True),
    ("Thank you, that was helpful!", False), ("Hi there", False),
    ("How many orders were there?", False), ("Great!", False), ("?!", False),
])
def test_what_could_teach(text: str, teaches: bool) -> None:
    assert could_teach(text) == teaches


@pytest.mark.parametrize("text, breadth, triggers", [
    ("Always be short.", types_pb2.BREADTH_COMPONENT, []),
    ("From now on be short.", types_pb2.BREADTH_COMPONENT, []),
    ("I never eat meat.", types_pb2.BREADTH_TOPIC, []),
    ("I never want tables.", types_pb2.BREADTH_COMPONENT, []),
    ("An active customer means one who ordered in 90 days.",
     types_pb2.BREADTH_TOPIC, ["active customer"]),
    ("This means trouble.", types_pb2.BREADTH_TOPIC, []),
])
def test_how_wide_guidance_reaches(text: str, breadth: int,
                                   triggers: list[str]) -> None:
    scope = guidance_proposal(types_pb2.FeedbackRecord(text=text)).scope
    assert (scope.breadth, list(scope.triggers)) == (breadth, triggers)


@pytest.mark.parametrize("text, topic", [
    ("For returns use bullets.", "returns"),
    ("For questions about active customers use the terms.",
     "active customers"),
    ("When somebody asks about discounts, name the card.", "discounts"),
    ("Kettles: say how to descale them.", "Kettles"),
    ("Give me employee figures as JSON.", "employee"),
    ("One line is enough, but only for training questions.", "training"),
    ("Whenever there's a breakdown by harbour I'd like a table",
     "by harbour"),
    ("for anything by mast a table would be easier", "by mast"),
    ("Rigging stuff should come as a list", "Rigging"),
    ("answers about ropes have to stay below 30 words", "ropes"),
    ("Sort the rows by weight, heaviest first", ""),
    ("For example, be short.", ""), ("Always be short.", ""),
    ("Please be short: nobody reads more.", ""),
])
def test_topics(text: str, topic: str) -> None:
    named = topic_of(text)
    assert (named.words if named else "") == topic
    if named:
        assert topic in text[named.begin:named.end]


@pytest.mark.parametrize("text, unread", [
    ("use bullets unless there is one row", True),
    ("answers as bullets, but only when the board asks", True),
    ("if it is late, use bullets", True),
    ("prefer the manual unless it is old", True),
    ("fewer than 50 words, except for my boss", True),
    ("use bullets", False), ("use bullets if possible", False),
    ("use bullets if you can", False), ("only use bullets", False),
    ("fewer than 50 words", False),
    ("when asked about leave, use bullets", False),
    ("use bullets. If in doubt, ask.", False),
    ("use bullets, otherwise nobody reads it", False),
    ("use bullets, otherwise use prose", True),
])
def test_conditions_that_were_not_read(text: str, unread: bool) -> None:
    book = PhraseBook(["as|use bullets", "prefer <>", "fewer than # words"])
    (match,) = book.read(text)
    assert match_leaves_condition_unread(text, match) == unread


def test_conditions_within_what_was_read() -> None:
    text = "leave out boats where the mast is down"
    assert not leaves_condition_unread(text, 0, len(text))
    assert leaves_condition_unread(text, 0, 15)


@pytest.mark.parametrize("text, term", [
    ("An active customer means one who ordered in 90 days.",
     "active customer"),
    ("ARR is short for annual recurring revenue.", "ARR"),
    ("By hardware we mean tents.", "hardware"),
    ("We call a late order a straggler.", "straggler"),
    ("Revenue is without cancelled orders.", "Revenue"),
    ("here pto = annual leave", "pto"),
    ("A moonlet is just another name for a small moon", "moonlet"),
    ("a moonlet is what the atlas calls a small moon", "moonlet"),
    ("moonlets and small moons are the same thing", "moonlets"),
    ("What we call a rock is a moon without light", "rock"),
    ("Moonlets for us means small moons", "Moonlets"),
    ("The answer is wrong.", ""), ("This means trouble.", ""),
    ("What does PTO mean?", ""), ("My aunt is a baker.", ""),
    ("It does not mean that.", ""),
])
def test_definitions(text: str, term: str) -> None:
    assert defined_term(text) == term


def test_phrases() -> None:
    book = PhraseBook([
        "under|below|within # words", "no|without|stop bullets|lists",
        "^ call @people <> $"], {"people": "customers|clients"})

    def read(text: str) -> list[tuple[int, tuple[int, ...], str, str]]:
        return [(match.rule, match.numbers, match.rest,
                 text[match.begin:match.end]) for match in book.read(text)]

    assert read("Keep it below fifty words, pls") == [
        (0, (50,), "", "below fifty words")]
    assert read("No more lists and under 20 of your words!") == [
        (0, (20,), "", "under 20 of your words")]
    assert read("no bulets") == [(1, (), "", "no bulets")]
    assert read("Call our clients dear friends") == [
        (2, (), "dear friends", "Call our clients dear friends")]
    assert read("a call of clients") == []


def test_a_span_counts_bytes() -> None:
    text = "naïve – été"
    span = span_of(text, 8, 11)
    assert text.encode()[span.begin:span.end].decode() == "été"


def lesson(number: int, text: str) -> types_pb2.Lesson:
    return types_pb2.Lesson(
        id=f"l-{number}", text=text, state=types_pb2.LESSON_ACTIVE,
        effect=types_pb2.EFFECT_GUIDANCE_ONLY,
        scope={"breadth": types_pb2.BREADTH_TOPIC, "triggers": [text[:5]]})


def test_an_index_does_not_depend_on_its_history() -> None:
    texts = [f"kettle number {i} boils {i % 7} litres" for i in range(60)]
    whole = LessonIndex().with_lessons(map(lesson, range(60), texts))
    grown = LessonIndex()
    for i in reversed(range(60)):
        grown = grown.with_lessons([lesson(i, "something else")])
        grown = grown.with_lessons([lesson(i, texts[i])])
    gone = lesson(99, texts[3])
    grown = grown.with_lessons([gone])
    gone.state = types_pb2.LESSON_RETIRED
    before, grown = grown, grown.with_lessons([gone])
    assert (len(before), len(grown)) == (61, 60)
    assert whole._having == grown._having
    assert whole._by_trigger == grown._by_trigger
    assert whole._total_length == grown._total_length


@pytest.mark.parametrize("question, leans", [
    ("And for 2024?", True), ("What about returns?", True), ("by week", True),
    ("2024?", True), ("How many of them are red?", True),
    ("How many boats were rented in 2024?", False), ("Thanks!", False),
    ("How many boats are there?", False), ("Boats that sailed", False),
    ("", False)])
def test_a_follow_up_leans_on_what_was_said_before(
        question: str, leans: bool) -> None:
    assert is_follow_up(analyze(question)) is leans


def test_a_follow_up_has_the_questions_that_it_leans_on() -> None:
    query = types_pb2.Query(text="by week")
    for question in ("Who owns it?", "How many boats were rented?",
                     "and in Kiel?"):
        query.turns.add(question=question)
    assert words_in_conversation(query) == (
        "How many boats were rented? and in Kiel? by week")
