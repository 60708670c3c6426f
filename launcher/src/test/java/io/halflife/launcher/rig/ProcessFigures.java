// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Linux says of a process. All are 0 where there is no such process (any more).
 *
 * @param cpuTicks processor time of it and of its children that have ended, in ticks of 10 ms
 * @param residentBytes memory it holds
 */
public record ProcessFigures(long cpuTicks, long residentBytes, int threads, int descriptors) {

    /** Fields of /proc/PID/stat, counted from the one behind the name, which may hold blanks. */
    private static final int USER_TIME = 11;

    private static final int CHILDREN_SYSTEM_TIME = 14;
    private static final int THREADS = 17;
    private static final int RESIDENT_PAGES = 21;
    private static final long PAGE_BYTES = 4096;
    private static final double TICKS_PER_SECOND = 100;

    public static ProcessFigures of(long pid) {
        Path folder = Path.of("/proc", Long.toString(pid));
        try {
            String stat = Files.readString(folder.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = 0;
            for (int i = USER_TIME; i <= CHILDREN_SYSTEM_TIME; i++) {
                ticks += Long.parseLong(fields[i]);
            }
            try (Stream<Path> open = Files.list(folder.resolve("fd"))) {
                return new ProcessFigures(
                        ticks,
                        PAGE_BYTES * Long.parseLong(fields[RESIDENT_PAGES]),
                        Integer.parseInt(fields[THREADS]),
                        (int) open.count());
            }
        } catch (IOException e) {
            return new ProcessFigures(0, 0, 0, 0);
        }
    }

    /** Processor seconds of all of them. */
    public static double cpuSeconds(List<Long> pids) {
        return pids.stream().mapToLong(pid -> of(pid).cpuTicks()).sum() / TICKS_PER_SECOND;
    }
}
