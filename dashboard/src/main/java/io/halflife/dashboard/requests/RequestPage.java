// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.requests;

import io.halflife.dashboard.page.Fact;
import io.halflife.dashboard.page.Shell;
import java.util.List;
import java.util.Objects;

/**
 * One call to retrain.
 *
 * @param reason decay, forecast, drift or manual
 * @param summary the reason in words
 * @param expires until when it may be answered; the empty string when it is over
 * @param steps oldest first
 * @param evidence groups of figures that it rests on
 * @param driftHref the drift page of the window before it; the empty string when there is none
 * @param noDeliveries why there are none; the empty string when there are
 * @param acts what the reader may do to it now
 */
public record RequestPage(
        Shell shell,
        String id,
        RequestMark mark,
        String reason,
        String summary,
        String expires,
        List<Step> steps,
        List<Evidence> evidence,
        String driftHref,
        List<DeliveryRow> deliveries,
        String noDeliveries,
        List<Act> acts) {

    /**
     * A state that it came into.
     *
     * @param at by the wall clock
     * @param asOf by the clock of the runs; the empty string where it is the same
     */
    public record Step(RequestMark mark, String at, String asOf, String writer, String words) {}

    /**
     * Something that can be done.
     *
     * @param path that is posted to
     * @param word on the button
     * @param means what comes of it, in a sentence
     */
    public record Act(String path, String word, String means) {}

    /** Figures that belong together. */
    public record Evidence(String title, List<Fact> facts) {
        public Evidence {
            facts = List.copyOf(facts);
        }
    }

    /**
     * A message to an endpoint.
     *
     * @param host of the endpoint's address: the rest may hold what is not for every eye
     * @param next when it is tried again, or why not
     * @param replayPath that is posted to for another try; the empty string where there is none
     */
    public record DeliveryRow(
            String id,
            String type,
            String host,
            RequestMark mark,
            String next,
            String replayPath,
            List<AttemptRow> attempts) {
        public DeliveryRow {
            attempts = List.copyOf(attempts);
        }
    }

    /** One POST. */
    public record AttemptRow(
            String number, String at, String outcome, String status, String took, String error) {}

    public RequestPage {
        Objects.requireNonNull(shell, "shell");
        steps = List.copyOf(steps);
        evidence = List.copyOf(evidence);
        deliveries = List.copyOf(deliveries);
        acts = List.copyOf(acts);
    }
}
