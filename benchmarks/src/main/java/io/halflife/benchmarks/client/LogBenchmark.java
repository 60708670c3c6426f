// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.client;

import io.halflife.client.Prediction;
import io.halflife.client.logging.LoggerSettings;
import io.halflife.client.logging.PredictionLogger;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One prediction from its features to the queue, in the worst state: the collector is away, the
 * queue is full and every call drops the oldest item.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LogBenchmark {

    /** Numeric features; three categorical ones come on top. */
    @Param({"20", "200"})
    private int numeric;

    private PredictionLogger logger;
    private Map<String, Object> features;

    /** Nobody listens at port 1. */
    @Setup
    public void open() {
        logger =
                PredictionLogger.open(
                        LoggerSettings.of(URI.create("http://127.0.0.1:1"), "")
                                .withCloseWithin(Duration.ZERO));
        features = new LinkedHashMap<>();
        for (int i = 0; i < numeric; i++) {
            features.put("feature_" + i, 1000 * Math.sin(i + 1));
        }
        features.put("region", "north");
        features.put("channel", "web");
        features.put("segment", "retail");
    }

    @TearDown
    public void close() {
        logger.close();
    }

    @Benchmark
    public void log() {
        logger.log(
                Prediction.builder()
                        .model("credit-risk", "7")
                        .features(features)
                        .label("default")
                        .score(0.8371)
                        .build());
    }
}
