// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.dashboard.Asking;
import io.halflife.dashboard.Seeds;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.webhook.SealingKey;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The policy of a model on its page and at its doors, over a real database. */
class PolicyPagesIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final String PAGE = "/models/" + Seeds.MODEL + "/policy";
    private static final String DOOR = "/v1" + PAGE;
    private static final String MONTHS = "\"window\":{\"kind\":\"calendar\",\"unit\":\"month\"}";
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    private static Asking asking;

    @BeforeAll
    static void start() {
        Seeds.plant(POSTGRES.storage());
        addFeature(HOSTILE);
        addFeature("a, b");
        asking = new Asking(POSTGRES.storage(), SealingKey.of(SealingKey.random()));
    }

    /** To the signature of the model's only version. */
    private static void addFeature(String name) {
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                """
                                                update model_version set signature =
                                                  jsonb_insert(signature, '{inputs,-1}',
                                                    jsonb_build_object('name', :name,
                                                      'type', 'double',
                                                      'feature_type', 'numeric',
                                                      'required', false), true)
                                                """)
                                        .bind("name", name)
                                        .execute());
    }

    @AfterAll
    static void stop() {
        asking.close();
    }

    /** Sets a policy whatever is in force; its revision. */
    private static int set(String body) throws Exception {
        return asking.json(200, "PUT", DOOR, body).get("revision").intValue();
    }

    private static int inForce() throws Exception {
        return asking.json(200, "GET", DOOR, null).get("revision").intValue();
    }

    @Test
    void page_ofAModelThatNobodySetAnythingFor_showsEveryDefault() throws Exception {
        String page = asking.page("/models/" + Seeds.BARE_MODEL + "/policy");

        assertTrue(page.contains("Nobody set a policy: all 30 values are the defaults"), page);
        assertEquals(30, count(page, "<span class=\"below\">default</span>"));
        for (String key : List.of("window", "drift.effect_floor", "decay.horizon", "segments")) {
            assertTrue(page.contains("<code>" + key + "</code>"), key);
        }
        assertTrue(page.contains("calendar, unit day, zone UTC"), "the window in words");
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    @Test
    void page_tellsWhatIsTheModelsOwnFromDefaults_andWhoChangedWhat() throws Exception {
        set("{" + MONTHS + ",\"drift\":{\"k\":2}}");
        int revision = set("{" + MONTHS + ",\"drift\":{\"k\":1},\"cool_down\":\"P3D\"}");

        String page = asking.page(PAGE);

        assertTrue(page.contains("Revision " + revision + " is in force, set by development on "));
        assertTrue(page.contains("3 of 30 values were set for this model"), page);
        assertTrue(page.contains("default 2"), "the default beside the own k");
        assertTrue(page.contains("drift.k from 2 to 1"));
        assertTrue(page.contains("cool_down from P7D to P3D"));
        assertTrue(page.contains("value=\"P3D\""), "typed into the field");
        JsonNode newest = asking.json(200, "GET", DOOR + "/revisions?limit=1", null).at("/items/0");
        assertEquals(revision, newest.get("revision").intValue());
        assertEquals("development", newest.get("written_by").textValue());
        assertEquals(
                "[1]", newest.get("changes").findValuesAsText("after").subList(0, 1).toString());
    }

    @Test
    void page_ofNamesThatAreMarkup_showsThemAsText() throws Exception {
        set("{" + MONTHS + ",\"drift\":{\"critical_features\":[\"" + HOSTILE + "\",\"a, b\"]}}");

        String page = asking.page(PAGE);

        assertFalse(Asking.markup(page).contains("<img src=x"), "markup");
        assertTrue(page.contains("&lt;img src=x onerror=alert(1)&gt;"), page);
    }

    @Test
    void set_ofAStaleRevision_isRefusedAndChangesNothing() throws Exception {
        int first = set("{" + MONTHS + "}");
        int second = set("{" + MONTHS + ",\"grace\":\"PT2H\"}");

        JsonNode refused = asking.json(412, "PUT", DOOR, "{}", "If-Match", "\"" + first + "\"");

        assertEquals("etag_mismatch", refused.get("code").textValue());
        assertEquals(412, asking.call("PUT", DOOR, "{}", "If-Match", "\"x\"").statusCode());
        assertEquals(second, inForce());
        HttpResponse<String> right =
                asking.call("PUT", DOOR, "{" + MONTHS + "}", "If-Match", "\"" + second + "\"");
        assertEquals(200, right.statusCode(), right.body());
        assertEquals("\"" + (second + 1) + "\"", right.headers().firstValue("ETag").orElseThrow());
    }

    @Test
    void set_ofBrokenRules_namesEachFieldAndChangesNothing() throws Exception {
        int before = inForce();

        JsonNode refused =
                asking.json(
                        422,
                        "PUT",
                        DOOR,
                        """
                        {"drift":{"k":9,"m":3,"alpha":"small"},"grace":"soon","colour":1,
                         "segments":["nobody"],"performance":{"metric":"charm"}}
                        """);

        assertTrue(
                Asking.findings(refused)
                        .containsAll(
                                Set.of(
                                        "/drift/k out_of_range",
                                        "/drift/alpha type_mismatch",
                                        "/grace type_mismatch",
                                        "/colour unknown_field",
                                        "/performance/metric invalid_enum")),
                refused.toString());
        assertEquals(
                Set.of("/segments/0 type_mismatch"),
                Asking.findings(asking.json(422, "PUT", DOOR, "{\"segments\":[\"nswprice\"]}")));
        assertEquals(400, asking.call("PUT", DOOR, "{").statusCode());
        assertEquals(
                400,
                asking.call("PUT", DOOR, "{\"grace\":\"PT1H\",\"grace\":\"PT2H\"}").statusCode());
        assertEquals(404, asking.call("PUT", "/v1/models/nobody/policy", "{}").statusCode());
        assertEquals(before, inForce());
    }

    /** Which names there are is part of the rule; of a model without versions nothing is known. */
    @Test
    void set_ofNamesThatNoVersionHas_isRefusedWithTheNamesThereAre() throws Exception {
        int before = inForce();
        String names =
                "{\"drift\":{\"critical_features\":[\"day\",\"nswprise\"]},"
                        + "\"performance\":{\"metric\":\"mae\"}}";

        for (JsonNode refused :
                List.of(
                        asking.json(422, "PUT", DOOR, names),
                        asking.json(422, "POST", DOOR + ":preview", names))) {
            assertEquals(
                    Set.of(
                            "/drift/critical_features/1 unknown_feature",
                            "/performance/metric invalid_enum"),
                    Asking.findings(refused));
            String words = refused.get("errors").toString();
            assertTrue(words.contains("known are nswprice, day, "), words);
            assertTrue(words.contains("did you mean nswprice?"), words);
            assertTrue(words.contains("binary_classification: one of accuracy, "), words);
        }
        assertEquals(before, inForce());
        String slip = "{\"performance\":{\"metric\":\"acuracy\"}}";
        assertTrue(
                asking.json(422, "PUT", DOOR, slip).toString().contains("did you mean accuracy?"));
        POSTGRES.storage()
                .jdbi()
                .useHandle(h -> h.execute("insert into model (name) values ('new')"));
        asking.json(200, "PUT", "/v1/models/new/policy", names);
    }

    /** The month of March raised an alarm that stood for the rest. */
    @Test
    void preview_countsBesideThePolicyInForceAndStoresNothing() throws Exception {
        set("{" + MONTHS + "}");
        int before = inForce();
        String calm = "{" + MONTHS + ",\"drift\":{\"effect_floor\":9}}";

        JsonNode preview = asking.json(200, "POST", DOOR + ":preview", calm);

        assertEquals(90, preview.get("days").intValue());
        assertEquals(2, preview.get("windows").intValue(), "months that begin in the 90 days");
        assertEquals(before, preview.get("policy_revision").intValue());
        JsonNode then = preview.get("in_force");
        JsonNode now = preview.get("rehearsed");
        assertEquals(2, then.get("drifted").intValue());
        assertEquals("nswprice", then.at("/alarms/0/feature").textValue());
        assertEquals(0, then.get("raised").intValue(), "it stood before the period");
        assertEquals(0, now.get("alarms").size());
        assertEquals(4, now.get("verdicts").intValue());
        JsonNode feature = then.at("/features/1");
        assertEquals("nswprice", feature.get("feature").textValue());
        assertEquals(2 * 1488, feature.get("n").intValue());
        assertEquals(2, feature.get("drifted").intValue());
        assertEquals(1, feature.get("alarms").intValue());
        assertEquals(1488, then.at("/by_window/0/rows").intValue());
        assertEquals(2, then.at("/by_window/0/columns").intValue());
        assertEquals(before, inForce());
    }

    @Test
    void preview_thatCannotBe_saysWhy() throws Exception {
        set("{" + MONTHS + "}");
        JsonNode other = asking.json(422, "POST", DOOR + ":preview", "{}");
        assertEquals(Set.of("/window preview_other_windows"), Asking.findings(other));
        assertTrue(other.toString().contains("into days in UTC"), other.toString());
        assertEquals(
                Set.of("/drift/k out_of_range"),
                Asking.findings(
                        asking.json(422, "POST", DOOR + ":preview", "{\"drift\":{\"k\":4}}")));
        JsonNode bare =
                asking.json(
                        409, "POST", "/v1/models/" + Seeds.BARE_MODEL + "/policy:preview", "{}");
        assertEquals("never_analysed", bare.get("code").textValue());
        assertEquals(404, asking.call("POST", DOOR + ":forget", "{}").statusCode());
        assertEquals(
                404,
                asking.call("POST", DOOR + ":preview?version=9", "{" + MONTHS + "}").statusCode());
    }

    @Test
    void preview_whileAnotherIsUnderWay_isRefused() throws Exception {
        set("{" + MONTHS + "}");
        POSTGRES.storage()
                .jdbi()
                .useTransaction(
                        handle -> {
                            hold(handle);
                            JsonNode refused =
                                    asking.json(409, "POST", DOOR + ":preview", "{" + MONTHS + "}");
                            assertEquals("preview_running", refused.get("code").textValue());
                        });
        asking.json(200, "POST", DOOR + ":preview", "{" + MONTHS + "}");
    }

    private static void hold(Handle handle) {
        handle.createQuery(
                        """
                        select cast(pg_advisory_xact_lock(hashtextextended(
                            'halflife.preview/' || cast(id as text), 0)) as text)
                          from model where name = :name
                        """)
                .bind("name", Seeds.MODEL)
                .mapTo(String.class)
                .one();
    }

    /** A page of another site can make a browser send this, but not with our header. */
    @Test
    void writes_ofOtherSitesPages_areRefused() throws Exception {
        int before = inForce();
        assertEquals(
                "cross_site",
                asking.json(403, "PUT", DOOR, "{}", "Sec-Fetch-Site", "cross-site")
                        .get("code")
                        .textValue());
        assertEquals(
                403,
                asking.call(
                                "PUT",
                                DOOR,
                                "{}",
                                "Origin",
                                "http://evil.example",
                                "X-Requested-With",
                                "fetch")
                        .statusCode());
        assertEquals(
                403, asking.call("PUT", DOOR, "{}", "Sec-Fetch-Site", "same-origin").statusCode());
        assertEquals(before, inForce());
        assertEquals(
                200,
                asking.call(
                                "PUT",
                                DOOR,
                                "{" + MONTHS + "}",
                                "Sec-Fetch-Site",
                                "same-origin",
                                "X-Requested-With",
                                "fetch")
                        .statusCode());
    }

    @Test
    void history_goesOnByPages() throws Exception {
        for (int i = 0; i < 22; i++) {
            set("{" + MONTHS + ",\"drift\":{\"m\":" + (3 + i) + "}}");
        }
        String page = asking.page(PAGE);
        String older = page.replaceAll("(?s).*href=\"([^\"]*before=[0-9]+)\".*", "$1");

        assertTrue(older.startsWith(PAGE + "?before="), older);
        assertTrue(asking.page(older).contains("What changed"));
        JsonNode first = asking.json(200, "GET", DOOR + "/revisions?limit=5", null);
        String cursor = first.get("next_cursor").textValue();
        JsonNode second =
                asking.json(200, "GET", DOOR + "/revisions?limit=5&cursor=" + cursor, null);
        assertEquals(
                first.at("/items/4/revision").intValue() - 1,
                second.at("/items/0/revision").intValue());
    }
}
