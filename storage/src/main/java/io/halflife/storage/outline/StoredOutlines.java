// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.outline;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.outline.Outline;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.profile.ProfileSummary;
import io.halflife.monitor.window.Window;
import io.halflife.storage.results.VersionScope;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/**
 * Outlines as the analyzer stored them beside the profiles. A row without one (its profile is
 * small, or older than outlines are) is cut from its profile now. Blocking.
 */
public final class StoredOutlines {

    private static final String COLUMNS =
            "select n, missing, mean, std, min, q25, median, q75, max,"
                    + " coalesce(outline, profile) as outline";

    private static final String OF_REFERENCE =
            COLUMNS + " from reference_profile where reference_id = :id <column>";

    private static final String OF_WINDOW =
            COLUMNS
                    + """
                     from feature_profile
                     where version_id = :version and environment = :environment
                       and window_start = :start and window_end = :end <column>
                    """;

    private final Jdbi jdbi;

    public StoredOutlines(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Of every column of a reference. */
    public Map<Column, StoredOutline> ofReference(long referenceId) {
        return ofReference(referenceId, null);
    }

    /** Of one column of a reference. */
    public Optional<StoredOutline> ofReferenceColumn(long referenceId, Column column) {
        return Optional.ofNullable(ofReference(referenceId, column).get(column));
    }

    private Map<Column, StoredOutline> ofReference(long referenceId, Column column) {
        return jdbi.withHandle(
                handle -> read(handle.createQuery(OF_REFERENCE).bind("id", referenceId), column));
    }

    /** Of every column of a window. */
    public Map<Column, StoredOutline> ofWindow(VersionScope scope, Window window) {
        return ofWindow(scope, window, null);
    }

    /** Of one column of a window. */
    public Optional<StoredOutline> ofWindowColumn(
            VersionScope scope, Window window, Column column) {
        return Optional.ofNullable(ofWindow(scope, window, column).get(column));
    }

    private Map<Column, StoredOutline> ofWindow(VersionScope scope, Window window, Column column) {
        return jdbi.withHandle(
                handle ->
                        read(
                                handle.createQuery(OF_WINDOW)
                                        .bind("version", scope.versionId())
                                        .bind("environment", scope.environment())
                                        .bind("start", window.start())
                                        .bind("end", window.end()),
                                column));
    }

    private static Map<Column, StoredOutline> read(Query query, Column column) {
        query.define("column", column == null ? "" : "and role = :role and name = :name");
        if (column != null) {
            query.bind("role", column.role().name()).bind("name", column.name());
        }
        Map<Column, StoredOutline> outlines = new TreeMap<>();
        query.map(StoredOutlines::outline).forEach(o -> outlines.put(o.column(), o));
        return outlines;
    }

    private static StoredOutline outline(RowView row) {
        FeatureProfile stored = FeatureProfile.fromBytes(row.getColumn("outline", byte[].class));
        FeatureProfile cut = Outline.of(stored).profile();
        long n = row.getColumn("n", Long.class);
        return new StoredOutline(new Outline(cut, n), summary(row, n));
    }

    private static ProfileSummary summary(RowView row, long n) {
        return new ProfileSummary(
                n,
                row.getColumn("missing", Long.class),
                figure(row, "mean"),
                figure(row, "std"),
                figure(row, "min"),
                figure(row, "q25"),
                figure(row, "median"),
                figure(row, "q75"),
                figure(row, "max"));
    }

    private static double figure(RowView row, String name) {
        Double value = row.getColumn(name, Double.class);
        return value == null ? Double.NaN : value;
    }
}
