// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.storage.analysis.DatabaseAccess;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/** Reads a slice that is a whole window and reduces its columns in the same task. */
final class ReadWhole<T> implements FlatMapFunction<Slice, T> {

    private static final long serialVersionUID = 1;

    private final DatabaseAccess access;
    private final Columns columns;
    private final BlockReducer<T> reducer;

    ReadWhole(DatabaseAccess access, Columns columns, BlockReducer<T> reducer) {
        this.access = access;
        this.columns = columns;
        this.reducer = reducer;
    }

    @Override
    public Iterator<T> call(Slice slice) throws Exception {
        Map<Integer, List<Block>> byColumn = new TreeMap<>();
        try (SliceReader reader = SliceReader.open(slice, access, columns)) {
            while (reader.hasNext()) {
                Tuple2<Integer, Block> block = reader.next();
                byColumn.computeIfAbsent(block._1(), c -> new ArrayList<>()).add(block._2());
            }
        }
        List<T> results = new ArrayList<>();
        byColumn.forEach(
                (column, blocks) ->
                        reducer.reduce(slice.window(), column, blocks).ifPresent(results::add));
        return results.iterator();
    }
}
