// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** The addresses of a running dashboard, as its read API names them. */
final class Site {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String base;
    private final String model;
    private final String numeric;
    private final String categorical;
    private final String request;
    private final String version;

    private Site(
            String base,
            String model,
            String numeric,
            String categorical,
            String request,
            String version) {
        this.base = base;
        this.model = model;
        this.numeric = numeric;
        this.categorical = categorical;
        this.request = request;
        this.version = version;
    }

    /** Of the first model that is there; it has verdicts and has asked for retraining. */
    static Site at(String base) throws IOException, InterruptedException {
        String model = "/models/" + json(base + "/v1/models").at("/items/0/name").textValue();
        JsonNode verdicts = json(base + "/v1" + model + "/drift?order=desc&limit=1").get("items");
        String id =
                json(base + "/v1" + model + "/retraining-requests").at("/items/0/id").textValue();
        String newest =
                json(base + "/v1" + model + "/versions?order=desc&limit=1")
                        .at("/items/0/version")
                        .textValue();
        return new Site(
                base,
                model,
                model + "/features/" + featureOf(verdicts, "ks"),
                model + "/features/" + featureOf(verdicts, "new_category"),
                model + "/retraining/" + id,
                model + "/versions/" + newest);
    }

    private static String featureOf(JsonNode verdicts, String test) {
        for (JsonNode verdict : verdicts) {
            if (verdict.get("test").textValue().equals(test)
                    && verdict.get("role").textValue().equals("FEATURE")) {
                return verdict.get("feature").textValue();
            }
        }
        return "";
    }

    private static JsonNode json(String address) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                CLIENT.send(
                        HttpRequest.newBuilder(URI.create(address)).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), address + ": " + answer.body());
        return JSON.readTree(answer.body());
    }

    String address(String path) {
        return base + path;
    }

    String drift() {
        return model + "/drift";
    }

    String versions() {
        return model + "/versions";
    }

    String policy() {
        return model + "/policy";
    }

    String mutes() {
        return model + "/mutes";
    }

    String requests() {
        return model + "/retraining";
    }

    String overview() {
        return model;
    }

    /** A file, not a page. */
    String report() {
        return model + "/report";
    }

    /** A column with cumulative shares. */
    String numeric() {
        return numeric;
    }

    /** Every kind of page. A model without names has no page of a categorical feature. */
    List<String> paths() {
        List<String> paths =
                new ArrayList<>(
                        List.of(
                                "/",
                                model,
                                drift(),
                                model + "/performance",
                                model + "/performance?metric=roc_auc",
                                model + "/slo",
                                model + "/quality",
                                numeric,
                                model + "/features/prediction?role=prediction",
                                "/retraining",
                                model + "/retraining",
                                model + "/versions",
                                version,
                                "/archived",
                                request,
                                policy(),
                                mutes()));
        if (!categorical.endsWith("/")) {
            paths.add(categorical);
        }
        return paths;
    }
}
