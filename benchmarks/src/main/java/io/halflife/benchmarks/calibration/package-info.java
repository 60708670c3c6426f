// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Seeded simulations of what the defaults do: false alarms of stable data, coverage of intervals,
 * false triggers, peeking. Start at {@link io.halflife.benchmarks.calibration.CalibrationReport},
 * which writes docs/calibration.md. Every decision is made by the library's own code.
 */
package io.halflife.benchmarks.calibration;
