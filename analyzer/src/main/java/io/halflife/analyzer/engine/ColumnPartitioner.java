// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.analyzer.block.BlockKey;
import org.apache.spark.Partitioner;

/** Deals the columns out to tasks: all blocks of one to the same, neighbours to different ones. */
final class ColumnPartitioner extends Partitioner {

    private static final long serialVersionUID = 1;

    private final int partitions;

    ColumnPartitioner(int partitions) {
        this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
        return partitions;
    }

    @Override
    public int getPartition(Object key) {
        BlockKey block = (BlockKey) key;
        int window = 31 * (31 * block.job() + block.window()) + block.segment();
        return Math.floorMod(7 * window + block.column(), partitions);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ColumnPartitioner that && partitions == that.partitions;
    }

    @Override
    public int hashCode() {
        return partitions;
    }
}
