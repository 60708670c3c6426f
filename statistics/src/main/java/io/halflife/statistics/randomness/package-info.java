// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Chance that can be repeated: hashes that every language computes alike, and the seeds of
 * randomised procedures. Start at {@link io.halflife.statistics.randomness.StableHash}. Nothing
 * here reads a clock or a source of true randomness.
 */
package io.halflife.statistics.randomness;
