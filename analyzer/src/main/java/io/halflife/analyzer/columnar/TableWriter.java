// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.columnar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/**
 * Writes rows to a file. Numbers lie in it as they lie in memory, one after the other and without a
 * dictionary, so that reading a column is copying it. One thread.
 */
public final class TableWriter implements AutoCloseable {

    /** A row group is what a reader holds of a file at a time. */
    public static final int GROUP_ROWS = 16_384;

    private static final long GROUP_BYTES_MAX = 128L << 20;
    private static final int PAGE_BYTES = 1 << 20;

    private final TableSchema schema;
    private final ParquetWriter<Object[]> writer;
    private final ValueHash[] hashes;
    private long rows;

    private TableWriter(TableSchema schema, OutputFile file, Map<String, String> notes)
            throws IOException {
        this.schema = schema;
        this.hashes = hashes(schema.columns().size());
        this.writer = builder(file, notes).build();
    }

    static ValueHash[] hashes(int columns) {
        ValueHash[] hashes = new ValueHash[columns];
        for (int i = 0; i < columns; i++) {
            hashes[i] = new ValueHash();
        }
        return hashes;
    }

    /**
     * Begins a file.
     *
     * @param notes kept in the file beside the rows
     */
    public static TableWriter create(TableSchema schema, OutputFile file, Map<String, String> notes)
            throws IOException {
        return new TableWriter(schema, file, notes);
    }

    private Builder builder(OutputFile file, Map<String, String> notes) {
        Builder builder =
                new Builder(file)
                        .withConf(new PlainParquetConfiguration())
                        .withExtraMetaData(notes)
                        .withCompressionCodec(CompressionCodecName.SNAPPY)
                        .withRowGroupRowCountLimit(GROUP_ROWS)
                        .withRowGroupSize(GROUP_BYTES_MAX)
                        .withPageSize(PAGE_BYTES)
                        .withPageRowCountLimit(GROUP_ROWS)
                        .withPageWriteChecksumEnabled(true)
                        .withDictionaryEncoding(false);
        for (TableColumn column : schema.columns()) {
            if (column.kind() == TableColumn.Kind.TEXT) {
                builder.withDictionaryEncoding(column.name(), true);
            }
        }
        return builder;
    }

    /** Writes a row: a value for each column, null where it is missing. */
    public void add(Object[] row) throws IOException {
        List<TableColumn> columns = schema.columns();
        for (int i = 0; i < columns.size(); i++) {
            hash(hashes[i], columns.get(i), row[i]);
        }
        writer.write(row);
        rows++;
    }

    private static void hash(ValueHash hash, TableColumn column, Object value) {
        if (value == null) {
            hash.addMissing();
            return;
        }
        switch (column.kind()) {
            case NUMBER -> hash.add((double) (Double) value);
            case WHOLE, TIME -> hash.add((long) (Long) value);
            case ID -> hash.add((UUID) value);
            case TEXT -> hash.add(ValueHash.of((String) value));
        }
    }

    public long rows() {
        return rows;
    }

    /** Of all values that were added. */
    public String checksum() {
        return checksum(schema, hashes);
    }

    static String checksum(TableSchema schema, ValueHash[] hashes) {
        CRC32C crc = new CRC32C();
        long all = 0;
        for (int i = 0; i < hashes.length; i++) {
            crc.update(schema.columns().get(i).name().getBytes(StandardCharsets.UTF_8));
            all = Long.rotateLeft(all, 7) ^ hashes[i].value() * (2L * i + 1);
        }
        return String.format(Locale.ROOT, "%08x%016x", crc.getValue(), all);
    }

    /** Ends the file. */
    @Override
    public void close() throws IOException {
        writer.close();
    }

    private final class Builder extends ParquetWriter.Builder<Object[], Builder> {

        Builder(OutputFile file) {
            super(file);
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract still
        protected WriteSupport<Object[]> getWriteSupport(Configuration configuration) {
            return new Rows(schema);
        }

        @Override
        protected WriteSupport<Object[]> getWriteSupport(ParquetConfiguration configuration) {
            return new Rows(schema);
        }
    }

    private static final class Rows extends WriteSupport<Object[]> {

        private final TableSchema schema;
        private RecordConsumer consumer;

        Rows(TableSchema schema) {
            this.schema = schema;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract still
        public WriteContext init(Configuration configuration) {
            return new WriteContext(schema.type(), Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(schema.type(), Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            this.consumer = consumer;
        }

        @Override
        public void write(Object[] row) {
            consumer.startMessage();
            for (int i = 0; i < row.length; i++) {
                if (row[i] != null) {
                    TableColumn column = schema.columns().get(i);
                    consumer.startField(column.name(), i);
                    add(column, row[i]);
                    consumer.endField(column.name(), i);
                }
            }
            consumer.endMessage();
        }

        private void add(TableColumn column, Object value) {
            switch (column.kind()) {
                case NUMBER -> consumer.addDouble((Double) value);
                case WHOLE, TIME -> consumer.addLong((Long) value);
                case ID -> consumer.addBinary(bytes((UUID) value));
                case TEXT -> consumer.addBinary(Binary.fromString((String) value));
            }
        }

        private static Binary bytes(UUID id) {
            ByteBuffer bytes = ByteBuffer.allocate(TableColumn.ID_BYTES);
            bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
            return Binary.fromConstantByteArray(bytes.array());
        }
    }
}
