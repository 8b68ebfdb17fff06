"""What an author's code raises, as the call's error."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator

import grpc

from alhf.errors import Error

_log = logging.getLogger("alhf.sdk")


def component_failed(method: str, what: str) -> Error:
    """Returns the error of an author's code that broke a rule or failed."""
    return Error(grpc.StatusCode.INTERNAL, "COMPONENT_FAILED",
                 f"the component failed in {method}: {what}",
                 {"method": method, "error": what})


@contextlib.contextmanager
def calling_author(method: str) -> Iterator[None]:
    """Lets an `Error` of the author's pass, and makes one of anything else."""
    try:
        yield
    except Error:
        raise
    except Exception as error:
        _log.exception("the component failed in %s", method)
        raise component_failed(method, repr(error)) from error
