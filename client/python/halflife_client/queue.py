# Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
"""Items that wait in memory."""

import threading
import time
from collections import deque
from typing import Callable, Deque, Dict, List, NamedTuple, Optional, Tuple

PREDICTION, GROUND_TRUTH = 0, 1
KINDS = (PREDICTION, GROUND_TRUTH)


class Parcel(NamedTuple):
    """The items of one request; kind is what a spool file calls it."""

    kind: int
    items: List[bytes]
    oldest_at: float
    spooled: bool = False


class ItemQueue:
    """Bounded by items and bytes; the oldest make room. The lock is held for a few operations."""

    def __init__(self, items_max: int, bytes_max: int, batch_items: int, batch_bytes: int, delay: float):
        self._items_max = items_max
        self._bytes_max = bytes_max
        self._batch_items = batch_items
        self._batch_bytes = batch_bytes
        self._delay = delay
        self._lanes: Dict[int, Deque[Tuple[float, bytes]]] = {kind: deque() for kind in KINDS}
        self._lane_bytes: Dict[int, int] = {kind: 0 for kind in KINDS}
        self.items = 0
        self.bytes = 0
        self._works: Deque[Tuple[float, int, Callable[[], None]]] = deque()
        self._works_bytes = 0
        self._hurried_until = time.monotonic()
        self.changed = threading.Condition(threading.RLock())

    def add(self, kind: int, data: bytes) -> int:
        """How many older items had to go."""
        dropped = 0
        with self.changed:
            self._lanes[kind].append((time.monotonic(), data))
            before = self._lane_bytes[kind]
            self._lane_bytes[kind] += len(data)
            self.items += 1
            self.bytes += len(data)
            while self.items > self._items_max or self.bytes > self._bytes_max:
                self._take(min((k for k in KINDS if self._lanes[k]), key=self._head_at))
                dropped += 1
            # Exactly then: in an outage, when more wait, nobody needs to be woken for each.
            full = before < self._batch_bytes <= before + len(data)
            if full or len(self._lanes[kind]) == self._batch_items:
                self.changed.notify_all()
        return dropped

    def add_work(self, work: Callable[[], None], size: int) -> bool:
        """Work for the thread that sends, which holds so many bytes; False where all that waits
        would hold more than the queue may."""
        with self.changed:
            if self._works_bytes + size > self._bytes_max or len(self._works) >= self._items_max:
                return False
            self._works.append((time.monotonic(), size, work))
            self._works_bytes += size
            self.changed.notify_all()
            return True

    def do_works(self) -> None:
        """What waits now, one after the other; each goes only when it is done."""
        for _ in range(len(self._works)):
            _, size, work = self._works[0]
            try:
                work()
            finally:
                with self.changed:
                    self._works.popleft()
                    self._works_bytes -= size
                    self.changed.notify_all()

    def has_works(self, until: float = float("inf")) -> bool:
        """Whether work of that time or before is not done."""
        works = self._works
        try:
            return works[0][0] <= until
        except IndexError:
            return False

    def _head_at(self, kind: int) -> float:
        return self._lanes[kind][0][0]

    def _take(self, kind: int) -> bytes:
        _, data = self._lanes[kind].popleft()
        self._lane_bytes[kind] -= len(data)
        self.items -= 1
        self.bytes -= len(data)
        return data

    def _ready_in(self, kind: int, now: float) -> float:
        lane = self._lanes[kind]
        full = len(lane) >= self._batch_items or self._lane_bytes[kind] >= self._batch_bytes
        if full or lane[0][0] <= self._hurried_until:
            return 0.0
        return lane[0][0] + self._delay - now

    def ready(self) -> Tuple[Optional[Parcel], float]:
        """The next parcel, or the time until there may be one. Needs the lock of `changed`."""
        now = time.monotonic()
        waiting = [k for k in KINDS if self._lanes[k]]
        if not waiting:
            return None, self._delay
        ready = [k for k in waiting if self._ready_in(k, now) <= 0]
        if not ready:
            return None, min(self._ready_in(k, now) for k in waiting)
        return self._cut(min(ready, key=self._head_at)), 0.0

    def next_of_any(self) -> Optional[Parcel]:
        with self.changed:
            waiting = [k for k in KINDS if self._lanes[k]]
            return self._cut(min(waiting, key=self._head_at)) if waiting else None

    def _cut(self, kind: int) -> Parcel:
        lane, oldest_at = self._lanes[kind], self._head_at(kind)
        items: List[bytes] = []
        size = 0
        while lane and len(items) < self._batch_items:
            if items and size + len(lane[0][1]) > self._batch_bytes:
                break
            data = self._take(kind)
            items.append(data)
            size += len(data) + 1
        return Parcel(kind, items, oldest_at)

    def hurry(self, until: float) -> None:
        """What was logged until then waits for no company."""
        with self.changed:
            self._hurried_until = max(self._hurried_until, until)
            self.changed.notify_all()

    def is_cut_until(self, mark: float) -> bool:
        """Needs the lock of `changed`."""
        return all(not lane or lane[0][0] > mark for lane in self._lanes.values())

    def is_filled(self, part: int) -> bool:
        return self.items > self._items_max // part or self.bytes > self._bytes_max // part
