// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Detectors that look at one value after another, for example at the error of each prediction as
 * its label comes, and say when the values changed. Start at {@link
 * io.halflife.statistics.detector.Adwin}. They keep a bounded state and no clock.
 */
package io.halflife.statistics.detector;
