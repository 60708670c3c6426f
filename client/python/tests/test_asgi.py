# Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
"""The middleware, driven by hand as an ASGI server would."""

import asyncio
import json
import threading
import unittest
from typing import Any, Dict, List, Tuple

from halflife_client import Client
from halflife_client.asgi import PredictionLogMiddleware
from tests.stub import PATIENCE, StubCollector
from tests.test_client import HASTY, but

JSON = [(b"content-type", b"application/json; charset=utf-8")]


def answering(body: Any, status: int = 200, headers: Any = JSON, parts: int = 1) -> Any:
    """An app that reads its request, then answers in so many parts."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        app.read = b""  # type: ignore[attr-defined]
        more = True
        while more:
            message = await receive()
            app.read += message.get("body", b"")  # type: ignore[attr-defined]
            more = message.get("more_body", False)
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        await send({"type": "http.response.start", "status": status, "headers": headers})
        size = -(-len(data) // parts) or 1
        for i in range(parts):
            part = data[i * size : (i + 1) * size]
            await send({"type": "http.response.body", "body": part, "more_body": i < parts - 1})

    return app


def call(
    app: Any, body: Any, path: str = "/predict", chunks: int = 1, headers: Any = ()
) -> Tuple[int, bytes]:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    size = -(-len(data) // chunks) or 1
    incoming = [
        {
            "type": "http.request",
            "body": data[i * size : (i + 1) * size],
            "more_body": i < chunks - 1,
        }
        for i in range(chunks)
    ]
    sent: List[Dict[str, Any]] = []

    async def receive() -> Any:
        return incoming.pop(0) if incoming else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": path, "headers": list(headers)}
    asyncio.run(app(scope, receive, send))
    return sent[0]["status"], b"".join(m.get("body", b"") for m in sent[1:])


class MiddlewareTest(unittest.TestCase):
    def setUp(self) -> None:
        self.collector = StubCollector()
        self.addCleanup(self.collector.close)
        self.client = Client(self.collector.url, settings=HASTY)
        self.addCleanup(self.client.close, 0.2)

    def wrapped(self, app: Any, **arguments: Any) -> PredictionLogMiddleware:
        return PredictionLogMiddleware(
            app, client=self.client, model="credit-risk", version="7", **arguments
        )

    def logged(self) -> List[Dict[str, Any]]:
        self.assertTrue(self.client.flush(PATIENCE))
        return [item for r in self.collector.requests for item in r.items]

    def test_prediction_is_logged_and_the_app_sees_every_byte(self) -> None:
        app = answering({"label": "default", "score": 0.83}, parts=3)
        status, body = call(self.wrapped(app), {"age": 41, "region": "north"}, chunks=4)
        self.assertEqual((200, {"label": "default", "score": 0.83}), (status, json.loads(body)))
        self.assertEqual({"age": 41, "region": "north"}, json.loads(app.read))
        (item,) = self.logged()
        self.assertEqual({"age": 41, "region": "north"}, item["features"])
        self.assertEqual({"label": "default", "score": 0.83}, item["prediction"])
        self.assertEqual(("credit-risk", "7"), (item["model"], item["version"]))
        self.assertGreaterEqual(item["latency_ms"], 0)

    def test_common_shapes_are_understood(self) -> None:
        shapes = [
            ({"features": {"a": 1}}, {"prediction": 2.5}, {"a": 1}, {"value": 2.5}),
            ({"a": 1, "nested": {"x": 1}}, {"prediction": "yes"}, {"a": 1}, {"label": "yes"}),
            ([{"a": 1}], [0.5], {"a": 1}, {"value": 0.5}),
            ({"instances": [{"a": 1}]}, {"predictions": [{"score": 0.5}]}, {"a": 1}, {"score": 0.5}),
        ]
        for n, (request, answer, features, output) in enumerate(shapes):
            call(self.wrapped(answering(answer)), request)
            item = self.logged()[n]
            self.assertEqual((features, output), (item["features"], item["prediction"]))

    def test_label_and_score_are_found_in_both_places(self) -> None:
        both = {"label": "default", "score": 0.83}
        split = {"yes": 0.8, "no": 0.2}
        shapes: List[Tuple[Any, Any]] = [
            ({"prediction": "default", "score": 0.83}, both),
            ({"output": {"label": "default"}, "score": 0.83}, both),
            ({"label": "default", "prediction": {"score": 0.83}}, both),
            ({"prediction": 1, "score": 0.83}, {"label": "1", "score": 0.83}),
            ({"prediction": True, "score": 0.83}, {"label": "true", "score": 0.83}),
            ({"prediction": "yes", "probabilities": split}, {"label": "yes", "probabilities": split}),
            ({"prediction": 0, "probabilities": [0.9, 0.1]}, {"label": "0"}),
            ({"prediction": ["default"], "score": 0.83}, both),
            ({"predictions": ["default"], "score": [0.83]}, both),
            ({"value": 2.5, "prediction": 7}, {"value": 2.5}),
            ({"score": 0.83}, {"score": 0.83}),
        ]
        for n, (answer, output) in enumerate(shapes):
            call(self.wrapped(answering(answer)), {"a": 1})
            self.assertEqual(output, self.logged()[n]["prediction"], answer)

    def test_bodies_of_mlflow_are_understood(self) -> None:
        rows = [{"age": 41, "region": "north"}, {"age": 29, "region": None}]
        columns = {"age": [41, 29], "region": ["north", None]}
        split = {"columns": ["age", "region"], "index": [0, 1], "data": [[41, "north"], [29, None]]}
        bodies: List[Any] = [
            {"dataframe_split": split, "params": {"x": 1}},
            {"dataframe_records": rows},
            {"instances": rows},
            {"inputs": rows},
            {"inputs": columns},
            {"instances": columns},
        ]
        for n, body in enumerate(bodies):
            call(self.wrapped(answering({"predictions": [0.5, 1.5]})), body)
            self.assertEqual(rows, [i["features"] for i in self.logged()[2 * n :]], body)

    def test_no_prediction_without_features_is_logged(self) -> None:
        bodies: List[Any] = [
            {"instances": [[1.0, 2.0]]},
            {"inputs": [1.0]},
            {"inputs": {"a": [1], "b": [1, 2]}},
            {"customer": {"age": 41}},
            {"features": [1, 2]},
            {"dataframe_split": {"data": [[1]]}},
            {"dataframe_split": {"columns": ["a", "a"], "data": [[1, 2]]}},
            {"dataframe_split": {"columns": ["a"], "data": [[1, 2]]}},
            [{"a": {"b": 1}}],
        ]
        for body in bodies:
            wrapped = self.wrapped(answering([0.5]))
            call(wrapped, body)
            self.assertEqual({"unmapped": 1}, wrapped.skipped, body)
        self.assertEqual([], self.logged())

    def test_batch_gives_one_prediction_per_row(self) -> None:
        call(self.wrapped(answering({"predictions": [1, 2, 3]})), {"instances": [{"a": i} for i in range(3)]})
        items = self.logged()
        self.assertEqual([1, 2, 3], [i["prediction"]["value"] for i in items])
        self.assertEqual(3, len({i["prediction_id"] for i in items}))

    def test_many_rows_are_mapped_on_the_clients_thread(self) -> None:
        client = Client(self.collector.url)
        self.addCleanup(client.close, 0.2)
        self.client = client
        threads: List[str] = []

        def features(body: Any) -> Any:
            threads.append(threading.current_thread().name)
            return body["instances"]

        wrapped = self.wrapped(answering({"predictions": list(range(2500))}), features=features)
        call(wrapped, {"instances": [{"a": i} for i in range(2500)]})
        items = self.logged()
        self.assertEqual(list(range(2500)), [i["features"]["a"] for i in items])
        self.assertEqual(["halflife-client"], threads)

    def test_many_rows_are_logged_by_a_close(self) -> None:
        call(self.wrapped(answering(list(range(500)))), [{"a": i} for i in range(500)])
        self.assertTrue(self.client.close(PATIENCE))
        self.assertEqual(500, self.client.stats().sent)

    def test_what_waits_to_be_mapped_is_bounded(self) -> None:
        self.client = Client(self.collector.url, settings=but(queue_bytes_max=12_000))
        self.addCleanup(self.client.close, 0.2)
        release = threading.Event()

        def features(body: Any) -> Any:
            release.wait(PATIENCE)
            return body

        wrapped = self.wrapped(answering(1), features=features)
        for _ in range(5):
            call(wrapped, {"a": "x" * 5000})
        self.assertEqual({"overloaded": 3}, wrapped.skipped)
        release.set()
        self.assertEqual(2, len(self.logged()))
        call(wrapped, {"a": "x" * 5000})
        self.assertEqual(3, len(self.logged()))

    def test_mapping_functions_decide(self) -> None:
        app = self.wrapped(
            answering({"result": {"p": 0.9}}),
            features=lambda body: {"income": body["customer"]["income"]},
            output=lambda body: {"score": body["result"]["p"], "prediction_id": "mine"},
        )
        call(app, {"customer": {"income": 1000}})
        (item,) = self.logged()
        self.assertEqual({"income": 1000}, item["features"])
        self.assertEqual("mine", item["prediction_id"])

    def test_id_comes_from_the_callers_header(self) -> None:
        call(self.wrapped(answering(1)), {"a": 1}, headers=[(b"x-prediction-id", b"abc")])
        self.assertEqual("abc", self.logged()[0]["prediction_id"])

    def test_what_is_no_prediction_is_left_out_and_counted(self) -> None:
        cases: List[Tuple[Any, Any, str]] = [
            (answering({"detail": "no"}, status=422), {"a": 1}, "no_success"),
            (answering(b"<html>", headers=[(b"content-type", b"text/html")]), {"a": 1}, "no_json"),
            (answering({"label": "x"}), b"not json", "mapping_failed"),
            (answering(b"not json"), {"a": 1}, "mapping_failed"),
            (answering({"other": 1}), {"a": 1}, "unmapped"),
            (answering([1, 2]), [{"a": 1}], "mapping_failed"),
            (answering({"label": "x" * 200}), {"a": 1}, "too_large"),
            (answering({"label": "x"}), {"a": "x" * 200}, "too_large"),
        ]
        for app, body, reason in cases:
            wrapped = self.wrapped(app, body_bytes_max=100)
            bare = call(app, body)
            self.assertEqual(bare, call(wrapped, body), "the answer is the app's own")
            self.assertEqual({reason: 1}, wrapped.skipped)
        self.assertEqual([], self.logged())

    def test_failing_mapping_breaks_nothing(self) -> None:
        def failing(body: Any) -> Any:
            raise KeyError("a mapping's fault")

        wrapped = self.wrapped(answering({"label": "x"}), features=failing)
        self.assertEqual(200, call(wrapped, {"a": 1})[0])
        self.assertEqual({"mapping_failed": 1}, wrapped.skipped)

    def test_failing_app_fails_as_without_it(self) -> None:
        async def app(scope: Any, receive: Any, send: Any) -> None:
            raise ZeroDivisionError("the app's fault")

        wrapped = self.wrapped(app)
        with self.assertRaises(ZeroDivisionError):
            call(wrapped, {"a": 1})
        self.assertEqual({"no_success": 1}, wrapped.skipped)

    def test_other_paths_and_protocols_are_passed_through(self) -> None:
        seen = []

        async def app(scope: Any, receive: Any, send: Any) -> None:
            seen.append((scope["type"], receive, send))

        wrapped = self.wrapped(app)

        async def nothing() -> Any:
            return None

        for scope in ({"type": "lifespan"}, {"type": "websocket", "path": "/predict"}):
            asyncio.run(wrapped(scope, nothing, nothing))  # type: ignore[arg-type]
        other = {"type": "http", "method": "POST", "path": "/health"}
        asyncio.run(wrapped(other, nothing, nothing))  # type: ignore[arg-type]
        self.assertTrue(all(r is nothing and s is nothing for _, r, s in seen))
        self.assertEqual(3, len(seen))

    def test_stream_is_passed_part_by_part(self) -> None:
        passed: List[bytes] = []
        events = [(b"content-type", b"text/event-stream")]

        async def run() -> None:
            wrapped = self.wrapped(answering(b"0123456789", headers=events, parts=5))

            async def receive() -> Any:
                return {"type": "http.request", "body": b"{}", "more_body": False}

            async def send(message: Any) -> None:
                passed.append(message.get("body", b""))

            await wrapped({"type": "http", "method": "POST", "path": "/predict"}, receive, send)

        asyncio.run(run())
        self.assertEqual([b"", b"01", b"23", b"45", b"67", b"89"], passed)
        self.assertEqual([], self.logged())


if __name__ == "__main__":
    unittest.main()
