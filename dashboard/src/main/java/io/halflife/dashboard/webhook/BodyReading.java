// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.body.BodyLimits;
import io.halflife.http.body.ByteBudget;
import io.halflife.http.json.StrictJson;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Door;
import io.halflife.http.server.Exchange;
import java.time.Duration;
import java.util.List;

/** Small JSON bodies of people's writes. */
public final class BodyReading {

    private static final List<String> MEDIA_TYPES = List.of("application/json");
    private static final BodyLimits LIMITS =
            new BodyLimits(64 << 10, 256 << 10, 100, Duration.ofSeconds(10));
    private static final int BODIES_AT_ONCE = 8;

    private final ByteBudget budget =
            new ByteBudget((long) BODIES_AT_ONCE * ByteBudget.FACTOR * LIMITS.inflatedBytes());

    /** What a door does with a body, on a worker thread. */
    @FunctionalInterface
    public interface BodyDoor {
        Answer answer(Exchange exchange, ObjectNode body);
    }

    /** A door that reads the body before it answers. */
    public Door door(BodyDoor door) {
        return exchange ->
                exchange.body(MEDIA_TYPES, LIMITS, budget)
                        .compose(
                                body ->
                                        exchange.blocking(
                                                () ->
                                                        door.answer(
                                                                exchange,
                                                                StrictJson.object(
                                                                        body.decoded()))));
    }
}
