# Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
"""The spool file, alone and with a client."""

import os
import random
import subprocess
import sys
import tempfile
import time
import unittest
from collections import deque
from typing import Deque, List

from halflife_client import Client
from halflife_client.spool import Spool
from tests.stub import PATIENCE, Answer, StubCollector, eventually
from tests.test_client import HASTY, but

MIB = 1 << 20


class SpoolTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "deeper", "spool")

    def open(self, bytes_max: int = MIB) -> Spool:
        spool = Spool.open(self.path, bytes_max)
        assert spool is not None
        self.addCleanup(spool.close)
        return spool

    def drain(self, spool: Spool) -> List[bytes]:
        result: List[bytes] = []
        while spool.items:
            record = spool.oldest()
            assert record is not None
            result += record[1]
            spool.acknowledge()
        return result

    def read(self) -> bytes:
        with open(self.path, "rb") as f:
            return f.read()

    def write(self, data: bytes) -> None:
        with open(self.path, "wb") as f:
            f.write(data)

    def test_records_come_back_in_order(self) -> None:
        spool = self.open()
        spool.append(0, [b"a", b"b"])
        spool.append(1, [b"c"])
        spool.close()
        spool = self.open()
        self.assertEqual(3, spool.recovered_items)
        self.assertEqual([b"a", b"b", b"c"], self.drain(spool))
        self.assertEqual(20, os.path.getsize(self.path))

    def test_torn_tail_is_cut_off_at_every_length(self) -> None:
        spool = self.open()
        spool.append(0, [b"kept"])
        spool.append(0, [b"torn"])
        spool.close()
        whole = self.read()
        record = (len(whole) - 20) // 2
        for length in range(20 + record + 1, len(whole)):
            self.write(whole[:length])
            spool = self.open()
            self.assertEqual(length - 20 - record, spool.damaged_bytes)
            spool.append(0, [b"new"])
            self.assertEqual([b"kept", b"new"], self.drain(spool))
            spool.close()

    def test_damaged_byte_is_found(self) -> None:
        spool = self.open()
        spool.append(0, [b"first"])
        spool.append(0, [b"second"])
        spool.close()
        whole = self.read()
        for at in range(20 + 8 + 5 + 4 + 5, len(whole)):
            self.write(whole[:at] + bytes([whole[at] ^ 0x40]) + whole[at + 1 :])
            spool = self.open()
            self.assertEqual([b"first"], self.drain(spool), at)
            spool.close()

    def test_foreign_file_is_left_alone(self) -> None:
        os.makedirs(os.path.dirname(self.path))
        self.write(b"nobody's spool")
        with self.assertRaises(OSError):
            Spool.open(self.path, MIB)
        self.assertEqual(b"nobody's spool", self.read())

    def test_second_holder_gets_another_file(self) -> None:
        self.assertEqual(self.path, self.open().path)
        self.assertEqual(self.path + ".1", self.open().path)

    def test_file_is_its_owners_alone(self) -> None:
        self.open()
        self.assertEqual(0o600, os.stat(self.path).st_mode & 0o777)

    def test_file_behaves_like_a_bounded_queue(self) -> None:
        seed = time.time_ns()
        rng = random.Random(seed)
        expected: Deque[bytes] = deque()
        spool = self.open(2000)
        refused = 0
        for i in range(3000):
            move = rng.randrange(20)
            if move < 10:
                item = b"%d" % i + b"x" * rng.randrange(100)
                if spool.append(0, [item]):
                    expected.append(item)
                else:
                    refused += 1
            elif move < 19 and expected:
                record = spool.oldest()
                assert record is not None
                self.assertEqual([expected.popleft()], record[1], f"seed {seed}")
                spool.acknowledge()
            elif move == 19:
                spool.close()
                spool = self.open(2000)
            self.assertEqual(len(expected), spool.items, f"seed {seed}")
            self.assertLessEqual(os.path.getsize(self.path), 2000)
        self.assertGreater(refused, 0, f"seed {seed}")

    def test_restart_in_an_outage_loses_nothing(self) -> None:
        collector = StubCollector()
        self.addCleanup(collector.close)
        collector.always = lambda r: Answer(503)
        client = Client(collector.url, settings=HASTY, spool=self.path)
        ids = [client.log("m", "1", {"i": i}) for i in range(35)]
        self.assertTrue(client.close(5))
        self.assertEqual(35, client.stats().spooled_items)
        collector.always = lambda r: None
        client = Client(collector.url, settings=HASTY, spool=self.path)
        self.addCleanup(client.close, 1)
        eventually(lambda: client.stats().sent == 35, client.stats)
        self.assertEqual(35, client.stats().recovered)
        self.assertEqual(sorted(ids), sorted(collector.stored))
        eventually(lambda: os.path.getsize(self.path) == 20, client.stats)

    def test_given_up_items_come_back_after_the_outage(self) -> None:
        collector = StubCollector()
        self.addCleanup(collector.close)
        collector.always = lambda r: Answer(503)
        client = Client(collector.url, settings=but(retry_for=0.1, batch_delay_max=0.02), spool=self.path)
        self.addCleanup(client.close, 1)
        ids = [client.log("m", "1", {"i": i}) for i in range(12)]
        eventually(lambda: client.stats().spooled_items == 12, client.stats)
        collector.always = lambda r: Answer(413) if len(r.items) > 3 else None
        eventually(lambda: client.stats().sent == 12, client.stats)
        self.assertEqual(sorted(ids), sorted(collector.stored))

    def test_long_outage_spills_instead_of_dropping(self) -> None:
        collector = StubCollector()
        self.addCleanup(collector.close)
        collector.always = lambda r: Answer(503)
        client = Client(collector.url, settings=but(queue_items_max=100), spool=self.path)
        self.addCleanup(client.close, 1)
        ids = []
        for i in range(300):
            ids.append(client.log("m", "1", {"i": i}))
            if i % 20 == 19:
                eventually(lambda: client.stats().queued_items <= 70, client.stats)
        collector.always = lambda r: None
        eventually(lambda: client.stats().sent == 300, client.stats)
        self.assertEqual(sorted(ids), sorted(collector.stored))
        self.assertEqual({}, client.stats().dropped)


class ExitTest(unittest.TestCase):
    """The end of a process that never heard of close()."""

    def run_app(self, url: str, code: str) -> float:
        start = time.monotonic()
        program = f"from halflife_client import Client\nc = Client({url!r})\n{code}"
        root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        subprocess.run([sys.executable, "-c", program], check=True, cwd=root, timeout=60)
        return time.monotonic() - start

    def test_exit_delivers(self) -> None:
        collector = StubCollector()
        self.addCleanup(collector.close)
        self.run_app(collector.url, "for i in range(700): c.log('m', '1', {'i': i})")
        self.assertEqual(700, len(set(collector.stored)))

    def test_exit_keeps_its_budget_with_a_hung_collector(self) -> None:
        collector = StubCollector()
        self.addCleanup(collector.close)
        collector.hang.set()
        self.assertLess(self.run_app(collector.url, "c.log('m', '1')"), 2 + 4)


if __name__ == "__main__":
    unittest.main()
