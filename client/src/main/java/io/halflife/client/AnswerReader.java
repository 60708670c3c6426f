// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the two bodies a server answers with; fields it does not know are skipped. */
final class AnswerReader {

    private static final JsonFactory JSON = new JsonFactory();

    private long received;
    private long accepted;
    private long duplicates;
    private long rejected;
    private long pending;
    private String code = "";
    private String detail = "";
    private final List<SendResult.ItemError> errors = new ArrayList<>();

    private AnswerReader() {}

    /** The figures of a batch answer. */
    static SendResult result(String body) throws IOException {
        AnswerReader reader = read(body);
        return new SendResult(
                reader.received,
                reader.accepted,
                reader.duplicates,
                reader.rejected,
                reader.pending,
                0,
                reader.errors);
    }

    /** The refusal that a problem body describes; a body that is none gives an unnamed one. */
    static RequestRefusedException refusal(int status, String body) {
        try {
            AnswerReader reader = read(body);
            return new RequestRefusedException(status, reader.code, reader.detail);
        } catch (IOException e) {
            return new RequestRefusedException(status, "", "the answer is not ours");
        }
    }

    private static AnswerReader read(String body) throws IOException {
        AnswerReader reader = new AnswerReader();
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the answer is not an object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                reader.take(field, json);
            }
        }
        return reader;
    }

    private void take(String field, JsonParser json) throws IOException {
        switch (field) {
            case "received" -> received = json.getValueAsLong();
            case "accepted" -> accepted = json.getValueAsLong();
            case "duplicates" -> duplicates = json.getValueAsLong();
            case "rejected" -> rejected = json.getValueAsLong();
            case "pending" -> pending = json.getValueAsLong();
            case "code" -> code = json.getValueAsString("");
            case "detail" -> detail = json.getValueAsString("");
            case "errors" -> takeErrors(json);
            default -> json.skipChildren();
        }
    }

    private void takeErrors(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            long index = -1;
            String id = "";
            String itemCode = "";
            String pointer = "";
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "index" -> index = json.getValueAsLong();
                    case "prediction_id" -> id = json.getValueAsString("");
                    case "code" -> itemCode = json.getValueAsString("");
                    case "pointer" -> pointer = json.getValueAsString("");
                    default -> json.skipChildren();
                }
            }
            errors.add(new SendResult.ItemError(index, id, itemCode, pointer));
        }
    }
}
