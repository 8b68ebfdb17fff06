"""A component's manifest as the kit completes it."""

from __future__ import annotations

import hashlib
import re

import grpc

from alhf.errors import Error
from alhf.sdk.keys import encode
from alhf.sdk.scope import CLAIM_THRESHOLD, UNSURE_THRESHOLD
from alhf.v1 import types_pb2

_PROTOCOL = 1
_RUN = "run"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


def complete_manifest(described: types_pb2.Manifest, runs: bool
                      ) -> types_pb2.Manifest:
    """Returns what an author described, with protocol, thresholds, etag, and
    the capability of an `Agent`, where it `runs` a stage.

    Raises:
      Error: INVALID_ARGUMENT CONFIG_INVALID: it breaks MANIFEST_01, _02, _07
        or _08 of docs/protocol.md.
    """
    manifest = types_pb2.Manifest()
    manifest.CopyFrom(described)
    manifest.protocol_min = manifest.protocol_max = _PROTOCOL
    manifest.claim_threshold = manifest.claim_threshold or CLAIM_THRESHOLD
    manifest.unsure_threshold = manifest.unsure_threshold or min(
        UNSURE_THRESHOLD, manifest.claim_threshold)
    if runs and _RUN not in manifest.capabilities:
        manifest.capabilities.append(_RUN)
    _check(manifest, runs)
    # Of what the author says: the same over restarts.
    for name in ("etag", "replica_id", "memory_id", "applied_position"):
        manifest.ClearField(name)
    manifest.etag = hashlib.sha256(encode(manifest)).hexdigest()[:16]
    return manifest


def _check(manifest: types_pb2.Manifest, runs: bool) -> None:
    if not _NAME.fullmatch(manifest.name):
        raise _broken("name", f"'{manifest.name}' must match "
                      "[a-z][a-z0-9_]{0,62}")
    if not manifest.description:
        raise _broken("description", "is empty: say in one line what it does")
    if not (0 < manifest.unsure_threshold <= manifest.claim_threshold <= 1):
        raise _broken("claim_threshold", "must be at least unsure_threshold, "
                      "both in (0.0, 1.0]")
    if _RUN in manifest.capabilities and not runs:
        raise _broken("capabilities", "name `run`, and the object is no Agent")


def _broken(field: str, what: str) -> Error:
    return Error(grpc.StatusCode.INVALID_ARGUMENT, "CONFIG_INVALID",
                 f"describe(): {field} {what}", {"field": field})
