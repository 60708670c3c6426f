// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.storage.analysis.DatabaseAccess;
import java.sql.SQLException;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.util.TaskCompletionListener;
import scala.Tuple2;

/** Reads a slice that is a part of a window; its blocks go to the tasks of their columns. */
final class ReadPart implements PairFlatMapFunction<Slice, Integer, Block> {

    private static final long serialVersionUID = 1;

    private final DatabaseAccess access;
    private final Columns columns;

    ReadPart(DatabaseAccess access, Columns columns) {
        this.access = access;
        this.columns = columns;
    }

    @Override
    public Iterator<Tuple2<Integer, Block>> call(Slice slice) throws SQLException {
        SliceReader reader = SliceReader.open(slice, access, columns);
        // The reader outlives this call: a task that ends early must not leave its connection open.
        TaskCompletionListener closing = context -> close(reader);
        TaskContext.get().addTaskCompletionListener(closing);
        return reader;
    }

    private static void close(SliceReader reader) {
        try {
            reader.close();
        } catch (SQLException e) {
            throw new IllegalStateException("closing a connection failed", e);
        }
    }
}
