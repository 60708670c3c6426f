// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.analyzer.block.Block;
import io.halflife.analyzer.block.BlockKey;
import io.halflife.analyzer.block.ColumnSlice;
import io.halflife.analyzer.block.Slice;
import io.halflife.storage.analysis.DatabaseAccess;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * The two jobs there are: every slice is read and reduced in one task, or the columns of all slices
 * meet in a shuffle. Neither depends on how many models, windows or columns there are. One thread.
 */
final class SliceJobs {

    /** More tasks than this would write more and smaller files than they are worth. */
    private static final int COLUMN_TASKS_MAX = 200;

    /** So that a task that is done again does not read for long. */
    private static final int SLICES_A_TASK_MAX = 64;

    /** So that tasks of different lengths end at about the same time. */
    static final int TASKS_A_CORE = 4;

    /** What Spark's pages show of tasks that read columns without rows. */
    static final String COLUMNS = "columns of files";

    private final JavaSparkContext spark;
    private final DatabaseAccess access;

    SliceJobs(JavaSparkContext spark, DatabaseAccess access) {
        this.spark = spark;
        this.access = access;
    }

    /** Slices that are whole windows. */
    <T> List<T> whole(List<Slice> slices, BlockReducer<T> reducer) {
        if (slices.isEmpty()) {
            return List.of();
        }
        Broadcast<BlockReducer<T>> sent = spark.broadcast(reducer);
        try {
            return collect(read(slices).mapPartitions(new ReadWhole<>(access, sent)));
        } finally {
            sent.destroy();
        }
    }

    /** Slices that are parts of windows whose columns all come from rows. */
    <T> List<T> parts(List<Slice> slices, long columns, BlockReducer<T> reducer) {
        return parts(slices, columns, List.of(), reducer);
    }

    /**
     * Slices that are parts of windows.
     *
     * @param columns how many columns of windows there are
     * @param columnar columns of the same windows that are read by themselves
     */
    <T> List<T> parts(
            List<Slice> slices, long columns, List<ColumnSlice> columnar, BlockReducer<T> reducer) {
        if (slices.isEmpty()) {
            return List.of();
        }
        int tasks = (int) Math.min(columns, COLUMN_TASKS_MAX);
        DatabaseAccess database = access;
        Broadcast<BlockReducer<T>> sent = spark.broadcast(reducer);
        try {
            JavaPairRDD<BlockKey, Block> blocks =
                    read(slices)
                            .mapPartitionsToPair(new ReadParts<>(access, sent))
                            .repartitionAndSortWithinPartitions(
                                    new ColumnPartitioner(tasks), Comparator.naturalOrder());
            JavaRDD<T> reduced =
                    blocks.mapPartitions(sorted -> reduce(sorted, sent.value(), database));
            return collect(columnar.isEmpty() ? reduced : columns(columnar, sent).union(reduced));
        } finally {
            sent.destroy();
        }
    }

    private <T> JavaRDD<T> columns(List<ColumnSlice> columnar, Broadcast<BlockReducer<T>> reducer) {
        return spark.parallelize(columnar, Math.min(columnar.size(), COLUMN_TASKS_MAX))
                .mapPartitions(new ReadColumns<>(access, reducer))
                .setName(COLUMNS);
    }

    private static <T> Iterator<T> reduce(
            Iterator<Tuple2<BlockKey, Block>> sorted,
            BlockReducer<T> reducer,
            DatabaseAccess access) {
        return new ColumnGroups<>(sorted, reducer, Sessions.ofTask(access));
    }

    private JavaRDD<Slice> read(List<Slice> slices) {
        int busy = TASKS_A_CORE * spark.defaultParallelism();
        int tasks = Math.max(busy, slices.size() / SLICES_A_TASK_MAX);
        return spark.parallelize(slices, Math.min(tasks, slices.size()));
    }

    /** Spark throws a checked exception that it does not declare: here it becomes one of ours. */
    private static <T> List<T> collect(JavaRDD<T> results) {
        try {
            return results.collect();
        } catch (Exception e) {
            throw new IllegalStateException("a Spark job failed", e);
        }
    }
}
