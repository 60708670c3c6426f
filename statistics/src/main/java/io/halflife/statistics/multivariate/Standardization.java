// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.multivariate;

import io.halflife.statistics.distribution.Moments;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts columns of different units on one scale, that of the reference.
 *
 * <p>z = (x − mean)/std with the reference's mean and population standard deviation (ddof 0) of
 * each column. Columns that are constant in the reference, or missing throughout, are dropped. A
 * missing or infinite value counts as the reference's mean, so it becomes 0: it pulls a row towards
 * the centre and says nothing of its own; watch missing rates separately. A column whose standard
 * deviation a double cannot hold makes the whole scale {@link Status#ERROR}. Fitted once,
 * immutable.
 *
 * <p>z has a relative error of some 2⁻⁵¹ and, near the mean, an absolute one of 2⁻⁵³·|mean|/std; it
 * is infinite where (x − mean)/std exceeds a double.
 *
 * <p>Source: Jolliffe 2002, doi:10.1007/b98835, ch. 2.3.
 */
public final class Standardization implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Status status;
    private final int columns;
    private final int[] kept;
    private final double[] means;
    private final double[] stds;

    private Standardization(
            Status status, int columns, List<Integer> kept, double[] means, double[] stds) {
        this.status = status;
        this.columns = columns;
        this.kept = kept.stream().mapToInt(Integer::intValue).toArray();
        this.means = means;
        this.stds = stds;
    }

    /** The scale of these rows. */
    public static Standardization of(Rows reference) {
        Status status = Status.OK;
        List<Integer> kept = new ArrayList<>();
        double[] means = new double[reference.columns()];
        double[] stds = new double[reference.columns()];
        for (int j = 0; j < reference.columns(); j++) {
            Moments moments = Moments.of(reference.column(j));
            Figure spread = moments.populationStd();
            status = spread.status() == Status.ERROR ? Status.ERROR : status;
            double std = spread.orElse(0);
            if (std > 0) {
                means[kept.size()] = moments.mean().value();
                stds[kept.size()] = std;
                kept.add(j);
            }
        }
        return new Standardization(status, reference.columns(), kept, means, stds);
    }

    /** {@link Status#OK}, or {@link Status#ERROR} where the spread of a column overflows. */
    public Status status() {
        return status;
    }

    /** Whether the rows hold one finite value in a column that is left. */
    boolean seesAny(Rows rows) {
        rows.requireColumnsOf(columns);
        for (int i = 0; i < rows.size(); i++) {
            for (int column : kept) {
                if (Double.isFinite(rows.get(i, column))) {
                    return true;
                }
            }
        }
        return false;
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
     * @throws IllegalStateException if no column is left, as {@link #columns} tells, or the scale
     *     is none, as {@link #status} tells
     */
    public Rows apply(Rows rows) {
        rows.requireColumnsOf(columns);
        if (status != Status.OK) {
            throw new IllegalStateException("the spread of a column exceeds a double");
        }
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
