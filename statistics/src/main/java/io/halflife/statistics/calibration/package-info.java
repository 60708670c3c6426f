// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What a reference says of itself, cut into windows like those that are monitored: how large its
 * own changes are and how far its rows depend on each other. Start at {@link
 * io.halflife.statistics.calibration.ReferenceCalibration}. Run once per reference; nothing here
 * sees a monitored window.
 */
package io.halflife.statistics.calibration;
