// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Results as JSON: the objects of a replay's report and of the read API are the same. Start at
 * {@link io.halflife.dashboard.api.ModelReport}. No HTTP here, no SQL.
 */
package io.halflife.dashboard.api;
