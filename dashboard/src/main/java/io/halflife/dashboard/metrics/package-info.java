// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The newest results of all models as Prometheus samples. Start at {@link
 * io.halflife.dashboard.metrics.ModelExporter}; every name is in {@link
 * io.halflife.dashboard.metrics.Family}. Nothing is decided here: alarms and decisions are the
 * analyzer's.
 */
package io.halflife.dashboard.metrics;
