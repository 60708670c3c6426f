// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0

/**
 * Stretches of time that people set apart: muted ones, in which nothing is to be told, and excluded
 * ones, whose windows count for nothing. Start at {@code Periods}. No decisions about drift here.
 */
package io.halflife.monitor.period;
