// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

/**
 * Binds one comparison of {@code statistics} to profiles: says for which columns it is made and
 * under which name it is stored and shown.
 *
 * <p>Pure: the result depends on the two profiles and the levels of the settings alone.
 */
interface DriftTest {

    /** The name in tables, in JSON and on pages. */
    String name();

    /** Whether the test is made for such a column. */
    boolean isFor(Comparison comparison);

    TestResult compare(Comparison comparison);
}
