// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.analyzer.settings.AnalyzerSettings;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Starts Spark. What {@code spark-submit} or a {@code -Dspark.…} says is never overruled. */
final class SparkContexts {

    private static final String MASTER = "spark.master";
    private static final String LOOPBACK = "127.0.0.1";

    private SparkContexts() {}

    static JavaSparkContext start(AnalyzerSettings settings) {
        SparkConf conf = new SparkConf();
        conf.setIfMissing("spark.app.name", "halflife-analyzer");
        conf.setIfMissing(MASTER, settings.master());
        conf.setIfMissing("spark.ui.enabled", "false");
        conf.setIfMissing("spark.ui.showConsoleProgress", "false");
        // What is shuffled are doubles in the order of their arrival: they hardly shrink.
        conf.setIfMissing("spark.shuffle.compress", "false");
        // References stay exact: a large one is larger than Spark's careful default.
        conf.setIfMissing("spark.driver.maxResultSize", "0");
        if (conf.get(MASTER).startsWith("local")) {
            conf.setIfMissing("spark.driver.host", LOOPBACK);
            conf.setIfMissing("spark.driver.bindAddress", LOOPBACK);
            // Driver and executor are one process: after a sleeping lid neither has lost the other.
            conf.setIfMissing("spark.executor.heartbeatInterval", "1h");
            conf.setIfMissing("spark.network.timeout", "2h");
        }
        if (conf.get(MASTER).startsWith("spark://")) {
            // Executors have the libs folder as Spark's jars; spark-submit sends ours by itself.
            conf.setIfMissing("spark.jars", ownJar().toUri().toString());
        }
        return new JavaSparkContext(conf);
    }

    /** The file that this class came from. */
    private static Path ownJar() {
        try {
            return Path.of(
                    SparkContexts.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
