// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Rows to profiles, on Spark. Start with {@link io.halflife.analyzer.engine.Engine}: tasks read
 * rows into columns, columns travel as blocks, and what a reducer gives back is small. Nothing here
 * decides; the comparison is {@code monitor}'s and runs inside the tasks.
 */
package io.halflife.analyzer.engine;
