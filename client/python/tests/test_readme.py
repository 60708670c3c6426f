# Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
"""The settings table of the README is that of the code."""

import os
import re
import unittest

from halflife_client import Settings


class ReadmeTest(unittest.TestCase):
    def test_every_setting_is_in_the_table(self) -> None:
        folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        with open(os.path.join(folder, "README.md"), encoding="utf-8") as f:
            rows = [line for line in f if line.startswith("| `")]
        named = set(re.findall(r"`([a-z_]+)`", " ".join(row.split("|")[1] for row in rows)))
        self.assertEqual(set(vars(Settings())), named - {"url", "api_key", "spool", "on_change", "settings"})


if __name__ == "__main__":
    unittest.main()
