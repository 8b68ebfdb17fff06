"""Files of secrets, a token or certificates, which nobody else can read. They
are read again when they change.
"""

from __future__ import annotations

import logging
import os
import pathlib
import stat
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

_SHORTEST, _LONGEST = 16, 8192

_log = logging.getLogger("alhf")

Content = TypeVar("Content")


class Reread(Generic[Content]):
    """What was read of some files, and is read again when they change.

    Files that are wrong now change nothing, and are told in the log, once.

    Thread safety: all methods may run concurrently.
    """

    def __init__(self, read: Callable[[], Content],
                 *paths: pathlib.Path) -> None:
        """Args:
          read: reads `paths`, at first here; raises ValueError.
        """
        self._read = read
        self._paths = paths
        # Before they are read: what changes meanwhile is read again.
        self._version = _version(paths)
        self._content = read()

    def get(self) -> Content:
        """Returns what stands in the files, or stood there when they were last
        good."""
        version = _version(self._paths)
        if version != self._version:
            self._version = version
            try:
                self._content = self._read()
            except ValueError as error:
                _log.warning("a file is not read again, what it was holds on: "
                             "%s", error)
        return self._content


@dataclass(frozen=True)
class Certificates:
    """A TLS folder: ca.pem, whom to believe, and cert.pem and key.pem, who one
    is."""

    authority: bytes
    certificate: bytes
    key: bytes

    @classmethod
    def read(cls, folder: pathlib.Path) -> Certificates:
        """Returns what stands in `folder`.

        Raises:
          ValueError: a file is missing, or others can read the key.
        """
        try:
            authority = (folder / "ca.pem").read_bytes()
            certificate = (folder / "cert.pem").read_bytes()
        except OSError as error:
            raise ValueError(f"{error.filename} cannot be read: a TLS folder "
                             "has ca.pem, cert.pem and key.pem") from error
        return cls(authority, certificate, _read_secret(folder / "key.pem"))

    @staticmethod
    def files(folder: pathlib.Path) -> tuple[pathlib.Path, ...]:
        """Returns the files of `folder`."""
        return folder / "ca.pem", folder / "cert.pem", folder / "key.pem"


def read_token(path: pathlib.Path) -> str:
    """Returns the token in the file at `path`.

    Raises:
      ValueError: others can read the file, or there is no token in it.
    """
    token = _read_secret(path).decode("ascii", "replace").strip()
    if not _SHORTEST <= len(token) <= _LONGEST or not all(
            "!" <= each <= "~" for each in token):
        raise ValueError(f"{path} is not used: a token is one line of "
                         f"{_SHORTEST} to {_LONGEST} visible ASCII characters")
    return token


def _read_secret(path: pathlib.Path) -> bytes:
    try:
        entry = path.stat()
        if entry.st_uid not in (os.geteuid(), 0):
            raise ValueError(f"{path} is not used: the file belongs to another "
                             "user")
        if stat.S_IMODE(entry.st_mode) & 0o077:
            raise ValueError(f"{path} is not used: others can read the secret "
                             f"in the file: chmod 600 {path}")
        return path.read_bytes()
    except OSError as error:
        raise ValueError(f"{path} is not used: the file cannot be read: "
                         f"{error.strerror}") from error


def _version(paths: tuple[pathlib.Path, ...]
             ) -> tuple[tuple[int, int, int], ...]:
    """Returns by what changed files are told from what they were."""
    try:
        entries = [path.stat() for path in paths]
    except OSError:
        return ()
    return tuple((entry.st_mtime_ns, entry.st_size, entry.st_ino)
                 for entry in entries)
