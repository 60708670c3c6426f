// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.reference;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/**
 * The rows that a reference was made from, one column at a time, always in the order of their ids,
 * so that the n-th of every column is of one row. A reader gets one value after the other: of many
 * rows never all at once. Blocking.
 */
public final class ReferenceValues {

    private static final int FETCH_ROWS = 10_000;

    private final Jdbi jdbi;
    private final long referenceId;

    public ReferenceValues(Jdbi jdbi, long referenceId) {
        this.jdbi = jdbi;
        this.referenceId = referenceId;
    }

    /**
     * When the predictions happened; empty where that is not stated.
     *
     * @return whether the test held for all; the first for which it does not is the last
     */
    public boolean allEventTimes(Predicate<Optional<Instant>> test) {
        return read("event_time", Instant.class, times -> times.allMatch(test));
    }

    /**
     * Numbers of one feature; empty where missing.
     *
     * @param place among the numeric inputs of the signature, from 1
     */
    public void numbers(int place, Consumer<Optional<Double>> taker) {
        read("numeric_features[" + place + "]", Double.class, values -> each(values, taker));
    }

    /**
     * Names of one feature; empty where missing.
     *
     * @param place among the categorical inputs of the signature, from 1
     */
    public void names(int place, Consumer<Optional<String>> taker) {
        read("categorical_features[" + place + "]", String.class, values -> each(values, taker));
    }

    private static <T> boolean each(Stream<Optional<T>> values, Consumer<Optional<T>> taker) {
        values.forEach(taker);
        return true;
    }

    private <T> boolean read(
            String expression, Class<T> type, Predicate<Stream<Optional<T>>> reader) {
        return jdbi.inTransaction(
                handle -> {
                    handle.execute("set local statement_timeout = '10min'");
                    try (Stream<Optional<T>> values =
                            handle
                                    .createQuery(
                                            "select "
                                                    + expression
                                                    + " as value from reference_row where"
                                                    + " reference_id = :id order by prediction_id")
                                    .bind("id", referenceId)
                                    .setFetchSize(FETCH_ROWS)
                                    .map(row -> Optional.ofNullable(row.getColumn("value", type)))
                                    .stream()) {
                        return reader.test(values);
                    }
                });
    }
}
