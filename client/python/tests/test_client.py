# Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
"""The contract of a sender, row by row."""

import json
import math
import os
import re
import socket
import tempfile
import threading
import time
import unittest
from datetime import datetime, timezone
from typing import Any, List
from unittest import mock

from halflife_client import Client, Counts, Settings, new_prediction_id
from halflife_client.queue import PREDICTION, ItemQueue
from halflife_client.transport import Transport
from tests.stub import PATIENCE, Answer, DripServer, StubCollector, batch, eventually

# How many batches there are does not hang on the scheduler: flushing and size cut them, not time.
HASTY = Settings(
    batch_items_max=10,
    batch_delay_max=60,
    request_timeout=0.5,
    retry_delay_first=0.005,
    retry_delay_max=0.02,
)


def but(**changes: Any) -> Settings:
    return Settings(**{**vars(HASTY), **changes})


SOON = but(batch_delay_max=0.02)


class ClientTest(unittest.TestCase):
    def setUp(self) -> None:
        self.collector = StubCollector()
        self.addCleanup(self.collector.close)
        self.client = self.open()

    def open(self, **arguments: Any) -> Client:
        client = Client(self.collector.url, **{"settings": HASTY, **arguments})
        self.addCleanup(client.close, 0.2)
        self.client = client
        return client

    def log(self, count: int) -> List[str]:
        ids = [f"p{i}" for i in range(count)]
        for i in ids:
            self.client.log("credit-risk", "7", {"age": 41}, score=0.5, prediction_id=i)
        return ids

    def settled(self) -> Counts:
        self.assertTrue(self.client.flush(PATIENCE), self.client.stats())
        counts = self.client.stats()
        self.assertEqual(
            counts.logged + counts.recovered,
            counts.sent + sum(counts.rejected.values()) + sum(counts.dropped.values()),
            counts,
        )
        self.assertEqual((0, 0, 0), (counts.queued_items, counts.queued_bytes, counts.in_flight_items))
        return counts

    def test_log_arrives_once_in_order(self) -> None:
        ids = self.log(3)
        self.assertEqual(3, self.settled().sent)
        self.assertEqual(ids, self.collector.stored)
        request = self.collector.requests[0]
        self.assertEqual("/v1/predictions", request.path)
        self.assertEqual({"age": 41}, request.items[0]["features"])
        self.assertNotIn("authorization", request.headers)

    def test_log_without_flush_arrives(self) -> None:
        self.open(settings=SOON)
        self.log(1)
        eventually(lambda: len(self.collector.stored) == 1, self.client.stats)

    def test_batches_hold_their_limit_on_one_connection(self) -> None:
        self.log(95)
        self.settled()
        self.assertTrue(all(len(r.items) <= 10 for r in self.collector.requests))
        self.assertEqual(95, len(set(self.collector.stored)))
        self.assertEqual(1, self.collector.accepted)

    def test_large_bodies_are_compressed(self) -> None:
        self.log(1)
        self.settled()
        self.log(10)
        self.settled()
        self.assertNotIn("content-encoding", self.collector.requests[0].headers)
        self.assertEqual("gzip", self.collector.requests[-1].headers["content-encoding"])

    def test_ground_truth_goes_to_its_door(self) -> None:
        self.client.log_ground_truth("credit-risk", "p", label="ok")
        self.settled()
        request = self.collector.requests[0]
        self.assertEqual("/v1/ground-truth", request.path)
        self.assertEqual({"label": "ok"}, request.items[0]["actual"])
        self.assertIn("observed_at", request.items[0])

    def test_identity_is_the_same_at_every_try(self) -> None:
        self.collector.script = [Answer(503), Answer(500)]
        identity = self.client.log("m", "1", value=1.5)
        self.assertEqual(1, self.settled().sent)
        self.assertEqual(3, len(self.collector.requests))
        self.assertEqual(1, len({json.dumps(r.items) for r in self.collector.requests}))
        self.assertEqual([identity], self.collector.requests[0].ids)
        self.assertEqual(2, self.client.stats().retried)

    def test_transient_answers_are_tried_again(self) -> None:
        for status in (408, 429, 500, 502, 503, 504):
            self.collector.script = [Answer(status)]
            self.log(1)
            self.settled()
        self.assertEqual(12, len(self.collector.requests))

    def test_other_refusals_are_final(self) -> None:
        refusals = (400, 401, 403, 404, 405, 406, 409, 411, 412, 422, 431, 501, 505)
        for status in refusals:
            self.collector.script = [Answer(status, body=b'{"code":"c%d"}' % status)]
            self.log(2)
            self.assertEqual(2, self.settled().rejected[f"c{status}"])
        self.assertEqual(len(refusals), len(self.collector.requests))

    def test_server_errors_are_tried_five_times(self) -> None:
        self.collector.always = lambda r: Answer(500)
        self.log(1)
        self.assertEqual({"server_error": 1}, self.settled().dropped)
        self.assertEqual(5, len(self.collector.requests))

    def test_retry_after_is_honoured(self) -> None:
        self.collector.script = [Answer(429, {"Retry-After": "1"})]
        start = time.monotonic()
        self.log(1)
        self.settled()
        self.assertGreaterEqual(time.monotonic() - start, 1.0)

    def test_success_of_a_stranger_is_tried_again(self) -> None:
        self.collector.script = [
            Answer(200, body=b"<html>log in</html>"),
            Answer(302, {"Location": "http://127.0.0.1:1/"}),
            Answer(204, body=b""),
        ]
        self.log(1)
        self.assertEqual(1, self.settled().sent)
        self.assertEqual(4, len(self.collector.requests))

    def test_rejected_items_are_counted_by_their_first_code(self) -> None:
        errors = [
            {"index": 0, "code": "type_mismatch"},
            {"index": 0, "code": "required"},
            {"index": 2, "code": "out_of_range"},
        ]
        self.collector.script = [batch(200, 7, 3, {"errors": errors})]
        self.log(10)
        counts = self.settled()
        self.assertEqual(7, counts.sent)
        self.assertEqual({"type_mismatch": 1, "out_of_range": 1, "not_listed": 1}, counts.rejected)

    def test_all_rejected_is_final(self) -> None:
        body = {"code": "all_items_rejected", "errors": [{"index": 0, "code": "unknown_model"}]}
        self.collector.script = [batch(422, 0, 1, body)]
        self.log(1)
        self.assertEqual({"unknown_model": 1}, self.settled().rejected)

    def test_too_large_is_halved(self) -> None:
        self.collector.always = lambda r: Answer(413) if len(r.items) > 3 else None
        ids = self.log(10)
        self.settled()
        self.assertEqual(sorted(ids), sorted(self.collector.stored))

    def test_too_large_costs_the_one_item(self) -> None:
        self.collector.always = lambda r: Answer(413) if "p4" in r.ids else None
        self.log(10)
        counts = self.settled()
        self.assertEqual((9, {"too_large": 1}), (counts.sent, counts.dropped))

    def test_unsupported_encoding_is_sent_plain_from_then_on(self) -> None:
        self.collector.always = (
            lambda r: Answer(415) if "content-encoding" in r.headers else None
        )
        self.log(10)
        self.settled()
        self.log(10)
        self.assertEqual(20, self.settled().sent)
        self.assertEqual(3, len(self.collector.requests))

    def test_gives_up_after_its_time(self) -> None:
        self.open(settings=but(retry_for=0.2))
        self.collector.always = lambda r: Answer(503)
        self.log(4)
        self.assertEqual({"gave_up": 4}, self.settled().dropped)

    def test_overflow_drops_the_oldest(self) -> None:
        self.open(settings=but(queue_items_max=20))
        self.collector.always = lambda r: Answer(503)
        self.log(100)
        self.assertEqual(20, self.client.stats().queued_items)
        self.collector.always = lambda r: None
        counts = self.settled()
        self.assertGreaterEqual(counts.dropped["overflow"], 60)
        self.assertTrue({f"p{i}" for i in range(80, 100)} <= set(self.collector.stored))

    def test_overflow_counts_bytes(self) -> None:
        self.open(settings=but(queue_bytes_max=2000))
        self.collector.always = lambda r: Answer(503)
        self.log(100)
        self.assertLessEqual(self.client.stats().queued_bytes, 2000)
        self.assertGreater(self.client.stats().dropped["overflow"], 50)

    def test_log_never_raises(self) -> None:
        class Hostile:
            def __str__(self) -> str:
                raise RecursionError

        self.client.log("m", "1", {"a": Hostile()})
        self.client.log("m", "1", {"n" * 5000: 1})
        self.client.log("m", "1", score="high")
        self.client.log("m", "1", event_time=datetime(2026, 1, 1))
        self.client.log("m", "1", 17)  # type: ignore[arg-type]
        self.client.log("m", "1", prediction_id=Hostile())  # type: ignore[arg-type]
        self.client.log_ground_truth("m", "p")
        self.client.log("m", "1", label="x" * (300 << 10))
        counts = self.settled()
        # The id that cannot be made is empty: that item is sent, and the collector says so.
        self.assertEqual({"invalid": 6, "too_large": 1}, counts.dropped)

    def test_odd_values_spoil_nothing(self) -> None:
        self.client.log(
            "m",
            "1",
            {"n": math.nan, "i": -math.inf, "b": 10**5000, "t": True, "h": "\ud800", 3: None},
            label=1,
            prediction_id="odd",
        )
        self.log(1)
        self.assertEqual(2, self.settled().sent)
        item = self.collector.requests[0].items[0]
        expected = {"n": None, "i": None, "b": None, "t": True, "h": "\ud800", "3": None}
        self.assertEqual(expected, item["features"])
        self.assertEqual("1", item["prediction"]["label"])

    def test_log_after_close_is_counted(self) -> None:
        self.log(1)
        self.assertTrue(self.client.close(5))
        self.log(3)
        self.assertEqual({"closed": 3}, self.client.stats().dropped)
        self.assertTrue(self.client.close(0))
        self.assertTrue(self.client.flush(1))

    def test_close_delivers_what_it_can(self) -> None:
        ids = self.log(35)
        self.assertTrue(self.client.close(10))
        self.assertEqual(set(ids), set(self.collector.stored))

    def test_close_keeps_its_budget_with_a_hung_collector(self) -> None:
        self.open(settings=but(request_timeout=30))
        self.collector.hang.set()
        self.log(35)
        start = time.monotonic()
        self.client.close(0.5)
        self.assertLess(time.monotonic() - start, 2)
        eventually(lambda: self.client.stats().dropped == {"closed": 35}, self.client.stats)

    def close_with_collector_down(self, budget: float, delay: float) -> float:
        """Seconds that closing took where a try was due every `delay` seconds."""
        with mock.patch("halflife_client.sender.random.uniform", return_value=delay):
            self.open(settings=SOON)
            self.collector.close()
            self.log(5)
            # The first batch has as many as were logged when it was cut.
            eventually(lambda: self.client.stats().in_flight_items > 0, self.client.stats)
            start = time.monotonic()
            self.assertTrue(self.client.close(budget))
            took = time.monotonic() - start
        self.assertEqual({"closed": 5}, self.client.stats().dropped)
        return took

    def test_close_does_not_wait_for_a_try_that_comes_too_late(self) -> None:
        # Well over what the close may take, also after the moments until it is called.
        self.assertLess(self.close_with_collector_down(10, 60), 2)

    def test_close_waits_for_tries_within_its_budget_and_no_longer(self) -> None:
        # Due after 1.5 and 3 s; the third would come after the budget.
        took = self.close_with_collector_down(4, 1.5)
        self.assertGreater(took, 1)
        self.assertLess(took, 4)
        self.assertGreaterEqual(self.client.stats().retried, 2)

    def test_date_and_key_are_sent(self) -> None:
        self.open(api_key="hl_live_abc")
        self.log(1)
        self.settled()
        headers = self.collector.requests[0].headers
        self.assertEqual("Bearer hl_live_abc", headers["authorization"])
        self.assertRegex(headers["date"], r"^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$")

    def test_clock_warning_is_given_once(self) -> None:
        warned = {"warnings": [{"code": "clock_skew", "seconds": 94}]}
        self.collector.always = lambda r: batch(200, len(r.items), 0, warned)
        with self.assertLogs("halflife_client", "WARNING") as logs:
            for _ in range(3):
                self.log(1)
                self.settled()
        self.assertEqual(1, sum("94 s" in line for line in logs.output), logs.output)

    def test_idle_connection_that_was_closed_costs_no_retry(self) -> None:
        self.log(1)
        self.settled()
        self.collector.drop_connections()
        eventually(lambda: self.collector.open == 0, lambda: self.collector.open)
        self.log(1)
        counts = self.settled()
        self.assertEqual((2, 0), (counts.sent, counts.retried))

    def test_down_then_up_needs_no_restart(self) -> None:
        port = self.collector.port
        self.collector.close()
        ids = self.log(30)
        eventually(lambda: self.client.stats().retried > 3, self.client.stats)
        self.collector = StubCollector(port)
        self.addCleanup(self.collector.close)
        self.assertEqual(30, self.settled().sent)
        self.assertEqual(sorted(ids), sorted(self.collector.stored))

    def test_hung_collector_holds_one_socket_and_recovers(self) -> None:
        self.open(settings=SOON)
        self.collector.hang.set()
        ids = self.log(5)
        eventually(lambda: self.client.stats().retried >= 2, self.client.stats)
        self.collector.hang.clear()
        self.collector.drop_connections()
        self.assertEqual(5, self.settled().sent)
        # An answer may be lost with its connection: the repeat has the same ids.
        self.assertEqual(ids, list(dict.fromkeys(self.collector.stored)))
        self.assertLessEqual(self.collector.most_open, 2)

    def test_dripping_answer_does_not_outlast_the_try(self) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\nIngest-Accepted: 1\r\n"
        chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n"
        for whole in (b"", head + b"X-A: ", head + b"\r\n", chunked):
            drip = DripServer(whole)
            self.addCleanup(drip.close)
            transport = Transport(drip.url, None, 0.4, 1 << 20)
            start = time.monotonic()
            with self.assertRaises(OSError, msg=repr(whole)):
                transport.post("/v1/predictions", b"{}", True)
            # Each byte comes well within the timeout; they would take a minute together.
            self.assertLess(time.monotonic() - start, 3, whole)

    def test_receiver_that_does_not_read_does_not_outlast_the_try(self) -> None:
        server = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(server.close)
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        start = time.monotonic()
        with self.assertRaises(OSError):
            Transport(url, None, 0.4, 1 << 30).post("/", b"x" * (64 << 20), True)
        self.assertLess(time.monotonic() - start, 3)

    def test_large_answer_is_cut_off(self) -> None:
        answer = batch(200, 1)
        self.collector.script = [answer._replace(body=b"x" * (4 << 20))]
        self.log(1)
        self.assertEqual(1, self.settled().sent)
        self.log(1)
        self.assertEqual(2, self.settled().sent)

    def test_listener_is_told_and_may_fail(self) -> None:
        told: List[Counts] = []

        def listen(counts: Counts) -> None:
            told.append(counts)
            raise ValueError("a listener's fault")

        self.open(on_change=listen)
        self.log(1)
        self.settled()
        eventually(lambda: bool(told) and told[-1].sent == 1, lambda: told)

    def test_many_threads_lose_nothing(self) -> None:
        def work(name: int) -> None:
            for i in range(200):
                self.client.log("m", "1", {"i": i}, prediction_id=f"{name}-{i}")

        threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(800, self.settled().sent)
        self.assertEqual(800, len(set(self.collector.stored)))

    def test_item_waits_where_no_thread_can_start(self) -> None:
        def refuse() -> None:
            raise RuntimeError("can't start new thread")

        start = self.client._sender.thread.start
        self.client._sender.thread.start = refuse  # type: ignore[method-assign]
        self.log(1)
        counts = self.client.stats()
        self.assertEqual((1, {}), (counts.queued_items, counts.dropped))
        self.client._sender.thread.start = start  # type: ignore[method-assign]
        self.log(1)
        self.assertEqual(2, self.settled().sent)

    def test_sender_is_woken_when_the_bytes_of_a_request_are_full(self) -> None:
        queue = ItemQueue(100, 10_000, 50, 100, 60.0)
        woken: List[int] = []
        queue.changed.notify_all = lambda: woken.append(queue.items)  # type: ignore[method-assign]
        for _ in range(10):
            queue.add(PREDICTION, b"x" * 40)
        self.assertEqual([3], woken)

    def test_signal_handler_may_log_while_its_thread_logs(self) -> None:
        def handle() -> None:
            with self.client._lock, self.client._counters._lock, self.client._queue.changed:
                self.log(1)

        # A thread of its own, so that a deadlock fails instead of hanging.
        thread = threading.Thread(target=handle, daemon=True)
        thread.start()
        thread.join(PATIENCE)
        self.assertFalse(thread.is_alive())
        self.assertEqual(1, self.settled().sent)

    def test_settings_are_checked(self) -> None:
        for wrong in ({"queue_items_max": 0}, {"retry_for": -1.0}, {"batch_delay_max": math.nan}):
            with self.assertRaisesRegex(ValueError, next(iter(wrong))):
                Settings(**wrong)  # type: ignore[arg-type]
        for url in ("collector:8080", "ftp://host", "http://"):
            with self.assertRaisesRegex(ValueError, "url is not like"):
                Client(url)
        with self.assertRaises(ValueError) as refused:
            Client("http://127.0.0.1:1", api_key="secret\r\nX: y")
        self.assertNotIn("secret", str(refused.exception))

    def test_path_of_the_url_is_kept(self) -> None:
        client = Client(self.collector.url + "/halflife/", settings=HASTY)
        self.addCleanup(client.close, 0.2)
        client.log("m", "1")
        self.assertTrue(client.flush(PATIENCE))
        self.assertEqual("/halflife/v1/predictions", self.collector.requests[0].path)

    def test_ids_are_uuids_of_version_7_and_sort(self) -> None:
        ids = [new_prediction_id() for _ in range(1000)]
        self.assertEqual(1000, len(set(ids)))
        shape = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
        self.assertTrue(all(shape.fullmatch(i) for i in ids))
        millis = int(ids[0].replace("-", "")[:12], 16)
        now = datetime.now(timezone.utc).timestamp() * 1000
        self.assertLess(abs(now - millis), 60_000)


@unittest.skipUnless(hasattr(os, "fork"), "no fork on this system")
class ForkTest(unittest.TestCase):
    """What a server with several workers does: one client made before the fork."""

    def test_each_process_sends_its_own_once(self) -> None:
        collector = StubCollector()
        self.addCleanup(collector.close)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        spool = os.path.join(folder.name, "spool")
        client = Client(collector.url, settings=HASTY, spool=spool)
        self.addCleanup(client.close, 0.2)
        client.log("m", "1", prediction_id="before")
        self.assertTrue(client.flush(PATIENCE))
        collector.always = lambda r: Answer(503)
        client.log("m", "1", prediction_id="parent")
        children = []
        for n in range(3):
            child = os.fork()
            if child == 0:
                failed = 1
                try:
                    empty = client.stats() == Counts()
                    client.log("m", "1", prediction_id=f"child-{n}")
                    failed = 0 if empty and client.flush(PATIENCE) else 2
                finally:
                    os._exit(failed)
            children.append(child)
        collector.always = lambda r: None
        for child in children:
            _, status = os.waitpid(child, 0)
            self.assertEqual(0, status)
        self.assertTrue(client.flush(PATIENCE))
        expected = ["before", "child-0", "child-1", "child-2", "parent"]
        self.assertEqual(expected, sorted(collector.stored))


class LatencyTest(unittest.TestCase):
    """Against the budget of 50 µs, with room for a machine that is busy: the median."""

    def test_log_is_quick_while_the_collector_hangs(self) -> None:
        collector = StubCollector()
        self.addCleanup(collector.close)
        collector.hang.set()
        client = Client(collector.url)
        self.addCleanup(client.close, 0.1)
        features = {f"feature_{i}": i * 0.37 for i in range(20)}
        features.update({f"category_{i}": "north" for i in range(3)})  # type: ignore[dict-item]
        times = []
        for _ in range(3000):
            start = time.perf_counter_ns()
            client.log("credit-risk", "7", features, score=0.83)
            times.append(time.perf_counter_ns() - start)
        times.sort()
        self.assertLess(times[1500] / 1000, 200, "median in µs")


if __name__ == "__main__":
    unittest.main()
