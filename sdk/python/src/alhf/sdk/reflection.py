"""The reflection service, grpc.reflection.v1alpha: by it tools such as grpcurl
learn what a server offers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Any

import grpc
from google.protobuf import descriptor_pool

from alhf.sdk.described import Described
from alhf.sdk.health import HEALTH

_NOT_FOUND = grpc.StatusCode.NOT_FOUND.value[0]
_UNIMPLEMENTED = grpc.StatusCode.UNIMPLEMENTED.value[0]

REFLECTION = Described(
    "grpc/reflection/v1alpha/reflection.proto", "grpc.reflection.v1alpha",
    "ServerReflection",
    methods={"ServerReflectionInfo": ("*ServerReflectionRequest",
                                      "*ServerReflectionResponse")},
    messages={
        "ServerReflectionRequest": {
            "host": (1, "string"), "file_by_filename": (3, "string|"),
            "file_containing_symbol": (4, "string|"),
            "list_services": (7, "string|")},
        "FileDescriptorResponse": {"file_descriptor_proto": (1, "*bytes")},
        "ServiceResponse": {"name": (1, "string")},
        "ListServiceResponse": {"service": (1, "*ServiceResponse")},
        "ErrorResponse": {"error_code": (1, "int32"),
                          "error_message": (2, "string")},
        "ServerReflectionResponse": {
            "valid_host": (1, "string"),
            "original_request": (2, "ServerReflectionRequest"),
            "file_descriptor_response": (4, "FileDescriptorResponse"),
            "list_services_response": (6, "ListServiceResponse"),
            "error_response": (7, "ErrorResponse")}})

_OWN = {each.service: each.file for each in (HEALTH, REFLECTION)}


def reflection_handlers(services: Iterable[str]) -> Any:
    """Returns the handlers of the service, for a grpc.aio server that has
    `services` besides health and reflection."""
    names = sorted((*services, *_OWN))

    async def answer_all(requests: AsyncIterator[Any], context: Any
                         ) -> AsyncIterator[Any]:
        async for request in requests:
            yield _answer(request, names)

    request = REFLECTION.message("ServerReflectionRequest")
    response = REFLECTION.message("ServerReflectionResponse")
    return grpc.method_handlers_generic_handler(REFLECTION.service, {
        "ServerReflectionInfo": grpc.stream_stream_rpc_method_handler(
            answer_all, request.FromString, response.SerializeToString)})


def _answer(request: Any, names: list[str]) -> Any:
    response = REFLECTION.message("ServerReflectionResponse")(
        valid_host=request.host, original_request=request)
    error = response.error_response
    match request.WhichOneof("kind"):
        case "list_services":
            for name in names:
                response.list_services_response.service.add(name=name)
        case None:
            error.error_code = _UNIMPLEMENTED
            error.error_message = "extensions are not told: proto3 has none"
        case _:
            file = _find(request.file_containing_symbol,
                         request.file_by_filename)
            if file is None:
                error.error_code = _NOT_FOUND
                error.error_message = "there is no such symbol or file"
            else:
                response.file_descriptor_response.file_descriptor_proto.extend(
                    each.serialized_pb for each in _with_dependencies(file))
    return response


def _find(symbol: str, name: str) -> Any:
    """Returns the descriptor of the file asked for, or None."""
    for service, file in _OWN.items():
        if name == file.name or symbol.startswith(
                service.rsplit(".", 1)[0] + "."):
            return file
    pool = descriptor_pool.Default()
    try:
        return (pool.FindFileContainingSymbol(symbol) if symbol
                else pool.FindFileByName(name))
    except KeyError:
        return None


def _with_dependencies(file: Any) -> list[Any]:
    """Returns a file and all that it imports, each once."""
    files = {file.name: file}
    for each in file.dependencies:
        files.update((found.name, found) for found in _with_dependencies(each))
    return list(files.values())
