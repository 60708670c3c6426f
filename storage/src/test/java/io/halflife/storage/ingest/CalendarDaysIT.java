// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.storage.PostgresFixture;
import io.halflife.storage.ingest.LogBatches.Sent;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events at the edges of days, months and years, in one batch and out of order. */
class CalendarDaysIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();
    @RegisterExtension final IngestStory story = new IngestStory();

    @Test
    void append_edgesOfTheCalendar_areStoredInTheirPartitions() {
        List<Sent> rows =
                Stream.of(
                                "2025-01-01T00:00:00Z",
                                "2024-12-31T23:59:59.999999Z",
                                "2024-02-29T12:00:00Z",
                                "2024-03-01T00:00:00Z",
                                "2000-02-29T23:59:59Z",
                                "1900-02-28T23:59:59Z",
                                "1999-12-31T23:59:59.999999Z")
                        .map(at -> Sent.of(Instant.parse(at), at))
                        .toList();

        assertEquals(
                Collections.nCopies(rows.size(), RowOutcome.STORED),
                story.append(story.batches().backfilled(rows)));

        assertEquals(
                List.of(
                        "1900-02-28T23:59:59Z prediction_m190002",
                        "1999-12-31T23:59:59.999999Z prediction_m199912",
                        "2000-02-29T23:59:59Z prediction_m200002",
                        "2024-02-29T12:00:00Z prediction_m202402",
                        "2024-03-01T00:00:00Z prediction_m202403",
                        "2024-12-31T23:59:59.999999Z prediction_m202412",
                        "2025-01-01T00:00:00Z prediction_m202501"),
                story.texts(
                        "select id_text || ' ' || tableoid::regclass from prediction"
                                + " order by event_time"));
    }

    /** Live days of the month that ends and of the one that begins. */
    @Test
    void append_bothSidesOfMidnight_areNeighbours() {
        Instant midnight = Instant.parse(Instant.now().toString().substring(0, 10) + "T00:00:00Z");
        List<Sent> rows =
                List.of(Sent.of(midnight, "after"), Sent.of(midnight.minusNanos(1000), "before"));

        story.append(story.batches().live(rows));

        assertEquals(
                List.of("before 1", "after 1"),
                story.texts(
                        "select id_text || ' ' || count(*) over (partition by tableoid)"
                                + " from prediction order by event_time"));
    }
}
