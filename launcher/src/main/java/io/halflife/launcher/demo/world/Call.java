// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One question to the model, its answer, and what turns out true.
 *
 * @param id unlike any other call's
 * @param score the probability of leaving
 * @param label what the model said
 * @param latency how long the answer took
 * @param truth what turns out true
 * @param delay how long until the company knows; null where it never learns
 */
public record Call(
        String id,
        Instant time,
        Customer customer,
        double score,
        String label,
        Duration latency,
        String truth,
        Duration delay) {

    public Call {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(customer, "customer");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(latency, "latency");
        Objects.requireNonNull(truth, "truth");
    }

    public boolean isRight() {
        return label.equals(truth);
    }

    /** When the company knows what is true; empty where it never learns. */
    public Optional<Instant> knownAt() {
        return Optional.ofNullable(delay).map(time::plus);
    }

    /** The same question asked at another time. */
    public Call at(String otherId, Instant otherTime) {
        return new Call(otherId, otherTime, customer, score, label, latency, truth, delay);
    }
}
