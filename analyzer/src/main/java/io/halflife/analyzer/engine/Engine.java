// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.analyzer.settings.AnalyzerSettings;
import io.halflife.monitor.analysis.WindowAnalysis;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.storage.analysis.DatabaseAccess;
import io.halflife.storage.analysis.RowQuery;
import io.halflife.storage.analysis.TouchedWindow;
import io.halflife.storage.analysis.WindowRows;
import io.halflife.storage.reference.ProfiledReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Reads rows and gives back profiles, comparisons and performance. One Spark context, warm for as
 * long as the process lives. One thread.
 *
 * <p>A window is read once. Windows that fit into one task are read together, one task each,
 * without a shuffle; a larger one is a job of its own with one shuffle, whatever its size.
 */
public final class Engine implements AutoCloseable {

    private static final int PARTS_MAX = 4096;

    private final JavaSparkContext spark;
    private final AnalyzerSettings settings;
    private final DatabaseAccess access;
    private final ReferenceBroadcasts references;

    private Engine(JavaSparkContext spark, AnalyzerSettings settings, DatabaseAccess access) {
        this.spark = spark;
        this.settings = settings;
        this.access = access;
        this.references = new ReferenceBroadcasts(spark);
    }

    /** Starts Spark, which takes some seconds. */
    public static Engine start(AnalyzerSettings settings, DatabaseAccess access) {
        return new Engine(SparkContexts.start(settings), settings, access);
    }

    /** False once Spark has given up; it does not come back. */
    public boolean isRunning() {
        return !spark.sc().isStopped();
    }

    /** Loads what the first job would otherwise wait for. */
    public void warmUp() {
        List<Integer> tasks = List.of(1, 2);
        spark.parallelize(tasks, tasks.size())
                .mapToPair(task -> new Tuple2<>(task, new byte[1024]))
                .groupByKey(tasks.size())
                .collect();
    }

    /** How many parts to read so many rows in. */
    public int partsFor(long rows) {
        long parts = (rows + settings.partitionRows() - 1) / settings.partitionRows();
        return (int) Math.min(Math.max(1, parts), PARTS_MAX);
    }

    /**
     * Reads the windows and compares them with a reference, in the order given. A window that turns
     * out to have no rows is left out.
     *
     * @param referenceId -1 for none
     * @param profiles the reference's profiles, asked for when they are not at hand
     */
    public List<WindowAnalysis> analyze(
            WindowJob job, long referenceId, Supplier<ReferenceProfiles> profiles) {
        if (job.windows().isEmpty()) {
            return List.of();
        }
        Broadcast<ReferenceProfiles> reference = references.of(referenceId, profiles);
        WindowReducer reducer =
                new WindowReducer(
                        Columns.of(job.version()),
                        reference,
                        job.drift(),
                        settings.profilePoints());
        WindowAssembly assembly = new WindowAssembly(job);
        assembly.addAll(readSmall(job, reducer));
        for (int window : windows(job, false)) {
            assembly.addAll(readLarge(job, window, reducer));
        }
        return assembly.windows();
    }

    private List<WindowPart> readSmall(WindowJob job, WindowReducer reducer) {
        List<Slice> slices = new ArrayList<>();
        for (int window : windows(job, true)) {
            boolean features = !job.windows().get(window).labelsOnly();
            slices.add(new Slice(window, 0, job.rowsOf(window), features));
        }
        if (slices.isEmpty()) {
            return List.of();
        }
        int tasks = Math.min(slices.size(), 4 * spark.defaultParallelism());
        return collect(
                spark.parallelize(slices, tasks)
                        .flatMap(new ReadWhole<>(access, reducer.columns(), reducer::reduce)));
    }

    private List<WindowPart> readLarge(WindowJob job, int window, WindowReducer reducer) {
        TouchedWindow touched = job.windows().get(window);
        List<Slice> slices = new ArrayList<>();
        for (WindowRows rows : job.rowsOf(window).cut(partsFor(touched.rows()))) {
            slices.add(new Slice(window, slices.size(), rows, !touched.labelsOnly()));
        }
        return shuffle(slices, reducer.columns(), reducer::reduce);
    }

    /** Profiles a whole reference, exactly. */
    public ProfiledReference profile(
            VersionDefinition version, long referenceId, List<? extends RowQuery> parts) {
        Columns columns = Columns.of(version);
        List<Slice> slices = new ArrayList<>();
        for (RowQuery part : parts) {
            slices.add(new Slice(0, slices.size(), part, true));
        }
        ReferenceReducer reducer = new ReferenceReducer(columns);
        return ReferencePart.together(referenceId, shuffle(slices, columns, reducer::reduce));
    }

    /** Every slice in a task, then every column in a task. */
    private <T> List<T> shuffle(List<Slice> slices, Columns columns, BlockReducer<T> reducer) {
        int window = slices.get(0).window();
        return collect(
                spark.parallelize(slices, slices.size())
                        .flatMapToPair(new ReadPart(access, columns))
                        .groupByKey(columns.count())
                        .flatMap(
                                blocks ->
                                        reducer.reduce(window, blocks._1(), blocks._2()).stream()
                                                .iterator()));
    }

    /** Spark throws a checked exception that it does not declare: here it becomes one of ours. */
    private static <T> List<T> collect(JavaRDD<T> results) {
        try {
            return results.collect();
        } catch (Exception e) {
            throw new IllegalStateException("a Spark job failed", e);
        }
    }

    private List<Integer> windows(WindowJob job, boolean small) {
        return IntStream.range(0, job.windows().size())
                .filter(i -> (job.windows().get(i).rows() <= settings.partitionRows()) == small)
                .boxed()
                .toList();
    }

    JavaSparkContext spark() {
        return spark;
    }

    @Override
    public void close() {
        spark.close();
    }
}
