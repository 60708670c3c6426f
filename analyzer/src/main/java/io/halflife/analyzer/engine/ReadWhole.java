// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.analyzer.block.Block;
import io.halflife.analyzer.block.BlockKey;
import io.halflife.analyzer.block.Slice;
import io.halflife.analyzer.block.SliceReader;
import io.halflife.storage.analysis.AnalysisSession;
import io.halflife.storage.analysis.DatabaseAccess;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** Reads slices that are whole windows and reduces their columns in the same task. */
final class ReadWhole<T> implements FlatMapFunction<Iterator<Slice>, T> {

    private static final long serialVersionUID = 1;

    private final DatabaseAccess access;
    private final Broadcast<BlockReducer<T>> reducer;

    ReadWhole(DatabaseAccess access, Broadcast<BlockReducer<T>> reducer) {
        this.access = access;
        this.reducer = reducer;
    }

    @Override
    public Iterator<T> call(Iterator<Slice> slices) throws SQLException {
        List<T> results = new ArrayList<>();
        try (AnalysisSession session = new AnalysisSession(access)) {
            while (slices.hasNext()) {
                read(slices.next(), session).forEachRemaining(results::add);
            }
        }
        return results.iterator();
    }

    private Iterator<T> read(Slice slice, AnalysisSession session) {
        List<Tuple2<BlockKey, Block>> blocks = new ArrayList<>();
        BlockReducer<T> known = reducer.value();
        new SliceReader(slice, session, known.columns(slice.job()), known.division(slice.job()))
                .forEachRemaining(blocks::add);
        blocks.sort(Comparator.comparing(Tuple2::_1));
        return new ColumnGroups<>(blocks.iterator(), reducer.value(), session);
    }
}
