"""The kit for a component: one part of an agent that can be corrected in plain
language. docs/writing_a_component.md leads through it."""

from alhf.sdk.component import Component
from alhf.sdk.context import Context, LearnContext, Recollection
from alhf.sdk.facets import FacetSet, FacetState
from alhf.sdk.memory import Memory
from alhf.sdk.proposals import make_directive, read_directive, relate_to
from alhf.sdk.scope import (
    assess_by_manifest, breadth_of, claims, guidance_proposal, make_manifest,
    outcome_of)
from alhf.sdk.sentences import could_teach
from alhf.sdk.serve import ServeOptions, serve_main, serving

__all__ = [
    "Component", "Context", "FacetSet", "FacetState", "LearnContext", "Memory",
    "Recollection", "ServeOptions", "assess_by_manifest", "breadth_of",
    "claims", "could_teach", "guidance_proposal", "make_directive",
    "make_manifest", "outcome_of", "read_directive", "relate_to", "serve_main",
    "serving",
]
