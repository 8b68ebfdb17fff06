"""Folders and sockets that nobody else can enter."""

from __future__ import annotations

import os
import pathlib
import socket
import stat

import grpc

from alhf.address import socket_path
from alhf.errors import Error


def make_private_folder(path: pathlib.Path) -> None:
    """Makes `path` and what is missing above it, with mode 0700.

    Raises:
      Error: CONFIG_INVALID: it cannot be made, belongs to somebody else, or
        can be entered by others.
    """
    try:
        for folder in reversed((path, *path.parents)):
            if not folder.exists():
                folder.mkdir(mode=0o700, exist_ok=True)
        entry = path.stat()
    except OSError as error:
        raise _bad_folder(path, f"cannot be made: {error.strerror}"
                          ) from error
    if not stat.S_ISDIR(entry.st_mode):
        raise _bad_folder(path, "is not a folder")
    if entry.st_uid != os.geteuid():
        raise _bad_folder(path, "belongs to another user: choose one of your "
                          "own")
    if entry.st_mode & 0o077:
        raise _bad_folder(path, f"can be entered by others: chmod 700 {path}")


def prepare_socket(address: str) -> pathlib.Path:
    """Returns the absolute path that `address` names, free to be listened on:
    its folder is made, and a socket that nobody listens on is taken away.

    Raises:
      Error: ADDRESS_REFUSED, CONFIG_INVALID.
    """
    try:
        path = pathlib.Path(socket_path(address)).absolute()
    except ValueError as error:
        raise _bad_address(address, str(error)) from error
    make_private_folder(path.parent)
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return path
    if not stat.S_ISSOCK(mode):
        raise _bad_address(address, f"address '{address}' names something "
                           "that is not a socket")
    if _is_listening(path):
        raise _bad_address(address, f"address '{address}' is in use: another "
                           "process listens there")
    path.unlink(missing_ok=True)
    return path


def _is_listening(path: pathlib.Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        return probe.connect_ex(str(path)) == 0


def _bad_folder(path: pathlib.Path, why: str) -> Error:
    return Error(grpc.StatusCode.INVALID_ARGUMENT, "CONFIG_INVALID",
                 f"folder {path} {why}", {"folder": str(path)})


def _bad_address(address: str, what: str) -> Error:
    return Error(grpc.StatusCode.INVALID_ARGUMENT, "ADDRESS_REFUSED", what,
                 {"address": address})
