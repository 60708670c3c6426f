// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.results;

import java.time.Instant;
import java.util.Objects;

/**
 * A step in the life of a request.
 *
 * @param asOf the run's clock for REQUESTED; when it happened for the others
 * @param occurredAt by the wall clock
 * @param writer the service that said so
 */
public record RequestEvent(
        String state, Instant asOf, Instant occurredAt, String writer, String summary) {

    public RequestEvent {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(occurredAt, "occurredAt");
        Objects.requireNonNull(writer, "writer");
        Objects.requireNonNull(summary, "summary");
    }
}
