// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What references say of themselves, kept: calibrated effects, design effects, and profiles by the
 * slots of a season. Start at {@link io.halflife.storage.calibration.Calibrations}. How they are
 * computed is no matter here.
 */
package io.halflife.storage.calibration;
