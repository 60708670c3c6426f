// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.lang.management.ManagementFactory;

/**
 * Mends names of the library's own meters that break the conventions of Prometheus: processor time
 * is in seconds, and a number of processors is no count of observations.
 */
final class ConventionalNames {

    private static final String PROCESSOR_TIME = "process.cpu.time";
    private static final String PROCESSORS = "system.cpu.count";
    private static final double NANOS_PER_SECOND = 1e9;

    static final MeterFilter FILTER =
            new MeterFilter() {
                @Override
                public MeterFilterReply accept(Meter.Id id) {
                    return id.getName().equals(PROCESSOR_TIME)
                            ? MeterFilterReply.DENY
                            : MeterFilterReply.NEUTRAL;
                }

                @Override
                public Meter.Id map(Meter.Id id) {
                    return id.getName().equals(PROCESSORS) ? id.withName("system.cpus") : id;
                }
            };

    private ConventionalNames() {}

    /** What {@link #FILTER} takes away, in seconds. */
    static void bindProcessorTime(MeterRegistry registry) {
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system) {
            FunctionCounter.builder(
                            "process.cpu.seconds",
                            system,
                            s -> s.getProcessCpuTime() / NANOS_PER_SECOND)
                    .description("Processor time that the process has used.")
                    .register(registry);
        }
    }
}
