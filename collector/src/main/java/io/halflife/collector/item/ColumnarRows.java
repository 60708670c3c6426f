// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import java.util.List;
import java.util.Map;

/**
 * Puts each row of a columnar body together as an item, from the bytes where its parts lie, and
 * says of a place in the item where it lies in the body. Not thread-safe.
 */
final class ColumnarRows {

    /** What an item calls what the body has by row. */
    private static final Map<String, String> FIELDS =
            Map.of(
                    "prediction_ids", "prediction_id",
                    "event_times", "event_time",
                    "event_time", "event_time",
                    "latency_ms", "latency_ms",
                    "environment", "environment",
                    "tags", "tags",
                    "trace_id", "trace_id");

    private final byte[] bytes;
    private final ColumnarBody body;
    private final ByteText text = new ByteText();

    ColumnarRows(byte[] bytes, ColumnarBody body) {
        this.bytes = bytes;
        this.body = body;
    }

    /** The bytes of the row that was put together last. */
    byte[] bytes() {
        return text.bytes();
    }

    int length() {
        return text.size();
    }

    /**
     * Puts a row together.
     *
     * @param answers turns what the model answered into our form
     */
    void assemble(int row, ScoredAnswers answers) {
        text.clear();
        text.add("{");
        FIELDS.forEach(
                (sibling, field) -> {
                    // A body that says both event_time and event_times means the latter.
                    Spans spans = body.sibling(sibling);
                    boolean hidden =
                            sibling.equals("event_time") && body.sibling("event_times") != null;
                    if (spans != null && !hidden) {
                        text.add("\"" + field + "\":");
                        text.add(bytes, spans.start(row), spans.length(row)).add(",");
                    }
                });
        Spans predictions = body.sibling("predictions");
        if (predictions != null) {
            text.add("\"prediction\":");
            answers.append(text, bytes, predictions.start(row), predictions.length(row));
            text.add(",");
        }
        text.add("\"features\":");
        appendFeatures(row);
        text.add("}");
    }

    /** An object or a row as it is; a single value as a row of one. */
    private void appendFeatures(int row) {
        Spans rows = body.rows();
        if (rows == null) {
            List<Spans> columns = body.columns();
            text.add("[");
            for (int i = 0; i < columns.size(); i++) {
                text.add(i == 0 ? "" : ",");
                text.add(bytes, columns.get(i).start(row), columns.get(i).length(row));
            }
            text.add("]");
            return;
        }
        byte first = bytes[rows.start(row)];
        boolean single = first != '{' && first != '[' && !body.shape().startsWith("dataframe_");
        text.add(single ? "[" : "");
        text.add(bytes, rows.start(row), rows.length(row));
        text.add(single ? "]" : "");
    }

    /** The pointer into the body of a place in a row's item. */
    String pointer(String inItem, int row, FeatureColumns columns) {
        if (inItem.equals("/features") || inItem.startsWith("/features/")) {
            return features(inItem.substring("/features".length()), row, columns);
        }
        String rest = inItem.isEmpty() ? "" : inItem.substring(1);
        String field = rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest;
        String below = rest.substring(field.length());
        return switch (field) {
            case "prediction_id" -> "/prediction_ids" + "/" + row + below;
            case "prediction" -> "/predictions" + "/" + row + below;
            case "event_time" ->
                    body.sibling("event_time") == null || body.sibling("event_times") != null
                            ? "/event_times/" + row + below
                            : byRow("event_time", row) + below;
            case "" -> features("", row, columns);
            default -> byRow(field, row) + below;
        };
    }

    private String byRow(String sibling, int row) {
        Spans spans = body.sibling(sibling);
        return "/" + sibling + (spans != null && spans.isArray() ? "/" + row : "");
    }

    /**
     * Where a feature lies.
     *
     * @param name escaped, with a slash before it; empty for the whole row
     */
    private String features(String name, int row, FeatureColumns columns) {
        String at = "/" + body.shape() + (body.shape().equals("dataframe_split") ? "/data" : "");
        if (body.rows() == null) {
            return name.isEmpty() ? at : at + name + "/" + row;
        }
        boolean named = bytes[body.rows().start(row)] == '{';
        if (name.isEmpty() || named) {
            return at + "/" + row + name;
        }
        String plain = name.substring(1).replace("~1", "/").replace("~0", "~");
        int column = columns == null ? -1 : columns.indexOf(plain);
        return at + "/" + row + (column < 0 ? "" : "/" + column);
    }
}
