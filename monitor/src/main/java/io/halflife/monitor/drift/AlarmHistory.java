// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.monitor.policy.DriftSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The verdicts of one column, window after window, and what they amount to.
 *
 * <p>ALARM when at least k of the last m evaluable windows drift; it stays until {@code clear}
 * evaluable windows in a row are clean. Otherwise WATCH when any of the last m drifts, else CLEAR.
 * Only a window that drifts raises: where {@code clear} is short, the drifts that raised an alarm
 * may still be among the last m when it ends, and raise no second one. An INCONCLUSIVE window
 * changes nothing and is not remembered. Immutable.
 */
public final class AlarmHistory {

    private final DriftSettings settings;
    private final AlarmState state;
    private final List<Boolean> drifted;

    private AlarmHistory(DriftSettings settings, AlarmState state, List<Boolean> drifted) {
        this.settings = settings;
        this.state = state;
        this.drifted = drifted;
    }

    /** Before the first window: CLEAR. */
    public static AlarmHistory start(DriftSettings settings) {
        return new AlarmHistory(
                Objects.requireNonNull(settings, "settings"), AlarmState.CLEAR, List.of());
    }

    /**
     * After windows that were judged before.
     *
     * @param state the state after the last of them
     * @param before their verdicts, oldest first
     */
    public static AlarmHistory resume(
            DriftSettings settings, AlarmState state, List<Verdict> before) {
        AlarmHistory history =
                new AlarmHistory(settings, Objects.requireNonNull(state, "state"), List.of());
        for (Verdict verdict : before) {
            history = history.remember(verdict);
        }
        return history;
    }

    public AlarmState state() {
        return state;
    }

    /** After one more window. */
    public AlarmHistory then(Verdict verdict) {
        if (verdict == Verdict.INCONCLUSIVE) {
            return this;
        }
        AlarmHistory longer = remember(verdict);
        return new AlarmHistory(settings, longer.next(), longer.drifted);
    }

    private AlarmHistory remember(Verdict verdict) {
        if (verdict == Verdict.INCONCLUSIVE) {
            return this;
        }
        List<Boolean> longer = new ArrayList<>(drifted);
        longer.add(verdict == Verdict.DRIFTED);
        return new AlarmHistory(
                settings, state, lastOf(longer, Math.max(settings.m(), settings.clear())));
    }

    private AlarmState next() {
        if (state == AlarmState.ALARM) {
            return isCleanAgain() ? AlarmState.CLEAR : AlarmState.ALARM;
        }
        boolean drifts = drifted.get(drifted.size() - 1);
        long drifting = lastOf(drifted, settings.m()).stream().filter(d -> d).count();
        if (drifts && drifting >= settings.k()) {
            return AlarmState.ALARM;
        }
        return drifting > 0 ? AlarmState.WATCH : AlarmState.CLEAR;
    }

    private boolean isCleanAgain() {
        List<Boolean> last = lastOf(drifted, settings.clear());
        return last.size() == settings.clear() && !last.contains(true);
    }

    private static List<Boolean> lastOf(List<Boolean> all, int count) {
        return List.copyOf(all.subList(Math.max(0, all.size() - count), all.size()));
    }
}
