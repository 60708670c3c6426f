// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Verdicts out: the read API and the pages, over what the analyzer stored. Start at {@link
 * io.halflife.dashboard.DashboardService}. Nothing is computed here beyond a query and a merge.
 */
package io.halflife.dashboard;
