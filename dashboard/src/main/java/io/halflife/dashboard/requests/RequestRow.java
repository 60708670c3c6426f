// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.requests;

/**
 * A request in a list.
 *
 * @param reason decay, forecast, drift or manual
 * @param summary the reason in words
 * @param asOf the clock of the run that asked
 * @param delivered whether it reached an endpoint, in words
 */
public record RequestRow(
        String model,
        String version,
        String environment,
        String href,
        String reason,
        String summary,
        String asOf,
        String delivered,
        RequestMark mark) {}
