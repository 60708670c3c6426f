// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.analyzer.block.Columns;
import io.halflife.analyzer.block.Division;
import io.halflife.analyzer.block.Reading;
import io.halflife.analyzer.block.Slice;
import io.halflife.analyzer.settings.AnalyzerSettings;
import io.halflife.monitor.analysis.WindowAnalysis;
import io.halflife.monitor.calibration.CalibratedColumn;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.segment.Segment;
import io.halflife.storage.analysis.DatabaseAccess;
import io.halflife.storage.analysis.RowQuery;
import io.halflife.storage.analysis.TaskConnections;
import io.halflife.storage.reference.ProfiledReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Reads rows and gives back profiles, comparisons and performance. One Spark context, warm for as
 * long as the process lives. One thread.
 *
 * <p>A window is read once. Windows that fit into one task share a job without a shuffle, all
 * larger ones share another with one shuffle: two jobs at most, whatever the number of models,
 * windows and columns.
 */
public final class Engine implements AutoCloseable {

    private static final int PARTS_MAX = 4096;

    private final JavaSparkContext spark;
    private final AnalyzerSettings settings;
    private final DatabaseAccess access;
    private final SliceJobs jobs;
    private final Broadcast<ReferenceCache> references;

    private Engine(JavaSparkContext spark, AnalyzerSettings settings, DatabaseAccess access) {
        this.spark = spark;
        this.settings = settings;
        this.access = access;
        this.jobs = new SliceJobs(spark, access);
        this.references = spark.broadcast(new ReferenceCache());
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

    /** Values that a numeric column of a window keeps at most. */
    public int profilePoints() {
        return settings.profilePoints();
    }

    /** How many tasks read the columns of a window whose columns lie apart. */
    int columnTasks() {
        return SliceJobs.TASKS_A_CORE * spark.defaultParallelism();
    }

    /** How many parts to read so many rows in. */
    public int partsFor(long rows) {
        long parts = (rows + settings.partitionRows() - 1) / settings.partitionRows();
        return (int) Math.min(Math.max(1, parts), PARTS_MAX);
    }

    /**
     * Reads the windows of all jobs and compares them with their references. What comes back is in
     * the memory of the caller: a compacted profile for every column of every window, so whoever
     * has very many calls with a part of them at a time.
     *
     * @return for each job its windows in the order given, those that turned out to have no rows
     *     left out; or why they could not be read
     * @throws IllegalStateException when Spark or the database is away
     */
    public List<Attempt<List<WindowAnalysis>>> read(List<WindowJob> windows) {
        return readDivided(windows).stream()
                .map(attempt -> attempt.map(ReadWindows::whole))
                .toList();
    }

    /** The same with the segments into which the jobs divide their rows. */
    public List<Attempt<ReadWindows>> readDivided(List<WindowJob> windows) {
        WindowSlices slices = new WindowSlices(this, windows);
        WindowReducer reducer = WindowReducer.of(windows, references, settings.profilePoints());
        List<WindowAssembly> assemblies = windows.stream().map(WindowAssembly::new).toList();
        jobs.whole(slices.whole(), reducer).forEach(part -> assemblies.get(part.job()).add(part));
        jobs.parts(slices.parts(), slices.columnsOfParts(), slices.columnar(), reducer)
                .forEach(part -> assemblies.get(part.job()).add(part));
        return assemblies.stream().map(WindowAssembly::windows).toList();
    }

    /**
     * Profiles whole references, exactly, in one job. They come back whole, and are large.
     *
     * @return for each its profiles, or why there are none
     * @throws IllegalStateException when Spark or the database is away
     */
    public List<Attempt<ProfiledReference>> profile(List<ReferenceJob> pending) {
        List<Slice> slices = new ArrayList<>();
        long columns = 0;
        for (int job = 0; job < pending.size(); job++) {
            int part = 0;
            for (RowQuery rows : pending.get(job).parts()) {
                slices.add(new Slice(job, 0, part++, rows, Reading.ALL));
            }
            columns += Columns.of(pending.get(job).version()).count();
        }
        List<List<ReferencePart>> parts = new ArrayList<>();
        pending.forEach(job -> parts.add(new ArrayList<>()));
        jobs.parts(slices, columns, ReferenceReducer.of(pending))
                .forEach(part -> parts.get(part.job()).add(part));
        List<Attempt<ProfiledReference>> references = new ArrayList<>();
        for (int job = 0; job < pending.size(); job++) {
            references.add(ReferencePart.together(pending.get(job).referenceId(), parts.get(job)));
        }
        return references;
    }

    /**
     * Profiles the segments of a reference, exactly, in one job.
     *
     * @return by segment, those without rows left out; or why there are none
     * @throws IllegalStateException when Spark or the database is away
     */
    public Attempt<Map<Segment, List<FeatureProfile>>> profile(
            ReferenceJob reference, Division division) {
        List<Slice> slices = new ArrayList<>();
        for (RowQuery rows : reference.parts()) {
            slices.add(new Slice(0, 0, slices.size(), rows, Reading.ALL));
        }
        Columns columns = Columns.of(reference.version());
        long groups = (1L + division.count()) * columns.count();
        return SegmentPart.together(
                jobs.parts(slices, groups, new SegmentReducer(columns, division)));
    }

    /**
     * Cuts references into windows like those that are judged, in one job, and gives back what each
     * of their columns says of itself.
     *
     * @return for each its columns, or why there are none
     * @throws IllegalStateException when Spark or the database is away
     */
    public List<Attempt<List<CalibratedColumn>>> calibrate(List<CalibrationJob> pending) {
        List<Slice> slices = new ArrayList<>();
        long columns = 0;
        for (int job = 0; job < pending.size(); job++) {
            ReferenceJob reference = pending.get(job).reference();
            int part = 0;
            for (RowQuery rows : reference.parts()) {
                slices.add(new Slice(job, 0, part++, rows, Reading.ALL));
            }
            columns += Columns.of(reference.version()).count();
        }
        List<List<CalibrationPart>> parts = new ArrayList<>();
        pending.forEach(job -> parts.add(new ArrayList<>()));
        jobs.parts(slices, columns, CalibrationReducer.of(pending))
                .forEach(part -> parts.get(part.job()).add(part));
        return parts.stream().map(CalibrationPart::together).toList();
    }

    JavaSparkContext spark() {
        return spark;
    }

    @Override
    public void close() {
        try {
            spark.close();
        } finally {
            // Those of this process: the tasks of one machine ran in it.
            TaskConnections.close(access);
        }
    }
}
