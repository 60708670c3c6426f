# Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
"""A collector that answers what a test wants, on a raw socket; bounded polling."""

import gzip
import json
import socket
import threading
import time
from typing import Any, Callable, Dict, List, NamedTuple, Optional

PATIENCE = 20.0


class Answer(NamedTuple):
    status: int
    headers: Dict[str, str] = {}
    body: bytes = b"{}"


def batch(status: int, accepted: int, rejected: int = 0, body: Any = None) -> Answer:
    headers = {
        "Ingest-Accepted": str(accepted),
        "Ingest-Duplicates": "0",
        "Ingest-Rejected": str(rejected),
    }
    return Answer(status, headers, json.dumps(body or {}).encode())


class Request(NamedTuple):
    path: str
    headers: Dict[str, str]
    wire_bytes: int
    items: List[Dict[str, Any]]

    @property
    def ids(self) -> List[str]:
        return [item["prediction_id"] for item in self.items]


def _listening(port: int) -> socket.socket:
    """A client that called at a port that was left may by chance have got it as its own."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_server(("127.0.0.1", port))
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.005)


class StubCollector:
    """Without instructions it takes everything."""

    def __init__(self, port: int = 0) -> None:
        self.requests: List[Request] = []
        self.stored: List[str] = []
        self.script: List[Answer] = []
        self.always: Callable[[Request], Optional[Answer]] = lambda request: None
        self.open = 0
        self.most_open = 0
        self.accepted = 0
        self.hang = threading.Event()
        self._lock = threading.Lock()
        self._sockets: List[socket.socket] = []
        self._server = _listening(port)
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            # One that the client has let go must not count because nobody here had time to see it.
            end = time.monotonic() + 1
            while self.open > 1 and time.monotonic() < end:
                time.sleep(0.001)
            with self._lock:
                self._sockets.append(connection)
                self.accepted += 1
                self.open += 1
                self.most_open = max(self.most_open, self.open)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            with connection, connection.makefile("rb") as stream:
                while self._serve_one(connection, stream):
                    pass
        except OSError:
            pass
        finally:
            with self._lock:
                self.open -= 1

    def _serve_one(self, connection: socket.socket, stream: Any) -> bool:
        line = stream.readline()
        if not line:
            return False
        headers = {}
        for raw in iter(stream.readline, b"\r\n"):
            if not raw:
                return False
            name, _, value = raw.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        wire = stream.read(int(headers.get("content-length", "0")))
        if self.hang.is_set():
            stream.read(1)
            return False
        body = gzip.decompress(wire) if headers.get("content-encoding") == "gzip" else wire
        (items,) = json.loads(body).values()
        request = Request(line.split()[1].decode(), headers, len(wire), items)
        with self._lock:
            self.requests.append(request)
            given = self.script.pop(0) if self.script else self.always(request)
            if given is None:
                self.stored += request.ids
                given = batch(200, len(items))
        head = f"HTTP/1.1 {given.status} X\r\nContent-Length: {len(given.body)}\r\n"
        for name, value in given.headers.items():
            head += f"{name}: {value}\r\n"
        connection.sendall(head.encode() + b"\r\n" + given.body)
        return True

    def drop_connections(self) -> None:
        with self._lock:
            sockets, self._sockets = self._sockets, []
        for connection in sockets:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def close(self) -> None:
        try:
            self._server.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._server.close()
        self.drop_connections()


class DripServer:
    """Sends the beginning of an answer, then a byte every 20 ms, 3,000 at most."""

    def __init__(self, beginning: bytes) -> None:
        self._beginning = beginning
        self._server = socket.create_server(("127.0.0.1", 0))
        self._closed = threading.Event()
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        try:
            connection, _ = self._server.accept()
            with connection:
                connection.sendall(self._beginning)
                for _ in range(3000):
                    connection.sendall(b"1")
                    if self._closed.wait(0.02):
                        return
        except OSError:
            pass

    def close(self) -> None:
        self._closed.set()
        self._server.close()


def eventually(condition: Callable[[], bool], state: Callable[[], Any]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"did not come true: {state()}")
        time.sleep(0.005)
