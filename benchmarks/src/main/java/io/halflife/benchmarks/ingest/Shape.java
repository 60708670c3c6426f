// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.ingest;

/**
 * How predictions are sent.
 *
 * @param items of one request
 * @param lines as NDJSON
 */
record Shape(String words, int items, int connections, boolean lines) {

    static final Shape BATCHES = new Shape("JSON, 100 × 32", 100, 32, false);
    static final Shape SINGLE = new Shape("JSON, 1 × 64", 1, 64, false);
    static final Shape LINES = new Shape("NDJSON, 1,000 × 8", 1000, 8, true);

    /** Four times the senders, five times the bodies. */
    static final Shape FLOOD = new Shape("JSON, 500 × 128", 500, 128, false);

    String mediaType() {
        return lines ? "application/x-ndjson" : "application/json";
    }
}
