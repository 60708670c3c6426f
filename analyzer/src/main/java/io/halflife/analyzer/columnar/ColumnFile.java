// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.columnar;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.statistics.LongStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * A file that is read column by column: of each row group only the columns that are asked for.
 * Pages that do not have their checksum are an error. One thread.
 */
public final class ColumnFile implements AutoCloseable {

    private final ParquetFileReader reader;
    private final MessageType schema;
    private final List<BlockMetaData> groups;

    private ColumnFile(ParquetFileReader reader) {
        this.reader = reader;
        this.schema = reader.getFileMetaData().getSchema();
        this.groups = reader.getRowGroups();
    }

    /** Reads its footer. */
    public static ColumnFile open(InputFile file) throws IOException {
        ParquetReadOptions options =
                ParquetReadOptions.builder(new PlainParquetConfiguration())
                        .usePageChecksumVerification(true)
                        .build();
        return new ColumnFile(ParquetFileReader.open(file, options));
    }

    public int groups() {
        return groups.size();
    }

    public long rows() {
        return reader.getRecordCount();
    }

    public int rows(int group) {
        return Math.toIntExact(groups.get(group).getRowCount());
    }

    /** What was noted when it was written. */
    public Map<String, String> notes() {
        return reader.getFileMetaData().getKeyValueMetaData();
    }

    /**
     * The smallest and the largest value of a column of times in a row group; everything where the
     * file does not tell.
     */
    public Range range(int group, String column) {
        for (ColumnChunkMetaData chunk : groups.get(group).getColumns()) {
            if (chunk.getPath().toDotString().equals(column)) {
                Statistics<?> statistics = chunk.getStatistics();
                if (statistics instanceof LongStatistics known && known.hasNonNullValue()) {
                    return new Range(known.getMin(), known.getMax());
                }
            }
        }
        return Range.EVERYTHING;
    }

    /** From the smallest to the largest. */
    public record Range(long first, long last) {
        static final Range EVERYTHING = new Range(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** These columns of a row group, those that the file has. */
    public ColumnGroup read(int group, List<String> columns) throws IOException {
        List<Type> wanted = new ArrayList<>();
        for (Type column : schema.getFields()) {
            if (columns.contains(column.getName())) {
                wanted.add(column);
            }
        }
        MessageType part = new MessageType(schema.getName(), wanted);
        reader.setRequestedSchema(part);
        return new ColumnGroup(reader.readRowGroup(group), part);
    }

    /** Of all values, as {@link TableWriter#checksum} of what was written. */
    public String checksum(TableSchema expected) throws IOException {
        ValueHash[] hashes = TableWriter.hashes(expected.columns().size());
        for (int group = 0; group < groups(); group++) {
            for (int i = 0; i < hashes.length; i++) {
                TableColumn column = expected.columns().get(i);
                ColumnHashes.add(hashes[i], read(group, List.of(column.name())), column);
            }
        }
        return TableWriter.checksum(expected, hashes);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
