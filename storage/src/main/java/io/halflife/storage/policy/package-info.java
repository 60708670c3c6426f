// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0

/**
 * The policy of a model as people and machines set it: one set of rules for every door, and the
 * history of its revisions. Start at {@code Policies}. What the values mean is in monitor.
 */
package io.halflife.storage.policy;
