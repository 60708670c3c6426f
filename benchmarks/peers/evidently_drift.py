#!/usr/bin/env python3
# Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
"""The peer's side of the analyzer's benchmark: the rows by pandas, then Evidently's data drift.

Started by io.halflife.benchmarks.analysis.EvidentlyPeer with the port, the user, the model's and the
reference's number, the numbers of features of both kinds and the window's two ends; the password is in
PGPASSWORD. It reads one word a line and answers with one line: seconds of reading, seconds of
Evidently, CPU seconds of both and the number of columns that it calls drifted. Evidently chooses its
tests itself.
"""
import os
import sys
import time
import warnings

warnings.filterwarnings("ignore")
try:
    import evidently
    import pandas as pd
    import psycopg2
    from evidently import DataDefinition, Dataset, Report
    from evidently.presets import DataDriftPreset
except ImportError as missing:
    print("missing:", missing, flush=True)
    sys.exit(0)


def frame(connection, table, where, numeric, categorical):
    columns = [f"numeric_features[{f + 1}] as f{f}" for f in range(numeric)]
    columns += [f"categorical_features[{c + 1}] as c{c}" for c in range(categorical)]
    return pd.read_sql(f"select {', '.join(columns)} from {table} where {where}", connection)


def main(port, user, model, reference, numeric, categorical, start, end):
    connection = psycopg2.connect(
        host="127.0.0.1", port=port, user=user, dbname=os.environ.get("PGDATABASE", "halflife")
    )
    definition = DataDefinition(
        numerical_columns=[f"f{f}" for f in range(numeric)],
        categorical_columns=[f"c{c}" for c in range(categorical)],
    )
    print("ready: evidently", evidently.__version__, "pandas", pd.__version__, flush=True)
    for _ in sys.stdin:
        cpu = time.process_time()
        began = time.perf_counter()
        before = frame(connection, "reference_row", f"reference_id = {reference}", numeric, categorical)
        window = f"model_id = {model} and event_time >= '{start}' and event_time < '{end}'"
        now = frame(connection, "prediction", window, numeric, categorical)
        read = time.perf_counter() - began
        result = Report([DataDriftPreset()]).run(
            Dataset.from_pandas(now, data_definition=definition),
            Dataset.from_pandas(before, data_definition=definition),
        )
        drifted = int(result.dict()["metrics"][0]["value"]["count"])
        whole = time.perf_counter() - began
        print(read, whole - read, time.process_time() - cpu, drifted, flush=True)


if __name__ == "__main__":
    words = sys.argv[1:]
    main(int(words[0]), words[1], *(int(word) for word in words[2:6]), *words[6:8])
