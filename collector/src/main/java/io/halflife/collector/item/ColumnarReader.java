// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads the rows of a columnar body as items: same checks, same rows, pointers into the body. */
final class ColumnarReader {

    private final ColumnarBody body;
    private final ColumnarRows rows;
    private final FeatureColumns columns;
    private final ScoredAnswers answers;

    /**
     * A reader of one body.
     *
     * @param columns what a row means that is no object; null where that is not known yet
     */
    ColumnarReader(byte[] bytes, ColumnarBody body, FeatureColumns columns, ScoredAnswers answers) {
        this.body = body;
        this.rows = new ColumnarRows(bytes, body);
        this.columns = columns;
        this.answers = answers;
    }

    void read(ItemReader items, ParsedBatch batch) {
        batch.countUnknownFields(body.unknownFields());
        Item item = new Item(rows.bytes(), 0);
        for (int row = 0; row < body.count(); row++) {
            int at = row;
            batch.receive();
            rows.assemble(row, answers);
            item.begin(rows.bytes(), rows.length());
            item.pointers(pointer -> rows.pointer(pointer, at, columns));
            readRow(item, items, batch);
        }
    }

    /** The bytes were found to be JSON before, and no key is there twice. */
    private void readRow(Item item, ItemReader items, ParsedBatch batch) {
        try (JsonParser json = JsonInput.parser(rows.bytes(), 0, rows.length())) {
            json.nextToken();
            items.read(json, item);
            item.end(rows.length());
            BatchReader.finish(item, items, batch);
        } catch (DuplicateKeyException e) {
            throw new MalformedBodyException("duplicate_key", e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
