// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.parquet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.parquet.example.data.Group;

/** What is printed. NaN and infinities are written as these bare words. Not thread-safe. */
final class RowLines implements AutoCloseable {

    private final JsonGenerator json;
    private long rows;

    RowLines(OutputStream out) throws IOException {
        this.json =
                JsonFactory.builder()
                        .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
                        .build()
                        .createGenerator(out);
        json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    }

    /** The following rows are this file's. */
    void file(String name) throws IOException {
        line("file", name);
    }

    /**
     * A row.
     *
     * @param folders the columns that are in the names of its file's folders
     */
    void row(Group row, List<Cell> cells, Map<String, String> folders) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("row");
        for (int i = 0; i < cells.size(); i++) {
            json.writeFieldName(row.getType().getFieldName(i));
            if (row.getFieldRepetitionCount(i) == 0) {
                json.writeNull();
            } else {
                cells.get(i).write(row, i, json);
            }
        }
        for (Map.Entry<String, String> folder : folders.entrySet()) {
            json.writeStringField(folder.getKey(), folder.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
        rows++;
    }

    /** All rows are written. */
    void end() throws IOException {
        json.writeStartObject();
        json.writeNumberField("rows", rows);
        json.writeEndObject();
    }

    /** There is no more, and why. */
    void error(String message) throws IOException {
        line("error", message);
    }

    private void line(String field, String value) throws IOException {
        json.writeStartObject();
        json.writeStringField(field, value);
        json.writeEndObject();
    }

    /** A last line break, so that every line has its own. */
    @Override
    public void close() throws IOException {
        json.writeRaw('\n');
        json.close();
    }
}
