# Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
"""A bounded file for what could not be sent in time; the format of the Java client.

A header of 20 bytes ("HLSPOOL1", the place of the first record that is still to be sent, the CRC-32
of that number), then records of length u32, CRC-32 u32, payload; a payload is kind u8, count u32,
then count times (length u32, bytes). Numbers are big-endian. An appended record is on the disk. A
torn or damaged record ends the file: it and what follows is cut off and counted.
"""

import os
import struct
import zlib
from typing import List, Optional, Tuple

try:
    import fcntl
except ImportError:  # Windows has no such locks.
    fcntl = None  # type: ignore[assignment]

_MAGIC = b"HLSPOOL1"
_HEADER = 20
_RECORD_HEADER = 8
_RECORD_MAX = 16 << 20
_PROCESSES_MAX = 16

Record = Tuple[int, List[bytes]]


def _payload(kind: int, items: List[bytes]) -> bytes:
    parts = [struct.pack(">BI", kind, len(items))]
    for item in items:
        parts.append(struct.pack(">I", len(item)))
        parts.append(item)
    return b"".join(parts)


def _record(payload: bytes) -> Record:
    kind, count = struct.unpack_from(">BI", payload)
    at, items = 5, []
    for _ in range(count):
        (length,) = struct.unpack_from(">I", payload, at)
        items.append(payload[at + 4 : at + 4 + length])
        at += 4 + length
    return kind, items


class Spool:
    """One process at a time holds a file. Not thread-safe."""

    def __init__(self, path: str, fd: int, bytes_max: int) -> None:
        self.path = path
        self._fd = fd
        self._bytes_max = bytes_max
        self.items = 0
        self.damaged_bytes = 0
        self._first = _HEADER
        self._end = _HEADER
        self._read()
        self.recovered_items = self.items

    @staticmethod
    def open(path: str, bytes_max: int) -> Optional["Spool"]:
        """The file, or the first of path.1 … path.15 that nobody holds; None where all are held."""
        if fcntl is None:
            raise OSError("spool files need the locks of a POSIX system")
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
        for i in range(_PROCESSES_MAX):
            name = path if i == 0 else f"{path}.{i}"
            # Features of people may be in it: its owner's alone.
            fd = os.open(name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                # Both kinds of lock: the first is what the Java client takes, which a second
                # opening by this process would not notice; the second is noticed by that too.
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                fcntl.lockf(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(fd)
                continue
            try:
                return Spool(name, fd, bytes_max)
            except BaseException:
                os.close(fd)
                raise
        return None

    def _read(self) -> None:
        self._first = at = self._first_record()
        size = os.fstat(self._fd).st_size
        while at < size:
            payload = self._payload_at(at)
            if payload is None:
                break
            self.items += struct.unpack_from(">BI", payload)[1]
            at += _RECORD_HEADER + len(payload)
        self.damaged_bytes += size - at
        self._cut(at)

    def _first_record(self) -> int:
        header = os.pread(self._fd, _HEADER, 0)
        if not _MAGIC.startswith(header[:8]):
            raise OSError(f"{self.path} is not a spool file; it was left alone")
        if len(header) < _HEADER:
            self._write_header(_HEADER)
            return _HEADER
        (place,) = struct.unpack_from(">Q", header, 8)
        sound = zlib.crc32(header[8:16]) == struct.unpack_from(">I", header, 16)[0]
        size = os.fstat(self._fd).st_size
        return place if sound and _HEADER <= place <= size else _HEADER

    def _payload_at(self, at: int) -> Optional[bytes]:
        head = os.pread(self._fd, _RECORD_HEADER, at)
        if len(head) < _RECORD_HEADER:
            return None
        length, crc = struct.unpack(">II", head)
        if not 1 <= length <= _RECORD_MAX:
            return None
        payload = os.pread(self._fd, length, at + _RECORD_HEADER)
        return payload if len(payload) == length and zlib.crc32(payload) == crc else None

    def append(self, kind: int, items: List[bytes]) -> bool:
        """Adds a record and waits for the disk; False where the file would pass its bound."""
        payload = _payload(kind, items)
        size = _RECORD_HEADER + len(payload)
        if len(payload) > _RECORD_MAX or not self._has_room(size):
            return False
        try:
            self._write(struct.pack(">II", len(payload), zlib.crc32(payload)) + payload, self._end)
            os.fsync(self._fd)
        except OSError:
            self._cut(self._end)
            raise
        self._end += size
        self.items += len(items)
        return True

    def _has_room(self, size: int) -> bool:
        if self._end + size <= self._bytes_max:
            return True
        kept = self._end - self._first
        # Only over bytes that were sent already: a crash in between loses nothing.
        if self._first - _HEADER < kept or _HEADER + kept + size > self._bytes_max:
            return False
        self._write(os.pread(self._fd, kept, self._first), _HEADER)
        os.fsync(self._fd)
        self._first = _HEADER
        self._write_header(_HEADER)
        os.fsync(self._fd)
        self._cut(_HEADER + kept)
        return True

    def oldest(self) -> Optional[Record]:
        """The oldest record that is not acknowledged; the same until it is."""
        if self._first >= self._end:
            return None
        payload = self._payload_at(self._first)
        if payload is None:
            self.damaged_bytes += self._end - self._first
            self.items = 0
            self._cut(self._first)
            return None
        return _record(payload)

    def acknowledge(self) -> None:
        """The oldest record needs not be kept any longer."""
        record = self.oldest()
        if record is None:
            return
        self.items -= len(record[1])
        self._first += _RECORD_HEADER + len(_payload(*record))
        done = self._first == self._end
        if done:
            self._first = _HEADER
        self._write_header(self._first)
        if done:
            self._cut(_HEADER)

    def _cut(self, size: int) -> None:
        os.ftruncate(self._fd, size)
        self._end = size

    def _write_header(self, place: int) -> None:
        number = struct.pack(">Q", place)
        self._write(_MAGIC + number + struct.pack(">I", zlib.crc32(number)), 0)

    def _write(self, data: bytes, at: int) -> None:
        view = memoryview(data)
        while view:
            written = os.pwrite(self._fd, view, at)
            view = view[written:]
            at += written

    def close(self) -> None:
        """What it holds stays."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
