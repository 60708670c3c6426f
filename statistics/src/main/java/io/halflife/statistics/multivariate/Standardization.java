// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.multivariate;

import io.halflife.statistics.distribution.Moments;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts columns of different units on one scale, that of the reference.
 *
 * <p>z = (x − mean)/std with the reference's mean and population standard deviation (ddof 0) of
 * each column. Columns that are constant in the reference, or missing throughout, are dropped. A
 * missing or infinite value counts as the reference's mean, so it becomes 0: it pulls a row towards
 * the centre and says nothing of its own; watch missing rates separately. Fitted once, immutable.
 */
public final class Standardization implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int columns;
    private final int[] kept;
    private final double[] means;
    private final double[] stds;

    private Standardization(int columns, List<Integer> kept, double[] means, double[] stds) {
        this.columns = columns;
        this.kept = kept.stream().mapToInt(Integer::intValue).toArray();
        this.means = means;
        this.stds = stds;
    }

    /** The scale of these rows. */
    public static Standardization of(Rows reference) {
        List<Integer> kept = new ArrayList<>();
        double[] means = new double[reference.columns()];
        double[] stds = new double[reference.columns()];
        for (int j = 0; j < reference.columns(); j++) {
            Moments moments = Moments.of(reference.column(j));
            double std = moments.populationStd().orElse(0);
            if (std > 0) {
                means[kept.size()] = moments.mean().value();
                stds[kept.size()] = std;
                kept.add(j);
            }
        }
        return new Standardization(reference.columns(), kept, means, stds);
    }

    /** How many columns are left. */
    public int columns() {
        return kept.length;
    }

    /** The indices of the columns that are left, in the reference's rows. */
    public List<Integer> kept() {
        List<Integer> list = new ArrayList<>();
        for (int column : kept) {
            list.add(column);
        }
        return List.copyOf(list);
    }

    /**
     * The rows on the reference's scale.
     *
     * @throws IllegalStateException if no column is left, as {@link #columns} tells
     */
    public Rows apply(Rows rows) {
        rows.requireColumnsOf(columns);
        if (kept.length == 0) {
            throw new IllegalStateException("every column of the reference is constant");
        }
        double[] scaled = new double[rows.size() * kept.length];
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < kept.length; j++) {
                double value = rows.get(i, kept[j]);
                boolean present = Double.isFinite(value);
                scaled[i * kept.length + j] = present ? (value - means[j]) / stds[j] : 0;
            }
        }
        return Rows.owned(kept.length, scaled);
    }
}
