"""What this agent can be taught: three components, one for each of its parts.

    python components.py NAME --data FOLDER --listen unix:PATH \
        --coordinator unix:PATH        NAME: retriever, text_to_sql or answer

The retriever also takes --config FOLDER: the documents.
"""

import pathlib
import sys
from collections.abc import Sequence

from google.protobuf import struct_pb2

from alhf import sdk
from alhf.v1 import types_pb2


class Guided(sdk.Component):
    """A part that a language model does: what people say of it goes into its
    prompt."""

    def __init__(self, name: str, description: str, owns: Sequence[str]
                 ) -> None:
        self._manifest = sdk.make_manifest(name, description, owns)

    def describe(self) -> types_pb2.Manifest:
        return self._manifest

    def assess(self, context: sdk.Context, record: types_pb2.FeedbackRecord
               ) -> types_pb2.Assessment:
        assessment = sdk.assess_by_manifest(self._manifest, record)
        if sdk.claims(assessment) or context.assume_in_scope:
            assessment.proposals.append(self.propose(record))
        return assessment

    def propose(self, record: types_pb2.FeedbackRecord) -> types_pb2.Proposal:
        """Returns what was understood."""
        return sdk.guidance_proposal(record)

    def adjust(self, context: sdk.Context, query: types_pb2.Query
               ) -> types_pb2.Adjustment:
        return context.recall_adjustment(query)


class Retriever(Guided):
    """A part that code does: it leaves out the folders that people name."""

    def __init__(self, documents: str) -> None:
        self._folders = sorted(path.name for path
                               in pathlib.Path(documents).iterdir()
                               if path.is_dir())
        super().__init__("retriever", "Which documents answers come from",
                         ["documents, folders and sources", *self._folders])

    def propose(self, record: types_pb2.FeedbackRecord) -> types_pb2.Proposal:
        proposal = super().propose(record)
        said = record.text.lower()
        named = [folder for folder in self._folders if folder in said]
        if named and any(word in said for word in
                         ("leave out", "ignore", "never", "not ", "n't")):
            folders = struct_pb2.Struct()
            folders["without"] = named
            proposal.directive.CopyFrom(sdk.make_directive(folders))
            proposal.understood_as = f"leave out {', '.join(named)}"
            proposal.effect = types_pb2.EFFECT_ENFORCED
            proposal.scope.breadth = types_pb2.BREADTH_COMPONENT
        return proposal

    def adjust(self, context: sdk.Context, query: types_pb2.Query
               ) -> types_pb2.Adjustment:
        adjustment = super().adjust(context, query)
        for item in adjustment.items:
            folders = sdk.read_directive(struct_pb2.Struct, item.directive)
            if folders is not None:
                item.filter.field = "folder"
                item.filter.exclude = True
                item.filter.values.extend(folders["without"])
        return adjustment


PARTS = {
    "retriever": Retriever,
    "text_to_sql": lambda _: Guided(
        "text_to_sql", "How questions become SQL",
        ["SQL and its dialect, such as Postgres", "weeks, months and dates",
         "tables and columns", "which rows count"]),
    "answer": lambda _: Guided(
        "answer", "How answers are written",
        ["answers as bullets, tables or prose", "short or long",
         "tone of voice"]),
}

if __name__ == "__main__":
    sys.exit(sdk.serve_main(PARTS[sys.argv.pop(1)]))
