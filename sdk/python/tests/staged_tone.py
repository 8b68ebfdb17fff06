"""A component with a stage of its own, for tests: it answers with what it was
taught, says so as it goes, and fails where the question asks for it."""

from __future__ import annotations

import sys

from alhf import sdk
from alhf.v1 import agent_pb2, types_pb2


class StagedTone(sdk.Component, sdk.Agent):
    """How answers sound, and the answers."""

    def describe(self) -> types_pb2.Manifest:
        return sdk.make_manifest("answer_tone", "How answers sound",
                                 ["tone of the answer", "short or long",
                                  "formal or friendly words"])

    def assess(self, context: sdk.Context, record: types_pb2.FeedbackRecord
               ) -> types_pb2.Assessment:
        assessment = sdk.assess_by_manifest(self.describe(), record)
        if sdk.claims(assessment) or context.assume_in_scope:
            assessment.proposals.append(sdk.guidance_proposal(record))
        return assessment

    def adjust(self, context: sdk.Context, query: types_pb2.Query
               ) -> types_pb2.Adjustment:
        return context.recall_adjustment(query)

    def run(self, context: sdk.Context, request: agent_pb2.RunRequest,
            writer: sdk.RunWriter) -> None:
        writer.progress("thinking")
        if "break" in request.query.text:
            raise ValueError("as it was asked to")
        facets = sdk.FacetSet()
        facets.add("kind", ["rows"], complete=True)
        found = [each.item for each in context.recall(request.query, facets)]
        late = writer.late(found)
        writer.model_used(types_pb2.ModelUsage(model="none", calls=1))
        if "nothing" in request.query.text:
            return
        writer.output(types_pb2.StepOutput(text=" | ".join(
            [item.text for item in request.plan.items] +
            [f"late: {item.text}" for item in late]) or "as ever"))


if __name__ == "__main__":
    sys.exit(sdk.serve_main(StagedTone()))
