// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * A number that may be undefined, and why: no result of this library is ever NaN, and none is 0 for
 * want of data. Start at {@link io.halflife.statistics.figure.Figure}. Nothing is computed here.
 */
package io.halflife.statistics.figure;
