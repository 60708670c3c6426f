// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.analyzer.block.Block;
import io.halflife.analyzer.block.BlockKey;
import io.halflife.analyzer.block.Failures;
import io.halflife.storage.analysis.AnalysisSession;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import scala.Tuple2;

/**
 * What a reducer makes of blocks that come sorted by their keys: one column after the other, so
 * that a task holds what belongs to one column and not to all of its. One thread.
 */
final class ColumnGroups<T> implements Iterator<T> {

    private final Iterator<Tuple2<BlockKey, Block>> sorted;
    private final BlockReducer<T> reducer;
    private final AnalysisSession session;
    private Tuple2<BlockKey, Block> head;
    private Optional<T> ready = Optional.empty();

    ColumnGroups(
            Iterator<Tuple2<BlockKey, Block>> sorted,
            BlockReducer<T> reducer,
            AnalysisSession session) {
        this.sorted = sorted;
        this.reducer = reducer;
        this.session = session;
        advance();
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && head != null) {
            ready = reduceColumn();
        }
        return ready.isPresent();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("every column is reduced");
        }
        T result = ready.orElseThrow();
        ready = Optional.empty();
        return result;
    }

    private Optional<T> reduceColumn() {
        OfColumn blocks = new OfColumn(head._1());
        Optional<T> result =
                head._2() instanceof Block.Failure failure
                        ? Optional.of(reducer.failure(blocks.key, failure.reason()))
                        : reduced(reducer, blocks.key, blocks, session);
        while (blocks.hasNext()) {
            blocks.next();
        }
        return result;
    }

    /** One column; when it cannot be made into anything, what is said instead. */
    static <T> Optional<T> reduced(
            BlockReducer<T> reducer,
            BlockKey key,
            Iterator<Block> blocks,
            AnalysisSession session) {
        try {
            return reducer.reduce(key, blocks, session);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.of(reducer.failure(key, Failures.inOneLine(e)));
        } catch (SQLException e) {
            throw new IllegalStateException("reading a reference failed: " + e.getMessage(), e);
        }
    }

    private void advance() {
        head = sorted.hasNext() ? sorted.next() : null;
    }

    /** The blocks of the column that is at the head. */
    private final class OfColumn implements Iterator<Block> {
        private final BlockKey key;

        OfColumn(BlockKey key) {
            this.key = key;
        }

        @Override
        public boolean hasNext() {
            return head != null && head._1().isOfColumnOf(key);
        }

        @Override
        public Block next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the column has no more blocks");
            }
            Block block = head._2();
            advance();
            return block;
        }
    }
}
