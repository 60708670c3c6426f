// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps a page of another site from acting with what a person's browser may do here.
 *
 * <p>Three rules, each enough by itself where the others cannot be checked: the browser says that
 * the request comes from our own page ({@code Sec-Fetch-Site}, else {@code Origin}); and it carries
 * {@code X-Requested-With}, which a form cannot send and a script of another site not without being
 * allowed to. They hold for everything that changes something and comes from a browser; at the
 * doors that call {@link #refuse} programs send that header too.
 */
public final class CrossSite {

    public static final String REQUESTED_WITH = "X-Requested-With";

    private static final Set<HttpMethod> SAFE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private CrossSite() {}

    /**
     * Goes on only when the request was made by our own page, or by no page, with the header.
     *
     * @throws ProblemException 403
     */
    public static void refuse(Exchange exchange) {
        problem(exchange.context().request())
                .ifPresent(
                        problem -> {
                            throw new ProblemException(problem);
                        });
    }

    /** Why a browser may not make this request; empty for programs, and for what only reads. */
    static Optional<Problem> ofBrowser(HttpServerRequest request) {
        boolean isOfBrowser =
                request.getHeader("Sec-Fetch-Site") != null || request.getHeader("Origin") != null;
        return isOfBrowser && !SAFE.contains(request.method())
                ? problem(request)
                : Optional.empty();
    }

    private static Optional<Problem> problem(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        boolean isOwn =
                site == null
                        ? origin == null || isOf(request.getHeader("Host"), origin)
                        : site.equals("same-origin") || site.equals("none");
        if (!isOwn) {
            return refused("cross_site", "a page of another site may not do this");
        }
        String with = request.getHeader(REQUESTED_WITH);
        return with == null || with.isBlank()
                ? refused(
                        "requested_with_missing",
                        "the header X-Requested-With must be there, with any value")
                : Optional.empty();
    }

    private static boolean isOf(String host, String origin) {
        try {
            String authority = URI.create(origin).getAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<Problem> refused(String code, String detail) {
        return Optional.of(Problem.of(403, code, detail));
    }
}
