// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.window.Window;
import io.halflife.storage.intake.Reject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is kept of refused items: where, why, and an excerpt without anybody's texts. */
class QuarantineIT {

    @RegisterExtension static final CollectorFixture COLLECTOR = new CollectorFixture();

    private static List<Reject> refused(String model, ItemText item) {
        Stories.creditRisk(COLLECTOR.http(), model);
        item.with("model", "\"" + model + "\"");
        HttpCalls.Response response =
                COLLECTOR.http().post("/v1/predictions", Stories.predictions(item.toString()));
        assertEquals(422, response.status(), response.raw().body());
        return COLLECTOR.storage().rejects().newest(model, aroundNow(), 10);
    }

    private static ItemText item(String id) {
        return ItemText.prediction(id);
    }

    @Test
    void excerpt_keepsStructureNumbersAndDeclaredClassesOnly() {
        ItemText item =
                item("jane@example.org")
                        .feature("region", "\"12 Elm Street\"")
                        .feature("age", "\"forty\"")
                        .with("prediction", "{\"label\":\"default\",\"score\":0.83}");

        Reject reject = refused("redacted", item).get(0);

        String excerpt = reject.excerpt().orElseThrow();
        assertEquals("type_mismatch", reject.code());
        assertEquals("/features/age", reject.pointer());
        assertTrue(excerpt.contains("\"age\":\"(5)\""), excerpt);
        assertTrue(excerpt.contains("\"income\":52300.5"), excerpt);
        assertTrue(excerpt.contains("\"employed\":true"), excerpt);
        assertTrue(excerpt.contains("\"label\":\"default\""), excerpt);
        assertTrue(excerpt.contains("\"prediction_id\":\"(16)\""), excerpt);
        assertFalse(excerpt.contains("jane") || excerpt.contains("Elm"), excerpt);
    }

    @Test
    void excerpt_isStorableWhateverWasSent() {
        ItemText item = item("nul").with("event_time", "3").feature("a\\u0000b", "\"\\u0000\"");

        String excerpt = refused("storable", item).get(0).excerpt().orElseThrow();

        assertTrue(excerpt.contains("\"(3)\":\"(1)\""), excerpt);
    }

    @Test
    void excerpt_endsAtFourKibibytes() {
        ItemText item = item("long").without("event_time");
        StringBuilder features = new StringBuilder("{\"age\":1");
        for (int i = 0; i < 1000; i++) {
            features.append(",\"größe ").append(i).append("\":").append(i);
        }
        item.with("features", features.append('}').toString());

        String excerpt = refused("long", item).get(0).excerpt().orElseThrow();

        int bytes = excerpt.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes <= 4096 && bytes > 4000, "bytes: " + bytes);
        assertTrue(excerpt.endsWith("…"));
    }

    @Test
    void brokenLine_showsWhereItBreaksAndNotWhat() {
        COLLECTOR
                .http()
                .send(
                        "POST",
                        "/v1/predictions",
                        "{\"a\":1,\"secret\" oops".getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        HttpCalls.LINES);

        String excerpt =
                COLLECTOR.text(
                        "select excerpt from ingest_reject where code = 'malformed_json'"
                                + " order by id desc limit 1");
        assertTrue(
                excerpt.startsWith("{\"a\":1(no JSON from byte ") || excerpt.contains("(no JSON"),
                excerpt);
        assertFalse(excerpt.contains("oops"), excerpt);
    }

    @Test
    void aThousandAnHour_areKeptOfAModelAndCounted() {
        Stories.creditRisk(COLLECTOR.http(), "swamped");
        String[] items = new String[1200];
        for (int i = 0; i < items.length; i++) {
            items[i] = item("q" + i).with("model", "\"swamped\"").without("event_time").toString();
        }
        COLLECTOR.http().post("/v1/predictions", Stories.predictions(items));

        Map<String, Long> kept = COLLECTOR.storage().rejects().byCode("swamped", aroundNow());

        // The hour may turn over in between; it never does within one request.
        assertEquals(Map.of("required", 1000L), kept);
    }

    private static Window aroundNow() {
        Instant now = Instant.now();
        return new Window(now.minusSeconds(600), now.plusSeconds(3600));
    }
}
