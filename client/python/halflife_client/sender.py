# Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
"""The one thread of a client: cuts parcels, sends them, judges the answers."""

import http.client
import json
import logging
import random
import threading
import time
from typing import Any, Callable, Dict, List, Optional, Tuple

from .counts import Counters, Counts
from .queue import ItemQueue, Parcel
from .spool import Spool
from .transport import Reply, Transport

_LOG = logging.getLogger("halflife_client")

_DOORS = {0: ("/v1/predictions", "predictions"), 1: ("/v1/ground-truth", "ground_truth")}
_TRANSIENT = frozenset((408, 429, 500, 502, 503, 504))
_RETRY_AFTER_MAX = 300.0
_SERVER_ERRORS_MAX = 5
_CODES_SHOWN = 3
_WARN_INTERVAL = 60.0
_REPORT_INTERVAL = 0.5


class _Warnings:
    """One warning of a kind per minute: an outage must not fill the app's log."""

    def __init__(self) -> None:
        self._last: Dict[str, float] = {}

    def warn(self, kind: str, message: str, *values: Any, once: bool = False) -> None:
        now = time.monotonic()
        last = self._last.get(kind)
        if last is None or (not once and now - last >= _WARN_INTERVAL):
            self._last[kind] = now
            _LOG.warning(message, *values)


class Sender:
    """Runs on a daemon thread until `end_by` or until all is delivered after it was set."""

    def __init__(
        self,
        queue: ItemQueue,
        counters: Counters,
        transport: Transport,
        retries: Tuple[float, float, float],
        spool: Optional[Tuple[str, int]],
        on_change: Optional[Callable[[Counts], None]],
    ) -> None:
        self._queue = queue
        self._counters = counters
        self._transport = transport
        self._first, self._max, self._for = retries
        self._spool_at = spool
        self._spool: Optional[Spool] = None
        self._on_change = on_change
        self._warnings = _Warnings()
        self._plain = False
        self._failing = False
        self._replay_not_before = 0.0
        self._under_way: Optional[Parcel] = None
        self._reported = counters.snapshot(0, 0)
        self._reported_at = time.monotonic()
        self._end_by: Optional[float] = None
        self._closing = threading.Event()
        self.thread = threading.Thread(target=self._run, name="halflife-client", daemon=True)

    def end_by(self, moment: float) -> None:
        self._end_by = moment
        self._closing.set()
        self._queue.hurry(time.monotonic())

    def await_end(self, timeout: float) -> bool:
        self.thread.join(max(0.0, timeout))
        if self.thread.is_alive():
            self._transport.interrupt()
        return not self.thread.is_alive()

    def forget(self) -> None:
        """After a fork: what the parent goes on using is let go of without a word."""
        self._transport.close()
        if self._spool is not None:
            self._spool.close()

    def is_settled_until(self, mark: float) -> bool:
        """Whether nothing logged until then waits in memory. Needs the lock of the queue."""
        parcel = self._under_way
        return self._queue.is_cut_until(mark) and (
            parcel is None or parcel.spooled or parcel.oldest_at > mark
        )

    def _run(self) -> None:
        self._guarded(self._open_spool)
        while not self._is_over():
            self._guarded(self._turn)
        self._guarded(self._queue.do_works)
        self._guarded(self._keep_rest)
        self._transport.close()
        if self._spool is not None:
            self._guarded(self._spool.close)
        self._report(last=True)
        with self._queue.changed:
            self._queue.changed.notify_all()

    def _guarded(self, work: Callable[[], Any]) -> None:
        """Nothing that goes wrong here may end the thread: that would silence the app."""
        try:
            work()
        except Exception as e:
            self._warnings.warn("fault", "a fault of the client; it goes on: %r", e)
            self._closing.wait(0.1)

    def _rest(self) -> float:
        return float("inf") if self._end_by is None else self._end_by - time.monotonic()

    def _is_over(self) -> bool:
        return self._closing.is_set() and (
            self._rest() <= 0
            or (self._queue.items == 0 and not self._queue.has_works())
            or self._failing
        )

    def _turn(self) -> None:
        if self._closing.is_set():
            self._queue.hurry(time.monotonic())
        self._queue.do_works()
        parcel = self._replayed()
        if parcel is None:
            with self._queue.changed:
                # Taken and shown in one step: a flush must not see it in neither place.
                parcel, wait = self._queue.ready()
                self._under_way = parcel
                if parcel is None and not self._queue.has_works():
                    self._queue.changed.wait(min(wait, 1.0))
        if parcel is not None:
            self._deliver(parcel)
        self._report()

    # Delivery.

    def _deliver(self, parcel: Parcel) -> None:
        self._under_way = parcel
        waiting = [parcel]
        settled = True
        try:
            while waiting:
                self._show_under_way(waiting)
                settled &= self._deliver_one(waiting)
        finally:
            for rest in waiting:
                settled &= self._keep(rest, "closed")
            if parcel.spooled and settled and self._spool is not None:
                self._spool.acknowledge()
            self._show_spool()
            self._counters.in_flight_items = 0
            with self._queue.changed:
                self._under_way = None
                self._queue.changed.notify_all()

    def _show_under_way(self, waiting: List[Parcel]) -> None:
        self._counters.in_flight_items = sum(len(p.items) for p in waiting if not p.spooled)

    def _deliver_one(self, waiting: List[Parcel]) -> bool:
        """Takes the last parcel and settles it, or puts its halves back; False: it stays spooled."""
        parcel = waiting.pop()
        path, name = _DOORS[parcel.kind]
        body = b'{"' + name.encode() + b'":[' + b",".join(parcel.items) + b"]}"
        give_up_at = time.monotonic() + self._for
        bound, server_errors, tries = self._first, 0, 0
        plain = self._plain
        while True:
            reply: Optional[Reply] = None
            reason = ""
            if tries:
                self._counters.retry()
            tries += 1
            try:
                reply = self._transport.post(path, body, plain)
                reason = f"status {reply.status}"
            except (OSError, http.client.HTTPException) as e:
                reason = repr(e)
            if reply is not None:
                if reply.status < 400 and not reply.is_collectors:
                    self._warnings.warn(
                        "stranger",
                        "an answer %d is not the collector's, a proxy's perhaps; trying again",
                        reply.status,
                        once=True,
                    )
                elif reply.status in _TRANSIENT:
                    server_errors += reply.status == 500
                    if server_errors >= _SERVER_ERRORS_MAX:
                        self._failing = False
                        return self._drop(parcel, "server_error")
                elif reply.status == 413:
                    self._failing = False
                    if len(parcel.items) == 1:
                        return self._drop(parcel, "too_large")
                    middle = len(parcel.items) // 2
                    waiting.append(parcel._replace(items=parcel.items[middle:]))
                    waiting.append(parcel._replace(items=parcel.items[:middle]))
                    return True
                elif reply.status == 415 and not plain and self._transport.would_compress(body):
                    plain = self._plain = True
                    continue
                else:
                    self._failing = False
                    self._judge(parcel, reply)
                    return True
            self._failing = True
            self._warnings.warn(
                "retry", "the collector does not take items (%s); trying again", reason
            )
            delay = self._delay(bound, reply)
            bound = min(self._max, 2 * bound)
            if time.monotonic() + delay > give_up_at:
                self._warnings.warn("gave up", "gave up on %d items: %s", len(parcel.items), reason)
                self._replay_not_before = time.monotonic() + self._max
                self._failing = False
                return self._keep(parcel, "gave_up")
            if not self._pause(delay):
                self._replay_not_before = float("inf")
                return self._keep(parcel, "closed")

    def _delay(self, bound: float, reply: Optional[Reply]) -> float:
        text = (reply.headers.get("Retry-After") or "") if reply is not None else ""
        asked = 0.0
        if text.isascii() and text.isdigit():
            asked = min(float(text), _RETRY_AFTER_MAX) if len(text) < 10 else _RETRY_AFTER_MAX
        # Those who were sent away together must not all come back in the same instant.
        return asked + random.uniform(0, self._first if asked else bound)

    def _pause(self, delay: float) -> bool:
        """Waits for the next try; False where the client ends before."""
        due = time.monotonic() + delay
        while True:
            self._guarded(self._queue.do_works)
            self._spill()
            self._report()
            rest = due - time.monotonic()
            if rest <= 0:
                return self._rest() > 0
            if self._closing.is_set():
                if rest > self._rest():
                    return False
                time.sleep(rest)
            else:
                self._closing.wait(min(rest, 1.0))

    def _drop(self, parcel: Parcel, reason: str) -> bool:
        self._counters.drop(reason, len(parcel.items))
        self._warnings.warn(reason, "%d items were dropped: %s", len(parcel.items), reason)
        return True

    # Answers.

    def _judge(self, parcel: Parcel, reply: Reply) -> None:
        try:
            answer = json.loads(reply.body)
        except (ValueError, RecursionError):
            answer = {}
        answer = answer if isinstance(answer, dict) else {}
        path = _DOORS[parcel.kind][0]
        if not (reply.is_collectors and (reply.status < 400 or reply.status == 422)):
            code = str(answer.get("code") or f"http_{reply.status}")
            self._counters.reject(code, len(parcel.items))
            self._warnings.warn(
                "refused",
                "%d items for %s were refused for good: %d %s",
                len(parcel.items),
                path,
                reply.status,
                code,
            )
            return
        rejected = min(reply.rejected, len(parcel.items))
        self._counters.send(len(parcel.items) - rejected)
        if rejected:
            self._count_codes(path, len(parcel.items), rejected, _first_codes(answer))
        for entry in _entries(answer, "warnings"):
            if entry.get("code") == "clock_skew":
                self._warnings.warn(
                    "clock",
                    "this machine's clock and the collector's differ by %s s",
                    entry.get("seconds"),
                    once=True,
                )

    def _count_codes(self, path: str, items: int, rejected: int, codes: List[str]) -> None:
        by_code: Dict[str, int] = {}
        for code in codes[:rejected]:
            by_code[code] = by_code.get(code, 0) + 1
        if len(codes) < rejected:
            by_code["not_listed"] = rejected - len(codes)
        for code, count in by_code.items():
            self._counters.reject(code, count)
        self._warnings.warn(
            "rejected",
            "%d of %d items for %s were rejected for good: %s",
            rejected,
            items,
            path,
            list(by_code)[:_CODES_SHOWN],
        )

    # The spool.

    def _open_spool(self) -> None:
        if self._spool_at is None:
            return
        try:
            self._spool = Spool.open(*self._spool_at)
        except OSError as e:
            _LOG.warning("the spool file cannot be used; going on without: %s", e)
            return
        if self._spool is None:
            _LOG.warning("other processes hold the spool files; going on without")
            return
        self._counters.recovered = self._spool.recovered_items
        if self._spool.damaged_bytes:
            _LOG.warning("%s lost %d torn bytes", self._spool.path, self._spool.damaged_bytes)
        self._show_spool()

    def _show_spool(self) -> None:
        if self._spool is not None:
            self._counters.spooled_items = self._spool.items
            self._counters.spool_damaged_bytes = self._spool.damaged_bytes

    def _replayed(self) -> Optional[Parcel]:
        may_replay = not self._failing and time.monotonic() >= self._replay_not_before
        if self._spool is None or not self._spool.items or not may_replay:
            return None
        if self._closing.is_set():
            # What is on the disk is safe; the time is for what is not.
            return None
        record = self._spool.oldest()
        self._show_spool()
        if record is None:
            return None
        if record[0] not in _DOORS:
            # Of another client: leave it to that one.
            self._replay_not_before = float("inf")
            return None
        return Parcel(record[0], record[1], time.monotonic(), True)

    def _keep(self, parcel: Parcel, reason: str) -> bool:
        """Into the spool file, or counted; False where it was there already and stays."""
        if parcel.spooled:
            return False
        if self._spool is None:
            self._counters.drop(reason, len(parcel.items))
            return True
        try:
            if not self._spool.append(parcel.kind, parcel.items):
                self._counters.drop("spool_full", len(parcel.items))
        except OSError as e:
            self._counters.drop("spool_failed", len(parcel.items))
            self._warnings.warn("spool", "the spool file fails: %s", e)
        self._show_spool()
        return True

    def _spill(self) -> None:
        """In an outage the disk takes what memory would soon drop: from half full to a quarter."""
        if self._spool is None or not self._queue.is_filled(2):
            return
        while self._queue.is_filled(4):
            parcel = self._queue.next_of_any()
            if parcel is not None:
                self._keep(parcel, "overflow")

    def _keep_rest(self) -> None:
        parcel = self._queue.next_of_any()
        while parcel is not None:
            self._keep(parcel, "closed")
            parcel = self._queue.next_of_any()

    def _report(self, last: bool = False) -> None:
        now = time.monotonic()
        if not last and now - self._reported_at < _REPORT_INTERVAL:
            return
        counts = self._counters.snapshot(self._queue.items, self._queue.bytes)
        if counts == self._reported:
            return
        if sum(counts.dropped.values()) > sum(self._reported.dropped.values()):
            self._warnings.warn("dropped", "items were dropped, so far: %s", counts.dropped)
        self._reported, self._reported_at = counts, now
        if self._on_change is not None:
            try:
                self._on_change(counts)
            except Exception as e:
                self._warnings.warn("listener", "on_change failed: %r", e)


def _entries(answer: Dict[str, Any], name: str) -> List[Dict[str, Any]]:
    entries = answer.get(name)
    return [e for e in entries if isinstance(e, dict)] if isinstance(entries, list) else []


def _first_codes(answer: Dict[str, Any]) -> List[str]:
    """One code per item that is listed: its first."""
    codes: Dict[Any, str] = {}
    for entry in _entries(answer, "errors"):
        index = entry.get("index")
        if isinstance(index, int):
            codes.setdefault(index, str(entry.get("code")))
    return list(codes.values())
