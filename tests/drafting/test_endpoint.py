"""A server of the OpenAI protocol: a real one, on this machine."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from reportnlp.drafting import endpoint
from reportnlp.drafting.endpoint import KEY_VARIABLE, EndpointGenerator
from reportnlp.drafting.generator import Answer, ModelCard, Request
from reportnlp.errors import BackendError

REQUEST = Request("sentence", "achievements", slots=("走访企业（家）",), seed=7)
TEXT = "走访企业〔1〕。"


class Server(ThreadingHTTPServer):
    """Answers from a list: a status, or a body; keeps what it was asked.

    complaint: the body of what is no 200.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script: list[int | bytes | str] = []
        self.complaint = b"no"
        self.asked: list[tuple[str, dict[str, str], dict[str, Any]]] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no fault of the server's."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self._reply({})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._reply(json.loads(body))

    def log_message(self, *args: object) -> None:
        pass

    def _reply(self, body: dict[str, Any]) -> None:
        self.server.asked.append((self.path, dict(self.headers), body))
        step = self.server.script.pop(0) if self.server.script else b""
        if step == "wait":
            time.sleep(1.5)
        if isinstance(step, str) and step.startswith("http"):
            self.send_response(302)
            self.send_header("Location", step)
            self.end_headers()
            return
        if step == "break":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"fff\r\ndata: {")
            return
        status = step if isinstance(step, int) else 200
        data = step if isinstance(step, bytes) and step else _usual(self.path, body)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(data if status == 200 else self.server.complaint)


def _usual(path: str, body: dict[str, Any]) -> bytes:
    if path.endswith("/models"):
        return json.dumps({"data": [{"id": "first"}, {"id": "second"}]}).encode()
    if body.get("stream"):
        pieces = [{"delta": {"role": "assistant"}}, *({"delta": {"content": c}} for c in TEXT)]
        ended = {"delta": {}, "finish_reason": "stop"}
        lines = [json.dumps({"choices": [choice]}) for choice in (*pieces, ended)]
        return "".join(f"data: {line}\n\n" for line in (*lines, "[DONE]")).encode()
    message = {"content": f"<think>\n想一想\n</think>\n{TEXT}\n又一行"}
    return json.dumps({"choices": [{"message": message, "finish_reason": "stop"}]}).encode()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(endpoint, "_PAUSE", 0.01)
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    running = Server()
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()
    thread.join()


def test_an_answer(server: Server) -> None:
    generator = EndpointGenerator(server.address)

    assert generator.generate(REQUEST, count=2) == (Answer(TEXT), Answer(TEXT))
    assert not generator.guarded
    assert generator.log_likelihoods("", (TEXT,)) is None
    assert generator.card == ModelCard("endpoint", f"{server.address}/v1#first")
    bodies = [body for path, _, body in server.asked if path == "/v1/chat/completions"]
    assert sorted(body["seed"] for body in bodies) == [7, 8]
    assert {body["model"] for body in bodies} == {"first"}
    assert bodies[0]["messages"][0]["role"] == "system"
    assert "〔1〕是「走访企业（家）」" in bodies[0]["messages"][-1]["content"]


def test_streaming(server: Server) -> None:
    pieces: list[str] = []
    generator = EndpointGenerator(f"{server.address}/v1/#second")

    assert generator.generate(REQUEST, on_text=pieces.append) == (Answer(TEXT),)
    assert "".join(pieces) == TEXT
    assert len(pieces) == len(TEXT)
    assert [body["model"] for _, _, body in server.asked] == ["second"]


def test_a_cut_off_answer_is_not_finished(server: Server) -> None:
    choice = {"message": {"content": "走访企"}, "finish_reason": "length"}
    server.script = [json.dumps({"choices": [choice]}).encode()]
    generator = EndpointGenerator(f"{server.address}#any")

    assert generator.generate(REQUEST) == (Answer("走访企", finished=False),)


def test_a_busy_server_is_asked_again(server: Server) -> None:
    server.script = [503, 429]

    assert EndpointGenerator(f"{server.address}#any").generate(REQUEST) == (Answer(TEXT),)
    assert len(server.asked) == 3


def test_the_key_comes_from_the_environment(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY_VARIABLE, "secret")
    EndpointGenerator(f"{server.address}#any").generate(REQUEST)

    assert server.asked[0][1]["Authorization"] == "Bearer secret"


def test_no_proxy_of_the_environment(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")

    assert EndpointGenerator(f"{server.address}#any").generate(REQUEST) == (Answer(TEXT),)


def test_a_redirection_is_not_followed(server: Server) -> None:
    server.script = [f"{server.address}/elsewhere"]

    with pytest.raises(BackendError, match="HTTP 302"):
        EndpointGenerator(f"{server.address}#any").generate(REQUEST)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("status", "words"), [(401, KEY_VARIABLE), (404, "模型名"), (400, "日志"), (500, "HTTP 500")]
)
def test_refusals(server: Server, status: int, words: str) -> None:
    server.script = [status] * 3

    with pytest.raises(BackendError, match=words):
        EndpointGenerator(f"{server.address}#any").generate(REQUEST)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            b'{"error": {"message": "context too long.\\nline two"}}',
            "出错：context too long. line two。",
        ),
        (b'{"error": "overloaded"}', "出错：overloaded。"),
        (b'{"error": {"code": 503}}', "出错：503。"),
    ],
)
def test_what_the_server_says_is_told(server: Server, body: bytes, words: str) -> None:
    server.script = [body, b"data: " + body + b"\n"]
    generator = EndpointGenerator(f"{server.address}#any")

    with pytest.raises(BackendError, match=words):
        generator.generate(REQUEST)
    with pytest.raises(BackendError, match=words):
        generator.generate(REQUEST, on_text=lambda piece: None)


def test_what_the_server_says_with_a_refusal(server: Server) -> None:
    server.complaint = b'{"error": {"message": "the request exceeds the context size"}}'
    server.script = [400]

    with pytest.raises(BackendError, match="HTTP 400：the request exceeds the context size）"):
        EndpointGenerator(f"{server.address}#any").generate(REQUEST)


def test_a_server_that_breaks_off(server: Server) -> None:
    server.script = ["break", "break"]
    generator = EndpointGenerator(f"{server.address}#any")

    with pytest.raises(BackendError, match="没有答完就断开了"):
        generator.generate(REQUEST)
    with pytest.raises(BackendError, match="没有答完就断开了"):
        generator.generate(REQUEST, on_text=lambda piece: None)


@pytest.mark.parametrize("body", [b"<html>", b"{}", b"[]", b'{"choices": []}', b'{"choices": [1]}'])
def test_strange_answers(server: Server, body: bytes) -> None:
    server.script = [body, b"data: " + body + b"\n"]
    generator = EndpointGenerator(f"{server.address}#any")

    with pytest.raises(BackendError, match="OpenAI"):
        generator.generate(REQUEST)
    if body != b'{"choices": []}':
        with pytest.raises(BackendError, match="OpenAI"):
            generator.generate(REQUEST, on_text=lambda piece: None)


@pytest.mark.parametrize("body", [b"{}", b'{"data": [1]}', b"no"])
def test_strange_lists_of_models(server: Server, body: bytes) -> None:
    server.script = [body]

    with pytest.raises(BackendError, match="OpenAI"):
        EndpointGenerator(server.address).generate(REQUEST)


def test_a_server_without_a_model(server: Server) -> None:
    server.script = [b'{"data": []}']

    with pytest.raises(BackendError, match="没有模型"):
        EndpointGenerator(server.address).generate(REQUEST)


def test_a_slow_server(server: Server) -> None:
    server.script = ["wait"]

    with pytest.raises(BackendError, match=r"在 0\.2 秒内没有回答"):
        EndpointGenerator(f"{server.address}#any", timeout=0.2).generate(REQUEST)


def test_no_server(server: Server) -> None:
    free = Server()
    address = free.address
    free.server_close()

    with pytest.raises(BackendError, match="连不上服务器"):
        EndpointGenerator(f"{address}#any").generate(REQUEST)


@pytest.mark.parametrize(
    "address", ["ftp://host/", "file:///etc/passwd", "http://", "http://user:secret@host/"]
)
def test_addresses_that_are_none(address: str) -> None:
    with pytest.raises(BackendError) as caught:
        EndpointGenerator(address)
    assert "secret" not in str(caught.value)
