# Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
"""One request at a time over one kept-alive connection."""

import gzip
import http.client
import io
import socket
import ssl
import time
from dataclasses import dataclass
from email.utils import formatdate
from typing import Any, Mapping, Optional
from urllib.parse import urlsplit

_ANSWER_BYTES_MAX = 256 << 10
_CHUNK = 16 << 10


class _BoundedReader(io.RawIOBase):
    """Every read gets what is left of the time of the try: a timeout of the socket alone bounds
    the silence between two bytes, so that a server could drip for ever."""

    def __init__(self, sock: socket.socket, end: float) -> None:
        self._sock = sock
        self._raw = sock.makefile("rb", buffering=0)
        self._end = end

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> Optional[int]:
        self._sock.settimeout(_rest(self._end))
        return self._raw.readinto(buffer)  # type: ignore[attr-defined,no-any-return]

    def close(self) -> None:
        self._raw.close()
        super().close()


class _BoundedSocket:
    """As much of a socket as an answer is read from."""

    def __init__(self, sock: socket.socket, end: float) -> None:
        self._sock = sock
        self._end = end

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_BoundedReader(self._sock, self._end))


def _rest(end: float) -> float:
    rest = end - time.monotonic()
    if rest <= 0:
        raise TimeoutError("the try took too long")
    return rest


@dataclass(frozen=True)
class Reply:
    """An answer of whoever stands at the collector's address."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_collectors(self) -> bool:
        """Only a collector's answer to a batch has it: a proxy's does not."""
        return self.headers.get("Ingest-Accepted") is not None

    @property
    def rejected(self) -> int:
        text = self.headers.get("Ingest-Rejected") or ""
        return int(text) if text.isdecimal() and len(text) < 10 else 0


class Transport:
    """Not thread-safe. Any failure to get an answer is an OSError or HTTPException."""

    def __init__(self, url: str, api_key: Optional[str], timeout: float, gzip_bytes_min: int):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"url is not like http://host:8080: {url}")
        if api_key and not (api_key.isascii() and api_key.isprintable() and " " not in api_key):
            raise ValueError("api_key has characters that no key has")  # Never the key itself.
        self._secure = parts.scheme == "https"
        self._host = parts.hostname
        self._port = parts.port or (443 if self._secure else 80)
        self._base = parts.path.rstrip("/")
        self._api_key = api_key
        self._timeout = timeout
        self._gzip_bytes_min = gzip_bytes_min
        self._connection: Optional[http.client.HTTPConnection] = None

    def would_compress(self, body: bytes) -> bool:
        return len(body) >= self._gzip_bytes_min

    def post(self, path: str, body: bytes, plain: bool) -> Reply:
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "halflife-client-python",
            # A hint: the collector warns where this clock is off.
            "Date": formatdate(time.time(), usegmt=True),
        }
        if self._api_key:
            headers["Authorization"] = "Bearer " + self._api_key
        if not plain and self.would_compress(body):
            headers["Content-Encoding"] = "gzip"
            # The fastest level: the processor belongs to the app that serves.
            body = gzip.compress(body, compresslevel=1)
        used = self._connection is not None
        end = time.monotonic() + self._timeout
        try:
            return self._exchange(path, body, headers, end)
        except (ConnectionError, http.client.BadStatusLine):
            if not used:
                raise
            # The collector had closed the idle connection; items carry their identity.
            return self._exchange(path, body, headers, end)

    def _exchange(self, path: str, body: bytes, headers: Mapping[str, str], end: float) -> Reply:
        try:
            connection = self._connected(end)
            self._send(connection, path, body, headers, end)
            response = connection.getresponse()
            answer = self._read(response)
            if response.will_close or not response.isclosed():
                self.close()
            return Reply(response.status, response.headers, answer)
        except BaseException:
            self.close()
            raise

    def _send(
        self,
        connection: http.client.HTTPConnection,
        path: str,
        body: bytes,
        headers: Mapping[str, str],
        end: float,
    ) -> None:
        """Part by part, as a receiver may be slow too; the answer is read until the same end."""
        connection.response_class = lambda sock, *more, **named: http.client.HTTPResponse(  # type: ignore
            _BoundedSocket(sock, end), *more, **named  # type: ignore[arg-type]
        )
        connection.putrequest("POST", self._base + path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders()
        for start in range(0, len(body), _CHUNK):
            connection.sock.settimeout(_rest(end))
            connection.send(body[start : start + _CHUNK])

    @staticmethod
    def _read(response: http.client.HTTPResponse) -> bytes:
        """The first 256 KiB: a stranger's answer could be endless."""
        answer = b""
        while len(answer) < _ANSWER_BYTES_MAX:
            chunk = response.read(_CHUNK)
            if not chunk:
                break
            answer += chunk
        return answer

    def _connected(self, end: float) -> http.client.HTTPConnection:
        """Open, with the rest of the time for its next step."""
        if self._connection is None:
            if self._secure:
                self._connection = http.client.HTTPSConnection(
                    self._host, self._port, context=ssl.create_default_context()
                )
            else:
                self._connection = http.client.HTTPConnection(self._host, self._port)
        if self._connection.sock is None:
            self._connection.timeout = _rest(end)
            self._connection.connect()
        self._connection.sock.settimeout(_rest(end))
        return self._connection

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def interrupt(self) -> None:
        """Ends the request under way, from another thread."""
        connection = self._connection
        sock = connection.sock if connection is not None else None
        if sock is not None:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
