"""The kit for a component: one part of an agent that can be corrected in plain
language. docs/writing_a_component.md leads through it."""

from alhf.sdk.agent import Agent, RunWriter
from alhf.sdk.component import Component
from alhf.sdk.conditions import (
    leaves_condition_unread, match_leaves_condition_unread)
from alhf.sdk.context import Context, LearnContext, Recollection
from alhf.sdk.definitions import defined_term
from alhf.sdk.facets import FacetSet, FacetState
from alhf.sdk.memory import Memory
from alhf.sdk.phrases import PhraseBook, PhraseMatch
from alhf.sdk.proposals import (
    make_directive, read_directive, relate_to, span_of)
from alhf.sdk.scope import (
    assess_by_manifest, breadth_of, claims, guidance_proposal, make_manifest,
    outcome_of)
from alhf.sdk.sentences import could_teach, sentences
from alhf.sdk.serve import ServeOptions, serve_main, serving
from alhf.sdk.topics import Topic, topic_of

__all__ = [
    "Agent", "Component", "Context", "FacetSet", "FacetState", "LearnContext", "Memory",
    "PhraseBook", "PhraseMatch", "Recollection", "RunWriter",
    "ServeOptions", "Topic",
    "assess_by_manifest", "breadth_of", "claims", "could_teach",
    "defined_term", "guidance_proposal", "leaves_condition_unread",
    "make_directive", "make_manifest", "match_leaves_condition_unread",
    "outcome_of", "read_directive", "relate_to", "sentences", "serve_main",
    "serving", "span_of", "topic_of",
]
