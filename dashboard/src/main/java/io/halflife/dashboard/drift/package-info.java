// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The drift page, a table of every column of a window, and the page of one column. Start at {@link
 * io.halflife.dashboard.drift.DriftPageReader}. Figures come from storage and curves from {@code
 * monitor}: nothing is tested or judged here.
 */
package io.halflife.dashboard.drift;
