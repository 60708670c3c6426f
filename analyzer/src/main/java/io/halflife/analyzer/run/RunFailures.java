// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.block.Failures;
import io.halflife.storage.model.RegisteredVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What went wrong in a run, version by version, while the others go on. One thread. */
final class RunFailures {

    private static final Logger LOG = LoggerFactory.getLogger(RunFailures.class);

    private final List<RunException> all = new ArrayList<>();

    /** What the step gives; empty after a failure, which is noted. */
    <T> Optional<T> attempt(RegisteredVersion version, Supplier<T> step) {
        try {
            return Optional.of(step.get());
        } catch (RunException e) {
            all.add(e);
        } catch (RuntimeException e) {
            LOG.error("analysing {} failed", version.definition().id(), e);
            add(version, Failures.inOneLine(e));
        }
        return Optional.empty();
    }

    void add(RegisteredVersion version, String reason) {
        all.add(new RunException(version.definition().id() + ": " + reason));
    }

    /**
     * Says all of them at once.
     *
     * @throws RunException when there are any
     */
    void throwIfAny() {
        if (!all.isEmpty()) {
            throw RunException.all(all);
        }
    }
}
