// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.rehearsal;

import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The values of a reference's profiles in windows of equal size, drawn by chance: what is left
 * where its rows carry no event times. Seeded with the reference's id, so that the same again is
 * the same. Columns are drawn one by one, so windows say nothing of how columns move together, or
 * of seasons.
 */
final class RandomWindows implements OwnWindows {

    private final List<FeatureProfile> reference;
    private final long seed;
    private final long rows;
    private final int count;
    private final Optional<Double> days;

    /**
     * Cuts it.
     *
     * @param seed the reference's id
     * @param rows of the reference
     * @param size rows of a window
     * @param daysOfOne what a window of the policy takes; empty for windows without a length
     */
    RandomWindows(
            List<FeatureProfile> reference,
            long seed,
            long rows,
            long size,
            Optional<Double> daysOfOne) {
        this.reference = reference.stream().filter(p -> p.column().role() == Role.FEATURE).toList();
        this.seed = seed;
        this.rows = rows;
        this.count = (int) Math.min(1000, rows / size);
        this.days = daysOfOne.map(each -> each * count);
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public String words() {
        return "its values in windows of equal size by chance (seed "
                + seed
                + "), as it has no event times in the policy's windows: without order, seasons and"
                + " what columns have in common, it finds fewer alarms than there will be";
    }

    @Override
    public Optional<Double> days() {
        return days;
    }

    @Override
    public void forEachColumn(Consumer<List<FeatureProfile>> take) {
        for (FeatureProfile profile : reference) {
            Random random = new Random(seed * 31 + profile.column().hashCode());
            take.accept(
                    profile.kind() == FeatureKind.NUMERIC
                            ? numbers(profile, random)
                            : names(profile, random));
        }
    }

    private List<FeatureProfile> numbers(FeatureProfile profile, Random random) {
        EmpiricalDistribution values = profile.values();
        double[] all = new double[Math.toIntExact(values.size() + profile.missing())];
        int next = 0;
        for (int i = 0; i < values.distinct(); i++) {
            for (long k = values.count(i); k > 0; k--) {
                all[next++] = values.value(i);
            }
        }
        while (next < all.length) {
            all[next++] = Double.NaN;
        }
        shuffle(all, random);
        List<FeatureProfile> windows = new ArrayList<>();
        for (int w = 0; w < count; w++) {
            windows.add(
                    FeatureProfile.ofNumeric(profile.column(), all, at(w, all), at(w + 1, all), 0));
        }
        return windows;
    }

    private int at(int window, double[] all) {
        return (int) ((long) all.length * window / count);
    }

    private static void shuffle(double[] values, Random random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double held = values[i];
            values[i] = values[j];
            values[j] = held;
        }
    }

    /** Each name falls into a window by chance; so do missing values. */
    private List<FeatureProfile> names(FeatureProfile profile, Random random) {
        List<Map<String, Long>> counts = new ArrayList<>();
        long[] missing = new long[count];
        for (int w = 0; w < count; w++) {
            counts.add(new HashMap<>());
        }
        profile.asCategories()
                .counts()
                .forEach(
                        (name, n) -> {
                            for (long k = n; k > 0; k--) {
                                counts.get(random.nextInt(count)).merge(name, 1L, Long::sum);
                            }
                        });
        for (long k = profile.missing(); k > 0; k--) {
            missing[random.nextInt(count)]++;
        }
        List<FeatureProfile> windows = new ArrayList<>();
        for (int w = 0; w < count; w++) {
            windows.add(FeatureProfile.ofCategories(profile.column(), counts.get(w), missing[w]));
        }
        return windows;
    }
}
