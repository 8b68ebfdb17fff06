"""What fields of requests must be (core/requests/field_checks.cc), and what an
author's answers must be."""

from __future__ import annotations

import re
from typing import Any

import grpc

from alhf.errors import Error
from alhf.sdk.author_calls import component_failed
from alhf.sdk.scope import outcome_of
from alhf.v1 import agent_pb2, feedback_pb2, types_pb2

_MAX_ID = 128
_MAX_RECORD_TEXT = 16 << 10
_MAX_QUESTION = 8 << 10
_MAX_ANSWER = 64 << 10
_MAX_TURNS = 8
_MAX_LABELS = 32
_MAX_LABEL = 256
_NAME = re.compile(r"[A-Za-z0-9._-]{0,64}")
_BLANK = " \t\r\n\v\f"
_WORDS = (types_pb2.RECORD_KIND_UNSPECIFIED, types_pb2.RECORD_TEXT)


def check_request(request: Any) -> None:
    """Refuses a request that breaks a limit or lacks a field.

    Raises:
      Error: INVALID_ARGUMENT, with the field in its metadata.
    """
    manifest = isinstance(request, feedback_pb2.GetManifestRequest)
    if not manifest or request.tenant:
        _check_not_blank("tenant", request.tenant)
    _check_name("tenant", request.tenant)
    if "agent" in request.DESCRIPTOR.fields_by_name:
        _check_name("agent", request.agent)
    if "page_size" in request.DESCRIPTOR.fields_by_name:
        if request.page_size < 0:
            raise invalid("FIELD_INVALID", "page_size",
                          "is negative: 0 means the default")
    if isinstance(request, feedback_pb2.AssessFeedbackRequest):
        if not request.HasField("record"):
            raise invalid("FIELD_REQUIRED", "record", "is missing")
        _check_position("min_position", request.min_position)
        _check_position("as_of", request.as_of)
        _check_record(request.record, request.tenant)
    elif isinstance(request, feedback_pb2.AdjustQueryRequest):
        _check_query(request.query)
    elif isinstance(request, agent_pb2.RunRequest):
        _check_size("exchange_id", request.exchange_id, _MAX_ID)
        _check_query(request.query)
    elif isinstance(request, feedback_pb2.ListLessonsRequest):
        _check_size("record_id", request.record_id, _MAX_ID)
    elif isinstance(request, feedback_pb2.GetLessonRequest):
        _check_position("as_of", request.as_of)
        _check_not_blank("lesson_id", request.lesson_id)
        _check_size("lesson_id", request.lesson_id, _MAX_ID)


def complete_assessment(manifest: types_pb2.Manifest,
                        request: feedback_pb2.AssessFeedbackRequest,
                        position: types_pb2.Position,
                        assessment: types_pb2.Assessment) -> None:
    """Fills in what an author may leave out, then checks ASSESS_01, _02 and
    _05 to _08 of docs/protocol.md.

    Raises:
      Error: COMPONENT_FAILED.
    """
    if not 0.0 <= assessment.score <= 1.0:  # NaN fails too
        raise component_failed(
            "assess", f"the score {assessment.score} is not in [0.0, 1.0]")
    assessment.component = manifest.name
    assessment.position_seen.CopyFrom(position)
    thresholds = types_pb2.Manifest(
        claim_threshold=assessment.claim_threshold or manifest.claim_threshold,
        unsure_threshold=(assessment.unsure_threshold or
                          manifest.unsure_threshold))
    assessment.claim_threshold = thresholds.claim_threshold
    assessment.unsure_threshold = thresholds.unsure_threshold
    meant = outcome_of(thresholds, assessment.score)
    if assessment.outcome == types_pb2.OUTCOME_UNSPECIFIED:
        assessment.outcome = meant
    for proposal in assessment.proposals:
        proposal.scope.tenant = request.tenant
        proposal.scope.agent = request.agent
    if assessment.outcome != meant:
        name = types_pb2.Outcome.Name
        raise component_failed(
            "assess", f"the outcome is {name(assessment.outcome)}, the score "
            f"{assessment.score} means {name(meant)}: leave the outcome "
            "unset, or mend the score")
    if not assessment.proposals and (
            meant == types_pb2.OUTCOME_CLAIMED or request.assume_in_scope):
        raise component_failed(
            "assess", "it claims the record and proposes nothing")
    text = request.record.text.encode()
    for proposal in assessment.proposals:
        _check_proposal(proposal, text)


def complete_adjustment(component: str, position: types_pb2.Position,
                        adjustment: types_pb2.Adjustment) -> None:
    """Fills in whose adjustment it is, then checks ADJUST_03.

    Raises:
      Error: COMPONENT_FAILED.
    """
    adjustment.component = component
    adjustment.position.CopyFrom(position)
    for item in adjustment.items:
        item.component = component
        if not item.lesson_id:
            raise component_failed("adjust", "an item names no lesson")
        if not 0.0 <= item.score <= 1.0:
            raise component_failed(
                "adjust", f"the score {item.score} is not in [0.0, 1.0]")


def invalid(reason: str, field: str, what: str) -> Error:
    """Returns the error of a field that is not what it must be."""
    return Error(grpc.StatusCode.INVALID_ARGUMENT, reason, f"{field} {what}",
                 {"field": field})


def _check_proposal(proposal: types_pb2.Proposal, text: bytes) -> None:
    if proposal.HasField("span"):
        begin, end = proposal.span.begin, proposal.span.end
        if not (begin < end <= len(text) and _begins_character(text, begin) and
                _begins_character(text, end)):
            raise component_failed("assess", f"the span [{begin}, {end}) is "
                                   "not a part of the record's text")
    if proposal.effect == types_pb2.EFFECT_UNSPECIFIED:
        raise component_failed("assess", "a proposal names no effect")
    if (not proposal.understood_as and
            proposal.effect != types_pb2.EFFECT_NOT_UNDERSTOOD):
        raise component_failed("assess", "a proposal does not say what was "
                               "understood")


def _begins_character(text: bytes, at: int) -> bool:
    return at == len(text) or text[at] & 0xC0 != 0x80


def _check_record(record: types_pb2.FeedbackRecord, tenant: str) -> None:
    if record.kind in _WORDS:
        _check_not_blank("record.text", record.text)
    _check_size("record.text", record.text, _MAX_RECORD_TEXT)
    _check_size("record.id", record.id, _MAX_ID)
    if record.tenant and record.tenant != tenant:
        raise invalid("FIELD_INVALID", "record.tenant",
                      "is not the request's tenant")
    exchange = record.exchange
    _check_size("record.exchange.id", exchange.id, _MAX_ID)
    _check_size("record.exchange.question", exchange.question, _MAX_QUESTION)
    _check_size("record.exchange.answer", exchange.answer, _MAX_ANSWER)


def _check_query(query: types_pb2.Query) -> None:
    _check_not_blank("query.text", query.text)
    _check_size("query.text", query.text, _MAX_QUESTION)
    _check_size("query.user", query.user, _MAX_ID)
    _check_position("query.min_position", query.min_position)
    _check_position("query.as_of", query.as_of)
    if len(query.turns) > _MAX_TURNS:
        raise invalid("FIELD_TOO_LARGE", "query.turns",
                      f"has more than {_MAX_TURNS} turns: send the last ones")
    if len(query.labels) > _MAX_LABELS:
        raise invalid("FIELD_TOO_LARGE", "query.labels",
                      f"has more than {_MAX_LABELS} labels")
    for name, value in query.labels.items():
        _check_size("query.labels", name, _MAX_LABEL)
        _check_size("query.labels", value, _MAX_LABEL)


def _check_position(field: str, position: types_pb2.Position) -> None:
    if position.sequence and not position.log_id:
        raise invalid("FIELD_INVALID", field, "has a sequence and no log_id: "
                      "hand back a position as it was given")


def _check_not_blank(field: str, text: str) -> None:
    if not text.strip(_BLANK):
        raise invalid("FIELD_REQUIRED", field, "is empty")


def _check_size(field: str, text: str, limit: int) -> None:
    size = len(text.encode())
    if size > limit:
        raise invalid("FIELD_TOO_LARGE", field,
                      f"has {size} bytes: send at most {limit}")


def _check_name(field: str, name: str) -> None:
    if not _NAME.fullmatch(name):
        raise invalid("FIELD_INVALID", field,
                      "must be at most 64 of A-Z a-z 0-9 . _ -")
