// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Comparisons of two samples: is what is seen now distributed like the reference? Start at {@link
 * io.halflife.statistics.comparison.KolmogorovSmirnov} for numbers and {@link
 * io.halflife.statistics.comparison.ChiSquare} for categories. Figures only; verdicts are made
 * elsewhere.
 */
package io.halflife.statistics.comparison;
