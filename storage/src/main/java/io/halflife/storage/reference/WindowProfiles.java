// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.reference;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.window.Window;
import io.halflife.storage.results.VersionScope;
import io.halflife.storage.segment.StoredSegment;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;

/**
 * The profiles that runs keep of every window: what moving references are merged from, and what is
 * left of a stretch whose rows are gone. Blocking; one column at a time, so that memory does not
 * grow with their number.
 */
public final class WindowProfiles {

    /** A profile may have a hundred kilobytes. */
    private static final int FETCH_ROWS = 50;

    private static final String OF_VERSION =
            """
             from feature_profile
             where version_id = :versionId and environment = :environment
            """;

    private static final String OF_SEGMENT = " from segment_profile where segment_id = :segmentId";

    private static final String TOUCHING = " and window_end > :from and window_start < :to";

    private final Jdbi jdbi;
    private final String in;
    private final Map<String, Object> subject;

    private WindowProfiles(Jdbi jdbi, String of, Map<String, Object> subject) {
        this.jdbi = jdbi;
        this.in = of + TOUCHING;
        this.subject = subject;
    }

    /** Of all rows. */
    public WindowProfiles(Jdbi jdbi, VersionScope scope) {
        this(
                jdbi,
                OF_VERSION,
                Map.of("versionId", scope.versionId(), "environment", scope.environment()));
    }

    /** Of one segment; its windows are those in which it has rows. */
    public static WindowProfiles of(Jdbi jdbi, StoredSegment segment) {
        return new WindowProfiles(jdbi, OF_SEGMENT, Map.of("segmentId", segment.id()));
    }

    /** Of a segment of which nothing is kept yet. */
    public static WindowProfiles none(Jdbi jdbi) {
        return new WindowProfiles(jdbi, OF_SEGMENT, Map.of("segmentId", -1));
    }

    /** Windows that touch {@code [from, to)} and how many rows each had; an earlier cut's too. */
    public Map<Window, Long> windows(Instant from, Instant to) {
        Map<Window, Long> found = new TreeMap<>();
        jdbi.useHandle(
                handle ->
                        handle.createQuery(
                                        "select window_start, window_end, max(n + missing) as row_count"
                                                + in
                                                + " group by window_start, window_end")
                                .bindMap(parameters(from, to))
                                .map(
                                        row ->
                                                found.put(
                                                        window(row),
                                                        row.getColumn("row_count", Long.class)))
                                .list());
        return found;
    }

    public List<Column> columns(Instant from, Instant to) {
        return jdbi.withHandle(
                handle ->
                        handle
                                .createQuery("select distinct role, name" + in)
                                .bindMap(parameters(from, to))
                                .map(
                                        row ->
                                                new Column(
                                                        Role.valueOf(
                                                                row.getColumn(
                                                                        "role", String.class)),
                                                        row.getColumn("name", String.class)))
                                .stream()
                                .sorted()
                                .toList());
    }

    /** One column of the windows that touch {@code [from, to)}, as it was kept. */
    public Map<Window, FeatureProfile> of(Column column, Instant from, Instant to) {
        Map<Window, FeatureProfile> found = new TreeMap<>();
        jdbi.useHandle(
                handle ->
                        handle.createQuery(
                                        "select window_start, window_end, profile"
                                                + in
                                                + " and role = :role and name = :name")
                                .bindMap(parameters(from, to))
                                .bind("role", column.role().name())
                                .bind("name", column.name())
                                .map(
                                        row ->
                                                found.put(
                                                        window(row),
                                                        FeatureProfile.fromBytes(
                                                                row.getColumn(
                                                                        "profile", byte[].class))))
                                .list());
        return found;
    }

    /**
     * Hands over one column of these windows, one profile after the other, oldest first: of many
     * windows never all at once.
     */
    public void each(Column column, List<Window> windows, Consumer<FeatureProfile> taker) {
        each(column, windows, (window, profile) -> taker.accept(profile));
    }

    /** The same with the window of each. */
    public void each(
            Column column, List<Window> windows, BiConsumer<Window, FeatureProfile> taker) {
        if (windows.isEmpty()) {
            return;
        }
        Set<Window> wanted = Set.copyOf(windows);
        Instant from = windows.get(0).start();
        Instant to = windows.get(windows.size() - 1).end();
        jdbi.useTransaction(
                handle ->
                        handle.createQuery(
                                        "select window_start, window_end, profile"
                                                + in
                                                + " and role = :role and name = :name"
                                                + " order by window_start, window_end")
                                .setFetchSize(FETCH_ROWS)
                                .bindMap(parameters(from, to))
                                .bind("role", column.role().name())
                                .bind("name", column.name())
                                .map(
                                        row ->
                                                Map.entry(
                                                        window(row),
                                                        row.getColumn("profile", byte[].class)))
                                .filter(entry -> wanted.contains(entry.getKey()))
                                .forEach(
                                        entry ->
                                                taker.accept(
                                                        entry.getKey(),
                                                        FeatureProfile.fromBytes(
                                                                entry.getValue()))));
    }

    private Map<String, Object> parameters(Instant from, Instant to) {
        Map<String, Object> all = new HashMap<>(subject);
        all.put("from", from);
        all.put("to", to);
        return all;
    }

    private static Window window(RowView row) {
        return new Window(
                row.getColumn("window_start", Instant.class),
                row.getColumn("window_end", Instant.class));
    }
}
