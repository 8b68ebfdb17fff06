"""Calls over TCP: a token or a JWT on the loopback, and TLS, with gRPC's own
means, with the client of this package, and of a component. The handshake is
docs/protocol.md, section 13.
"""

from __future__ import annotations

import asyncio
import base64
import json
import pathlib
import re
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import grpc
import pytest

from alhf import Client
from alhf.aio import AsyncClient
from alhf.errors import Error, from_rpc_error
from alhf.sdk.listening import Listening
from alhf.stubs import coordinator_stub, feedback_stub
from alhf.v1 import coordinator_pb2, feedback_pb2
from system import BIN, HELLO, Process, eventually

TOKEN = "token-of-the-coordinator-7c1e"
MAKE_CERTS = pathlib.Path(__file__).parents[3] / "deploy/make-certs"

Start = Callable[[str], str]


def _secret(path: pathlib.Path, text: str) -> pathlib.Path:
    path.write_text(text)
    path.chmod(0o600)
    return path


@pytest.fixture(name="start")
def fixture_start(tmp_path: pathlib.Path) -> Iterator[Start]:
    """Starts a coordinator with these lines in its configuration; returns its
    port's address."""
    processes = []

    def start(security: str) -> str:
        config = tmp_path / "coordinator.textproto"
        config.write_text("data_folder: 'data' listen: '127.0.0.1:0' "
                          f"encoder: 'none' token_file: 'token' {security}")
        _secret(tmp_path / "token", TOKEN)
        log = tmp_path / "coordinator.log"
        processes.append(Process([BIN / "alhf-coordinator", "--config",
                                  config], log))
        serving = re.compile(r'"serving" address="([^"]+)"')
        eventually(lambda: bool(serving.search(log.read_text())), "it serves")
        found = serving.search(log.read_text())
        assert found
        return found.group(1)

    yield start
    for process in processes:
        process.kill()


def _status(channel: grpc.Channel, *metadata: tuple[str, str]) -> str:
    """Returns the version, from a call of plain gRPC."""
    response = coordinator_stub(channel).GetStatus(
        coordinator_pb2.GetStatusRequest(tenant="acme"), timeout=10,
        metadata=metadata)
    return str(response.version)


def test_a_token_is_metadata_of_each_call(start: Start) -> None:
    with grpc.insecure_channel(start("")) as channel:
        assert _status(channel, ("authorization", f"Bearer {TOKEN}"))
        for metadata in ((), (("authorization", "Bearer another-token-00"),)):
            with pytest.raises(grpc.RpcError) as raised:
                _status(channel, *metadata)
            error = from_rpc_error(raised.value)
            assert error.code == grpc.StatusCode.UNAUTHENTICATED
            assert error.reason == "UNAUTHENTICATED"
            assert "authorization: Bearer" in error.message
            assert "another-token" not in str(error)


def test_the_client_sends_the_token_of_its_file(
        start: Start, tmp_path: pathlib.Path) -> None:
    address = start("")
    with Client(address, token_file=str(tmp_path / "token")) as client:
        assert not client.plan("How many?", timeout=10).degraded
    with Client(address, environment={}) as client:
        assert client.plan("How many?", timeout=10).degraded

    async def asked() -> bool:
        environment = {"ALHF_ADDRESS": address,
                       "ALHF_TOKEN_FILE": str(tmp_path / "token")}
        async with AsyncClient(environment=environment) as client:
            return (await client.plan("How many?", timeout=10)).degraded

    assert not asyncio.run(asked())


def test_both_ends_show_a_certificate(start: Start, tmp_path: pathlib.Path
                                      ) -> None:
    certs = tmp_path / "certs"
    subprocess.run([MAKE_CERTS, certs, "coordinator", "client"], check=True)
    address = start("tls_folder: 'certs/coordinator' "
                    "require_client_certificate: true")
    authority = (certs / "client/ca.pem").read_bytes()
    bearer = ("authorization", f"Bearer {TOKEN}")
    mutual = grpc.ssl_channel_credentials(
        authority, (certs / "client/key.pem").read_bytes(),
        (certs / "client/cert.pem").read_bytes())
    with grpc.secure_channel(address, mutual) as channel:
        assert _status(channel, bearer)
        with pytest.raises(grpc.RpcError) as raised:
            _status(channel)
        assert raised.value.code() == grpc.StatusCode.UNAUTHENTICATED
    one_sided = grpc.ssl_channel_credentials(authority)
    with grpc.secure_channel(address, one_sided) as channel:
        with pytest.raises(grpc.RpcError) as raised:
            _status(channel, bearer)
        assert raised.value.code() == grpc.StatusCode.UNAVAILABLE
    with grpc.insecure_channel(address) as channel:
        with pytest.raises(grpc.RpcError) as raised:
            _status(channel, bearer)
        assert raised.value.code() == grpc.StatusCode.UNAVAILABLE
    with Client(address, token_file=str(tmp_path / "token"),
                tls=str(certs / "client")) as client:
        assert not client.plan("How many?", timeout=10).degraded


def test_a_component_has_a_token_of_its_own(start: Start,
                                            tmp_path: pathlib.Path) -> None:
    _secret(tmp_path / "part", "token-of-the-component-41d0")
    address = start("component_token_file: 'part'")
    log = tmp_path / "component.log"
    process = Process([sys.executable, HELLO, "--data", tmp_path / "tone",
                       "--listen", "127.0.0.1:0", "--token-file",
                       tmp_path / "part", "--coordinator", address,
                       "--coordinator-token-file", tmp_path / "token"], log)
    try:
        with grpc.insecure_channel(address) as channel:
            eventually(lambda: _serving(channel) == ["answer_tone"],
                       "it has joined and is asked")
        found = re.search(r"at (127\.0\.0\.1:\d+)", log.read_text())
        assert found
        with grpc.insecure_channel(found.group(1)) as channel:
            for metadata in ((), (("authorization", f"Bearer {TOKEN}"),)):
                with pytest.raises(grpc.RpcError) as raised:
                    feedback_stub(channel).GetManifest(
                        feedback_pb2.GetManifestRequest(), timeout=10,
                        metadata=metadata)
                error = from_rpc_error(raised.value)
                assert error.code == grpc.StatusCode.UNAUTHENTICATED
                assert error.reason == "UNAUTHENTICATED"
                assert "component_token_file" in error.message
    finally:
        process.kill()


def _serving(channel: grpc.Channel) -> list[str]:
    """Returns the names of the components that serve."""
    response = coordinator_stub(channel).ListComponents(
        coordinator_pb2.ListComponentsRequest(tenant="acme"), timeout=10,
        metadata=(("authorization", f"Bearer {TOKEN}"),))
    return [each.manifest.name for each in response.components
            if each.health == coordinator_pb2.COMPONENT_SERVING]


def test_a_component_shows_and_asks_for_certificates(
        start: Start, tmp_path: pathlib.Path) -> None:
    certs = tmp_path / "certs"
    make = [str(MAKE_CERTS), str(certs), "coordinator", "answer_tone", "client"]
    subprocess.run(make, check=True)
    address = start("tls_folder: 'certs/coordinator' "
                    "require_client_certificate: true")
    log = tmp_path / "component.log"
    process = Process([sys.executable, HELLO, "--data", tmp_path / "tone",
                       "--listen", "127.0.0.1:0", "--tls",
                       certs / "answer_tone", "--coordinator", address,
                       "--coordinator-token-file", tmp_path / "token"], log)
    try:
        with grpc.secure_channel(address, _shown(certs / "client")) as channel:
            eventually(lambda: _serving(channel) == ["answer_tone"],
                       "it has joined and is asked")
        found = re.search(r"at (127\.0\.0\.1:\d+)", log.read_text())
        assert found
        part = found.group(1)
        assert _manifest(part, _shown(certs / "coordinator")) == "answer_tone"
        # Another one of the authority is not the coordinator.
        with pytest.raises(grpc.RpcError) as raised:
            _manifest(part, _shown(certs / "client"))
        error = from_rpc_error(raised.value)
        assert error.code == grpc.StatusCode.UNAUTHENTICATED
        assert "does not name 'coordinator'" in error.message
        one_sided = grpc.ssl_channel_credentials(
            (certs / "client/ca.pem").read_bytes())
        for credentials in (one_sided, grpc.local_channel_credentials()):
            with pytest.raises(grpc.RpcError) as raised:
                _manifest(part, credentials)
            assert raised.value.code() == grpc.StatusCode.UNAVAILABLE
        # New certificates, without a restart.
        before = _certificate(part)
        subprocess.run(make, check=True)
        eventually(lambda: _certificate(part) != before, "it shows the new one")
        assert _manifest(part, _shown(certs / "coordinator")) == "answer_tone"
    finally:
        process.kill()


def _shown(folder: pathlib.Path) -> grpc.ChannelCredentials:
    """Returns what the owner of a TLS folder shows."""
    return grpc.ssl_channel_credentials((folder / "ca.pem").read_bytes(),
                                        (folder / "key.pem").read_bytes(),
                                        (folder / "cert.pem").read_bytes())


def _manifest(address: str, credentials: grpc.ChannelCredentials) -> str:
    """Returns the name of the component that listens at `address`."""
    with grpc.secure_channel(address, credentials) as channel:
        response = feedback_stub(channel).GetManifest(
            feedback_pb2.GetManifestRequest(), timeout=10)
        return str(response.manifest.name)


def _certificate(address: str) -> str:
    host, _, port = address.rpartition(":")
    return ssl.get_server_certificate((host, int(port)))


def test_a_component_listens_beyond_this_machine_with_tls_alone(
        tmp_path: pathlib.Path) -> None:
    certs = tmp_path / "certs"
    subprocess.run([MAKE_CERTS, certs, "answer_tone"], check=True)
    _secret(tmp_path / "part", "token-of-the-component-41d0")
    with pytest.raises(Error, match="without TLS") as raised:
        Listening.at("0.0.0.0:0", str(tmp_path / "part"))
    assert raised.value.reason == "ADDRESS_REFUSED"
    assert Listening.at("0.0.0.0:0", tls=str(certs / "answer_tone"))
    with pytest.raises(Error, match="every user of this machine"):
        Listening.at("127.0.0.1:0")
    (certs / "answer_tone/key.pem").chmod(0o640)
    with pytest.raises(Error, match="chmod 600") as raised:
        Listening.at("127.0.0.1:0", tls=str(certs / "answer_tone"))
    assert raised.value.reason == "CONFIG_INVALID"


class Issuer:
    """An issuer of JWTs as openssl makes one: an RSA key, and what it signs."""

    def __init__(self, folder: pathlib.Path) -> None:
        self._key = folder / "issuer.pem"
        _openssl("genrsa", "-out", self._key, "2048")
        modulus = _openssl("rsa", "-in", self._key, "-noout", "-modulus")
        number = bytes.fromhex(modulus.decode().strip().partition("=")[2])
        (folder / "jwks").write_text(json.dumps({"keys": [
            {"kty": "RSA", "kid": "1", "n": _base64(number), "e": "AQAB"}]}))

    def token(self, holds: float, **claims: object) -> str:
        """Returns a token that ends after `holds` seconds."""
        said = {"iss": "https://id.example", "aud": "alhf", "sub": "ann",
                "exp": time.time() + holds, "role": "member",
                "tenants": ["acme"], **claims}
        text = ".".join(_base64(json.dumps(part).encode()) for part in (
            {"alg": "RS256", "kid": "1"}, said))
        signature = _openssl("dgst", "-sha256", "-sign", self._key,
                             data=text.encode())
        return f"{text}.{_base64(signature)}"


def _openssl(*arguments: object, data: bytes = b"") -> bytes:
    return subprocess.run(["openssl", *map(str, arguments)], input=data,
                          capture_output=True, check=True).stdout


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


_JWT = ("jwt { jwks_file: 'jwks' issuer: 'https://id.example' "
        "audience: 'alhf' }")


def test_a_jwt_is_a_bearer_token_too(start: Start, tmp_path: pathlib.Path
                                     ) -> None:
    issuer = Issuer(tmp_path)
    with grpc.insecure_channel(start(_JWT)) as channel:
        assert _status(channel, ("authorization",
                                 f"Bearer {issuer.token(300)}"))
        for token, says in ((issuer.token(-120), "it ended at"),
                            (issuer.token(300, aud="other"), "'alhf'"),
                            (issuer.token(300)[:-8], "signature")):
            with pytest.raises(grpc.RpcError) as raised:
                _status(channel, ("authorization", f"Bearer {token}"))
            error = from_rpc_error(raised.value)
            assert error.code == grpc.StatusCode.UNAUTHENTICATED
            assert says in error.message
        with pytest.raises(grpc.RpcError) as raised:
            _status(channel, ("authorization", "Bearer "
                              f"{issuer.token(300, tenants=['globex'])}"))
        assert raised.value.code() == grpc.StatusCode.PERMISSION_DENIED


def test_the_client_takes_the_next_jwt_from_its_file(
        start: Start, tmp_path: pathlib.Path) -> None:
    issuer = Issuer(tmp_path)
    address = start(_JWT)
    file = _secret(tmp_path / "jwt", issuer.token(-120))
    with Client(address, tenant="acme", user="ann",
                token_file=str(file)) as client:
        assert client.plan("How many?", timeout=10).degraded
        _secret(file, issuer.token(300, note="another length"))
        assert not client.plan("How many?", timeout=10).degraded


@pytest.mark.parametrize("address, says", [
    ("10.0.0.1:80", "TLS"), ("coordinator.example:80", "TLS"),
    ("127.0.0.1", "cannot be read"), ("127.0.0.1:0", "cannot be read"),
    ("http://127.0.0.1:80", "cannot be read")])
def test_what_may_not_be_called_is_refused(address: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Client(address, environment={})


def test_a_token_that_others_read_is_refused(tmp_path: pathlib.Path) -> None:
    token = _secret(tmp_path / "token", TOKEN)
    token.chmod(0o644)
    with pytest.raises(ValueError, match="chmod 600") as raised:
        Client("127.0.0.1:80", token_file=str(token))
    assert TOKEN not in str(raised.value)
    _secret(token, "short")
    with pytest.raises(ValueError, match="one line"):
        Client("127.0.0.1:80", token_file=str(token))
