// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.profile;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.Role;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.distribution.Moments;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The stored form of a profile, little-endian: {@code 'H' 'P'}, version, kind, role, name, missing,
 * nonFinite; then of numbers the rank error, the moments, how many, the values and the counts; of
 * categories how many, and each with its count. Counts are variable-length, so that a column
 * without repeats costs nine bytes a value. The mean of no values is stored as NaN.
 *
 * <p>Version 1 is every profile whose categories are all kept; version 2 ends with the rest of a
 * limited table and what its counts may miss. Both are read; a profile that version 1 can hold is
 * written as such.
 */
final class ProfileCodec {

    private static final short MAGIC = 'H' | ('P' << 8);
    private static final byte VERSION = 1;
    private static final byte VERSION_LIMITED = 2;
    private static final byte NUMERIC = 0;
    private static final byte CATEGORICAL = 1;
    private static final int VARINT_MAX = 10;

    private ProfileCodec() {}

    static byte[] encode(FeatureProfile profile) {
        boolean numeric = profile.kind() == FeatureKind.NUMERIC;
        boolean limited = !numeric && profile.asCategories().rest() > 0;
        Writer out = new Writer();
        out.reserve(4)
                .putShort(MAGIC)
                .put(limited ? VERSION_LIMITED : VERSION)
                .put(numeric ? NUMERIC : CATEGORICAL);
        out.text(profile.column().role().name());
        out.text(profile.column().name());
        out.varint(profile.missing());
        out.varint(profile.nonFinite());
        if (numeric) {
            numbers(out, profile.values());
        } else {
            categories(out, profile.asCategories());
        }
        return out.toBytes();
    }

    private static void numbers(Writer out, EmpiricalDistribution values) {
        int distinct = values.distinct();
        Moments moments = values.moments();
        out.reserve(3 * Double.BYTES)
                .putDouble(values.rankErrorMax())
                .putDouble(moments.mean().orElse(Double.NaN))
                .putDouble(moments.m2());
        out.varint(moments.n());
        out.varint(distinct);
        ByteBuffer room = out.reserve(Math.multiplyExact(distinct, Double.BYTES));
        for (int i = 0; i < distinct; i++) {
            room.putDouble(values.value(i));
        }
        for (int i = 0; i < distinct; i++) {
            out.varint(values.count(i));
        }
    }

    private static void categories(Writer out, FrequencyTable table) {
        out.varint(table.counts().size());
        table.counts()
                .forEach(
                        (category, count) -> {
                            out.text(category);
                            out.varint(count);
                        });
        if (table.rest() > 0) {
            out.varint(table.rest());
            out.varint(table.missedMax());
        }
    }

    static FeatureProfile decode(byte[] bytes) {
        try {
            return read(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException(
                    "a stored profile is cut off after " + bytes.length + " bytes", e);
        }
    }

    private static FeatureProfile read(ByteBuffer in) {
        if (in.getShort() != MAGIC) {
            throw new IllegalArgumentException("these bytes are no stored profile");
        }
        byte version = in.get();
        if (version != VERSION && version != VERSION_LIMITED) {
            throw new IllegalArgumentException(
                    "a stored profile has version "
                            + version
                            + ", only "
                            + VERSION
                            + " and "
                            + VERSION_LIMITED
                            + " are known");
        }
        boolean numeric = in.get() == NUMERIC;
        Column column = new Column(Role.valueOf(text(in)), text(in));
        long missing = varint(in);
        long nonFinite = varint(in);
        FeatureProfile profile =
                new FeatureProfile(
                        column,
                        missing,
                        nonFinite,
                        numeric ? numbers(in) : null,
                        numeric ? null : categories(in, version == VERSION_LIMITED));
        if (in.hasRemaining()) {
            throw new IllegalArgumentException(
                    "a stored profile has " + in.remaining() + " bytes too many");
        }
        return profile;
    }

    private static EmpiricalDistribution numbers(ByteBuffer in) {
        double rankErrorMax = in.getDouble();
        double mean = in.getDouble();
        double m2 = in.getDouble();
        Moments moments = Moments.ofState(varint(in), mean, m2);
        int distinct = length(in, Double.BYTES + 1);
        double[] values = new double[distinct];
        for (int i = 0; i < distinct; i++) {
            values[i] = in.getDouble();
        }
        long[] counts = new long[distinct];
        for (int i = 0; i < distinct; i++) {
            counts[i] = varint(in);
        }
        return EmpiricalDistribution.ofRuns(values, counts, rankErrorMax, moments);
    }

    private static FrequencyTable categories(ByteBuffer in, boolean limited) {
        int size = length(in, 2);
        Map<String, Long> counts = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            String category = text(in);
            counts.put(category, varint(in));
        }
        return FrequencyTable.of(counts, limited ? varint(in) : 0, limited ? varint(in) : 0);
    }

    private static String text(ByteBuffer in) {
        byte[] utf8 = new byte[length(in, 1)];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** A length that the remaining bytes can hold, so that damaged bytes cost no memory. */
    private static int length(ByteBuffer in, int bytesEach) {
        long length = varint(in);
        if (length < 0 || length > in.remaining() / bytesEach) {
            throw new BufferUnderflowException();
        }
        return (int) length;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int i = 0; i < VARINT_MAX; i++) {
            byte b = in.get();
            value |= (b & 0x7FL) << (7 * i);
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a stored profile has a count without end");
    }

    /** A buffer that grows. */
    private static final class Writer {
        private ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

        ByteBuffer reserve(int bytes) {
            if (buffer.remaining() < bytes) {
                int capacity = Math.addExact(buffer.position(), bytes);
                int roomy =
                        (int) Math.min(Integer.MAX_VALUE - 8L, capacity + (capacity >> 1) + 64L);
                ByteBuffer larger = ByteBuffer.allocate(roomy).order(ByteOrder.LITTLE_ENDIAN);
                buffer.flip();
                buffer = larger.put(buffer);
            }
            return buffer;
        }

        void varint(long value) {
            ByteBuffer room = reserve(VARINT_MAX);
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                room.put((byte) ((rest & 0x7F) | 0x80));
                rest >>>= 7;
            }
            room.put((byte) rest);
        }

        void text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            varint(utf8.length);
            reserve(utf8.length).put(utf8);
        }

        byte[] toBytes() {
            byte[] bytes = new byte[buffer.position()];
            buffer.flip().get(bytes);
            return bytes;
        }
    }
}
