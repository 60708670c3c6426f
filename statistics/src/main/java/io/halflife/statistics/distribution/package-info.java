// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What is known of a sample: sorted values with counts, category counts, moments, latency buckets,
 * scores by class. Everything merges. Start at {@link
 * io.halflife.statistics.distribution.EmpiricalDistribution}. Nothing is compared here.
 */
package io.halflife.statistics.distribution;
