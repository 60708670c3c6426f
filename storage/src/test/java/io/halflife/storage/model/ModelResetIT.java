// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ModelResetIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static Storage storage() {
        return POSTGRES.storage();
    }

    /** Every table holds rows of both models; afterwards none holds a row of the first. */
    @Test
    void reset_takesAllOfOneModelAndNothingOfAnother() {
        FilledModel.fill(storage(), "staying");
        Map<String, List<String>> before = modelTables();
        before.forEach((table, rows) -> assertFalse(rows.isEmpty(), table + " is not filled"));
        FilledModel.fill(storage(), "leaving");
        modelTables()
                .forEach(
                        (table, rows) ->
                                assertFalse(
                                        rows.size() == before.get(table).size(),
                                        table + " got no row of the second model"));

        storage().models().reset("leaving");

        assertEquals(before, modelTables());
    }

    private static Map<String, List<String>> modelTables() {
        return FilledModel.modelTables(storage());
    }
}
