// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * How a version serves, and whether it keeps its service level objectives. Start at {@link
 * io.halflife.dashboard.slo.SloPageReader}.
 */
package io.halflife.dashboard.slo;
