// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import io.halflife.dashboard.page.PageRenderer;
import io.halflife.dashboard.page.ProblemPage;
import io.halflife.http.problem.Problem;
import io.halflife.http.server.Answer;
import io.halflife.http.server.ProblemPages;

/** Problems as pages that look like the others and say where to go on. */
final class BrowserProblems implements ProblemPages {

    private final PageRenderer renderer;

    BrowserProblems(PageRenderer renderer) {
        this.renderer = renderer;
    }

    @Override
    public Answer page(Problem problem, String requestId, String acceptEncoding) {
        byte[] page = renderer.render("problem.jte", ProblemPage.of(problem, requestId));
        return PageAnswers.html(problem.status(), page, acceptEncoding);
    }
}
