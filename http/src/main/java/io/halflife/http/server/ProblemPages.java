// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import io.halflife.http.problem.Problem;

/**
 * How people in front of a browser are told what programs are told as JSON. Asked only where the
 * request prefers a page ({@code Accept: text/html}); status and headers of the problem are kept.
 */
public interface ProblemPages {

    /**
     * The page; it runs on the event loop, so it reads nothing.
     *
     * @param requestId the id that the answer and the log carry
     * @param acceptEncoding the request's header; null where it has none
     */
    Answer page(Problem problem, String requestId, String acceptEncoding);
}
