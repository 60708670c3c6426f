// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.archive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;

/** Reads rows of the catalog's tables. */
final class CatalogRows {

    private CatalogRows() {}

    static ArchivedFile file(ResultSet row) throws SQLException {
        return new ArchivedFile(
                row.getString("path"),
                ArchiveKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getInt("model_id"),
                row.getObject("version_id", Integer.class),
                row.getString("environment"),
                row.getLong("n_rows"),
                row.getLong("n_bytes"),
                row.getString("checksum"),
                instant(row, "first_event"),
                instant(row, "last_event"),
                instant(row, "last_received"),
                instant(row, "last_available"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
