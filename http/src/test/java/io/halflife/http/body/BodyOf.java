// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.body;

/** Bodies for tests that have no server. */
public final class BodyOf {

    private BodyOf() {}

    public static Body bytes(byte[] bytes) {
        return new Body(
                bytes,
                bytes.length,
                new BodyHeaders("application/json", BodyHeaders.IDENTITY),
                BodyLimits.DEFAULTS,
                new ByteBudget(1).open());
    }
}
