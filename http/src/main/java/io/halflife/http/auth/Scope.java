// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.auth;

import java.util.Arrays;
import java.util.Optional;

/** What a key may do; most scopes count per model. */
public enum Scope {
    INGEST_PREDICTIONS("ingest:predictions"),
    INGEST_LABELS("ingest:labels"),
    INGEST_LATENCY("ingest:latency"),
    /** Event times of any year since 1900; rows count as known at their own time. */
    INGEST_BACKFILL("ingest:backfill"),
    REFERENCE_WRITE("reference:write"),
    DEPLOY("deploy"),
    WRITE("write"),
    RETRAIN("retrain"),
    READ("read"),
    DATA_READ("data:read"),
    ADMIN("admin");

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    /** The name in keys and documents, for example {@code ingest:predictions}. */
    public String text() {
        return text;
    }

    public static Optional<Scope> ofText(String text) {
        return Arrays.stream(values()).filter(s -> s.text.equals(text)).findFirst();
    }
}
