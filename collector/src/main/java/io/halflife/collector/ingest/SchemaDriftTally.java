// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.ingest;

import io.halflife.collector.item.ParsedBatch;
import io.halflife.storage.ingest.IngestRow;
import io.halflife.storage.ingest.PgTime;
import io.halflife.storage.ingest.RowOutcome;
import io.halflife.storage.intake.SchemaDrift;
import io.halflife.storage.intake.UnknownFeature;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the unknown features of predictions once these are committed, and adds the counts to the
 * database every few seconds. Law: only predictions that are stored count, each once. What a
 * process has not written when it is killed is missing; where the connection is lost during the
 * COMMIT of the counts these are written again, and may be there twice. Thread-safe.
 */
public final class SchemaDriftTally implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaDriftTally.class);

    /** Environments and days are the sender's choice; beyond this nothing new is counted. */
    private static final int ENTRIES_MAX = 50_000;

    private final SchemaDrift store;
    private final Map<UnknownFeature, Long> counts = new ConcurrentHashMap<>();

    public SchemaDriftTally(SchemaDrift store) {
        this.store = store;
    }

    /** Counts the rows of a batch that are new; how many unknown features they had. */
    int count(ParsedBatch batch) {
        Map<Integer, Set<String>> unknown = batch.unknownFeatures();
        if (unknown.isEmpty()) {
            return 0;
        }
        int found = 0;
        for (IngestRow row : batch.rows().rows()) {
            Set<String> names = unknown.get(row.facts().item());
            if (names != null && row.outcome() == RowOutcome.STORED) {
                found += names.size();
                LocalDate day =
                        LocalDate.ofInstant(
                                PgTime.instant(row.facts().eventMicros()), ZoneOffset.UTC);
                names.forEach(name -> add(key(row, day, name), 1L));
            }
        }
        return found;
    }

    private static UnknownFeature key(IngestRow row, LocalDate day, String name) {
        return new UnknownFeature(row.facts().versionId(), row.facts().environment(), day, name);
    }

    private void add(UnknownFeature feature, long n) {
        if (counts.size() < ENTRIES_MAX || counts.containsKey(feature)) {
            counts.merge(feature, n, Long::sum);
        }
    }

    /** Writes what has been counted; what cannot be written now is tried again. Blocking. */
    public void flush() {
        SortedMap<UnknownFeature, Long> taken = new TreeMap<>();
        for (UnknownFeature feature : List.copyOf(counts.keySet())) {
            Long n = counts.remove(feature);
            if (n != null) {
                taken.put(feature, n);
            }
        }
        try {
            store.add(taken);
        } catch (RuntimeException e) {
            LOG.warn("counts of unknown features wait: {}", e.getMessage());
            taken.forEach(this::add);
        }
    }

    @Override
    public void close() {
        flush();
    }
}
