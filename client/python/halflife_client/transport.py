# Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
"""One request at a time over one kept-alive connection."""

import gzip
import http.client
import socket
import ssl
import time
from dataclasses import dataclass
from email.utils import formatdate
from typing import Mapping, Optional
from urllib.parse import urlsplit

_ANSWER_BYTES_MAX = 256 << 10
_CHUNK = 16 << 10


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
        try:
            return self._exchange(path, body, headers)
        except (ConnectionError, http.client.BadStatusLine):
            if not used:
                raise
            # The collector had closed the idle connection; items carry their identity.
            return self._exchange(path, body, headers)

    def _exchange(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        end = time.monotonic() + self._timeout
        try:
            connection = self._connected()
            connection.request("POST", self._base + path, body, dict(headers))
            response = connection.getresponse()
            answer = self._read(response, end)
            if response.will_close or not response.isclosed():
                self.close()
            return Reply(response.status, response.headers, answer)
        except BaseException:
            self.close()
            raise

    @staticmethod
    def _read(response: http.client.HTTPResponse, end: float) -> bytes:
        """The first 256 KiB: a stranger's answer could be endless, or never end."""
        answer = b""
        while len(answer) < _ANSWER_BYTES_MAX:
            chunk = response.read(_CHUNK)
            if not chunk:
                break
            answer += chunk
            if time.monotonic() > end:
                raise TimeoutError("the answer took too long")
        return answer

    def _connected(self) -> http.client.HTTPConnection:
        if self._connection is None:
            if self._secure:
                self._connection = http.client.HTTPSConnection(
                    self._host,
                    self._port,
                    timeout=self._timeout,
                    context=ssl.create_default_context(),
                )
            else:
                self._connection = http.client.HTTPConnection(
                    self._host, self._port, timeout=self._timeout
                )
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
