// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;

/** Counts the jobs that Spark is given, and their stages. */
public final class JobCount extends SparkListener {

    private final AtomicInteger jobs = new AtomicInteger();
    private final AtomicInteger stages = new AtomicInteger();

    @Override
    public void onJobStart(SparkListenerJobStart job) {
        jobs.incrementAndGet();
        stages.addAndGet(job.stageIds().size());
    }

    public int jobs() {
        return jobs.get();
    }

    public int stages() {
        return stages.get();
    }
}
