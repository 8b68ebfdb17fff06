"""What a caller shows at HOST:PORT: the token, key or JWT of a file that nobody
else can read, and a certificate. A unix socket needs neither: its folder lets
nobody else in.
"""

from __future__ import annotations

import pathlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import grpc

from alhf.address import check_callable, is_unix
from alhf.secret_files import Certificates, Reread, read_token


@dataclass(frozen=True)
class Access:
    """How to call one address.

    Attributes:
      token: sent with each call; None: none is.
      credentials: of a new channel; None: none are needed.
    """

    token: Reread[str] | None = None
    credentials: Reread[Any] | None = None

    @classmethod
    def to(cls, address: str, environment: Mapping[str, str],
           token_file: str | None = None, tls: str | None = None) -> Access:
        """Returns what to show at `address`.

        Args:
          token_file: None: `$ALHF_TOKEN_FILE`; neither: no token is sent. It is
            read again when it changes.
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
        credentials = _tls(pathlib.Path(tls)) if tls else Reread(_local)
        token_file = token_file or environment.get("ALHF_TOKEN_FILE")
        if not token_file:
            return cls(None, credentials)
        path = pathlib.Path(token_file)
        return cls(Reread(lambda: read_token(path), path), credentials)

    @property
    def metadata(self) -> tuple[tuple[str, str], ...]:
        """What to send with the next call."""
        if self.token is None:
            return ()
        return (("authorization", f"Bearer {self.token.get()}"),)

    def channel(self, address: str, options: Any) -> Any:
        """Returns a new channel."""
        if self.credentials is None:
            return grpc.insecure_channel(address, options)
        return grpc.secure_channel(address, self.credentials.get(), options)

    def aio_channel(self, address: str, options: Any) -> Any:
        """Returns a new channel of the event loop."""
        if self.credentials is None:
            return grpc.aio.insecure_channel(address, options)
        return grpc.aio.secure_channel(address, self.credentials.get(),
                                       options)


def _local() -> Any:
    """Checks that the peer is on this machine, and nothing else."""
    return grpc.local_channel_credentials(grpc.LocalConnectionType.LOCAL_TCP)


def _tls(folder: pathlib.Path) -> Reread[Any]:
    def read() -> Any:
        files = Certificates.read(folder)
        return grpc.ssl_channel_credentials(files.authority, files.key,
                                            files.certificate)

    return Reread(read, *Certificates.files(folder))
