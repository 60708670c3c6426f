// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.columnar;

/** Adds a column that was read to its checksum. */
final class ColumnHashes {

    private ColumnHashes() {}

    static void add(ValueHash hash, ColumnGroup group, TableColumn column) {
        switch (column.kind()) {
            case NUMBER -> {
                for (double number : group.numbers(column.name())) {
                    hash.add(number);
                }
            }
            case WHOLE, TIME -> {
                for (long whole : group.longs(column.name())) {
                    hash.add(whole);
                }
            }
            case ID -> {
                Ids ids = group.ids(column.name());
                for (int i = 0; i < group.rows(); i++) {
                    hash.add(ids.upper(i));
                    hash.add(ids.lower(i));
                }
            }
            case TEXT -> {
                Texts texts = group.texts(column.name());
                for (int i = 0; i < group.rows(); i++) {
                    if (texts.code(i) < 0) {
                        hash.addMissing();
                    } else {
                        hash.add(ValueHash.of(texts.get(i)));
                    }
                }
            }
        }
    }
}
