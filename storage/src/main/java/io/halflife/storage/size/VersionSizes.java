// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.size;

import io.halflife.storage.size.StoredPart.Kind;
import io.halflife.storage.size.StoredPart.Known;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;

/**
 * How much the versions of a model take. Blocking.
 *
 * <p>Law: five queries however many versions, and none reads more than {@link #COUNTED_MAX} rows of
 * a log. A model with fewer is counted row by row. Of a larger one the rows of a version are those
 * that its analysed windows had (if there are fewer of those than were read, at least the latter),
 * and their size is the mean of the rows that were read; that is marked as estimated. Compressed
 * values count as they are stored.
 */
public final class VersionSizes {

    /** Rows of one log that are counted; some 30 ms. */
    static final int COUNTED_MAX = 20_000;

    private final Jdbi jdbi;
    private final int countedMax;

    public VersionSizes(Jdbi jdbi) {
        this(jdbi, COUNTED_MAX);
    }

    /** The same that counts fewer rows. */
    VersionSizes(Jdbi jdbi, int countedMax) {
        this.jdbi = jdbi;
        this.countedMax = countedMax;
    }

    /** Of these versions of one model; all of them are in the answer. */
    public Map<Integer, VersionSize> of(int modelId, Collection<Integer> versions) {
        Map<Integer, List<StoredPart>> parts = new LinkedHashMap<>();
        versions.forEach(version -> parts.put(version, new ArrayList<>()));
        for (Kind kind : List.of(Kind.PREDICTIONS, Kind.PREDICTIONS_SLIM)) {
            counted(modelId, kind).forEach((version, part) -> add(parts, version, part));
        }
        asked(versions, SizeSql.REFERENCE_ROWS, Kind.REFERENCE_ROWS, parts);
        asked(versions, SizeSql.REFERENCE_PROFILES, Kind.REFERENCE_PROFILES, parts);
        asked(versions, SizeSql.RESULTS, Kind.RESULTS, parts);
        Map<Integer, VersionSize> sizes = new LinkedHashMap<>();
        parts.forEach(
                (version, found) ->
                        sizes.put(
                                version,
                                found.isEmpty() ? VersionSize.NOTHING : new VersionSize(found)));
        return sizes;
    }

    private static void add(Map<Integer, List<StoredPart>> parts, int version, StoredPart part) {
        List<StoredPart> known = parts.get(version);
        if (known != null && part.rows() > 0) {
            known.add(part);
        }
    }

    private Map<Integer, StoredPart> counted(int modelId, Kind kind) {
        Map<Integer, Counted> counts = new LinkedHashMap<>();
        jdbi.useHandle(
                handle ->
                        handle.createQuery(
                                        kind == Kind.PREDICTIONS
                                                ? SizeSql.PREDICTIONS
                                                : SizeSql.PREDICTIONS_SLIM)
                                .bind("model", modelId)
                                .bind("limit", countedMax + 1)
                                .map(VersionSizes::row)
                                .forEach(found -> counts.put(found.version(), found)));
        long read = counts.values().stream().mapToLong(Counted::rows).sum();
        Map<Integer, StoredPart> parts = new LinkedHashMap<>();
        if (read <= countedMax) {
            counts.forEach(
                    (version, c) ->
                            parts.put(
                                    version,
                                    new StoredPart(kind, c.rows(), c.bytes(), Known.COUNTED)));
            return parts;
        }
        double mean = counts.values().stream().mapToLong(Counted::bytes).sum() / (double) read;
        Map<Integer, Long> rows = rows(modelId, kind);
        counts.keySet().forEach(version -> rows.putIfAbsent(version, 0L));
        // By the version's own rows where some were read, else by the mean of all that were.
        rows.forEach(
                (version, n) -> {
                    Counted c = counts.get(version);
                    double each = c == null ? mean : c.bytes() / (double) c.rows();
                    parts.put(
                            version,
                            c != null && n < c.rows()
                                    ? new StoredPart(kind, c.rows(), c.bytes(), Known.AT_LEAST)
                                    : new StoredPart(
                                            kind, n, Math.round(n * each), Known.ESTIMATED));
                });
        return parts;
    }

    private record Counted(int version, long rows, long bytes) {}

    private static Counted row(RowView row) {
        return new Counted(
                row.getColumn("version_id", Integer.class),
                row.getColumn("n", Long.class),
                row.getColumn("bytes", Long.class));
    }

    /** Rows of analysed windows, by version. */
    private Map<Integer, Long> rows(int modelId, Kind kind) {
        Map<Integer, Long> rows = new LinkedHashMap<>();
        jdbi.useHandle(
                handle ->
                        handle.createQuery(SizeSql.ANALYSED)
                                .bind("model", modelId)
                                .bind("slim", kind == Kind.PREDICTIONS_SLIM)
                                .map(
                                        row ->
                                                Map.entry(
                                                        row.getColumn("version_id", Integer.class),
                                                        row.getColumn("n", Long.class)))
                                .forEach(found -> rows.put(found.getKey(), found.getValue())));
        return rows;
    }

    private void asked(
            Collection<Integer> versions,
            String sql,
            Kind kind,
            Map<Integer, List<StoredPart>> parts) {
        jdbi.useHandle(
                handle ->
                        handle.createQuery(sql)
                                .bindArray("versions", Integer.class, versions.toArray())
                                .map(
                                        row ->
                                                Map.entry(
                                                        row.getColumn("version_id", Integer.class),
                                                        new StoredPart(
                                                                kind,
                                                                row.getColumn("n", Long.class),
                                                                row.getColumn("bytes", Long.class),
                                                                Known.of(
                                                                        row.getColumn(
                                                                                "estimated",
                                                                                Boolean.class)))))
                                .forEach(found -> add(parts, found.getKey(), found.getValue())));
    }
}
