// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.multivariate;

import io.halflife.statistics.distribution.Moments;
import io.halflife.statistics.distribution.RunningMoments;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.exception.MaxCountExceededException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The few directions in which the reference varies most, and how far rows lie from them.
 *
 * <p>Rows are standardised by the reference ({@link Standardization}: missing values become its
 * mean, constant columns are dropped). V holds the eigenvectors of the reference's correlation
 * matrix ZᵀZ/n with the greatest eigenvalues, the fewest whose eigenvalues make up at least 65 % of
 * their sum. The error of a row is ‖z − VVᵀz‖, that of a window the mean over its rows. Null
 * hypothesis: the window's rows are the reference's; extreme is an error far from those of the
 * reference's own windows, on either side: outside {@link #ownRange}.
 *
 * <p>It sees correlations that change; it is blind to shifts within the kept directions. Relative
 * error about 10⁻¹² unless the last kept eigenvalue and the next are nearly equal, when the
 * directions themselves are not determined. Ties in rows do no harm; a single reference row has
 * only constant columns.
 *
 * <p>Undefined: {@link Status#INSUFFICIENT_DATA} without rows and for a window without a single
 * finite value in the kept columns, {@link Status#DEGENERATE} when every reference column is
 * constant, {@link Status#ERROR} when the eigenvalues were not found or a spread overflows. Fitted
 * once, reused for every window; immutable, safe for use by several threads.
 *
 * <p>Source: Jolliffe 2002, doi:10.1007/b98835, ch. 2 and 6.
 */
public final class PrincipalSubspace implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Kept directions make up at least this share of the variance. */
    public static final double SHARE_MIN = 0.65;

    /** Fewer windows of the reference than this have no range. */
    public static final int WINDOWS_MIN = 10;

    private static final double DEVIATIONS = 3;

    private final Standardization scale;
    private final Status status;
    private final double[] shares;
    private final double[][] directions;

    private PrincipalSubspace(
            Standardization scale, Status status, double[] shares, double[][] directions) {
        this.scale = scale;
        this.status = status;
        this.shares = shares;
        this.directions = directions;
    }

    /** The directions of the reference. */
    public static PrincipalSubspace of(Rows reference) {
        Standardization scale = Standardization.of(reference);
        if (reference.size() == 0) {
            return undefined(scale, Status.INSUFFICIENT_DATA);
        }
        if (scale.status() != Status.OK) {
            return undefined(scale, scale.status());
        }
        if (scale.columns() == 0) {
            return undefined(scale, Status.DEGENERATE);
        }
        try {
            return fitted(scale, new EigenDecomposition(correlations(scale.apply(reference))));
        } catch (MaxCountExceededException e) {
            return undefined(scale, Status.ERROR);
        }
    }

    private static PrincipalSubspace undefined(Standardization scale, Status why) {
        return new PrincipalSubspace(scale, why, new double[0], new double[0][]);
    }

    private static PrincipalSubspace fitted(Standardization scale, EigenDecomposition eigen) {
        double[] values = eigen.getRealEigenvalues();
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double[] shares = new double[values.length];
        double reached = 0;
        int components = 0;
        for (int i = 0; i < values.length; i++) {
            components += reached / sum < SHARE_MIN ? 1 : 0;
            reached += values[i];
            shares[i] = reached / sum;
        }
        double[][] directions = new double[components][];
        for (int i = 0; i < components; i++) {
            directions[i] = eigen.getEigenvector(i).toArray();
        }
        return new PrincipalSubspace(scale, Status.OK, shares, directions);
    }

    private static Array2DRowRealMatrix correlations(Rows rows) {
        int d = rows.columns();
        double[][] sums = new double[d][d];
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < d; j++) {
                for (int k = 0; k <= j; k++) {
                    sums[j][k] += rows.get(i, j) * rows.get(i, k);
                }
            }
        }
        for (int j = 0; j < d; j++) {
            for (int k = 0; k <= j; k++) {
                sums[j][k] /= rows.size();
                sums[k][j] = sums[j][k];
            }
        }
        return new Array2DRowRealMatrix(sums, false);
    }

    /** {@link Status#OK}, or why there are no directions. */
    public Status status() {
        return status;
    }

    /** How many directions are kept; 0 when there are none. */
    public int components() {
        return directions.length;
    }

    /** The share of variance within the first 1, 2, … directions; the last is 1. */
    public List<Double> cumulativeShares() {
        List<Double> list = new ArrayList<>();
        for (double share : shares) {
            list.add(share);
        }
        return List.copyOf(list);
    }

    /** The mean error of a window's rows, which have the reference's columns. */
    public Figure meanError(Rows window) {
        if (status != Status.OK) {
            return Figure.undefined(status);
        }
        if (!scale.seesAny(window)) {
            return Figure.undefined(Status.INSUFFICIENT_DATA);
        }
        Rows rows = scale.apply(window);
        double[] residual = new double[rows.columns()];
        double sum = 0;
        for (int i = 0; i < rows.size(); i++) {
            sum += error(rows, i, residual);
        }
        double mean = sum / rows.size();
        return Double.isFinite(mean) ? Figure.of(mean) : Figure.undefined(Status.ERROR);
    }

    /**
     * Where the errors of the reference's own windows lie: mean ± 3 standard deviations (ddof 1).
     * An error outside is an alarm. {@link Status#INSUFFICIENT_DATA} below {@link #WINDOWS_MIN}
     * windows with rows, {@link Status#DEGENERATE} when all their errors are equal.
     *
     * @param windows of the reference, as long as those that will be judged
     */
    public Interval ownRange(List<Rows> windows) {
        RunningMoments errors = new RunningMoments();
        for (Rows window : windows) {
            meanError(window).asOptional().ifPresent(errors::add);
        }
        Moments moments = errors.moments();
        if (moments.n() < WINDOWS_MIN) {
            return Interval.undefined(status == Status.OK ? Status.INSUFFICIENT_DATA : status);
        }
        double mean = moments.mean().value();
        double reach = DEVIATIONS * moments.std().orElse(0);
        return reach > 0
                ? Interval.of(mean - reach, mean + reach)
                : Interval.undefined(Status.DEGENERATE);
    }

    private double error(Rows rows, int row, double[] residual) {
        for (int j = 0; j < residual.length; j++) {
            residual[j] = rows.get(row, j);
        }
        // The directions are orthogonal: taking them off one by one takes them all off.
        for (double[] direction : directions) {
            double along = 0;
            for (int j = 0; j < residual.length; j++) {
                along += residual[j] * direction[j];
            }
            for (int j = 0; j < residual.length; j++) {
                residual[j] -= along * direction[j];
            }
        }
        double squares = 0;
        for (double each : residual) {
            squares += each * each;
        }
        return Math.sqrt(squares);
    }
}
