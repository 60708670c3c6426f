// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import io.halflife.analyzer.columnar.ColumnFile;
import io.halflife.analyzer.columnar.ColumnGroup;
import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.storage.analysis.RunView;
import io.halflife.storage.analysis.Seen;
import io.halflife.storage.archive.ArchivedFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks through an archive for what is new to a run. Most files say by their notes that nothing in
 * them is, or that all of them lies in one window; of the others the times are read. One thread.
 */
final class ArchiveSearch {

    private static final List<String> TIMES = List.of("event_time", "received_at", "available_at");

    private final ArchivedPart part;
    private final RunView view;
    private final Seen seen;
    private final WindowSpec spec;
    private final Duration grace;
    private final Instant newlyClosedFrom;
    private final Map<String, Times> read = new HashMap<>();
    private Set<Window> touched;

    /** Times of the rows of a file that a run may see, in microseconds since 1970. */
    private static final class Times {
        private final long[] events;
        private final boolean[] fresh;

        Times(long[] events, boolean[] fresh) {
            this.events = events;
            this.fresh = fresh;
        }
    }

    ArchiveSearch(ArchivedPart part, RunView view, Seen seen, WindowSpec spec, Duration grace) {
        this.part = part;
        this.view = view;
        this.seen = seen;
        this.spec = spec;
        this.grace = grace;
        this.newlyClosedFrom =
                spec == null ? Instant.MIN : ArchivedLog.newlyClosedFrom(seen, spec, grace);
    }

    Instant newlyClosedFrom() {
        return newlyClosedFrom;
    }

    /** The closed windows that hold a row that the earlier run did not see. */
    Set<Window> touched() {
        if (touched == null) {
            touched = new TreeSet<>();
            part.predictions().stream().filter(this::mayBeFresh).forEach(this::addTouched);
        }
        return touched;
    }

    private boolean mayBeFresh(ArchivedFile file) {
        return !file.lastReceived().isBefore(seen.watermark())
                || file.lastAvailable().isAfter(seen.asOf())
                || !file.lastEvent().isBefore(newlyClosedFrom);
    }

    private void addTouched(ArchivedFile file) {
        Times times = times(file);
        long until = Long.MIN_VALUE;
        for (int i = 0; i < times.events.length; i++) {
            // Rows come in the order of time: one look for all rows of a window.
            if (times.fresh[i] && times.events[i] >= until) {
                Instant at = Instant.EPOCH.plus(times.events[i], ChronoUnit.MICROS);
                Optional<Window> window = spec.containing(at);
                window.filter(w -> w.isClosed(view.asOf(), grace)).ifPresent(touched::add);
                until = window.map(w -> FileTable.micros(w.end())).orElse(times.events[i] + 1);
            }
        }
    }

    /** How many rows of a stretch lie here that the run may see. */
    long rows(Window stretch) {
        long rows = 0;
        for (ArchivedFile file : part.within(stretch).predictions()) {
            boolean inside =
                    !file.firstEvent().isBefore(stretch.start())
                            && file.lastEvent().isBefore(stretch.end())
                            && !file.lastAvailable().isAfter(view.asOf());
            rows += inside ? file.rows() : rows(times(file).events, stretch);
        }
        return rows;
    }

    private static long rows(long[] events, Window stretch) {
        return (long) firstFrom(events, FileTable.micros(stretch.end()))
                - firstFrom(events, FileTable.micros(stretch.start()));
    }

    /** The number of the first row at or after a time. */
    private static int firstFrom(long[] events, long time) {
        int low = 0;
        int high = events.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (events[middle] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Times times(ArchivedFile file) {
        return read.computeIfAbsent(file.path(), path -> read(file));
    }

    private Times read(ArchivedFile archived) {
        long[] events = new long[Math.toIntExact(archived.rows())];
        boolean[] fresh = new boolean[events.length];
        int n = 0;
        try (ColumnFile file = FileTable.open(part.folder(), archived)) {
            for (int group = 0; group < file.groups(); group++) {
                n = add(file.read(group, TIMES), events, fresh, n);
            }
        } catch (IOException e) {
            throw FileTable.unreadable(part.folder(), archived, e);
        }
        return new Times(java.util.Arrays.copyOf(events, n), fresh);
    }

    private int add(ColumnGroup group, long[] events, boolean[] fresh, int from) {
        long asOf = FileTable.micros(view.asOf());
        long seenAsOf = FileTable.micros(seen.asOf());
        long watermark = FileTable.micros(seen.watermark());
        long newlyClosed = FileTable.micros(newlyClosedFrom);
        long[] event = group.longs("event_time");
        long[] received = group.longs("received_at");
        long[] available = group.longs("available_at");
        int n = from;
        for (int i = 0; i < event.length; i++) {
            if (available[i] <= asOf) {
                fresh[n] =
                        event[i] >= newlyClosed
                                || available[i] > seenAsOf
                                || received[i] >= watermark;
                events[n++] = event[i];
            }
        }
        return n;
    }
}
