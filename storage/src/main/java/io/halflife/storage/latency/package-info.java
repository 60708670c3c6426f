// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * How fast and how reliably a version answered, put together from what the collector stored. Start
 * at {@link io.halflife.storage.latency.LatencyReader}. Percentiles are read from merged counts and
 * never averaged.
 */
package io.halflife.storage.latency;
