"""Where a component listens, and what it asks of its callers there."""

from __future__ import annotations

import pathlib
from dataclasses import dataclass
from typing import Any

import grpc
import grpc.aio

from alhf.address import check_callable, is_unix
from alhf.errors import Error
from alhf.sdk.caller_check import CallerCheck
from alhf.sdk.private_folder import prepare_socket
from alhf.secret_files import Certificates, Reread, read_token


@dataclass(frozen=True)
class Listening:
    """A place to listen at, checked before anything is made.

    Attributes:
      address: "unix:PATH" or "HOST:PORT".
      token: that callers must send; empty: none.
      certificates: for TLS, read again when they change; None: no TLS.
    """

    address: str
    token: str = ""
    certificates: Reread[Any] | None = None

    @classmethod
    def at(cls, address: str, token_file: str = "", tls: str = ""
           ) -> Listening:
        """Returns what `address` needs of the files.

        Raises:
          Error: ADDRESS_REFUSED: callers could not be told apart there, or
            heard by others; CONFIG_INVALID: a file.
        """
        host, _, port = address.rpartition(":")
        try:
            # A server's port 0 is any.
            check_callable(address if is_unix(address) or port != "0"
                           else f"{host}:1", secure=bool(tls))
        except ValueError as error:
            raise _refused(address, str(error)) from error
        if is_unix(address):
            return cls(address)
        if not token_file and not tls:
            raise _refused(address, f"address '{address}' is refused: every "
                           "user of this machine could call it. Give a token "
                           "file, TLS certificates, or listen on unix:PATH")
        try:
            return cls(address,
                       read_token(pathlib.Path(token_file)) if token_file
                       else "", _tls(pathlib.Path(tls)) if tls else None)
        except ValueError as error:
            raise Error(grpc.StatusCode.INVALID_ARGUMENT, "CONFIG_INVALID",
                        str(error), {"file": token_file or tls}) from error

    def prepare(self) -> None:
        """Makes the folder of a socket.

        Raises:
          Error: ADDRESS_REFUSED, CONFIG_INVALID.
        """
        if is_unix(self.address):
            prepare_socket(self.address)

    def interceptors(self) -> tuple[CallerCheck, ...]:
        """Returns what stands before the services."""
        if is_unix(self.address):
            return ()
        return (CallerCheck(self.token, self.certificates is not None),)

    async def start(self, server: grpc.aio.Server) -> str:
        """Starts `server`; returns the address by which others reach it.

        Raises:
          Error: ADDRESS_REFUSED: it cannot be listened on.
        """
        if is_unix(self.address):
            path = pathlib.Path(self.address.removeprefix("unix:")).absolute()
            server.add_insecure_port(f"unix:{path}")
            await server.start()
            path.chmod(0o600)
            return f"unix:{path}"
        try:
            port = server.add_secure_port(self.address, self._credentials())
        except RuntimeError as error:
            raise _refused(self.address, f"{self.address} cannot be listened "
                           "on: is it taken?") from error
        await server.start()
        return f"{self.address.rpartition(':')[0]}:{port}"

    def _credentials(self) -> Any:
        if self.certificates is None:
            return grpc.local_server_credentials(
                grpc.LocalConnectionType.LOCAL_TCP)
        files = self.certificates
        shown = files.get()

        def changed() -> Any:
            """Returns new certificates before a handshake; None: the same."""
            nonlocal shown
            before, shown = shown, files.get()
            return None if shown is before else shown

        return grpc.dynamic_ssl_server_credentials(
            shown, changed, require_client_authentication=True)


def _tls(folder: pathlib.Path) -> Reread[Any]:
    def read() -> Any:
        files = Certificates.read(folder)
        return grpc.ssl_server_certificate_configuration(
            ((files.key, files.certificate),), files.authority)

    return Reread(read, *Certificates.files(folder))


def _refused(address: str, why: str) -> Error:
    return Error(grpc.StatusCode.INVALID_ARGUMENT, "ADDRESS_REFUSED", why,
                 {"address": address})
