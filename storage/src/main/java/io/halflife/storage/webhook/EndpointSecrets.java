// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is needed to call an endpoint, still sealed. Shown by nobody. */
public final class EndpointSecrets {

    private final String endpointId;
    private final byte[] secret;
    private final byte[] previous;
    private final byte[] headers;

    /**
     * @param previous null when only the present secret signs
     */
    EndpointSecrets(String endpointId, byte[] secret, byte[] previous, byte[] headers) {
        this.endpointId = endpointId;
        this.secret = secret.clone();
        this.previous = previous == null ? null : previous.clone();
        this.headers = headers.clone();
    }

    /**
     * The secrets that sign, the present one first.
     *
     * @throws UnreadableSecretException when they were sealed with another key
     */
    public List<String> secrets(SealingKey key) {
        List<String> secrets = new ArrayList<>();
        secrets.add(key.open(secret, endpointId));
        if (previous != null) {
            secrets.add(key.open(previous, endpointId));
        }
        return secrets;
    }

    /**
     * The static headers.
     *
     * @throws UnreadableSecretException when they were sealed with another key
     */
    public Map<String, String> headers(SealingKey key) {
        return HeadersJson.read(key.open(headers, endpointId));
    }
}
