// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SegmentValuesTest {

    private static final SegmentKey KEY = SegmentKey.tag("region");

    @Test
    void choose_theMostFrequentThenByName() {
        SegmentValues values = SegmentValues.choose(KEY, Map.of("c", 5L, "b", 7L, "a", 5L));

        assertEquals(List.of("b", "a", "c"), values.values());
    }

    @Test
    void choose_isBoundedWhateverComes() {
        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            counts.put("user-" + i, i < 25 ? 100L + i : 1L);
        }

        SegmentValues values = SegmentValues.choose(KEY, counts);

        assertEquals(20, values.values().size());
        assertEquals("user-24", values.values().get(0));
        assertEquals(22, values.segments().size());
    }

    /** A value longer than an index can hold would fail the whole report. */
    @Test
    void choose_neverAValueThatIsTooLong() {
        SegmentValues values =
                SegmentValues.choose(KEY, Map.of("x".repeat(257), 9L, "y".repeat(256), 1L));

        assertEquals(List.of("y".repeat(256)), values.values());
    }

    @Test
    void slotOf_everyRowIsInOneSegment() {
        SegmentValues values =
                SegmentValues.choose(KEY, Map.of("<img onerror>", 3L, "", 2L, "東京", 1L));

        assertEquals(Segment.of(KEY, "<img onerror>"), segmentOf(values, "<img onerror>"));
        assertEquals(Segment.of(KEY, ""), segmentOf(values, ""));
        assertEquals(Segment.of(KEY, "東京"), segmentOf(values, "東京"));
        assertEquals(Segment.other(KEY), segmentOf(values, "大阪"));
        assertEquals(Segment.missing(KEY), segmentOf(values, null));
    }

    private static Segment segmentOf(SegmentValues values, String value) {
        return values.segments().get(values.slotOf(value));
    }
}
