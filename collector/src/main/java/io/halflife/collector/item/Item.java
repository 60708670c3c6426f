// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import io.halflife.monitor.model.Violation;
import java.util.ArrayList;
import java.util.List;

/**
 * The item that is being read: where it lies in the body, whose it says it is, and every rule it
 * breaks. Used again for the next item. Not thread-safe.
 */
final class Item {

    private final byte[] body;
    private final int bodyLength;
    private int index = -1;
    private int base;
    private int start;
    private int end;
    private String predictionId;
    private String model;
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
        findings = new ArrayList<>();
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
