// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Who sees what: which bucket a user is in, which arm owns it, and how a new release takes over the
 * traffic step by step. Start at {@link io.halflife.statistics.traffic.Allocation} and {@link
 * io.halflife.statistics.traffic.Rollout}. What the outcomes mean, experiment judges; nothing here
 * routes a request.
 */
package io.halflife.statistics.traffic;
