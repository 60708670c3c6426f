// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.reference;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.profile.FeatureProfile;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The profiles of a reference, one column at a time: each may be megabytes. */
public final class ReferenceColumns {

    private final Jdbi jdbi;
    private final long referenceId;

    public ReferenceColumns(Jdbi jdbi, long referenceId) {
        this.jdbi = jdbi;
        this.referenceId = referenceId;
    }

    /** In the order of roles, then names. */
    public List<Column> columns() {
        return jdbi.withHandle(
                handle ->
                        handle
                                .createQuery(
                                        "select role, name from reference_profile where reference_id"
                                                + " = :id")
                                .bind("id", referenceId)
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

    public Optional<FeatureProfile> of(Column column) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select profile from reference_profile
                                         where reference_id = :id and role = :role and name = :name
                                        """)
                                .bind("id", referenceId)
                                .bind("role", column.role().name())
                                .bind("name", column.name())
                                .mapTo(byte[].class)
                                .findOne()
                                .map(FeatureProfile::fromBytes));
    }
}
