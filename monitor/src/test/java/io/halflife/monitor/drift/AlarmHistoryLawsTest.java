// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.halflife.monitor.policy.DriftSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** STATISTICS §1.6, point 5, line by line, over random settings and histories. */
class AlarmHistoryLawsTest {

    private static final long SEED = 20261123;
    private static final int ROUNDS = 2000;

    /** A run of random verdicts under random settings. */
    private record Course(DriftSettings settings, List<Verdict> verdicts, String words) {

        List<AlarmState> states() {
            return statesOf(settings, verdicts);
        }
    }

    private static List<AlarmState> statesOf(DriftSettings settings, List<Verdict> verdicts) {
        AlarmHistory history = AlarmHistory.start(settings);
        List<AlarmState> states = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            history = history.then(verdict);
            states.add(history.state());
        }
        return states;
    }

    private static List<Course> courses() {
        Random random = new Random(SEED);
        List<Course> courses = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            int m = 1 + random.nextInt(6);
            DriftSettings settings = settings(1 + random.nextInt(m), m, 1 + random.nextInt(5));
            List<Verdict> verdicts = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                verdicts.add(
                        random.nextInt(3) == 0
                                ? Verdict.INCONCLUSIVE
                                : random.nextBoolean() ? Verdict.DRIFTED : Verdict.STABLE);
            }
            String words =
                    "seed "
                            + SEED
                            + " round "
                            + round
                            + " k "
                            + settings.k()
                            + " m "
                            + m
                            + " clear "
                            + settings.clear()
                            + " "
                            + verdicts;
            courses.add(new Course(settings, verdicts, words));
        }
        return courses;
    }

    private static DriftSettings settings(int k, int m, int clear) {
        DriftSettings d = DriftSettings.DEFAULTS;
        return new DriftSettings(
                d.alpha(),
                d.q(),
                d.method(),
                d.effectFloor(),
                k,
                m,
                clear,
                d.minWindow(),
                d.minReference(),
                d.season(),
                d.criticalFeatures(),
                d.tests());
    }

    /** "Windows with null p do not count and change nothing." */
    @Test
    void inconclusive_isAsIfTheWindowWereNotThere() {
        for (Course course : courses()) {
            List<Verdict> evaluable =
                    course.verdicts.stream().filter(v -> v != Verdict.INCONCLUSIVE).toList();
            List<AlarmState> without = statesOf(course.settings, evaluable);
            List<AlarmState> with = course.states();
            int seen = 0;
            for (int i = 0; i < with.size(); i++) {
                seen += course.verdicts.get(i) == Verdict.INCONCLUSIVE ? 0 : 1;
                AlarmState expected = seen == 0 ? AlarmState.CLEAR : without.get(seen - 1);
                assertEquals(expected, with.get(i), course.words + " at " + i);
            }
        }
    }

    /** "ALERT when at least k of the last m evaluable windows drift", and not before. */
    @Test
    void alarm_isRaisedByADriftThatIsTheKthOfM() {
        for (Course course : courses()) {
            List<AlarmState> states = course.states();
            for (int i = 0; i < states.size(); i++) {
                AlarmState before = i == 0 ? AlarmState.CLEAR : states.get(i - 1);
                if (before == AlarmState.ALARM || course.verdicts.get(i) == Verdict.INCONCLUSIVE) {
                    continue;
                }
                boolean raises =
                        course.verdicts.get(i) == Verdict.DRIFTED
                                && drifting(course, i, course.settings.m()) >= course.settings.k();
                assertEquals(raises, states.get(i) == AlarmState.ALARM, course.words + " at " + i);
            }
        }
    }

    /** "Cleared after {@code clear} clean evaluable windows", neither sooner nor later. */
    @Test
    void alarm_endsWithTheLastOfItsCleanWindows() {
        for (Course course : courses()) {
            List<AlarmState> states = course.states();
            for (int i = 1; i < states.size(); i++) {
                if (states.get(i - 1) != AlarmState.ALARM) {
                    continue;
                }
                int clear = course.settings.clear();
                boolean clean =
                        course.verdicts.get(i) != Verdict.INCONCLUSIVE
                                && evaluable(course, i) >= clear
                                && drifting(course, i, clear) == 0;
                AlarmState expected = clean ? AlarmState.CLEAR : AlarmState.ALARM;
                assertEquals(expected, states.get(i), course.words + " at " + i);
            }
        }
    }

    /** "WARN = some drift in the last m, not alerting"; CLEAR is no drift in them. */
    @Test
    void watch_isSomeDriftInTheLastM() {
        for (Course course : courses()) {
            List<AlarmState> states = course.states();
            for (int i = 0; i < states.size(); i++) {
                boolean afterAlarm = i > 0 && states.get(i - 1) == AlarmState.ALARM;
                if (states.get(i) == AlarmState.ALARM
                        || afterAlarm
                        || course.verdicts.get(i) == Verdict.INCONCLUSIVE) {
                    continue;
                }
                boolean some = drifting(course, i, course.settings.m()) > 0;
                AlarmState expected = some ? AlarmState.WATCH : AlarmState.CLEAR;
                assertEquals(expected, states.get(i), course.words + " at " + i);
            }
        }
    }

    /** A clear shorter than m must not let old drifts raise what they raised before. */
    @Test
    void alarm_isNotRaisedAgainByACleanWindow() {
        for (Course course : courses()) {
            List<AlarmState> states = course.states();
            for (int i = 1; i < states.size(); i++) {
                if (states.get(i - 1) != AlarmState.ALARM
                        && course.verdicts.get(i) != Verdict.DRIFTED) {
                    assertNotEquals(AlarmState.ALARM, states.get(i), course.words + " at " + i);
                }
            }
        }
    }

    /** Among the newest {@code count} evaluable windows up to and with this one. */
    private static long drifting(Course course, int last, int count) {
        List<Verdict> evaluable = evaluableOf(course, last);
        return evaluable.subList(Math.max(0, evaluable.size() - count), evaluable.size()).stream()
                .filter(v -> v == Verdict.DRIFTED)
                .count();
    }

    private static int evaluable(Course course, int last) {
        return evaluableOf(course, last).size();
    }

    private static List<Verdict> evaluableOf(Course course, int last) {
        return course.verdicts.subList(0, last + 1).stream()
                .filter(v -> v != Verdict.INCONCLUSIVE)
                .toList();
    }
}
