// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.columnar;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.schema.MessageType;

/**
 * Some columns of a row group, in memory. A column is decoded when it is asked for, and once only.
 * A column that the file does not have is missing in every row. One thread.
 */
public final class ColumnGroup {

    private final PageReadStore pages;
    private final MessageType schema;
    private final int rows;
    private final Set<String> decoded = new HashSet<>();

    ColumnGroup(PageReadStore pages, MessageType schema) {
        this.pages = pages;
        this.schema = schema;
        this.rows = Math.toIntExact(pages.getRowCount());
    }

    public int rows() {
        return rows;
    }

    /** NaN where a number is missing. */
    public double[] numbers(String column) {
        double[] numbers = new double[rows];
        if (!schema.containsField(column)) {
            Arrays.fill(numbers, Double.NaN);
            return numbers;
        }
        PageValues.each(pages, descriptor(column), page -> numbers(page, numbers));
        return numbers;
    }

    private static void numbers(PageValues page, double[] into) {
        if (page.isPlain() && page.present() == null) {
            ByteBuffer bytes = page.bytes().order(ByteOrder.LITTLE_ENDIAN);
            bytes.asDoubleBuffer().get(into, page.from(), page.rows());
            return;
        }
        for (int i = 0; i < page.rows(); i++) {
            into[page.from() + i] = page.has(i) ? page.reader().readDouble() : Double.NaN;
        }
    }

    /** Times as microseconds since 1970, or whole numbers; none may be missing. */
    public long[] longs(String column) {
        long[] longs = new long[rows];
        PageValues.each(pages, descriptor(column), page -> longs(page, longs));
        return longs;
    }

    private static void longs(PageValues page, long[] into) {
        if (page.present() != null) {
            throw new IllegalStateException("a time or a number is missing where none may be");
        }
        if (page.isPlain()) {
            ByteBuffer bytes = page.bytes().order(ByteOrder.LITTLE_ENDIAN);
            bytes.asLongBuffer().get(into, page.from(), page.rows());
            return;
        }
        for (int i = 0; i < page.rows(); i++) {
            into[page.from() + i] = page.reader().readLong();
        }
    }

    public Ids ids(String column) {
        long[] upper = new long[rows];
        long[] lower = new long[rows];
        PageValues.each(
                pages,
                descriptor(column),
                page -> {
                    for (int i = page.from(); i < page.from() + page.rows(); i++) {
                        ByteBuffer id = page.reader().readBytes().toByteBuffer();
                        upper[i] = id.getLong(id.position());
                        lower[i] = id.getLong(id.position() + Long.BYTES);
                    }
                });
        return new Ids(upper, lower);
    }

    public Texts texts(String column) {
        if (!schema.containsField(column)) {
            return Texts.missing(rows);
        }
        int[] codes = new int[rows];
        Map<String, Integer> known = new HashMap<>();
        PageValues.each(pages, descriptor(column), page -> texts(page, codes, known));
        String[] distinct = new String[known.size()];
        known.forEach((text, code) -> distinct[code] = text);
        return new Texts(distinct, codes);
    }

    private static void texts(PageValues page, int[] codes, Map<String, Integer> known) {
        int[] ofPage = page.isDictionary() ? new int[page.dictionarySize()] : null;
        for (int i = 0; i < page.rows(); i++) {
            int row = page.from() + i;
            if (!page.has(i)) {
                codes[row] = -1;
            } else if (ofPage != null) {
                int id = page.reader().readValueDictionaryId();
                if (ofPage[id] == 0) {
                    ofPage[id] = code(page.dictionaryText(id), known) + 1;
                }
                codes[row] = ofPage[id] - 1;
            } else {
                codes[row] = code(page.reader().readBytes().toStringUsingUTF8(), known);
            }
        }
    }

    private static int code(String text, Map<String, Integer> known) {
        Integer code = known.putIfAbsent(text, known.size());
        return code == null ? known.size() - 1 : code;
    }

    private ColumnDescriptor descriptor(String column) {
        if (!decoded.add(column)) {
            throw new IllegalStateException("column " + column + " was asked for before");
        }
        return schema.getColumnDescription(new String[] {column});
    }
}
