// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.versions;

import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.monitor.model.Violation;
import io.halflife.statistics.cost.StoragePrice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a plan is asked for.
 *
 * @param keep the newest versions that stay at hand, 0..{@link #KEEP_MAX}
 * @param price of a gigabyte and month; empty where none was given
 */
public record StorageQuestion(int keep, Optional<StoragePrice> price) {

    static final int KEEP_DEFAULT = 3;
    static final int KEEP_MAX = 1000;
    private static final double PRICE_MAX = 1e6;

    public StorageQuestion {
        Objects.requireNonNull(price, "price");
    }

    /**
     * From the parameters of an address; null or empty is not given. One price alone is both.
     *
     * @throws ProblemException 422 with every finding
     */
    public static StorageQuestion of(String keep, String hot, String cold) {
        List<Violation> violations = new ArrayList<>();
        int kept = keep(keep, violations::add);
        Optional<Double> atHand = price("hot", hot, violations::add);
        Optional<Double> archived = price("cold", cold, violations::add);
        if (!violations.isEmpty()) {
            throw new ProblemException(Problems.invalid(violations));
        }
        Optional<Double> any = atHand.isPresent() ? atHand : archived;
        return new StorageQuestion(
                kept,
                any.map(price -> new StoragePrice(atHand.orElse(price), archived.orElse(price))));
    }

    private static int keep(String text, Consumer<Violation> findings) {
        if (text == null || text.isBlank()) {
            return KEEP_DEFAULT;
        }
        if (text.matches("[0-9]{1,4}") && Integer.parseInt(text) <= KEEP_MAX) {
            return Integer.parseInt(text);
        }
        findings.accept(
                new Violation(
                        "/keep", "out_of_range", "keep must be a whole number in 0.." + KEEP_MAX));
        return KEEP_DEFAULT;
    }

    private static Optional<Double> price(String name, String text, Consumer<Violation> findings) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        if (text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?") && Double.parseDouble(text) <= PRICE_MAX) {
            return Optional.of(Double.parseDouble(text));
        }
        findings.accept(
                new Violation(
                        "/" + name,
                        "out_of_range",
                        name + " must be a price of a gigabyte and month in 0..1000000"));
        return Optional.empty();
    }
}
