// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What the mathematics costs beside its peers, and what its defaults do to simulated models. Start
 * at {@link io.halflife.benchmarks.Main}. Nothing here is part of a service; it is built with
 * {@code -Pbenchmarks} only.
 */
package io.halflife.benchmarks;
