// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the logger needs of an answer's body: the first code of each rejected item, the code of a
 * refusal, the clock warning. A body that cannot be read gives what was read before.
 */
final class ReplyBody {

    private static final JsonFactory JSON = new JsonFactory();

    private final List<String> itemCodes = new ArrayList<>();
    private final Set<Long> itemsSeen = new HashSet<>();
    private String code = "";
    private long skewSeconds;

    private ReplyBody() {}

    static ReplyBody of(byte[] body) {
        ReplyBody read = new ReplyBody();
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                read.readObject(json);
            }
        } catch (IOException e) {
            // Not ours, or cut off: the headers tell the figures.
            return read;
        }
        return read;
    }

    /** One per rejected item that is listed. */
    List<String> itemCodes() {
        return itemCodes;
    }

    /** The code of a refusal as a whole; the empty string where there is none. */
    String code() {
        return code;
    }

    /** How far this machine's clock is off; 0 where the collector did not complain. */
    long skewSeconds() {
        return skewSeconds;
    }

    private void readObject(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "code" -> code = json.getValueAsString("");
                case "errors" -> readEntries(json, true);
                case "warnings" -> readEntries(json, false);
                default -> json.skipChildren();
            }
        }
    }

    private void readEntries(JsonParser json, boolean errors) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
            readEntry(json, errors);
        }
    }

    private void readEntry(JsonParser json, boolean error) throws IOException {
        long index = -1;
        long seconds = 0;
        String entryCode = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "index" -> index = json.getValueAsLong();
                case "seconds" -> seconds = json.getValueAsLong();
                case "code" -> entryCode = json.getValueAsString("");
                default -> json.skipChildren();
            }
        }
        if (error && index >= 0 && itemsSeen.add(index)) {
            itemCodes.add(entryCode);
        } else if (!error && entryCode.equals("clock_skew")) {
            skewSeconds = seconds;
        }
    }
}
