// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

/** Which columns of a slice are wanted; what is said of all rows always is. */
public enum Reading {
    /** All of them. */
    ALL,
    /** All but the numeric features, which others read column by column. */
    WITHOUT_NUMBERS,
    /** The label alone: the rows carry no features. */
    LABEL;

    /** The number of the first column that is wanted; all after it are. */
    int first(Columns columns) {
        return switch (this) {
            case ALL -> 0;
            case WITHOUT_NUMBERS -> columns.numericFeatures();
            case LABEL -> columns.label();
        };
    }
}
