// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.rehearsal;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.storage.reference.ReferenceValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The rows of a reference in the windows of their event times. Features are read one by one, in the
 * order of row ids, so that memory holds one column and the window of each row.
 */
final class TimedWindows implements OwnWindows {

    /** The newest; more make no rate more certain than it is of use. */
    private static final int WINDOWS_MAX = 1000;

    private static final double SECONDS_PER_DAY = 86_400;
    private static final int NONE = -1;

    private final ReferenceValues values;
    private final Signature signature;
    private final List<Window> windows;
    private final int[] windowOfRow;

    private TimedWindows(
            ReferenceValues values, Signature signature, List<Window> windows, int[] windowOfRow) {
        this.values = values;
        this.signature = signature;
        this.windows = windows;
        this.windowOfRow = windowOfRow;
    }

    /** Empty where a row carries no event time, or there are no rows, or no window has a time. */
    static Optional<TimedWindows> of(ReferenceValues values, Signature signature, WindowSpec spec) {
        List<Window> ofRows = new ArrayList<>();
        boolean all =
                values.allEventTimes(
                        time ->
                                time.isPresent()
                                        && ofRows.add(spec.containing(time.get()).orElse(null)));
        TreeSet<Window> distinct = new TreeSet<>();
        ofRows.stream().filter(w -> w != null).forEach(distinct::add);
        if (!all || distinct.isEmpty()) {
            return Optional.empty();
        }
        while (distinct.size() > WINDOWS_MAX) {
            distinct.pollFirst();
        }
        Map<Window, Integer> index = new TreeMap<>();
        distinct.forEach(window -> index.put(window, index.size()));
        int[] windowOfRow =
                ofRows.stream()
                        .mapToInt(w -> w == null ? NONE : index.getOrDefault(w, NONE))
                        .toArray();
        return Optional.of(new TimedWindows(values, signature, List.copyOf(distinct), windowOfRow));
    }

    @Override
    public int count() {
        return windows.size();
    }

    @Override
    public long rows() {
        return Arrays.stream(windowOfRow).filter(window -> window != NONE).count();
    }

    @Override
    public String words() {
        return "its rows in the policy's windows by their event times";
    }

    @Override
    public Optional<Double> days() {
        Duration sum =
                windows.stream()
                        .map(window -> Duration.between(window.start(), window.end()))
                        .reduce(Duration.ZERO, Duration::plus);
        return Optional.of(sum.toSeconds() / SECONDS_PER_DAY);
    }

    @Override
    public void forEachColumn(Consumer<List<FeatureProfile>> take) {
        int place = 1;
        for (Feature feature : signature.numeric()) {
            take.accept(numeric(Column.feature(feature.name()), place++));
        }
        place = 1;
        for (Feature feature : signature.categorical()) {
            take.accept(categorical(Column.feature(feature.name()), place++));
        }
    }

    private List<FeatureProfile> numeric(Column column, int place) {
        double[][] own = new double[windows.size()][];
        int[] next = new int[windows.size()];
        Arrays.stream(windowOfRow).filter(w -> w != NONE).forEach(w -> next[w]++);
        for (int w = 0; w < own.length; w++) {
            own[w] = new double[next[w]];
            next[w] = 0;
        }
        int[] row = {0};
        values.numbers(
                place,
                value -> {
                    int w = windowOfRow[row[0]++];
                    if (w != NONE) {
                        own[w][next[w]++] = value.orElse(Double.NaN);
                    }
                });
        return Arrays.stream(own)
                .map(some -> FeatureProfile.ofNumeric(column, some, 0, some.length, 0))
                .toList();
    }

    private List<FeatureProfile> categorical(Column column, int place) {
        List<Map<String, Long>> counts = new ArrayList<>();
        windows.forEach(window -> counts.add(new HashMap<>()));
        long[] missing = new long[windows.size()];
        int[] row = {0};
        values.names(
                place,
                value -> {
                    int w = windowOfRow[row[0]++];
                    if (w != NONE && value.isPresent()) {
                        counts.get(w).merge(value.get(), 1L, Long::sum);
                    } else if (w != NONE) {
                        missing[w]++;
                    }
                });
        List<FeatureProfile> profiles = new ArrayList<>();
        for (int w = 0; w < missing.length; w++) {
            profiles.add(FeatureProfile.ofCategories(column, counts.get(w), missing[w]));
        }
        return profiles;
    }
}
