// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.halflife.launcher.rig.HttpSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an answer says of a request's items, and where it breaks the contract.
 *
 * @param isKnown whether it says anything for good; 5xx, 408 and 429 do not
 * @param rejected codes by index
 */
record Verdict(boolean isKnown, Map<Integer, String> rejected, List<String> offences) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Verdict of(HttpSocket.Answer answer, int items) {
        int status = answer.status();
        List<String> offences = new ArrayList<>();
        if (status >= 500 || status == 408 || status == 429) {
            if (status != 408 && answer.retryAfterSeconds() < 0) {
                offences.add(status + " without Retry-After");
            }
            if (status == 500 || answer.body().contains("\tat ")) {
                offences.add(answer.body());
            }
            return new Verdict(false, Map.of(), offences);
        }
        Map<Integer, String> rejected = new HashMap<>();
        if (status == 200 || status == 422) {
            readItems(answer.body(), items, rejected, offences);
        } else {
            offences.add(status + " for a good request: " + answer.body());
        }
        return new Verdict(true, rejected, offences);
    }

    private static void readItems(
            String body, int items, Map<Integer, String> rejected, List<String> offences) {
        try {
            JsonNode json = JSON.readTree(body);
            json.path("errors")
                    .forEach(e -> rejected.put(e.path("index").asInt(), e.path("code").asText()));
            int told =
                    json.path("accepted").asInt()
                            + json.path("duplicates").asInt()
                            + json.path("rejected").asInt();
            if (told != items || rejected.size() != json.path("rejected").asInt()) {
                offences.add("of " + items + " items: " + body);
            }
        } catch (JsonProcessingException e) {
            offences.add("no JSON: " + body);
        }
    }
}
