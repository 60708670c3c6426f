// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What a chart shows, as data: chart.js draws it. Start at {@link
 * io.halflife.dashboard.chart.ChartSpec}. Nothing here knows where figures come from.
 */
package io.halflife.dashboard.chart;
