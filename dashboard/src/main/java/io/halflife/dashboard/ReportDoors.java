// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import io.halflife.dashboard.export.ReadAnswers;
import io.halflife.dashboard.page.Links;
import io.halflife.dashboard.page.period.Period;
import io.halflife.dashboard.report.ReportFile;
import io.halflife.dashboard.report.ReportQuestion;
import io.halflife.http.auth.Scope;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Doors;
import io.halflife.http.server.Exchange;
import io.halflife.storage.Storage;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Clock;

/** A model and period as one file to keep. */
final class ReportDoors {

    private final Storage storage;
    private final Clock clock;

    ReportDoors(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    void addTo(Doors doors) {
        doors.add(HttpMethod.GET, "/models/:model/report", Scope.READ, this::report);
    }

    private Future<Answer> report(Exchange exchange) {
        ReportQuestion question =
                new ReportQuestion(
                        exchange.path("model"),
                        exchange.query("version"),
                        exchange.query("environment"),
                        Period.of(exchange.query("from"), exchange.query("to")),
                        maker(exchange));
        return exchange.blocking(() -> answer(exchange, ReportFile.of(storage, clock, question)));
    }

    private static String maker(Exchange exchange) {
        return "the dashboard, for " + exchange.principal().name();
    }

    /** The line that says who made it when is no news: without it the same report has one tag. */
    private static Answer answer(Exchange exchange, ReportFile report) {
        String tag = "W/\"" + report.tag() + '"';
        String known = exchange.header("If-None-Match");
        if (known != null && ReadAnswers.matches(known, tag)) {
            return Answer.empty(304).with("ETag", tag);
        }
        return PageAnswers.compressed(
                        200,
                        "text/html; charset=utf-8",
                        report.content(),
                        exchange.header("Accept-Encoding"))
                .with("ETag", tag)
                .with("Content-Security-Policy", report.contentSecurityPolicy())
                .with("Referrer-Policy", "no-referrer")
                .with(
                        "Content-Disposition",
                        "attachment; filename=\""
                                + report.asciiName()
                                + "\"; filename*=UTF-8''"
                                + Links.encoded(report.name()));
    }
}
