"""Errors that speak to the person who must act, with a reason for programs.

An error travels as a gRPC status with google.rpc.Status in its trailer
(docs/protocol.md, section 11): code, words, and an ErrorInfo with reason and
metadata. `Error` is what a component raises and what the wire says of one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import grpc
from google.protobuf.message import DecodeError

from alhf.rpc.v1 import errors_pb2

_DETAILS = "grpc-status-details-bin"
_TYPES = "type.googleapis.com/google.rpc."
_ERROR_INFO = _TYPES + "ErrorInfo"
_RETRY_INFO = _TYPES + "RetryInfo"
_DOMAIN = "alhf"


class Error(Exception):
    """A failure with a gRPC code, a reason and words for a person.

    Attributes:
      code: a `grpc.StatusCode`.
      reason: the name of a value of `alhf.rpc.v1.Reason`, e.g.
        "EXCHANGE_NOT_FOUND"; empty where none was given.
      message: what was wrong, where, and what to do.
      metadata: the words of the message by name, e.g. {"field": "text"}.
      retry_after: seconds to wait at least before another try; None where
        nothing was said.
    """

    def __init__(self, code: grpc.StatusCode, reason: str, message: str,
                 metadata: Mapping[str, str] | None = None,
                 retry_after: float | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.reason = reason
        self.message = message
        self.metadata = dict(metadata or {})
        self.retry_after = retry_after

    def __str__(self) -> str:
        reason = f" {self.reason}" if self.reason else ""
        return f"{self.code.name}{reason}: {self.message}"


def to_trailer(error: Error) -> tuple[tuple[str, bytes], ...]:
    """Returns the trailing metadata that carries `error` to its caller."""
    status = errors_pb2.Status(code=error.code.value[0], message=error.message)
    info = errors_pb2.ErrorInfo(reason=error.reason, domain=_DOMAIN,
                                metadata=error.metadata)
    status.details.add(type_url=_ERROR_INFO, value=info.SerializeToString())
    if error.retry_after is not None:
        retry = errors_pb2.RetryInfo()
        retry.retry_delay.FromNanoseconds(int(error.retry_after * 1e9))
        status.details.add(type_url=_RETRY_INFO,
                           value=retry.SerializeToString())
    return ((_DETAILS, status.SerializeToString()),)


def from_rpc_error(error: Any) -> Error:
    """Returns what a `grpc.RpcError` of a call, sync or async, says."""
    reason, metadata, retry_after = "", {}, None
    for key, value in error.trailing_metadata() or ():
        if key != _DETAILS:
            continue
        status = errors_pb2.Status()
        try:
            status.ParseFromString(value)
        except DecodeError:  # not ours: code and message say enough
            continue
        for detail in status.details:
            if detail.type_url == _ERROR_INFO:
                info = errors_pb2.ErrorInfo.FromString(detail.value)
                reason, metadata = info.reason, dict(info.metadata)
            elif detail.type_url == _RETRY_INFO:
                retry = errors_pb2.RetryInfo.FromString(detail.value)
                retry_after = retry.retry_delay.ToNanoseconds() / 1e9
    return Error(error.code(), reason, error.details() or "", metadata,
                 retry_after)
