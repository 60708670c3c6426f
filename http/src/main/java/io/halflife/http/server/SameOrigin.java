// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import io.halflife.http.problem.Problem;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Pages of other sites may not make a browser change anything here. What changes something and
 * comes from a browser must come from a page of this server and carry {@value #HEADER}, which no
 * form can send. Programs that are no browsers send neither header and are not asked.
 */
final class SameOrigin {

    static final String HEADER = "X-Requested-With";

    private static final Set<HttpMethod> SAFE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private SameOrigin() {}

    /** Why the request is refused; empty where it is not. */
    static Optional<Problem> problem(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        if (SAFE.contains(request.method()) || (site == null && origin == null)) {
            return Optional.empty();
        }
        boolean isOurs = site == null ? isOfHost(origin, request) : site.equals("same-origin");
        if (!isOurs) {
            return Optional.of(refused("the request comes from a page of another site"));
        }
        return request.getHeader(HEADER) == null
                ? Optional.of(refused("a browser must send the header " + HEADER))
                : Optional.empty();
    }

    /** Old browsers name only where the page comes from. */
    private static boolean isOfHost(String origin, HttpServerRequest request) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(request.getHeader("Host"));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Problem refused(String why) {
        return Problem.of(403, "cross_origin", why);
    }
}
