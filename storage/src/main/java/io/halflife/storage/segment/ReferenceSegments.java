// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.segment;

import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.segment.Segment;
import io.halflife.monitor.segment.SegmentKey;
import io.halflife.monitor.segment.SegmentValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * References divided by the values of a key: written once for each reference and key, then only
 * read. Blocking; every call is a transaction of its own.
 */
public final class ReferenceSegments {

    private final Jdbi jdbi;

    public ReferenceSegments(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * What became of a reference and a key.
     *
     * @param values empty: the reference cannot be divided so
     * @param reason why not; else the empty string
     */
    public record Division(Optional<SegmentValues> values, String reason) {
        public Division {
            Objects.requireNonNull(values, "values");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** Empty while nobody divided it. */
    public Optional<Division> division(long referenceId, SegmentKey key) {
        return jdbi.withHandle(
                handle ->
                        SegmentRows.bind(
                                        handle.createQuery(
                                                """
                                                select chosen, reason from reference_segmentation
                                                 where reference_id = :id and source = :source
                                                   and name = :segmentName
                                                """),
                                        key)
                                .bind("id", referenceId)
                                .map(
                                        row ->
                                                division(
                                                        key,
                                                        row.getColumn("chosen", String[].class),
                                                        row.getColumn("reason", String.class)))
                                .findOne());
    }

    private static Division division(SegmentKey key, String[] chosen, String reason) {
        return new Division(
                Optional.ofNullable(chosen).map(c -> new SegmentValues(key, List.of(c))), reason);
    }

    /**
     * Keeps the profiles of every segment of a key.
     *
     * @return false when somebody did before; then nothing is written
     */
    public boolean keep(
            long referenceId, SegmentValues values, Map<Segment, List<FeatureProfile>> profiles) {
        return jdbi.inTransaction(
                handle -> {
                    boolean first =
                            mark(
                                    handle,
                                    referenceId,
                                    values.key(),
                                    values.values().toArray(String[]::new),
                                    "");
                    if (first) {
                        insert(handle, referenceId, profiles);
                    }
                    return first;
                });
    }

    /** The reference has nothing to divide by this key. */
    public void refuse(long referenceId, SegmentKey key, String reason) {
        jdbi.useTransaction(handle -> mark(handle, referenceId, key, null, reason));
    }

    private static boolean mark(
            Handle handle, long referenceId, SegmentKey key, String[] chosen, String reason) {
        return SegmentRows.bind(
                                handle.createUpdate(
                                        """
                                        insert into reference_segmentation (reference_id, source,
                                            name, chosen, reason)
                                        values (:id, :source, :segmentName, :chosen, :reason)
                                        on conflict (reference_id, source, name) do nothing
                                        """),
                                key)
                        .bind("id", referenceId)
                        .bindByType("chosen", chosen, String[].class)
                        .bind("reason", reason)
                        .execute()
                == 1;
    }

    private static void insert(
            Handle handle, long referenceId, Map<Segment, List<FeatureProfile>> profiles) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        insert into reference_segment_profile (reference_id, segment_source,
                            segment_name, segment_kind, segment_value, role, name, n, missing,
                            profile)
                        values (:id, :source, :segmentName, :segmentKind, :segmentValue, :role,
                            :name, :n, :missing, :profile)
                        """);
        profiles.forEach(
                (segment, ofSegment) ->
                        ofSegment.forEach(
                                profile ->
                                        SegmentRows.bind(batch, segment)
                                                .bind("id", referenceId)
                                                .bind("role", profile.column().role().name())
                                                .bind("name", profile.column().name())
                                                .bind("n", profile.n())
                                                .bind("missing", profile.missing())
                                                .bind("profile", profile.toBytes())
                                                .add()));
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /** A feature of the whole reference; empty where the reference does not have it. */
    public Optional<FeatureProfile> feature(long referenceId, String name) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select profile from reference_profile
                                         where reference_id = :id and role = 'FEATURE'
                                           and name = :name
                                        """)
                                .bind("id", referenceId)
                                .bind("name", name)
                                .mapTo(byte[].class)
                                .findOne()
                                .map(FeatureProfile::fromBytes));
    }

    /** The profiles of a key's segments; a segment without rows has none. */
    public Map<Segment, List<FeatureProfile>> profiles(long referenceId, SegmentKey key) {
        Map<Segment, List<FeatureProfile>> found = new TreeMap<>();
        jdbi.useHandle(
                handle ->
                        SegmentRows.bind(
                                        handle.createQuery(
                                                """
                                                select * from reference_segment_profile
                                                 where reference_id = :id
                                                   and segment_source = :source
                                                   and segment_name = :segmentName
                                                """),
                                        key)
                                .bind("id", referenceId)
                                .map(
                                        row ->
                                                found.computeIfAbsent(
                                                                SegmentRows.segment(row),
                                                                s -> new ArrayList<>())
                                                        .add(
                                                                FeatureProfile.fromBytes(
                                                                        row.getColumn(
                                                                                "profile",
                                                                                byte[].class))))
                                .list());
        return found;
    }
}
