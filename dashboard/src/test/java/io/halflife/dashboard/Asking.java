// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.halflife.dashboard.metrics.ExporterSettings;
import io.halflife.http.server.Route;
import io.halflife.storage.Storage;
import io.halflife.storage.webhook.SealingKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A dashboard over a database, and somebody who asks it. */
public final class Asking implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final DashboardService dashboard;

    /** Everybody may do everything. */
    public Asking(Storage storage, SealingKey key) {
        dashboard =
                DashboardService.start(
                        new DashboardSettings(
                                "127.0.0.1",
                                0,
                                0,
                                "",
                                true,
                                ExporterSettings.DEFAULTS,
                                Optional.of(key)),
                        storage);
    }

    /**
     * Asks.
     *
     * @param body JSON; null for none
     * @param headers names and values in turn
     */
    public HttpResponse<String> call(String method, String path, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + dashboard.port() + path))
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Every door that the dashboard has. */
    public List<Route> routes() {
        return dashboard.routes();
    }

    /** A page without anything that the policy forbids. */
    public String page(String path) throws Exception {
        HttpResponse<String> page = call("GET", path, null, "Accept", "text/html");
        assertEquals(200, page.statusCode(), page.body());
        assertEquals("", BrowserPages.forbiddenIn(markup(page.body())));
        return page.body();
    }

    /** A page without its text, and without what stands in quotes and looks like markup. */
    public static String markup(String page) {
        return page.replaceAll("=\"[^\"]*[<>][^\"]*\"", "=\"\"").replaceAll(">[^<]*<", "><");
    }

    /** The answer's JSON, which has this status. */
    public JsonNode json(int status, String method, String path, String body, String... headers)
            throws Exception {
        HttpResponse<String> answer = call(method, path, body, headers);
        assertEquals(status, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body());
    }

    /** What a refusal finds, as {@code "/pointer code"}. */
    public static Set<String> findings(JsonNode problem) {
        Set<String> found = new TreeSet<>();
        problem.path("errors")
                .forEach(
                        e ->
                                found.add(
                                        e.get("pointer").textValue()
                                                + " "
                                                + e.get("code").textValue()));
        return found;
    }

    @Override
    public void close() {
        dashboard.close();
    }
}
