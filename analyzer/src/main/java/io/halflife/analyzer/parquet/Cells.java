// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.UUID;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * How a column's type is written: numbers as numbers, times as RFC 3339 in UTC, days and times of a
 * day as ISO 8601, names as text. A timestamp without a zone is taken for UTC.
 */
final class Cells {

    private Cells() {}

    /** How a column is written; empty when what it holds is no single value that we know. */
    static Optional<Cell> of(Type column) {
        if (!column.isPrimitive() || column.isRepetition(Type.Repetition.REPEATED)) {
            return Optional.empty();
        }
        PrimitiveType type = column.asPrimitiveType();
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        return Optional.ofNullable(
                meaning == null
                        ? plain(type.getPrimitiveTypeName())
                        : meant(meaning, type.getPrimitiveTypeName()));
    }

    private static Cell plain(PrimitiveTypeName type) {
        return switch (type) {
            case BOOLEAN -> (row, i, json) -> json.writeBoolean(row.getBoolean(i, 0));
            case INT32 -> (row, i, json) -> json.writeNumber(row.getInteger(i, 0));
            case INT64 -> (row, i, json) -> json.writeNumber(row.getLong(i, 0));
            case FLOAT -> (row, i, json) -> json.writeNumber((double) row.getFloat(i, 0));
            case DOUBLE -> (row, i, json) -> json.writeNumber(row.getDouble(i, 0));
            case INT96 ->
                    (row, i, json) ->
                            json.writeString(
                                    ParquetTimes.words(
                                            ParquetTimes.ofInt96(
                                                    row.getInt96(i, 0).toByteBuffer())));
            case BINARY, FIXED_LEN_BYTE_ARRAY -> null;
        };
    }

    private static Cell meant(LogicalTypeAnnotation meaning, PrimitiveTypeName type) {
        if (meaning instanceof StringLogicalTypeAnnotation
                || meaning instanceof EnumLogicalTypeAnnotation
                || meaning instanceof JsonLogicalTypeAnnotation) {
            return (row, i, json) -> json.writeString(row.getBinary(i, 0).toStringUsingUTF8());
        }
        if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            int scale = decimal.getScale();
            return (row, i, json) ->
                    json.writeNumber(new BigDecimal(unscaled(row, i, type), scale));
        }
        if (meaning instanceof IntLogicalTypeAnnotation whole) {
            return whole.isSigned() ? plain(type) : unsigned(type);
        }
        if (meaning instanceof UUIDLogicalTypeAnnotation) {
            return (row, i, json) -> {
                ByteBuffer bytes = row.getBinary(i, 0).toByteBuffer();
                json.writeString(new UUID(bytes.getLong(), bytes.getLong()).toString());
            };
        }
        return timed(meaning, type);
    }

    private static Cell timed(LogicalTypeAnnotation meaning, PrimitiveTypeName type) {
        if (meaning instanceof DateLogicalTypeAnnotation) {
            return (row, i, json) ->
                    json.writeString(LocalDate.ofEpochDay(row.getInteger(i, 0)).toString());
        }
        if (meaning instanceof TimestampLogicalTypeAnnotation timestamp) {
            return (row, i, json) -> {
                Instant time = ParquetTimes.since(row.getLong(i, 0), timestamp.getUnit());
                json.writeString(ParquetTimes.words(time));
            };
        }
        if (meaning instanceof TimeLogicalTypeAnnotation time) {
            return (row, i, json) -> {
                long units =
                        type == PrimitiveTypeName.INT32 ? row.getInteger(i, 0) : row.getLong(i, 0);
                Instant day = ParquetTimes.since(units, time.getUnit());
                long nanos = day.getEpochSecond() * 1_000_000_000L + day.getNano();
                json.writeString(LocalTime.ofNanoOfDay(nanos).toString());
            };
        }
        return null;
    }

    private static Cell unsigned(PrimitiveTypeName type) {
        return type == PrimitiveTypeName.INT32
                ? (row, i, json) -> json.writeNumber(Integer.toUnsignedLong(row.getInteger(i, 0)))
                : (row, i, json) ->
                        json.writeNumber(new BigInteger(Long.toUnsignedString(row.getLong(i, 0))));
    }

    private static BigInteger unscaled(Group row, int column, PrimitiveTypeName type) {
        return switch (type) {
            case INT32 -> BigInteger.valueOf(row.getInteger(column, 0));
            case INT64 -> BigInteger.valueOf(row.getLong(column, 0));
            default -> new BigInteger(row.getBinary(column, 0).getBytes());
        };
    }
}
