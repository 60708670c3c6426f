// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.auth;

import io.halflife.http.rate.Rates;
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
 * @param rates how much it may ask for
 */
public record Principal(
        String name, Set<Scope> scopes, Set<String> models, boolean autoRegister, Rates rates) {

    public Principal {
        Objects.requireNonNull(name, "name");
        scopes = Set.copyOf(scopes);
        models = Set.copyOf(models);
        Objects.requireNonNull(rates, "rates");
    }

    /** As much as it likes. */
    public Principal(String name, Set<Scope> scopes, Set<String> models, boolean autoRegister) {
        this(name, scopes, models, autoRegister, Rates.UNLIMITED);
    }

    public boolean has(Scope scope) {
        return scopes.contains(scope);
    }

    public boolean sees(String model) {
        return models.isEmpty() || models.contains(model);
    }
}
