// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.columnar;

import java.util.Objects;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * A column of a table.
 *
 * @param required whether no value is missing; times and ids that rows are found by are
 */
public record TableColumn(String name, Kind kind, boolean required) {

    static final int ID_BYTES = 16;

    /** What it holds, and which Java value stands for it in a row. */
    public enum Kind {
        /** {@code Double}. */
        NUMBER,
        /** {@code Long}. */
        WHOLE,
        /** {@code Long}, microseconds since 1970. */
        TIME,
        /** {@code UUID}. */
        ID,
        /** {@code String}. */
        TEXT
    }

    public TableColumn {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
    }

    Type type() {
        return switch (kind) {
            case NUMBER -> primitive(PrimitiveTypeName.DOUBLE).named(name);
            case WHOLE -> primitive(PrimitiveTypeName.INT64).named(name);
            case TIME ->
                    primitive(PrimitiveTypeName.INT64)
                            .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                            .named(name);
            case ID ->
                    primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
                            .length(ID_BYTES)
                            .as(LogicalTypeAnnotation.uuidType())
                            .named(name);
            case TEXT ->
                    primitive(PrimitiveTypeName.BINARY)
                            .as(LogicalTypeAnnotation.stringType())
                            .named(name);
        };
    }

    private Types.PrimitiveBuilder<org.apache.parquet.schema.PrimitiveType> primitive(
            PrimitiveTypeName type) {
        return required ? Types.required(type) : Types.optional(type);
    }
}
