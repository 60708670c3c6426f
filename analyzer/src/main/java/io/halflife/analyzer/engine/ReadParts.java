// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.analyzer.block.Block;
import io.halflife.analyzer.block.BlockKey;
import io.halflife.analyzer.block.Slice;
import io.halflife.storage.analysis.AnalysisSession;
import io.halflife.storage.analysis.DatabaseAccess;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** Reads slices that are parts of windows; their blocks go to the tasks of their columns. */
final class ReadParts<T> implements PairFlatMapFunction<Iterator<Slice>, BlockKey, Block> {

    private static final long serialVersionUID = 1;

    private final DatabaseAccess access;
    private final Broadcast<BlockReducer<T>> reducer;

    ReadParts(DatabaseAccess access, Broadcast<BlockReducer<T>> reducer) {
        this.access = access;
        this.reducer = reducer;
    }

    @Override
    public Iterator<Tuple2<BlockKey, Block>> call(Iterator<Slice> slices) {
        return new PartBlocks(slices, Sessions.ofTask(access));
    }

    /** One slice after the other, none before it is asked for. */
    private final class PartBlocks implements Iterator<Tuple2<BlockKey, Block>> {
        private final Iterator<Slice> slices;
        private final AnalysisSession session;
        private Iterator<Tuple2<BlockKey, Block>> current = Collections.emptyIterator();

        PartBlocks(Iterator<Slice> slices, AnalysisSession session) {
            this.slices = slices;
            this.session = session;
        }

        @Override
        public boolean hasNext() {
            while (!current.hasNext() && slices.hasNext()) {
                Slice slice = slices.next();
                current = reducer.value().blocks(slice, session);
            }
            return current.hasNext();
        }

        @Override
        public Tuple2<BlockKey, Block> next() {
            if (!hasNext()) {
                throw new NoSuchElementException("every slice is read");
            }
            return current.next();
        }
    }
}
