# Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
"""What became of the items."""

import threading
from dataclasses import dataclass, field
from typing import Dict

# Codes come from the network: a stranger must not fill the memory with them.
_CODES_MAX = 64
_CODE_LENGTH_MAX = 64


@dataclass(frozen=True)
class Counts:
    """A moment's figures. While nothing is on its way from one place to the next:
    logged + recovered = sent + rejected + dropped + queued + in flight + spooled.

    dropped by reason: overflow, invalid, too_large, closed, gave_up, server_error, spool_full,
    spool_failed. rejected by the collector's code; not_listed where its answer was too long.
    retried counts requests, all others items.
    """

    logged: int = 0
    recovered: int = 0
    sent: int = 0
    retried: int = 0
    rejected: Dict[str, int] = field(default_factory=dict)
    dropped: Dict[str, int] = field(default_factory=dict)
    queued_items: int = 0
    queued_bytes: int = 0
    in_flight_items: int = 0
    spooled_items: int = 0
    spool_damaged_bytes: int = 0


class Counters:
    """Adds up. Thread-safe; the lock is held for a few additions."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self.logged = 0
        self.sent = 0
        self.retried = 0
        self.recovered = 0
        self.in_flight_items = 0
        self.spooled_items = 0
        self.spool_damaged_bytes = 0
        self._rejected: Dict[str, int] = {}
        self._dropped: Dict[str, int] = {}

    def log(self) -> None:
        with self._lock:
            self.logged += 1

    def send(self, items: int) -> None:
        with self._lock:
            self.sent += items

    def retry(self) -> None:
        with self._lock:
            self.retried += 1

    def drop(self, reason: str, items: int) -> None:
        if items:
            with self._lock:
                self._dropped[reason] = self._dropped.get(reason, 0) + items

    def reject(self, code: str, items: int) -> None:
        with self._lock:
            known = code in self._rejected or len(self._rejected) < _CODES_MAX
            name = code if known and len(code) <= _CODE_LENGTH_MAX else "other"
            self._rejected[name] = self._rejected.get(name, 0) + items

    def snapshot(self, queued_items: int, queued_bytes: int) -> Counts:
        with self._lock:
            return Counts(
                self.logged,
                self.recovered,
                self.sent,
                self.retried,
                dict(self._rejected),
                dict(self._dropped),
                queued_items,
                queued_bytes,
                self.in_flight_items,
                self.spooled_items,
                self.spool_damaged_bytes,
            )
