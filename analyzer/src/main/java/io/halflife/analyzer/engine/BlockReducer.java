// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.analyzer.block.Block;
import io.halflife.analyzer.block.BlockKey;
import io.halflife.analyzer.block.Columns;
import io.halflife.analyzer.block.Division;
import io.halflife.analyzer.block.Slice;
import io.halflife.analyzer.block.SliceReader;
import io.halflife.storage.analysis.AnalysisSession;
import java.io.Serializable;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.Optional;
import scala.Tuple2;

/** Makes the blocks of one column of one segment of one window into something small. In tasks. */
interface BlockReducer<T> extends Serializable {

    /** The columns of a job's rows. */
    Columns columns(int job);

    /** How a job's rows are divided. */
    default Division division(int job) {
        return Division.NONE;
    }

    /** The blocks of a part of a window; none is read before it is asked for. */
    default Iterator<Tuple2<BlockKey, Block>> blocks(Slice slice, AnalysisSession session) {
        return new SliceReader(slice, session, columns(slice.job()), division(slice.job()));
    }

    /**
     * Empty when there is nothing to say.
     *
     * @param key of the first block
     * @param blocks in the order of their keys; those left over are skipped
     * @throws IllegalArgumentException when this column cannot be made into anything
     */
    Optional<T> reduce(BlockKey key, Iterator<Block> blocks, AnalysisSession session)
            throws SQLException;

    /** What is said instead when the job's rows or this column cannot be read. */
    T failure(BlockKey key, String reason);
}
