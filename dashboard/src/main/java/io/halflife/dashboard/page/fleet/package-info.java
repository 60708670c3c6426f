// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The page of all models: a row for each model and environment. Start at {@link
 * io.halflife.dashboard.page.fleet.FleetReader}. Nothing here looks at more than one window's
 * columns or at more than some sixty windows' performance.
 */
package io.halflife.dashboard.page.fleet;
