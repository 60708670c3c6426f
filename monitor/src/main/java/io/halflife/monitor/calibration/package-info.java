// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What the reference says of itself, column by column: which effects its own windows reach, how far
 * its rows depend on each other, and its profiles by the slots of a season. Start at {@link
 * io.halflife.monitor.calibration.ReferenceCut}. Pure; who reads the rows is no matter here.
 */
package io.halflife.monitor.calibration;
