// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/**
 * Instants become {@code timestamptz}, truncated to the microseconds that Postgres keeps; left to
 * itself the driver rounds, and a time just before midnight would move to the next day. {@code MIN}
 * and {@code MAX} become the infinities.
 */
final class InstantArguments extends AbstractArgumentFactory<Instant> {

    InstantArguments() {
        super(Types.TIMESTAMP_WITH_TIMEZONE);
    }

    @Override
    protected Argument build(Instant value, ConfigRegistry config) {
        OffsetDateTime stored = toStored(value);
        return (position, statement, context) -> statement.setObject(position, stored);
    }

    private static OffsetDateTime toStored(Instant value) {
        if (value.equals(Instant.MIN)) {
            return OffsetDateTime.MIN;
        }
        if (value.equals(Instant.MAX)) {
            return OffsetDateTime.MAX;
        }
        return value.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
