# Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
"""Logs a prediction endpoint of an ASGI app: FastAPI, Starlette, Quart, Django or one by hand.

    client = Client("http://127.0.0.1:8080", api_key="hl_live_…")
    app.add_middleware(
        PredictionLogMiddleware, client=client, path="/predict", model="credit-risk", version="7")

Needs none of them installed.
"""

import json
import time
from typing import Any, Awaitable, Callable, Dict, List, Mapping, MutableMapping, Optional, Union

from .client import Client

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]
Mapper = Callable[[Any], Optional[Union[Mapping[str, Any], List[Mapping[str, Any]]]]]

# Of both bodies: larger ones are mapped on the client's thread, as the event loop has others to
# serve. A row costs about 50 µs.
_INLINE_BYTES_MAX = 4 << 10
_OUTPUT_FIELDS = ("label", "score", "value", "probabilities")
_OF_CLASSES = ("score", "probabilities")
_OUTPUT_PLACES = ("prediction", "predictions", "output")


class PredictionLogMiddleware:
    """Logs what an endpoint was asked and what it answered, with the latency.

    The app sees every byte as without it: bodies are copied while they pass and only looked at
    after the answer is out. Streams, bodies that are no JSON, bodies above `body_bytes_max`, answers
    other than 2xx and failures of the mapping are not logged; `skipped` counts them by reason.
    Bodies above 4 KiB together are mapped on the client's thread, later; those for which it has no
    room are counted as `overloaded`.
    """

    def __init__(
        self,
        app: App,
        *,
        client: Client,
        model: str,
        version: str,
        path: str = "/predict",
        method: str = "POST",
        features: Optional[Mapper] = None,
        output: Optional[Mapper] = None,
        environment: Optional[str] = None,
        prediction_id_header: bytes = b"x-prediction-id",
        body_bytes_max: int = 1 << 20,
    ) -> None:
        """features: the request's JSON to the features by name, or a list of such for several
        predictions; None to log nothing, counted as unmapped. output: the answer's JSON to label, score, value,
        probabilities and perhaps prediction_id, or a list of the same length. By default: the
        what `default_features` and `default_output` find.
        """
        self.app = app
        self._client = client
        self._model = model
        self._version = version
        self._path = path
        self._method = method
        self._features = features or default_features
        self._output = output or default_output
        self._environment = environment
        self._id_header = prediction_id_header.lower()
        self._body_bytes_max = body_bytes_max
        self.skipped: Dict[str, int] = {}

    async def __call__(
        self, scope: MutableMapping[str, Any], receive: Receive, send: Send
    ) -> None:
        wanted = (
            scope.get("type") == "http"
            and scope.get("method") == self._method
            and scope.get("path") == self._path
        )
        if not wanted:
            await self.app(scope, receive, send)
            return
        exchange = _Exchange(receive, send, self._body_bytes_max)
        start, began = time.time_ns(), time.perf_counter_ns()
        try:
            await self.app(scope, exchange.receive, exchange.send)
        finally:
            latency_ms = ((exchange.ended or time.perf_counter_ns()) - began) / 1e6
            try:
                self._log(scope, exchange, start // 1_000_000, latency_ms)
            except Exception:
                self._skip("overloaded")

    def _skip(self, reason: str) -> None:
        # The client's, as that is a new one after a fork.
        with self._client._lock:
            self.skipped[reason] = self.skipped.get(reason, 0) + 1

    def _log(
        self, scope: Mapping[str, Any], exchange: "_Exchange", millis: int, latency_ms: float
    ) -> None:
        if not exchange.ended or not 200 <= exchange.status < 300:
            self._skip("no_success")
        elif exchange.overflowed:
            self._skip("too_large")
        elif not exchange.is_json():
            self._skip("no_json")
        else:
            size = len(exchange.request) + len(exchange.response)
            if size <= _INLINE_BYTES_MAX:
                self._map(scope, exchange, millis, latency_ms)
            elif not self._client._later(
                lambda: self._map(scope, exchange, millis, latency_ms), size
            ):
                self._skip("overloaded")

    def _map(
        self, scope: Mapping[str, Any], exchange: "_Exchange", millis: int, latency_ms: float
    ) -> None:
        try:
            self._log_bodies(scope, exchange, millis, latency_ms)
        except Exception:
            # The mapping is the app's, and its data may be anything.
            self._skip("mapping_failed")

    def _log_bodies(
        self, scope: Mapping[str, Any], exchange: "_Exchange", millis: int, latency_ms: float
    ) -> None:
        rows = self._features(json.loads(bytes(exchange.request)))
        outputs = self._output(json.loads(bytes(exchange.response)))
        if rows is None or outputs is None:
            self._skip("unmapped")
            return
        rows = [rows] if isinstance(rows, Mapping) else rows
        outputs = [outputs] if isinstance(outputs, Mapping) else outputs
        if len(rows) != len(outputs):
            self._skip("mapping_failed")
            return
        sent_id = dict(scope.get("headers") or ()).get(self._id_header)
        for row, output in zip(rows, outputs):
            identity = output.get("prediction_id")
            if identity is None and sent_id is not None and len(rows) == 1:
                identity = sent_id.decode("latin-1")
            self._client.log(
                self._model,
                self._version,
                row,
                prediction_id=identity,
                event_time=millis,
                environment=self._environment,
                latency_ms=latency_ms,
                **{name: output.get(name) for name in _OUTPUT_FIELDS},
            )


class _Exchange:
    """Copies the bodies of one request while they pass."""

    def __init__(self, receive: Receive, send: Send, body_bytes_max: int) -> None:
        self._receive = receive
        self._send = send
        self._body_bytes_max = body_bytes_max
        self.request = bytearray()
        self.response = bytearray()
        self.overflowed = False
        self.status = 0
        self.ended = 0
        self._content_type = b""

    async def receive(self) -> Message:
        message = await self._receive()
        if message.get("type") == "http.request":
            self._copy(self.request, message)
        return message

    async def send(self, message: Message) -> None:
        await self._send(message)
        if message.get("type") == "http.response.start":
            self.status = message.get("status", 0)
            for name, value in message.get("headers") or ():
                if bytes(name).lower() == b"content-type":
                    self._content_type = bytes(value)
        elif message.get("type") == "http.response.body":
            if self.is_json():
                self._copy(self.response, message)
            if not message.get("more_body", False):
                self.ended = time.perf_counter_ns()

    def _copy(self, body: bytearray, message: Message) -> None:
        part = message.get("body", b"")
        if self.overflowed or len(body) + len(part) > self._body_bytes_max:
            self.overflowed = True
            body.clear()
        else:
            body += part

    def is_json(self) -> bool:
        kind = self._content_type.split(b";")[0].strip().lower()
        return kind == b"application/json" or kind.endswith(b"+json")


Rows = Optional[Union[Mapping[str, Any], List[Mapping[str, Any]]]]


def default_features(body: Any) -> Rows:
    """The object's "features", or what a body of MLflow holds in "dataframe_split",
    "dataframe_records", "instances" or "inputs"; else the object itself, or a list of objects.
    Values that are objects or lists are left out: they are no features. None where nothing is left
    of what was there, as of rows without names."""
    if isinstance(body, list):
        rows = [_row(one) for one in body]
        return None if any(row is None for row in rows) else rows  # type: ignore[return-value]
    if not isinstance(body, Mapping):
        return None
    if isinstance(body.get("dataframe_split"), Mapping):
        return _split_rows(body["dataframe_split"])
    for name in ("features", "dataframe_records", "instances", "inputs"):
        inner = body.get(name)
        if isinstance(inner, Mapping) and name in ("instances", "inputs"):
            return _column_rows(inner)
        if isinstance(inner, (Mapping, list)):
            return default_features(inner)
    return _row(body)


def _row(body: Any) -> Optional[Mapping[str, Any]]:
    if not isinstance(body, Mapping):
        return None
    row = {k: v for k, v in body.items() if not isinstance(v, (Mapping, list))}
    return row if row or not body else None


def _split_rows(body: Mapping[str, Any]) -> Rows:
    columns, data = body.get("columns"), body.get("data")
    if not isinstance(columns, list) or not isinstance(data, list):
        return None
    names = [str(name) for name in columns]
    fit = all(isinstance(row, list) and len(row) == len(names) for row in data)
    if not fit or len(set(names)) < len(names):
        return None
    return default_features([dict(zip(names, row)) for row in data])


def _column_rows(body: Mapping[str, Any]) -> Rows:
    """Columns of one length are rows; values alone are one row."""
    columns = list(body.values())
    if not columns or not all(isinstance(column, list) for column in columns):
        return default_features(body)
    if any(len(column) != len(columns[0]) for column in columns):
        return None
    return default_features([dict(zip(body, row)) for row in zip(*columns)])


def default_output(body: Any) -> Rows:
    """A number is a value, text is a label; an object may say label, score, value and
    probabilities, or hold them in "prediction", "predictions" or "output", or some here and some
    there; a list is several. Beside a score or probabilities a number is a class: a label."""
    if isinstance(body, (bool, str)):
        return {"label": body}
    if isinstance(body, (int, float)):
        return {"value": body}
    if isinstance(body, list):
        return _several([default_output(one) for one in body])
    if not isinstance(body, Mapping):
        return None
    stated = _stated(body)
    inner = next((body[name] for name in _OUTPUT_PLACES if body.get(name) is not None), None)
    is_answered = "label" in stated or "value" in stated
    if isinstance(inner, list) and not is_answered:
        return _several([default_output(_nth(body, inner, i)) for i in range(len(inner))])
    if isinstance(inner, Mapping):
        found = default_output(inner)
        stated = {**found, **stated} if isinstance(found, Mapping) else stated
        if isinstance(found, list) and not is_answered:
            return found
    elif isinstance(inner, (bool, str, int, float)) and not is_answered:
        is_scored = any(body.get(name) is not None for name in _OF_CLASSES)
        is_class = is_scored or isinstance(inner, (bool, str))
        stated["label" if is_class else "value"] = inner
    return stated if any(name in stated for name in _OUTPUT_FIELDS) else None


def _several(outputs: List[Any]) -> Rows:
    return outputs if all(isinstance(one, Mapping) for one in outputs) else None


def _stated(body: Mapping[str, Any]) -> Dict[str, Any]:
    """What the object says itself; probabilities without names say nothing."""
    stated = {}
    for name in (*_OUTPUT_FIELDS, "prediction_id"):
        value = body.get(name)
        if value is not None and isinstance(value, Mapping) == (name == "probabilities"):
            if not isinstance(value, list):
                stated[name] = value
    return stated


def _nth(body: Mapping[str, Any], inner: List[Any], i: int) -> Mapping[str, Any]:
    """One of several, with its own of what stands beside them as a list of the same length."""
    count = len(inner)
    row = {}
    for name in (*_OUTPUT_FIELDS, "prediction_id"):
        value = body.get(name)
        if isinstance(value, list) and len(value) == count:
            row[name] = value[i]
        elif count == 1:
            row[name] = value
    return {**row, "prediction": inner[i]}
