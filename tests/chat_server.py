"""A server on this machine that speaks OpenAI's chat completions, and fails as it is told to."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from tests.chat_models import number_of


@dataclass
class ChatServer:
    """What the server does to a request, and the requests that it got.

    `reply` may cite "[{twelve years}]": the number of the passage that holds these words. With
    `status` it refuses, and says `refusal`; with `stalls` it never answers, and `left` is set
    once somebody who asked has hung up; with `hangs_up` it closes the connection when half of the
    reply is out; with `refuses_schema` it wants no `response_format`.
    """

    url: str
    reply: str = ""
    status: int = 200
    refusal: str = ""
    stalls: bool = False
    hangs_up: bool = False
    refuses_schema: bool = False
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    closed: Event = field(default_factory=Event)
    left: Event = field(default_factory=Event)

    @property
    def model(self) -> str:
        """The name to ask Casebook for."""
        return f"tiny@{self.url}"


@contextmanager
def chat_server() -> Iterator[ChatServer]:
    """A server that runs until the block ends."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as listener:
        server = ChatServer(f"http://127.0.0.1:{listener.server_port}/v1")
        listener.chat = server  # type: ignore[attr-defined]
        thread = Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.closed.set()
        listener.shutdown()
        thread.join()


def url_where_nobody_listens() -> str:
    """An address on this machine that refuses connections."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Which models there are, as OpenAI's servers and as Ollama tell."""
        told = {
            "/v1/models": {"data": [{"id": "tiny"}]},
            "/api/tags": {"models": [{"name": "qwen3:8b"}, {"name": "gpt-oss:120b-cloud"}]},
        }
        body = json.dumps(told.get(self.path, {})).encode()
        self.send_response(200 if self.path in told else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        server: ChatServer = self.server.chat  # type: ignore[attr-defined]
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server.requests.append({"path": self.path, **request})
        server.keys.append(self.headers["Authorization"])
        if server.stalls:
            self._stall(server)
        elif server.refuses_schema and "response_format" in request:
            self._refuse(400)
        elif server.status != 200:
            self._refuse(server.status, server.refusal)
        else:
            self._answer(server, request)

    def _stall(self, server: ChatServer) -> None:
        """Say nothing until the test is over, or whoever asked has closed the connection."""
        self.close_connection = True
        self.connection.settimeout(0.1)
        while not server.closed.is_set():
            try:
                if not self.connection.recv(1):
                    server.left.set()
                    return
            except TimeoutError:
                continue
            except OSError:
                server.left.set()
                return

    def _refuse(self, status: int, refusal: str = "") -> None:
        said = refusal or f"Error {status}\nin two lines"
        body = json.dumps({"error": {"message": said}}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _answer(self, server: ChatServer, request: dict[str, Any]) -> None:
        assert request["stream"] is True
        prompt = request["messages"][-1]["content"]
        reply = server.reply
        if not reply.startswith("{"):  # an object cites nothing by its words
            reply = re.sub(r"\{(.+?)\}", lambda m: number_of(m.group(1), prompt), reply)
        pieces = re.findall(r"\s*\S+", reply)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for piece in pieces[: len(pieces) // 2] if server.hangs_up else pieces:
            self._send(json.dumps(_chunk({"role": "assistant", "content": piece}, None)))
        if server.hangs_up:
            self.close_connection = True
            return
        self._send(json.dumps(_chunk({}, "stop")))
        self._send("[DONE]")
        self.wfile.write(b"0\r\n\r\n")

    def _send(self, data: str) -> None:
        event = f"data: {data}\n\n".encode()
        self.wfile.write(f"{len(event):x}\r\n".encode() + event + b"\r\n")
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def _chunk(delta: dict[str, str], finish: str | None) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "tiny",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }
