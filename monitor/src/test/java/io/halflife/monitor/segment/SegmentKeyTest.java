// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.model.Violation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SegmentKeyTest {

    static final Signature SIGNATURE =
            new Signature(
                    List.of(
                            feature("age", FeatureKind.NUMERIC),
                            feature("plan", FeatureKind.CATEGORICAL),
                            feature("region", FeatureKind.CATEGORICAL)),
                    false);

    private static Feature feature(String name, FeatureKind kind) {
        return new Feature(name, "string", kind, false, List.of());
    }

    @Test
    void of_plainNameIsTheFeatureIfThereIsOne() {
        List<SegmentKey> keys = SegmentKey.of(List.of("plan", "site", "tag:region"), SIGNATURE);

        assertEquals(
                List.of(
                        SegmentKey.feature("plan"),
                        SegmentKey.tag("site"),
                        SegmentKey.tag("region")),
                keys);
    }

    /** Another version of the model may have other features. */
    @Test
    void of_leavesOutWhatThisVersionDoesNotHave() {
        List<String> entries =
                List.of("feature:gone", "age", "feature:age", "tag:", "plan", "plan");

        assertEquals(List.of(SegmentKey.feature("plan")), SegmentKey.of(entries, SIGNATURE));
    }

    @Test
    void of_isBounded() {
        List<String> entries = Stream.of(1, 2, 3, 4, 5, 6, 7).map(i -> "tag:t" + i).toList();

        assertEquals(SegmentKey.KEYS_MAX, SegmentKey.of(entries, SIGNATURE).size());
    }

    @Test
    void rules_nameTheEntryAndTheRule() {
        List<Violation> violations =
                SegmentRules.check(
                        List.of("age", "feature:gone", "tag:", "plan", "feature:plan"), SIGNATURE);

        assertEquals(
                List.of(
                        "/segments/0 type_mismatch",
                        "/segments/1 unknown_feature",
                        "/segments/2 invalid_string",
                        "/segments/4 duplicate_key"),
                violations.stream().map(v -> v.pointer() + " " + v.code()).toList());
    }

    @Test
    void rules_sixAreTooMany() {
        List<String> six = List.of("a", "b", "c", "d", "e", "f");

        assertEquals(
                List.of(new Violation("/segments", "out_of_range", "at most 5")),
                SegmentRules.check(six, SIGNATURE));
        assertEquals(List.of(), SegmentRules.check(six.subList(0, 5), SIGNATURE));
    }

    /** A model without a version yet: what cannot be checked is taken. */
    @Test
    void rules_withoutASignature() {
        assertEquals(List.of(), SegmentRules.check(List.of("feature:plan", "age"), null));
    }

    /** Names that hold the signs by which a name is put together. */
    @Test
    void text_isOfOneSegmentOnly() {
        Segment valueHasSign = Segment.of(SegmentKey.feature("p"), "a=b");
        Segment keyHasSign = Segment.of(SegmentKey.feature("p=a"), "b");
        Segment rest = Segment.other(SegmentKey.feature("p"));
        Segment likeRest = Segment.of(SegmentKey.feature("p!other"), "");

        assertEquals("feature:p=a=b", valueHasSign.text());
        assertEquals("feature:p%3Da=b", keyHasSign.text());
        assertEquals("feature:p!other", rest.text());
        assertNotEquals(rest.text() + "=", likeRest.text());
    }
}
