// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.segment;

import io.halflife.monitor.segment.Segment;
import io.halflife.monitor.segment.SegmentKey;
import java.util.Locale;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.SqlStatement;

/** Keys and segments as columns, and back. */
public final class SegmentRows {

    private SegmentRows() {}

    /** Binds {@code source} and {@code segmentName}. */
    public static <S extends SqlStatement<S>> S bind(S statement, SegmentKey key) {
        return statement.bind("source", key.source().jsonName()).bind("segmentName", key.name());
    }

    /** Binds those of the key, {@code segmentKind} and {@code segmentValue}. */
    public static <S extends SqlStatement<S>> S bind(S statement, Segment segment) {
        return bind(statement, segment.key())
                .bind("segmentKind", segment.kind().jsonName())
                .bind("segmentValue", segment.value());
    }

    /** From {@code segment_source}, {@code segment_name}, {@code …_kind} and {@code …_value}. */
    static Segment segment(RowView row) {
        return new Segment(
                key(row),
                Segment.Kind.valueOf(upper(row, "segment_kind")),
                row.getColumn("segment_value", String.class));
    }

    private static SegmentKey key(RowView row) {
        return new SegmentKey(
                SegmentKey.Source.valueOf(upper(row, "segment_source")),
                row.getColumn("segment_name", String.class));
    }

    private static String upper(RowView row, String column) {
        return row.getColumn(column, String.class).toUpperCase(Locale.ROOT);
    }
}
