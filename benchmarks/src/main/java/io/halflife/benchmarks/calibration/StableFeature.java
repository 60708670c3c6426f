// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.calibration;

import io.halflife.statistics.calibration.DesignEffect;
import io.halflife.statistics.calibration.EffectiveSize;
import io.halflife.statistics.calibration.ReferenceCalibration;
import io.halflife.statistics.calibration.ReferenceCalibration.OwnWindow;
import io.halflife.statistics.calibration.Threshold;
import io.halflife.statistics.comparison.EffectSize;
import io.halflife.statistics.comparison.KolmogorovSmirnov;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.figure.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A feature's windows compared with its reference of seven days, and with what the reference's own
 * windows say (STATISTICS §1.5).
 */
final class StableFeature {

    private static final int REFERENCE_WINDOWS = 7 * FeatureStream.HOURS;

    /** Of each of the reference's windows so many rows are in the pooled reference. */
    private static final int POOLED_ROWS = 60;

    /** What one window gave. */
    record Compared(double p, double pEffective, double d, double effect) {}

    private final List<EmpiricalDistribution> references = new ArrayList<>();
    private final double calibrated;
    private final double designEffect;

    /** Draws the reference's days from the stream and learns from them. */
    StableFeature(FeatureStream stream, boolean sameHour) {
        List<double[]> windows = new ArrayList<>();
        List<OwnWindow<EmpiricalDistribution>> own = new ArrayList<>();
        for (int i = 0; i < REFERENCE_WINDOWS; i++) {
            double[] values = stream.next();
            windows.add(values);
            int slot = sameHour ? i % FeatureStream.HOURS : 0;
            own.add(new OwnWindow<>(slot, EmpiricalDistribution.of(values)));
        }
        if (sameHour) {
            for (int hour = 0; hour < FeatureStream.HOURS; hour++) {
                references.add(ofHour(own, hour));
            }
        } else {
            references.add(pooled(windows));
        }
        calibrated =
                (sameHour ? ReferenceCalibration.ofNumbers(own).threshold() : threshold(own))
                        .value();
        designEffect = DesignEffect.of(own.stream().map(OwnWindow::values).toList()).value();
    }

    /** With so many windows each may be compared with a reference that it is part of (§1.5). */
    private Figure threshold(List<OwnWindow<EmpiricalDistribution>> own) {
        return Threshold.of(
                own.stream().map(w -> EffectSize.numeric(references.get(0), w.values())).toList());
    }

    private static EmpiricalDistribution pooled(List<double[]> windows) {
        double[] values = new double[windows.size() * POOLED_ROWS];
        for (int i = 0; i < values.length; i++) {
            double[] window = windows.get(i / POOLED_ROWS);
            values[i] = window[i % POOLED_ROWS * window.length / POOLED_ROWS];
        }
        return EmpiricalDistribution.of(values);
    }

    private static EmpiricalDistribution ofHour(
            List<OwnWindow<EmpiricalDistribution>> own, int hour) {
        return IntStream.range(0, own.size())
                .filter(i -> i % FeatureStream.HOURS == hour)
                .mapToObj(i -> own.get(i).values())
                .reduce(EmpiricalDistribution.EMPTY, EmpiricalDistribution::merge);
    }

    /** The effect that the reference's own windows hardly ever reach. */
    double calibrated() {
        return calibrated;
    }

    long referenceSize() {
        return references.get(0).size();
    }

    /** Compares the window of an hour counted from the end of the reference. */
    Compared compare(int hour, double[] values) {
        EmpiricalDistribution reference =
                references.get(references.size() == 1 ? 0 : hour % FeatureStream.HOURS);
        EmpiricalDistribution current = EmpiricalDistribution.of(values);
        KolmogorovSmirnov.Result ks = KolmogorovSmirnov.compare(reference, current);
        double d = ks.d().value();
        double p = ks.p().value();
        double pEffective =
                designEffect > 1
                        ? EffectiveSize.kolmogorovSmirnov(
                                        d, reference.size(), current.size(), designEffect)
                                .value()
                        : p;
        return new Compared(p, pEffective, d, EffectSize.numeric(reference, current).value());
    }
}
