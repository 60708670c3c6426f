// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.maintenance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.http.metrics.Metrics;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.analysis.LogFixture;
import io.halflife.storage.retention.Maintenance;
import io.halflife.storage.retention.RetentionRules;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What on-call sees of a day that would be dropped if an archive had it. */
class UnarchivedGaugeIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final Instant DAY = Instant.parse("2024-03-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void gauge_countsDaysThatNoArchiveHas_untilOneHasThem() {
        UUID archive = UUID.randomUUID();
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        handle -> {
                            handle.execute("select halflife_ensure_partitions(?, ?)", DAY, DAY);
                            handle.execute(
                                    "insert into archive (archive_id, location) values (?, 'here')",
                                    archive);
                        });
        new LogFixture(POSTGRES.storage().jdbi(), 1, 1, LogFixture.PRODUCTION)
                .predictions(List.of(LogFixture.Row.at(DAY.plusSeconds(60), "one")));

        assertScraped("halflife_partition_unarchived 1.0");

        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        """
                                        insert into archive_stretch
                                        values (?, 'prediction', 1, ?, ?, now(), true)
                                        """,
                                        archive,
                                        DAY,
                                        DAY.plus(Duration.ofDays(1))));

        assertScraped("halflife_partition_unarchived 0.0");
    }

    /** After the first round of a collector that was just started. */
    @SuppressWarnings("try") // the schedule runs beside the test
    private static void assertScraped(String line) {
        RetentionRules defaults = RetentionRules.DEFAULTS;
        RetentionRules archivedOnly =
                new RetentionRules(
                        defaults.raw(),
                        defaults.labels(),
                        defaults.latencies(),
                        defaults.rejects(),
                        true);
        try (Metrics metrics = Metrics.create();
                MaintenanceSchedule schedule =
                        MaintenanceSchedule.start(
                                new Maintenance(POSTGRES.storage(), archivedOnly),
                                new MaintenanceMetrics(metrics),
                                Clock.systemUTC())) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> scrape(metrics).contains("last_success_timestamp_seconds 1"));
            assertTrue(scrape(metrics).contains("\n" + line + "\n"), scrape(metrics));
        }
    }

    private static String scrape(Metrics metrics) {
        return new String(metrics.scrape("text/plain").body(), StandardCharsets.UTF_8);
    }
}
