// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.calibration;

import io.halflife.monitor.calibration.CalibratedColumn;
import io.halflife.monitor.calibration.ColumnCalibration;
import io.halflife.monitor.calibration.ReferenceCalibrations;
import io.halflife.monitor.calibration.SeasonChoice;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.statistics.calibration.Season;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * What references say of themselves, one row for each reference and cut: written once, then only
 * read. Blocking; every call is a transaction of its own.
 */
public final class Calibrations {

    private static final String OF_CUT = " where reference_id = :id and cut = :cut";

    private final Jdbi jdbi;

    public Calibrations(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Empty until it was cut in this way. */
    public Optional<StoredCalibration> find(long referenceId, String cut) {
        return jdbi.inTransaction(
                handle ->
                        handle.createQuery("select * from reference_calibration" + OF_CUT)
                                .bind("id", referenceId)
                                .bind("cut", cut)
                                .map(row -> stored(row, columns(handle, referenceId, cut)))
                                .findOne());
    }

    /** Of every reference of a version, oldest first. */
    public List<StoredCalibration> of(int versionId) {
        return jdbi.inTransaction(
                handle ->
                        handle.createQuery(
                                        """
                                        select c.* from reference_calibration c
                                          join reference_version r on r.id = c.reference_id
                                         where r.version_id = :version
                                         order by c.made_at, c.reference_id, c.cut
                                        """)
                                .bind("version", versionId)
                                .map(
                                        row ->
                                                stored(
                                                        row,
                                                        columns(
                                                                handle,
                                                                row.getColumn(
                                                                        "reference_id", Long.class),
                                                                row.getColumn(
                                                                        "cut", String.class))))
                                .list());
    }

    /**
     * Keeps it, with the columns' profiles by slot; whoever comes first wins.
     *
     * @return false when it was there before; then nothing is written
     */
    public boolean keep(StoredCalibration calibration, List<CalibratedColumn> columns) {
        return jdbi.inTransaction(
                handle -> {
                    boolean first = insert(handle, calibration);
                    if (first) {
                        insertColumns(handle, calibration, columns);
                        insertSlots(handle, calibration, columns);
                    }
                    return first;
                });
    }

    private static boolean insert(Handle handle, StoredCalibration calibration) {
        ReferenceCalibrations found = calibration.calibrations();
        int inserted =
                handle.createUpdate(
                                """
                                insert into reference_calibration (reference_id, cut, season,
                                    season_reason, zone, reason)
                                values (:id, :cut, :season, :seasonReason, :zone, :reason)
                                on conflict (reference_id, cut) do nothing
                                """)
                        .bind("id", calibration.referenceId())
                        .bind("cut", calibration.cut())
                        .bind("season", found.season().season().jsonName())
                        .bind("seasonReason", found.season().reason())
                        .bind("zone", calibration.zone().getId())
                        .bind("reason", found.reason())
                        .execute();
        return inserted == 1;
    }

    private static void insertColumns(
            Handle handle, StoredCalibration calibration, List<CalibratedColumn> columns) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        insert into reference_column_calibration (reference_id, cut, role, name,
                            windows, effect, design_effect)
                        values (:id, :cut, :role, :name, :windows, :effect, :designEffect)
                        """);
        for (CalibratedColumn column : columns) {
            in(batch, calibration, column.column())
                    .bind("windows", column.calibration().windows())
                    .bind("effect", column.calibration().effect())
                    .bind("designEffect", column.calibration().designEffect())
                    .add();
        }
        executeIfAny(batch);
    }

    private static void insertSlots(
            Handle handle, StoredCalibration calibration, List<CalibratedColumn> columns) {
        for (CalibratedColumn column : columns) {
            PreparedBatch batch =
                    handle.prepareBatch(
                            """
                            insert into reference_slot_profile (reference_id, cut, role, name, slot,
                                n, missing, profile)
                            values (:id, :cut, :role, :name, :slot, :n, :missing, :profile)
                            """);
            new TreeMap<>(column.slots())
                    .forEach(
                            (slot, profile) ->
                                    in(batch, calibration, column.column())
                                            .bind("slot", slot)
                                            .bind("n", profile.n())
                                            .bind("missing", profile.missing())
                                            .bind("profile", profile.toBytes())
                                            .add());
            executeIfAny(batch);
        }
    }

    /** The profiles by slot of every column that has any. */
    public Map<Column, Map<Integer, FeatureProfile>> slots(long referenceId, String cut) {
        Map<Column, Map<Integer, FeatureProfile>> slots = new TreeMap<>();
        jdbi.useHandle(
                handle ->
                        handle.createQuery(
                                        "select slot, profile from reference_slot_profile" + OF_CUT)
                                .bind("id", referenceId)
                                .bind("cut", cut)
                                .setFetchSize(100)
                                .map(
                                        row -> {
                                            FeatureProfile profile =
                                                    FeatureProfile.fromBytes(
                                                            row.getColumn("profile", byte[].class));
                                            return slots.computeIfAbsent(
                                                            profile.column(), c -> new TreeMap<>())
                                                    .put(
                                                            row.getColumn("slot", Integer.class),
                                                            profile);
                                        })
                                .list());
        return slots;
    }

    private static Map<Column, ColumnCalibration> columns(
            Handle handle, long referenceId, String cut) {
        Map<Column, ColumnCalibration> columns = new HashMap<>();
        handle.createQuery("select * from reference_column_calibration" + OF_CUT)
                .bind("id", referenceId)
                .bind("cut", cut)
                .map(row -> columns.put(column(row), calibration(row)))
                .list();
        return columns;
    }

    private static Column column(RowView row) {
        return new Column(
                Role.valueOf(row.getColumn("role", String.class)),
                row.getColumn("name", String.class));
    }

    private static ColumnCalibration calibration(RowView row) {
        return new ColumnCalibration(
                row.getColumn("windows", Long.class),
                number(row, "effect"),
                number(row, "design_effect"));
    }

    private static double number(RowView row, String column) {
        Double value = row.getColumn(column, Double.class);
        return value == null ? Double.NaN : value;
    }

    private static StoredCalibration stored(RowView row, Map<Column, ColumnCalibration> columns) {
        String season = row.getColumn("season", String.class);
        SeasonChoice choice =
                new SeasonChoice(
                        Season.valueOf(season.toUpperCase(Locale.ROOT)),
                        row.getColumn("season_reason", String.class));
        return new StoredCalibration(
                row.getColumn("reference_id", Long.class),
                row.getColumn("cut", String.class),
                ZoneId.of(row.getColumn("zone", String.class)),
                new ReferenceCalibrations(choice, row.getColumn("reason", String.class), columns),
                row.getColumn("made_at", Instant.class));
    }

    private static PreparedBatch in(
            PreparedBatch batch, StoredCalibration calibration, Column column) {
        return batch.bind("id", calibration.referenceId())
                .bind("cut", calibration.cut())
                .bind("role", column.role().name())
                .bind("name", column.name());
    }

    private static void executeIfAny(PreparedBatch batch) {
        if (batch.size() > 0) {
            batch.execute();
        }
    }
}
