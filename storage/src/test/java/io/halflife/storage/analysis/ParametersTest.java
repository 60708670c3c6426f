// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ParametersTest {

    @Test
    void sql_valuesStandWithTheirTypes() {
        String sql =
                new Parameters("select ?, ?, cast(? as interval), ?, ?")
                        .add(7)
                        .add(Instant.parse("2024-03-01T00:00:00.123456789Z"))
                        .add(Duration.ofHours(2))
                        .addNullable(new UUID(0, 1))
                        .addNullable(null)
                        .sql();

        assertEquals(
                "select 7, timestamptz '2024-03-01T00:00:00.123456Z', cast('PT2H' as interval),"
                        + " uuid '00000000-0000-0000-0000-000000000001', null::uuid",
                sql);
    }

    /** A text cannot end its quotes, and a question mark in it is no parameter. */
    @Test
    void sql_textsStayTexts() {
        String sql = new Parameters("a = ? and b = ?").add("it's ?\\'").add("b").sql();

        assertEquals("a = 'it''s ?\\''' and b = 'b'", sql);
        assertThrows(IllegalArgumentException.class, () -> new Parameters("?").add("\0"));
    }

    @Test
    void sql_valuesAndMarksMustMatch() {
        assertThrows(IllegalStateException.class, () -> new Parameters("? ?").add(1).sql());
        assertThrows(IllegalStateException.class, () -> new Parameters("?").add(1).add(2).sql());
    }
}
