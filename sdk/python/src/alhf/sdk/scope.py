"""Scope relevance for authors: ready-made scores of a record against a
component's manifest.

    def assess(self, context, record):
        assessment = assess_by_manifest(self.describe(), record)
        if claims(assessment) or context.assume_in_scope:
            assessment.proposals.append(guidance_proposal(record))
        return assessment
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from alhf.sdk.analysis import Token, analyze
from alhf.sdk.conditions import says_condition
from alhf.sdk.definitions import defined_term
from alhf.sdk.sentences import could_teach
from alhf.sdk.topic_words import topic_triggers
from alhf.sdk.topics import topic_of
from alhf.v1 import types_pb2

CLAIM_THRESHOLD = 0.5
UNSURE_THRESHOLD = 0.3
# What teaches nobody scores at most this.
_CHATTER = 0.1

_EVERYWHERE = frozenset(("always", "never", "every", "all", "any",
                         "everywhere", "generally"))
_SELF = frozenset(("i", "i'm", "i've", "i'd", "i'll", "my"))
_ANSWERS = frozenset(("answer", "answers", "answering", "reply", "replies",
                      "response", "responses", "question", "questions"))
_ASKED = frozenset(("want", "expect", "wish"))
_GOING = frozenset(("go", "walk", "drive", "ride", "cycle", "bike", "get"))
_WHICH = frozenset(("that", "which", "who"))
# Words of "any small device that".
_NOUN = 4
# "I want to have no car", and not "I want to see tables".
_SHOWN = frozenset(("see", "read", "get", "hear", "know"))


def make_manifest(name: str, description: str, owns: Iterable[str],
                  examples_in_scope: Iterable[str] = (),
                  examples_out_of_scope: Iterable[str] = ()
                  ) -> types_pb2.Manifest:
    """Returns a manifest with one line of description and what the component
    owns, in the words that people use."""
    return types_pb2.Manifest(
        name=name, description=description, owns=owns,
        examples_in_scope=examples_in_scope,
        examples_out_of_scope=examples_out_of_scope,
        claim_threshold=CLAIM_THRESHOLD, unsure_threshold=UNSURE_THRESHOLD)


def assess_by_manifest(manifest: types_pb2.Manifest,
                       record: types_pb2.FeedbackRecord
                       ) -> types_pb2.Assessment:
    """Returns how far `record` falls in the scope of `manifest`, in [0.0, 1.0],
    by words: against what it owns and its examples in scope, less those out of
    scope; raised where the person named this component's step. Praise, thanks,
    greetings and plain questions score below the unsure threshold."""
    assessment = types_pb2.Assessment()
    if could_teach(record.text):
        assessment.score, assessment.reason = _weigh(
            manifest, record.text, record.step == manifest.name)
    else:
        assessment.score = _CHATTER
        assessment.reason = "says nothing that could be learned"
    assessment.outcome = outcome_of(manifest, assessment.score)
    return assessment


def outcome_of(manifest: types_pb2.Manifest, score: float
               ) -> types_pb2.Outcome:
    """Returns the outcome that `score` means under the manifest's thresholds
    (claim 0.5, unsure 0.3 where it has none)."""
    if score >= (manifest.claim_threshold or CLAIM_THRESHOLD):
        return types_pb2.OUTCOME_CLAIMED
    if score >= (manifest.unsure_threshold or UNSURE_THRESHOLD):
        return types_pb2.OUTCOME_UNSURE
    return types_pb2.OUTCOME_DECLINED


def claims(assessment: types_pb2.Assessment) -> bool:
    """Returns whether the outcome is CLAIMED."""
    return assessment.outcome == types_pb2.OUTCOME_CLAIMED


def guidance_proposal(record: types_pb2.FeedbackRecord) -> types_pb2.Proposal:
    """Returns a proposal that keeps the whole text as guidance, scoped to the
    topic that it names ("for returns, …"), else to the term that it defines
    ("X means Y"), else to questions like the one it was given on, or to all
    that the component does where the wording says so ("always", "never",
    "every answer", "from now on", "all")."""
    text = record.text.strip(" \t\r\n\v\f")
    proposal = types_pb2.Proposal(
        understood_as=f"keep in mind: {text}",
        effect=types_pb2.EFFECT_GUIDANCE_ONLY)
    scope = proposal.scope
    topic = topic_of(text)
    term = "" if topic else defined_term(text)
    scope.topic = topic.words if topic else record.exchange.question
    if topic or term:
        scope.breadth = types_pb2.BREADTH_TOPIC
        scope.triggers.extend(topic_triggers(topic.words) if topic else [term])
    else:
        # "Always round" holds for all, "never round when …" does not.
        scope.breadth = (types_pb2.BREADTH_TOPIC if says_condition(text)
                         else breadth_of(text))
    return proposal


_TELLING = frozenset("the a an our this these that".split())
_DENIALS = frozenset((
    "not isn't isnt aren't arent doesn't doesnt don't dont wasn't weren't"
).split())


def breadth_of(text: str) -> types_pb2.Breadth:
    """Returns the breadth that the wording of `text` tells. What a person says
    about himself ("I never eat meat") holds where its topic comes up, not for
    all that the component does."""
    tokens = analyze(text).tokens
    words = [token.text for token in tokens]
    of_the_speaker = (words[:1] and words[0] in _SELF and
                      not any(word in _ANSWERS or word in _ASKED and
                              not _wants_to_do(words, i)
                              for i, word in enumerate(words)))
    everywhere = not of_the_speaker and any(
        word in _EVERYWHERE and not _is_of_something_else(words, i) and
        # "It is not always filled" says when, and not for what.
        not (word == "always" and i > 0 and words[i - 1] in _DENIALS) and
        # "Not any more" says since when.
        not (word == "any" and words[i + 1:i + 2] in (["more"], ["longer"])) and
        (word not in ("always", "never") or _is_ordered(tokens, i))
        for i, word in enumerate(words))
    from_now_on = any(words[i:i + 3] == ["from", "now", "on"]
                      for i in range(len(words)))
    return (types_pb2.BREADTH_COMPONENT if everywhere or from_now_on
            else types_pb2.BREADTH_TOPIC)


def _is_ordered(tokens: tuple[Token, ...], at: int) -> bool:
    """Of "never" and "always" of an order, and not of a tale: "it never
    arrived"."""
    if at + 1 == len(tokens):
        return tokens[at].text == "always"
    return tokens[at + 1].text not in _TELLING and (
        at == 0 or tokens[at - 1].stop_word or tokens[at - 1].text in _ANSWERS)


def _is_of_something_else(words: list[str], at: int) -> bool:
    """Of "every" that is not said of all answers: "we go everywhere by bicycle",
    "I don't want any device that listens"."""
    if words[at] == "everywhere":
        return at > 0 and words[at - 1] in _GOING
    if words[at] != "any":
        return False
    for i, word in enumerate(words[at + 1:at + _NOUN]):
        if word in _ANSWERS:
            return False
        if word in _WHICH:
            return i > 0
    return False


def _wants_to_do(words: list[str], want: int) -> bool:
    return (words[want:want + 2] == ["want", "to"] and
            want + 2 < len(words) and words[want + 2] not in _SHOWN)


def _stems(texts: Iterable[str]) -> set[str]:
    return {stem for text in texts for stem in analyze(text).content_stems}


def _weigh(manifest: types_pb2.Manifest, text: str, named: bool
           ) -> tuple[float, str]:
    """Returns how the words speak for a component and against it, and why.

    The constants are those of sdk/src/scope.cc.
    """
    owned = _stems(manifest.owns)
    inside = _stems(manifest.examples_in_scope)
    outside = _stems(manifest.examples_out_of_scope)
    # A word of both sides ("leave", "use") speaks for neither.
    said = {stem for stem in _stems([text])
            if (stem in owned or stem in inside) != (stem in outside)}
    ours = sorted(said & owned)
    near = len(said & inside - owned)
    against = len(said & outside - owned - inside)
    logit = (-1.4 + 1.5 * math.sqrt(len(ours)) + 0.5 * near - 0.7 * against +
             (1.5 if named else 0.0))
    parts = []
    if named:
        parts.append("its step was named")
    if ours:
        parts.append(f"it owns: {', '.join(ours)}")
    if near:
        parts.append("near to examples in scope")
    if against:
        parts.append("near to examples out of scope")
    return (1 / (1 + math.exp(-logit)),
            "; ".join(parts) or "shares no words with what it owns")
