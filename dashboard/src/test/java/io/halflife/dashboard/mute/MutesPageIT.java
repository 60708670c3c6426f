// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.mute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.dashboard.Asking;
import io.halflife.dashboard.Seeds;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.webhook.SealingKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of muted and excluded periods; the model's clock stands at 1997-06-01. */
class MutesPageIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final String PAGE = "/models/" + Seeds.MODEL + "/mutes";
    private static final String HOSTILE = "<img src=x onerror=alert(1)> 日本語 “Ärger”";

    private static Asking asking;

    @BeforeAll
    static void start() {
        Seeds.plant(POSTGRES.storage());
        asking = new Asking(POSTGRES.storage(), SealingKey.of(SealingKey.random()));
    }

    @AfterAll
    static void stop() {
        asking.close();
    }

    private static String set(String from, String to, String reason, String more) throws Exception {
        String body =
                "{\"from\":\"%sT00:00:00Z\",\"to\":\"%sT00:00:00Z\",\"reason\":\"%s\"%s}"
                        .formatted(from, to, reason, more);
        return asking.json(201, "POST", "/v1" + PAGE, body).get("id").textValue();
    }

    /** The row of a period, without the others. */
    private static String row(String page, String id) {
        int at = page.indexOf("data-text=\"" + id + " ");
        assertTrue(at > 0, "period " + id + " is listed");
        return page.substring(at, page.indexOf("</tr>", at));
    }

    @Test
    void list_saysWhichPeriodsAreInForceAheadPastAndDeleted() throws Exception {
        String inForce = set("1997-05-30", "1997-06-02", "line down", ",\"effect\":\"excluded\"");
        String past = set("1997-02-01", "1997-02-03", "holiday", "");
        String ahead = set("1997-09-01", "1997-09-03", "a rebuild", "");
        String deleted = set("1997-03-01", "1997-03-03", "a mistake", "");
        asking.call("DELETE", "/v1" + PAGE + "/" + deleted, null);

        String page = asking.page(PAGE);

        assertTrue(page.contains("at 1997-06-01 01:00 UTC, the clock of its runs"), page);
        assertTrue(row(page, inForce).contains("IN FORCE</span>"));
        assertTrue(row(page, inForce).contains(">excluded<"));
        assertTrue(row(page, inForce).contains("line down"));
        assertTrue(row(page, past).contains("PAST</span>"));
        assertTrue(row(page, ahead).contains("AHEAD</span>"));
        assertTrue(row(page, deleted).contains("DELETED</span>"));
        assertTrue(row(page, deleted).contains("deleted by development on "));
        assertFalse(row(page, deleted).contains("data-delete"), "nothing is left to delete");
        assertTrue(row(page, past).contains("data-delete=\"/v1" + PAGE + "/" + past + "\""));
    }

    @Test
    void list_ofAReasonThatIsMarkup_showsItAsText() throws Exception {
        String id = set("1996-01-01", "1996-01-02", HOSTILE.replace("\"", "\\\""), "");

        String page = asking.page(PAGE);

        assertFalse(Asking.markup(page).contains("<img src=x"), "markup");
        assertTrue(row(page, id).contains("&lt;img src=x onerror=alert(1)&gt; 日本語 “Ärger”"), page);
    }

    @Test
    void list_saysWhichPeriodsOverlap() throws Exception {
        String wide = set("1995-01-01", "1995-02-01", "one", "");
        String inside = set("1995-01-10", "1995-01-12", "two", ",\"features\":[\"nswprice\"]");
        String beside = set("1995-02-01", "1995-02-02", "touches, and shares no instant", "");
        String elsewhere = set("1995-01-10", "1995-01-12", "three", ",\"features\":[\"day\"]");

        String page = asking.page(PAGE);

        assertTrue(row(page, wide).contains("overlaps period "), row(page, wide));
        assertTrue(row(page, inside).contains("overlaps period " + wide));
        assertFalse(row(page, inside).contains("period " + elsewhere), "other columns");
        assertFalse(row(page, beside).contains("overlaps"));
    }

    @Test
    void page_offersTheWindowItWasOpenedFor() throws Exception {
        String page = asking.page(PAGE + "?from=1997-04-01T00:00:00Z&to=1997-05-01T00:00:00Z");

        assertTrue(page.contains("value=\"1997-04-01T00:00\""), page);
        assertTrue(page.contains("value=\"1997-05-01T00:00\""));
        assertTrue(page.contains("<option value=\"nswprice\">"));
        assertFalse(asking.page(PAGE + "?from=soon").contains("soon"));
        assertTrue(asking.page(PAGE + "?before=nonsense").contains("<h1>"));
        assertEquals(404, asking.call("GET", "/models/nobody/mutes", null).statusCode());
    }
}
