// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import io.halflife.collector.directory.KnownVersion;
import io.halflife.monitor.model.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The item that is being read: where it lies in the body, whose it says it is, and every rule it
 * breaks. Used again for the next item. Not thread-safe.
 */
final class Item {

    private byte[] body;
    private int bodyLength;
    private int index = -1;
    private int base;
    private int start;
    private int end;
    private String predictionId;
    private String model;
    private KnownVersion known;
    private UnaryOperator<String> pointers;
    private List<Violation> findings = new ArrayList<>();

    Item(byte[] body, int bodyLength) {
        this.body = body;
        this.bodyLength = bodyLength;
    }

    /**
     * The next item begins.
     *
     * @param parserBase where in the body the parser's own offsets start
     * @param from where in the body the item starts
     */
    void begin(int parserBase, int from) {
        index++;
        base = parserBase;
        start = from;
        end = from;
        predictionId = null;
        model = null;
        known = null;
        pointers = null;
        findings = new ArrayList<>();
    }

    /** The next item begins, and is all there is of these bytes. */
    void begin(byte[] itemBody, int itemLength) {
        body = itemBody;
        bodyLength = itemLength;
        begin(0, 0);
    }

    void end(int at) {
        end = at;
    }

    byte[] body() {
        return body;
    }

    int bodyLength() {
        return bodyLength;
    }

    /** Position in the request, from 0. */
    int index() {
        return index;
    }

    int base() {
        return base;
    }

    int start() {
        return start;
    }

    int length() {
        return end - start;
    }

    /** As it was sent; null when it was not, or is unfit to be repeated. */
    String predictionId() {
        return predictionId;
    }

    void setPredictionId(String id) {
        predictionId = id;
    }

    /** Null until it is known. */
    String model() {
        return model;
    }

    void setModel(String name) {
        model = name;
    }

    /** Null until it is known. */
    KnownVersion known() {
        return known;
    }

    void setKnown(KnownVersion version) {
        known = version;
    }

    boolean isValid() {
        return findings.isEmpty();
    }

    List<Violation> findings() {
        return findings;
    }

    /** Whether something is wrong with this very field. */
    boolean isRefusedAt(String pointer) {
        return findings.stream().anyMatch(finding -> finding.pointer().equals(pointer));
    }

    /** Says of places in the item where they are in another body; until the next item begins. */
    void pointers(UnaryOperator<String> inBody) {
        pointers = inBody;
    }

    /** The findings as they are told: with pointers into the body that was sent. */
    List<Violation> told() {
        return pointers == null
                ? findings
                : findings.stream()
                        .map(f -> new Violation(pointers.apply(f.pointer()), f.code(), f.detail()))
                        .toList();
    }

    void refuse(String pointer, String code, String detail) {
        if (findings.size() < ItemLimits.FINDINGS_MAX) {
            findings.add(new Violation(pointer, code, detail));
        }
    }

    /** A finding about a member of an object; its name is escaped. */
    void refuse(String parent, String name, String code, String detail) {
        refuse(parent + "/" + name.replace("~", "~0").replace("/", "~1"), code, detail);
    }
}
