// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page;

/**
 * One column's last verdict, as text. Numbers that do not exist are an en dash.
 *
 * @param why the reason in words; the empty string where nothing is amiss
 */
public record VerdictRow(
        String column,
        String role,
        String test,
        String statistic,
        String pAdjusted,
        String effect,
        String n,
        String verdict,
        StateMark mark,
        String why) {}
