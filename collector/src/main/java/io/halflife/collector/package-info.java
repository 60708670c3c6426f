// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Predictions, ground truth, latency, model versions and references in. Start at {@link
 * io.halflife.collector.CollectorService}, which wires; a request's way is in {@code ingest}.
 */
package io.halflife.collector;
