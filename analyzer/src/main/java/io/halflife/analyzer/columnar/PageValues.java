// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.columnar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.ParquetDecodingException;

/** The values of one page of a column. One thread. */
final class PageValues {

    private final ColumnDescriptor column;
    private final int from;
    private final int rows;
    private final boolean[] present;
    private final ByteBuffer bytes;
    private final Encoding encoding;
    private final Dictionary dictionary;
    private ValuesReader reader;

    private PageValues(
            ColumnDescriptor column,
            int from,
            int rows,
            boolean[] present,
            ByteBuffer bytes,
            Encoding encoding,
            Dictionary dictionary) {
        this.column = column;
        this.from = from;
        this.rows = rows;
        this.present = present;
        this.bytes = bytes;
        this.encoding = encoding;
        this.dictionary = dictionary;
    }

    /** Shows the pages of a column in their order. */
    static void each(PageReadStore pages, ColumnDescriptor column, Consumer<PageValues> to) {
        try {
            PageReader reader = pages.getPageReader(column);
            DictionaryPage page = reader.readDictionaryPage();
            Dictionary dictionary =
                    page == null ? null : page.getEncoding().initDictionary(column, page);
            int from = 0;
            for (DataPage data = reader.readPage(); data != null; data = reader.readPage()) {
                to.accept(of(column, data, from, dictionary));
                from += data.getValueCount();
            }
        } catch (IOException e) {
            throw new ParquetDecodingException("column " + column.getPath()[0], e);
        }
    }

    private static PageValues of(
            ColumnDescriptor column, DataPage page, int from, Dictionary dictionary)
            throws IOException {
        int rows = page.getValueCount();
        boolean optional = column.getMaxDefinitionLevel() > 0;
        if (page instanceof DataPageV2 second) {
            ByteBuffer levels = buffer(second.getDefinitionLevels());
            return new PageValues(
                    column,
                    from,
                    rows,
                    optional ? Presence.read(levels, rows) : null,
                    buffer(second.getData()),
                    second.getDataEncoding(),
                    dictionary);
        }
        DataPageV1 first = (DataPageV1) page;
        ByteBuffer bytes = buffer(first.getBytes()).order(ByteOrder.LITTLE_ENDIAN);
        boolean[] present = null;
        if (optional) {
            int length = bytes.getInt();
            present = Presence.read(bytes.slice(bytes.position(), length), rows);
            bytes.position(bytes.position() + length);
        }
        return new PageValues(
                column, from, rows, present, bytes.slice(), first.getValueEncoding(), dictionary);
    }

    private static ByteBuffer buffer(BytesInput bytes) throws IOException {
        return bytes.toInputStream().slice(Math.toIntExact(bytes.size()));
    }

    /** Its first row in the group. */
    int from() {
        return from;
    }

    int rows() {
        return rows;
    }

    /** Null where no value is missing. */
    boolean[] present() {
        return present;
    }

    boolean has(int row) {
        return present == null || present[row];
    }

    /** Whether values lie one after the other as they are. */
    boolean isPlain() {
        return encoding == Encoding.PLAIN;
    }

    boolean isDictionary() {
        return encoding.usesDictionary();
    }

    int dictionarySize() {
        return dictionary.getMaxId() + 1;
    }

    String dictionaryText(int id) {
        return dictionary.decodeToBinary(id).toStringUsingUTF8();
    }

    ByteBuffer bytes() {
        return bytes;
    }

    /** Gives the values that are not missing, one after the other. */
    ValuesReader reader() {
        if (reader == null) {
            reader =
                    isDictionary()
                            ? encoding.getDictionaryBasedValuesReader(
                                    column, ValuesType.VALUES, dictionary)
                            : encoding.getValuesReader(column, ValuesType.VALUES);
            try {
                reader.initFromPage(rows, ByteBufferInputStream.wrap(bytes.duplicate()));
            } catch (IOException e) {
                throw new ParquetDecodingException("column " + column.getPath()[0], e);
            }
        }
        return reader;
    }
}
