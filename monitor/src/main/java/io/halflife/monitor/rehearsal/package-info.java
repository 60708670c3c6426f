// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0

/**
 * What a policy would have done with the windows that are stored. Start at {@code Rehearsal}. Pure:
 * nothing is read or written here, and the decisions are those of the runs.
 */
package io.halflife.monitor.rehearsal;
