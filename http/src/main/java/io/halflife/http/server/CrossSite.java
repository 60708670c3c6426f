// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import java.net.URI;

/**
 * Keeps a page of another site from acting with what a person's browser may do here.
 *
 * <p>Three rules, each enough by itself where the others cannot be checked: the browser says that
 * the request comes from our own page ({@code Sec-Fetch-Site}, else {@code Origin}); and it carries
 * {@code X-Requested-With}, which a form cannot send and a script of another site not without being
 * allowed to. Programs send that header too.
 */
public final class CrossSite {

    public static final String REQUESTED_WITH = "X-Requested-With";

    private CrossSite() {}

    /**
     * Goes on only when the request was made by our own page, or by no page.
     *
     * @throws ProblemException 403
     */
    public static void refuse(Exchange exchange) {
        String site = exchange.header("Sec-Fetch-Site");
        String origin = exchange.header("Origin");
        boolean isOwn =
                site == null
                        ? origin == null || isOf(exchange.header("Host"), origin)
                        : site.equals("same-origin") || site.equals("none");
        if (!isOwn) {
            throw refused("cross_site", "a page of another site may not do this");
        }
        String with = exchange.header(REQUESTED_WITH);
        if (with == null || with.isBlank()) {
            throw refused(
                    "requested_with_missing",
                    "the header X-Requested-With must be there, with any value");
        }
    }

    private static boolean isOf(String host, String origin) {
        try {
            String authority = URI.create(origin).getAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static ProblemException refused(String code, String detail) {
        return new ProblemException(Problem.of(403, code, detail));
    }
}
