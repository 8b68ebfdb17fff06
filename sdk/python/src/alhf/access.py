"""What a caller shows at HOST:PORT: the token or key of a file that nobody else
can read, and a certificate. A unix socket needs neither: its folder lets
nobody else in.
"""

from __future__ import annotations

import os
import pathlib
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import grpc

from alhf.address import check_callable, is_unix

_SHORTEST, _LONGEST = 16, 1024


@dataclass(frozen=True)
class Access:
    """How to call one address.

    Attributes:
      metadata: to send with each call.
      credentials: of the channel; None: none are needed.
    """

    metadata: tuple[tuple[str, str], ...] = ()
    credentials: Any = None

    @classmethod
    def to(cls, address: str, environment: Mapping[str, str],
           token_file: str | None = None, tls: str | None = None) -> Access:
        """Returns what to show at `address`.

        Args:
          token_file: None: `$ALHF_TOKEN_FILE`; neither: no token is sent.
          tls: folder with ca.pem, cert.pem and key.pem; None: `$ALHF_TLS`;
            neither: only this machine is called.

        Raises:
          ValueError: the address may not be called so, or a file cannot be
            used. It never says what is in a file.
        """
        tls = tls or environment.get("ALHF_TLS") or ""
        check_callable(address, secure=bool(tls))
        if is_unix(address):
            return cls()
        credentials = (
            _tls_credentials(pathlib.Path(tls)) if tls
            # Checks that the peer is on this machine, and nothing else.
            else grpc.local_channel_credentials(
                grpc.LocalConnectionType.LOCAL_TCP))
        token_file = token_file or environment.get("ALHF_TOKEN_FILE")
        if not token_file:
            return cls((), credentials)
        token = read_token(pathlib.Path(token_file))
        return cls((("authorization", f"Bearer {token}"),), credentials)

    def channel(self, address: str, options: Any) -> Any:
        """Returns a new channel."""
        if self.credentials is None:
            return grpc.insecure_channel(address, options)
        return grpc.secure_channel(address, self.credentials, options)

    def aio_channel(self, address: str, options: Any) -> Any:
        """Returns a new channel of the event loop."""
        if self.credentials is None:
            return grpc.aio.insecure_channel(address, options)
        return grpc.aio.secure_channel(address, self.credentials, options)


def read_token(path: pathlib.Path) -> str:
    """Returns the token in the file at `path`.

    Raises:
      ValueError: others can read the file, or there is no token in it.
    """
    token = _read_secret(path).decode("ascii", "replace").strip()
    if not _SHORTEST <= len(token) <= _LONGEST or not all(
            "!" <= each <= "~" for each in token):
        raise ValueError(f"the secret in {path} is not used: a token is one "
                         f"line of {_SHORTEST} to {_LONGEST} visible ASCII "
                         "characters")
    return token


def _tls_credentials(folder: pathlib.Path) -> Any:
    try:
        authority = (folder / "ca.pem").read_bytes()
        certificate = (folder / "cert.pem").read_bytes()
    except OSError as error:
        raise ValueError(f"{error.filename} cannot be read: a TLS folder has "
                         "ca.pem, cert.pem and key.pem") from error
    return grpc.ssl_channel_credentials(
        authority, _read_secret(folder / "key.pem"), certificate)


def _read_secret(path: pathlib.Path) -> bytes:
    try:
        entry = path.stat()
        if entry.st_uid not in (os.geteuid(), 0):
            raise ValueError(f"the secret in {path} is not used: the file "
                             "belongs to another user")
        if stat.S_IMODE(entry.st_mode) & 0o077:
            raise ValueError(f"the secret in {path} is not used: others can "
                             f"read the file: chmod 600 {path}")
        return path.read_bytes()
    except OSError as error:
        raise ValueError(f"the secret in {path} is not used: the file cannot "
                         f"be read: {error.strerror}") from error
