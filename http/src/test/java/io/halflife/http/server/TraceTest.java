// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {

    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void trace_goesOnUnderItsIdWithASpanOfItsOwn() {
        Trace trace = Trace.of("00-" + ID + "-00f067aa0ba902b7-01");

        assertEquals(ID, trace.traceId());
        assertNotEquals("00f067aa0ba902b7", trace.spanId());
        assertTrue(trace.traceparent().matches("00-" + ID + "-[0-9a-f]{16}-01"));
    }

    /** A later version may say more behind what we know. */
    @Test
    void trace_ofALaterVersionIsUnderstood() {
        assertEquals(ID, Trace.of("01-" + ID + "-00f067aa0ba902b7-01-what-ever").traceId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "ff-" + ID + "-00f067aa0ba902b7-01",
                "00-" + ID + "-00f067aa0ba902b7-01-more",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-" + ID + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
            })
    void trace_thatIsNoneBeginsHere(String header) {
        Trace trace = Trace.of(header);

        assertTrue(trace.traceparent().matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00"));
        assertNotEquals(ID, trace.traceId());
    }
}
