"""Messages of gRPC's own services, of which Debian has no Python package.

They are described here and put into a pool of their own, so that a process may
have Google's packages (grpcio-health-checking, grpcio-reflection) as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from google.protobuf import (
    descriptor_pb2, descriptor_pool, message_factory)

_Field = descriptor_pb2.FieldDescriptorProto

#: Number, then the type: "string", "bytes", "int32", or a message's name; "*"
#: before it means repeated, "|" after it: of the fields so marked one is set.
Fields: TypeAlias = Mapping[str, tuple[int, str]]
#: Request, response; "*" before one means a stream.
Methods: TypeAlias = Mapping[str, tuple[str, str]]

_TYPES = {"string": _Field.TYPE_STRING, "bytes": _Field.TYPE_BYTES,
          "int32": _Field.TYPE_INT32}


class Described:
    """A service and its messages.

    Attributes:
      service: its full name.
      file: the descriptor of the file that has them.
    """

    def __init__(self, file: str, package: str, service: str,
                 methods: Methods, messages: Mapping[str, Fields]) -> None:
        described = descriptor_pb2.FileDescriptorProto(
            name=file, package=package, syntax="proto3")
        for name, fields in messages.items():
            message = described.message_type.add(name=name)
            for field, (number, kind) in fields.items():
                _add_field(message, field, number, kind, package)
        offered = described.service.add(name=service)
        for name, (request, response) in methods.items():
            offered.method.add(
                name=name,
                input_type=f".{package}.{request.lstrip('*')}",
                output_type=f".{package}.{response.lstrip('*')}",
                client_streaming=request.startswith("*"),
                server_streaming=response.startswith("*"))
        self._pool = descriptor_pool.DescriptorPool()
        self._pool.Add(described)
        self._factory = message_factory.MessageFactory(self._pool)
        self._package = package
        self.service = f"{package}.{service}"
        self.file: Any = self._pool.FindFileByName(file)

    def message(self, name: str) -> Any:
        """Returns the class of a message."""
        return self._factory.GetPrototype(
            self._pool.FindMessageTypeByName(f"{self._package}.{name}"))


def _add_field(message: Any, name: str, number: int, kind: str, package: str
               ) -> None:
    repeated, one_of = kind.startswith("*"), kind.endswith("|")
    kind = kind.strip("*|")
    field = message.field.add(
        name=name, number=number,
        type=_TYPES.get(kind, _Field.TYPE_MESSAGE),
        label=_Field.LABEL_REPEATED if repeated else _Field.LABEL_OPTIONAL)
    if one_of:
        if not message.oneof_decl:
            message.oneof_decl.add(name="kind")
        field.oneof_index = 0
    if kind not in _TYPES:
        field.type_name = f".{package}.{kind}"
