// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import io.halflife.http.auth.Scope;
import java.util.Objects;
import java.util.Optional;

/**
 * A door as it stands in a router.
 *
 * @param method for example {@code POST}
 * @param path as in OpenAPI, for example {@code /v1/models/{model}/policy}
 * @param scope what opens it; empty where no credential is needed
 */
public record Route(String method, String path, Optional<Scope> scope) {

    public Route {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(scope, "scope");
    }

    static Route of(String method, String template, Scope scope) {
        String path = template.replaceAll(":([A-Za-z_]+)", "{$1}");
        return new Route(method, path, Optional.ofNullable(scope));
    }
}
