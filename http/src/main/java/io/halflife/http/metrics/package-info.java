// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What a process measures about itself, for Prometheus. Start at {@link
 * io.halflife.http.metrics.Metrics}. One registry per service, none static.
 */
package io.halflife.http.metrics;
