"""Where the coordinator listens, found as the command `alhf` finds it."""

from __future__ import annotations

from collections.abc import Mapping

_PREFIX = "unix:"
# sizeof(sockaddr_un::sun_path) of Linux, less the final zero.
_MAX_PATH = 107


def default_address(environment: Mapping[str, str]) -> str:
    """Returns `$ALHF_ADDRESS`, else the socket below `$ALHF_HOME`, else below
    `~/.alhf`."""
    given = environment.get("ALHF_ADDRESS")
    if given:
        return given
    home = environment.get("ALHF_HOME") or (
        environment.get("HOME", "") + "/.alhf")
    return f"{_PREFIX}{home}/run/coordinator.sock"


def socket_path(address: str) -> str:
    """Returns the path of `address`, which is unix:PATH.

    Raises:
      ValueError: it is anything else. This version has no tokens and no TLS
        to tell callers apart, so that only a folder can keep strangers out.
    """
    path = address.removeprefix(_PREFIX)
    if path == address:
        raise ValueError(f"address '{address}' is refused: only unix:PATH is "
                         "served, there are no tokens and no TLS yet")
    if not path:
        raise ValueError("address 'unix:' has no path: write unix:PATH")
    if len(path.encode()) > _MAX_PATH:
        raise ValueError(f"address '{address}' is too long for a socket: at "
                         f"most {_MAX_PATH} bytes of path")
    return path
