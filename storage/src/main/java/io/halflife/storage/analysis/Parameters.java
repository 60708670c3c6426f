// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import io.halflife.monitor.window.Window;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Sets the parameters of a statement from left to right. */
final class Parameters {

    private final PreparedStatement statement;
    private int position;

    Parameters(PreparedStatement statement) {
        this.statement = statement;
    }

    PreparedStatement statement() {
        return statement;
    }

    Parameters add(long value) throws SQLException {
        statement.setLong(++position, value);
        return this;
    }

    Parameters add(String value) throws SQLException {
        statement.setString(++position, value);
        return this;
    }

    Parameters add(Instant value) throws SQLException {
        statement.setObject(
                ++position, value.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
        return this;
    }

    /** As text that Postgres reads as an interval. */
    Parameters add(Duration value) throws SQLException {
        return add(value.toString());
    }

    /** Its start and its end. */
    Parameters add(Window value) throws SQLException {
        return add(value.start()).add(value.end());
    }

    Parameters addNullable(UUID value) throws SQLException {
        if (value == null) {
            statement.setNull(++position, Types.OTHER, "uuid");
        } else {
            statement.setObject(++position, value);
        }
        return this;
    }
}
