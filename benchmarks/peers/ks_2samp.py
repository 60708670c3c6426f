#!/usr/bin/env python3
# Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
"""The peer's side of the Kolmogorov-Smirnov benchmark: scipy.stats.ks_2samp over the same arrays.

Started by io.halflife.benchmarks.speed.ScipyPeer with features and rows. It makes the arrays from the
same SplitMix64 sequences as io.halflife.benchmarks.speed.Samples, in exact steps, so they are equal to
the last bit. Then it reads one word a line and answers with one line: wall seconds, CPU seconds and
the statistics. "one" compares all features in this process, "two" in a pool of two processes.
"""
import multiprocessing
import sys
import time

try:
    import numpy as np
    import scipy
    from scipy.stats import ks_2samp
except ImportError as missing:
    print("missing:", missing, flush=True)
    sys.exit(0)

SAMPLES = []


def sample(seed, rows, shift):
    counters = np.arange(1, 4 * rows + 1, dtype=np.uint64)
    z = counters * np.uint64(0x9E3779B97F4A7C15) + np.uint64(seed)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    u = ((z >> np.uint64(11)) * 2.0**-53).reshape(rows, 4)
    return (u[:, 0] + u[:, 1] + u[:, 2] + u[:, 3] - 2.0) * 1.7320508075688772 + shift


def compare(feature):
    started = time.process_time()
    reference, current = SAMPLES[feature]
    d = ks_2samp(reference, current).statistic
    return time.process_time() - started, d


def measured(run):
    started = time.perf_counter()
    results = run()
    wall = time.perf_counter() - started
    cpu = sum(r[0] for r in results)
    print(wall, cpu, *(repr(float(r[1])) for r in results), flush=True)


def main(features, rows):
    for f in range(features):
        SAMPLES.append((sample(2 * f, rows, 0.0), sample(2 * f + 1, rows, 0.002 * f)))
    with multiprocessing.get_context("fork").Pool(2) as pool:
        print("ready: scipy", scipy.__version__, "numpy", np.__version__, flush=True)
        for line in sys.stdin:
            if line.strip() == "one":
                measured(lambda: [compare(f) for f in range(features)])
            elif line.strip() == "two":
                measured(lambda: pool.map(compare, range(features), chunksize=1))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
