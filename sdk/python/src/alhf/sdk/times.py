"""Times on the wire and back. Unset (0) is 1970."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def to_datetime(timestamp: Any) -> datetime:
    """Returns a google.protobuf.Timestamp as a UTC time, cut to microseconds."""
    return _EPOCH + timedelta(seconds=timestamp.seconds,
                              microseconds=timestamp.nanos // 1000)
