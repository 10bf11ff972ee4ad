"""A server on this machine that answers as a test tells it to, and keeps what it was asked."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]


@dataclass
class Reply:
    """What to answer: a status and a body; after ``wait`` seconds; ``cut``: the connection ends in the middle."""

    body: object = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0.0
    cut: bool = False


Behaviour = Callable[[Body], Reply]


def says(values: object, **more: Any) -> Reply:
    """An answer with this JSON, or this text."""
    content = values if isinstance(values, str) else json.dumps(values, ensure_ascii=False)
    return Reply(completion({"role": "assistant", "content": content}), **more)


def calls_tool(values: object) -> Reply:
    call = {"id": "1", "type": "function", "function": {"name": "Answer", "arguments": json.dumps(values)}}
    return Reply(completion({"role": "assistant", "content": None, "tool_calls": [call]}, "tool_calls"))


def completion(message: object, ended: str = "stop") -> Body:
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 0,
        "model": "m",
        "choices": [{"index": 0, "message": message, "finish_reason": ended}],
        "usage": {"prompt_tokens": 50, "completion_tokens": 10, "total_tokens": 60},
    }


@dataclass
class Server:
    """A running one. ``asked`` are the bodies that came."""

    url: str
    asked: list[Body]


@contextmanager
def serving(*behaviours: Behaviour | Reply) -> Iterator[Server]:
    """A server that answers each request by the next behaviour, and by the last from then on."""
    asked: list[Body] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            asked.append(body)
            behaviour = behaviours[min(len(asked), len(behaviours)) - 1]
            reply = behaviour if isinstance(behaviour, Reply) else behaviour(body)
            time.sleep(reply.wait)
            content = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
            try:
                self.send_response(reply.status)
                for name, value in {"content-type": "application/json", **reply.headers}.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                self.wfile.write(content[: len(content) // 2] if reply.cut else content)
            except OSError:  # who asked has gone
                return
            if reply.cut:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield Server(f"http://127.0.0.1:{server.server_port}/v1", asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
