// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.dashboard.DashboardService;
import io.halflife.dashboard.DashboardSettings;
import io.halflife.dashboard.Seeds;
import io.halflife.storage.PostgresFixture;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of the read API as tables, and answers that are not sent twice. */
class ExportIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String BASE = "/v1/models/" + Seeds.MODEL;
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern NEXT = Pattern.compile("<(\\?[^>]*)>; rel=\"next\"");
    private static DashboardService dashboard;

    @BeforeAll
    static void start() {
        Seeds.plant(POSTGRES.storage());
        dashboard =
                DashboardService.start(
                        new DashboardSettings("127.0.0.1", 0, 0, "", true), POSTGRES.storage());
    }

    @AfterAll
    static void stop() {
        dashboard.close();
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + dashboard.port() + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void csv_holdsTheSameFigures() throws Exception {
        HttpResponse<String> answer = get(BASE + "/performance?format=csv");

        assertEquals(
                "text/csv; charset=utf-8; header=present",
                answer.headers().firstValue("content-type").orElseThrow());
        List<String> lines = answer.body().lines().toList();
        assertEquals(1 + Seeds.MONTHS, lines.size());
        List<String> names = List.of(COMMA.split(lines.get(0), -1));
        List<String> newest = List.of(COMMA.split(lines.get(5), -1));
        assertEquals("1997-05", newest.get(names.indexOf("window")));
        assertEquals("0.796875", newest.get(names.indexOf("value")));
        assertTrue(answer.headers().firstValue("link").isEmpty());
    }

    /** Page by page a table is the whole one. */
    @Test
    void csv_saysWhereItGoesOn() throws Exception {
        String query = "?format=csv&limit=2";
        List<String> lines = new ArrayList<>();
        for (int page = 0; page < 5 && query != null; page++) {
            HttpResponse<String> answer = get(BASE + "/drift" + query);
            assertEquals(200, answer.statusCode(), answer.body());
            lines.addAll(answer.body().lines().skip(1).toList());
            Matcher next = NEXT.matcher(answer.headers().firstValue("link").orElse(""));
            query = next.find() ? next.group(1) : null;
        }

        assertEquals(get(BASE + "/drift?format=csv").body().lines().skip(1).toList(), lines);
    }

    @Test
    void etag_sparesWhoHasItAlready() throws Exception {
        HttpResponse<String> first = get(BASE + "/drift");
        String tag = first.headers().firstValue("etag").orElseThrow();

        HttpResponse<String> again = get(BASE + "/drift", "If-None-Match", "\"x\", W/" + tag);
        assertEquals(304, again.statusCode());
        assertEquals("", again.body());
        assertEquals(tag, again.headers().firstValue("etag").orElseThrow());

        String other = get(BASE + "/alarms").headers().firstValue("etag").orElseThrow();
        assertNotEquals(tag, other);
        assertEquals(200, get(BASE + "/drift", "If-None-Match", other).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/drift?format=xml", "?format=csv"})
    void formThatCannotBe_isRefused(String path) throws Exception {
        HttpResponse<String> answer = get(BASE + path);

        assertEquals(422, answer.statusCode());
        assertTrue(answer.body().contains("\"/format\""), answer.body());
    }
}
