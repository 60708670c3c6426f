// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.mute;

import io.halflife.dashboard.page.Shell;
import io.halflife.dashboard.requests.RequestMark;
import java.util.List;
import java.util.Objects;

/**
 * The muted and excluded periods of a model.
 *
 * @param path of the periods in the API
 * @param canEdit whether the reader may set, change and delete
 * @param features that a period may be limited to
 * @param environments likewise
 * @param from that a new period is offered to begin at; the empty string for none
 * @param to and to end at
 * @param rows those that begin last first
 * @param olderHref where the list goes on; the empty string at its end
 */
public record MutesPage(
        Shell shell,
        List<String> sentences,
        String path,
        boolean canEdit,
        List<String> features,
        List<String> environments,
        String from,
        String to,
        List<Row> rows,
        String olderHref) {

    /**
     * A period.
     *
     * @param json as the API shows it: what the form is filled with
     * @param columns whose verdicts it touches
     * @param overlaps other periods that share an instant and a column; the empty string for none
     * @param said who set it and who changed it last
     */
    public record Row(
            String id,
            String json,
            RequestMark mark,
            String from,
            String to,
            String effect,
            String columns,
            String environment,
            String reason,
            String overlaps,
            String said,
            boolean isDeleted) {}

    public MutesPage {
        Objects.requireNonNull(shell, "shell");
        sentences = List.copyOf(sentences);
        Objects.requireNonNull(path, "path");
        features = List.copyOf(features);
        environments = List.copyOf(environments);
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        rows = List.copyOf(rows);
        Objects.requireNonNull(olderHref, "olderHref");
    }
}
