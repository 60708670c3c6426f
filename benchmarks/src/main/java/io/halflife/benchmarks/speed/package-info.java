// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Speed as ratios of one run over the same data: ours, the least that must be done, and scipy.
 * Start at {@link io.halflife.benchmarks.speed.SpeedReport}. CPU seconds are what counts; wall
 * seconds suffer from neighbours.
 */
package io.halflife.benchmarks.speed;
