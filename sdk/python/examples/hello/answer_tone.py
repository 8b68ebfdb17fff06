"""Hello world: a component that remembers how answers shall sound and gives it
to a language model as guidance."""

import sys

from alhf import sdk
from alhf.v1 import types_pb2


class AnswerTone(sdk.Component):
    """How answers sound."""

    def describe(self) -> types_pb2.Manifest:
        return sdk.make_manifest(
            "answer_tone", "How answers sound",
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


if __name__ == "__main__":
    sys.exit(sdk.serve_main(AnswerTone()))
