// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.dashboard.Seeds;
import io.halflife.storage.PostgresFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ModelReportIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    @BeforeAll
    static void plant() {
        Seeds.plant(POSTGRES.storage());
    }

    @Test
    void report_hasEveryPartUnderItsName() {
        ObjectNode report = report();

        assertEquals(
                List.of(
                        "model",
                        "version",
                        "environment",
                        "reference_rows",
                        "verdicts",
                        "beside",
                        "profiles",
                        "performance",
                        "reference_performance",
                        "decay",
                        "requests"),
                names(report));
        assertEquals("elec2-logreg", report.get("model").textValue());
        assertEquals(2928, report.get("reference_rows").longValue());
    }

    @Test
    void report_holdsAllWindowsInOrder() {
        List<String> windows = new ArrayList<>();
        report().get("performance").forEach(p -> windows.add(p.get("window").textValue()));

        assertEquals(List.of("1997-01", "1997-02", "1997-03", "1997-04", "1997-05"), windows);
        assertEquals(3 * Seeds.MONTHS, report().get("verdicts").size());
        assertEquals(Seeds.MONTHS, report().get("profiles").size());
    }

    @Test
    void report_holdsFiguresAndNulls() {
        ObjectNode report = report();

        assertEquals(0.03125, report.at("/profiles/0/std").doubleValue());
        assertEquals(0.859375, report.at("/performance/0/value").doubleValue());
        assertEquals(0.875, report.at("/reference_performance/0/value").doubleValue());
        assertEquals("OK", report.at("/decay/0/status").textValue());
        assertTrue(report.at("/decay/0/crossing/high").isNull());
        assertTrue(report.at("/requests/0/delivered").isNull());
        assertEquals("decay", report.at("/requests/0/reason").textValue());
        assertEquals("1997-06-01T01:00:00Z", report.at("/requests/0/as_of").textValue());
    }

    @Test
    void report_ofAnotherEnvironment_isEmpty() {
        ObjectNode report = ModelReport.of(POSTGRES.storage(), Seeds.MODEL, "1", "staging");

        for (String name : List.of("verdicts", "profiles", "performance", "decay", "requests")) {
            assertEquals(0, report.get(name).size(), name);
        }
    }

    @Test
    void report_ofAnUnknownVersion_namesIt() {
        NoSuchElementException e =
                assertThrows(
                        NoSuchElementException.class,
                        () -> ModelReport.of(POSTGRES.storage(), Seeds.MODEL, "2", "production"));
        assertEquals("no model version elec2-logreg/2", e.getMessage());
    }

    private static ObjectNode report() {
        return ModelReport.of(POSTGRES.storage(), Seeds.MODEL, "1", "production");
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
