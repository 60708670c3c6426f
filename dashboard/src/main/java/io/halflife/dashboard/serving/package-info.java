// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * How models serve, for the exporter: the latencies of late, and counters of what was reported,
 * from which rules take rates. Start at {@link io.halflife.dashboard.serving.ServingReader}.
 */
package io.halflife.dashboard.serving;
