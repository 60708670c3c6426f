// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.figure;

/** Whether a number could be computed, and if not, why. */
public enum Status {
    /** There is a number. */
    OK,
    /** Too few values, rows or windows: more data would give one. */
    INSUFFICIENT_DATA,
    /** Enough data, but the quantity does not exist for them: 0/0, no spread, no optimum. */
    DEGENERATE,
    /** The computation did not succeed: no convergence, or beyond what a double can hold. */
    ERROR
}
