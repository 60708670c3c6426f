// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The stretch of time that a page of a model shows: how it is asked for, how another one is chosen,
 * and what happened in it. Start at {@link io.halflife.dashboard.page.period.PeriodPicker}.
 */
package io.halflife.dashboard.page.period;
