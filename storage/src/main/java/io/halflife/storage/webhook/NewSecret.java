// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

import java.util.Objects;

/**
 * An endpoint and the secret that it just got, to be shown once.
 *
 * @param secret {@code whsec_} and base64
 */
public record NewSecret(WebhookEndpoint endpoint, String secret) {

    public NewSecret {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(secret, "secret");
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "NewSecret[" + endpoint.id() + "]";
    }
}
