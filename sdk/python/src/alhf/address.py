"""Where the coordinator listens, found as the command `alhf` finds it."""

from __future__ import annotations

import ipaddress
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
      ValueError: it is anything else.
    """
    path = address.removeprefix(_PREFIX)
    if path == address:
        raise ValueError(f"address '{address}' is refused: a socket is named "
                         "unix:PATH")
    if not path:
        raise ValueError("address 'unix:' has no path: write unix:PATH")
    if len(path.encode()) > _MAX_PATH:
        raise ValueError(f"address '{address}' is too long for a socket: at "
                         f"most {_MAX_PATH} bytes of path")
    return path


def is_unix(address: str) -> bool:
    """Returns whether `address` names a socket of this machine's files."""
    return address.startswith(_PREFIX)


def check_callable(address: str, secure: bool) -> None:
    """Checks that `address` is unix:PATH, or HOST:PORT that may be called.

    Args:
      secure: there is TLS; without it only this machine is called.

    Raises:
      ValueError: it is not.
    """
    if is_unix(address):
        socket_path(address)
        return
    host, colon, port = address.rpartition(":")
    if not colon or not host or not port.isascii() or not port.isdigit() or (
            "/" in host) or not 0 < int(port) < 65536:
        raise ValueError(f"address '{address}' cannot be read: write unix:PATH,"
                         " HOST:PORT or [IPV6]:PORT")
    if not secure and not _is_loopback(host):
        raise ValueError(f"address '{address}' is refused: without TLS only "
                         "this machine is called: give the folder of a "
                         "certificate")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
