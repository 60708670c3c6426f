// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.auth;

import java.util.Objects;
import java.util.Set;

/**
 * Who is asking. What is not granted is refused.
 *
 * @param name for the audit, for example a key's id; never the secret
 * @param scopes what may be done
 * @param models the models it may be done to; empty means every model
 * @param autoRegister whether predictions of an unknown model or version make it known, with a
 *     signature that is inferred from them
 */
public record Principal(String name, Set<Scope> scopes, Set<String> models, boolean autoRegister) {

    public Principal {
        Objects.requireNonNull(name, "name");
        scopes = Set.copyOf(scopes);
        models = Set.copyOf(models);
    }

    public boolean has(Scope scope) {
        return scopes.contains(scope);
    }

    public boolean sees(String model) {
        return models.isEmpty() || models.contains(model);
    }
}
