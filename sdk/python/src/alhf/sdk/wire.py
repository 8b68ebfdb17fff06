"""Requests as they come off the wire.

A generated handler answers bytes that do not parse (one bad UTF-8 character is
enough) with an error without a word; this says what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import grpc
from google.protobuf.message import DecodeError

from alhf.errors import Error

_DELIMITED = 2
_FIXED = {1: 8, 5: 4}


def parse(kind: Any, data: bytes) -> Any:
    """Returns the message of class `kind` that `data` holds.

    Raises:
      Error: INVALID_ARGUMENT INVALID_UTF8, which names the field, or
        FIELD_INVALID: it is no such message at all.
    """
    message = kind()
    try:
        message.ParseFromString(data)
    except DecodeError as error:
        field = _find_bad_utf8(kind.DESCRIPTOR, data)
        if field:
            raise Error(grpc.StatusCode.INVALID_ARGUMENT, "INVALID_UTF8",
                        f"{field} is not UTF-8: send text as UTF-8",
                        {"field": field}) from error
        raise Error(grpc.StatusCode.INVALID_ARGUMENT, "FIELD_INVALID",
                    f"the request is not a {kind.DESCRIPTOR.full_name}: use "
                    "the protos of this version", {"field": ""}) from error
    return message


def _find_bad_utf8(descriptor: Any, data: bytes) -> str:
    """Returns the path of the first string that is not UTF-8; "" for none."""
    for number, value in _delimited_fields(data):
        field = descriptor.fields_by_number.get(number)
        if field is None:
            continue
        if field.type == field.TYPE_STRING:
            try:
                value.decode()
            except UnicodeDecodeError:
                return str(field.name)
        elif field.type == field.TYPE_MESSAGE:
            path = _find_bad_utf8(field.message_type, value)
            if path:
                return f"{field.name}.{path}"
    return ""


def _delimited_fields(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yields number and bytes of each length-delimited field, up to the first
    byte that fits no field (protobuf.dev/programming-guides/encoding)."""
    at = 0

    def varint() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    try:
        while at < len(data):
            number, kind = divmod(varint(), 8)
            if kind == 0:
                varint()
            elif kind == _DELIMITED:
                size = varint()
                yield number, data[at:at + size]
                at += size
            else:
                at += _FIXED[kind]
    except (IndexError, KeyError):
        return
