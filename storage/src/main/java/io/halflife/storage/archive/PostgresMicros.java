// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.archive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Microseconds since 1970, as Postgres' times are kept in files. */
final class PostgresMicros {

    private PostgresMicros() {}

    static Long of(ResultSet row, int position) throws SQLException {
        OffsetDateTime time = row.getObject(position, OffsetDateTime.class);
        return time == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant());
    }
}
