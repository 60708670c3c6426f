// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.dashboard.Asking;
import io.halflife.dashboard.Seeds;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.webhook.SealingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Days were judged until the policy cut months: some lie in months, the last begin after the last
 * month.
 */
class EarlierCutIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final String MODEL = "/models/" + Seeds.MODEL;
    private static final Set<String> MONTHS =
            Set.of("1997-01", "1997-02", "1997-03", "1997-04", "1997-05");
    private static final String LAST_DAY = "1997-05-30";

    private static Asking asking;

    @BeforeAll
    static void start() {
        Seeds.plant(POSTGRES.storage());
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        handle -> {
                            // They have no bytes, which a page would draw.
                            handle.execute("delete from feature_profile");
                            handle.execute(
                                    """
                                    insert into policy_revision (model_id, revision, body, writer)
                                    select v.model_id, r, cast(case r when 3
                                             then '{"window":{"kind":"calendar","unit":"month"}}'
                                             else '{}' end as jsonb), 'test'
                                      from model_version v, generate_series(1, 3) r
                                    """);
                            handle.execute(
                                    """
                                    insert into drift_verdict (version_id, environment,
                                      window_start, window_end, role, name, test, label,
                                      is_primary, reference_id, n_reference, n, missing, statistic,
                                      p, p_adjusted, effect, drift_detected, verdict, alarm_state,
                                      reason, detail, new_categories)
                                    select version_id, environment, day, day + interval '1 day',
                                           role, name, test,
                                           to_char(day at time zone 'UTC', 'YYYY-MM-DD'),
                                           is_primary, reference_id, n_reference, 48, 0, statistic,
                                           p, p_adjusted, effect, drift_detected, verdict,
                                           alarm_state, reason, detail, new_categories
                                      from drift_verdict, unnest(array[timestamptz '1997-02-10Z',
                                             '1997-05-28Z', '1997-05-29Z', '1997-05-30Z']) day
                                     where window_start = timestamptz '1997-05-01Z'
                                    """);
                            handle.execute(
                                    """
                                    insert into performance_window (version_id, environment,
                                      window_start, window_end, metric, estimated, label, n,
                                      labelled, value, low, high, successes, trials, mature,
                                      first_event, last_event)
                                    select version_id, environment, timestamptz '1997-05-30Z',
                                           timestamptz '1997-05-31Z', metric, estimated,
                                           '1997-05-30', n, labelled, value, low, high, successes,
                                           trials, mature, first_event, last_event
                                      from performance_window
                                     where window_start = timestamptz '1997-05-01Z'
                                    """);
                        });
        asking = new Asking(POSTGRES.storage(), SealingKey.of(SealingKey.random()));
    }

    @AfterAll
    static void stop() {
        asking.close();
    }

    private static Set<String> windows(String path) throws Exception {
        Set<String> found = new TreeSet<>();
        asking.json(200, "GET", "/v1" + MODEL + path, null)
                .get("items")
                .forEach(item -> found.add(item.get("window").textValue()));
        return found;
    }

    @Test
    void lists_areOfThePresentCut_unlessAllAreAskedFor() throws Exception {
        assertEquals(new TreeSet<>(MONTHS), windows("/drift"));
        assertEquals(new TreeSet<>(MONTHS), windows("/drift?cut=current"));
        assertEquals(new TreeSet<>(MONTHS), windows("/performance"));

        Set<String> all = new TreeSet<>(MONTHS);
        all.add(LAST_DAY);
        assertEquals(all, windows("/performance?cut=all"));
        all.addAll(Set.of("1997-02-10", "1997-05-28", "1997-05-29"));
        assertEquals(all, windows("/drift?cut=all"));
        assertEquals(
                Set.of("/cut invalid_enum"),
                Asking.findings(asking.json(422, "GET", "/v1" + MODEL + "/drift?cut=month", null)));
    }

    /** Pages of a list keep to the cut that the first was asked for. */
    @Test
    void cursor_isBoundToTheCut() throws Exception {
        String path = "/v1" + MODEL + "/drift?limit=2&cut=all&order=desc";
        List<String> found = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < 10 && cursor != null; page++) {
            JsonNode json = asking.json(200, "GET", path + cursor, null);
            json.get("items").forEach(item -> found.add(item.get("window").textValue()));
            JsonNode next = json.get("next_cursor");
            cursor = next.isNull() ? null : "&cursor=" + next.textValue();
            if (page == 0) {
                String other = path.replace("cut=all", "cut=current") + cursor;
                assertEquals(
                        "invalid_cursor",
                        asking.json(400, "GET", other, null).get("code").textValue());
            }
        }
        assertEquals(9, new TreeSet<>(found).size(), found.toString());
        assertEquals(LAST_DAY, found.get(0));
    }

    @Test
    void page_showsTheNewestOfThePresentCut_andNamesTheEarlier() throws Exception {
        String page = asking.page(MODEL + "/drift");

        assertTrue(page.contains("<option selected>1997-05</option>"), page);
        assertFalse(page.contains("<option>" + LAST_DAY), page);
        assertTrue(page.contains("Earlier policies cut other windows"), page);
        assertTrue(page.contains("href=\"" + MODEL + "/drift?window=" + LAST_DAY + "\""), page);
    }

    @Test
    void page_ofAnEarlierWindow_staysInItsCut() throws Exception {
        String page = asking.page(MODEL + "/drift?window=1997-05-29");

        assertTrue(page.contains("An earlier policy cut this window"), page);
        assertTrue(page.contains("<option selected>1997-05-29</option>"), page);
        assertTrue(page.contains("href=\"" + MODEL + "/drift?window=" + LAST_DAY + "\""), "later");
        assertTrue(page.contains("href=\"" + MODEL + "/drift?window=1997-05-28\""), "earlier");
        assertFalse(page.contains("<option>1997-04"), page);
        String last = asking.page(MODEL + "/drift?window=" + LAST_DAY);
        assertTrue(
                last.contains("/features/nswprice?window=" + LAST_DAY),
                "links of the last day keep to it");
        assertTrue(
                asking.page(MODEL + "/features/nswprice?window=" + LAST_DAY)
                        .contains("<option selected>" + LAST_DAY + "</option>"));
        assertEquals(404, asking.call("GET", MODEL + "/drift?window=1996", null).statusCode());
    }
}
