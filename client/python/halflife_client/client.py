# Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
"""What apps use."""

import atexit
import os
import threading
import time
import weakref
from dataclasses import dataclass
from typing import Any, Callable, Mapping, Optional

from . import items
from .counts import Counters, Counts
from .queue import GROUND_TRUTH, PREDICTION, ItemQueue
from .sender import Sender
from .transport import Transport


@dataclass(frozen=True)
class Settings:
    """How a client queues and sends. Times are seconds."""

    queue_items_max: int = 10_000
    queue_bytes_max: int = 16 << 20
    batch_items_max: int = 500
    batch_bytes_max: int = 1 << 20
    batch_delay_max: float = 1.0
    gzip_bytes_min: int = 1 << 10
    request_timeout: float = 10.0
    retry_delay_first: float = 0.5
    retry_delay_max: float = 30.0
    retry_for: float = 900.0
    close_within: float = 2.0
    spool_bytes_max: int = 64 << 20

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            least = 0 if name in ("close_within", "gzip_bytes_min") else 1e-3
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                raise TypeError(f"{name} is not a number: {value!r}")
            if not value >= least:
                raise ValueError(f"{name} is too small: {value!r}")


class Client:
    """Logs predictions and ground truth. Thread-safe, safe to fork.

    `log` writes the item as JSON into a bounded queue in memory and returns: it does no I/O, waits
    for nobody and raises nothing, whatever it is given and whatever the collector does. One daemon
    thread sends. What cannot be delivered is dropped and counted, oldest first, or kept in the
    spool file where one was asked for. What is delivered is stored once, however often it had to be
    sent. A process that is forked starts with an empty queue and a thread of its own.
    """

    def __init__(
        self,
        url: str,
        api_key: Optional[str] = None,
        *,
        spool: Optional[str] = None,
        settings: Settings = Settings(),
        on_change: Optional[Callable[[Counts], None]] = None,
    ) -> None:
        """url: for example http://127.0.0.1:8080. spool: a file for what cannot be sent in time.
        on_change: is given the counts when they have changed, on the client's own thread."""
        self._url = url
        self._api_key = api_key
        self._spool = spool
        self._settings = settings
        self._on_change = on_change
        self._closed = False
        self._renew()
        _CLIENTS.add(self)
        if spool is not None:
            # What an earlier process left is sent without waiting for new items.
            self._ensure_thread()

    def _renew(self) -> None:
        s = self._settings
        # All locks are reentrant: a signal handler may log while its thread logs.
        self._lock = threading.RLock()
        self._counters = Counters()
        self._queue = ItemQueue(
            s.queue_items_max,
            s.queue_bytes_max,
            s.batch_items_max,
            s.batch_bytes_max,
            s.batch_delay_max,
        )
        self._sender = Sender(
            self._queue,
            self._counters,
            Transport(self._url, self._api_key, s.request_timeout, s.gzip_bytes_min),
            (s.retry_delay_first, s.retry_delay_max, s.retry_for),
            None if self._spool is None else (self._spool, s.spool_bytes_max),
            self._on_change,
        )
        self._started = False

    def _ensure_thread(self) -> None:
        if not self._started:
            with self._lock:
                if not self._started and not self._closed:
                    try:
                        self._sender.thread.start()
                    except RuntimeError:
                        # No thread is to be had now: the item waits, and the next one tries again.
                        return
                    self._started = True

    def log(
        self,
        model: str,
        version: str,
        features: Optional[Mapping[str, Any]] = None,
        *,
        label: Any = None,
        score: Any = None,
        value: Any = None,
        probabilities: Optional[Mapping[str, Any]] = None,
        prediction_id: Optional[str] = None,
        event_time: items.Time = None,
        environment: Optional[str] = None,
        latency_ms: Optional[float] = None,
        tags: Optional[Mapping[str, str]] = None,
        trace_id: Optional[str] = None,
    ) -> str:
        """Logs a prediction and returns its id, which its ground truth will need.

        features: by name; numbers, text, booleans; None and NaN are missing. label and score of a
        classification, value of a regression. event_time: None for now; a datetime with a zone,
        RFC 3339 text or epoch milliseconds.
        """
        try:
            identity = items.new_prediction_id() if prediction_id is None else str(prediction_id)
        except Exception:
            identity = ""
        self._offer(
            PREDICTION,
            lambda: items.prediction(
                model,
                version,
                {} if features is None else features,
                label,
                score,
                value,
                probabilities,
                identity,
                event_time,
                environment,
                latency_ms,
                tags,
                trace_id,
            ),
        )
        return identity

    def log_ground_truth(
        self,
        model: str,
        prediction_id: str,
        *,
        label: Any = None,
        value: Any = None,
        event_time: items.Time = None,
        observed_at: items.Time = None,
        source: Optional[str] = None,
        revision: int = 1,
    ) -> None:
        """Logs what turned out true. event_time: of the prediction, if known. The highest revision
        counts."""
        self._offer(
            GROUND_TRUTH,
            lambda: items.ground_truth(
                model, prediction_id, label, value, event_time, observed_at, source, revision
            ),
        )

    def _offer(self, kind: int, make: Callable[[], Mapping[str, Any]]) -> None:
        try:
            self._counters.log()
            if self._closed and threading.current_thread() is not self._sender.thread:
                self._counters.drop("closed", 1)
                return
            data = items.encoded(make())
            self._counters.drop("overflow", self._queue.add(kind, data))
            self._ensure_thread()
        except items.TooLarge:
            self._counters.drop("too_large", 1)
        except Exception:
            # Values are the app's: whatever their text is made of may fail in any way.
            self._counters.drop("invalid", 1)

    def _later(self, work: Callable[[], None], size: int) -> bool:
        """Has the client's thread do what would hold up the app; False where too much waits."""
        if self._closed or not self._queue.add_work(work, size):
            return False
        self._ensure_thread()
        return True

    def stats(self) -> Counts:
        """What became of the items so far."""
        return self._counters.snapshot(self._queue.items, self._queue.bytes)

    def flush(self, timeout: float = 10.0) -> bool:
        """Sends without waiting for batches to fill. Whether everything logged before has had its
        answer, was dropped, or is in the spool file."""
        if threading.current_thread() is self._sender.thread:
            return False
        mark = time.monotonic()
        end = mark + timeout
        queue, sender = self._queue, self._sender
        queue.hurry(mark)
        with queue.changed:
            while queue.has_works(mark):
                rest = end - time.monotonic()
                if rest <= 0 or (self._closed and not sender.thread.is_alive()):
                    return False
                queue.changed.wait(min(rest, 0.1))
        mark = time.monotonic()
        queue.hurry(mark)
        with queue.changed:
            while not sender.is_settled_until(mark):
                rest = end - time.monotonic()
                if rest <= 0 or (self._closed and not sender.thread.is_alive()):
                    return False
                queue.changed.wait(min(rest, 0.1))
            return True

    def close(self, timeout: Optional[float] = None) -> bool:
        """Sends what it can within the time (2 s by default), keeps the rest in the spool file if
        there is one, drops and counts it if not. Whether the thread has ended in time."""
        budget = self._settings.close_within if timeout is None else max(0.0, timeout)
        end = time.monotonic() + budget
        with self._lock:
            first, self._closed = not self._closed, True
            started = self._started
        if not started or threading.current_thread() is self._sender.thread:
            return not started
        if first:
            # A quarter is kept for writing the rest to the disk.
            self._sender.end_by(end - (budget / 4 if self._spool is not None else 0))
        return self._sender.await_end(end - time.monotonic())

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *failure: Any) -> None:
        self.close()

    def _after_fork(self) -> None:
        """The parent's thread, locks, connection and items stay with the parent."""
        self._sender.forget()
        self._renew()


_CLIENTS: "weakref.WeakSet[Client]" = weakref.WeakSet()


def _forked() -> None:
    for client in list(_CLIENTS):
        client._after_fork()
        if client._spool is not None:
            client._ensure_thread()


def _exiting() -> None:
    end = time.monotonic() + max(
        (c._settings.close_within for c in list(_CLIENTS) if not c._closed), default=0.0
    )
    for client in list(_CLIENTS):
        client.close(max(0.0, end - time.monotonic()))


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)
atexit.register(_exiting)
