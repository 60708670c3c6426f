// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import java.util.Arrays;
import java.util.Optional;

/** What can be logged, and its door. */
enum ItemKind {
    PREDICTION(0, "/v1/predictions", "predictions"),
    GROUND_TRUTH(1, "/v1/ground-truth", "ground_truth"),
    LATENCY_SUMMARY(2, "/v1/latency-summaries", "latency_summaries");

    private final int code;
    private final String path;
    private final String arrayName;

    ItemKind(int code, String path, String arrayName) {
        this.code = code;
        this.path = path;
        this.arrayName = arrayName;
    }

    /** What a spool file calls it; never to be changed. */
    int code() {
        return code;
    }

    /** Empty where the code is of a later release. */
    static Optional<ItemKind> ofCode(int code) {
        return Arrays.stream(values()).filter(kind -> kind.code == code).findAny();
    }

    String path() {
        return path;
    }

    String arrayName() {
        return arrayName;
    }
}
